"""A numbered list to choose from: the links of an article, or why it has its labels."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from tui.commands import bindings_of, commands_of, key_name
from tui.language import _
from tui.screens.dialog import Dialog
from tui.widgets.rows import fit

Verb = Literal["choose", "browse", "copy"]
_LINES = 2
"""Lines of a row: what it is, and more about it."""


class Choice(NamedTuple):
    """A row: what it is, and more about it; `note` stands at the end of the first line."""

    text: str
    more: str
    note: str = ""


class Chosen(NamedTuple):
    """The row that was chosen, and what is to be done with it."""

    place: int
    verb: Verb


class Choices(Widget, can_focus=True):
    """The rows with their numbers and a cursor."""

    COMPONENT_CLASSES = {"choices--cursor", "choices--more"}  # noqa: RUF012 - Textual's declaration
    DEFAULT_CSS = """
    Choices {
        height: auto;
        & > .choices--more { color: $foreground 75%; }
        & > .choices--cursor { background: $primary 30%; }
    }
    """

    cursor: reactive[int] = reactive(0)

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__(id="choices")
        self._choices = choices

    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays inside the list."""
        return max(0, min(cursor, len(self._choices) - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        if isinstance(self.parent, Widget):
            x, y, width, _height = self.virtual_region
            at = Region(x, y + self.cursor * _LINES, width, _LINES)
            self.parent.scroll_to_region(at, animate=False)

    def render(self) -> Content:
        """Two lines for each row."""
        width = self.size.width
        lines: list[Content] = []
        for place, (text, more, note) in enumerate(self._choices):
            number = f"{place + 1:>3}  "
            end = f"  {note}" if note else ""
            first = Content(fit(number + text, width - len(end)) + end)
            second = Content(fit(" " * len(number) + more, width)).stylize(self._style("more"))
            pair = [first, second]
            if place == self.cursor:
                pair = [line.stylize(self._style("cursor")) for line in pair]
            lines += pair
        return Content("\n").join(lines)

    def _style(self, part: str) -> Style:
        return self.get_visual_style(f"choices--{part}", partial=True)


class ChoosingScreen(Dialog[Chosen | None]):
    """Shows numbered rows; gives the one that is chosen by its number, by Enter or by the mouse."""

    DEFAULT_CSS = """
    ChoosingScreen { align: center middle; background: $background 60%; }
    ChoosingScreen > VerticalScroll {
        width: 84; max-width: 96%; height: auto; max-height: 90%;
        border: round $primary; border-title-color: $text-primary;
        border-subtitle-color: $foreground;
        padding: 0 1; background: $surface; scrollbar-size-vertical: 1;
    }
    ChoosingScreen .quiet { color: $foreground 75%; margin-top: 1; }
    """

    def __init__(
        self, title: str, choices: Sequence[Choice], *, verbs: Sequence[Verb] = ("choose",)
    ) -> None:
        super().__init__()
        self._bindings = type(self._bindings)(bindings_of("links"))
        self._title = title
        self._choices = choices
        self._verbs = verbs
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The rows, and what can be done with them."""
        with VerticalScroll(can_focus=False) as box:
            box.border_title = Content(self._title)
            yield Choices(self._choices)
            yield Static(Content(self._hint()), classes="quiet")

    def _hint(self) -> str:
        commands = [c for c in commands_of("links") if c.name in self._verbs and c.keys]
        keys = [f"{key_name(command.keys[0])} {command.title}" for command in commands]
        return " · ".join([_("number or keys"), *keys, f"{key_name('escape')} {_('Back')}"])

    @property
    def _rows(self) -> Choices:
        return self.query_one(Choices)

    def on_key(self, event: events.Key) -> None:
        """A number chooses its row as soon as it can be no other's."""
        if not event.character or not event.character.isdecimal():
            return
        event.stop()
        number = int(self._typed + event.character)
        if not 1 <= number <= len(self._choices):
            self._typed = ""
            return
        self._typed = str(number)
        self._rows.cursor = number - 1
        self.query_one(VerticalScroll).border_subtitle = Content(self._typed)
        if number * 10 > len(self._choices):
            self.action_choose()

    def on_click(self, event: events.Click) -> None:
        """A click chooses a row; beside them all it closes."""
        if event.widget is self:
            self.dismiss(None)
            return
        offset = event.get_content_offset(self._rows)
        if offset is not None and 0 <= offset.y // _LINES < len(self._choices):
            self._rows.cursor = offset.y // _LINES
            self.action_choose()

    def action_cursor_down(self) -> None:
        """To the next row."""
        self._move(1)

    def action_cursor_up(self) -> None:
        """To the row before."""
        self._move(-1)

    def _move(self, step: int) -> None:
        self._typed = ""
        self._rows.cursor += step

    def action_choose(self) -> None:
        """Take the row at the cursor."""
        self._take("choose")

    def action_browse(self) -> None:
        """Open what the row leads to in the browser."""
        self._take("browse")

    def action_copy(self) -> None:
        """Copy the address that the row leads to."""
        self._take("copy")

    def _take(self, verb: Verb) -> None:
        if verb in self._verbs and self._choices:
            self.dismiss(Chosen(self._rows.cursor, verb))

    def action_close(self) -> None:
        """Close without choosing."""
        self.dismiss(None)
