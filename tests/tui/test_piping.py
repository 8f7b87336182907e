"""Articles given to commands of one's own: run, shown, stopped."""

import asyncio
import contextlib
import json
import subprocess
from pathlib import Path
from threading import Thread

import pytest
from textual.widgets import Log, RadioSet

from tests.tui.conftest import press, reading, settled, until
from tui.pipes import MOST, Pipe
from tui.reader import PresselupeApp
from tui.screens.piping import CommandLine, OutputScreen, PipeScreen

SIZE = (120, 40)


async def piped(pilot, command: str, *, as_json: bool = False) -> OutputScreen:
    """Give the command what is offered first, and wait for its screen."""
    await press(pilot, "|")
    await until(pilot, lambda: isinstance(pilot.app.screen, PipeScreen))
    screen = pilot.app.screen
    screen.query_one(CommandLine).value = command
    if as_json:
        screen.query_one("#format", RadioSet).query("RadioButton")[1].toggle()
        await pilot.pause()
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, OutputScreen))
    return pilot.app.screen


async def ended(pilot, screen: OutputScreen) -> str:
    await until(pilot, lambda: screen.code is not None)
    return "\n".join(screen.query_one(Log).lines).strip("\n")


def status(screen: OutputScreen) -> str:
    return str(screen.query_one("#status").render())


async def test_the_article_goes_as_text_and_the_output_is_shown(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        title = screen.list.row.title
        output = await piped(pilot, "sed -n 2p; echo fertig >&2")
        assert await ended(pilot, output) == f"{title}\nfertig"
        assert status(output) == "Der Befehl ist fertig. Esc schließt."
        await pilot.press("escape")
        assert app.screen is reading(pilot)


async def test_the_selection_goes_as_json_lines(app: PresselupeApp, tmp_path: Path) -> None:
    target = tmp_path / "out"
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "x", "x", "x")
        output = await piped(pilot, f"cat > {target}", as_json=True)
        assert await ended(pilot, output) == ""
        assert "Er hat nichts ausgegeben." in status(output)
        found = {json.loads(line)["id"] for line in target.read_text().splitlines()}
        assert found == set(screen.selection.ids)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("exit 3", "Exit-Code 3"),
        ("gibt-es-wirklich-nicht", "nicht gefunden (Exit-Code 127)"),
        ("kill -9 $$", "SIGKILL"),
    ],
)
async def test_how_it_ended_is_said_in_words(app: PresselupeApp, command: str, told: str) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        output = await piped(pilot, command)
        await ended(pilot, output)
        assert told in status(output)


async def test_a_command_that_goes_on_is_stopped_with_all_it_started(
    app: PresselupeApp, tmp_path: Path
) -> None:
    mark = tmp_path / "lebt"
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        output = await piped(pilot, f"(sleep 30; touch {mark}) & echo los; sleep 30")
        await until(pilot, lambda: "los" in output.query_one(Log).lines[0])
        await pilot.press("escape")
        await ended(pilot, output)
        assert status(output) == "Abgebrochen. Esc schließt."


async def test_one_that_does_not_listen_is_ended_at_the_second_time(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        output = await piped(pilot, "trap '' TERM; echo los; while :; do sleep 0.1; done")
        await until(pilot, lambda: "los" in output.query_one(Log).lines[0])
        await pilot.press("escape")
        await pilot.pause(0.3)
        assert output.code is None
        await pilot.press("escape")
        await ended(pilot, output)


async def test_leaving_the_reader_ends_the_command(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await piped(pilot, "trap '' TERM; sleep 60")
        pipe, _source = reading(pilot)._piping
        assert pipe.running
    for _ in range(100):
        if pipe.running:
            await asyncio.sleep(0.02)
    assert not pipe.running


async def test_escape_codes_do_not_reach_the_screen(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        output = await piped(pilot, r"printf 'a\033[31mrot\033]0;x\007\200b [bold]c\n'")
        assert await ended(pilot, output) == "arot\ufffdb [bold]c"


async def test_earlier_commands_come_back(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for command in ("true", "wc -w", "true"):
            output = await piped(pilot, command)
            await ended(pilot, output)
            await pilot.press("escape")
        await press(pilot, "|")
        line = app.screen.query_one(CommandLine)
        await pilot.press(*"ab", "up")
        assert line.value == "true"
        await pilot.press("up")
        assert line.value == "wc -w"
        await pilot.press("up", "down", "down", "down")
        assert line.value == "ab"


def output_of(command: str, given: bytes = b"") -> tuple[int, list[tuple[str, bool]]]:
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as source:
        feeding = Thread(target=_feed, args=(source.stdin, given))
        feeding.start()
        pieces: list[tuple[str, bool]] = []
        code = Pipe(command, source.stdout).read(lambda text, cut: pieces.append((text, cut)))
        feeding.join(60)
        assert not feeding.is_alive()
    return code, pieces


def _feed(stdin, given: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), stdin:
        stdin.write(given)


def test_a_flood_is_cut_and_a_command_that_reads_nothing_is_no_error() -> None:
    code, pieces = output_of(f"yes | head -c {3 * MOST}", b"x" * 1_000_000)
    assert code == 0
    assert sum(len(text) for text, _cut in pieces) == MOST
    assert [cut for _text, cut in pieces][-1]


def test_output_that_splits_a_character_is_put_together() -> None:
    _code, pieces = output_of(r"printf 'gr\303'; sleep 0.1; printf '\274n'")
    assert "".join(text for text, _cut in pieces) == "grün"


async def test_in_a_browser_it_is_refused(
    app: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PresselupeApp, "is_web", True)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "|")
        assert app.screen is reading(pilot)
        assert "Im Browser" in next(iter(app._notifications)).message
