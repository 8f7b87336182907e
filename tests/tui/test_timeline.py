"""The strip of bars: periods that fit, a range picked with keys or mouse, nothing lost."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.query import parse
from press.query_dates import bounds
from tests.tui.bulk import NEWEST, BulkLibrary
from tests.tui.conftest import press, settled
from tui.periods import restriction, timeline
from tui.reader import PresselupeApp
from tui.results import Section
from tui.widgets.time_strip import TimeStrip

SIZE = (80, 24)
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


def sections(days: dict[date, int]) -> list[Section]:
    """The days of a result as a list has them: latest first, those without date last."""
    dated = [Section(day.isoformat(), 0, days[day]) for day in sorted(days, reverse=True)]
    return [*dated, Section(None, 0, 3)]


@given(st.dictionaries(DAYS, st.integers(1, 500), min_size=1), st.integers(1, 200))
def test_no_article_and_no_day_is_lost_whatever_the_room(days: dict[date, int], room: int) -> None:
    line = timeline(sections(days), room)
    assert 1 <= len(line.periods) <= room
    assert sum(period.hits for period in line.periods) == sum(days.values())
    assert line.periods[0].first <= min(days)
    assert line.periods[-1].last >= max(days)
    for one, other in zip(line.periods, line.periods[1:], strict=False):
        assert other.first == one.last + timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "unit"),
    [
        ("2026-11-01", "day"),
        ("2026-05-01", "week"),
        ("2024-11-01", "month"),
        ("2019-01-01", "quarter"),
        ("1990-01-01", "year"),
    ],
)
def test_the_span_says_how_wide_a_bar_is(since: str, unit: str) -> None:
    days = {date.fromisoformat(since): 1, NEWEST: 1}
    assert timeline(sections(days), 38).unit == unit


def test_the_ends_of_the_calendar_are_survived() -> None:
    for room in (1, 10, 400):
        line = timeline(sections({date.min: 1, date.max: 2}), room)
        assert sum(period.hits for period in line.periods) == 3
    assert timeline([], 40).periods == []
    assert timeline([Section(None, 0, 5)], 40).periods == []


@given(DAYS, DAYS)
def test_a_restriction_means_exactly_its_days(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    query = parse(f"date:{restriction(first, last)}")
    assert bounds(query.values("date")[0], NEWEST) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-02-01", "2026-02-28", "2026-02"),
        ("2025-10-01", "2026-01-31", "2025-10..2026-01"),
        ("2026-11-20", "2026-11-20", "2026-11-20"),
        ("2026-11-16", "2026-11-22", "2026-11-16..2026-11-22"),
    ],
)
def test_whole_months_and_years_are_written_as_such(first: str, last: str, written: str) -> None:
    assert restriction(date.fromisoformat(first), date.fromisoformat(last)) == written


async def test_a_bar_is_picked_with_keys(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "v")
        assert screen.focused is screen.strip
        screen = await press(pilot, "g")
        assert "2 Artikel" in str(screen.strip.render())
        screen = await press(pilot, "enter")
        assert screen.line.box.value == "datum:2026-09-28..2026-10-04"
        assert screen.pages.total == 2
        assert [period.hits for period in screen.strip.periods] == [2]
        screen = await press(pilot, "v")
        assert screen.focused is screen.list


async def test_a_range_is_picked_with_keys_and_given_up_again(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "v", "space", "left", "left")
        assert screen.strip.chosen == (5, 7)
        screen = await press(pilot, "space")
        assert screen.strip.chosen == (5, 5)
        screen = await press(pilot, "g", "space", "G", "enter")
        assert screen.pages.total == 11
        assert screen.line.box.value == "datum:2026-09-28..2026-11-22"


async def test_the_mouse_picks_a_range(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.mouse_down(TimeStrip, offset=(2, 0))
        await pilot.hover(TimeStrip, offset=(8, 0))
        await pilot.mouse_up(TimeStrip, offset=(8, 0))
        screen = await settled(pilot)
        assert screen.line.box.value == "datum:2026-09-28..2026-10-11"


async def test_the_strip_can_be_taken_away_and_is_not_there_on_small_screens(
    app: PresselupeApp,
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert screen.strip.region.height == 2
        screen = await press(pilot, "V")
        assert not screen.strip.region.area
        screen = await press(pilot, "v")
        assert screen.focused is screen.strip
        await pilot.resize_terminal(80, 23)
        screen = await settled(pilot)
        assert not screen.strip.region.area
        screen = await press(pilot, "v", "j")
        assert screen.focused is screen.list


async def test_a_million_articles_of_decades_fit() -> None:
    app = PresselupeApp(BulkLibrary(1_000_000, per_day=100), today=lambda: NEWEST)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        assert sum(period.hits for period in screen.strip.periods) == 1_000_000
        assert 0 < len(screen.strip.periods) <= screen.strip.size.width


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 40), (200, 60)])
async def test_the_days_of_a_range_are_never_cut(size: tuple[int, int]) -> None:
    app = PresselupeApp(BulkLibrary(100_000), today=lambda: NEWEST)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for keys in (["v", "g", "space", "G"], ["h"], ["space"]):
            screen = await press(pilot, *keys)
            caption = screen.strip.render_line(1).text
            first, last = screen.strip.chosen
            assert "…" not in caption
            assert f"{screen.strip.periods[last].last:%d.%m.%Y}" in caption
            assert f"{screen.strip.periods[first].first:%d.%m.}" in caption
