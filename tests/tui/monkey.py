"""A monkey at the keyboard: random keys, clicks and resizes, and whether any mark was lost."""

import asyncio
import contextlib
import random
from pathlib import Path
from unittest import mock

from textual.errors import NoWidget
from textual.pilot import Pilot

from store.reader import ReaderState
from tests.tui.conftest import reading, settled
from tui.commands import COMMANDS

SIZES = [(20, 5), (40, 12), (60, 20), (80, 24), (100, 30), (120, 40), (200, 60)]
WORDS = ["cyber*", "daten OR", "is:unread", '"offene Daten"', "behörde:bsi", "(", "-x", "äöü", "ß"]
_NEVER = {"quit", "edit_note_outside", "open_in_browser", "browse", "pipe"}
"""Actions that lead out of the reader: their keys are not pressed."""
_PAUSE_EVERY = 50
BETWEEN = 0.01
"""Seconds between two keys."""


def keys() -> list[str]:
    """All keys that do something, the common ones more often."""
    never = {key for command in COMMANDS if command.name in _NEVER for key in command.keys}
    known = {key for command in COMMANDS for key in command.keys} - never - {"ctrl+p", ":"}
    often = ["j", "k", "enter", "escape", "space", "m", "s", "u", "n", "tab", "l", "h"]
    return [*sorted(known - {"q"}), *often * 4, "a", "ß", "backspace", "delete"]


async def let_loose(pilot: Pilot, *, steps: int, seed: int) -> None:
    """Press `steps` random keys, checking the marks now and then.

    What leaves the archive's directory (crawls, browser, clipboard tools) is out of reach. `q` and
    the palette are left out, and no click hits the line of keys: they end the reader.
    """
    generator = random.Random(seed)
    pressed = keys()
    with (
        contextlib.chdir(reading(pilot).library.data),  # exports stay there
        mock.patch("tui.watching.Crawl.__init__", side_effect=OSError("no crawls here")),
        mock.patch("tui.screens.handing_on.browse", return_value=False),
        mock.patch("tui.screens.handing_on.copy", return_value=None),
    ):
        for step in range(steps):
            await _one(pilot, generator, pressed)
            assert pilot.app.is_running, f"the reader has ended at step {step}"
            if step % _PAUSE_EVERY == _PAUSE_EVERY - 1:
                await check_marks(pilot)


async def _one(pilot: Pilot, generator: random.Random, pressed: list[str]) -> None:
    chance = generator.random()
    if chance < 0.01:
        await pilot.resize_terminal(*generator.choice(SIZES))
    elif chance < 0.03:
        width, height = pilot.app.size
        at = (generator.randrange(width), generator.randrange(height - 1))
        with contextlib.suppress(NoWidget):  # where a screen has not been laid out yet
            await pilot.click(offset=at)
    elif chance < 0.04:
        await _press(pilot, "slash", *generator.choice(WORDS), "enter")
    elif chance < 0.06:
        for key in generator.choices(pressed, k=generator.randrange(2, 20)):
            pilot.app.simulate_key(key)  # all at once, as a slow line brings them
    else:
        await _press(pilot, generator.choice(pressed))


async def _press(pilot: Pilot, *keys: str) -> None:
    """Press keys as fast as a keyboard repeats them, whatever the reader is still busy with."""
    for key in keys:
        pilot.app.simulate_key(key)
        await asyncio.sleep(BETWEEN)


async def check_marks(pilot: Pilot) -> None:
    """See that the rows on the screen have the marks that are on the disk."""
    screen = reading(pilot)
    await settled(pilot)
    if screen.pages is None:
        return
    rows = [row for _place, row in screen.pages.rows()]
    kept = ReaderState(Path(screen.library.data)).flags([row.id for row in rows])
    shown = [(row.read, row.starred) for row in rows]
    wrong = [(row.id, a, b) for row, a, b in zip(rows, shown, kept, strict=True) if a != b]
    assert not wrong, f"{len(wrong)} rows (read, starred) on the screen, on the disk: {wrong[:3]}"
