"""How answers come over the wire: whole or not at all, compressed or not, connections let go."""

import zlib
from typing import Any, Self

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

MAX_HEAD = 256 * 1024
"""Bytes of status line and headers; with them comes the beginning of the body."""
_GZIP = 31
"""zlib's name for a stream with gzip's head and checksum."""


class BrokenTransferError(IgnoreRequest):
    """An answer that is not what it says it is; the message is the reason for the report."""


class _Connection(_LenientHTTP11ClientProtocol):
    """Scrapy's connection, but for endless headers, which it would gather for a whole timeout."""

    _head = 0

    def request(self, request: Any) -> Any:  # noqa: ANN401 - Twisted's own signature
        """Begin to count anew."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take what has come, unless it is too much of a head."""
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._head += len(data)
        if self._head > MAX_HEAD:
            error = BrokenTransferError("its headers are larger than allowed")
            self._giveUp(Failure(error))  # type: ignore[no-untyped-call]
        else:
            super().dataReceived(data)  # type: ignore[no-untyped-call]


class _Connections(_LenientHTTP11ClientFactory):
    def buildProtocol(self, _address: object) -> _Connection:  # noqa: N802 - Twisted's name
        return _Connection(self._quiescentCallback)  # type: ignore[no-untyped-call]


class Http(HTTP11DownloadHandler):
    """Scrapy's HTTP, but for endless headers, and for its end: open connections are not waited for.

    Its own wait is cut off after a second, and where thirty sources end at once that second and the
    answer may come together, which Twisted tells on stderr as an error.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Connections  # noqa: SLF001 - as Scrapy itself does

    async def close(self) -> None:
        """Let go of open connections."""
        pool: Any = self._pool
        pool.closeCachedConnections().addErrback(lambda _failure: None)


class Gunzip:
    """Scrapy downloader middleware: asks for gzip and undoes it.

    Scrapy's own gives what it can of a broken gzip: half an article would be stored as if it were
    all of it.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a middleware."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Say that gzip is understood."""
        request.headers.setdefault("Accept-Encoding", b"gzip")

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002
        """Give the answer as it was before it was compressed.

        Raises:
            BrokenTransferError: it is too large, cut off, damaged, or of an unknown encoding.
        """
        named = b",".join(response.headers.getlist("Content-Encoding")).lower().split(b",")
        encodings = [name for each in named if (name := each.strip()) not in (b"", b"identity")]
        if not encodings or not response.body:
            return response
        body = response.body
        for encoding in reversed(encodings):
            if encoding not in (b"gzip", b"x-gzip"):
                told = encoding.decode("latin-1")[:40]
                raise BrokenTransferError(f"is encoded as {told}, which was not asked for")
            body = gunzip(body, self._limit)
        del response.headers["Content-Encoding"]
        response._set_body(body)  # noqa: SLF001 - `replace` would copy all headers
        return response


def gunzip(body: bytes, limit: int) -> bytes:
    """What a gzip file of one or more members holds.

    Raises:
        BrokenTransferError: more than `limit` bytes, or a file that is cut off or damaged.
    """
    members: list[bytes] = []
    while body.startswith(b"\x1f\x8b") or not members:
        stream = zlib.decompressobj(_GZIP)
        try:
            members.append(stream.decompress(body, limit + 1))
        except zlib.error as error:
            raise BrokenTransferError(f"is no sound gzip: {error}") from error
        limit -= len(members[-1])
        if limit < 0:
            raise BrokenTransferError("is larger than allowed once it is decompressed")
        if not stream.eof:
            raise BrokenTransferError("its gzip was cut off")
        body = stream.unused_data
    return b"".join(members)
