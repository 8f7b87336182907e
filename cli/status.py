"""``presselupe status``: the health of every source."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cli.errors import UsageError
from tui.language import _, day, in_germany, mark, number, short_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rich.table import Table

    from store.health import Health

HELP = mark("health of every source; the exit code is for monitoring")

METRICS_SUFFIX = ".prom"
"""What node_exporter's textfile collector reads; it passes every other file over in silence."""

_COLUMNS = {
    "source": mark("source"),
    "state": mark("state"),
    "run": mark("last run"),
    "newest": mark("newest"),
    "articles": mark("articles"),
    "new": mark("new"),
    "changed": mark("changed"),
    "rhythm": mark("rhythm"),
}
_NUMBERS = ("articles", "new", "changed")
_DISPENSABLE = ("rhythm", "articles", "changed", "new", "newest")
"""The columns that go where the terminal is too narrow, the first of them first."""
_NO_TERMINAL = 200
"""Columns of what is written to a pipe or a file."""


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

    0: all is well; 1: some failed, or their reports are damaged; 3: some need a look; 4: none could
    be fetched, or none was ever crawled.

    Raises:
        UsageError: node_exporter would not read the file for metrics.
    """
    import msgspec

    from spiders.sources import catalogue
    from store.config import data_path, load_config
    from store.health import read_health

    if options.prometheus and not options.prometheus.endswith(METRICS_SUFFIX):
        raise UsageError(
            f"--prometheus {options.prometheus}: node_exporter reads only files whose names end in "
            f"{METRICS_SUFFIX}; name it so"
        )
    config, data = load_config(options.config), data_path(options.data)
    lands = {source.id: source.land for source in catalogue(config) if source.enabled}
    healths = list(read_health(data, lands))
    if options.prometheus:
        _write_metrics(Path(options.prometheus), healths)
    if options.json:
        print(msgspec.json.encode(healths).decode())
    elif not options.prometheus:
        _print_table(healths)
    sys.stdout.flush()
    for line in _narration(healths, data):
        print(f"presselupe: {line}", file=sys.stderr)
    return _exit_code(healths)


def _exit_code(healths: "Sequence[Health]") -> int:
    from store.reports import (
        EXIT_INTERRUPTED,
        EXIT_NOTHING_FETCHED,
        EXIT_SOME_FAILED,
        exit_code,
    )

    states = [health.state for health in healths if health.state]
    if not states:
        return EXIT_NOTHING_FETCHED
    code = exit_code(states)
    return EXIT_SOME_FAILED if code == EXIT_INTERRUPTED else code


def _narration(healths: "Sequence[Health]", data: Path) -> list[str]:
    """What keeps the sources' health from being known, as errors are told: in English."""
    if not healths:
        return ["no source is enabled; `presselupe sources list` shows them"]
    if any(health.state for health in healths):
        return [f"{health.source}: {health.damage}" for health in healths if health.damage]
    nothing = f"nothing has been crawled yet in {data}"
    if data.is_dir():
        return [f"{nothing}; run presselupe crawl"]
    wrong = "is no directory" if data.exists() else "does not exist"
    return [f"{nothing}: it {wrong}; look at --data"]


def _write_metrics(path: Path, healths: "Sequence[Health]") -> None:
    from datetime import UTC, datetime

    from cli.output import write_output
    from cli.prometheus import exposition

    text = exposition(healths, datetime.now(UTC)).encode()
    write_output(path, lambda out: out.write(text))


def _print_table(healths: "Sequence[Health]") -> None:
    from rich.console import Console

    from cli.output import terminal

    console = terminal() or Console(width=_NO_TERMINAL, no_color=True)
    console.print(fitting_table(healths, console.width), highlight=False, crop=False)
    remarks = [line for health in healths if (line := _remark(health))]
    if remarks:
        print("", *remarks, sep="\n")


def _remark(health: "Health") -> str | None:
    """What is wrong with a source; failures as they stand in logs, mails and bug reports."""
    from store.reports import WELL_STATES
    from tui.health_words import STATES, remark

    if health.state is None or health.state in WELL_STATES or health.damage:
        return None
    told = remark(health)
    if not told:
        return f"{health.source}: {health.error}"
    return f"{health.source}: {_(STATES[health.state])}: {told}"


def fitting_table(healths: "Sequence[Health]", width: int) -> "Table":
    """The table with all columns that there is room for, none of them cut.

    Source, state and last run always stand there, be it that lines wrap.
    """
    from rich.cells import cell_len
    from rich.table import Table

    gap = 2
    rows = [_cells(health) for health in healths]
    headers = {key: _(header) for key, header in _COLUMNS.items()}
    widths = {key: max(cell_len(row.get(key, "")) for row in [headers, *rows]) for key in headers}
    for dropped in _DISPENSABLE:
        if sum(widths.values()) + gap * len(widths) <= width:
            break
        del widths[dropped]
    table = Table(box=None, padding=(0, gap, 0, 0), header_style="bold")
    table.width = sum(widths.values()) + gap * len(widths)
    for key in widths:
        table.add_column(headers[key], no_wrap=True, justify="right" if key in _NUMBERS else "left")
    for row in rows:
        table.add_row(*(row.get(key, "") for key in widths))
    return table


def _cells(health: "Health") -> dict[str, str]:
    from store.health import ended, today
    from tui.health_words import STATES

    last, on = health.last_run, today()
    state = _(STATES[health.state]) if health.state else _("never crawled")
    cells = {"source": health.source, "state": state, "rhythm": _rhythm(health)}
    if health.articles:
        cells["articles"] = number(health.articles)
    if health.newest:
        cells["newest"] = _short(health.newest, on)
    if last:
        at = in_germany(ended(last))
        cells["run"] = f"{_short(at.date(), on)} {at:%H:%M}"
        cells |= {"new": number(last.new), "changed": number(last.changed)}
    return cells


def _short(value: "str | date", on: "date") -> str:
    """A day, with its year only where that is not the present one."""
    return (short_day if str(value)[:4] == str(on.year) else day)(value)


def _rhythm(health: "Health") -> str:
    """How often there is something new, and after how many days without it is silent."""
    from tui.health_words import pace

    if health.rhythm is None:
        return ""
    return _("{pace}, {n} allowed").format(pace=pace(health), n=number(health.rhythm.allowed))
