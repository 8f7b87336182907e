"""Where there is nothing to list: why, and what to do about it."""

from pathlib import Path

from store.library import Library
from tests.tui.conftest import keep, make_app, press, settled, small_archive
from tui.reader import PresselupeApp
from tui.widgets.empty import EmptyResult
from tui.widgets.key_bar import KeyBar

SIZE = (120, 40)


async def test_an_empty_archive_explains_the_first_step(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        text = str(screen.query_one(EmptyResult).render())
        assert "presselupe crawl" in text
        assert "presselupe demo" in text
        keep(tmp_path, small_archive())
        Library(tmp_path)
        screen.watch_archive()
        screen = await settled(pilot)
        assert screen.pages.total == 12
        assert screen.list.display


async def test_an_empty_result_says_how_to_get_out(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *"xylophon", "enter")
        empty = screen.query_one(EmptyResult)
        assert empty.display
        assert "xylophon" in str(empty.render())
        assert "Esc" in str(empty.render())
        await press(pilot, "escape")
        screen = await press(pilot, "escape")
        assert not empty.display
        assert screen.pages.total == 12


async def test_an_empty_result_offers_what_to_leave_out_and_what_that_would_find(
    app: PresselupeApp,
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *"quelle:im-bw kreis datum:2026-11", "enter")
        empty = screen.query_one(EmptyResult)
        assert screen.focused is empty
        offers = {str(offer.part): offer.hits for offer in empty.offers}
        assert offers == {"kreis": 2, "source:im-bw": 4}
        text = str(empty.render())
        assert "ohne kreis" in text
        assert "ohne quelle:im-bw" in text
        assert "2 Artikel" in text
        screen = await press(pilot, "j", "enter")
        assert screen.line.box.value == "kreis datum:2026-11"
        assert screen.pages.total == 4
        assert screen.focused is screen.list
        screen = await press(pilot, "escape")
        assert screen.focused is empty


async def test_where_no_single_part_helps_everything_is_offered(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *"xylophon", "enter")
        await pilot.click("#empty", offset=(4, 7))
        screen = await settled(pilot)
        assert screen.line.box.value == ""
        assert screen.pages.total == 12


async def test_the_key_bar_of_an_empty_result_names_what_can_be_done_there(
    app: PresselupeApp,
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *"xylophon", "enter")
        shown = screen.query_one(KeyBar).render_line(0).text
        assert "Weglassen" in shown
        assert "Stern" not in shown
        screen = await press(pilot, "escape")
        assert "Stern" in screen.query_one(KeyBar).render_line(0).text
