"""``presselupe crawl``: fetch what is new."""

import argparse
import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

from cli.errors import UsageError
from tui.language import _, mark, ngettext

if TYPE_CHECKING:
    from datetime import date

    from rich.progress import TaskID

    from spiders.report import RunReport, SourceReport
    from spiders.sources import Source

HELP = mark("crawl sources; without names all that are enabled")


STATES = {
    "ok": mark("ok"),
    "not modified": mark("not modified"),
    "empty": mark("empty"),
    "drift": mark("drift"),
    "blocked by robots": mark("blocked by robots"),
    "robots unreachable": mark("robots unreachable"),
    "unreachable": mark("unreachable"),
    "interrupted": mark("interrupted"),
    "failed": mark("failed"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add SOURCE… and what the run is to take."""
    parser.add_argument("sources", metavar="SOURCE", nargs="*", help=_("source ids"))
    parser.add_argument(
        "--full", action="store_true", help=_("every page of every list, every article again")
    )
    parser.add_argument("--since", metavar="DATE", help=_("walk lists back to this day"))
    parser.add_argument("--report", metavar="FILE", help=_("write the run report (JSON) here"))
    parser.add_argument("--dry-run", action="store_true", help=_("read lists only; store nothing"))


def run(options: argparse.Namespace) -> int:
    """Crawl; quiet on success, a line per problem, exit code by what happened."""
    from cli.filters import day_of
    from press import agencies, topics
    from spiders.sources import load
    from store.config import data_path, load_config

    _check_report_path(options.report)
    config = load_config(options.config)
    # A slip in the operator's own tables is said before anything is fetched.
    agencies.register()
    topics.labels()
    chosen = choose(load(config.sources, where=config.path), options.sources)
    since = day_of(options.since, "--since")
    from spiders.run import crawl
    from spiders.visit import Options

    with _Progress(quiet=options.quiet) as progress:
        report = crawl(
            chosen,
            data=data_path(options.data),
            config=config,
            options=Options(
                full=options.full,
                since=_date(since),
                dry_run=options.dry_run,
                pages=config.crawl.pages,
            ),
            progress=progress.show,
            log_level="DEBUG" if options.verbose > 1 else "CRITICAL",
        )
    # Who reads along may leave early; what happened is in the exit code all the same.
    with contextlib.suppress(BrokenPipeError):
        _narrate(report, verbose=options.verbose > 0 or sys.stderr.isatty(), quiet=options.quiet)
    if options.report:
        _write_report(report, options.report)
    return report.exit_code


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


def _date(text: str | None) -> "date | None":
    from datetime import date

    return date.fromisoformat(text) if text else None


def _check_report_path(path: str | None) -> None:
    if path and not Path(path).absolute().parent.is_dir():
        raise UsageError(f"--report {path}: there is no such directory")
    if path and Path(path).is_dir():
        raise UsageError(f"--report {path}: is a directory; name a file")


def _write_report(report: "RunReport", path: str) -> None:
    import msgspec

    from cli.output import write_output

    text = msgspec.json.format(msgspec.json.encode(report)) + b"\n"
    write_output(Path(path), lambda out: out.write(text))


def _narrate(report: "RunReport", *, verbose: bool, quiet: bool) -> None:
    """A line per problem; a line per source too if asked for or on a terminal."""
    from spiders.report import ATTENTION_STATES, FAILED_STATES

    for notice in report.notices:
        print(f"presselupe: {notice}", file=sys.stderr)
    for source in report.sources:
        bad = source.state in FAILED_STATES | ATTENTION_STATES
        if bad or (verbose and not quiet):
            print(summary(source), file=sys.stderr)
        if bad or verbose:
            shown = source.notes if verbose and not quiet else source.notes[:1]
            for note in shown:
                print(f"  {note.url}: {note.reason}", file=sys.stderr)


def summary(report: "SourceReport") -> str:
    """One line that says what a source's crawl did."""
    counts = [
        (report.new, _("new")),
        (report.changed, _("changed")),
        (report.unchanged, _("unchanged")),
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
    """A line per source that grows while the crawl runs; only on a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._live = sys.stderr.isatty() and not quiet
        self._bars: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        if self._live:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[told]}"),
                console=Console(stderr=True),
                transient=True,
            )
            self._progress.start()
        return self

    def show(self, report: "SourceReport") -> None:
        """Draw one source's counts."""
        if not self._live:
            return
        done = report.fetched + report.failed + report.gone + report.not_modified
        if report.source not in self._bars:
            self._bars[report.source] = self._progress.add_task(report.source, told="")
        told = f"{report.new} {_('new')}, {report.lists} {_('lists')}"
        self._progress.update(
            self._bars[report.source],
            completed=done,
            total=max(report.discovered, done, 1),
            told=told,
        )

    def __exit__(self, *_exception: object) -> None:
        if self._live:
            self._progress.stop()
