"""The note on an article, edited in place and kept while it is written."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from press.text import clean_line
from tui.language import _
from tui.screens.dialog import Dialog

KEEPING_PAUSE = 0.8
"""Seconds without a key after which what has been written is kept."""

Keep = Callable[[str, bool], object]
"""Keeps a text; the second says whether that goes on with what was kept before."""


class NoteScreen(Dialog[bool]):
    """A text area over the list; gives True when the text is to be gone on with in the editor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False, priority=True),
        Binding("ctrl+e", "editor", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    NoteScreen { align: center middle; background: $background 60%; }
    NoteScreen > Vertical {
        width: 76; max-width: 96%; height: 14; max-height: 90%;
        border: round $primary; border-title-color: $text-primary;
        padding: 0 1; background: $surface;
    }
    NoteScreen TextArea { height: 1fr; border: none; padding: 0; background: $foreground 4%; }
    NoteScreen .quiet { color: $foreground 75%; }
    """

    def __init__(self, title: str, text: str, keep: Keep) -> None:
        super().__init__()
        self._title = title
        self._text = self._kept = text
        self._keep = keep
        self._goes_on = False
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """The text and the two ways out."""
        with Vertical() as box:
            box.border_title = Content(_("Note") + f": {clean_line(self._title, 60)}")
            yield TextArea(self._kept, soft_wrap=True, compact=True, id="note")
            hint = _("Esc keeps and closes, Ctrl+e goes on in the editor")
            yield Static(Content(hint), classes="quiet")

    def on_mount(self) -> None:
        """Go on writing where the text ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def _written(self, event: TextArea.Changed) -> None:
        self._text = event.text_area.text
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(KEEPING_PAUSE, self.keep)

    def keep(self) -> None:
        """Have what has been written kept, if it is not."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        if self._text != self._kept:
            self._keep(self._text, self._goes_on)
            self._kept, self._goes_on = self._text, True

    def action_close(self) -> None:
        """Keep the text and close."""
        self._text = self.query_one(TextArea).text
        self.keep()
        self.dismiss(False)  # noqa: FBT003 - what the screen gives

    def action_editor(self) -> None:
        """Keep the text and go on with it in the editor."""
        self._text = self.query_one(TextArea).text
        self.keep()
        self.dismiss(True)  # noqa: FBT003 - what the screen gives

    def on_unmount(self) -> None:
        """Nothing that was written is lost when the reader is left."""
        self.keep()
