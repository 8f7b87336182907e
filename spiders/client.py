"""Asking a source for a few pages, outside a crawl, as politely as in one.

`presselupe sources` previews, checks and finds sources with it. As in a crawl, robots.txt decides
(RFC 9309), requests to a host go one at a time with its delay between them, redirects stay on the
source's hosts, a real host is not asked without a contact, and none leads into a private network.
"""

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus
from http.client import (
    HTTPConnection,
    HTTPException,
    HTTPMessage,
    HTTPResponse,
    HTTPSConnection,
)
from threading import Thread
from typing import NamedTuple, TypeVar
from urllib.parse import urljoin, urlsplit

from press.urls import canonical
from spiders import robots
from spiders.addresses import host_of, is_operators, is_public
from spiders.settings import user_agent
from spiders.sources import Source, delay_of, require_contact, site_of
from store.config import Config
from store.files import StoreError

TIMEOUT = 30
MAX_BYTES = 10 * 1024 * 1024
MAX_REDIRECTS = 5
REDIRECTS = frozenset((301, 302, 303, 307, 308))


Made = TypeVar("Made")


class NotReadError(StoreError):
    """A page could not be fetched, or holds no article; the message says why."""


class NoAnswerError(NotReadError):
    """A host gave no answer at all, or none on its rules: that says nothing of the page."""


class Answer(NamedTuple):
    """What a host answered. `url` is the public address that answered in the end."""

    url: str
    status: int
    body: bytes
    encoding: str | None
    content_type: str


@dataclass(slots=True)
class Host:
    """What is known of one host: its rules, and when it was last asked (`time.monotonic`)."""

    rules: robots.Robots | None = None
    robots_text: str = ""
    asked: float = float("-inf")


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to the client, which has manners."""

    def redirect_request(self, *_: object) -> None:
        return None


def _require_public(connection: HTTPConnection) -> None:
    """See that a host, as it was connected to, is no private one, unless it is a proxy.

    Raises:
        OSError: it is; nothing was asked of it.
    """
    proxies = map(host_of, urllib.request.getproxies().values())
    address = connection.sock.getpeername()[0]
    if connection.host not in proxies and not is_public(address):
        connection.close()
        raise OSError(f"{connection.host} leads to the private address {address}")


class _PublicConnection(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _require_public(self)


class _PublicSecureConnection(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _require_public(self)


class _Public(urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    """Connects to no private address, whatever name leads there."""

    def http_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(_PublicConnection, req)

    def https_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(_PublicSecureConnection, req)


def _within(seconds: float, work: Callable[[], Made]) -> Made:
    """What `work` gives, if it takes no longer: a time-out of sockets is for single bytes.

    Raises:
        TimeoutError: it takes longer; it is left to itself.
        Exception: whatever `work` raises.
    """
    made: Future[Made] = Future()

    def run() -> None:
        try:
            made.set_result(work())
        except Exception as error:  # noqa: BLE001 - raised again by who waits
            made.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return made.result(seconds)
    except TimeoutError:  # its own, or that of the socket, which is just as long
        raise TimeoutError(f"no whole answer within {seconds:g} s") from None


class Client:
    """Asks the hosts of one source; clients that share `hosts` take turns on them.

    Raises:
        TableError: the source is on a real host and the configuration names no contact.
    """

    def __init__(
        self,
        source: Source,
        config: Config,
        *,
        hosts: dict[str, Host] | None = None,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        require_contact(source, config)
        self.source = source
        self.hosts: dict[str, Host] = {} if hosts is None else hosts
        self._delay = delay_of(source, config.crawl)
        self._wait = wait
        handlers = [] if is_operators(source) else [_Public()]
        self._opener = urllib.request.build_opener(_NoRedirects(), *handlers)
        self._opener.addheaders = [
            ("User-Agent", user_agent(config.crawl.contact)),
            ("Accept-Language", "de"),
        ]

    def get(self, url: str) -> Answer:
        """Fetch one of the source's pages by its public address, whatever status it answers.

        Raises:
            NotReadError: it is none of the source's pages, robots.txt forbids it, or there is no
                answer.
        """
        try:
            canonical(urljoin(self.source.home, url))
        except ValueError as error:
            raise NotReadError(f"{url}: is no web address (http or https)") from error
        target = self.source.to_fetch(url)
        for _ in range(MAX_REDIRECTS + 1):
            if not self.source.owns(target):
                raise NotReadError(f"{url}: leads to another host ({target[:200]})")
            host = self._host(target)
            if host.rules is None or not host.rules.allows(target):
                raise NotReadError(f"{url}: robots.txt forbids this address")
            answer, location = self._ask(target, host)
            if not location:
                return answer
            target = self.source.to_fetch(urljoin(target, location))
        raise NotReadError(f"{url}: redirects in circles")

    def page(self, url: str) -> Answer:
        """Fetch a page that is there.

        Raises:
            NotReadError: as `get`, or it answers anything but 200.
        """
        answer = self.get(url)
        if answer.status != HTTPStatus.OK:
            raise NotReadError(f"{url}: answered {answer.status}")
        return answer

    def _host(self, target: str) -> Host:
        """The host of an address, asked for its rules before its first page."""
        name = site_of(target) or ""
        host = self.hosts.setdefault(name, Host())
        if host.rules is None:
            parts = urlsplit(target)
            root = f"{parts.scheme}://{parts.netloc}"
            answer = self._rules(f"{root}/robots.txt", host)
            try:
                host.rules = robots.read_robots(answer.status, answer.body)
            except robots.RobotsUnreachableError as error:
                raise NoAnswerError(f"{root}: {error}; nothing is fetched from it") from error
            if answer.status == HTTPStatus.OK:
                host.robots_text = answer.body[: robots.MAX_BYTES].decode("utf-8-sig", "replace")
        return host

    def _rules(self, url: str, host: Host) -> Answer:
        """What answers for robots.txt; its redirects may leave the host (RFC 9309, 2.3.1.2)."""
        for _ in range(MAX_REDIRECTS + 1):
            answer, location = self._ask(url, host)
            if not location:
                return answer
            url = self.source.to_fetch(urljoin(url, location))
            if site_of(url) is None:
                raise NotReadError(f"{url}: robots.txt redirects to what is no web address")
        raise NotReadError(f"{url}: robots.txt redirects in circles")

    def _ask(self, url: str, host: Host) -> tuple[Answer, str | None]:
        """One request, in its turn: the answer, and where it sends us."""
        delay = max(self._delay, host.rules.crawl_delay if host.rules else 0.0)
        if (pause := host.asked + delay - time.monotonic()) > 0:
            self._wait(pause)
        host.asked = time.monotonic()
        try:
            return _within(TIMEOUT, lambda: self._open(url))
        except (OSError, HTTPException, ValueError) as error:
            raise NoAnswerError(f"{url}: no answer ({getattr(error, 'reason', error)})") from error

    def _open(self, url: str) -> tuple[Answer, str | None]:
        try:
            reply = self._opener.open(url, timeout=TIMEOUT)
        except urllib.error.HTTPError as error:
            reply = error  # a status like any other
        with reply:
            headers: HTTPMessage = reply.headers
            status = int(reply.status)
            body = reply.read(MAX_BYTES + 1)[:MAX_BYTES]
            stated = headers.get("Content-Length", "")
            if stated.isdigit() and len(body) < min(int(stated[:9]), MAX_BYTES):
                raise OSError("its answer was cut off")
            answer = Answer(
                url=self.source.to_public(url),
                status=status,
                body=body,
                encoding=headers.get_content_charset(),
                content_type=headers.get_content_type(),
            )
        return answer, headers.get("Location") if status in REDIRECTS else None
