"""The screen of the sources: what it tells of them, and crawls that are started from it."""

import asyncio
import os
import re
import signal
from datetime import date
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from textual.widgets import DataTable

import tui.screens.sources
import tui.watching
from demo.families import start_all
from store.health import Health, today
from store.library import Library
from store.lock import hold
from store.memory import CrawlMemory
from store.reports import Note, SourceReport, State
from tests.tui.conftest import TODAY, keep, press, reading, settled, small_archive, until
from tui.catalogue import Watch, Watched
from tui.health_words import STATES
from tui.reader import PresselupeApp
from tui.screens.sources import SourcesScreen
from tui.watching import (
    WEEKS,
    Crawl,
    SourceNews,
    exit_in_words,
    read_log,
    read_sources,
    sparkline,
    urgency,
    weekly,
)

SIZE = (120, 40)
CATALOGUE = [
    Watched("im-bw", "Innenministerium", "https://im.example/", "DE-BW"),
    Watched("move-online", "move", "https://move.example/"),
    Watched("neu", "Neue Quelle", "https://neu.example/"),
    Watched("aus", "Alte Quelle", "https://alt.example/", enabled=False),
]


def report(source: str, state: State = "ok", **fields: object) -> SourceReport:
    known = {"started": "2026-11-20T06:00:00Z", "finished": "2026-11-20T06:01:00Z"}
    return SourceReport(source=source, state=state, **(known | fields))  # type: ignore[arg-type]


def remember(data: Path, *reports: SourceReport) -> None:
    for each in reports:
        CrawlMemory(data, each.source).add_report(msgspec.to_builtins(each))


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    """An archive with two sources that have been crawled, one of them in trouble."""
    keep(tmp_path, small_archive())
    Library(tmp_path)
    remember(
        tmp_path,
        report("im-bw", new=3, requests=5, robots="allowed", tdm="open", delay=2.0),
        report(
            "im-bw",
            "failed",
            started="2026-11-20T07:00:00Z",
            finished="2026-11-20T07:00:09Z",
            notes=[Note(url="https://im.example/presse", reason="answered 500 \x1b[31m[bold]")],
        ),
        report("move-online", new=10, requests=12),
    )
    return tmp_path


def make_app(data: Path, catalogue=CATALOGUE, config: str | None = None) -> PresselupeApp:
    library = Library(data, today=lambda: TODAY)
    return PresselupeApp(library, watch=Watch(lambda: catalogue, config), today=lambda: TODAY)


async def opened(pilot) -> SourcesScreen:
    await settled(pilot)
    await pilot.press("Q")
    await until(pilot, lambda: isinstance(pilot.app.screen, SourcesScreen))
    screen = pilot.app.screen
    await until(pilot, lambda: bool(screen._sources))
    return screen


def text_of(screen: SourcesScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}").render())


def cell(screen: SourcesScreen, row: int, column: int) -> str:
    return str(screen.query_one(DataTable).get_row_at(row)[column]).strip()


async def test_those_in_trouble_come_first_and_tell_why(watched: Path) -> None:
    app = make_app(watched)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert [cell(screen, row, 1) for row in range(4)] == [
            "Innenministerium",
            "Neue Quelle",
            "move",
            "Alte Quelle",
        ]
        assert [cell(screen, row, 0) for row in range(4)] == [
            "✗ fehlgeschlagen",
            "· nie abgerufen",
            "✓ in Ordnung",
            "– aus",
        ]
        assert cell(screen, 0, 2) == "20.11. 08:00"
        assert cell(screen, 0, 3) == "20.11.2026"
        assert text_of(screen, "crawl") == "4 Quellen, 1 braucht einen Blick"
        details = text_of(screen, "text")
        assert "20.11. 08:00 · zuletzt gut 20.11. 07:01" in details
        assert "https://im.example/presse: answered 500 [bold]" in details
        assert "\x1b" not in details
        await pilot.press("j", "j")
        await pilot.pause()
        details = text_of(screen, "text")
        assert "10 neu, 12 Anfragen" in details
        assert "20.11.2026 · 10 Artikel" in details


async def test_damaged_reports_are_no_source_that_was_never_crawled(watched: Path) -> None:
    reports = watched / "crawl" / "move-online" / "reports.json"
    reports.write_bytes(b"{")
    app = make_app(watched)
    async with app.run_test(size=SIZE) as pilot:
        for _again in range(2):  # the file is set aside when it is first read
            screen = await opened(pilot)
            place = [cell(screen, row, 1) for row in range(4)].index("move")
            assert cell(screen, place, 0) == "✗ beschädigt"
            assert cell(screen, place, 3) == "20.11.2026"
            await pilot.press("g", *"j" * place)
            await pilot.pause()
            details = " ".join(text_of(screen, "text").split())
            assert "reports.json ist beschädigt" in details
            assert "rufen Sie die Quelle ab" in details
            assert "nie abgerufen" not in details
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is reading(pilot))


async def test_enter_shows_the_source_s_articles(watched: Path) -> None:
    app = make_app(watched)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        screen = await press(pilot, "enter")
        assert app.screen is screen
        assert screen.line.box.value == "quelle:im-bw"
        assert screen.pages.total == 2
        assert screen.focused is screen.list


async def test_a_wrong_configuration_is_said_and_the_reader_goes_on(watched: Path) -> None:
    def broken():
        raise ValueError('config.toml: unknown key "sorces"')

    app = PresselupeApp(Library(watched), watch=Watch(broken))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("Q")
        await until(pilot, lambda: isinstance(app.screen, SourcesScreen))
        screen = app.screen
        await until(pilot, lambda: "sorces" in text_of(screen, "crawl"))
        await pilot.press("j", "enter", "c", "L", "escape")
        await until(pilot, lambda: app.screen is reading(pilot))


async def test_without_a_catalogue_what_was_crawled_is_shown(watched: Path) -> None:
    app = PresselupeApp(Library(watched))
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await opened(pilot)
        assert [cell(screen, row, 1) for row in range(2)] == ["im-bw", "move-online"]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tui.screens.sources, "LOOKS_EVERY", 0.05)


async def crawl_ended(pilot, screen: SourcesScreen) -> int:
    for _ in range(3000):
        await pilot.pause()
        if screen._ended and not any(worker.node is screen for worker in screen.workers):
            break
        await asyncio.sleep(0.02)
    assert screen._crawl is not None
    assert screen._crawl.code is not None
    return screen._crawl.code


async def test_a_crawl_is_started_watched_and_its_articles_are_there(
    tmp_path: Path, quick: None
) -> None:
    data = tmp_path / "data"
    keep(data, small_archive())
    Library(data)
    with start_all(count=20, each=6) as sites:
        config = tmp_path / "config.toml"
        config.write_text(sites.configuration(), encoding="utf-8")
        source = next(name for name in sites.urls if name not in ("move-online", "im-bw"))
        app = make_app(data, [Watched(source, "Die Quelle")], str(config))
        async with app.run_test(size=SIZE) as pilot:
            screen = await opened(pilot)
            assert cell(screen, 0, 0) == "· nie abgerufen"
            await pilot.press("c")
            await until(pilot, lambda: text_of(screen, "crawl").startswith("Abruf läuft: "))
            assert await crawl_ended(pilot, screen) == 0
            await until(pilot, lambda: cell(screen, 0, 0) == "✓ in Ordnung")
            assert "Der Abruf ist fertig." in text_of(screen, "crawl")
            await pilot.press("L")
            assert f"{source}: in Ordnung; 6 neu" in text_of(screen, "text")
            list_below = reading(pilot)
            list_below.watch_archive()
            news = "6 neue, R zum Laden"
            await until(pilot, lambda: str(list_below.line.border_subtitle) == news)
            assert list_below.pages.total == 12
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is reading(pilot))
            await press(pilot, "R")
            assert (await settled(pilot)).pages.total == 6


async def test_a_crawl_can_be_stopped_and_outlives_the_screen(
    watched: Path, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tui.watching.sys, "executable", str(_slow_crawl(tmp_path)))
    app = make_app(watched)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await pilot.press("c")
        await until(pilot, lambda: cell(screen, 0, 0) == "↻ 1/40, 1 neu")
        assert "im-bw: 1/40, 1 neu" in text_of(screen, "crawl")
        await pilot.press("C")
        assert "läuft schon" in next(iter(app._notifications)).message
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is reading(pilot))
        screen = await opened(pilot)
        assert text_of(screen, "crawl").startswith("Abruf läuft: im-bw")
        await pilot.press("x")
        assert await crawl_ended(pilot, screen) == 130
        assert "abgebrochen" in text_of(screen, "crawl")


async def test_a_crawl_goes_on_when_the_reader_is_left(
    watched: Path, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tui.watching.sys, "executable", str(_slow_crawl(tmp_path)))
    app = make_app(watched)
    said: list[object] = []
    leave = app.exit
    monkeypatch.setattr(app, "exit", lambda *a, message=None: (said.append(message), leave(*a)))
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await pilot.press("C", "escape")
        await until(pilot, lambda: app.screen is reading(pilot))
        await pilot.press("q")
    crawl = screen._crawl
    assert crawl is not None
    assert crawl.code is None
    assert os.getsid(crawl._process.pid) == crawl._process.pid
    assert said == [f"Der Abruf läuft weiter; sein Protokoll ist {watched / 'crawl.log'}."]
    os.killpg(crawl._process.pid, signal.SIGKILL)
    crawl._process.wait()


async def test_another_crawl_is_told_of_and_turns_ours_away(watched: Path, quick: None) -> None:
    config = watched / "config.toml"
    config.write_text('[crawl]\ncontact = "mailto:a@example.org"\n', encoding="utf-8")
    app = make_app(watched, config=str(config))
    with hold(watched, what="crawl"):
        async with app.run_test(size=SIZE) as pilot:
            screen = await opened(pilot)
            assert "nicht von hier gestartet" in text_of(screen, "crawl")
            await pilot.press("c")
            assert await crawl_ended(pilot, screen) == 75
            assert "Ein anderer Abruf läuft" in text_of(screen, "crawl")
            await pilot.press("L")
            assert "held by crawl" in text_of(screen, "text")


async def test_a_read_only_data_directory_is_said(
    watched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (watched / tui.watching.LOG).mkdir()
    app = make_app(watched)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("c")
        await pilot.pause()
        assert "crawl.log" in next(iter(app._notifications)).message


def _slow_crawl(directory: Path) -> Path:
    """A stand-in for Python that says what a slow crawl says, until it is interrupted."""
    script = directory / "python-der-wartet"
    script.write_text(
        "#!/bin/sh\ntrap 'exit 130' INT\necho 'im-bw: 1/40, 1 neu'\nwhile :; do sleep 0.05; done\n"
    )
    script.chmod(0o755)
    return script


def test_weeks_begin_on_monday_and_the_present_one_is_last() -> None:
    sunday, monday = date(2026, 11, 22), date(2026, 11, 16)
    news = {sunday: 1, monday: 2, date(2026, 11, 15): 4, date(2026, 8, 31): 8, date(2026, 8, 30): 9}
    weeks = weekly(news, sunday)
    assert len(weeks) == WEEKS
    assert (weeks[-1], weeks[-2], weeks[0]) == (3, 4, 8)
    assert sum(weekly({date(2026, 11, 23): 5}, sunday)) == 0


def test_a_sparkline_shows_nothing_apart_from_little() -> None:
    assert sparkline([0, 1, 4, 8]) == "·▁▄█"
    assert sparkline([0, 0]) == "··"
    assert sparkline([]) == ""
    assert sparkline([1, 1000]) == "▁█"


def test_what_is_worse_comes_first() -> None:
    def place(state: State | None, *, enabled: bool = True) -> int:
        source = Watched("a", "A", enabled=enabled)
        return urgency(SourceNews(source, Health(source="a", state=state), []))

    order = [place("failed"), place("drift"), place(None), place("ok"), place("ok", enabled=False)]
    assert order == sorted(set(order))
    assert place("silent") == place("drift")


def test_every_state_and_exit_code_has_words() -> None:
    assert set(STATES) == set(get_args(State))
    assert exit_in_words(75) == "Ein anderer Abruf läuft; dieser hat nicht begonnen."
    assert exit_in_words(-9) == "Der Abruf ist abgestürzt (Exit-Code -9); das Protokoll sagt mehr."


def test_a_log_is_shown_from_its_end_and_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"anfang\n" + b"x" * 99 + b"\n" * 300_000 + b"ende \x1b[31mrot\n")
    text = read_log(path)
    assert text.endswith("ende rot\n")
    assert "anfang" not in text
    assert read_log(tmp_path / "fehlt") == ""


def test_what_was_said_last_of_each_source_is_its_progress(tmp_path: Path) -> None:
    crawl = Crawl.__new__(Crawl)
    crawl.log = tmp_path / "log"
    crawl.log.write_text("a: 1/2, 0 neu\nb: 0/9, 0 neu\n  https://x: y\na: 2/2, 1 neu\n")
    assert list(crawl.progress().items()) == [("b", "0/9, 0 neu"), ("a", "2/2, 1 neu")]


def test_reading_all_sources_costs_little(watched: Path) -> None:
    found = read_sources(watched, CATALOGUE * 20)
    assert len(found) == 80
    assert found[0].source.id == "im-bw"
    assert re.fullmatch(r"[·▁-█]{12}", sparkline(found[0].weeks))
    assert today() >= date(2026, 1, 1)
