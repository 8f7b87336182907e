"""Several articles at once: selected by keys and mouse, acted on as one, undone as one."""

from pathlib import Path

import pytest

import tui.links
from press.query import parse
from store.library import Library
from store.reader import ReaderState
from tests.tui.conftest import (
    article,
    keep,
    make_app,
    painted,
    press,
    settled,
    small_archive,
    until,
)
from tui.reader import PresselupeApp
from tui.screens.confirm import ConfirmScreen
from tui.screens.prompt import PromptScreen
from tui.widgets.rows import SELECTED

SIZE = (120, 40)


def line_of(screen, index: int) -> int:
    """The line of the list on which an article begins."""
    return screen.list._lines.line_of(index) - screen.list.scroll_offset.y


def signs(screen) -> list[int]:
    """The articles that have the sign of the selection, by their place."""
    lines = painted(screen)
    shown = [index for index in range(screen.pages.total) if line_of(screen, index) < len(lines)]
    return [index for index in shown if lines[line_of(screen, index)].startswith(SELECTED)]


def hits(screen) -> str:
    return str(screen.line.query_one("#hits").render())


def notice(app: PresselupeApp) -> str:
    return next(iter(app._notifications)).message


async def test_a_key_selects_and_goes_on_and_esc_lets_go(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        screen = await press(pilot, "x", "x", "j", "x")
        assert screen.list.cursor == 4
        assert signs(screen) == [0, 1, 3]
        assert hits(screen) == "3 ausgewählt · 12 Artikel"
        screen = await press(pilot, "k", "x")
        assert len(screen.selection) == 2
        screen = await press(pilot, "escape")
        assert not signs(screen)
        assert hits(screen) == "12 Artikel"


async def test_a_range_all_and_none(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "j", "x", "j", "j", "X")
        assert signs(screen) == [1, 2, 3, 4]
        screen = await press(pilot, "a")
        assert signs(screen) == list(range(12))
        assert hits(screen) == "12 ausgewählt · 12 Artikel"
        screen = await press(pilot, "A")
        assert not signs(screen)


async def test_the_mouse_selects(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.click("#list", offset=(1, line_of(screen, 0)))
        await pilot.click("#list", offset=(30, line_of(screen, 2)), control=True)
        screen = await settled(pilot)
        assert signs(screen) == [0, 2]
        await pilot.click("#list", offset=(30, line_of(screen, 3)), shift=True)
        screen = await settled(pilot)
        assert signs(screen) == [0, 2, 3]
        assert screen.article is not None


async def test_what_is_selected_stays_so_while_the_archive_changes(
    data: Path, app: PresselupeApp
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "x", "x")
        ids = set(screen.selection.ids)
        keep(data, [article(99, title="Ganz neu", published="2026-11-20T23:00:00+01:00")])
        Library(data)
        screen = await press(pilot, "R")
        assert screen.pages.total == 13
        assert set(screen.selection.ids) == ids
        assert signs(screen) == [1, 2]
        screen = await press(pilot, "slash", *"nahverkehr", "enter")
        assert hits(screen) == "2 ausgewählt · 1 Artikel"


async def test_marks_are_about_the_selection(data: Path, app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "x", "x", "x", "s")
        assert len(Library(data).reader.starred_ids()) == 3
        assert notice(app) == "3 Artikel mit Stern versehen; u nimmt es zurück."
        ids = set(screen.selection.ids)
        assert set(Library(data).reader.starred_ids()) == ids
        await press(pilot, "s")
        assert not Library(data).reader.starred_ids()
        await press(pilot, "u")
        assert set(Library(data).reader.starred_ids()) == ids
        screen = await press(pilot, "u", "m")
        assert not Library(data).reader.starred_ids()
        assert set(Library(data).reader.read_ids()) == ids
        assert sum("●" in line for line in painted(screen)) == 9
        screen = await press(pilot, "u")
        assert sum("●" in line for line in painted(screen)) == 12


async def test_a_few_read_among_many_unread_are_all_marked_read_first(
    data: Path, app: PresselupeApp
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "m", "x", "x", "m")
        assert len(Library(data).reader.read_ids()) == 2
        await press(pilot, "m")
        assert len(Library(data).reader.read_ids()) == 0


async def test_tags_are_given_to_and_taken_from_the_selection_in_one_step(
    data: Path, app: PresselupeApp
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        first = screen.list.row.id
        screen.library.reader.set_tags(first, ["Alt", "Bleibt"])
        screen = await press(pilot, "x", "x", "t")
        assert isinstance(app.screen, PromptScreen)
        screen = await press(pilot, *"Neu, -alt", "enter")
        reader = Library(data).reader
        second = next(id_ for id_ in screen.selection.ids if id_ != first)
        assert reader.tags(first) == ["Bleibt", "Neu"]
        assert reader.tags(second) == ["Neu"]
        assert sum("#" in line for line in painted(screen)) == 2
        await press(pilot, "u")
        reader = Library(data).reader
        assert reader.tags(first) == ["Alt", "Bleibt"]
        assert reader.tags(second) == []


@pytest.fixture
def many(tmp_path: Path) -> Path:
    keep(tmp_path, [article(number, topics=[]) for number in range(250)])
    return tmp_path


async def test_more_than_twenty_are_asked_about_and_undone_at_once(many: Path) -> None:
    app = make_app(many)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "M")
        assert isinstance(app.screen, ConfirmScreen)
        text = str(app.screen.query_one("Static").render())
        assert text == "250 Artikel als gelesen markieren?\n\nDie Liste zeigt das ganze Archiv."
        await press(pilot, "escape")
        assert not Library(many).reader.read_ids()
        screen = await press(pilot, "M", "enter")
        assert len(Library(many).reader.read_ids()) == 250
        assert not any("●" in line for line in painted(screen))
        screen = await press(pilot, "u")
        assert not Library(many).reader.read_ids()
        assert notice(app) == "250 Artikel sind wieder ungelesen."
        assert any("●" in line for line in painted(screen))
        assert len(list((many / "reader").glob("*/undo/*.json"))) == 0


async def test_all_that_is_filtered_and_nothing_else_is_marked(many: Path) -> None:
    keep(many, [article(1000 + number, title=f"Haushalt {number}") for number in range(15)])
    app = make_app(many)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"haushalt", "enter", "M")
        library = Library(many)
        assert len(library.reader.read_ids()) == 15
        assert library.count(parse("haushalt is:unread")) == 0
        await press(pilot, "M")
        assert notice(app) == "Hier ist nichts ungelesen."


async def test_an_unread_list_shows_what_is_left_after_a_bulk_mark_and_its_undo(
    many: Path,
) -> None:
    app = make_app(many)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"is:unread", "enter")
        screen = await press(pilot, "M", "enter")
        await until(pilot, lambda: screen.pages.total == 0)
        screen = await press(pilot, "u")
        await until(pilot, lambda: screen.pages.total == 250)


async def test_a_range_may_reach_over_pages_that_were_never_shown(many: Path) -> None:
    app = make_app(many)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await press(pilot, "x")
        screen.list.cursor = 239
        screen = await settled(pilot)
        assert screen.pages.page(100) is None
        screen = await press(pilot, "X")
        assert set(screen.selection.ids) == set(list(Library(many).ids(parse("")))[:240])


async def test_every_way_to_change_something_can_be_undone(data: Path, app: PresselupeApp) -> None:
    """Each group of keys changes what is kept or selected; u takes it back, step by step."""
    changes = [
        ["m"],
        ["s"],
        ["t", *"Haushalt", "enter"],
        ["e", *"Notiz", "escape"],
        ["slash", *"kreis", "enter", "plus", *"Suche", "enter"],
        ["S", "r", *"n2", "enter", "escape"],
        ["S", "x", "escape"],
        ["x"],
        ["X"],
        ["A"],
        ["a"],
        ["escape"],
        ["x", "x", "s"],
        ["m"],
        ["t", *"Mehr, -x", "enter"],
        ["M"],
    ]

    def state(screen) -> tuple:
        reader = ReaderState(data)
        ids = [each.id for each in small_archive()]
        return (
            frozenset(reader.read_ids()),
            frozenset(reader.starred_ids()),
            tuple((tuple(reader.tags(id_)), reader.note(id_)) for id_ in ids),
            tuple(reader.searches().items()),
            frozenset(screen.selection.ids),
        )

    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        first = state(screen)
        seen = [first]
        for keys in changes:
            before = state(screen)
            screen = await press(pilot, *keys)
            await settled(pilot)
            assert state(screen) != before, keys
            seen.append(state(screen))
        steps = 0
        while state(screen) != first:
            before = state(screen)
            screen = await press(pilot, "u")
            assert state(screen) != before, f"step {steps} undid nothing"
            steps += 1
            assert steps < 40
            if state(screen) in seen:
                del seen[seen.index(state(screen)) + 1 :]
        assert seen == [first]
        # Opening marks the article read, which is a change as well.
        assert steps >= len(changes)
        await press(pilot, "u")
        assert notice(app) == "Es gibt nichts rückgängig zu machen."


async def test_addresses_of_the_selection_are_copied_and_opened(
    app: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(tui.links, "browse", lambda url: opened.append(url) or True)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "x", "x", "y")
        copied = app.clipboard.splitlines()
        assert len(copied) == 2
        assert all(url.startswith("https://www.example.org/meldung/") for url in copied)
        await press(pilot, "o")
        await until(pilot, lambda: len(opened) == 2)
        assert opened == copied
        await press(pilot, "a", "o")
        assert "höchstens 10" in notice(app)
        assert len(opened) == 2


async def test_marking_and_undoing_ten_thousand_is_quick_and_one_step(tmp_path: Path) -> None:
    reader = ReaderState(tmp_path)
    ids = [f"{number * 2654435761 % 2**64:016x}" for number in range(10_000)]
    reader.mark_read(ids)
    reader.star(ids[:100])
    assert reader.undo() == "star 100"
    assert reader.undo() == "read 10000"
    assert reader.undo() is None
    assert not ReaderState(tmp_path).read_ids()


async def test_articles_that_are_gone_from_the_archive_are_told(
    app: PresselupeApp,
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        screen.select(add=["0" * 16])
        await press(pilot, "y")
        assert notice(app) == "Das Archiv hat diese Artikel nicht mehr."
