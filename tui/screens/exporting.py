"""The dialog for an export, and how far a long one is."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, ProgressBar, RadioButton, RadioSet, Static

from store.export_formats import FORMATS, FileFormat
from tui.language import _, mark, number
from tui.scopes import Scope
from tui.screens.dialog import Dialog
from tui.widgets.file_box import FileBox

FORMAT_NAMES: dict[FileFormat, str] = {
    "jsonl": mark("JSON Lines"),
    "json": mark("JSON"),
    "csv": mark("CSV, for spreadsheets"),
    "md": mark("Markdown"),
    "txt": mark("Plain text"),
}

DIALOG_CSS = """
    {0} {{ align: center middle; background: $background 60%; }}
    {0} > VerticalScroll {{
        width: 76; max-width: 96%; height: auto; max-height: 96%;
        border: round $primary; border-title-color: $text-primary;
        padding: 0 1; background: $surface; scrollbar-size-vertical: 1;
    }}
    {0} .label {{ color: $text-accent; }}
    {0} .quiet {{ color: $foreground 75%; }}
    {0} .error {{ color: $text-error; display: none; }}
    {0} RadioSet {{ border: none; padding: 0; background: $surface; height: auto; width: 1fr; }}
    {0} RadioSet#scope {{ width: 3fr; }}
    {0} RadioSet#format {{ width: 2fr; }}
    {0} RadioButton {{ width: 100%; text-wrap: nowrap; text-overflow: ellipsis; }}
    {0} RadioButton > .toggle--button {{ color: $foreground 75%; background: $surface; }}
    {0} RadioButton.-on > .toggle--button {{ color: $text-success; background: $surface; }}
    {0} Horizontal {{ height: auto; }}
    {0} Button {{ margin-right: 2; }}
"""


class Wish(NamedTuple):
    """What is to be exported, how, and where to."""

    scope: Scope
    format: FileFormat
    path: Path


class ExportScreen(Dialog[Wish | None]):
    """Asks what to export, in which format, and into which file; None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]
    DEFAULT_CSS = DIALOG_CSS.format("ExportScreen")

    def __init__(self, scopes: Sequence[Scope], path: Path) -> None:
        super().__init__()
        self._scopes = scopes
        self._path = path

    def compose(self) -> ComposeResult:
        """What, how, where; the line for the file has the focus, for the rest may stay."""
        with VerticalScroll() as box:
            box.border_title = Content(_("Export"))
            with Horizontal():
                yield choices("scope", [scope.label for scope in self._scopes])
                yield choices("format", [_(FORMAT_NAMES[name]) for name in FORMATS])
            yield Static(Content(_("File")), classes="label")
            yield FileBox(self._path.with_suffix(f".{FORMATS[0]}"), id="file")
            yield Static("", id="wrong", classes="error", markup=False)
            with Horizontal():
                yield Button(Content(_("Export")), variant="primary", id="yes", compact=True)
                yield Button(Content(_("Cancel")), id="no", compact=True)
            hint = _("Enter in the file's line exports, Tab goes on, ↓ goes to what lies there")
            yield Static(Content(hint), classes="quiet")

    def on_mount(self) -> None:
        """The name of the file is what is most likely to be changed."""
        self.query_one(FileBox).line.focus()

    @property
    def format(self) -> FileFormat:
        """The format that is chosen."""
        return FORMATS[max(0, self.query_one("#format", RadioSet).pressed_index)]

    @on(RadioSet.Changed, "#format")
    def _show_ending(self) -> None:
        self.query_one(FileBox).set_suffix(self.format, frozenset(FORMATS))

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def _done(self) -> None:
        path = self.query_one(FileBox).path
        wrong = self._wrong(path)
        notice = self.query_one("#wrong", Static)
        notice.display = bool(wrong)
        notice.update(Content(wrong))
        if wrong:
            return
        scope = self._scopes[max(0, self.query_one("#scope", RadioSet).pressed_index)]
        wish = Wish(scope, self.format, path.absolute())
        if not path.exists():
            self.dismiss(wish)
            return
        from tui.screens.confirm import ConfirmScreen

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - what the screen gives
            if yes:
                self.dismiss(wish)

        question = _("{file} is there already. Replace it?").format(file=path.name)
        self.app.push_screen(ConfirmScreen(question, _("Replace")), answered)

    @staticmethod
    def _wrong(path: Path) -> str:
        """What keeps the file from being written, as far as that can be seen; empty if nothing."""
        try:
            if path.is_dir():
                return _("This is a directory; name a file in it.")
            if not path.absolute().parent.is_dir():
                return _("There is no directory {path}.").format(path=path.absolute().parent)
            path.exists()
        except (OSError, ValueError) as error:
            return str(error)
        return ""

    @on(Button.Pressed, "#no")
    def action_cancel(self) -> None:
        """Close without exporting."""
        self.dismiss(None)


class ProgressScreen(Dialog[bool]):
    """How far an export is; gives True when it is to be stopped, False to leave it alone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "answer(False)", show=False, priority=True),
        Binding("x", "answer(True)", show=False),
    ]
    DEFAULT_CSS = (
        DIALOG_CSS.format("ProgressScreen")
        + """
    ProgressScreen ProgressBar { width: 100%; }
    ProgressScreen Bar { width: 1fr; }
    """
    )

    def __init__(self, wish: Wish) -> None:
        super().__init__()
        self.wish = wish

    def compose(self) -> ComposeResult:
        """The file, a bar, and what can be done."""
        with VerticalScroll() as box:
            box.border_title = Content(_("Export"))
            yield Static(Content(str(self.wish.path)), classes="quiet")
            yield Static("", id="done", markup=False)
            yield ProgressBar(total=max(1, self.wish.scope.size), show_eta=False)
            with Vertical():
                hint = _("Esc lets it go on beside your reading, x stops it")
                yield Static(Content(hint), classes="quiet")

    def show(self, done: int) -> None:
        """Show that `done` articles have been written."""
        if not self.query("#done"):  # not laid out yet, or being taken down
            return
        text = _("{n} of {all} articles")
        text = text.format(n=number(done), all=number(self.wish.scope.size))
        self.query_one("#done", Static).update(Content(text))
        self.query_one(ProgressBar).update(progress=done)

    def action_answer(self, stop: bool) -> None:  # noqa: FBT001 - as the binding calls it
        """Close; stop the export or not."""
        self.dismiss(stop)


class _Choice(RadioButton):
    """One of several things, with a sign that tells by more than its colour what is chosen."""

    def __init__(self, label: str, *, chosen: bool) -> None:
        super().__init__(Content(label), value=chosen, compact=True)
        self._show_sign()

    def watch_value(self) -> None:
        """Fill the sign, or empty it."""
        self._show_sign()
        super().watch_value()

    def _show_sign(self) -> None:
        self.BUTTON_INNER = "●" if self.value else "○"


def choices(id_: str, labels: Sequence[str]) -> RadioSet:
    """Some things of which one is chosen, the first one to begin with."""
    buttons = [_Choice(label, chosen=place == 0) for place, label in enumerate(labels)]
    return RadioSet(*buttons, id=id_, compact=True)
