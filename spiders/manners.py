"""The crawler's manners, as one Scrapy downloader middleware.

Before a host's first page: robots.txt (RFC 9309) and TDM reservations, remembered for a day. Every
request: only where robots.txt allows it, no faster than the host's Crawl-delay, Retry-After
honoured, and a host that keeps failing is left alone for the run.
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from spiders import robots, tdm
from spiders.sources import site_of
from spiders.visit import Turn, Visit
from store.hosts import HostRules

REMEMBER = timedelta(hours=24)
"""RFC 9309 section 2.4: robots.txt is not to be used from memory for longer than this."""
OVERLOADED = frozenset((HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE))
SERVER_ERROR = range(500, 600)
REDIRECTS = frozenset((301, 302, 303, 307, 308))
ROBOTS_FORBID = "robots.txt forbids this address"
MAX_REDIRECTS = 5
MAX_FAILURES = 5
"""Failed requests in a row after which a host is left alone for the run."""
MAX_PAUSE = 300.0
"""A Retry-After longer than this (seconds) also means: leave the host alone for the run."""
BACK_OFF = 4
"""So many delays a host rests that says "too much" without saying how long."""

_TOLD = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
"""What `spiders.transfer` and manners raise: the message is the reason."""
HEED = 0.5
"""How often (seconds) a waiting request looks whether the crawl is being stopped."""
OWN_DELAY = "manners_delay"
"""Marks a request of our own (robots.txt, TDM file) and says how far apart these are."""


class RefusedError(IgnoreRequest):
    """A request that manners forbid; the message is the reason for the report."""


class StoppedError(RefusedError):
    """The crawl was stopped before the request went out; neither site nor page is to blame."""


class _Host:
    """What is known of one host in this run."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.robots: robots.Robots | None = None
        self.unreachable: str | None = None
        self.tdm_rules: list[tdm.Rule] = []
        self.tdm_unanswered = False
        self.failures = 0
        self.given_up: str | None = None


class Manners:
    """Scrapy downloader middleware; one per source and run."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._hosts: dict[str, asyncio.Task[_Host]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a middleware."""
        return cls(crawler)

    @property
    def _visit(self) -> Visit:
        visit: Visit = self.crawler.spider.visit  # type: ignore[union-attr]
        return visit

    async def process_request(self, request: Request) -> None:
        """Let a request pass, later if need be.

        Raises:
            RefusedError: robots.txt forbids it, or the host is left alone.
        """
        own_delay = request.meta.get(OWN_DELAY)
        if own_delay is not None:
            await self._take_turn(request.url, own_delay)
            self._visit.report.manners_requests += 1
            return
        host = await self._host(request.url)
        if host.unreachable:
            raise RefusedError(host.unreachable)
        if host.given_up:
            raise RefusedError(host.given_up)
        if host.robots is None or not host.robots.allows(request.url):
            raise RefusedError(ROBOTS_FORBID)
        await self._take_turn(request.url, host.delay)
        self._visit.report.requests += 1

    def forbids(self, url: str) -> bool:
        """Whether robots.txt forbids an address; of a host not asked yet that is not known."""
        meeting = self._hosts.get(site_of(url) or "")
        host = meeting.result() if meeting and meeting.done() else None
        return host is not None and host.robots is not None and not host.robots.allows(url)

    async def _take_turn(self, url: str, delay: float) -> None:
        """Wait until the host may be asked again.

        Raises:
            RefusedError: it asked to be left alone for too long, or the crawl is being stopped.
        """
        turn = self._turn(url)
        pause = turn.not_before - time.monotonic()
        if pause > MAX_PAUSE:
            raise RefusedError(f"host asked to be left alone for {pause:.0f} s (Retry-After)")
        while (wait := max(turn.last + delay, turn.not_before) - time.monotonic()) > 0:
            if not self.crawler.crawling:
                raise StoppedError("the crawl was stopped before it was asked for")
            await asyncio.sleep(min(wait, HEED))
        turn.last = time.monotonic()

    def _turn(self, url: str) -> Turn:
        return self._visit.turns.setdefault(site_of(url) or "", Turn())

    async def process_response(self, request: Request, response: Response) -> Response:
        """Count bytes and failures, heed Retry-After, attach the host's TDM rules."""
        self._visit.report.bytes += len(response.body)
        overloaded = response.status in OVERLOADED
        if OWN_DELAY in request.meta:
            if overloaded:
                self._pause(request.url, response, request.meta[OWN_DELAY])
            return response
        host = await self._host(request.url)
        if overloaded:
            self._pause(request.url, response, host.delay)
        request.meta["tdm_rules"] = host.tdm_rules
        self._count(host, request, failed=overloaded or response.status in SERVER_ERROR)
        return response

    async def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a failed connection."""
        if OWN_DELAY not in request.meta and not isinstance(exception, IgnoreRequest):
            self._count(await self._host(request.url), request, failed=True)

    @staticmethod
    def _count(host: _Host, request: Request, *, failed: bool) -> None:
        # An address that fails again when it is tried again is still one failure.
        if not failed:
            host.failures = 0
        elif "retry_times" not in request.meta:
            host.failures += 1
        if host.failures >= MAX_FAILURES and not host.given_up:
            host.given_up = f"host left alone after {host.failures} failures in a row"

    def _pause(self, url: str, response: Response, delay: float) -> None:
        asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        seconds = asked or BACK_OFF * delay
        turn = self._turn(url)
        turn.not_before = max(turn.not_before, time.monotonic() + seconds)

    async def _host(self, url: str) -> _Host:
        netloc = site_of(url) or ""
        if netloc not in self._hosts:
            self._hosts[netloc] = asyncio.ensure_future(self._meet(url, netloc))
        return await self._hosts[netloc]

    async def _meet(self, url: str, netloc: str) -> _Host:
        """Ask a host for its rules, or remember them."""
        host = _Host(self._visit.delay)
        root = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        known = self._visit.hosts.get(netloc)
        if known is None or datetime.fromisoformat(known.asked) < datetime.now(UTC) - REMEMBER:
            try:
                known = await self._ask(root, netloc, host)
            except robots.RobotsUnreachableError as error:
                host.unreachable = f"{error}; nothing is fetched from this host in this run"
                self._visit.report.robots = "unreachable"
                self._visit.report.note_first(f"{root}/robots.txt", host.unreachable)
                return host
        else:
            host.robots = robots.read_robots(known.robots_status, known.robots.encode())
            self._respect_delay(host)
        host.tdm_rules = tdm.read_rules(known.tdm.encode())
        # Of several hosts, the one that could not be asked is what matters.
        self._visit.report.robots = self._visit.report.robots or "allowed"
        return host

    async def _ask(self, root: str, netloc: str, host: _Host) -> HostRules:
        """Ask a host for robots.txt and its TDM file; remember both if both were answered.

        Raises:
            RobotsUnreachableError: it did not answer for robots.txt.
        """
        asked = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            answer = await self._fetch(f"{root}/robots.txt", host, anywhere=True)
        except robots.RobotsUnreachableError:
            raise
        except Exception as error:
            reason = failure_reason(error)
            raise robots.RobotsUnreachableError(reason) from error
        host.robots = robots.read_robots(answer.status, answer.body)
        self._respect_delay(host)
        rules = HostRules(
            host=netloc,
            asked=asked,
            robots_status=answer.status,
            robots=_text(answer.body),
            tdm=await self._tdm_file(root, host) or "",
        )
        if not (host.tdm_unanswered or self._visit.options.dry_run):
            self._visit.hosts.put(rules)
        return rules

    async def _tdm_file(self, root: str, host: _Host) -> str | None:
        """The host's TDM file, if it has one and robots.txt does not forbid to ask."""
        url = root + tdm.WELL_KNOWN
        if host.robots is None or not host.robots.allows(url):
            return None
        try:
            answer = await self._fetch(url, host)
            failed = f"answered {answer.status}" if answer.status in SERVER_ERROR else None
        except Exception as error:  # noqa: BLE001 - any transport failure means the same
            answer, failed = None, failure_reason(error)
        if failed or answer is None:
            # A reservation may stand there: it is asked for again in the next run, not in a day.
            host.tdm_unanswered = True
            self._visit.report.note(url, f"TDM reservations are not known: {failed}")
            return None
        return _text(answer.body) if answer.status == HTTPStatus.OK else None

    async def _fetch(self, url: str, host: _Host, *, anywhere: bool = False) -> Response:
        """Fetch one of the host's rule files, following redirects.

        Those of robots.txt lead to other hosts too (RFC 9309 section 2.3.1.2), all others only to
        hosts of the source.

        Raises:
            RobotsUnreachableError: they lead nowhere.
        """
        source = self._visit.source
        for _ in range(MAX_REDIRECTS + 1):
            request = Request(url, meta={OWN_DELAY: host.delay}, dont_filter=True)
            response = await self.crawler.engine.download_async(request)
            location = response.headers.get("Location")
            if response.status not in REDIRECTS or not location:
                return response
            url = source.to_fetch(urljoin(url, location.decode("latin-1")))
            if site_of(url) is None or not (anywhere or source.owns(url)):
                raise robots.RobotsUnreachableError("robots.txt redirects to another host")
        raise robots.RobotsUnreachableError("robots.txt redirects in circles")

    def _respect_delay(self, host: _Host) -> None:
        """Slow down to the host's Crawl-delay."""
        asked = host.robots.crawl_delay if host.robots else 0.0
        host.delay = self._visit.report.delay = max(self._visit.delay, asked)


def failure_reason(error: BaseException) -> str:
    """Why there is no answer, in a few words, such as ``no whole answer within 30 s``."""
    if isinstance(error, _TOLD):
        return str(error)
    name = type(error).__name__.removesuffix("Error")
    first_line = next(iter(str(error).splitlines()), "")[:200]
    return f"{name}: {first_line}" if first_line else name


def _text(body: bytes) -> str:
    return body[: robots.MAX_BYTES].decode("utf-8-sig", errors="replace")


def retry_after(value: bytes | None, now: datetime) -> float:
    """Seconds to wait by a Retry-After header: a number, or a date; 0 if it says neither."""
    if not value:
        return 0.0
    text = value.decode("latin-1").strip()
    if text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return 0.0
