"""A question that is answered in one line."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from press.text import clean_line
from tui.language import _
from tui.screens.dialog import Dialog


class PromptScreen(Dialog[str | None]):
    """Asks for one line; gives what Enter ends, None for Esc.

    `known` are words that are completed while they are typed, each after a comma.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]
    DEFAULT_CSS = """
    PromptScreen { align: center middle; background: $background 60%; }
    PromptScreen > Vertical {
        width: 72; max-width: 96%; height: auto;
        border: round $primary; border-title-color: $text-primary;
        padding: 0 1; background: $surface;
    }
    PromptScreen Input { background: $foreground 8%; padding: 0; }
    PromptScreen .quiet { color: $foreground 75%; }
    """

    def __init__(
        self, title: str, value: str = "", *, hint: str = "", known: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._hint = hint
        self._known = known

    def compose(self) -> ComposeResult:
        """The question, the line, and what may be said about it."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            line = Input(self._value, compact=True, select_on_focus=False)
            line.suggester = Known(self._known)
            yield line
            if self._hint:
                yield Static(Content(self._hint), classes="quiet")
            yield Static(Content(_("Enter keeps, Esc leaves all as it was")), classes="quiet")

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(clean_line(event.value, 2_000))

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class Known(Suggester):
    """Completes the word after the last comma to one that is known."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._words = words

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line with its last word completed."""
        last = value.rpartition(",")[2].lstrip()
        if not last:
            return None
        found = (word for word in self._words if word.casefold().startswith(last.casefold()))
        word = next((word for word in found if len(word) > len(last)), None)
        return value + word[len(last) :] if word else None
