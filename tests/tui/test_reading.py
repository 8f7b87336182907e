"""The reader, driven by its keys on a real archive."""

import shutil
import threading
from pathlib import Path

import pytest

from press.query import parse
from store.library import Library
from tests.tui.conftest import (
    TODAY,
    article,
    keep,
    make_app,
    painted,
    press,
    settled,
    titles,
    told,
)
from tui.reader import PresselupeApp
from tui.widgets.article_view import ArticleView
from tui.widgets.query_line import Notice

SIZE = (120, 40)


async def test_the_list_is_there_at_once_newest_first_and_undated_last(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert screen.pages.total == 12
        assert titles(screen)[-1] == "Stelle für Digitalisierung besetzt"
        text = "\n".join(painted(screen))
        assert "Freitag, 20. November 2026" in text
        assert "14:05" in text
        assert "Ohne Datum" in text
        assert "(ohne Titel)" in text
        assert screen.focused is screen.list


async def test_unread_shows_by_a_sign_and_by_weight(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        screen = await press(pilot, "j", "m")
        lines = painted(screen)
        unread = next(line for line in lines if "Cybersicherheit" in line or "Cyberangriff" in line)
        assert "●" in unread
        index = screen.list.cursor
        y = screen.list._lines.line_of(index) - screen.list.scroll_offset.y
        strip = screen.list.render_line(y)
        assert "●" not in strip.text
        assert not any(segment.style and segment.style.bold for segment in strip)


async def test_moving_shows_a_preview_and_marks_nothing(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "j", "j")
        assert screen.article.id == screen.list.row.id
        assert not screen.library.reader.is_read(screen.list.row.id)


async def test_a_late_article_does_not_take_the_place_of_the_one_at_the_cursor(
    app: PresselupeApp,
) -> None:
    free = threading.Event()
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        here, other = screen.pages.get(0).id, screen.pages.get(1).id
        assert screen.view.article_id == here
        screen.desk.ask(lambda: free.wait(30) and None)
        screen.fetch_article(other)
        screen.fetch_article(here)
        free.set()
        await settled(pilot)
        assert screen.view.article_id == here


async def test_opening_shows_the_full_text_and_marks_it_read(app: PresselupeApp) -> None:
    async with app.run_test(size=(200, 60)) as pilot:
        screen = await settled(pilot)
        await _go_to(screen, "Bürgerdienste nach Cyberangriff wieder geöffnet")
        screen = await press(pilot, "enter")
        text = "\n".join(line.plain for line in screen.view._set)
        for words in (
            "Auenfurt",
            "Freitag, 20. November 2026, 14:05 Uhr · aus dem Vorspann",
            "BSI, FITKO",
            "Drei Wochen nach dem Cyberangriff",
            "Was geschehen ist",
            "  • Die Kasse ist geöffnet.",
            "  ▎ Wir haben vorgesorgt",
            "  2. Prüfen",
            "Absatz 12",
            "Das Rathaus von Auenfurt",
            "Bildquelle: Stadt Auenfurt",
            "BSI: „BSI“ (Abkürzung)",
            "IT-Sicherheit: Vorspann „Cyberangriff“",
            "02.10.2026  Notfallplan",
            "https://www.example.org/meldung/1",
        ):
            assert words in text
        assert screen.focused is screen.view
        assert screen.library.reader.is_read(screen.article.id)
        assert max(len(line.plain) for line in screen.view._set) <= 80


async def test_an_article_without_date_or_title_says_so(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "G", "enter")
        text = "\n".join(line.plain for line in screen.view._set)
        assert "Ohne Datum; auf der Seite steht: Herbst 2025" in text


async def test_typing_searches_after_a_pause(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *"cybersicherheit")
        assert titles(screen) == ["Land legt Bericht zur Cybersicherheit vor"]
        screen = await press(pilot, "enter")
        assert screen.focused is screen.list


async def test_a_slow_answer_to_an_old_question_is_never_shown(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        from tui.answers import ResultReady
        from tui.results import find

        late = find(screen.library, parse("feuerwehr*"))
        await press(pilot, "slash", *"nahverkehr")
        screen.post_message(ResultReady(late, 0))
        screen = await settled(pilot)
        assert titles(screen) == ["Offene Daten für den Nahverkehr"]


async def test_a_query_error_points_at_its_place_and_the_old_result_stays(
    app: PresselupeApp,
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"nahverkehr")
        screen = await press(pilot, *" datum:x")
        error = screen.query_one("#error", Notice)
        assert error.display
        assert "„x“" in error.text
        assert error.text.index("▲") == screen.line.box.region.x + len("nahverkehr datum:") - 1
        assert titles(screen) == ["Offene Daten für den Nahverkehr"]
        screen = await press(pilot, "escape", "escape")
        assert not error.display
        assert screen.pages.total == 12
        assert screen.line.box.value == ""


async def test_star_and_unread_are_kept_and_undone(data: Path, app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "s", "m")
        first = screen.list.row
        assert first.starred
        assert first.read
        assert any("★" in line for line in painted(screen))
        assert "★ mit Stern" in " ".join(" ".join(painted(screen, "article")).split())
        reader = Library(data).reader
        assert reader.is_starred(first.id)
        assert reader.is_read(first.id)
        screen = await press(pilot, "u")
        assert not screen.list.row.read
        assert screen.list.row.starred
        screen = await press(pilot, "u")
        assert not screen.list.row.starred
        assert not Library(data).reader.is_starred(first.id)
        await press(pilot, "u")


@pytest.mark.parametrize("query", ["is:unread", "ist:ungelesen", "-is:read"])
async def test_what_is_read_in_a_list_of_unread_stays_until_it_is_entered_again(
    app: PresselupeApp, query: str
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *query, "enter")
        first = screen.list.row.id
        screen = await press(pilot, "enter", "escape")
        assert screen.library.reader.is_read(first)
        assert screen.list.row.id == first
        assert screen.pages.total == 12
        assert screen.pages.fetch_from(100) == 99
        screen = await press(pilot, "R")
        assert screen.pages.total == 11


async def test_next_unread_opens_and_goes_on(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "j", "m", "g", "n")
        assert screen.list.cursor == 2
        assert screen.focused is screen.view
        screen = await press(pilot, "n")
        assert screen.list.cursor == 3
        assert screen.library.reader.is_read(screen.list.row.id)


async def test_days_are_walked_with_d(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "d")
        assert screen.list.row.published == "2026-11-19"
        screen = await press(pilot, "d")
        assert screen.list.row.published == "2026-10-02"
        screen = await press(pilot, "d")
        assert screen.list.row.published is None
        screen = await press(pilot, "D", "D")
        assert screen.list.row.published == "2026-11-19"


async def test_a_crawl_beside_is_announced_and_loaded_on_demand(
    data: Path, app: PresselupeApp
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "j", "j", "j")
        place = screen.list.row
        new = [
            article(n, title=f"Frisch {n}", published="2026-11-20T18:00:00+01:00") for n in (20, 21)
        ]
        keep(data, new)
        Library(data)
        screen.watch_archive()
        await settled(pilot)
        assert str(screen.line.border_subtitle) == "2 neue, R zum Laden"
        assert screen.pages.total == 12
        screen = await press(pilot, "R")
        assert screen.pages.total == 14
        assert screen.list.row.id == place.id
        assert screen.list.cursor == 5
        assert not str(screen.line.border_subtitle)


async def test_hits_are_marked_in_the_article(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *"cyberangriff", "enter", "enter")
        marked = [line for line in screen.view._set if list(screen.view.hits.on(line))]
        assert len(marked) >= 3
        assert all("cyberangriff" in line.plain.casefold() for line in marked)


async def test_marks_are_kept_when_the_reader_is_left_at_once(data: Path) -> None:
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        id_ = screen.list.row.id
        await pilot.press("s", "q")
    assert Library(data, today=lambda: TODAY).reader.is_starred(id_)


async def test_an_article_gone_from_the_archive_is_reported(
    app: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        monkeypatch.setattr(screen.library, "article", lambda _id: None)
        await pilot.press("j", "enter")
        await told(pilot, "nicht mehr")
        assert screen.query_one(ArticleView).article_id is None


async def _go_to(screen, title: str) -> None:
    screen.list.cursor = titles(screen).index(title)


async def test_a_damaged_file_and_a_rebuilt_index_are_told_in_a_quiet_notice(data: Path) -> None:
    Library(data)
    next((data / "archive").rglob("2026-10-02.json")).write_bytes(b"{")
    shutil.rmtree(data / "index")
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        (notice,) = app._notifications
        assert "2026-10-02.json ist beschädigt" in notice.message
        assert "Der Suchindex ist neu aus dem Archiv aufgebaut." in notice.message
        assert notice.severity == "warning"
        await press(pilot, "j", "enter")
        assert list(app._notifications) == [notice]


async def test_a_new_notice_takes_the_place_of_the_last(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "s", "u", "u", "u")
        assert [notice.message for notice in app._notifications] == [
            "Es gibt nichts rückgängig zu machen."
        ]


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_search_box_hints_at_as_much_as_it_has_room_for(
    app: PresselupeApp, width: int
) -> None:
    async with app.run_test(size=(width, 24)) as pilot:
        screen = await settled(pilot)
        assert 20 < len(screen.line.box.placeholder) < screen.line.box.size.width
        await pilot.resize_terminal(60, 24)
        await settled(pilot)
        assert len(screen.line.box.placeholder) < screen.line.box.size.width
