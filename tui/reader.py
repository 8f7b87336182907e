"""The reader as a Textual app; `tui.app.run` opens it."""

import gc
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import ClassVar

from rich.console import RenderableType
from textual import events
from textual.theme import Theme

from store.library import Library
from store.settings import Settings, SettingsFile
from tui.catalogue import Watch
from tui.screens.reading import ReadingScreen
from tui.themes import OWN, first_theme
from tui.typing_ahead import TypingAhead

_SETTLING = 1.0
"""Seconds until the start is over."""
_SIXTEEN_COLOURS = str(Path(__file__).with_name("sixteen_colours.tcss"))
"""Rules that only such terminals need."""


class PresselupeApp(TypingAhead):
    """Filters, lists and shows the articles of one library.

    Without a file for the settings they are the usual ones, and last until the reader is left.
    """

    CSS_PATH = "reader.tcss"
    TITLE = "Presselupe"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    NOTIFICATION_TIMEOUT: ClassVar[float] = 4

    def __init__(
        self,
        library: Library,
        *,
        settings: SettingsFile | None = None,
        watch: Watch | None = None,
        few_colours: bool = False,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__()
        self._library = library
        self._today = today
        self._watch = watch
        self._settings_file = settings
        self._settings = settings.read() if settings else Settings()
        for theme in OWN:
            self.register_theme(theme)
        self.theme = first_theme(self._settings.theme, few_colours=few_colours)
        self._shown_theme = self.theme

    touched = 0.0
    """When a key or the mouse was last touched, in seconds since 1970."""

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there."""
        if isinstance(event, events.InputEvent):
            self.touched = time.time()
        await super().on_event(event)

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - Textual's
        """Take on a theme; before there is a screen its variables are enough.

        All styles are parsed for the first screen anyway; here it would be the same work twice.
        """
        if self.native_ansi_color and not self.stylesheet.has_source(_SIXTEEN_COLOURS):
            self.stylesheet.read(_SIXTEEN_COLOURS)
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Once the first picture stands, begin to tidy memory again (see `tui.app.run`)."""
        self.set_timer(_SETTLING, self._tidy)
        self.theme_changed_signal.subscribe(self, self._remember)

    def _tidy(self) -> None:
        gc.freeze()
        gc.enable()

    def _remember(self, theme: Theme) -> None:
        """Remember a theme that has been chosen."""
        screen = self.screen_stack[0]
        if theme.name != self._shown_theme and isinstance(screen, ReadingScreen):
            self._shown_theme = theme.name
            screen.keep_settings(theme=theme.name)

    def on_notify(self) -> None:
        """A new notice takes the place of the last one, so that they never pile up."""
        self.clear_notifications()

    def exit(
        self,
        result: int | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave; where the reader is now, it opens again."""
        for screen in self.screen_stack:
            if isinstance(screen, ReadingScreen):
                screen.end_visit()
        super().exit(result, return_code, message)

    def get_default_screen(self) -> ReadingScreen:
        """The reading screen is the first and, but for dialogs, the only one."""
        screen = ReadingScreen(self._library, today=self._today)
        screen.settings, screen.settings_file = self._settings, self._settings_file
        screen.sources = self._watch
        return screen
