"""The reader as a Textual app; `tui.app.run` opens it."""

import gc
from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual.app import App

from store.library import Library
from tui.screens.reading import ReadingScreen

_SETTLING = 1.0
"""Seconds until the start is over."""


class PresselupeApp(App[int]):
    """Filters, lists and shows the articles of one library."""

    CSS_PATH = "reader.tcss"
    TITLE = "Presselupe"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def __init__(self, library: Library, *, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self.theme = "tokyo-night"
        self._library = library
        self._today = today

    def on_mount(self) -> None:
        """Once the first picture stands, begin to tidy memory again (see `tui.app.run`)."""
        self.set_timer(_SETTLING, self._tidy)

    def _tidy(self) -> None:
        gc.freeze()
        gc.enable()

    def on_notify(self) -> None:
        """A new notice takes the place of the last one, so that they never pile up."""
        self.clear_notifications()

    def get_default_screen(self) -> ReadingScreen:
        """The reading screen is the first and, but for dialogs, the only one."""
        return ReadingScreen(self._library, today=self._today)
