"""Giving articles to a command: the dialog that asks for it, and the screen with its output."""

import signal
from collections.abc import Callable, Sequence
from typing import ClassVar, Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Log, RadioSet, Static

from press.text import clean_line
from tui.language import _, mark
from tui.pipes import MOST
from tui.scopes import Scope
from tui.screens.dialog import Dialog
from tui.screens.exporting import DIALOG_CSS, choices

PipeFormat = Literal["txt", "jsonl"]
PIPE_FORMATS: dict[PipeFormat, str] = {"txt": mark("as text"), "jsonl": mark("as JSON Lines")}

_NOT_FOUND = 127
_LEAST = 20
"""Cells that a line of output is never broken below."""


class Piped(NamedTuple):
    """A command, the articles that it is given, and how."""

    command: str
    scope: Scope
    format: PipeFormat


class PipeScreen(Dialog[Piped | None]):
    """Asks for a command; ↑ and ↓ bring back those given before. None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]
    DEFAULT_CSS = (
        DIALOG_CSS.format("PipeScreen")
        + """
    PipeScreen Input { background: $foreground 8%; padding: 0; }
    """
    )

    def __init__(self, scopes: Sequence[Scope], history: Sequence[str]) -> None:
        super().__init__()
        self._scopes = scopes
        self._history = history

    def compose(self) -> ComposeResult:
        """The command's line, then what it is given."""
        with VerticalScroll() as box:
            box.border_title = Content(_("Pipe to a command"))
            yield CommandLine(self._history)
            with Horizontal():
                yield choices("scope", [scope.label for scope in self._scopes])
                yield choices("format", [_(name) for name in PIPE_FORMATS.values()])
            hint = _("Enter runs the command in a shell, ↑ brings back earlier ones")
            yield Static(Content(hint), classes="quiet")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(CommandLine).focus()

    @on(Input.Submitted)
    def _run(self, event: Input.Submitted) -> None:
        command = clean_line(event.value, 10_000)
        if not command:
            return
        scope = self._scopes[max(0, self.query_one("#scope", RadioSet).pressed_index)]
        place = max(0, self.query_one("#format", RadioSet).pressed_index)
        self.dismiss(Piped(command, scope, list(PIPE_FORMATS)[place]))

    def action_cancel(self) -> None:
        """Close without running anything."""
        self.dismiss(None)


class CommandLine(Input):
    """A line with a history: ↑ and ↓ go through what was given before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "earlier(1)", show=False),
        Binding("down", "earlier(-1)", show=False),
    ]

    def __init__(self, history: Sequence[str]) -> None:
        super().__init__(placeholder="wc -w", compact=True, select_on_focus=False, id="command")
        self._history = history
        self._place = -1
        self._own = ""

    def action_earlier(self, steps: int) -> None:
        """Bring back an earlier or a later command; the one being typed comes last of all."""
        place = max(-1, min(self._place + steps, len(self._history) - 1))
        if self._place == -1:
            self._own = self.value
        self._place = place
        self.value = self._own if place == -1 else self._history[place]
        self.cursor_position = len(self.value)


class OutputScreen(Dialog[None]):
    """What a command says, while it says it; Esc stops it, and closes when it has ended."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "stop_or_close", show=False),
        Binding("enter", "close_ended", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
        Binding("space", "scroll(10)", show=False),
        Binding("b", "scroll(-10)", show=False),
        Binding("g", "scroll(-1_000_000)", show=False),
        Binding("G", "scroll(1_000_000)", show=False),
    ]
    DEFAULT_CSS = """
    OutputScreen { align: center middle; background: $background 60%; }
    OutputScreen > Vertical {
        width: 96%; height: 90%; border: round $primary; border-title-color: $text-primary;
        padding: 0 1; background: $surface;
    }
    OutputScreen Log { height: 1fr; background: $surface; }
    OutputScreen #status { color: $foreground 75%; height: auto; }
    """

    def __init__(self, command: str, stop: Callable[[], object]) -> None:
        super().__init__()
        self._command = command
        self._stop = stop
        self._cut = False
        self.code: int | None = None
        """What the command has ended with; negative for a signal."""

    def compose(self) -> ComposeResult:
        """The output, and a line on how it stands."""
        with Vertical() as box:
            box.border_title = Content("| " + clean_line(self._command, 200))
            yield Log(id="output", auto_scroll=False)
            yield Static("", id="status", markup=False)

    def on_mount(self) -> None:
        """The command runs."""
        self.query_one(Log).focus()
        self._tell(_("Running … Esc stops it."))

    def show(self, text: str, *, cut: bool) -> None:
        """Show some more output, in lines no wider than the screen."""
        log = self.query_one(Log)
        width = max(_LEAST, log.scrollable_content_region.width or self.size.width)
        wrapped = [
            part.plain
            for line in text.split("\n")
            for part in Content(line).wrap(width) or [Content()]
        ]
        log.write("\n".join(wrapped))
        self._cut = self._cut or cut

    def ended(self, code: int, *, stopped: bool) -> None:
        """The command has ended."""
        self.code = code
        if stopped:
            told = _("Stopped.")
        elif code == _NOT_FOUND:
            told = _("The shell has not found the command (exit code 127).")
        elif code < 0:
            told = _("The command was ended by signal {name}.").format(name=_signal(-code))
        elif code:
            told = _("The command has failed with exit code {code}.").format(code=code)
        else:
            told = _("The command has ended well.")
        if not self.query_one(Log).line_count and code == 0:
            told += " " + _("It has said nothing.")
        if self._cut:
            told += " " + _("Only the first {n} characters are kept.").format(n=MOST)
        self._tell(told + " " + _("Esc closes."))

    def _tell(self, text: str) -> None:
        self.query_one("#status", Static).update(Content(text))

    def action_stop_or_close(self) -> None:
        """Stop the command, or close if it has ended."""
        if self.code is None:
            self._stop()
            self._tell(_("Stopping … Esc again ends it at once."))
        else:
            self.dismiss(None)

    def action_close_ended(self) -> None:
        """Close if the command has ended."""
        if self.code is not None:
            self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        log = self.query_one(Log)
        log.scroll_to(y=log.scroll_offset.y + lines, animate=False)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)
