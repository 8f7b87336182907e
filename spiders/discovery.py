"""Walking a source: its feeds and lists, page by page, to the articles that are new.

One spider serves every family: what lists and feeds say is read by `spiders.pages`. A walk stops at
the first page on which everything was known before the list was last walked to its end, so an
interrupted walk leaves no gap. A list's validators (ETag, Last-Modified) are remembered only once
everything it led to is durable.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Literal
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
)
from spiders.backfill import Trail
from spiders.manners import ROBOTS_FORBID, Manners, RefusedError
from spiders.pages import read_feed, read_list
from spiders.pages.base import DateWords, Listing
from spiders.responses import charset, header, is_not_modified
from spiders.visit import Found, PageRead, found_of, utc
from spiders.walks import Walk
from store.files import StoreError
from store.memory import ListMemory, PageMemory
from store.reports import DOUBTFUL_STATES, Planned

FOR_GOOD = frozenset((HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT))
MAX_REPEATS = 3
"""Pages in a row that name nothing new to the walk, after which it turns no more."""
MAX_PAGES = 10_000
"""Pages of one list that even a look back reads: a site may go on naming what is new for ever."""
FOR_EVER = "9999"
"""An instant after all others."""

Why = Literal["new", "retry", "re-check"]

_WORDPRESS = frozenset(("k21", "wordpress"))
_LISTS_LINK_LISTS = frozenset(("k21",))


class SourceSpider(ArticleSpider):
    """The spider of every source; `spiders.run` gives it its visit."""

    name = "source"

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own signature
        super().__init__(**kwargs)
        self._remembered = {known.url: known for known in self.visit.memory.lists()}
        self._lists: set[str] = set()
        self._planned: dict[str, tuple[Why, Found]] = {}

    async def start(self) -> AsyncIterator[Any]:
        """Everything that is due: feeds and lists, what failed before, what is to be re-checked."""
        try:
            for request in self._due():
                yield request
        except StoreError as error:
            self.break_off(error)

    def _due(self) -> Iterator[scrapy.Request]:
        for walk in self.first_walks():
            yield self._request_list(walk, walk.moved_to or walk.url, FIRST_PAGE)
        for record in self.visit.memory.pending():
            if record.tries < MAX_TRIES:
                yield from self._ask_again(record, "retry")
        for record in self.visit.memory.due(utc(self.visit.started)):
            yield from self._ask_again(record, "re-check")

    def _ask_again(self, record: PageMemory, why: Why) -> Iterator[scrapy.Request]:
        """A request for an article known from earlier runs, unless lists led to it already."""
        if record.url in self.visit.awaiting:
            return
        found = self.visit.found[record.url] = found_of(record)
        if self.visit.options.dry_run:
            self._planned[record.url] = (why, found)
        else:
            known = record if why == "re-check" else None
            yield self.request_article(found, record.url, known=known)

    def first_walks(self) -> Iterator[Walk]:
        """The configured feeds and lists, then those that earlier runs found on the site."""
        for path in self.source.feeds:
            yield from self._open_walk(self._public(path), "feed")
        for path in self.source.lists:
            yield from self._open_walk(self._public(path), "list")
        for known in self._remembered.values():
            if self.source.family in _LISTS_LINK_LISTS and known.kind != "feed":
                yield from self._open_walk(known.url, "list")

    def next_page(self, walk: Walk, listing: Listing) -> str | None:
        """Where a list goes on: where it says so; the feeds of WordPress go on at ``?paged=N``."""
        if walk.kind == "feed" and not listing.next_url and self.source.family in _WORDPRESS:
            address, _, query = (walk.moved_to or walk.url).partition("?")
            kept = [each for each in query.split("&") if each and not each.startswith("paged=")]
            return f"{address}?{'&'.join([*kept, f'paged={walk.page + 1}'])}"
        return listing.next_url

    def print_view_of(self, page: PageRead) -> str | None:
        """The page's own link; of rsmpress else the address that these sites' print views have."""
        built = f"{page.canonical}?print=1" if self.source.family == "rsmpress" else None
        return page.raw.print_url or built

    def _open_walk(self, url: str, kind: Literal["list", "feed"]) -> Iterator[Walk]:
        """A walk, unless there is one already, or the site has given the list up."""
        known = self._remembered.get(url)
        if url in self._lists:
            return
        if known and known.ended and not self.visit.options.full:
            self._lists.add(url)
            self._tell_end(url, kind, known.ended)
            return
        yield self._walk(url, kind)

    def _walk(self, url: str, kind: Literal["list", "feed"]) -> Walk:
        self._lists.add(url)
        walk = Walk(url, kind)
        known = self._remembered.get(url)
        if known:
            walk.complete_at, walk.moved_to = known.complete_at, known.moved_to
            doubtful = self.visit.report.before in DOUBTFUL_STATES
            if not (self.visit.options.full or self.visit.options.since or doubtful):
                walk.etag, walk.last_modified = known.etag, known.last_modified
        else:
            former = (each for each in self._remembered.values() if each.moved_to == url)
            walk.complete_at = next((each.complete_at for each in former), None)
        options = self.visit.options
        if (options.full or options.since) and not options.dry_run:
            walk.trail = Trail(self.visit, url)
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
            if walk.page == 1 and self._has_moved(response, walk):
                walk.moved_to = target
            yield self._request_list(walk, target, FIRST_PAGE, hops + 1)
        elif is_not_modified(response):
            report.lists += 1
            report.lists_not_modified += 1
            report.not_modified += 1
            self._finish(walk, modified=False)
        elif response.status == HTTPStatus.OK:
            report.lists += 1
            yield from self._read_list(response, walk)
        elif response.status in GONE and walk.page > 1:
            self._finish(walk)
        elif response.status in GONE:
            self._gone(response, walk)
        else:
            self.list_failed(response.url, f"list answered {response.status}")

    def _has_moved(self, response: Response, walk: Walk) -> bool:
        """Whether a redirect is for good, and from the address that counts until now."""
        asked = self.source.to_public(response.url)
        return response.status in FOR_GOOD and asked == (walk.moved_to or walk.url)

    def _gone(self, response: Response, walk: Walk) -> None:
        """The first page of a list is not there; 410 means that it will not be there again."""
        known = self._remembered.get(walk.url) or ListMemory(url=walk.url, kind=walk.kind)
        if response.status == HTTPStatus.GONE:
            known = replace(known, ended=utc(datetime.now(UTC)))
            self._tell_end(walk.url, walk.kind, known.ended)
        else:
            self.visit.report.note_first(response.url, f"list answered {response.status}")
        if not self.visit.options.dry_run and (known.ended or known.moved_to):
            self.visit.memory.put_list(replace(known, moved_to=None))

    def _tell_end(self, url: str, kind: str, ended: str | None) -> None:
        day = (ended or "")[:10]
        reason = f"the site has given this {kind} up (410, {day}); only --full asks again"
        self.visit.report.lists_ended += 1
        self.visit.report.note_first(url, reason)

    def _read_list(self, response: Response, walk: Walk) -> Iterator[scrapy.Request]:
        if walk.page == 1:
            walk.etag = header(response, "ETag")
            walk.last_modified = header(response, "Last-Modified")
        listing = self._listing(response, walk)
        instead = None if listing.teasers else self.wall_of(response)
        if instead:
            self.list_failed(response.url, f"list not read: {instead}")
            return
        for url in map(self._public, listing.lists):
            # An address with a query is a page of a list, not one more list.
            if url not in self._lists and not urlsplit(url).query:
                yield self._request_list(self._walk(url, "list"), url, FIRST_PAGE)
        # Asked before the page's articles are noted as found, or all of them would look known.
        enough = self._is_enough(walk, listing)
        fresh = {self.source.canonical(found.url): found for found in self._fresh(listing)}
        for canonical, found in fresh.items():
            yield from self._ask(canonical, found)
        following = None if enough else self.next_page(walk, listing)
        if walk.trail:
            read = self.source.to_public(response.url)
            following = walk.trail.go_on(read, fresh, following, self.visit.awaiting)
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

    def _fresh(self, listing: Listing) -> Iterator[Found]:
        """What a page names that is to be fetched now."""
        for teaser in listing.teasers:
            found = self.visit.discover(teaser)
            if found:
                yield found

    def _ask(self, canonical: str, found: Found) -> Iterator[scrapy.Request]:
        if not self.visit.options.dry_run:
            yield self.request_article(found, canonical)
        else:
            known = self.visit.memory.get(canonical)
            self._planned[canonical] = ("re-check" if known else "new", found)

    def _listing(self, response: Response, walk: Walk) -> Listing:
        url, encoding = self.source.to_public(response.url), charset(response)
        if walk.kind == "feed":
            listing = read_feed(response.body, url=url, source=self.source, encoding=encoding)
        else:
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
            is_enough = False
        elif options.since:
            days = [day for teaser in listing.teasers if (day := self._day(teaser.date))]
            is_enough = bool(days) and max(days) < options.since.isoformat()
        else:
            is_enough = all(self.visit.is_old(each, walk.complete_at) for each in listing.teasers)
        if is_enough or walk.page < (MAX_PAGES if options.full or options.since else options.pages):
            return is_enough
        if self.next_page(walk, listing):
            reason = f"left after {walk.page} pages, though it goes on"
            further = "" if options.full else "; --since DATE or --full goes further"
            self.visit.report.note(walk.url, reason + further)
        return True

    def _day(self, words: DateWords | None) -> str | None:
        read = read_date(words.text, seen=self.visit.started) if words else None
        return read.value[:10] if isinstance(read, PublishedDate) else None

    def _finish(self, walk: Walk, *, modified: bool = True) -> None:
        """Note a walk that has come to its end, and if it had to begin elsewhere.

        Of a list that is not modified everything is known already. That it was complete again is
        not worth a write: at the worst the next walk reads a page more.
        """
        known = self._remembered.get(walk.url)
        if modified or known is None or known.moved_to != walk.moved_to:
            self._walked(walk)
        if walk.moved_to and self._is_other(walk.moved_to, walk.url):
            reason = f"this {walk.kind} has moved to {walk.moved_to}; change it in the catalogue"
            self.visit.report.note(walk.url, reason)

    def _walked(self, walk: Walk) -> None:
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
                moved_to=walk.moved_to,
            )
        )

    def _is_other(self, one: str, other: str) -> bool:
        """Whether two addresses differ in more than a slash or the host's ``www``."""
        return self.source.canonical(one) != self.source.canonical(other)

    def closed(self, reason: str) -> None:
        """Remember the lists as walked, now that everything they led to has a durable outcome."""
        self.visit.ended = True
        self.visit.interrupted = reason == "shutdown"
        if self.visit.options.dry_run:
            self._tell_plan()
        if reason != "finished" or self.visit.options.dry_run or self.is_broken:
            return
        try:
            self._settle()
        except StoreError as error:
            self.visit.report.fail("data", str(error))

    def _tell_plan(self) -> None:
        """Put into the report what a crawl would have asked for."""
        report, now = self.visit.report, utc(self.visit.started)
        manners = self.crawler.get_downloader_middleware(Manners)
        for url, (why, found) in self._planned.items():
            if manners and manners.forbids(self.source.to_fetch(url)):
                report.refuse(url, ROBOTS_FORBID, forbidden=True)
                continue
            days = (day for words in found.dates if (day := self._day(words)))
            report.planned.append(
                Planned(url=url, why=why, day=next(days, None), title=found.title)
            )
        later = (page.next_check for page in self.visit.memory.due(FOR_EVER))
        report.next_check = min((at for at in later if at and at > now), default=None)

    def _settle(self) -> None:
        for asked in sorted(self.visit.awaiting):
            self._fail(asked, "ended without an outcome; tried again next time")
        now = utc(datetime.now(UTC))
        walked = [replace(each, complete_at=each.complete_at or now) for each in self.visit.walked]
        if walked:
            self.visit.memory.put_list(*walked)
        if self.visit.options.full or self.visit.options.since:
            for each in walked:
                self.visit.memory.end_back_fill(each.url)
