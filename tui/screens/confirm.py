"""A question that is answered by yes or no."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from tui.language import _
from tui.screens.dialog import Dialog


class ConfirmScreen(Dialog[bool]):
    """Gives True for Enter or the first button, False for Esc or the second."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n,q", "answer(False)", show=False),
        Binding("y,j", "answer(True)", show=False),
        Binding("left,right,h,l", "app.focus_next", show=False),
    ]
    DEFAULT_CSS = """
    ConfirmScreen { align: center middle; background: $background 60%; }
    ConfirmScreen > Vertical {
        width: auto; max-width: 80%; min-width: 40; height: auto; max-height: 90%;
        border: round $primary; padding: 1 2; background: $surface;
    }
    ConfirmScreen Static { width: auto; max-width: 100%; margin-bottom: 1; }
    ConfirmScreen Horizontal { height: auto; width: auto; }
    ConfirmScreen Button { margin-right: 2; }
    """

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self._question = question
        self._yes = yes

    def compose(self) -> ComposeResult:
        """The question and its two answers; Enter is yes."""
        with Vertical():
            yield Static(Content(self._question))
            with Horizontal():
                yield Button(Content(self._yes), variant="primary", id="yes", compact=True)
                yield Button(Content(_("No")), id="no", compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:  # noqa: FBT001 - as the binding calls it
        """Close with an answer."""
        self.dismiss(yes)
