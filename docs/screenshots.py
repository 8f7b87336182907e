"""Make the pictures of README and walk-through: ``python docs/screenshots.py DATADIR``.

The pictures are the reader itself, in English, driven by keys on a copy of the data, so that no
mark of anybody's changes. ``presselupe demo --no-reader --data DATADIR`` makes suitable data.
"""

import asyncio
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from store.library import Library
from tui.language import use
from tui.reader import PresselupeApp
from tui.screens.reading import ReadingScreen
from tui.themes import DARK, LIGHT

DOCS = Path(__file__).parent
PICTURES = DOCS / "pictures"
_REST = 0.6
"""Seconds after which the screen stands still."""


class Shot(NamedTuple):
    """A picture: its file, its keys in groups, its size and theme."""

    name: str
    keys: Sequence[Sequence[str]] = ()
    size: tuple[int, int] = (120, 32)
    theme: str = DARK


SHOTS = (
    Shot("start"),
    Shot("narrow", [["slash", *"cyber* ", "enter"], ["f"]]),
    Shot("read", [["slash", *"cyber*", "enter"], ["enter"], ["n"]], theme=LIGHT),
    Shot("labels", [["enter"], ["W"]], size=(100, 30)),
    Shot("links", [["enter"], ["L"]], size=(100, 30)),
    Shot("zen", [["z"]], size=(100, 30), theme=LIGHT),
    Shot("export", [["x"], ["x"], ["x"], ["P"]], size=(100, 30)),
    Shot("sources", [["Q"]]),
    Shot("help", [["question_mark"]], size=(100, 30)),
)
README = Shot("../screenshot", size=(120, 40))


async def picture(data: Path, shot: Shot) -> str:
    """One picture as SVG."""
    app = PresselupeApp(Library(data))
    app.theme = shot.theme
    async with app.run_test(size=shot.size) as pilot:
        await _settle(pilot)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)  # noqa: S101
        rows = list(screen.pages.rows()) if screen.pages else []
        screen.list.cursor = next((index for index, row in rows if row.lead), 0)
        for keys in shot.keys:
            await _settle(pilot)
            await pilot.press(*keys)
        await _settle(pilot)
        return lean(app.export_screenshot(title="Presselupe"))


def lean(svg: str) -> str:
    """A picture of half the size, which loads no fonts from elsewhere."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "t", svg).replace("&#160;", "\u00a0")


async def _settle(pilot: Pilot[int]) -> None:
    """Wait until everything asked for is there."""
    screen = pilot.app.screen_stack[0]
    await pilot.pause(_REST)
    while isinstance(screen, ReadingScreen) and not screen.desk.idle:
        await pilot.pause(_REST)


def main() -> None:
    """Write all pictures."""
    use("en")
    PICTURES.mkdir(exist_ok=True)
    for shot in (README, *SHOTS):
        with tempfile.TemporaryDirectory() as directory:
            data = Path(shutil.copytree(sys.argv[1], Path(directory) / "data"))
            target = (PICTURES / f"{shot.name}.svg").resolve()
            target.write_text(asyncio.run(picture(data, shot)), encoding="utf-8")
            print(f"{target}: {target.stat().st_size // 1024} KB", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
