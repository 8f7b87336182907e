"""Taking an HTTP/1.1 answer from the bytes that come, however they are cut, within bounds.

httptools (llhttp, the parser of Node.js) reads them. As browsers do, it is told to put up with
lines that end in a bare line feed and with odd headers; what comes behind an answer is left.
"""

import contextlib
import itertools
from collections import defaultdict
from http import HTTPStatus
from typing import NamedTuple

from httptools import HttpParserError, HttpResponseParser
from scrapy.exceptions import DownloadCancelledError, DownloadFailedError, ResponseDataLossError

MAX_HEAD = 256 * 1024
"""Bytes that status line, headers and trailers may have together."""

_FRAMING = 8
"""Bytes that a chunked body may have around each byte of its own."""
_BODILESS = frozenset((HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED))

Fields = dict[bytes, list[bytes]]
"""Header values by name; names read as ``Content-Type``."""


class TransferError(DownloadFailedError):
    """An answer did not come as it should; the message is the reason for the report."""


class NotHttpError(TransferError):
    """What came is no HTTP."""

    def __init__(self) -> None:
        super().__init__("what it answers is no HTTP")


class ClosedError(TransferError):
    """A connection was closed before anything of the answer had come."""

    def __init__(self) -> None:
        super().__init__("the connection was closed before the answer was whole")


class Answer(NamedTuple):
    """One whole answer; `keeps` says whether its connection may be asked again."""

    status: int
    fields: Fields
    body: bytes
    keeps: bool


class Reader:
    """Reads one answer.

    `limit` is the largest body in bytes. An answer to CONNECT, which opens a tunnel, has none.
    """

    def __init__(self, limit: int, *, opens_tunnel: bool = False) -> None:
        self._limit = limit
        self._opens_tunnel = opens_tunnel
        self._come = self._size = 0
        self._fields: Fields = defaultdict(list)
        self._body: list[bytes] = []
        self._has_head = self._is_whole = self._has_more = self._keeps = False
        self._wrong: Exception | None = None
        self._parser = HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(
            lenient_headers=True,
            lenient_optional_cr_before_lf=True,
            lenient_optional_lf_after_cr=True,
            lenient_spaces_after_chunk_size=True,
        )

    def feed(self, data: bytes) -> Answer | None:
        """Take what has come; gives the answer once it is whole.

        Raises:
            DownloadCancelledError: it is larger than allowed.
            TransferError: it is no HTTP, or its head has no end.
        """
        self._come += len(data)
        try:
            self._parser.feed_data(data)
        except HttpParserError as error:
            self._has_more = True
            if not self._is_whole:
                raise self._wrong or NotHttpError from error
        if self._wrong:
            raise self._wrong
        if self._come - self._size > MAX_HEAD + _FRAMING * self._size:
            raise TransferError("its headers are larger than allowed")
        return self._answer() if self._is_whole else None

    def end(self) -> Answer:
        """The answer, now that the connection has come to its end.

        Raises:
            ClosedError: nothing of it has come.
            ResponseDataLossError: its body is not whole.
            TransferError: not even its head is.
        """
        if not self._come:
            raise ClosedError
        if not self._has_head:
            raise TransferError("the connection was closed before the answer was whole")
        if self._fields.keys() & {b"Content-Length", b"Transfer-Encoding"}:
            raise ResponseDataLossError("its answer was cut off")
        self._has_more = True
        return self._answer()

    def _answer(self) -> Answer:
        keeps = not self._has_more and (self._opens_tunnel or self._keeps)
        status = self._parser.get_status_code()
        return Answer(status, dict(self._fields), b"".join(self._body), keeps)

    def on_message_begin(self) -> None:
        """What begins behind a whole answer belongs to none that was asked for."""
        self._has_more = self._is_whole

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; trailers, which come behind the body, nobody asked for."""
        if not self._has_head:
            self._fields[name.strip().title()].append(value.strip())

    def on_headers_complete(self) -> None:
        """See whether the body is one to wait for."""
        if self._is_whole or self._parser.get_status_code() < HTTPStatus.OK:
            return
        self._has_head = True
        self._keeps = self._parser.should_keep_alive()
        codings = _members(self._fields.get(b"Transfer-Encoding", [])) - {b"identity"}
        if codings - {b"chunked"}:
            self._wrong = TransferError("its transfer encoding was not asked for")
        elif not codings and not self._opens_tunnel:
            for length in self._fields.get(b"Content-Length", []):
                self._require_small(length)
        self._is_whole = self._opens_tunnel or self._parser.get_status_code() in _BODILESS

    def on_body(self, data: bytes) -> None:
        """Take a part of the body."""
        if not self._is_whole:
            self._size += len(data)
            self._body.append(data)
            if self._size > self._limit:
                self._wrong = DownloadCancelledError("is larger than allowed")

    def on_message_complete(self) -> None:
        """The answer is whole, unless it only told to wait (1xx)."""
        if self._has_head:
            self._is_whole = True
        else:
            self._fields.clear()

    def _require_small(self, length: bytes) -> None:
        with contextlib.suppress(ValueError):
            # So many digits no allowed length has; int() would refuse thousands of them.
            if int(length[:20]) > self._limit:
                self._wrong = DownloadCancelledError("is larger than allowed")


def _members(values: list[bytes]) -> set[bytes]:
    """The members of a header that is a list, in lower case."""
    listed = itertools.chain.from_iterable(value.lower().split(b",") for value in values)
    return {member.strip() for member in listed} - {b""}
