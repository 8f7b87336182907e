"""Connections that are asked one thing at a time, and kept for the next question.

They lead to a host, through a proxy or not, in TLS or not; never to a private address unless it is
the operator's own (`spiders.addresses`).
"""

import asyncio
import ssl
from collections.abc import Collection
from functools import cache
from http import HTTPStatus
from typing import NamedTuple, cast

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
)

from spiders.addresses import NoAddressError, addresses_of
from spiders.answers import Answer, ClosedError, Reader, TransferError

_LEGACY_SERVERS = 0x4
"""OpenSSL's ``SSL_OP_LEGACY_SERVER_CONNECT``: some public servers know no secure renegotiation."""


class Proxy(NamedTuple):
    """A proxy, and the credentials it asks for (the value of ``Proxy-Authorization``)."""

    host: str
    port: int
    credentials: bytes | None = None


class Way(NamedTuple):
    """Where a connection leads."""

    is_secure: bool
    host: str
    port: int
    proxy: Proxy | None = None


class Connection(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self.is_open = False
        self._transport: asyncio.Transport | None = None
        self._reader: Reader | None = None
        self._answer: asyncio.Future[Answer] | None = None

    async def ask(self, question: bytes, reader: Reader) -> Answer:
        """Send a request and wait for its answer; one at a time.

        Raises:
            ClosedError: it was closed without a word.
            TransferError, DownloadCancelledError, ResponseDataLossError: as `Reader` says.
        """
        if self._transport is None or not self.is_open:
            raise ClosedError
        self._reader = reader
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(question)
        try:
            answer = await self._answer
        except BaseException:
            self.close()
            raise
        finally:
            self._reader = self._answer = None
        if not answer.keeps:
            self.close()
        return answer

    async def secure(self, host: str) -> None:
        """Go on in TLS."""
        loop = asyncio.get_running_loop()
        plain = cast("asyncio.Transport", self._transport)
        self._transport = await loop.start_tls(plain, self, secure_context(), server_hostname=host)

    def close(self) -> None:
        """Let go of it at once; there is nothing left to send."""
        self.is_open = False
        if self._transport:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport that the loop has made."""
        self._transport = cast("asyncio.Transport", transport)
        self.is_open = True

    def data_received(self, data: bytes) -> None:
        """Read on; what nobody asked for ends the connection."""
        if self._reader is None or self._answer is None or self._answer.done():
            self.close()
            return
        try:
            answer = self._reader.feed(data)
        except Exception as error:  # noqa: BLE001 - it is for whoever asked
            self._answer.set_exception(error)
        else:
            if answer:
                self._answer.set_result(answer)

    def connection_lost(self, _error: Exception | None) -> None:
        """Tell whoever waits; some answers end with their connection."""
        self.is_open = False
        if self._reader is None or self._answer is None or self._answer.done():
            return
        try:
            self._answer.set_result(self._reader.end())
        except Exception as error:  # noqa: BLE001 - it is for whoever asked
            self._answer.set_exception(error)


async def connect(way: Way, own: Collection[str]) -> Connection:
    """A new connection; `own` hosts may have private addresses.

    Raises:
        CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError, TransferError:
            there is none; the message is the reason.
    """
    near = way.proxy or way
    is_secure = way.is_secure and not way.proxy
    try:
        connection = await _connect(near.host, near.port, is_secure=is_secure, own=own)
        if way.proxy and way.is_secure:
            await _open_tunnel(connection, way, way.proxy)
    except NoAddressError as error:
        raise CannotResolveHostError(str(error)) from error
    except ConnectionRefusedError as error:
        raise DownloadConnectionRefusedError("the connection was refused") from error
    except ssl.SSLCertVerificationError as error:
        raise TransferError(f"its certificate is not accepted: {error.verify_message}") from error
    except ssl.SSLError as error:
        raise TransferError(f"no secure connection: {error.reason or error}") from error
    except TimeoutError as error:
        raise DownloadTimeoutError("no connection in time") from error
    except OSError as error:
        raise TransferError(f"no connection: {error.strerror or error}") from error
    return connection


async def _connect(host: str, port: int, *, is_secure: bool, own: Collection[str]) -> Connection:
    """A connection to the first of a host's addresses that takes it."""
    loop = asyncio.get_running_loop()
    context = secure_context() if is_secure else None
    name = host if is_secure else None
    failed: OSError = NoAddressError(host)
    for address in await addresses_of(host, port, own):
        try:
            _, connection = await loop.create_connection(
                Connection, address, port, ssl=context, server_hostname=name
            )
        except OSError as error:
            failed = error
        else:
            return connection
    raise failed


async def _open_tunnel(connection: Connection, way: Way, proxy: Proxy) -> None:
    """Let a proxy lead a connection on to where it cannot look into it."""
    there = f"{way.host}:{way.port}".encode()
    question = b"CONNECT %b HTTP/1.1\r\nHost: %b\r\n" % (there, there)
    if proxy.credentials:
        question += b"Proxy-Authorization: %b\r\n" % proxy.credentials
    answer = await connection.ask(question + b"\r\n", Reader(0, opens_tunnel=True))
    if answer.status != HTTPStatus.OK:
        connection.close()
        raise TransferError(f"the proxy answered {answer.status}")
    await connection.secure(way.host)


@cache
def secure_context() -> ssl.SSLContext:
    """TLS as public servers speak it; certificates and names are verified."""
    context = ssl.create_default_context()
    context.set_ciphers("DEFAULT")
    context.options |= _LEGACY_SERVERS
    return context
