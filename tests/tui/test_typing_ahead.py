"""Keys that arrive at once, as on a slow line, do what they would have done one by one."""

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.conftest import settled, until
from tui.reader import PresselupeApp


async def at_once(pilot: Pilot, keys: str) -> None:
    """Type everything before the app has dealt with any of it."""
    names = {"/": "slash", "?": "question_mark", "\r": "enter"}
    for each in keys:
        pilot.app.post_message(events.Key(names.get(each, each), each))


async def test_a_word_after_the_slash_is_searched_and_no_command(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        await at_once(pilot, "/cybermsq")
        box = screen.query_one("#query", Input)
        await until(pilot, lambda: box.value == "cybermsq")
        assert app.is_running
        assert not screen.library.reader.starred_ids()
        assert not screen.library.reader.read_ids()


async def test_after_enter_the_next_key_is_for_the_hits(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        await at_once(pilot, "/verwaltung\rj")
        await until(pilot, lambda: screen.focused is screen.list)
        await settled(pilot)
        assert screen.query_one("#query", Input).value == "verwaltung"


async def test_what_is_typed_for_a_dialog_goes_into_it(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        await at_once(pilot, "thaushalt\r")
        await until(pilot, lambda: screen.library.reader.all_tags() == ["haushalt"])
        assert not screen.library.reader.starred_ids()


async def test_the_help_is_searched_by_what_is_typed_after_its_slash(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        await at_once(pilot, "?/stern")
        await until(pilot, lambda: app.screen is not screen)
        await until(pilot, lambda: app.screen.query_one(Input).value == "stern")
