"""Silence is counted in working days of the Land, against the source's own rhythm."""

import itertools
import random
import statistics
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from store.silence import Rhythm, calendar_of, quiet, rhythm, working_days

BW, federal = calendar_of("DE-BW"), calendar_of(None)


def days(first: str, count: int, step: int = 1) -> list[date]:
    start = date.fromisoformat(first)
    return [start + timedelta(days=step * number) for number in range(count)]


def test_easter_is_no_working_time() -> None:
    thursday, wednesday_after = date(2026, 4, 2), date(2026, 4, 8)
    assert working_days(thursday, wednesday_after, BW) == 2
    assert quiet(thursday, wednesday_after, BW) == 1


def test_the_days_between_the_years_do_not_count() -> None:
    assert working_days(date(2025, 12, 23), date(2026, 1, 2), federal) == 1


@pytest.mark.parametrize(
    ("day", "land", "works"),
    [
        ("2026-01-06", "DE-BW", False),
        ("2026-01-06", "DE-HH", True),
        ("2026-06-04", "DE-BW", False),
        ("2026-06-04", None, True),
        ("2026-10-03", None, False),
        ("2026-11-18", "DE-SN", False),
        ("2026-11-18", "DE-BW", True),
        ("2026-11-18", "DE-XX", True),
        ("2026-11-18", "EU", True),
        ("2026-11-21", "DE-BW", False),
    ],
)
def test_every_land_has_its_own_holidays(day: str, land: str | None, works: bool) -> None:
    assert calendar_of(land)(date.fromisoformat(day)) is works


def test_the_rhythm_is_the_source_s_own() -> None:
    assert rhythm(days("2026-10-05", 14), BW) == Rhythm(typical=1, allowed=3)
    weekly = rhythm(days("2026-06-02", 20, step=7), BW)
    assert weekly == Rhythm(typical=5, allowed=15)


def test_what_happened_twice_of_late_is_no_silence() -> None:
    news = [*days("2026-05-04", 30), *days("2026-06-15", 30), *days("2026-07-27", 12)]
    assert rhythm(news, BW) == Rhythm(typical=1, allowed=10)


def test_one_long_pause_of_a_busy_source_does_not_stretch_its_rhythm() -> None:
    news = [*days("2026-05-04", 30), *days("2026-08-03", 30)]
    assert rhythm(news, BW) == Rhythm(typical=1, allowed=3)


def test_too_little_history_has_no_rhythm() -> None:
    assert rhythm(days("2026-11-02", 10), BW) is None
    assert rhythm([date(2026, 11, 2)] * 40, BW) is None


def test_today_is_not_over_and_tomorrow_s_news_are_no_silence() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert quiet(friday, monday, BW) == 0
    assert quiet(friday, monday + timedelta(days=1), BW) == 1
    assert quiet(monday, friday, BW) == 0


def test_what_happened_at_this_time_of_last_year_is_no_silence() -> None:
    news = [*days("2025-03-03", 147), *days("2025-09-08", 320)]  # nothing from 28 July on
    in_summer = rhythm(news, BW, on=date(2026, 8, 10))
    assert in_summer is not None
    assert in_summer.allowed > 30
    assert rhythm(news, BW, on=date(2026, 6, 10)) == Rhythm(typical=1, allowed=3)


def test_an_outage_of_last_year_is_no_season() -> None:
    news = [*days("2025-03-03", 100), *days("2025-09-08", 320)]  # nothing for three months
    assert rhythm(news, BW, on=date(2026, 8, 10)) == Rhythm(typical=1, allowed=3)


SPARSE = days("2016-01-04", 40, step=91)


@pytest.mark.parametrize("listed", [7, 8, 10, 15])
def test_the_holes_of_an_old_list_are_no_rhythm(listed: int) -> None:
    """A feed of the last days, and a list of a release in three months, ten years back."""
    monday = date(2026, 2, 2)
    recent = [monday - timedelta(days=n) for n in range(2 * listed) if BW(monday - timedelta(n))]
    news = SPARSE + recent[:listed]
    known = rhythm(news, BW, watched=monday)
    assert known is not None
    assert known.allowed <= 10
    later = news + [each for each in days("2026-02-03", 13) if BW(each)]
    assert rhythm(later, BW, watched=monday) == Rhythm(typical=1, allowed=3)


def test_ten_years_loaded_on_day_one_have_the_rhythm_of_their_end() -> None:
    weekly_then_daily = days("2016-01-05", 500, step=7) + days("2026-01-01", 30)
    assert rhythm(weekly_then_daily, BW, watched=date(2026, 1, 30)) == Rhythm(typical=1, allowed=3)
    monthly = days("2016-01-05", 120, step=30)
    known = rhythm(monthly, BW, watched=monthly[-1])
    assert known is not None
    assert known.typical in (20, 21)
    assert 55 <= known.allowed <= 70


YEARS = 4
CALENDAR = [date(2021, 1, 1) + timedelta(days=n) for n in range(365 * (YEARS + 1))]
WORKING = [day for day in CALENDAR if BW(day)]
WORKS = set(WORKING).__contains__
WATCHED = date(2022, 1, 1)


Source = Callable[[random.Random], list[date]]
"""Makes up the days on which a source publishes."""


def by_chance(share: float, august: float = 1.0) -> Source:
    """News on a share of all working days, fewer in August."""

    def publish(chance: random.Random) -> list[date]:
        return [d for d in WORKING if chance.random() < share * (august if d.month == 8 else 1)]

    return publish


def in_bursts(burst: int, pause: int) -> Source:
    """Some days in a row, then none for a while."""

    def publish(chance: random.Random) -> list[date]:
        news, at = [], 0
        while at < len(WORKING):
            length = chance.randint(1, 2 * burst)
            news += WORKING[at : at + length]
            at += length + chance.randint(1, 2 * pause)
        return news

    return publish


def on_tuesdays(chance: random.Random) -> list[date]:
    """Every week, but for a day in thirty, and for two weeks of August."""
    tuesdays = [day for day in CALENDAR if day.weekday() == 1 and BW(day)]
    return [d for d in tuesdays if chance.random() > 1 / 30 and not (d.month == 8 and d.day < 15)]


def monthly(chance: random.Random) -> list[date]:
    return [WORKING[at + chance.randint(0, 6)] for at in range(0, len(WORKING) - 6, 21)]


@pytest.mark.parametrize(
    "source",
    [
        *map(by_chance, (0.99, 0.9, 0.7, 0.5, 0.2, 0.05)),
        by_chance(0.95, august=0.1),
        in_bursts(4, 8),
        on_tuesdays,
        monthly,
    ],
)
def test_false_alarms_are_rare_and_outages_told_in_about_three_usual_gaps(source: Source) -> None:
    """Judged every day for four years, as a crawl does, with all that is known by then."""
    chance = random.Random(7)
    news = source(chance)
    last_days = [b - timedelta(1) for a, b in itertools.pairwise(news) if a >= WATCHED]
    assert sum(is_silent_on(day, news) for day in last_days) < YEARS
    told = []
    for end in chance.sample([day for day in news if day.year == 2023], 4):
        known = [day for day in news if day <= end]
        told.append(next(n for n in range(1, 900) if is_silent_on(end + timedelta(n), known)))
    gaps = sorted((b - a).days for a, b in itertools.pairwise(news))
    usual = gaps[len(gaps) * 9 // 10]
    assert statistics.median(told) <= max(9, 4 * usual)


def is_silent_on(day: date, news: list[date]) -> bool:
    known = [each for each in news if each <= day]
    gaps = rhythm(known, WORKS, watched=WATCHED, on=day)
    return gaps is not None and quiet(known[-1], day, WORKS) > gaps.allowed
