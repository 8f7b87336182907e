"""The reader as a Textual app."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.app import App

from store.library import Library
from tui.language import use
from tui.screens.reading import ReadingScreen


class PresselupeApp(App[int]):
    """Filters, lists and shows the articles of one library."""

    CSS_PATH = "app.tcss"
    TITLE = "Presselupe"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def __init__(self, library: Library, *, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self.theme = "tokyo-night"
        self._library = library
        self._today = today

    def get_default_screen(self) -> ReadingScreen:
        """The reading screen is the first and, but for dialogs, the only one."""
        return ReadingScreen(self._library, today=self._today)


def run(data: Path, *, language: str) -> int:
    """Open the reader on a data directory and stay until it is left; the exit code."""
    use(language)
    return PresselupeApp(Library(data)).run() or 0
