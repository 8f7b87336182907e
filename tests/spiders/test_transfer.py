"""Requests go out in one form, on one connection that is kept, through a proxy if there is one."""

import asyncio
import gzip
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadConnectionRefusedError, DownloadTimeoutError
from scrapy.http import Response
from scrapy.settings import Settings

import spiders.settings
from spiders import connections
from spiders.answers import TransferError
from spiders.transfer import BrokenTransferError, Http
from tests.spiders.misbehaviour import self_signed

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhallo"
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def handler(**values: object) -> Http:
    settings = Settings()
    settings.setmodule(spiders.settings, priority="project")
    settings.update({"OWN_HOSTS": ["127.0.0.1"], **values}, priority="cmdline")
    return Http(cast("Crawler", SimpleNamespace(settings=settings)))


class Server:
    """Answers each request on each connection by `answer`; keeps what was asked."""

    def __init__(self, answer: bytes = OK, *, closes: bool = False) -> None:
        self.asked: list[str] = []
        self.connections = 0
        self._answer, self._closes = answer, closes

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                self.asked.append((await reader.readuntil(b"\r\n\r\n")).decode())
                writer.write(self._answer)
                await writer.drain()
                if self._closes:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()


def fetch(talk: Talk, *requests: Callable[[str], Request], **values: object) -> list[Response]:
    """The answers to requests, which are made with the address of a server that talks so."""

    async def run() -> list[Response]:
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        url = "http://127.0.0.1:{1}".format(*server.sockets[0].getsockname())
        http = handler(**values)
        answers = []
        for request in requests:
            answers.append(await http.download_request(request(url)))
            # A server that closes has closed before the next request.
            await asyncio.sleep(0.02)
        await http.close()
        server.close()
        return answers

    return asyncio.run(run())


def test_a_request_says_who_asks_and_what_is_understood() -> None:
    server = Server()
    fetch(server.talk, lambda url: Request(f"{url}/presse?seite=2#oben"))
    first, *fields = server.asked[0].split("\r\n")
    assert first == "GET /presse?seite=2 HTTP/1.1"
    said = dict(line.split(": ") for line in fields if line)
    assert said["Host"].startswith("127.0.0.1:")
    assert said["User-Agent"] == spiders.settings.USER_AGENT
    assert said["Accept-Encoding"] == "gzip"
    assert said["Accept-Language"] == "de"


def test_a_validator_that_a_site_gave_is_one_line() -> None:
    server = Server()
    fetch(server.talk, lambda url: Request(url, headers={"If-None-Match": "a\r\nX-Evil: 1"}))
    assert "If-None-Match: a X-Evil: 1\r\n" in server.asked[0]


def test_a_connection_is_kept_for_the_next_request() -> None:
    server = Server()
    answers = fetch(server.talk, Request, Request)
    assert [(answer.status, answer.body) for answer in answers] == [(200, b"hallo")] * 2
    assert server.connections == 1


def test_a_connection_closed_meanwhile_costs_no_request() -> None:
    server = Server(closes=True)
    answers = fetch(server.talk, Request, Request)
    assert [answer.body for answer in answers] == [b"hallo"] * 2
    assert (server.connections, len(server.asked)) == (2, 2)


def test_gzip_is_undone_and_no_longer_named() -> None:
    packed = gzip.compress(b"hallo")
    head = b"HTTP/1.1 200 OK\r\ncontent-encoding: GZIP\r\nContent-Length: %d\r\n\r\n" % len(packed)
    (answer,) = fetch(Server(head + packed).talk, Request)
    assert answer.body == b"hallo"
    assert "Content-Encoding" not in answer.headers
    with pytest.raises(BrokenTransferError, match="br, which was not asked for"):
        fetch(Server(head.replace(b"GZIP", b"br") + packed).talk, Request)


def test_headers_are_found_in_any_case() -> None:
    answer = OK.replace(b"Content-L", b"eTaG: a\r\nSet-Cookie: 1\r\nset-cookie: 2\r\nContent-L")
    (found,) = fetch(Server(answer).talk, Request)
    assert found.headers.get("etag") == b"a"
    assert found.headers.getlist("SET-COOKIE") == [b"1", b"2"]


def test_no_answer_in_time_is_told() -> None:
    with pytest.raises(DownloadTimeoutError, match=r"no whole answer within 0\.1 s"):
        fetch(Server(OK[:-1]).talk, Request, DOWNLOAD_TIMEOUT=0.1)


def test_a_refused_connection_is_told() -> None:
    with pytest.raises(DownloadConnectionRefusedError, match="the connection was refused"):
        asyncio.run(handler().download_request(Request("http://127.0.0.1:9/")))


def through(proxy: str, url: str) -> Request:
    """A request as Scrapy's proxy middleware leaves it."""
    credentials = {"Proxy-Authorization": "Basic geheim"}
    return Request(url, meta={"proxy": proxy}, headers=credentials)


def test_a_proxy_is_asked_for_the_whole_address() -> None:
    server = Server()
    fetch(server.talk, lambda proxy: through(proxy, "http://www.example.org/presse"))
    assert server.asked[0].startswith(
        "GET http://www.example.org/presse HTTP/1.1\r\nHost: www.example.org\r\n"
    )
    assert "Proxy-Authorization: Basic geheim\r\n" in server.asked[0]


def test_through_a_proxy_a_secure_site_is_asked_where_it_cannot_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = self_signed(tmp_path)
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(connections, "secure_context", lambda: trusting)
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(certificate)
    server, opened = Server(), []

    async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.start_tls(inside)
        await server.talk(reader, writer)

    request = lambda proxy: through(proxy, "https://127.0.0.1/presse")  # noqa: E731
    answers = fetch(tunnel, request, request)
    assert [answer.body for answer in answers] == [b"hallo"] * 2
    assert len(opened) == 1
    assert opened[0].startswith("CONNECT 127.0.0.1:443 HTTP/1.1\r\n")
    assert "Proxy-Authorization: Basic geheim\r\n" in opened[0]
    assert server.asked[0].startswith("GET /presse HTTP/1.1\r\n")
    assert "geheim" not in "".join(server.asked)


def test_a_proxy_that_opens_no_tunnel_is_told() -> None:
    server = Server(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    with pytest.raises(TransferError, match="the proxy answered 407"):
        fetch(server.talk, lambda proxy: through(proxy, "https://www.example.org/"))
