"""One source's part of a run: what the spider, its manners and its pipeline share."""

import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from msgspec.structs import replace

from press.article import Article
from spiders.habits import Habits
from spiders.pages.base import DateWords, RawArticle, Teaser
from spiders.sources import Source
from spiders.tdm import Verdict
from store.archive import Archive
from store.hosts import HostMemory
from store.index import Index
from store.memory import CrawlMemory, ListMemory, PageMemory, PageState
from store.reports import SourceReport
from store.twins import Doubles

INDEX_BATCH = 500
"""Articles that wait to be indexed at the most."""
INDEX_PATIENCE = 15.0
"""Seconds that they wait at the most, as long as more arrive."""


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
    """What lists and feeds said of one article (`text` is a feed's), merged over all of them."""

    url: str
    title: str | None = None
    kicker: str | None = None
    teaser: str | None = None
    text: str | None = None
    dates: list[DateWords] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)

    def merge(self, teaser: Teaser) -> None:
        """Add what one more list says; the first to say a thing is kept."""
        self.title = self.title or teaser.title
        self.kicker = self.kicker or teaser.kicker
        self.teaser = self.teaser or teaser.teaser
        self.text = self.text or teaser.text
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


@dataclass(slots=True)
class Keeper:
    """Archive, doubles and index of one run, shared by all its sources.

    Each commit of the index costs as much as indexing dozens of articles, so that articles of all
    sources wait for one together. What waits when a crawl is killed is found again from the
    archive by whoever opens the index next.
    """

    archive: Archive
    index: Index
    doubles: Doubles = field(init=False)
    _waiting: list[Article] = field(default_factory=list)
    _since: float = 0.0

    def __post_init__(self) -> None:
        self.doubles = Doubles(self.archive)

    def add_to_index(self, articles: Iterable[Article]) -> None:
        """Index articles just kept, `INDEX_PATIENCE` seconds from now at the latest.

        Raises:
            StoreError: the index cannot be written.
        """
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting += articles
        if time.monotonic() - self._since > INDEX_PATIENCE or len(self._waiting) >= INDEX_BATCH:
            self.update_index()

    def update_index(self) -> None:
        """Index what waits.

        Raises:
            StoreError: the index cannot be written.
        """
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.index.add({article.id: article for article in waiting}.values())


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
    `late_aliases` the addresses that turned out to be other articles' own. `refetched_since` is the
    UTC instant at which an interrupted look back was begun that this run completes.
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
    habits: Habits = field(default_factory=Habits)
    found: dict[str, Found] = field(default_factory=dict)
    walked: list[ListMemory] = field(default_factory=list)
    late_aliases: dict[str, set[str]] = field(default_factory=dict)
    awaiting: set[str] = field(default_factory=set)
    refetched_since: str | None = None
    lists_blocked: int = 0
    ended: bool = False
    interrupted: bool = False
    concluded: bool = False

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
        return found if self._is_to_fetch(canonical) else None

    def _is_to_fetch(self, canonical: str) -> bool:
        """Whether a listed address is new, or was gone and stands in a list again."""
        record = self.memory.get(canonical)
        if record is None:
            return True
        if self.options.full:
            fresh = self.refetched_since and (record.last_seen or "") >= self.refetched_since
            return not (fresh and record.state == "stored")
        was_stored = record.state == "gone" and record.article_id is not None
        return was_stored and (record.last_seen or "")[:10] < utc(self.started)[:10]

    def is_old(self, teaser: Teaser, complete_at: str | None) -> bool:
        """Whether the article was known before the list was last walked to its end.

        Articles that an interrupted walk stored are younger than that, so they never make the next
        walk stop short of what the interruption left out.
        """
        if not complete_at:
            return False
        record = self.memory.get(self.source.canonical(teaser.url))
        return bool(record and record.first_seen and record.first_seen <= complete_at)

    def next_check(self, day: str | None) -> str | None:
        """When the article of an archive day is looked at again, as a UTC instant."""
        return next_check(day, self.recheck, self.started)

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
            next_check=self.next_check(known.day) if state == "gone" else None,
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
        "text": found.text,
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
        hints.get("text"),
    )
    text, origin = hints.get("date"), hints.get("date_origin")
    if text and origin:
        found.dates.append(DateWords(text, "feed" if origin == "feed" else "list"))
    return found


def next_check(day: str | None, recheck: Sequence[int], now: datetime) -> str | None:
    """The next of the days after publication (`recheck`) that lies ahead, as a UTC instant.

    `day` is the archive's: ``2022-10-13``; undated articles are not looked at again.
    """
    if not day or not day[0].isdigit():
        return None
    published = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
    later = [at for days in recheck if (at := published + days * 86_400) > now.timestamp()]
    return utc(datetime.fromtimestamp(min(later), UTC)) if later else None
