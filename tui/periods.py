"""The days of a result, put together to as many periods as there is room to show."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from tui.results import Section

Unit = Literal["day", "week", "month", "quarter", "year"]
UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year")

_MONTHS = 12
_QUARTER = 3
_WEEK = 7


class Period(NamedTuple):
    """A first and a last day, and the articles from the one to the other."""

    first: date
    last: date
    hits: int


class Timeline(NamedTuple):
    """Periods of one unit without a gap, earliest first."""

    unit: Unit
    periods: Sequence[Period]


def timeline(days: Sequence[Section], room: int) -> Timeline:
    """The dated days in at most `room` periods of the smallest unit that does.

    Where even years are too many, the first period holds all that is earlier.
    """
    if room < 1:
        return Timeline("day", [])
    dated = [(date.fromisoformat(each.key), each.size) for each in reversed(days) if each.key]
    if not dated:
        return Timeline("day", [])
    first, last = dated[0][0], dated[-1][0]
    unit: Unit = next((unit for unit in UNITS if _count(first, last, unit) <= room), "year")
    number = _NUMBER[unit]
    end = number(last)
    begin = max(number(first), end - room + 1)
    hits = [0] * (end - begin + 1)
    for day, size in dated:
        hits[max(0, number(day) - begin)] += size
    starts = [_start(begin + place, unit) for place in range(len(hits) + 1)]
    starts[0] = min(starts[0], first)
    return Timeline(
        unit,
        [
            Period(start, after - timedelta(days=1), size)
            for start, after, size in zip(starts, starts[1:], hits, strict=False)
        ],
    )


def restriction(first: date, last: date) -> str:
    """Two days as the query's date field writes them, in whole months or years where they are."""
    after = last + timedelta(days=1)
    if first.day == after.day == 1:
        form = "%Y" if first.month == after.month == 1 else "%Y-%m"
    else:
        form = "%Y-%m-%d"
    ends = f"{first:{form}}", f"{last:{form}}"
    return ends[0] if ends[0] == ends[1] else "..".join(ends)


def _count(first: date, last: date, unit: Unit) -> int:
    number = _NUMBER[unit]
    return number(last) - number(first) + 1


def _month(day: date) -> int:
    return day.year * _MONTHS + day.month - 1


_NUMBER: dict[Unit, Callable[[date], int]] = {
    "day": date.toordinal,
    "week": lambda day: (day.toordinal() - 1) // _WEEK,
    "month": _month,
    "quarter": lambda day: _month(day) // _QUARTER,
    "year": lambda day: day.year,
}
"""Periods of each unit counted through; ordinal 1 is a Monday, as weeks begin."""


def _start(number: int, unit: Unit) -> date:
    """The first day of a period, by its number; the day after the last of all is cut off."""
    if unit == "day":
        return date.fromordinal(number)
    if unit == "week":
        return date.fromordinal(max(1, number * _WEEK + 1))
    months = number * (_QUARTER if unit == "quarter" else _MONTHS if unit == "year" else 1)
    if months // _MONTHS > date.max.year:
        return date.max
    return date(months // _MONTHS, months % _MONTHS + 1, 1)
