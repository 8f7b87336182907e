"""Counts: of the values that hits have, and of hits per day, week or month."""

import itertools
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

import msgspec
from rich.table import Table
from rich.text import Text

from cli.output import terminal
from press.query import Query
from store.library import Facets
from tui.language import _, day, mark, month, number
from tui.query_explained import value_name

Unit = Literal["day", "week", "month"]

_HEADINGS = {
    "topic": mark("Topics"),
    "agency": mark("Agencies"),
    "source": mark("Sources"),
    "region": mark("Länder"),
    "kind": mark("Kinds"),
}
_VALUES = 15
"""Values of a facet on a terminal, unless more are asked for."""
_EMPTY = 3
"""Empty periods in a row that are shown; more become one line of dots."""
_BAR, _BESIDE_BAR = 40, 32
"""Cells of the longest bar, and those that period and number may take."""


def print_facets(facets: Facets, query: Query, *, limit: int | None, as_json: bool) -> None:
    """How many hits have each topic, agency, source, region and kind, most frequent first.

    `limit` is how many values of each (0: all); by default a terminal shows 15.
    """
    console = None if as_json else terminal()
    top = (limit if limit is not None else _VALUES if console else 0) or None
    shown = {name: _first(counts, top) for name, counts in facets._asdict().items()}
    if as_json:
        print(msgspec.json.encode(shown).decode())
    elif console is None:
        for name, counts in shown.items():
            for value, count in counts.items():
                print(name, value, count, value_name(name, value), sep="\t")
    else:
        for name, counts in shown.items():
            if counts:
                more = len(getattr(facets, name)) - len(counts)
                console.print(_facet(name, counts, query, more), "", highlight=False)


def print_histogram(counts: Mapping[str, int], unit: Unit, *, as_json: bool) -> None:
    """How many hits each period has, oldest first; a terminal draws bars, and shows gaps."""
    console = None if as_json else terminal()
    if as_json:
        periods = [{"period": period, "count": count} for period, count in counts.items()]
        print(msgspec.json.encode(periods).decode())
    elif console is None:
        for period, count in counts.items():
            print(period, count, sep="\t")
    elif counts:
        highest = max(counts.values())
        longest = max(1, min(_BAR, console.width - _BESIDE_BAR))
        table = _table()
        for each in _with_gaps(counts, unit):
            count = counts.get(each or "", 0)
            bar = "█" * -(-count * longest // highest)
            table.add_row(*((_shown(each, unit), number(count), bar) if each else ("⋮",)))
        console.print(table, highlight=False)


def _first(counts: Mapping[str, int], top: int | None) -> dict[str, int]:
    return dict(itertools.islice(counts.items(), top))


def _table() -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="ellipsis", no_wrap=True)
    return table


def _facet(name: str, counts: Mapping[str, int], query: Query, more: int) -> Table:
    """A facet's values; those that the query is restricted to are marked."""
    field = "state" if name == "region" else name
    chosen = query.values(field)
    table = _table()
    table.title = _(_HEADINGS[name])
    table.title_style, table.title_justify = "bold", "left"
    for value, count in counts.items():
        label = value_name(name, value)
        sign = "● " if value in chosen else "  "
        table.add_row(Text(sign + value), number(count), Text(label if label != value else ""))
    if more:
        table.caption = "  " + _("… {0} more, all with --limit 0").format(number(more))
        table.caption_style, table.caption_justify = "dim", "left"
    return table


def _with_gaps(counts: Mapping[str, int], unit: Unit) -> Iterator[str | None]:
    """The periods from the first to the last; None for a longer stretch of empty ones."""
    last = None
    for period in counts:
        number_ = _ordinal(period, unit)
        empty = range(number_ if last is None else last + 1, number_)
        yield from [None] if len(empty) > _EMPTY else (_named(n, unit) for n in empty)
        yield period
        last = number_


def _ordinal(period: str, unit: Unit) -> int:
    """The number of a period: neighbours have neighbouring numbers."""
    if unit == "month":
        return int(period[:4]) * 12 + int(period[5:]) - 1
    if unit == "week":
        return date.fromisocalendar(int(period[:4]), int(period[6:]), 1).toordinal() // 7
    return date.fromisoformat(period).toordinal()


def _named(ordinal: int, unit: Unit) -> str:
    """The period of a number."""
    if unit == "month":
        return f"{ordinal // 12:04}-{ordinal % 12 + 1:02}"
    if unit == "week":
        year, week, _day = date.fromordinal(ordinal * 7 + 1).isocalendar()
        return f"{year}-W{week:02}"
    return date.fromordinal(ordinal).isoformat()


def _shown(period: str, unit: Unit) -> str:
    """A period as people write it."""
    if unit == "month":
        return month(period)
    if unit == "week":
        return _("week {0} of {1}").format(int(period[6:]), period[:4])
    return day(period)
