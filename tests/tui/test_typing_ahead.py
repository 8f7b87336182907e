"""Keys that arrive at once, as on a slow line, do what they would have done one by one."""

import threading
import time
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from store.library import Library
from tests.tui.conftest import make_app, press, settled, until
from tests.tui.test_sources import CATALOGUE
from tests.tui.test_sources import make_app as make_watched
from tui.answers import read_article
from tui.reader import PresselupeApp
from tui.results import find
from tui.screens import asking
from tui.screens.help import HelpScreen
from tui.screens.note import NoteScreen
from tui.screens.sources import SourcesScreen
from tui.typing_ahead import TypingAhead
from tui.widgets.article_view import ArticleView

SIZE = (120, 40)
_NAMES = {
    "/": "slash",
    "?": "question_mark",
    ":": "colon",
    "+": "plus",
    " ": "space",
    "\t": "tab",
    "\r": "enter",
    "\x1b": "escape",
}


def at_once(pilot: Pilot, keys: str) -> None:
    """Type everything before the app has dealt with any of it."""
    for each in keys:
        character = each if each.isprintable() else None
        pilot.app.post_message(events.Key(_NAMES.get(each, each), character))


def untouched(screen) -> bool:
    """Whether no mark has been made by a letter that was meant as one."""
    reader = screen.library.reader
    return not reader.starred_ids() and not reader.read_ids() and not len(screen.selection)


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_a_word_after_the_slash_is_searched_and_no_command(
    app: PresselupeApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        screen = await settled(pilot)
        at_once(pilot, "/cybermsqxa")
        screen = await settled(pilot)
        assert screen.query_one("#query", Input).value == "cybermsqxa"
        assert app.is_running
        assert untouched(screen)


async def test_what_follows_a_search_is_about_its_hits(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        at_once(pilot, "/nahverkehr\rs")
        screen = await settled(pilot)
        row = screen.list.row
        assert row.title == "Offene Daten für den Nahverkehr"
        assert set(screen.library.reader.starred_ids()) == {row.id}
        assert screen.focused is screen.list


async def test_letters_that_come_at_once_are_one_question(
    app: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def count(library, query, **rest):
        asked.append(str(query))
        return find(library, query, **rest)

    monkeypatch.setattr(asking, "find", count)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "slash")
        at_once(pilot, "cybersicherheit")
        screen = await settled(pilot)
        assert asked == ["cybersicherheit"]
        assert screen.shown.query.words()


async def test_an_offer_is_taken_though_it_was_not_there_yet(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        at_once(pilot, "/thema:it-s\tnahverkehr")
        screen = await settled(pilot)
        assert screen.line.box.value == "thema:it-sicherheit nahverkehr"
        assert untouched(screen)


async def test_what_is_typed_for_a_dialog_goes_into_it(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        at_once(pilot, "thaushalt\rjs")
        screen = await settled(pilot)
        assert screen.library.reader.all_tags() == ["haushalt"]
        assert screen.list.cursor == 1
        assert set(screen.library.reader.starred_ids()) == {screen.list.row.id}


async def test_a_note_is_written_kept_and_left(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        at_once(pilot, "eMaus und Uhu\x1bj")
        screen = await settled(pilot)
        await until(pilot, lambda: app.screen is screen)
        screen = await settled(pilot)
        assert screen.library.reader.note(screen.pages.get(0).id) == "Maus und Uhu"
        assert screen.list.cursor == 1
        assert untouched(screen)


async def test_the_help_is_searched_by_what_is_typed_after_its_slash(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        at_once(pilot, "?/stern")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and app.typed.empty())
        await until(pilot, lambda: app.screen.query_one(Input).value == "stern")
        assert untouched(screen)


async def test_the_palette_runs_what_was_typed_and_not_what_stood_first(
    app: PresselupeApp,
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        at_once(pilot, ":stern\rj")
        screen = await settled(pilot)
        await until(pilot, lambda: bool(screen.library.reader.starred_ids()))
        assert set(screen.library.reader.starred_ids()) == {screen.pages.get(0).id}
        assert screen.list.cursor == 1


async def test_a_search_is_saved_under_a_name_typed_ahead(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        at_once(pilot, "/cyber*\r+Mappe\r1")
        screen = await settled(pilot)
        await until(pilot, lambda: list(screen.library.reader.searches()) == ["Mappe"])
        assert app.screen is screen


async def test_an_article_is_opened_before_it_is_scrolled_or_left(app: PresselupeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        titles = {row.title: place for place, row in screen.pages.rows()}
        place = titles["Bürgerdienste nach Cyberangriff wieder geöffnet"]
        at_once(pilot, "j" * place + "\r ")
        screen = await settled(pilot)
        assert screen.view.article_id == screen.pages.get(place).id
        assert screen.view.scroll_offset.y == screen.view.page - 2
        assert set(screen.library.reader.read_ids()) == {screen.pages.get(place).id}


async def test_only_the_article_that_was_opened_is_read(app: PresselupeApp) -> None:
    """The one that was shown beside the list until then is not."""
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert screen.view.article_id == screen.pages.get(0).id
        at_once(pilot, "jj\r")
        screen = await settled(pilot)
        assert set(screen.library.reader.read_ids()) == {screen.pages.get(2).id}


async def test_what_is_told_late_of_the_article_before_makes_it_not_read(
    app: PresselupeApp,
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        before, opened = screen.pages.get(0).id, screen.pages.get(2).id
        at_once(pilot, "jj\r")
        screen = await settled(pilot)
        screen.view.post_message(ArticleView.Shown(before))
        screen = await settled(pilot)
        assert set(screen.library.reader.read_ids()) == {opened}


async def test_a_preview_that_comes_after_another_article_was_opened_is_not_shown(
    app: PresselupeApp,
) -> None:
    free = threading.Event()
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        before, opened = screen.pages.get(0).id, screen.pages.get(2).id
        late = read_article(screen.library, screen.pages.get(1).id, screen.search)
        screen.desk.ask(lambda: free.wait(30) and None)
        at_once(pilot, "jj\r")
        await until(pilot, lambda: screen.view.has_focus)
        screen.post_message(late)
        screen.view.post_message(ArticleView.Shown(late.id))
        await pilot.pause()
        assert screen.view.article_id == before
        free.set()
        screen = await settled(pilot)
        assert screen.view.article_id == opened
        assert set(screen.library.reader.read_ids()) == {opened}


async def test_next_unread_is_pressed_as_often_as_it_is_typed(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        at_once(pilot, "nnn")
        screen = await settled(pilot)
        assert screen.list.cursor == 3


async def test_confirmations_and_undo_keep_their_turn(tmp_path: Path) -> None:
    from tests.tui.conftest import article, keep

    keep(tmp_path, [article(n) for n in range(30)])
    app = make_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        at_once(pilot, "Mj")  # j is yes
        screen = await settled(pilot)
        await until(pilot, lambda: len(screen.library.reader.read_ids()) == 30)
        at_once(pilot, "us")
        screen = await settled(pilot)
        assert not screen.library.reader.read_ids()
        assert len(screen.library.reader.starred_ids()) == 1


async def test_filters_are_chosen_one_after_another(app: PresselupeApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        at_once(pilot, "fj j f")
        screen = await settled(pilot)
        assert screen.search.values("date") == ("7d",)
        assert screen.focused is screen.list


async def test_sources_are_there_before_one_is_chosen(data: Path) -> None:
    app = make_watched(data, CATALOGUE)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        at_once(pilot, "Qjj")
        await until(pilot, lambda: isinstance(app.screen, SourcesScreen) and app.typed.empty())
        await until(pilot, lambda: app.screen._table.cursor_row == 2)
        assert untouched(screen)


async def test_a_paste_keeps_its_turn(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        at_once(pilot, "/")
        app.post_message(events.Paste("thema:it-sicherheit"))
        at_once(pilot, "\r")
        screen = await settled(pilot)
        assert screen.line.box.value == "thema:it-sicherheit"
        assert screen.focused is screen.list


async def test_two_thousand_letters_are_all_typed_and_soon(app: PresselupeApp) -> None:
    text = "Maus " * 400
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        started = time.perf_counter()
        at_once(pilot, f"e{text}")
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, NoteScreen) and app.screen.query_one(TextArea).text == text
            ),
        )
        assert time.perf_counter() - started < 20


async def test_what_hangs_does_not_lock_the_keys(
    app: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TypingAhead, "PATIENCE", 0.2)
    free = threading.Event()
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        screen.desk.ask(lambda: free.wait(30) and None)
        at_once(pilot, "wt" + "j" * 8)
        await until(pilot, lambda: screen.list.cursor == 8)
        free.set()
        await settled(pilot)


async def test_a_key_is_not_held_up_by_what_is_typed_in_the_box(app: PresselupeApp) -> None:
    """Letters go on while the library is still busy with those before."""
    free = threading.Event()
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "slash", "c")
        screen.desk.ask(lambda: free.wait(30) and None)
        screen.put_query()
        at_once(pilot, "yber")
        await until(pilot, lambda: screen.line.box.value == "cyber")
        free.set()
        await settled(pilot)


async def test_keys_after_the_last_one_are_for_nobody(data: Path) -> None:
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        at_once(pilot, "qs")
        await until(pilot, lambda: not app.is_running)
    assert not Library(data).reader.starred_ids()
