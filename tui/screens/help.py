"""All keys, those of the part of the reader with the focus first; what is typed finds some."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from press.query_fields import fold
from tui.commands import PLACES, Command, Where, commands_of
from tui.language import _
from tui.screens.dialog import Dialog

_WIDTH = 84
_KEYS_WIDTH = 18
_FRAME = 7


class HelpScreen(Dialog[None]):
    """The table of commands; scrolls with the keys of the article, searches with the list's."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("q,question_mark,f1", "dismiss", show=False),
        Binding("slash", "search", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(10)", show=False),
        Binding("b,pageup", "scroll(-10)", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > Vertical {
        width: 84; max-width: 96%; height: auto; max-height: 94%;
        border: round $primary; border-title-color: $text-primary;
        padding: 0 1; background: $surface;
    }
    HelpScreen Input { background: $foreground 8%; padding: 0 1; margin: 0 1; }
    HelpScreen VerticalScroll {
        height: auto; max-height: 100vh; padding: 0 1; scrollbar-size-vertical: 1;
    }
    HelpScreen Static { width: 100%; }
    """

    def __init__(self, place: Where = "everywhere") -> None:
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """The box to search in, and one text with a heading for each part."""
        with Vertical() as box:
            box.border_title = _("Keys")
            box.border_subtitle = _("/ searches, Esc closes")
            yield Input(placeholder=_("Search the keys …"), compact=True, id="find")
            with VerticalScroll(can_focus=False):
                yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """Show all; letters are keys until somebody searches."""
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, words: str) -> None:
        lines = list(self._lines(fold(words).split()))
        if not lines:
            lines = [Content(""), Content(_("No key does that."))]
        self.query_one("#keys", Static).update(Content("\n").join(lines))

    def _lines(self, words: list[str]) -> Iterator[Content]:
        places = sorted(PLACES, key=lambda where: where not in (self._place, "everywhere"))
        if self._place != "everywhere":
            places.sort(key=lambda where: where != self._place)
        for where in places:
            commands = [c for c in commands_of(where) if _fits(c, words)]
            if commands:
                yield Content.assemble("\n", (_(PLACES[where]), "bold $text-accent"))
            for command in commands:
                yield self._line(command)
        if not words:
            yield from self._language_of_filters()

    def _language_of_filters(self) -> Iterator[Content]:
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
        shown = command.keys_shown or ":"
        keys = Content(f"{shown:<{_KEYS_WIDTH}}").stylize("$text-primary")
        room = min(_WIDTH, self.app.size.width * 96 // 100) - _FRAME - _KEYS_WIDTH
        first, *more = Content(command.sentence).wrap(max(20, room))
        indent = Content(" " * _KEYS_WIDTH)
        return Content("\n").join([keys + first, *(indent + line for line in more)])

    def action_search(self) -> None:
        """Search the keys."""
        self.query_one(Input).focus()

    def action_back(self) -> None:
        """Out of the search, then out of the help."""
        box = self.query_one(Input)
        if box.has_focus:
            box.value = ""
            self.set_focus(None)
        else:
            self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        box = self.query_one(VerticalScroll)
        box.scroll_to(y=box.scroll_offset.y + lines, animate=False)


def _fits(command: Command, words: list[str]) -> bool:
    """Whether each of some folded words is in what a command is called, does, or is pressed by."""
    text = fold(f"{command.title} {command.sentence} {command.keys_shown}")
    return all(word in text for word in words)
