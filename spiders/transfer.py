"""How answers come over the wire: whole or not at all, compressed or not.

Scrapy's own handler is Twisted's client, which takes a quarter of a crawl's processor time; of a
broken gzip Scrapy gives what it can, and half an article would be stored as if it were all of it.
"""

import asyncio
import zlib
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import Headers, Response

from spiders.addresses import may_be_private
from spiders.answers import Answer, ClosedError, Fields, Reader
from spiders.connections import Connection, Proxy, Way, connect
from spiders.sources import site_of

_GZIP = 31
"""zlib's name for a stream with gzip's head and checksum."""
_CREDENTIALS = b"Proxy-Authorization"
_PORTS = {"http": 80, "https": 443}


class BrokenTransferError(IgnoreRequest):
    """An answer that is not what it says it is; the message is the reason for the report."""


class Http:
    """Scrapy download handler for http and https; one connection per host and source is kept.

    A proxy is what Scrapy's own middleware finds in the environment.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._limit = settings.getint("DOWNLOAD_MAXSIZE")
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._own = may_be_private(settings.getlist("OWN_HOSTS"))
        always = {
            **settings.getdict("DEFAULT_REQUEST_HEADERS"),
            "User-Agent": settings["USER_AGENT"],
            "Accept-Encoding": "gzip",
        }
        self._always = _lines({name.encode(): [said.encode()] for name, said in always.items()})
        self._idle: dict[Way, Connection] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a handler."""
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        """The answer to a request, as it was before it was compressed.

        Raises:
            BrokenTransferError: it is not what it says it is.
            CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError,
            DownloadCancelledError, ResponseDataLossError, TransferError: there is none; the
                message is the reason.
        """
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._ask(_way(request), self._question(request))
        except TimeoutError as error:
            reason = f"no whole answer within {self._timeout:g} s"
            raise DownloadTimeoutError(reason) from error
        body = unpacked(answer, self._limit)
        response = Response(request.url, status=answer.status, body=body)
        # They are named and listed as Scrapy's are; anything but its own class it would copy.
        headers = Headers()
        dict.update(headers, answer.fields)
        response.headers = headers
        return response

    async def _ask(self, way: Way, question: bytes) -> Answer:
        connection = self._idle.pop(way, None)
        if connection:
            try:
                return await self._ask_by(connection, way, question)
            except ClosedError:
                pass  # It was closed for having waited too long.
        return await self._ask_by(await connect(way, self._own), way, question)

    async def _ask_by(self, connection: Connection, way: Way, question: bytes) -> Answer:
        answer = await connection.ask(question, Reader(self._limit))
        if answer.keeps:
            self._idle[way] = connection
        return answer

    def _question(self, request: Request) -> bytes:
        """A request as it is sent."""
        parts = urlsplit(request.url)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        fields: Fields = request.headers
        if request.meta.get("proxy"):
            if parts.scheme == "http":
                target = request.url
            else:
                fields = {name: fields[name] for name in fields if name != _CREDENTIALS}
        host = site_of(request.url) or ""
        head = f"{request.method} {target} HTTP/1.1\r\nHost: {host}\r\n".encode("ascii")
        return b"%b%b%b\r\n" % (head, self._always, _lines(fields))

    async def close(self) -> None:
        """Let go of open connections."""
        for connection in self._idle.values():
            connection.close()
        self._idle.clear()


def _way(request: Request) -> Way:
    """Where a request's connection leads."""
    parts = urlsplit(request.url)
    port = parts.port or _PORTS[parts.scheme]
    proxy: str | None = request.meta.get("proxy")
    if proxy is None:
        return Way(parts.scheme == "https", parts.hostname or "", port)
    there = urlsplit(proxy)
    credentials = request.headers.get(_CREDENTIALS)
    by = Proxy(there.hostname or "", there.port or _PORTS["http"], credentials)
    return Way(parts.scheme == "https", parts.hostname or "", port, by)


def _lines(fields: Fields) -> bytes:
    """Header fields as they are sent; a value, which a site may have given us, is one line."""
    return b"".join(
        b"%b: %b\r\n" % (name, b" ".join(value.splitlines()))
        for name, values in dict.items(fields)
        for value in values
    )


def unpacked(answer: Answer, limit: int) -> bytes:
    """The body of an answer as it was before it was compressed.

    Raises:
        BrokenTransferError: it is too large, cut off, damaged, or of an unknown encoding.
    """
    named = b",".join(answer.fields.pop(b"Content-Encoding", ())).lower().split(b",")
    body = answer.body
    if not body:
        return body
    for encoding in reversed([each.strip() for each in named]):
        if encoding in (b"gzip", b"x-gzip"):
            body = gunzip(body, limit)
        elif encoding not in (b"", b"identity"):
            told = encoding.decode("latin-1")[:40]
            raise BrokenTransferError(f"is encoded as {told}, which was not asked for")
    return body


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
