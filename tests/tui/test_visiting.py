"""Coming back: the reader opens where it was left, and says what is new since then."""

import asyncio
import os
import shutil
import threading
from pathlib import Path

import pytest
from textual.widgets import TextArea

from press.query import parse
from store.library import Library
from store.visits import IDLE
from tests.tui.conftest import (
    TODAY,
    article,
    keep,
    make_app,
    press,
    settled,
    small_archive,
    titles,
    until,
)
from tui.reader import PresselupeApp
from tui.widgets.empty import EmptyResult

SIZE = (120, 40)


def crawled(data: Path, *numbers: int, title: str = "Frisch {n}") -> None:
    """What a crawl a day later brings."""
    fresh = [
        article(n, title=title.format(n=n), first_seen="2026-11-21T06:00:00Z") for n in numbers
    ]
    keep(data, fresh)
    Library(data)


def make_read_only(data: Path) -> None:
    for path in (data, *data.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


def empty_out(data: Path) -> None:
    for child in list(data.iterdir()):
        shutil.rmtree(child)


def news(screen) -> str:
    return str(screen.line.border_subtitle)


async def test_the_reader_opens_where_it_was_left(data: Path) -> None:
    async with make_app(data).run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"quelle:move-online", "enter")
        screen = await press(pilot, *"jjjj")
        row, above = screen.list.row, screen.list.above
        await pilot.press("q")
    async with make_app(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert screen.line.box.value == "quelle:move-online"
        assert screen.pages.total == 10
        assert screen.list.row.id == row.id
        assert screen.list.above == above
        assert screen.focused is screen.list
        screen = await press(pilot, "escape")
        assert screen.pages.total == 12


async def test_the_index_is_read_ahead_once_the_list_stands(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()
    monkeypatch.setattr(Library, "read_ahead", lambda _library: asked.set())
    async with make_app(data).run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert await asyncio.to_thread(asked.wait, 10)


async def test_the_article_that_was_being_read_is_open_again(data: Path) -> None:
    async with make_app(data).run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "j", "j", "enter")
        id_ = screen.article.id
        await pilot.press("q")
    async with make_app(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert screen.focused is screen.view
        assert screen.article.id == id_


async def test_the_cursor_finds_its_article_below_new_ones(data: Path) -> None:
    async with make_app(data).run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, *"jjj")
        id_ = screen.list.row.id
        await pilot.press("q")
    crawled(data, 40, 41, 42)
    async with make_app(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert screen.list.row.id == id_
        assert screen.list.cursor > 3


@pytest.mark.parametrize("left", ["gibtsnicht:1", "ist:ungelesen kreis"])
async def test_a_place_that_is_no_longer_there_opens_at_the_top(data: Path, left: str) -> None:
    visits = Library(data).reader.visits
    from store.visits import Place

    visits.keep("", place=Place(left, "0" * 16, "2020-01-01", 900_000, 30), ended=True)
    async with make_app(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert screen.pages.total == (12 if "gibts" in left else 4)
        assert screen.list.row is not None


async def test_the_first_visit_says_nothing_of_news(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        assert not news(await settled(pilot))


async def test_what_is_new_since_the_last_visit_is_said_and_shown_by_a_key(data: Path) -> None:
    async with make_app(data).run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("q")
    crawled(data, 40, 41)
    async with make_app(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert news(screen) == "seit letztem Besuch: 2 neue, N zeigt sie"
        screen = await press(pilot, "N")
        assert screen.line.box.value == "ist:neu"
        assert set(titles(screen)) == {"Frisch 40", "Frisch 41"}
        assert not news(screen)
        screen = await press(pilot, "escape")
        assert screen.pages.total == 14


async def test_a_click_on_the_news_shows_what_is_new(data: Path) -> None:
    Library(data).reader.visits.keep("2026-11-20T06:00:00Z", ended=True)
    crawled(data, 40)
    async with make_app(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.click(screen.line, offset=(100, 1))
        screen = await settled(pilot)
        assert titles(screen) == ["Frisch 40"]


async def test_what_had_not_been_loaded_when_the_reader_was_left_is_new_next_time(
    data: Path,
) -> None:
    async with make_app(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        crawled(data, 40)
        screen.watch_archive()
        screen = await settled(pilot)
        assert news(screen) == "1 neuer, R zum Laden"
        await pilot.press("q")
    async with make_app(data).run_test(size=SIZE) as pilot:
        assert news(await settled(pilot)) == "seit letztem Besuch: 1 neuer, N zeigt ihn"


async def test_who_comes_back_to_an_open_reader_after_hours_begins_a_new_visit(
    data: Path,
) -> None:
    async with make_app(data).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await press(pilot, "j")
        screen.watch_archive()
        await settled(pilot)
        crawled(data, 40)
        screen.watch_archive()
        screen = await settled(pilot)
        screen._last_touch -= IDLE.total_seconds() + 1
        await press(pilot, "j")
        screen.watch_archive()
        screen = await settled(pilot)
        assert "seit letztem Besuch: 1 neuer" in news(screen)


async def test_saved_searches_say_how_many_are_new(data: Path) -> None:
    reader = Library(data).reader
    reader.save_search("Frisches", "frisch")
    reader.save_search("Ministerium", "quelle:im-bw")
    reader.visits.keep("2026-11-20T06:00:00Z", ended=True)
    crawled(data, 40, 41)
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "S")
        lines = str(app.screen.query_one("#searches").render()).splitlines()
        assert "2 neu" in lines[0]
        assert "neu" not in lines[1]


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
async def test_a_read_only_directory_is_said_once_and_read_all_the_same(data: Path) -> None:
    Library(data)
    make_read_only(data)
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert screen.pages.total == 12
        (notice,) = app._notifications
        assert "nicht gespeichert werden" in notice.message


async def test_a_directory_that_cannot_be_written_is_said_and_read_all_the_same(
    data: Path,
) -> None:
    Library(data)
    (data / "reader").write_text("im Weg")
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert screen.pages.total == 12
        (notice,) = app._notifications
        assert "nicht gespeichert werden" in notice.message
        await pilot.press("q")


async def test_a_missing_directory_is_an_empty_archive(tmp_path: Path) -> None:
    async with make_app(tmp_path / "nirgends" / "data").run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert "presselupe crawl" in str(screen.query_one(EmptyResult).render())


async def test_a_missing_index_is_built_while_the_reader_says_so(tmp_path: Path) -> None:
    keep(tmp_path, small_archive())
    library = Library(tmp_path, today=lambda: TODAY, heal=False)
    app = PresselupeApp(library, today=lambda: TODAY)
    async with app.run_test(size=SIZE) as pilot:
        screen = pilot.app.screen_stack[0]
        await until(pilot, lambda: screen.pages is not None)
        screen = await settled(pilot)
        assert screen.pages.total == 12
        assert screen.list.display
    empty = EmptyResult()
    empty.show(parse(""), 0, building=True)
    empty.show_building(0.42)
    assert "42 % des Archivs" in str(empty.render())


async def test_a_directory_that_vanishes_while_reading_is_said_and_survived(data: Path) -> None:
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        empty_out(data)
        screen = await press(pilot, "j", "enter", "escape", "m", "slash", *"kreis", "enter", "R")
        screen.watch_archive()
        await settled(pilot)
        assert app.is_running
        assert app._notifications
        await pilot.press("q")


async def test_marks_and_notes_that_cannot_be_kept_are_not_pretended_and_not_lost(
    data: Path,
) -> None:
    Library(data)
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        shutil.rmtree(data / "reader", ignore_errors=True)
        (data / "reader").write_text("im Weg")
        screen = await press(pilot, "s")
        assert not screen.list.row.starred
        (notice,) = app._notifications
        assert "nicht behalten" in notice.message
        screen = await press(pilot, "e", *"Rückruf", "escape")
        (notice,) = app._notifications
        assert "e zeigt sie" in notice.message
        await press(pilot, "e")
        await until(pilot, lambda: bool(app.screen.query(TextArea)))
        assert app.screen.query_one(TextArea).text == "Rückruf"
