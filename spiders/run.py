"""A crawl as one call: sources in, run report out.

Sources on different hosts run side by side, sources on one host one after another, so that no host
ever sees two requests at a time.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

import spiders.settings
from spiders.discovery import SourceSpider
from spiders.ministry import MinistrySpider
from spiders.portal import PortalSpider
from spiders.report import RunReport, SourceReport
from spiders.sources import Source, require_contact
from spiders.visit import Keeper, Options, Turn, Visit, utc
from store.archive import Archive
from store.config import Config, CrawlConfig
from store.files import StoreError
from store.hosts import HostMemory
from store.index import Index
from store.lock import hold
from store.memory import CrawlMemory

SPIDERS: dict[str, type[SourceSpider]] = {
    spider.family: spider for spider in (PortalSpider, MinistrySpider)
}
POLITE_DELAY = 2.0
"""Seconds between two requests to a host that is not the operator's own, at the least."""


def delay_of(source: Source, config: CrawlConfig) -> float:
    """Seconds between two requests to a source; robots.txt may ask for more."""
    wished = config.delay if source.delay is None else source.delay
    return wished if source.is_own else max(POLITE_DELAY, wished)


def crawl(
    sources: Sequence[Source],
    *,
    data: Path,
    config: Config,
    options: Options,
    progress: Callable[[SourceReport], None] = lambda _report: None,
    log_level: str = "CRITICAL",
) -> RunReport:
    """Crawl `sources` into the archive under `data`; one crawl at a time per directory.

    `progress` is called in this thread whenever a source's report has grown. Scrapy's reactor can
    run once per process, and so can this function.

    Raises:
        TableError: a real host is to be crawled without a contact.
        store.lock.Busy: another crawl is running.
        store.files.StoreError: the data directory cannot be written.
    """
    for source in sources:
        require_contact(source, config)
    started = datetime.now(UTC)
    turns: dict[str, Turn] = {}
    with hold(data, what="crawl"):
        keeper = Keeper(Archive(data), Index(data))
        visits = [
            Visit(
                source=source,
                memory=CrawlMemory(data, source.id),
                hosts=HostMemory(data),
                report=SourceReport(source=source.id, started=utc(started)),
                options=options,
                started=started,
                delay=delay_of(source, config.crawl),
                turns=turns,
                recheck=config.crawl.recheck,
                progress=progress,
            )
            for source in sources
        ]
        _run(visits, keeper, config, log_level)
        finished = datetime.now(UTC)
        for visit in visits:
            for damage in (*keeper.archive.damaged, *visit.memory.damaged):
                visit.report.fail(str(damage.path), str(damage))
            _conclude(visit, finished)
    return RunReport(
        started=utc(started),
        finished=utc(finished),
        sources=[visit.report for visit in visits],
        notices=keeper.index.notices,
    )


def _run(visits: list[Visit], keeper: Keeper, config: Config, log_level: str) -> None:
    """Run all visits: a queue per host, the queues side by side."""
    if not visits:
        return
    settings = Settings()
    settings.setmodule(spiders.settings, priority="project")
    settings.set(
        "USER_AGENT", spiders.settings.user_agent(config.crawl.contact), priority="cmdline"
    )
    settings.set("LOG_LEVEL", log_level, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    queues: dict[str, list[Visit]] = {}
    for visit in visits:
        queues.setdefault(visit.source.fetch_host, []).append(visit)
    for queue in queues.values():
        _start_next(process, queue, keeper)
    process.start()


def _start_next(process: AsyncCrawlerProcess, queue: list[Visit], keeper: Keeper) -> None:
    visit = queue.pop(0)
    spider = SPIDERS[visit.source.family]
    crawler = process.create_crawler(spider)
    task = process.crawl(crawler, visit=visit, keeper=keeper)

    def ended(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            visit.report.fail(visit.source.home, f"the crawl broke off: {error}")
        if queue and not visit.interrupted:
            _start_next(process, queue, keeper)

    # Called before the process looks whether anything still runs, so the chain never breaks.
    task.add_done_callback(ended)


def _conclude(visit: Visit, finished: datetime) -> None:
    report = visit.report
    if report.lists == 0 and visit.lists_blocked:
        report.robots = "blocked"
    report.conclude(utc(finished), interrupted=visit.interrupted or not visit.ended)
    if not visit.options.dry_run:
        try:
            visit.memory.add_report(msgspec.to_builtins(report))
        except StoreError as error:
            report.fail("data", str(error))
    visit.progress(report)
