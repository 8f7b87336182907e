"""How the panes share the screen, and what of that is remembered.

The border between two panes is moved with keys or dragged with the mouse. Zen leaves the article
alone on the screen. Sizes, theme and language are kept among the reader's settings.
"""

import asyncio
from typing import Literal

import msgspec
from textual import events
from textual.geometry import Offset
from textual.widget import Widget

from store.settings import Settings, SettingsFile
from tui import language
from tui.desk import Desk
from tui.screens.panes import PanesScreen

FILTERS, FILTERS_LEAST, FILTERS_MOST = 30, 20, 60
"""Cells of the filters: usually, at least, at most."""
SHARE_WIDE, SHARE_MIDDLE = 45, 50
"""Percent of what list and article share that is usually the list's, with and without filters."""
SHARE_LEAST, SHARE_MOST = 20, 80
_STEP_CELLS, _STEP_SHARE = 2, 4

Border = Literal["filters", "list"]
"""The border on the right of a pane."""


class ArrangingScreen(PanesScreen):
    """Sizes of the panes, zen, and the settings."""

    desk: Desk
    settings = Settings()
    settings_file: SettingsFile | None = None
    """Where settings are kept; without one they last until the reader is left."""
    _dragged: Border | None = None

    def keep_settings(self, **changes: object) -> None:
        """Change settings and have them remembered."""
        settings = msgspec.structs.replace(self.settings, **changes)
        if settings == self.settings:
            return
        self.settings = settings
        file = self.settings_file
        if file is not None:

            def job() -> None:
                file.write(settings)

            self.desk.ask(job, kind="settings")

    def on_screen_resume(self) -> None:
        """Show the panes as wide as they were left."""
        self.set_widths()

    def on_resize(self, _event: events.Resize) -> None:
        """Other widths count where there is room for more or fewer panes."""
        self.call_after_refresh(self.set_widths)

    def set_widths(self) -> None:
        """Give the panes the widths that the settings ask for."""
        settings = self.settings
        filters, wide, middle = settings.filters, settings.list_wide, settings.list_middle
        self.query_one("#filters-pane").styles.width = (
            None if filters is None or not self.wide else filters
        )
        share = wide if self.wide else middle
        first, second = self.query_one("#list-pane"), self.query_one("#article-pane")
        usual = share is None or self.has_class("-narrow")
        first.styles.width = None if usual else f"{share}fr"
        second.styles.width = None if usual else f"{100 - (share or 0)}fr"

    async def action_switch_language(self) -> None:
        """Speak the other language."""
        language.use(next(each for each in language.LANGUAGES if each != language.current()))
        self.keep_settings(language=language.current())
        if asyncio.current_task() is self.task:
            await self.set_anew()
        else:
            await self._set_anew_in_turn()

    async def _set_anew_in_turn(self) -> None:
        """Make all panes anew as one message of the screen: no other finds them half made."""
        made = asyncio.Event()

        async def make() -> None:
            try:
                await self.set_anew()
            finally:
                made.set()

        self.call_next(make)
        await made.wait()

    async def set_anew(self) -> None:
        """Make all panes anew, as the language has changed; what they show stays."""
        raise NotImplementedError

    # By keys

    def action_wider(self) -> None:
        """Make the pane with the focus wider."""
        self._grow(1)

    def action_narrower(self) -> None:
        """Make the pane with the focus narrower."""
        self._grow(-1)

    def action_usual_widths(self) -> None:
        """Give all panes their usual widths."""
        self.keep_settings(filters=None, list_wide=None, list_middle=None)
        self.set_widths()

    def _grow(self, step: int) -> None:
        if self.has_class("-narrow"):
            return
        if self.here == "filters" and self.wide:
            self._set_filters((self.settings.filters or FILTERS) + step * _STEP_CELLS)
        else:
            step = -step if self.here == "article" else step
            self._set_share(self._share + step * _STEP_SHARE)

    @property
    def _share(self) -> int:
        if self.wide:
            return self.settings.list_wide or SHARE_WIDE
        return self.settings.list_middle or SHARE_MIDDLE

    def _set_filters(self, cells: int) -> None:
        most = min(FILTERS_MOST, self.size.width // 2)
        self.keep_settings(filters=max(FILTERS_LEAST, min(cells, most)))
        self.set_widths()

    def _set_share(self, percent: int) -> None:
        share = max(SHARE_LEAST, min(percent, SHARE_MOST))
        self.keep_settings(**{"list_wide" if self.wide else "list_middle": share})
        self.set_widths()

    # With the mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the border under the mouse."""
        self._dragged = self._border_at(event.screen_offset)
        if self._dragged:
            event.stop()
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The border follows the mouse."""
        x = event.screen_x
        if self._dragged == "filters":
            self._set_filters(x)
        elif self._dragged == "list":
            left = self.query_one("#list-pane").region.x
            room = max(1, self.size.width - left)
            self._set_share(round(100 * (x - left) / room))

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Let go of the border."""
        if self._dragged:
            self._dragged = None
            self.release_mouse()

    def _border_at(self, at: Offset) -> Border | None:
        if self.has_class("-narrow", "-zen"):
            return None
        if _has_left_border(self.query_one("#article-pane"), at):
            return "list"
        if self.wide and _has_left_border(self.query_one("#list-pane"), at):
            return "filters"
        return None

    # Zen

    def action_zen(self) -> None:
        """Leave the article alone on the screen, or show all panes again."""
        if self.has_class("-zen"):
            self.remove_class("-zen")
            self.focus_article()
        elif self.list.row or self.view.article_id:
            self.add_class("-zen")
            if self.focused is not self.view:
                self.list.action_open()

    @property
    def article_in_sight(self) -> bool:
        """Whether the reading pane is on the screen."""
        return super().article_in_sight or self.has_class("-zen")

    def action_search(self) -> None:
        """Go to the query line."""
        self.remove_class("-zen")
        super().action_search()

    def action_timeline(self) -> None:
        """Go to the bars above the list, or back from them."""
        self.remove_class("-zen")
        super().action_timeline()

    async def open_filters(self) -> None:
        """Go to the filters."""
        self.remove_class("-zen")
        await super().open_filters()

    def focus_list(self) -> None:
        """Go to the list; what has taken its place goes."""
        self.remove_class("-zen")
        super().focus_list()


def _has_left_border(pane: Widget, at: Offset) -> bool:
    region = pane.region
    return bool(region.area) and at.x == region.x and region.y <= at.y < region.bottom
