"""All keys, by the part of the reader they belong to."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import PLACES, Command, commands_of
from tui.language import _

_WIDTH = 84
_KEYS_WIDTH = 18
_FRAME = 7


class HelpScreen(ModalScreen[None]):
    """The table of commands; scrolls with the keys of the article."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(10)", show=False),
        Binding("b,pageup", "scroll(-10)", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > VerticalScroll {
        width: 84; max-width: 96%; height: auto; max-height: 94%;
        border: round $primary; border-title-color: $text-primary;
        padding: 0 2; background: $surface;
        scrollbar-size-vertical: 1;
    }
    HelpScreen Static { width: 100%; }
    """

    def compose(self) -> ComposeResult:
        """One text with a heading for each part."""
        with VerticalScroll() as box:
            box.border_title = _("Keys")
            yield Static(Content("\n").join(self._lines()))

    def _lines(self) -> Iterator[Content]:
        for where, heading in PLACES.items():
            yield Content.assemble("\n", (_(heading), "bold $text-accent"))
            for command in commands_of(where):
                yield self._line(command)
        yield Content.assemble("\n", (_("In the search"), "bold $text-accent"))
        yield Content(
            _(
                "Words are all looked for; “in quotes” as they stand, cyber* by their beginning, "
                "-word leaves out, OR and brackets combine. topic:, agency:, source:, date: and "
                "is:unread restrict, as the filters do. Enter goes to the hits, Esc back."
            )
        )
        yield Content("")

    def _line(self, command: Command) -> Content:
        keys = Content(f"{command.keys_shown:<{_KEYS_WIDTH}}").stylize("$text-primary")
        room = min(_WIDTH, self.app.size.width * 96 // 100) - _FRAME - _KEYS_WIDTH
        first, *more = Content(command.sentence).wrap(max(20, room))
        indent = Content(" " * _KEYS_WIDTH)
        return Content("\n").join([keys + first, *(indent + line for line in more)])

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        box = self.query_one(VerticalScroll)
        box.scroll_to(y=box.scroll_offset.y + lines, animate=False)
