"""Completion in the query line: there when it helps, never in the way of plain words."""

import time
from pathlib import Path

import pytest

from store.library import Library
from tests.tui.conftest import TODAY, press, settled
from tui.completion import completer
from tui.language import use
from tui.reader import PresselupeApp
from tui.screens import asking
from tui.widgets.offers import Offers

SIZE = (120, 40)


def offered(screen) -> list[str]:
    box = screen.line.box
    return [candidate.text for candidate in box.offers.candidates] if box.offering else []


async def test_values_are_offered_while_they_are_typed_and_taken_with_tab(
    app: PresselupeApp,
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        screen = await press(pilot, *"thema:it-s")
        assert offered(screen) == ["it-sicherheit"]
        screen = await press(pilot, "tab")
        assert screen.line.box.value == "thema:it-sicherheit "
        assert offered(screen) == []
        assert screen.pages.total == 2
        assert screen.focused is screen.line.box


async def test_names_of_fields_lead_on_to_their_values(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        screen = await press(pilot, *"que")
        assert offered(screen) == ["quelle:"]
        screen = await press(pilot, "tab")
        assert screen.line.box.value == "quelle:"
        assert offered(screen) == ["move-online", "im-bw"]
        screen = await press(pilot, "down", "down", "enter")
        assert screen.line.box.value == "quelle:im-bw "
        assert screen.pages.total == 2


async def test_an_agency_is_found_by_its_short_name_and_by_words_of_its_name(
    app: PresselupeApp,
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        screen = await press(pilot, *"behörde:BSI")
        assert offered(screen)[0] == "bsi"
        screen = await press(pilot, *(["backspace"] * 3), *"sicherheit in der info")
        assert offered(screen) == []
        await press(pilot, "ctrl+u")
        screen = await press(pilot, *'behörde:"sicherheit in der info')
        assert offered(screen)[0] == "bsi"


async def test_plain_words_go_on_as_they_are_typed(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        screen = await press(pilot, *"land")
        assert offered(screen) == ["land:"]
        screen = await press(pilot, *"es")
        assert offered(screen) == []
        screen = await press(pilot, *(["backspace"] * 2), "enter")
        assert screen.line.box.value == "land"
        assert screen.focused is screen.list
        assert offered(screen) == []


async def test_escape_closes_the_offers_first_and_tab_without_offers_leaves(
    app: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "UNSURE_PAUSE", 2.0)  # "ist" is not asked for on the way to "ist:"
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        screen = await press(pilot, *"ist:")
        assert "ungelesen" in offered(screen)
        screen = await press(pilot, "escape")
        assert offered(screen) == []
        assert screen.focused is screen.line.box
        screen = await press(pilot, "escape")
        assert screen.focused is screen.list
        screen = await press(pilot, "slash", "ctrl+u", "tab")
        assert screen.focused is not screen.line.box


async def test_an_empty_line_offers_its_fields_when_asked(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash")
        assert offered(screen) == []
        screen = await press(pilot, "down")
        assert {"thema:", "behörde:", "quelle:"} <= set(offered(screen))
        screen = await press(pilot, "down", "up")
        assert screen.query_one(Offers).chosen is None


async def test_what_is_being_completed_is_no_error_yet(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        screen = await press(pilot, *"thema:")
        assert not screen.query_one("#error").display
        await press(pilot, "escape")
        screen = await press(pilot, "enter")
        assert screen.query_one("#error").display


async def test_the_mouse_takes_an_offer(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await press(pilot, *"quelle:")
        await pilot.click(Offers, offset=(3, 1))
        screen = await settled(pilot)
        assert screen.line.box.value == "quelle:im-bw "
        assert screen.focused is screen.line.box


async def test_offers_are_in_the_language_in_use_and_stay_on_the_screen(
    app: PresselupeApp,
) -> None:
    use("en")
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        screen = await press(pilot, *"verwaltung und digitalisierung to")
        assert offered(screen) == ["topic:"]
        offers = screen.query_one(Offers)
        assert offers.region.right <= 60
        assert offers.region.y == 1


async def test_own_tags_are_offered_as_they_are_written(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        screen.library.reader.set_tags(screen.list.row.id, ["Haushalt 2027"])
        await press(pilot, "slash")
        screen = await press(pilot, *"schlagwort:")
        assert offered(screen) == ['"Haushalt 2027"']
        screen = await press(pilot, "tab")
        assert screen.pages.total == 1


@pytest.mark.parametrize("typed", ["behörde:a", "behörde:ministerium", "thema:", "stadt"])
def test_a_key_costs_less_than_five_milliseconds(data: Path, typed: str) -> None:
    offers = completer(Library(data), TODAY)
    times = []
    for _ in range(5):
        started = time.thread_time()
        offers.candidates(typed, len(typed), 8)
        times.append(time.thread_time() - started)
    assert min(times) < 0.005
