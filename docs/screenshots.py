"""Make ``docs/screenshot.svg`` from a data directory: ``python docs/screenshots.py DIRECTORY``.

The picture is the reader itself at 120x40, in German, on the newest article that has a lead.
"""

import asyncio
import sys
from pathlib import Path

from store.library import Library
from tui.language import use
from tui.reader import PresselupeApp
from tui.screens.reading import ReadingScreen

TARGET = Path(__file__).with_name("screenshot.svg")


async def picture(data: Path) -> str:
    """The reader's screen as SVG."""
    app = PresselupeApp(Library(data))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1.0)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)  # noqa: S101
        rows = list(screen.pages.rows()) if screen.pages else []
        screen.list.cursor = next((index for index, row in rows if row.lead), 0)
        await pilot.pause(1.0)
        return app.export_screenshot(title="Presselupe")


def main() -> None:
    """Write the picture."""
    use("de")
    TARGET.write_text(asyncio.run(picture(Path(sys.argv[1]))), encoding="utf-8")


if __name__ == "__main__":
    main()
