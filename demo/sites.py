"""The stand-in sites as servers on loopback: what the demo, the tests and the benchmarks crawl."""

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

from demo.ministry import Ministry
from demo.portal import Portal
from demo.replies import Reply
from demo.site import ADDED, BERLIN, Site
from demo.texts import press_texts

FEWEST = 20
"""Texts that both sites together need at the least."""


class Request(NamedTuple):
    """One answered request. `path` includes the query; `conditional` says it sent a validator."""

    time: datetime
    method: str
    site: str
    path: str
    status: int
    conditional: bool
    agent: str | None


class Sites:
    """Both sites, running until `close` or the end of the ``with`` block.

    `requests` is the log, oldest first.
    """

    def __init__(self, sites: tuple[Site, ...], servers: tuple[ThreadingHTTPServer, ...]) -> None:
        self.portal, self.ministry = sites
        self.portal_url, self.ministry_url = (site.base for site in sites)
        self.requests: list[Request] = []
        self._servers = servers
        for site, server in zip(sites, servers, strict=True):
            answer(server, site, self.requests)

    def set_edition(self, edition: int) -> None:
        """2: new texts at the top, one text of each site quietly edited. 1: as at the start."""
        for site in (self.portal, self.ministry):
            site.set_state(edition=edition)

    def set_variant(self, variant: int) -> None:
        """The same texts in other markup."""
        for site in (self.portal, self.ministry):
            site.set_state(variant=variant)

    def close(self) -> None:
        """Stop answering."""
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    """A server that takes no notice of visitors who hang up in the middle."""

    # With the standard library's 5, many connections at once wait a second to be tried again.
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Say what went wrong, unless it was the visitor who went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Answering(Protocol):
    """A site to be served."""

    name: Any

    def get(self, path: str, query: str = "", headers: Mapping[str, str] | None = None) -> Reply:
        """The answer to a GET."""


def open_server(host: str = "127.0.0.1", port: int = 0) -> ThreadingHTTPServer:
    """A server that does not answer yet; port 0 takes a free one.

    Raises:
        OSError: the port is taken.
    """
    return _Server((host, port), BaseHTTPRequestHandler)


def answer(server: ThreadingHTTPServer, site: Answering, log: list[Request]) -> None:
    """Let a server answer for a site from now on, in a daemon thread."""
    server.RequestHandlerClass = _handler(site, log)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()


def build(
    count: int = 420,
    *,
    bases: tuple[str, str] = ("http://portal.test", "http://ministry.test"),
    variant: int = 0,
    edition: int = 1,
    seed: int = 1,
    until: date | None = None,
    days: int = 730,
    today: Callable[[], date] | None = None,
) -> tuple[Portal, Ministry]:
    """Both sites without servers, for pure rendering; the arguments of `start`.

    Raises:
        ValueError: `count` is less than `FEWEST`, so that one of the sites might be empty.
    """
    if count < FEWEST:
        raise ValueError(f"count is {count}; the sites need at least {FEWEST} texts")
    today = today or _today
    texts = list(press_texts(count + ADDED, seed=seed, until=until or today(), days=days))
    shared: dict[str, Any] = {"today": today, "variant": variant, "edition": edition}
    portal = Portal(texts, base=bases[0], **shared)
    return portal, Ministry(texts, base=bases[1], **shared)


def start(
    *,
    count: int = 420,
    host: str = "127.0.0.1",
    ports: tuple[int, int] = (0, 0),
    variant: int = 0,
    edition: int = 1,
    seed: int = 1,
    until: date | None = None,
    days: int = 730,
    today: Callable[[], date] | None = None,
) -> Sites:
    """Serve portal and ministry from daemon threads.

    `count` texts in all are out in the first edition, the newest of `until` (default: today) and
    back over `days`. Ports of 0 take free ones. `today` is the day that pages print as the crawl's.

    Raises:
        OSError: a port is taken.
        ValueError: `count` is less than `FEWEST`.
    """
    servers = [open_server(host, ports[0])]
    try:
        servers.append(open_server(host, ports[1]))
    except OSError:
        servers[0].server_close()
        raise
    portal, ministry = (f"http://{host}:{server.server_address[1]}" for server in servers)
    try:
        sites = build(
            count,
            bases=(portal, ministry),
            variant=variant,
            edition=edition,
            seed=seed,
            until=until,
            days=days,
            today=today,
        )
    except ValueError:
        for server in servers:
            server.server_close()
        raise
    return Sites(sites, tuple(servers))


def _today() -> date:
    return datetime.now(BERLIN).date()


def _handler(site: Answering, log: list[Request]) -> type[BaseHTTPRequestHandler]:
    """The handler class that answers for `site` and writes to `log`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "stand-in"
        wbufsize = 1 << 16
        disable_nagle_algorithm = True
        timeout = 60

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def _answer(self, *, with_body: bool) -> None:
            path, _, query = self.path.partition("?")
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = site.get(path, query, headers)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if with_body:
                self.wfile.write(answer.body)
            conditional = "if-none-match" in headers or "if-modified-since" in headers
            log.append(
                Request(
                    datetime.now(UTC),
                    self.command,
                    site.name,
                    self.path,
                    answer.status,
                    conditional,
                    headers.get("user-agent"),
                )
            )

        def log_message(self, *_: object) -> None:
            """Nothing is printed: the log is `Sites.requests`."""

    return Handler
