"""A crawl as one call: sources in, run report out.

Sources on different hosts run side by side, sources on one host one after another, so that no host
ever sees two requests at a time.
"""

import asyncio
import copy
import gc
import logging
import signal
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Self
from urllib.request import getproxies

import msgspec
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings, SettingsAttribute

import spiders.settings
from spiders import habits
from spiders.addresses import host_of, is_operators
from spiders.discovery import SourceSpider
from spiders.notices import tell
from spiders.sources import Source, delay_of, require_contact
from spiders.visit import Keeper, Options, Turn, Visit, utc
from store.archive import Archive
from store.config import Config
from store.files import StoreError
from store.health import judge, news_by_day, reports_of, state_before, today, watched_since
from store.hosts import HostMemory
from store.index import Index
from store.lock import hold
from store.memory import CrawlMemory
from store.purging import complete
from store.reports import Note, RunReport, SourceReport


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

    `progress` is called in this thread whenever a source's report has grown. Scrapy's loop
    runs once per process, and so does this function.

    Raises:
        TableError: a real host is to be crawled without a contact.
        store.lock.Busy: another crawl is running.
        store.files.StoreError: the data directory cannot be written.
    """
    for source in sources:
        require_contact(source, config)
    started, began = _begin(options), time.monotonic()
    turns: dict[str, Turn] = {}
    with hold(data, what="crawl"):
        if not options.dry_run:
            complete(data)
        keeper = Keeper(Archive(data), Index(data, heal=not options.dry_run))
        if not options.dry_run:
            keeper.index.begin()
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
                recheck=config.crawl.recheck if source.recheck is None else source.recheck,
                habits=habits.load(habits.path_of(data, source.id)),
                progress=progress,
            )
            for source in sources
        ]
        for visit in visits:
            visit.report.before = state_before(reports_of(visit.memory))
        conclude = partial(_conclude, keeper=keeper, data=data, began=began)
        _run(visits, keeper, config, conclude, log_level)
        for visit in visits:
            if not visit.concluded:
                conclude(visit)
    report = RunReport(
        started=utc(started),
        finished=utc(datetime.now(UTC)),
        seconds=round(time.monotonic() - began, 3),
        sources=[visit.report for visit in visits],
        notices=keeper.index.notices,
    )
    if not options.dry_run:
        tell(report, data, config.notify.urls)
    return report


def _begin(options: Options) -> datetime:
    """When the run begins: a full one in a second of its own.

    If it is interrupted, its time alone tells what it has fetched from what was there before.
    """
    if options.full:
        time.sleep(1 - datetime.now(UTC).microsecond / 1_000_000)
    return datetime.now(UTC)


class _Settings(Settings):
    """Scrapy's settings, but for their copy, of which every source has one.

    It is as deep as they change: with thirty sources a quarter of a second of copied defaults.
    """

    def copy(self) -> Self:
        """The same values, to be set apart from these."""
        copied = copy.copy(self)
        copied.attributes = {
            name: SettingsAttribute(each.value, each.priority)
            for name, each in self.attributes.items()
        }
        return copied


def _run(
    visits: list[Visit],
    keeper: Keeper,
    config: Config,
    conclude: Callable[[Visit], None],
    log_level: str,
) -> None:
    """Run all visits: a queue per host, the queues side by side."""
    if not visits:
        return
    settings = _Settings()
    settings.setmodule(spiders.settings, priority="project")
    settings.set(
        "USER_AGENT", spiders.settings.user_agent(config.crawl.contact), priority="cmdline"
    )
    settings.set("LOG_LEVEL", log_level, priority="cmdline")
    settings.set("DOWNLOAD_TIMEOUT", config.crawl.timeout, priority="cmdline")
    own = [host_of(v.source.base_url or v.source.home) for v in visits if is_operators(v.source)]
    settings.set("OWN_HOSTS", own, priority="cmdline")
    settings.set("HTTPPROXY_ENABLED", bool(getproxies()), priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    if log_level != "DEBUG":
        # Else Scrapy words two messages per page that nobody hears.
        logging.getLogger("scrapy").setLevel(logging.WARNING)
    queues: dict[str, list[Visit]] = {}
    for visit in visits:
        queues.setdefault(visit.source.fetch_host, []).append(visit)
    for queue in queues.values():
        _start_next(process, queue, keeper, conclude)
    _collect_less()
    process.start()
    # Scrapy's handlers ask a loop to stop that is closed: what follows could not be ended.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _collect_less() -> None:
    """Look for dead cycles seldom, and never among what lives as long as the crawl.

    Every page makes and drops some thousands of objects; looking through them each time took 4 to
    12 % of reading pages. What was loaded so far is not even looked through once: of some 200,000
    objects 2,000 are dead.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _start_next(
    process: AsyncCrawlerProcess,
    queue: list[Visit],
    keeper: Keeper,
    conclude: Callable[[Visit], None],
) -> None:
    visit = queue.pop(0)
    crawler = process.create_crawler(SourceSpider)
    task = process.crawl(crawler, visit=visit, keeper=keeper)

    def ended(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            visit.report.fail(visit.source.home, f"the crawl broke off: {error}")
        if queue and not visit.interrupted:
            _start_next(process, queue, keeper, conclude)
        # Now, not when all have ended: a long run may be killed, and tells of what it has done.
        conclude(visit)

    # Called before the process looks whether anything still runs, so the chain never breaks.
    task.add_done_callback(ended)


def _keep_habits(visit: Visit, data: Path) -> None:
    if not visit.habits.pages:
        return
    try:
        habits.save(habits.path_of(data, visit.source.id), visit.habits)
    except StoreError as error:
        visit.report.fail("data", str(error))


def _name_publicly(report: SourceReport, source: Source) -> None:
    """Let notes name pages as articles do: by their public addresses, not by a mirror's."""
    if not source.base_url:
        return
    report.mirror = source.base_url
    mirror, site = source.base_url.rstrip("/"), source.to_public(source.base_url).rstrip("/")
    report.notes = [
        Note(url=source.to_public(note.url), reason=note.reason.replace(mirror, site))
        for note in report.notes
    ]


def _conclude(visit: Visit, *, keeper: Keeper, data: Path, began: float) -> None:
    """Judge and keep a source's part of the run, which has ended; once."""
    report, source = visit.report, visit.source
    for damage in (*keeper.archive.damaged, *visit.memory.damaged):
        report.fail(str(damage.path), str(damage))
    _keep_habits(visit, data)
    _name_publicly(report, source)
    if report.lists == 0 and visit.lists_blocked:
        report.robots = "blocked"
    interrupted = visit.interrupted or not visit.ended
    seconds = round(time.monotonic() - began, 3)
    report.conclude(utc(datetime.now(UTC)), seconds=seconds, interrupted=interrupted)
    if not visit.options.dry_run:
        view, earlier = keeper.index.view, reports_of(visit.memory)
        news, watched = news_by_day(view, source.id), watched_since(view, source.id)
        judge(report, earlier, news, source.land, today(), watched=watched)
        try:
            visit.memory.add_report(msgspec.to_builtins(report))
        except StoreError as error:
            report.fail("data", str(error))
    visit.concluded = True
    visit.progress(report)
