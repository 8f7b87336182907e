"""Own tags and notes: written in place, shown in list and article, kept whatever happens."""

import contextlib
import stat
import sys
from pathlib import Path

import pytest

from store.library import Library
from tests.tui.conftest import (
    article,
    keep,
    make_app,
    painted,
    press,
    reading,
    settled,
    small_archive,
    until,
)
from tui.editing import edit, editor
from tui.reader import PresselupeApp
from tui.screens.note import NoteScreen
from tui.screens.prompt import Known

SIZE = (120, 40)


def shown(screen) -> str:
    return "\n".join(line.plain for line in screen.view._set)


async def test_tags_are_given_shown_found_and_taken_back(data: Path, app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        id_ = screen.list.row.id
        screen = await press(pilot, "t", *"Haushalt, Kreis Nordau,haushalt ", "enter")
        assert Library(data).reader.tags(id_) == ["Haushalt", "Kreis Nordau", "haushalt"]
        assert "Schlagwörter Haushalt, Kreis Nordau" in shown(screen)
        assert sum("#" in line for line in painted(screen)) == 1
        screen = await press(pilot, "slash", *'schlagwort:"kreis nordau"', "enter")
        assert screen.pages.total == 1
        screen = await press(pilot, "escape", "u")
        assert Library(data).reader.tags(id_) == []
        assert "Schlagwörter" not in shown(screen)
        assert not any("#" in line for line in painted(screen))


async def test_the_tags_there_are_can_be_changed_and_quotes_are_left_out(
    data: Path, app: PresselupeApp
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        id_ = screen.list.row.id
        screen.library.reader.set_tags(id_, ["Alt"])
        await press(pilot, "t", *'„Neu“, "x"', "enter")
        assert Library(data).reader.tags(id_) == ["Alt", "Neu", "x"]
        await press(pilot, "t", *"weg", "escape")
        assert Library(data).reader.tags(id_) == ["Alt", "Neu", "x"]


async def test_a_tag_in_use_is_completed() -> None:
    known = Known(["Haushalt", "Kreis Nordau"])
    assert await known.get_suggestion("Haushalt, kr") == "Haushalt, kreis Nordau"
    assert await known.get_suggestion("Haushalt, ") is None
    assert await known.get_suggestion("Haushalt") is None


async def test_a_note_is_written_in_place_and_undone_as_one(data: Path, app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        id_ = screen.list.row.id
        await press(pilot, "e", *"[bold]Nachfragen", "enter", *"bis Montag", "escape")
        assert Library(data).reader.note(id_) == "[bold]Nachfragen\nbis Montag"
        screen = await settled(pilot)
        assert "▎ [bold]Nachfragen\n  ▎ bis Montag" in shown(screen)
        assert sum("¶" in line for line in painted(screen)) == 1
        screen = await press(pilot, "u")
        assert Library(data).reader.note(id_) is None
        assert "Nachfragen" not in shown(screen)


async def test_a_note_is_kept_while_it_is_written_and_survives_kill_and_crawl(
    data: Path, app: PresselupeApp
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        id_ = screen.list.row.id
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen))
        for part in ("erst", " dann", " zuletzt"):
            await pilot.press(*("space" if c == " " else c for c in part))
            app.screen.keep()
        await settled(pilot)
        # A kill would leave the files as they are now.
        assert Library(data).reader.note(id_) == "erst dann zuletzt"
        changed = [article(n, title=f"Anders {n}", body="Neu.") for n in range(1, 13)]
        keep(data, changed)
        assert Library(data).reader.note(id_) == "erst dann zuletzt"
        await press(pilot, "escape", "u")
        assert Library(data).reader.note(id_) is None


async def test_leaving_in_the_middle_of_a_note_loses_nothing(data: Path) -> None:
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        id_ = (await settled(pilot)).list.row.id
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen))
        await pilot.press(*"Halb")
        await pilot.press("ctrl+q")
    assert Library(data).reader.note(id_) == "Halb"


async def test_a_note_is_written_in_the_editor(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "schreiber"
    code = "import sys, pathlib; f = pathlib.Path(sys.argv[1]); f.write_text(f.read_text() + '!')"
    script.write_text(f"#!{sys.executable}\n{code}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(script))
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        id_ = (await settled(pilot)).list.row.id
        monkeypatch.setattr(app, "suspend", contextlib.nullcontext)
        await press(pilot, "e", *"Hallo", "ctrl+e")
        await settled(pilot)
        assert Library(data).reader.note(id_) == "Hallo!"
        await press(pilot, "E")
        assert Library(data).reader.note(id_) == "Hallo!!"


async def test_a_failing_editor_and_a_terminal_that_cannot_be_left_are_told(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "false")
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        id_ = (await settled(pilot)).list.row.id
        await press(pilot, "E")
        assert "keinem Editor überlassen" in next(iter(app._notifications)).message
        monkeypatch.setattr(app, "suspend", contextlib.nullcontext)
        await press(pilot, "E")
        assert "gescheitert" in next(iter(app._notifications)).message
        assert Library(data).reader.note(id_) is None


def test_the_editor_is_the_one_that_is_named() -> None:
    assert editor({"VISUAL": f"{sys.executable} -m x", "EDITOR": "false"}) == [
        sys.executable,
        "-m",
        "x",
    ]
    assert editor({"VISUAL": "gibt-es-nicht", "EDITOR": "false -x"}) == ["false", "-x"]
    assert editor({"EDITOR": '"'}) == editor({})


def test_an_editor_that_writes_no_utf8_is_read_all_the_same(tmp_path: Path) -> None:
    code = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(b'gr\\xfcn')"
    assert edit([sys.executable, "-c", code], "") == "gr\ufffdn"


async def test_signs_of_notes_and_tags_are_there_from_the_start(data: Path) -> None:
    reader = Library(data).reader
    first, second = (each.id for each in small_archive()[:2])
    reader.set_note(first, "Notiz")
    reader.set_tags(second, ["x"])
    app = make_app(data)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        text = "\n".join(painted(reading(pilot)))
        assert text.count("¶") == 1
        assert text.count("#") == 1
