"""Fetching and reading article pages: what every spider does with an address it has found."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import scrapy
from msgspec.structs import replace
from scrapy.http import Response
from twisted.python.failure import Failure

from press.dates import PublishedDate, read_date
from spiders import tdm
from spiders.manners import (
    ROBOTS_FORBID,
    RefusedError,
    StoppedError,
    failure_reason,
)
from spiders.pages import read_page
from spiders.pages.base import DateWords
from spiders.pages.walls import NOT_THERE
from spiders.responses import charset, header, is_not_modified
from spiders.sources import Source
from spiders.visit import Found, PageRead, utc
from spiders.visiting import VisitSpider
from spiders.yields import note_yield
from store.files import StoreError
from store.memory import PageMemory, PageState

MAX_TRIES = 8
"""Runs in which an address may fail before it is no longer tried."""
FIRST_PAGE, ARTICLE, NEXT_PAGE = 20, 10, 0
"""Request priorities: what lists know first, then articles, then older pages."""
GONE = frozenset((HTTPStatus.NOT_FOUND, HTTPStatus.GONE))
HTML_TYPES = frozenset(("text/html", "application/xhtml+xml"))


class ArticleSpider(VisitSpider):
    """Asks for article pages and reads them; `spiders.discovery` finds their addresses."""

    def request_article(
        self, found: Found, asked: str, *, known: PageMemory | None = None
    ) -> scrapy.Request:
        """A request for an article; `known` is its memory when it is only looked at again."""
        self.visit.awaiting.add(asked)
        return self.request_page(
            found.url,
            self.parse_article,
            ARTICLE,
            {"found": found, "asked": asked, "hops": 0},
            etag=known.etag if known else None,
            last_modified=known.last_modified if known else None,
        )

    # Reading

    def parse_article(
        self, response: Response, found: Found, asked: str, hops: int
    ) -> Iterator[Any]:
        """Read an article page; ask the print view if nothing else has a date."""
        self.visit.progress(self.visit.report)
        try:
            yield from self._parse_page(response, found, asked, hops)
        except RefusedError as error:
            self._refuse(asked, str(error))
        except StoreError:
            raise
        except Exception as error:
            self.logger.debug("%s could not be read", response.url, exc_info=True)
            self.visit.report.unreadable += 1
            self._fail(asked, f"could not be read: {type(error).__name__}: {error}"[:500])

    def _parse_page(self, response: Response, found: Found, asked: str, hops: int) -> Iterator[Any]:
        target = self.redirect(response, hops)
        if target:
            yield from self._follow(target, found, asked, hops)
            return
        if not self._is_readable(response, asked):
            return
        self.visit.report.fetched += 1
        page = self._read(response, found, asked)
        if page is None:
            return
        print_view = None if self._has_date(page) else self.print_view_of(page)
        if print_view and self.source.owns(print_view):
            yield self.request_page(print_view, self.parse_print_view, ARTICLE, {"page": page})
        else:
            yield page

    def print_view_of(self, page: PageRead) -> str | None:
        """Where an article's print view stands; a family may know more than the page says."""
        return page.raw.print_url

    def parse_print_view(self, response: Response, page: PageRead) -> Iterator[PageRead]:
        """Take the publication date, and only that, from the print view."""
        if response.status == HTTPStatus.OK:
            url = self.source.to_public(response.url)
            raw = read_page(response.body, url=url, source=self.source, encoding=charset(response))
            page.raw.dates = [*page.raw.dates, *(d for d in raw.dates if d.origin == "print")]
        else:
            self.visit.report.note(response.url, f"print view answered {response.status}")
        yield page

    def _follow(self, target: str, found: Found, asked: str, hops: int) -> Iterator[Any]:
        """Follow a redirect, unless the article it leads to is known or asked for already."""
        canonical = self.source.canonical(target)
        if canonical != asked and not self._is_article(canonical):
            raise RefusedError(f"redirects to a page that is no article ({canonical})"[:300])
        known = self.visit.memory.get(canonical)
        is_known = known is not None and known.article_id is not None
        if canonical != asked and (canonical in self.visit.found or is_known):
            self._note_alias(canonical, asked)
            return
        found.aliases.add(asked)
        self.visit.found.setdefault(canonical, found)
        arguments = {"found": found, "asked": asked, "hops": hops + 1}
        yield self.request_page(target, self.parse_article, ARTICLE, arguments)

    def _is_article(self, canonical: str) -> bool:
        return self.source.is_article(canonical)

    def _note_alias(self, canonical: str, asked: str) -> None:
        """`asked` is only another address of an article that is known or on its way."""
        self.visit.late_aliases.setdefault(canonical, set()).add(asked)
        self.visit.awaiting.discard(asked)

    def _is_readable(self, response: Response, asked: str) -> bool:
        """Whether an answer is a page to read; if not, what it means is noted."""
        if is_not_modified(response):
            self._unchanged(asked)
            return False
        if response.status in GONE:
            self._missing(response.url, asked, f"answered {response.status}")
            return False
        if response.status != HTTPStatus.OK:
            self._fail(asked, f"answered {response.status}")
            return False
        kind = (header(response, "Content-Type") or "text/html").split(";")[0].strip().lower()
        if kind not in HTML_TYPES:
            self._refuse(asked, f"is no HTML page but {kind}"[:200])
            return False
        return True

    def _unchanged(self, asked: str) -> None:
        self.visit.report.not_modified += 1
        self.visit.report.unchanged += 1
        record = self.visit.memory.get(asked)
        if record:
            if record.state == "gone":
                self._note_gone(record, None)
            seen = utc(self.visit.started)
            again = self.visit.next_check(record.day)
            record = replace(record, state="stored", last_seen=seen, next_check=again)
            self.visit.memory.put([record])
        self.visit.awaiting.discard(asked)

    def _missing(self, url: str, asked: str, reason: str) -> None:
        """A page is not there, or no longer; an article stored from it says since when."""
        report = self.visit.report
        report.gone += 1
        report.note(url, reason)
        record = self.visit.memory.get(asked)
        if record:
            self._note_gone(record, utc(datetime.now(UTC)))
        self.visit.remember(asked, "gone", reason)

    def _note_gone(self, record: PageMemory, gone: str | None) -> None:
        """Tell the archive, then the index, that an article's page is gone or there again."""
        if record.article_id and record.day:
            article = self.keeper.archive.set_gone(record.article_id, record.day, gone)
            self.keeper.add_to_index([article] if article else [])

    def _walled(self, response: Response, asked: str, reason: str) -> None:
        """Something else stood where the page should be: it is asked for again next time."""
        record = self.visit.memory.get(asked)
        if reason == NOT_THERE and record and record.article_id:
            self._missing(response.url, asked, reason)
            return
        self.visit.report.refuse(response.url, reason)
        self._remember_failure(asked, reason, "refused" if reason == NOT_THERE else "failed")

    def _read(self, response: Response, found: Found, asked: str) -> PageRead | None:
        """The page as read; nothing if it is none, or asked for in this run by another address."""
        url = self.source.to_public(response.url)
        raw = read_page(
            response.body,
            url=url,
            source=self.source,
            encoding=charset(response),
            habits=self.visit.habits,
        )
        if raw.wall:
            note_yield(self.visit.report, raw, None)
            self._walled(response, asked, raw.wall)
            return None
        canonical = canonical_of(self.source, url, raw.canonical)
        if self.visit.found.get(canonical, found) is not found or self._is_purged(canonical):
            self._note_alias(canonical, asked)
            return None
        self.visit.found.setdefault(canonical, found)
        return PageRead(
            canonical=canonical,
            asked=asked,
            fetched_url=url,
            raw=raw,
            found=found,
            seen=datetime.now(UTC),
            verdict=tdm.decide(
                response.url,
                rules=response.meta.get("tdm_rules", []),
                header=(header(response, "tdm-reservation"), header(response, "tdm-policy")),
                meta=(raw.tdm_reservation, raw.tdm_policy),
            ),
            page_hash=hashlib.blake2b(response.body, digest_size=16).hexdigest(),
            etag=header(response, "ETag"),
            last_modified=header(response, "Last-Modified"),
        )

    def wall_of(self, response: Response) -> str | None:
        """What an answer is instead of a page, if it is some kind of wall."""
        url = self.source.to_public(response.url)
        page = read_page(response.body, url=url, source=self.source, encoding=charset(response))
        return page.wall

    def _is_purged(self, canonical: str) -> bool:
        """Whether the operator deleted an article, and has not asked for everything again."""
        known = self.visit.memory.get(canonical)
        return known is not None and known.state == "purged" and not self.visit.options.full

    @staticmethod
    def _has_date(page: PageRead) -> bool:
        return any(is_date(words, page.seen) for words in (*page.raw.dates, *page.found.dates))

    # What did not work

    def failed(self, failure: Failure) -> Iterator[PageRead] | None:
        """A request that got no answer: forbidden, timed out, refused, reset, too large."""
        if isinstance(failure.value, StoreError):
            self.break_off(failure.value)
            return None
        request = failure.request  # type: ignore[attr-defined]
        arguments = request.cb_kwargs
        if isinstance(failure.value, StoppedError):
            if "asked" in arguments:
                self.visit.remember(arguments["asked"], "pending", str(failure.value))
            return iter([arguments["page"]]) if "page" in arguments else None
        forbidden = isinstance(failure.value, RefusedError)
        reason = failure_reason(failure.value or Exception())
        if forbidden and reason != ROBOTS_FORBID:
            self.visit.report.left_alone = True
        if "walk" in arguments:
            self.visit.lists_blocked += int(reason == ROBOTS_FORBID)
            self.list_failed(request.url, f"list not read: {reason}")
        elif "page" in arguments:
            self.visit.report.note(request.url, f"print view not read: {reason}")
            return iter([arguments["page"]])
        elif reason == ROBOTS_FORBID:
            self._forbid(arguments["asked"])
        else:
            untried = forbidden and "retry_times" not in request.meta
            self._fail(arguments["asked"], reason, state="pending" if untried else "failed")
        return None

    def list_failed(self, url: str, reason: str) -> None:
        """A list or feed could not be read: articles may be missing."""
        report = self.visit.report
        report.lists_failed += 1
        # Where the whole host is left alone, its reason is noted already, and says more.
        (report.note if report.left_alone else report.note_first)(url, reason)

    def _refuse(self, asked: str, reason: str) -> None:
        self.visit.report.refuse(asked, reason)
        self.visit.remember(asked, "refused", reason)

    def _forbid(self, asked: str) -> None:
        """Leave an address alone until robots.txt says otherwise; asking manners costs nothing."""
        self.visit.report.refuse(asked, ROBOTS_FORBID, forbidden=True)
        known = self.visit.memory.get(asked)
        if known is None or known.reason != ROBOTS_FORBID:
            self.visit.remember(asked, "pending", ROBOTS_FORBID)
        self.visit.awaiting.discard(asked)

    def _fail(self, asked: str, reason: str, *, state: PageState = "failed") -> None:
        self.visit.report.failed += 1
        self.visit.report.note(asked, reason)
        self._remember_failure(asked, reason, state)

    def _remember_failure(self, asked: str, reason: str, state: PageState) -> None:
        tries = self.visit.remember(asked, state, reason).tries
        if state == "failed" and tries >= MAX_TRIES:
            self.visit.report.note(asked, f"given up after {tries} tries; only --full asks again")


def canonical_of(source: Source, url: str, stated: str | None) -> str:
    """An article's canonical public URL: the page's own link where it can be trusted.

    It is trusted on the source's own hosts and only if it looks like an article's address; else
    the address that answered (`url`) counts.
    """
    if stated and source.owns(stated):
        canonical = source.canonical(stated)
        if source.is_article(canonical):
            return canonical
    return source.canonical(url)


def is_date(words: DateWords, seen: datetime) -> bool:
    """Whether the words are a publication date."""
    return isinstance(read_date(words.text, seen=seen), PublishedDate)
