"""``presselupe status``: the health of every source."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.language import _, day, mark, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from store.health import Health

HELP = mark("health of every source; the exit code is for monitoring")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add how to tell it."""
    parser.add_argument("--json", action="store_true", help=_("as JSON"))
    parser.add_argument(
        "--prometheus",
        metavar="FILE",
        help=_("write metrics for node_exporter's textfile collector here, and no table"),
    )


def run(options: argparse.Namespace) -> int:
    """Print how each enabled source is; the exit code is as of one run of all of them.

    0: all is well; 1: some failed; 3: some need a look; 4: none could be fetched.
    """
    import msgspec

    from spiders.sources import catalogue
    from store.config import data_path, load_config
    from store.health import read_health
    from store.reports import EXIT_INTERRUPTED, EXIT_SOME_FAILED, exit_code

    config = load_config(options.config)
    lands = {source.id: source.land for source in catalogue(config) if source.enabled}
    healths = list(read_health(data_path(options.data), lands))
    if options.prometheus:
        _write_metrics(Path(options.prometheus), healths)
    if options.json:
        print(msgspec.json.encode(healths).decode())
    elif not options.prometheus:
        _print_table(healths)
    sys.stdout.flush()
    code = exit_code([health.state for health in healths if health.state])
    return EXIT_SOME_FAILED if code == EXIT_INTERRUPTED else code


def _write_metrics(path: Path, healths: "Sequence[Health]") -> None:
    from datetime import UTC, datetime

    from cli.output import write_output
    from cli.prometheus import exposition

    text = exposition(healths, datetime.now(UTC)).encode()
    write_output(path, lambda out: out.write(text))


def _print_table(healths: "Sequence[Health]") -> None:
    from rich.console import Console

    from cli.output import terminal

    table = _table(healths)
    (terminal() or Console(width=200, no_color=True)).print(table, highlight=False)
    remarks = [line for health in healths if (line := _remark(health))]
    if remarks:
        print("", *remarks, sep="\n")


def _remark(health: "Health") -> str | None:
    """What is wrong with a source; failures as they stand in logs, mails and bug reports."""
    from store.reports import WELL_STATES
    from tui.health_words import STATES, remark

    if health.state is None or health.state in WELL_STATES:
        return None
    told = remark(health)
    if not told:
        return f"{health.source}: {health.error}"
    return f"{health.source}: {_(STATES[health.state])}: {told}"


def _table(healths: "Sequence[Health]") -> "Table":
    from rich.table import Table

    from tui.health_words import STATES, pace

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in (_("source"), _("state"), _("last run"), _("newest")):
        table.add_column(name, no_wrap=True)
    for name in (_("articles"), _("new"), _("changed")):
        table.add_column(name, no_wrap=True, justify="right")
    table.add_column(_("rhythm"), no_wrap=True)
    for health in healths:
        last = health.last_run
        if last is None or health.state is None:
            table.add_row(health.source, _("never crawled"))
            continue
        table.add_row(
            health.source,
            _(STATES[health.state]),
            (last.finished or last.started).replace("T", " ")[:16] + " UTC",
            day(health.newest) if health.newest else "",
            number(health.articles),
            number(last.new),
            number(last.changed),
            pace(health),
        )
    return table
