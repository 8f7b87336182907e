"""The last stage of the pipeline: articles become durable, then known, then findable.

Articles are buffered and each touched day is written once per flush. Order matters: the archive
first (durable), then the crawl memory, then the index; an article is never marked seen before it is
on disk, and an index that lags behind catches up from the archive.
"""

import time
from typing import Self, cast

from msgspec.structs import replace
from scrapy.crawler import Crawler

from press.article import Article
from press.urls import article_id
from spiders.articles import ArticleSpider, next_check
from spiders.visit import Keeper, PageRead, Visit, hints_of, utc
from store.archive import Arrival, Kept
from store.memory import PageMemory

BATCH = 50
"""Articles per flush, unless `PATIENCE` passes first."""
PATIENCE = 5.0
"""Seconds that a fetched article waits for its flush at the most."""
PARSER = "1"
"""Version of page reading and understanding, kept with every page."""


class Keep:
    """Scrapy pipeline: keeps what `spiders.understand` made."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._waiting: list[tuple[PageRead, Article]] = []
        self._since = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a pipeline."""
        return cls(crawler)

    @property
    def _visit(self) -> Visit:
        return self._spider.visit

    @property
    def _keeper(self) -> Keeper:
        return self._spider.keeper

    @property
    def _spider(self) -> ArticleSpider:
        return cast("ArticleSpider", self.crawler.spider)

    def process_item(self, item: tuple[PageRead, Article]) -> Article:
        """Take one article; write when enough wait or the first has waited long enough."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append(item)
        if len(self._waiting) >= BATCH or time.monotonic() - self._since > PATIENCE:
            self._flush()
        return item[1]

    def close_spider(self) -> None:
        """Write what waits, then the addresses that turned out to be known articles' own."""
        try:
            self._flush()
            self._add_late_aliases()
        except Exception as error:  # noqa: BLE001 - else it would reach nothing but a log
            self._spider.break_off(error)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting or self._visit.report.state == "failed":
            return
        self._write(waiting)

    def _write(self, waiting: list[tuple[PageRead, Article]]) -> None:
        arrivals = [Arrival(article, self._known_day(article)) for _, article in waiting]
        kept = {each.id: each for each in self._keeper.archive.keep(arrivals)}
        records: list[PageMemory] = []
        for page, article in waiting:
            records += self._records(page, kept[article.id])
        self._visit.memory.put(records)
        self._visit.awaiting.difference_update(page.asked for page, _ in waiting)
        for each in kept.values():
            self._count(each)
        self._keeper.index.add([each.article for each in kept.values()])
        self._visit.progress(self._visit.report)

    def _known_day(self, article: Article) -> str | None:
        record = self._visit.memory.get(article.url)
        return record.day if record else None

    def _records(self, page: PageRead, kept: Kept) -> list[PageMemory]:
        """The memory of the article's page, and of the other address that led to it, if any."""
        seen = utc(page.seen)
        known = self._visit.memory.get(page.canonical)
        record = PageMemory(
            url=page.canonical,
            article_id=kept.id,
            day=kept.day,
            state="stored",
            etag=page.etag,
            last_modified=page.last_modified,
            page_hash=page.page_hash,
            content_hash=kept.article.content_hash,
            parser=PARSER,
            first_seen=known.first_seen if known else seen,
            last_seen=seen,
            next_check=next_check(kept.day, self._visit.recheck, self._visit.started),
            hints=hints_of(page.found),
        )
        others = {page.asked, *page.found.aliases} - {page.canonical}
        return [record, *(self._alias_record(url, record) for url in sorted(others))]

    @staticmethod
    def _alias_record(url: str, record: PageMemory) -> PageMemory:
        return PageMemory(
            url=url,
            article_id=record.article_id,
            day=record.day,
            state="stored",
            reason=f"another address of {record.url}",
            first_seen=record.first_seen,
            last_seen=record.last_seen,
        )

    def _count(self, kept: Kept) -> None:
        report, article = self._visit.report, kept.article
        if kept.outcome == "new":
            report.new += 1
            report.saw_date(article.published)
            report.undated += article.published is None
            report.degraded += bool(article.degraded)
        elif kept.outcome == "changed":
            report.changed += 1
            report.degraded += bool(article.degraded)
        else:
            report.unchanged += 1
        report.tdm = article.rights.tdm

    def _add_late_aliases(self) -> None:
        for canonical, aliases in self._visit.late_aliases.items():
            record = self._visit.memory.get(canonical)
            if record is None or record.article_id is None or record.day is None:
                self._note_lost(canonical, aliases)
                continue
            self._visit.memory.put([self._alias_record(url, record) for url in sorted(aliases)])
            article = self._keeper.archive.read(article_id(canonical), record.day)
            if article and not aliases <= set(article.aliases):
                merged = replace(article, aliases=sorted({*article.aliases, *aliases}))
                kept = self._keeper.archive.keep([Arrival(merged, record.day)])
                self._keeper.index.add([each.article for each in kept])

    def _note_lost(self, canonical: str, aliases: set[str]) -> None:
        """Other addresses of an article that was not stored: told, and tried again next time."""
        for url in sorted(aliases):
            reason = f"leads to {canonical}, which is not stored"
            self._visit.report.failed += 1
            self._visit.report.note(url, reason)
            self._visit.remember(url, "failed", reason)
