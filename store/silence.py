"""Silence: how long a source may publish nothing before its operator should know.

Every source has a rhythm of its own: the working days between its last news. A source is silent
when there has been nothing new for more than three times the gap that nine in ten of them do not
exceed, unless it was nearly as long without news twice of late, or at this time of last year:
parliaments rest in August every year. Days are counted as people in press offices do: Saturdays,
Sundays, the public holidays of the Land and the days from Christmas Eve to New Year do not count,
and today is not over yet.

What was published before the first crawl was loaded at once, perhaps with large holes (the few
releases of ten years that a list still shows). Of that only the latest part counts, and only until
enough has been seen since.
"""

import itertools
import math
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from holidays import HolidayBase

LEAST_GAPS = 10
"""Gaps between news that a rhythm must rest on; a source with fewer is never silent."""
MOST_GAPS = 60
NEARLY_ALL = 0.9
FACTOR = 3
LEAST_ALLOWED = 3
"""Working days that every source may take."""
MOST_TIMES = 10
"""Typical gaps that a source may take at the most as long as hardly any news were seen to come."""
LONGER = 1.25
"""How much longer than the gap itself one like it may be: like the one that was exceeded once among
the last ones, or like one of last year."""
YEAR, SEASON = timedelta(days=365), timedelta(days=21)
"""What counts as this time of last year."""
LONGEST_BREAK = 45
"""Working days: nine weeks, as parliaments take in summer. What was longer was an outage."""

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


def rhythm(
    news: Iterable[date],
    is_working_day: IsWorkingDay,
    *,
    watched: date | None = None,
    on: date | None = None,
) -> Rhythm | None:
    """The rhythm of the last days with news; nothing where those are too few.

    `watched` is the day of the first crawl (``None``: all news were seen to come), `on` the day on
    which silence is judged (``None``: whatever the season).
    """
    days = sorted(set(news))
    first = bisect_left(days, watched) if watched else 0
    seen = len(days) - first
    gaps = sorted(
        working_days(earlier, later, is_working_day)
        for earlier, later in itertools.pairwise(days[-min(MOST_GAPS, max(LEAST_GAPS, seen)) - 1 :])
    )
    if len(gaps) < LEAST_GAPS:
        return None
    typical, large, second = gaps[len(gaps) // 2], gaps[_share(len(gaps))], gaps[-2]
    allowed = max(FACTOR * large, math.ceil(LONGER * second))
    if seen < LEAST_GAPS:
        allowed = min(allowed, MOST_TIMES * typical)
    if on:
        longest = _longest_around(on - YEAR, days[max(first - 1, 0) :], is_working_day)
        allowed = max(allowed, math.ceil(LONGER * longest))
    return Rhythm(typical=typical, allowed=max(LEAST_ALLOWED, allowed))


def _share(count: int) -> int:
    """Where in so many sorted gaps the one is that nearly all do not exceed."""
    return math.ceil(NEARLY_ALL * count) - 1


def _longest_around(day: date, days: Sequence[date], is_working_day: IsWorkingDay) -> int:
    """The longest break between days with news that lies near a day, wholly or in part."""
    start, end = bisect_left(days, day - SEASON), bisect_right(days, day + SEASON)
    pairs = itertools.pairwise(days[max(start - 1, 0) : end + 1])
    gaps = (working_days(*pair, is_working_day) for pair in pairs)
    return max((gap for gap in gaps if gap <= LONGEST_BREAK), default=0)


def quiet(last: date, today: date, is_working_day: IsWorkingDay) -> int:
    """The whole working days since the last news, without today."""
    return working_days(last, today - timedelta(days=1), is_working_day)


def working_days(after: date, until: date, is_working_day: IsWorkingDay) -> int:
    """The working days later than `after`, up to and with `until`."""
    days = (until - after).days
    return sum(is_working_day(after + timedelta(days=number + 1)) for number in range(days))


@lru_cache(maxsize=64)
def calendar_of(land: str | None) -> IsWorkingDay:
    """The working days of a Land (``DE-BW``); of the federation where there is none.

    A Land that python-holidays does not know (a canton, the European Union) has the federation's.
    """

    @cache
    def is_working_day(day: date) -> bool:
        if day.weekday() >= _SATURDAY or _between_the_years(day):
            return False
        return day not in _holidays(land)

    return is_working_day


def _between_the_years(day: date) -> bool:
    return (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1)


@lru_cache(maxsize=64)
def _holidays(land: str | None) -> "HolidayBase":
    country_holidays = _country_holidays()
    country, _, state = (land or _FEDERAL).partition("-")
    try:
        return country_holidays(country, subdiv=state or None)
    except NotImplementedError:
        return country_holidays(_FEDERAL)


@cache
def _country_holidays() -> "Callable[..., HolidayBase]":
    """python-holidays, loaded only when days are counted.

    It loads a country's module when it is needed, but with it the package they are in, which loads
    all 250: 60 ms. In its place stands one that only says where they are: 16 ms.
    """
    import holidays  # noqa: PLC0415

    countries = ModuleType("holidays.countries")
    countries.__path__ = [f"{directory}/countries" for directory in holidays.__path__]
    sys.modules.setdefault(countries.__name__, countries)
    return holidays.country_holidays
