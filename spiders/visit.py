"""One source's part of a run: what the spider, its manners and its pipeline share."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from msgspec.structs import replace

from spiders.pages.base import DateWords, RawArticle, Teaser
from spiders.report import SourceReport
from spiders.sources import Source
from spiders.tdm import Verdict
from store.archive import Archive
from store.hosts import HostMemory
from store.index import Index
from store.memory import CrawlMemory, ListMemory, PageMemory, PageState


def utc(moment: datetime) -> str:
    """An instant as kept in articles and reports: ``2026-11-21T06:00:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the operator asked of this run.

    `full` takes every page of every list and every article again; `since` walks lists back to that
    day; `dry_run` reads lists only and stores nothing; `pages` bounds a list walk.
    """

    full: bool = False
    since: date | None = None
    dry_run: bool = False
    pages: int = 100


@dataclass(slots=True)
class Found:
    """What lists and feeds said of one article, merged over all of them."""

    url: str
    title: str | None = None
    kicker: str | None = None
    teaser: str | None = None
    dates: list[DateWords] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)

    def merge(self, teaser: Teaser) -> None:
        """Add what one more list says; the first to say a thing is kept."""
        self.title = self.title or teaser.title
        self.kicker = self.kicker or teaser.kicker
        self.teaser = self.teaser or teaser.teaser
        if teaser.date and teaser.date not in self.dates:
            self.dates.append(teaser.date)


@dataclass(slots=True, kw_only=True)
class PageRead:
    """An article page as read, on its way through the pipeline.

    `canonical` is the article's public canonical URL, `asked` the canonical form of the address
    that led to it, `fetched_url` the public form of the one that answered.
    """

    canonical: str
    asked: str
    fetched_url: str
    raw: RawArticle
    found: Found
    seen: datetime
    verdict: Verdict
    page_hash: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Keeper:
    """Archive and index of one run, shared by all its sources."""

    archive: Archive
    index: Index


@dataclass(slots=True)
class Turn:
    """When a host was last asked, and before when it wishes not to be (`time.monotonic`)."""

    last: float = -math.inf
    not_before: float = -math.inf


@dataclass(slots=True, kw_only=True)
class Visit:
    """One source in one run.

    `turns`, by host and port, are shared by all sources of a run. `found` is what lists said, by
    canonical URL; `awaiting` the addresses asked for whose outcome is not yet durable;
    `late_aliases` the addresses that turned out to be other articles' own.
    """

    source: Source
    memory: CrawlMemory
    hosts: HostMemory
    report: SourceReport
    options: Options
    started: datetime
    delay: float
    turns: dict[str, Turn]
    recheck: Sequence[int]
    progress: Callable[[SourceReport], None] = lambda _report: None
    found: dict[str, Found] = field(default_factory=dict)
    walked: list[ListMemory] = field(default_factory=list)
    late_aliases: dict[str, set[str]] = field(default_factory=dict)
    awaiting: set[str] = field(default_factory=set)
    lists_blocked: int = 0
    ended: bool = False
    interrupted: bool = False

    def discover(self, teaser: Teaser) -> Found | None:
        """Note one list entry; gives it back if its article is to be fetched now."""
        canonical = self.source.canonical(teaser.url)
        known = self.found.get(canonical)
        found = known or Found(teaser.url)
        found.merge(teaser)
        aliases = {self.source.canonical(url) for url in teaser.aliases if self.source.owns(url)}
        found.aliases |= aliases - {canonical}
        for address in (canonical, *aliases):
            self.found.setdefault(address, found)
        if known:
            return None
        self.report.discovered += 1
        return found if self.options.full or self.memory.get(canonical) is None else None

    def is_old(self, teaser: Teaser, complete_at: str | None) -> bool:
        """Whether the article was known before the list was last walked to its end.

        Articles that an interrupted walk stored are younger than that, so they never make the next
        walk stop short of what the interruption left out.
        """
        record = self.memory.get(self.source.canonical(teaser.url))
        first_seen = record.first_seen if record else None
        return bool(first_seen and complete_at and first_seen <= complete_at)

    def remember(self, canonical: str, state: PageState, reason: str) -> PageMemory:
        """Note durably how an address ended that was not stored as an article.

        An address that could not be asked for (``pending``) has not been tried.
        """
        now = utc(datetime.now(UTC))
        known = self.memory.get(canonical) or PageMemory(url=canonical, first_seen=now)
        found = self.found.get(canonical)
        record = replace(
            known,
            state=state,
            reason=reason,
            last_seen=now,
            next_check=None,
            tries=known.tries + (state != "pending"),
            hints=hints_of(found) if found else known.hints,
        )
        self.memory.put([record])
        self.awaiting.discard(canonical)
        return record


def hints_of(found: Found) -> dict[str, str | None]:
    """What lists said, as plain words for the crawl memory."""
    first = found.dates[0] if found.dates else None
    return {
        "url": found.url,
        "title": found.title,
        "kicker": found.kicker,
        "teaser": found.teaser,
        "date": first.text if first else None,
        "date_origin": first.origin if first else None,
    }


def found_of(record: PageMemory) -> Found:
    """What lists once said of an address, from the crawl memory."""
    hints = record.hints or {}
    found = Found(
        hints.get("url") or record.url,
        hints.get("title"),
        hints.get("kicker"),
        hints.get("teaser"),
    )
    text, origin = hints.get("date"), hints.get("date_origin")
    if text and origin:
        found.dates.append(DateWords(text, "feed" if origin == "feed" else "list"))
    return found
