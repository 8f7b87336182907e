"""``presselupe crawl``: fetch what is new."""

import argparse
import contextlib
import gc
import os
import sys
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from cli.errors import UsageError
from cli.interrupts import end_at_once
from tui.language import _, mark, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rich.progress import Progress, TaskID

    from spiders.sources import Source
    from store.config import Config
    from store.reports import RunReport, SourceReport

HELP = mark("crawl sources; without names all that are enabled")

_COUNTS = (
    *("requests", "not_modified", "new", "changed", "unchanged", "refused", "failed", "gone"),
    *("undated", "degraded", "bytes"),
)


_TELLS_EVERY = 2.0
"""Seconds between two lines on one source where stderr is no terminal."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add SOURCE… and what the run is to take."""
    parser.add_argument("sources", metavar="SOURCE", nargs="*", help=_("source ids"))
    parser.add_argument(
        "--full", action="store_true", help=_("every page of every list, every article again")
    )
    parser.add_argument("--since", metavar="DATE", help=_("walk lists back to this day"))
    to = _("write the run report (JSON) here; - is standard output")
    parser.add_argument("--report", metavar="FILE", help=to)
    parser.add_argument(
        "--log", metavar="FILE", help=_("write a log here, rotated when it is full")
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=_("read lists only, store nothing, print what would be fetched"),
    )


def run(options: argparse.Namespace) -> int:
    """Crawl; quiet on success, a line per problem, exit code by what happened."""
    end_at_once()
    from store.config import data_path, load_config
    from store.lock import require_free

    _check_report_path(options.report)
    config = load_config(options.config)
    # Before all else is loaded: who comes second is told in well under a second.
    require_free(data_path(options.data))
    with _uncollected():
        from cli.filters import day_of
        from cli.logfile import log_to
        from press import agencies, topics
        from spiders.sources import catalogue

        # A slip in the operator's own tables is said before anything is fetched.
        agencies.register()
        topics.labels()
        chosen = choose(catalogue(config), options.sources)
        since = _past(day_of(options.since, "--since"))
    with log_to(config.log, options.log, verbose=options.verbose > 0):
        report = _crawl(options, config, chosen, since, data_path(options.data))
        _log(report)
    # Who reads along may leave early; what happened is in the exit code all the same.
    with contextlib.suppress(BrokenPipeError):
        _narrate(report, options)
    if options.dry_run and options.report != "-":
        from cli.crawl_plan import plan

        print(*plan(report), sep="\n")
    if options.report:
        _write_report(report, options.report)
    return report.exit_code


def _crawl(
    options: argparse.Namespace,
    config: "Config",
    chosen: "list[Source]",
    since: "date | None",
    data: Path,
) -> "RunReport":
    from cli.logfile import LOGGER

    with _uncollected():
        from spiders.run import crawl
        from spiders.visit import Options

    LOGGER.info("crawl of %s", ", ".join(source.id for source in chosen))
    with _Progress(quiet=options.quiet, verbose=options.verbose > 0) as progress:
        return crawl(
            chosen,
            data=data,
            config=config,
            options=Options(
                full=options.full,
                since=since,
                dry_run=options.dry_run,
                pages=config.crawl.pages,
            ),
            progress=progress.show,
            log_level="DEBUG" if options.verbose > 1 else "CRITICAL",
        )


@contextlib.contextmanager
def _uncollected() -> "Iterator[None]":
    """Load modules and tables without looking through their objects, now or later: 0.1 s."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def choose(sources: "list[Source]", names: list[str]) -> "list[Source]":
    """The sources named, or all enabled ones.

    Raises:
        UsageError: a name is no source, or nothing is enabled.
    """
    from press.tables import nearest

    known = {source.id: source for source in sources}
    for name in names:
        if name not in known:
            hint = nearest(name, known) or "; `presselupe sources list` shows all"
            raise UsageError(f"{name}: no such source{hint}")
    chosen = [known[name] for name in dict.fromkeys(names)] or [s for s in sources if s.enabled]
    if not chosen:
        raise UsageError("no source is enabled; `presselupe sources list` shows them")
    return chosen


def _past(day: str | None) -> "date | None":
    """A day that is not ahead.

    Raises:
        UsageError: nothing can have been published since then.
    """
    from datetime import date

    from store.health import today

    since = date.fromisoformat(day) if day else None
    if since and since > today():
        raise UsageError(f"--since {day}: lies ahead; name today or a day before")
    return since


def _check_report_path(path: str | None) -> None:
    """See that the report can be written, before hours of crawling.

    Raises:
        UsageError: it cannot.
    """
    if not path or path == "-":
        return
    directory = Path(path).absolute().parent
    if not directory.is_dir():
        raise UsageError(f"--report {path}: there is no such directory")
    if Path(path).is_dir():
        raise UsageError(f"--report {path}: is a directory; name a file")
    if not Path(path).exists() and not os.access(directory, os.W_OK | os.X_OK):
        raise UsageError(
            f"--report {path}: its directory cannot be written; give write permission or name "
            "another file"
        )


def _write_report(report: "RunReport", path: str) -> None:
    import msgspec

    from cli.output import write_output

    text = msgspec.json.format(msgspec.json.encode(report)) + b"\n"
    if path == "-":
        sys.stdout.buffer.write(text)
        return
    write_output(Path(path), lambda out: out.write(text))


def _narrate(report: "RunReport", options: argparse.Namespace) -> None:
    """A line per problem; if asked for or on a terminal, every source's counts and remarks too."""
    for notice in report.notices:
        print(f"presselupe: {notice}", file=sys.stderr)
    at_length = (options.verbose or sys.stderr.isatty()) and not options.quiet
    for source in report.sources:
        if _is_bad(source):
            print(f"presselupe: {_problem(source)}", file=sys.stderr)
        if not at_length:
            continue
        print(summary(source), file=sys.stderr)
        if source.mirror and options.verbose:
            print("  " + _("fetched from {url}").format(url=source.mirror), file=sys.stderr)
        for note in source.notes:
            print(f"  {note.url}: {note.reason}", file=sys.stderr)


def _log(report: "RunReport") -> None:
    """The whole run in the log: problems, then counts, then remarks on single pages."""
    from cli.logfile import LOGGER

    for notice in report.notices:
        LOGGER.warning("%s", notice)
    for source in report.sources:
        if _is_bad(source):
            LOGGER.warning("%s", _problem(source))
        counts = {name: getattr(source, name) for name in _COUNTS if getattr(source, name)}
        told = ", ".join(f"{name} {count}" for name, count in counts.items())
        LOGGER.info("%s: %s: %s", source.source, source.state, told or "nothing was asked")
        if source.mirror:
            LOGGER.debug("%s: fetched from %s", source.source, source.mirror)
        for note in source.notes:
            LOGGER.debug("%s: %s: %s", source.source, note.url, note.reason)
    LOGGER.info("done in %.1f s, exit code %d", report.seconds, report.exit_code)


def _is_bad(source: "SourceReport") -> bool:
    from store.reports import WELL_STATES

    return source.state not in WELL_STATES


def _problem(source: "SourceReport") -> str:
    """One English line, for cron mails and logs."""
    from store.health import explanation

    told = explanation(source)
    return f"{source.source}: {source.state}" + (f": {told}" if told != source.state else "")


def summary(report: "SourceReport") -> str:
    """One line that says what a source's crawl did."""
    from tui.health_words import STATES

    counts = [
        (report.new, _("new")),
        (report.changed, _("changed")),
        (report.unchanged, _("unchanged")),
        (report.doubles, _("double")),
        (report.refused, _("refused")),
        (report.failed, _("failed")),
        (report.gone, _("gone")),
        (report.undated, _("undated")),
        (report.degraded, _("degraded")),
    ]
    told = [f"{count} {word}" for count, word in counts if count]
    told.append(ngettext("{n} request", "{n} requests", report.requests))
    if report.not_modified:
        told.append(f"{report.not_modified} {_('not modified')}")
    return f"{report.source}: {_(STATES[report.state])}; {', '.join(told)}"


class _Progress:
    """A line per source that grows while the crawl runs; elsewhere a line now and then if asked."""

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self._live = sys.stderr.isatty() and not quiet
        self._told = verbose and not self._live and not quiet
        self._bars: dict[str, TaskID] = {}
        self._last: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    @cached_property
    def _progress(self) -> "Progress":
        """The lines on the terminal; none of it is touched before there is something to show."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[told]}"),
            console=Console(stderr=True),
            transient=True,
        )
        progress.start()
        return progress

    def show(self, report: "SourceReport") -> None:
        """Draw one source's counts."""
        done = report.fetched + report.failed + report.gone + report.not_modified
        if self._told:
            self._tell(report, done)
        if not self._live:
            return
        if report.source not in self._bars:
            self._bars[report.source] = self._progress.add_task(report.source, told="")
        told = f"{report.new} {_('new')}, {report.lists} {_('lists')}"
        self._progress.update(
            self._bars[report.source],
            completed=done,
            total=max(report.discovered, done, 1),
            told=told,
        )

    def _tell(self, report: "SourceReport", done: int) -> None:
        now = time.monotonic()
        if report.finished is None and now - self._last.get(report.source, 0) > _TELLS_EVERY:
            self._last[report.source] = now
            told = f"{done}/{max(report.discovered, done)}"
            with contextlib.suppress(BrokenPipeError):
                print(f"{report.source}: {told}", file=sys.stderr, flush=True)

    def __exit__(self, *_exception: object) -> None:
        if self._bars:
            self._progress.stop()
