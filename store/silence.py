"""Silence: how long a source may publish nothing before its operator should know.

Every source has a rhythm of its own: the working days between its last news. A source is silent
when there has been nothing new for more than two and a half times the gap that nine in ten of them
do not exceed. Days are counted as people in press offices do: Saturdays, Sundays, the public
holidays of the Land and the days from Christmas Eve to New Year do not count, and today is not over
yet.
"""

import itertools
import math
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from holidays import HolidayBase

LEAST_GAPS = 10
"""Gaps between news that a rhythm must rest on; a source with fewer is never silent."""
MOST_GAPS = 60
NEARLY_ALL = 0.9
FACTOR = 2.5
LEAST_ALLOWED = 3
"""Working days that every source may take."""

_SATURDAY = 5
_FEDERAL = "DE"

IsWorkingDay = Callable[[date], bool]


class Rhythm(msgspec.Struct, frozen=True, kw_only=True):
    """How a source publishes, in working days.

    `typical` is the usual gap between two days with news, `allowed` how many working days without
    any are no silence yet.
    """

    typical: int
    allowed: int


def rhythm(news: Iterable[date], is_working_day: IsWorkingDay) -> Rhythm | None:
    """The rhythm of the last days with news; nothing where those are too few."""
    last = sorted(set(news))[-MOST_GAPS - 1 :]
    gaps = sorted(
        working_days(earlier, later, is_working_day) for earlier, later in itertools.pairwise(last)
    )
    if len(gaps) < LEAST_GAPS:
        return None
    large = gaps[math.ceil(NEARLY_ALL * len(gaps)) - 1]
    return Rhythm(
        typical=gaps[len(gaps) // 2], allowed=max(LEAST_ALLOWED, math.ceil(FACTOR * large))
    )


def quiet(last: date, today: date, is_working_day: IsWorkingDay) -> int:
    """The whole working days since the last news, without today."""
    return working_days(last, today - timedelta(days=1), is_working_day)


def working_days(after: date, until: date, is_working_day: IsWorkingDay) -> int:
    """The working days later than `after`, up to and with `until`."""
    days = (until - after).days
    return sum(is_working_day(after + timedelta(days=number + 1)) for number in range(days))


def calendar_of(land: str | None) -> IsWorkingDay:
    """The working days of a Land (``DE-BW``); of the federation where there is none.

    A Land that python-holidays does not know (a canton, the European Union) has the federation's.
    """

    def is_working_day(day: date) -> bool:
        if day.weekday() >= _SATURDAY or _between_the_years(day):
            return False
        return day not in _holidays(land)

    return is_working_day


def _between_the_years(day: date) -> bool:
    return (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1)


@lru_cache(maxsize=64)
def _holidays(land: str | None) -> "HolidayBase":
    # Loaded only when days are counted: it takes a seventh of a second.
    from holidays import country_holidays  # noqa: PLC0415

    country, _, state = (land or _FEDERAL).partition("-")
    try:
        return country_holidays(country, subdiv=state or None)
    except NotImplementedError:
        return country_holidays(_FEDERAL)
