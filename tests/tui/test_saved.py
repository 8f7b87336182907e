"""Saved searches: named, listed with their numbers, run by a key, changed and undone."""

from pathlib import Path

from store.library import Library
from tests.tui.conftest import make_app, press, settled
from tui.reader import PresselupeApp
from tui.screens.saved import SavedScreen

SIZE = (80, 24)


def lines(app: PresselupeApp) -> list[str]:
    assert isinstance(app.screen, SavedScreen)
    return str(app.screen.query_one("#searches").render()).splitlines()


async def test_the_query_is_saved_under_a_name_and_found_again_by_its_number(
    data: Path, app: PresselupeApp
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"thema:open-data", "enter")
        await press(pilot, "+", *"Offene Daten", "enter")
        assert Library(data).reader.searches() == {"Offene Daten": "topic:open-data"}
        await press(pilot, "escape")
        screen = await press(pilot, "1")
        assert screen.line.box.value == "thema:open-data"
        assert screen.pages.total == 3
        assert screen.focused is screen.list
        await press(pilot, "2")
        assert "Es gibt keine gespeicherte Suche 2" in next(iter(app._notifications)).message


async def test_the_list_shows_hits_and_how_many_are_unread(data: Path) -> None:
    reader = Library(data).reader
    reader.save_search("Sicherheit", "topic:it-sicherheit")
    reader.save_search("Land", "source:im-bw")
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        screen.library.reader.mark_read([next(iter(screen.pages.rows()))[1].id])
        await press(pilot, "S")
        first, second = lines(app)
        assert first.split()[:3] == ["1", "Sicherheit", "thema:it-sicherheit"]
        assert first.split()[3:] == ["2", "●", "1"]
        assert second.split()[3:] == ["2", "●", "2"]
        screen = await press(pilot, "j", "enter")
        assert screen.line.box.value == "quelle:im-bw"


async def test_renaming_and_deleting_are_undone(data: Path) -> None:
    Library(data).reader.save_search("Alt", "source:im-bw")
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "S", "r", *(["backspace"] * 3), *"Neu", "enter")
        assert list(Library(data).reader.searches()) == ["Neu"]
        assert "Neu" in lines(app)[0]
        await press(pilot, "x")
        assert Library(data).reader.searches() == {}
        assert "Es gibt noch keine" in lines(app)[0]
        await press(pilot, "u")
        assert Library(data).reader.searches() == {"Neu": "source:im-bw"}
        assert "Neu" in lines(app)[0]


async def test_a_search_gets_another_key_by_moving_it(data: Path) -> None:
    reader = Library(data).reader
    for name, query in {"Alt": "source:im-bw", "Neu": "is:unread"}.items():
        reader.save_search(name, query)
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "S", "J")
        assert [line.split()[:2] for line in lines(app)] == [["1", "Neu"], ["2", "Alt"]]
        await press(pilot, "J")
        assert list(Library(data).reader.searches()) == ["Neu", "Alt"]
        await press(pilot, "K", "K", "x", "u")
        assert list(Library(data).reader.searches()) == ["Alt", "Neu"]
        screen = await press(pilot, "escape", "2")
        assert screen.line.box.value == "ist:ungelesen"


async def test_everything_is_no_query_to_save_and_a_blank_name_saves_nothing(
    data: Path, app: PresselupeApp
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "+")
        assert len(app.screen_stack) == 1
        await press(pilot, "slash", *"kreis", "enter", "+")
        await press(pilot, "space", "enter")
        await press(pilot, "+", *"x", "escape")
        assert Library(data).reader.searches() == {}


async def test_a_search_that_is_not_understood_is_shown_and_kept(data: Path) -> None:
    Library(data).reader.save_search("[bold]Alt[/]", "gibtsnicht:1")
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "S")
        assert "[bold]Alt[/]" in lines(app)[0]
        assert "nicht verstanden" in lines(app)[0]
        screen = await press(pilot, "enter")
        assert screen.pages.total == 12
        assert "gibtsnicht:1" in next(iter(app._notifications)).message


async def test_the_mouse_chooses_and_runs(data: Path) -> None:
    for name, query in (("Eins", "source:im-bw"), ("Zwei", "kreis")):
        Library(data).reader.save_search(name, query)
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "S")
        await pilot.click("#searches", offset=(5, 1))
        await pilot.click("#searches", offset=(5, 1))
        screen = await settled(pilot)
        assert screen.line.box.value == "kreis"
