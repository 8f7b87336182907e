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
from spiders.articles import ArticleSpider
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
            self._keeper.update_index()
        except Exception as error:  # noqa: BLE001 - else it would reach nothing but a log
            self._spider.break_off(error)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting or self._visit.report.state == "failed":
            return
        self._write(waiting)

    def _write(self, waiting: list[tuple[PageRead, Article]]) -> None:
        arrivals = [Arrival(article, self._known_day(article)) for _, article in waiting]
        own = {article.id for page, article in waiting if not _is_headline(page, article)}
        settled = self._keeper.doubles.settle(arrivals, own=own)
        kept = {each.id: each for each in self._keeper.archive.keep(settled.batch)}
        records: list[PageMemory] = []
        for page, article in waiting:
            records += self._records(page, kept[settled.kept_as.get(article.id, article.id)])
        self._visit.memory.put(records)
        self._visit.awaiting.difference_update(page.asked for page, _ in waiting)
        for id_ in {article.id: None for _, article in waiting}:
            self._count(kept.get(id_))
        self._keeper.add_to_index(each.article for each in kept.values())
        self._visit.progress(self._visit.report)

    def _known_day(self, article: Article) -> str | None:
        record = self._visit.memory.get(article.url)
        return record.day if record and record.article_id == article.id else None

    def _records(self, page: PageRead, kept: Kept) -> list[PageMemory]:
        """The memory of the article's page, and of the other addresses that led to it, if any.

        Of an article that is kept as another's address, its own is one of these too.
        """
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
            next_check=self._visit.next_check(kept.day),
            hints=_hints(page),
        )
        others = {page.asked, *page.found.aliases} - {page.canonical}
        if kept.article.url != page.canonical:
            others |= {page.canonical}
            record = replace(record, url=kept.article.url)
            return [self._alias_record(url, record) for url in sorted(others)]
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

    def _count(self, kept: Kept | None) -> None:
        """Count what became of an article; nothing is kept of one that is another's address."""
        report = self._visit.report
        if kept is None:
            report.doubles += 1
            return
        article = kept.article
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
        report.saw_tdm(article.rights.tdm)

    def _add_late_aliases(self) -> None:
        for canonical, aliases in self._visit.late_aliases.items():
            record = self._visit.memory.get(canonical)
            if record is None or record.article_id is None or record.day is None:
                self._note_lost(canonical, aliases)
                continue
            self._visit.memory.put([self._alias_record(url, record) for url in sorted(aliases)])
            article = self._keeper.archive.read(record.article_id, record.day)
            if article and not aliases <= set(article.aliases):
                merged = replace(article, aliases=sorted({*article.aliases, *aliases}))
                kept = self._keeper.archive.keep([Arrival(merged, record.day)])
                self._keeper.add_to_index(each.article for each in kept)

    def _note_lost(self, canonical: str, aliases: set[str]) -> None:
        """Other addresses of an article that was not stored: told, and tried again next time."""
        for url in sorted(aliases):
            reason = f"leads to {canonical}, which is not stored"
            self._visit.report.failed += 1
            self._visit.report.note(url, reason)
            self._visit.remember(url, "failed", reason)


def _is_headline(page: PageRead, article: Article) -> bool:
    """Whether the lists' headline of a page is its article's.

    If it is not, the site may have answered with something else, the same for all its articles.
    """
    listed, printed = (
        set((title or "").casefold().split()) for title in (page.found.title, article.title)
    )
    return not listed or len(listed & printed) * 2 >= min(len(listed), len(printed))


def _hints(page: PageRead) -> dict[str, str | None]:
    """What lists said of a stored article; a feed's text only if later looks will need it again."""
    hints = hints_of(page.found)
    if page.raw.origins.get("body") != "feed":
        hints["text"] = None
    return hints
