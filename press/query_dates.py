"""Dates in the filter language: days, months, years, ranges, and words that move with the day.

A date restriction is kept as a short text in one canonical spelling (``2025-10..2026-01``,
``today``, ``7d``); `bounds` says which days it means on a given day.
"""

import calendar
import re
from datetime import date, timedelta

EXPECTED = "a day, month, year or range such as 2025-10-13, 2025-10, 2025-10..2026-01, heute, 7d"

_WORDS = {"heute": "today", "today": "today", "gestern": "yesterday", "yesterday": "yesterday"}
_YEAR = re.compile(r"(\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d\d)|(\d\d?)\.(\d{4})")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d?)\.(\d\d?)\.(\d{4})")
_SPAN = re.compile(r"p?([1-9]\d{0,3})([dtwmyj])", re.IGNORECASE)
_UNITS = {"d": "d", "t": "d", "w": "w", "m": "m", "y": "y", "j": "y"}
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}

Bounds = tuple[date | None, date | None]
"""First and last day, both included; ``None`` is open."""


def canonical(text: str) -> str:
    """The canonical spelling of a date restriction.

    Raises:
        ValueError: it is none, or its range ends before it begins; `str()` says what was expected.
    """
    text = text.strip().casefold()
    span = _SPAN.fullmatch(text)
    if span:
        return f"{int(span[1])}{_UNITS[span[2]]}"
    first, dots, last = text.partition("..")
    if not dots:
        return _point(text)
    if not first and not last:
        raise ValueError(EXPECTED)
    spec = f"{first and _point(first)}..{last and _point(last)}"
    since, until = bounds(spec, date(2000, 1, 1))
    fixed = not re.search("[a-z]", spec)
    if fixed and since and until and since > until:
        raise ValueError("a range that begins before it ends")
    return spec


def bounds(spec: str, today: date) -> Bounds:
    """The first and the last day that a canonical restriction means on the day `today`.

    ``7d`` is seven days, today among them; a month back is to the day after the same day.
    """
    span = _SPAN.fullmatch(spec)
    if span:
        return _back(today, int(span[1]), span[2]), today
    first, dots, last = spec.partition("..")
    if not dots:
        return _days_of(spec, today)
    return (_days_of(first, today)[0] if first else None), (
        _days_of(last, today)[1] if last else None
    )


def fixed(spec: str, today: date) -> str:
    """The restriction with its words replaced by the days that they mean on the day `today`."""
    if not re.search("[a-z]", spec):
        return spec
    since, until = bounds(spec, today)
    if since == until and since:
        return since.isoformat()
    return f"{since.isoformat() if since else ''}..{until.isoformat() if until else ''}"


def _point(text: str) -> str:
    """A day, month, year or word in its canonical spelling."""
    if text in _WORDS:
        return _WORDS[text]
    try:
        if found := _DAY.fullmatch(text):
            year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
            return date(int(year), int(month), int(day)).isoformat()
        if found := _MONTH.fullmatch(text):
            year, month = found.group(1, 2) if found[1] else found.group(4, 3)
            return date(int(year), int(month), 1).isoformat()[:7]
        if found := _YEAR.fullmatch(text):
            return date(int(found[1]), 1, 1).isoformat()[:4]
    except ValueError:
        pass
    raise ValueError(EXPECTED)


def _days_of(point: str, today: date) -> tuple[date, date]:
    """First and last day of a canonical day, month, year or word."""
    if point == "today":
        return today, today
    if point == "yesterday":
        yesterday = today - timedelta(days=1) if today > date.min else today
        return yesterday, yesterday
    numbers = [int(part) for part in point.split("-")]
    year = numbers[0]
    months = numbers[1:2] or [1, 12]
    first, last = months[0], months[-1]
    if len(numbers) > 2:  # noqa: PLR2004
        day = date(year, first, numbers[2])
        return day, day
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _back(today: date, count: int, unit: str) -> date:
    """The first of the last `count` days, weeks, months or years."""
    if unit in _DAYS:
        days = count * _DAYS[unit] - 1
        return today - timedelta(days=min(days, today.toordinal() - 1))
    months = today.year * 12 + today.month - 1 - count * _MONTHS[unit]
    if months < 12:  # noqa: PLR2004
        return date.min
    year, month = divmod(months, 12)
    day = min(today.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=1)
