"""Exports from the reader: what is asked, what is written, and what may go wrong."""

import csv
import json
import sys
from pathlib import Path

import pytest
from textual.widgets import Input, RadioSet

import tui.handing_out
import tui.screens.working
from store.library import Library
from tests.tui.conftest import article, keep, make_app, press, reading, settled, until
from tui.reader import PresselupeApp
from tui.screens.confirm import ConfirmScreen
from tui.screens.exporting import ExportScreen, ProgressScreen
from tui.widgets.file_box import FileBox, entries, shortened

SIZE = (120, 40)


def notices(app: PresselupeApp) -> list[str]:
    return [notice.message for notice in app._notifications]


def names_in(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir()]


async def dialog(pilot, target: Path, *, format_: int = 0) -> ExportScreen:
    """Open the dialog and fill it in, but for the Enter that ends it."""
    await press(pilot, "P")
    await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
    screen = pilot.app.screen
    if format_:
        screen.query_one("#format", RadioSet).query("RadioButton")[format_].toggle()
    await pilot.pause()
    screen.query_one("#path", Input).value = str(target)
    await pilot.pause()
    return screen


async def exported(pilot, target: Path) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: reading(pilot)._exporting is None)
    await settled(pilot)


async def test_the_selection_goes_to_a_file_in_the_list_s_order(
    data: Path, app: PresselupeApp, tmp_path: Path
) -> None:
    target = tmp_path / "auswahl.jsonl"
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "x", "j", "x")
        await dialog(pilot, target)
        await exported(pilot, target)
        lines = [json.loads(line) for line in target.read_text().splitlines()]
        order = [row.id for _, row in sorted(screen.pages.rows())]
        assert [line["id"] for line in lines] == [order[0], order[2]]
        assert notices(app) == [f"2 Artikel stehen in {target}."]


async def test_all_that_is_filtered_goes_to_a_table(app: PresselupeApp, tmp_path: Path) -> None:
    target = tmp_path / "kreis.csv"
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"kreis", "enter")
        screen = await dialog(pilot, target, format_=2)
        assert screen.query_one(FileBox).path == target
        await exported(pilot, target)
        with target.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == 4


async def test_marks_made_just_before_count_for_the_filter(
    app: PresselupeApp, tmp_path: Path
) -> None:
    target = tmp_path / "gelesen.jsonl"
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"is:unread", "enter")
        await dialog(pilot, target)
        reading(pilot).action_toggle_read()
        await exported(pilot, target)
        assert len(target.read_text().splitlines()) == 11


async def test_the_article_being_read_is_offered_first(app: PresselupeApp, tmp_path: Path) -> None:
    target = tmp_path / "einer.md"
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "enter")
        title = screen.list.row.title
        await dialog(pilot, target, format_=3)
        await exported(pilot, target)
        assert target.read_text().startswith(f"# {title}\n")


async def test_the_ending_follows_the_format(app: PresselupeApp, tmp_path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await dialog(pilot, tmp_path / "a.b.jsonl")
        for place, ending in ((4, "txt"), (1, "json"), (2, "csv")):
            screen.query_one("#format", RadioSet).query("RadioButton")[place].toggle()
            await pilot.pause()
            assert screen.query_one(FileBox).path == tmp_path / f"a.b.{ending}"
        screen.query_one("#path", Input).value = str(tmp_path / "ohne.endung")
        screen.query_one("#format", RadioSet).query("RadioButton")[0].toggle()
        await pilot.pause()
        assert screen.query_one(FileBox).path == tmp_path / "ohne.endung"


async def test_a_file_that_is_there_is_asked_about(app: PresselupeApp, tmp_path: Path) -> None:
    target = tmp_path / "alt.jsonl"
    target.write_text("bleibt")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await dialog(pilot, target)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        assert target.read_text() == "bleibt"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await exported(pilot, target)
        assert len(target.read_text().splitlines()) == 12


async def test_what_cannot_be_is_said_in_the_dialog_or_after(
    app: PresselupeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await dialog(pilot, tmp_path / "fehlt" / "a.jsonl")
        await pilot.press("enter")
        await until(pilot, lambda: screen.query_one("#wrong").display)
        assert "gibt kein Verzeichnis" in str(screen.query_one("#wrong").render())
        screen.query_one("#path", Input).value = str(tmp_path)
        await pilot.press("enter")
        await pilot.pause()
        assert "ein Verzeichnis" in str(screen.query_one("#wrong").render())
        screen.query_one("#path", Input).value = "/dev/full"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await exported(pilot, tmp_path)
        assert "/dev/full: cannot be written" in notices(app)[0]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """An app whose exports wait in the middle until there is a file ``weiter``."""
    monkeypatch.setattr(tui.screens.working, "PATIENCE", 0.05)
    script = tmp_path / "schreiben.py"
    script.write_text(
        SLOW.format(repository=str(Path(__file__).parents[2]), go_on=str(tmp_path / "weiter"))
    )
    monkeypatch.setattr(tui.handing_out, "COMMAND", (sys.executable, str(script)))
    keep(tmp_path, [article(number) for number in range(120)])
    return make_app(tmp_path)


SLOW = """
import sys, time
from pathlib import Path
sys.path.insert(0, {repository!r})
from store import export_process
watched = export_process._watched
def slowly(records):
    for place, record in enumerate(watched(records)):
        while place == 60 and not Path({go_on!r}).exists():
            time.sleep(0.12)
            export_process._say(export_process.Said(done=place))
        yield record
export_process._watched = slowly
sys.exit(export_process.main())
"""
"""The process that writes articles, but that it waits in the middle for a file to appear."""


async def test_a_long_export_shows_how_far_it_is_and_goes_on_beside_the_reading(
    slow: PresselupeApp, tmp_path: Path
) -> None:
    target = tmp_path / "viele.jsonl"
    async with slow.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await dialog(pilot, target)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(slow.screen, ProgressScreen))
        await pilot.press("escape", "j", "j")
        assert reading(pilot).list.cursor == 2
        await pilot.press("P")
        await until(pilot, lambda: isinstance(slow.screen, ProgressScreen))
        shown = slow.screen.query_one("#done")
        await until(pilot, lambda: str(shown.render()) == "60 von 120 Artikeln")
        (tmp_path / "weiter").touch()
        await until(pilot, lambda: reading(pilot)._exporting is None)
        await settled(pilot)
        assert slow.screen is reading(pilot)
        assert len(target.read_text().splitlines()) == 120


async def test_a_stopped_export_leaves_nothing_behind(slow: PresselupeApp, tmp_path: Path) -> None:
    target = tmp_path / "viele.jsonl"
    async with slow.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await dialog(pilot, target)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(slow.screen, ProgressScreen))
        await pilot.press("x")
        await until(pilot, lambda: reading(pilot)._exporting is None)
        await settled(pilot)
        assert "abgebrochen" in notices(slow)[0]
    assert not any("viele" in name for name in names_in(tmp_path))


async def test_an_article_that_is_gone_meanwhile_is_left_out(
    app: PresselupeApp, tmp_path: Path
) -> None:
    target = tmp_path / "a.jsonl"
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        screen.select(add=["0" * 16, screen.list.row.id])
        await dialog(pilot, target)
        await exported(pilot, target)
        assert notices(app) == [f"1 Artikel steht in {target}."]


async def test_the_entries_lead_through_directories(app: PresselupeApp, tmp_path: Path) -> None:
    (tmp_path / "berichte").mkdir()
    (tmp_path / "berichte" / "alt.jsonl").write_text("")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await dialog(pilot, tmp_path / "neu.jsonl")
        box = screen.query_one(FileBox)
        await until(pilot, lambda: "berichte/" in box.names)
        await pilot.press("down", *["down"] * box.names.index("berichte/"), "enter")
        await until(pilot, lambda: box.names == ["alt.jsonl"])
        assert box.path == tmp_path / "berichte" / "neu.jsonl"
        await pilot.press("down", "enter")
        assert box.path == tmp_path / "berichte" / "alt.jsonl"


def test_entries_are_directories_first_and_hidden_ones_on_demand(tmp_path: Path) -> None:
    for name in ("Zettel", ".versteckt", "an\x1b[31m"):
        (tmp_path / name).mkdir()
    (tmp_path / "a.csv").write_text("")
    assert entries(f"{tmp_path}/") == ["Zettel/", "a.csv"]
    assert entries(f"{tmp_path}/a") == ["a.csv"]
    assert entries(f"{tmp_path}/neu") == ["Zettel/", "a.csv"]
    assert entries(f"{tmp_path}/.v") == [".versteckt/"]
    assert entries(f"{tmp_path}/fehlt/x") == []
    assert shortened(Path.home() / "x.csv") == "~/x.csv"


async def test_a_failing_process_is_told_and_leaves_no_file(
    app: PresselupeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = (sys.executable, "-c", "import sys; sys.stdin.read(); sys.exit('kaputt')")
    target = tmp_path / "nichts.jsonl"
    monkeypatch.setattr(tui.handing_out, "COMMAND", broken)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await dialog(pilot, target)
        await exported(pilot, target)
        assert "kaputt" in notices(app)[0]
        assert not target.exists()


async def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    Library(tmp_path)
    app = make_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "P")
        assert notices(app) == ["Hier ist nichts, was exportiert werden könnte."]


async def test_in_a_browser_it_is_refused(
    app: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PresselupeApp, "is_web", True)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "P")
        assert app.screen is reading(pilot)
        assert "Im Browser" in next(iter(app._notifications)).message
