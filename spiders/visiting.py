"""What every spider does, whatever it asks for: say what broke, ask politely, judge redirects."""

import asyncio
from typing import Any, Self
from urllib.parse import urljoin

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.manners import REDIRECTS, RefusedError
from spiders.visit import Keeper, Visit
from store.files import StoreError

MAX_REDIRECTS = 5


class VisitSpider(scrapy.Spider):
    """Asks for the pages of one source, as part of one visit."""

    def __init__(
        self,
        visit: Visit | None = None,
        keeper: Keeper | None = None,
        **kwargs: Any,  # noqa: ANN401 - Scrapy's own signature
    ) -> None:
        super().__init__(**kwargs)
        if visit is None or keeper is None:
            raise ValueError("start this spider with: presselupe crawl [SOURCE]")
        self.visit = visit
        self.keeper = keeper
        self.source = visit.source
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401
        """Scrapy's way to make a spider; what breaks in it or its pipeline reaches the report."""
        spider: Self = super().from_crawler(crawler, *args, **kwargs)
        for signal in (signals.spider_error, signals.item_error):
            crawler.signals.connect(spider._broken, signal)
        return spider

    @property
    def is_broken(self) -> bool:
        """Whether nothing can be kept any more."""
        return self._closing is not None

    def _broken(self, failure: Failure) -> None:
        if failure.value is not None:
            self.break_off(failure.value)

    def break_off(self, error: BaseException) -> None:
        """Report that the crawl of this source broke; end it if nothing can be kept any more."""
        if isinstance(error, StoreError):
            self.visit.report.fail("data", str(error))
            if not self.is_broken:
                closing = self.crawler.engine.close_spider_async(reason="store")
                self._closing = asyncio.ensure_future(closing)
        else:
            self.visit.report.fail(self.source.home, f"{type(error).__name__}: {error}"[:500])

    def request_page(
        self,
        url: str,
        callback: Any,  # noqa: ANN401 - Scrapy's own type of a bound callback
        priority: int,
        arguments: dict[str, Any],
        *,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> scrapy.Request:
        """A request for one of the source's pages by its public address; conditional if it can."""
        headers = {}
        if etag:
            headers["If-None-Match"] = etag.encode("latin-1")
        elif last_modified:
            headers["If-Modified-Since"] = last_modified.encode("latin-1")
        return scrapy.Request(
            self.source.to_fetch(url),
            callback=callback,
            errback=self.failed,
            priority=priority,
            headers=headers,
            cb_kwargs=arguments,
            dont_filter=True,
        )

    def redirect(self, response: Response, hops: int) -> str | None:
        """The public address that an answer sends us to, if it does.

        Raises:
            RefusedError: it leads off the source's hosts, in circles, or nowhere.
        """
        location = response.headers.get("Location")
        if response.status not in REDIRECTS or not location:
            return None
        if hops >= MAX_REDIRECTS:
            raise RefusedError("redirects in circles")
        try:
            target = urljoin(response.url, location.decode("latin-1", errors="replace"))
            self.source.canonical(target)
        except ValueError as error:
            raise RefusedError("redirects to what is no web address") from error
        if not self.source.owns(target):
            raise RefusedError(f"redirects to another host ({target[:200]})")
        return self.source.to_public(target)

    def failed(self, failure: Failure) -> Any:  # noqa: ANN401 - whatever a spider makes of it
        """A request that got no answer."""
        raise NotImplementedError
