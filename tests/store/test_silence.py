"""Silence is counted in working days of the Land, against the source's own rhythm."""

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
    assert weekly == Rhythm(typical=5, allowed=13)


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
