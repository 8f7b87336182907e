"""The saved searches: a short list with the number of hits, to run, rename and delete."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Static

from press.text import clean_line
from tui.commands import bindings_of, commands_of, key_name
from tui.language import _, number
from tui.query_texts import written
from tui.screens.dialog import Dialog
from tui.screens.prompt import PromptScreen
from tui.searches import KEYS, Saved
from tui.widgets.rows import fit

Change = Literal["rename", "delete", "up", "down", "undo"]
_NAME = 24
_NUMBER = 8


class SavedScreen(Dialog[Saved | None]):
    """Gives the search that is to be run; what else is wanted goes to `change`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,S", "close", show=False)]
    DEFAULT_CSS = """
    SavedScreen { align: center middle; background: $background 60%; }
    SavedScreen > VerticalScroll {
        width: 92; max-width: 96%; height: auto; max-height: 90%;
        border: round $primary; border-title-color: $text-primary;
        border-subtitle-color: $foreground 75%;
        padding: 0 1; background: $surface; scrollbar-size-vertical: 1;
    }
    """

    class Changed(Message):
        """A search is to be renamed (to `to`), deleted or moved, or the last such change undone."""

        def __init__(self, what: Change, name: str = "", to: str = "") -> None:
            self.what: Change = what
            self.name = name
            self.to = to
            super().__init__()

    def __init__(self, tell: Callable[[Message], object]) -> None:
        super().__init__()
        self._bindings = type(self._bindings).merge(
            [self._bindings, type(self._bindings)(bindings_of("saved"))]
        )
        self._tell = tell
        self._searches: Sequence[Saved] = ()
        self._loaded = False
        self._cursor = 0

    def compose(self) -> ComposeResult:
        """A line for each search; the keys in the frame."""
        with VerticalScroll() as box:
            box.border_title = _("Saved searches")
            box.border_subtitle = Content(
                "  ".join(
                    f"{key_name(c.keys[0])} {c.title}" for c in commands_of("saved") if c.hint
                )
            )
            yield Static("", id="searches", markup=False)

    def show(self, searches: Sequence[Saved]) -> None:
        """Show the searches as they are now."""
        self._loaded = True
        self._searches = searches
        self._cursor = max(0, min(self._cursor, len(searches) - 1))
        if self.query("#searches"):  # else they are painted when the screen is laid out
            self._paint()

    def on_resize(self) -> None:
        """Set the lines to the new width."""
        self.call_after_refresh(self._paint)

    @property
    def _box(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def _paint(self) -> None:
        width = self._box.scrollable_content_region.width
        lines = [self._line(place, width) for place in range(len(self._searches))]
        if self._loaded and not lines:
            lines = [Content(_("There are none yet; + saves the query that the list shows."))]
        self.query_one("#searches", Static).update(Content("\n").join(lines))

    def _line(self, place: int, width: int) -> Content:
        search = self._searches[place]
        key = str(place + 1) if place < KEYS else " "
        query = clean_line(search.text if search.query is None else written(search.query), 500)
        if search.query is None:
            numbers = _("not understood")
        elif search.hits is None or search.unread is None:
            numbers = "…"
        else:
            numbers = f"{number(search.hits):>{_NUMBER}} ● {number(search.unread)}"
        numbers = f"{numbers:<{2 * _NUMBER + 2}}"
        new = _("{n} new").format(n=number(search.new)) if search.new else ""
        new = f"{new:<{_NUMBER}}" if any(each.new for each in self._searches) else ""
        name = fit(clean_line(search.name, 200), min(_NAME, width // 3))
        room = width - 6 - cell_len(name) - cell_len(numbers) - cell_len(new)
        line = Content.assemble(
            (f" {key} ", "bold $text-accent"),
            (f"{name} ", "bold"),
            (f"{fit(query, room)} ", "$foreground 75%"),
            numbers,
            (new, "bold"),
        )
        return line.stylize("on $primary 30%") if place == self._cursor else line

    @property
    def _here(self) -> Saved | None:
        return self._searches[self._cursor] if self._searches else None

    def _move(self, to: int) -> None:
        self._cursor = max(0, min(to, len(self._searches) - 1))
        self._paint()
        self._box.scroll_to_region(Region(0, self._cursor, 1, 1), animate=False)

    def action_cursor_down(self) -> None:
        """To the next search."""
        self._move(self._cursor + 1)

    def action_cursor_up(self) -> None:
        """To the previous search."""
        self._move(self._cursor - 1)

    def action_run(self) -> None:
        """Show what the search finds."""
        if self._here:
            self.dismiss(self._here)

    def action_run_number(self, place: str = "") -> None:
        """Show what the search with this number finds."""
        if place and int(place) <= len(self._searches):
            self.dismiss(self._searches[int(place) - 1])

    def action_rename(self) -> None:
        """Ask for another name."""
        here = self._here
        if here is None:
            return

        def answered(name: str | None) -> None:
            if name and name != here.name:
                self._tell(self.Changed("rename", here.name, name))

        self.app.push_screen(PromptScreen(_("New name"), here.name), answered)

    def action_delete(self) -> None:
        """Delete the search; it can be undone."""
        if self._here:
            self._tell(self.Changed("delete", self._here.name))

    def action_move_down(self) -> None:
        """Change places with the next search, and keys with it."""
        self._change_places(1, "down")

    def action_move_up(self) -> None:
        """Change places with the previous search, and keys with it."""
        self._change_places(-1, "up")

    def _change_places(self, step: int, what: Change) -> None:
        here, to = self._here, self._cursor + step
        if here and 0 <= to < len(self._searches):
            self._tell(self.Changed(what, here.name))
            self._cursor = to

    def action_take_back(self) -> None:
        """Take back the last change."""
        self._tell(self.Changed("undo"))

    def action_close(self) -> None:
        """Close, and leave the list as it is."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click chooses, a second one runs."""
        content = self.query_one("#searches", Static)
        offset = event.get_content_offset(content) if event.widget is content else None
        if offset is None or offset.y >= len(self._searches):
            return
        if offset.y == self._cursor:
            self.action_run()
        else:
            self._move(offset.y)
