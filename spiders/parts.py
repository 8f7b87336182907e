"""Scrapy's scheduler and downloader, as light as one request at a time allows.

Scrapy's own weigh delays, slots, fingerprints and disk queues with every request. Here
`spiders.manners` paces, spiders see to it that no page is asked for twice, and what waits is in
the crawl memory when a crawl ends early.
"""

import itertools
from heapq import heappop, heappush
from typing import TypeVar

from scrapy import Request
from scrapy.core.downloader.handlers import DownloadHandlers
from scrapy.core.downloader.middleware import DownloaderMiddlewareManager
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

_Result = TypeVar("_Result")


class Scheduler(BaseScheduler):
    """Requests by priority; of one priority, first come first served."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, Request]] = []
        self._numbers = itertools.count()

    def has_pending_requests(self) -> bool:
        """Whether requests wait."""
        return bool(self._waiting)

    def enqueue_request(self, request: Request) -> bool:
        """Let a request wait."""
        heappush(self._waiting, (-request.priority, next(self._numbers), request))
        return True

    def next_request(self) -> Request | None:
        """The request whose turn it is."""
        return heappop(self._waiting)[2] if self._waiting else None


class Downloader:
    """Sends one request at a time through the middlewares to its handler.

    The next one waits until all is known that an answer leads to. So requests go out strictly by
    priority, and in the same order in every run, whatever takes how long.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.active: set[Request] = set()
        self.handlers = DownloadHandlers(crawler)
        self.middleware = DownloaderMiddlewareManager.from_crawler(crawler)

    def fetch(self, request: Request) -> "Deferred[Response | Request]":
        """What comes of a request: an answer, or another request in its place."""
        self.active.add(request)
        fetched = self.middleware.download_async(self.handlers.download_request_async, request)
        return deferred_from_coro(fetched).addBoth(self._done, request)

    def _done(self, result: _Result, request: Request) -> _Result:
        self.active.discard(request)
        return result

    def needs_backout(self) -> bool:
        """Whether another request has to wait."""
        scraping = self._crawler.engine.scraper.slot
        return bool(self.active) or (scraping is not None and not scraping.is_idle())

    def close(self) -> None:
        """Nothing is kept open here; handlers close at the end of the crawl."""
