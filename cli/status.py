"""``presselupe status``: the health of every source."""

import argparse
from typing import TYPE_CHECKING, Any

from tui.language import _, mark

if TYPE_CHECKING:
    from spiders.report import SourceReport

HELP = mark("health of every source; the exit code is for monitoring")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add ``--json``."""
    parser.add_argument("--json", action="store_true", help=_("as JSON"))


def run(options: argparse.Namespace) -> int:
    """Print each source's last run; exit code as the last runs together would have had."""
    import sys

    import msgspec

    from spiders.report import SourceReport, exit_code
    from spiders.sources import load
    from store.config import data_path, load_config
    from store.memory import CrawlMemory

    config = load_config(options.config)
    data = data_path(options.data)
    rows: list[tuple[str, SourceReport | None]] = []
    for source in load(config.sources, where=config.path):
        if not source.enabled:
            continue
        last = CrawlMemory(data, source.id).reports(1)
        rows.append((source.id, msgspec.convert(last[0], SourceReport) if last else None))
    if options.json:
        print(msgspec.json.encode([_as_json(*row) for row in rows]).decode())
    else:
        _print_table(rows)
    states = [report.state for _id, report in rows if report]
    sys.stdout.flush()
    return exit_code(states)


def _as_json(source: str, report: "SourceReport | None") -> dict[str, Any]:
    return {"source": source, "last_run": report}


def _print_table(rows: "list[tuple[str, SourceReport | None]]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in (_("source"), _("state"), _("last run"), _("newest"), _("new"), _("changed")):
        table.add_column(name, no_wrap=True)
    table.add_column(_("remark"), overflow="fold")
    from cli.crawl import STATES

    for source, report in rows:
        if report is None:
            table.add_row(source, _("never crawled"))
            continue
        note = report.notes[0].reason if report.notes else ""
        table.add_row(
            source,
            _(STATES[report.state]),
            (report.finished or report.started).replace("T", " ").removesuffix("Z") + " UTC",
            (report.newest or "")[:10],
            str(report.new),
            str(report.changed),
            note,
        )
    console = Console()
    console.print(table) if console.is_terminal else Console(width=200).print(table)
