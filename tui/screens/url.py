"""An address, shown so that it can be copied by hand."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from press.text import clean_line
from tui.language import _
from tui.screens.dialog import Dialog


class UrlScreen(Dialog[None]):
    """Shows one address until any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,U,space", "dismiss", show=False)
    ]
    DEFAULT_CSS = """
    UrlScreen { align: center middle; background: $background 60%; }
    UrlScreen > Vertical {
        width: auto; max-width: 90%; height: auto; max-height: 90%;
        border: round $primary; padding: 1 2; background: $surface;
    }
    UrlScreen Static { width: auto; max-width: 100%; }
    UrlScreen .quiet { margin-top: 1; color: $foreground 75%; }
    """

    def __init__(self, url: str, reason: str = "") -> None:
        super().__init__()
        self._url = url
        self._reason = reason

    def compose(self) -> ComposeResult:
        """The reason, if any, and the address."""
        with Vertical():
            if self._reason:
                yield Static(Content(self._reason + "\n"))
            yield Static(Content(clean_line(self._url)), id="url")
            yield Static(Content(_("Esc closes")), classes="quiet")
