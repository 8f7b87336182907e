"""Walking a source: its feeds and lists, page by page, to the articles that are new.

Both families of spiders share this walk; they differ in how a list goes on. A walk stops at the
first page on which everything was known before the list was last walked to its end, so an
interrupted walk leaves no gap. A list's validators (ETag, Last-Modified) are remembered only once
everything it led to is durable.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, ClassVar, Literal
from urllib.parse import urljoin, urlsplit

import scrapy
from msgspec.structs import replace
from scrapy.http import Response

from press.dates import PublishedDate, read_date
from spiders.articles import (
    FIRST_PAGE,
    GONE,
    MAX_TRIES,
    NEXT_PAGE,
    ArticleSpider,
    charset,
    header,
    is_not_modified,
)
from spiders.manners import RefusedError
from spiders.pages import read_feed, read_list
from spiders.pages.base import DateWords, Listing
from spiders.visit import found_of, utc
from store.files import StoreError
from store.memory import ListMemory

MAX_REPEATS = 3
"""Pages in a row that name nothing new to the walk, after which it turns no more."""


@dataclass(slots=True)
class Walk:
    """One list or feed being followed from its first page.

    `named` are the articles that its pages named so far, `asked` the pages themselves, `repeats`
    how many of them in a row named nothing new.
    """

    url: str
    kind: Literal["list", "feed"]
    complete_at: str | None = None
    page: int = 1
    named: frozenset[str] = frozenset()
    repeats: int = 0
    etag: str | None = None
    last_modified: str | None = None
    asked: frozenset[str] = frozenset()


class SourceSpider(ArticleSpider):
    """A spider for one family of sources; `spiders.run` gives it its visit."""

    family: ClassVar[str]

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own signature
        super().__init__(**kwargs)
        self._remembered = {known.url: known for known in self.visit.memory.lists()}
        self._lists: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        """Everything that is due: feeds and lists, what failed before, what is to be re-checked."""
        try:
            for request in self._due():
                yield request
        except StoreError as error:
            self.break_off(error)

    def _due(self) -> Iterator[scrapy.Request]:
        for walk in self.first_walks():
            yield self._request_list(walk, walk.url, FIRST_PAGE)
        if self.visit.options.dry_run:
            return
        for record in self.visit.memory.pending():
            if record.tries < MAX_TRIES and record.url not in self.visit.awaiting:
                found = self.visit.found[record.url] = found_of(record)
                yield self.request_article(found, record.url)
        for record in self.visit.memory.due(utc(self.visit.started)):
            if record.url not in self.visit.awaiting:
                found = self.visit.found[record.url] = found_of(record)
                yield self.request_article(found, record.url, known=record)

    def first_walks(self) -> Iterator[Walk]:
        """The configured feeds and lists, then those that earlier runs found on the site."""
        for path in self.source.feeds:
            yield self._walk(self._public(path), "feed")
        for path in self.source.lists:
            yield self._walk(self._public(path), "list")
        for known in self._remembered.values():
            if known.url not in self._lists:
                yield self._walk(known.url, "list")

    def next_page(self, walk: Walk, listing: Listing) -> str | None:  # noqa: ARG002 - for families
        """Where a list goes on; a family may know more than the page says."""
        return listing.next_url

    def _walk(self, url: str, kind: Literal["list", "feed"]) -> Walk:
        self._lists.add(url)
        walk = Walk(url, kind)
        known = self._remembered.get(url)
        if known:
            walk.complete_at = known.complete_at
            if not self.visit.options.full and not self.visit.options.since:
                walk.etag, walk.last_modified = known.etag, known.last_modified
        return walk

    def _public(self, url: str) -> str:
        return self.source.to_public(urljoin(self.source.home, url))

    def _request_list(self, walk: Walk, url: str, priority: int, hops: int = 0) -> scrapy.Request:
        walk.asked |= {url}
        first = walk.page == 1
        return self.request_page(
            url,
            self.parse_list,
            priority,
            {"walk": walk, "hops": hops},
            etag=walk.etag if first else None,
            last_modified=walk.last_modified if first else None,
        )

    def parse_list(self, response: Response, walk: Walk, hops: int) -> Iterator[Any]:
        """Read a page of a list or feed: its new articles, its other lists, its next page."""
        try:
            yield from self._parse_list(response, walk, hops)
        except RefusedError as error:
            self.list_failed(response.url, f"list not read: {error}")
        except StoreError:
            raise
        except Exception as error:
            self.logger.debug("%s could not be read", response.url, exc_info=True)
            reason = f"list not read: {type(error).__name__}: {error}"[:500]
            self.list_failed(response.url, reason)
        self.visit.progress(self.visit.report)

    def _parse_list(self, response: Response, walk: Walk, hops: int) -> Iterator[scrapy.Request]:
        report = self.visit.report
        target = self.redirect(response, hops)
        if target:
            yield self._request_list(walk, target, FIRST_PAGE, hops + 1)
        elif is_not_modified(response):
            report.lists += 1
            report.not_modified += 1
            self._finish(walk)
        elif response.status == HTTPStatus.OK:
            report.lists += 1
            yield from self._read_list(response, walk)
        elif response.status in GONE and walk.page > 1:
            self._finish(walk)
        elif response.status in GONE:
            report.note_first(response.url, f"list answered {response.status}")
        else:
            self.list_failed(response.url, f"list answered {response.status}")

    def _read_list(self, response: Response, walk: Walk) -> Iterator[scrapy.Request]:
        if walk.page == 1:
            walk.etag = header(response, "ETag")
            walk.last_modified = header(response, "Last-Modified")
        listing = self._listing(response, walk)
        for url in map(self._public, listing.lists):
            # An address with a query is a page of a list, not one more list.
            if url not in self._lists and not urlsplit(url).query:
                yield self._request_list(self._walk(url, "list"), url, FIRST_PAGE)
        # Asked before the page's articles are noted as found, or all of them would look known.
        enough = self._is_enough(walk, listing)
        for teaser in listing.teasers:
            found = self.visit.discover(teaser)
            if found and not self.visit.options.dry_run:
                yield self.request_article(found, self.source.canonical(teaser.url))
        following = None if enough else self.next_page(walk, listing)
        page = self._public(following) if following else None
        named = {self.source.canonical(teaser.url) for teaser in listing.teasers}
        walk.repeats = walk.repeats + 1 if named <= walk.named else 0
        if walk.page == 1 and not named:
            # Its validators are not kept: a 304 next time would make a broken list look well.
            self.visit.report.lists_empty += 1
        elif page is None or page in walk.asked or not named or walk.repeats >= MAX_REPEATS:
            self._finish(walk)
        else:
            walk.page += 1
            walk.named |= named
            # A feed is read to its end before any article: it knows the minute of publication.
            yield self._request_list(walk, page, FIRST_PAGE if walk.kind == "feed" else NEXT_PAGE)

    def _listing(self, response: Response, walk: Walk) -> Listing:
        url = self.source.to_public(response.url)
        if walk.kind == "feed":
            listing = read_feed(response.body, url=url, source=self.source)
        else:
            encoding = charset(response)
            listing = read_list(response.body, url=url, source=self.source, encoding=encoding)
        for problem in listing.problems:
            self.visit.report.note(url, problem)
        listing.teasers = [teaser for teaser in listing.teasers if self._is_sound(teaser.url)]
        listing.lists = [link for link in listing.lists if self._is_sound(link)]
        if listing.next_url and not self._is_sound(listing.next_url):
            listing.next_url = None
        return listing

    def _is_sound(self, url: str) -> bool:
        """Whether a link of a list can be asked for; if not, why is noted."""
        try:
            self.source.canonical(url)
        except ValueError as error:
            self.visit.report.note(url[:200], str(error))
            return False
        return self.source.owns(url)

    def _is_enough(self, walk: Walk, listing: Listing) -> bool:
        """Whether a walk ends with this page."""
        options = self.visit.options
        if options.full:
            return False
        if options.since:
            days = [day for teaser in listing.teasers if (day := self._day(teaser.date))]
            return bool(days) and max(days) < options.since.isoformat()
        if walk.page >= options.pages:
            return True
        return all(self.visit.is_old(teaser, walk.complete_at) for teaser in listing.teasers)

    def _day(self, words: DateWords | None) -> str | None:
        read = read_date(words.text, seen=self.visit.started) if words else None
        return read.value[:10] if isinstance(read, PublishedDate) else None

    def _finish(self, walk: Walk) -> None:
        # A look back to a day is no walk to the end: what an interrupted walk left out below that
        # day must stay to be found, so neither validators nor the end of the last walk move.
        looked_back = self.visit.options.since is not None and walk.complete_at is not None
        self.visit.walked.append(
            ListMemory(
                url=walk.url,
                kind=walk.kind,
                etag=None if looked_back else walk.etag,
                last_modified=None if looked_back else walk.last_modified,
                complete_at=walk.complete_at if looked_back else None,
            )
        )

    def closed(self, reason: str) -> None:
        """Remember the lists as walked, now that everything they led to has a durable outcome."""
        self.visit.ended = True
        self.visit.interrupted = reason == "shutdown"
        if reason != "finished" or self.visit.options.dry_run or self.is_broken:
            return
        try:
            self._settle()
        except StoreError as error:
            self.visit.report.fail("data", str(error))

    def _settle(self) -> None:
        for asked in sorted(self.visit.awaiting):
            self._fail(asked, "ended without an outcome; tried again next time")
        now = utc(datetime.now(UTC))
        for walked in self.visit.walked:
            ended = walked.complete_at or now
            self.visit.memory.put_list(replace(walked, complete_at=ended))
