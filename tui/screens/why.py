"""Why the article is among the hits: each part of the query, and what in the article fits it."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from press.text import clean_line
from tui.commands import key_name
from tui.language import _
from tui.query_explained import Why
from tui.screens.dialog import Dialog

_LINE = 500


class WhyScreen(Dialog[None]):
    """Shows the reasons until any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,w", "dismiss", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(10)", show=False),
        Binding("b,pageup", "scroll(-10)", show=False),
    ]
    DEFAULT_CSS = """
    WhyScreen { align: center middle; background: $background 60%; }
    WhyScreen > VerticalScroll {
        width: 84; max-width: 96%; height: auto; max-height: 90%;
        border: round $primary; border-title-color: $text-primary;
        padding: 0 1; background: $surface; scrollbar-size-vertical: 1;
    }
    WhyScreen Static { width: 100%; }
    """

    def __init__(self, title: str, reasons: Sequence[Why]) -> None:
        super().__init__()
        self._title = title
        self._reasons = reasons

    def compose(self) -> ComposeResult:
        """The title, then two lines for each part of the query."""
        with VerticalScroll() as box:
            box.border_title = Content(_("Why this article"))
            box.border_subtitle = Content(f"{key_name('escape')} {_('Back')}")
            yield Static(Content("\n").join(self._lines()), id="why")

    def _lines(self) -> Iterator[Content]:
        yield Content(clean_line(self._title, _LINE)).stylize("bold")
        for reason in self._reasons:
            indent = "  " * reason.depth
            yield Content("")
            yield Content(indent + clean_line(reason.asked, _LINE)).stylize("$text-accent")
            yield Content(f"{indent}  {clean_line(reason.text, _LINE)}")

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        box = self.query_one(VerticalScroll)
        box.scroll_to(y=box.scroll_offset.y + lines, animate=False)
