"""A line for the path of a file, with what lies in its directory below it, to go there."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from press.text import clean_line

_SHOWN = 200
"""Entries of a directory that are shown at most."""


class Listed(Message):
    """What lies in the directory that is being typed: names, directories with a slash."""

    def __init__(self, typed: str, names: list[str]) -> None:
        self.typed = typed
        self.names = names
        super().__init__()


class FileBox(Vertical):
    """Asks for a path. What is typed is completed (→); ↓ or the mouse goes through the entries."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "entries", show=False)]
    DEFAULT_CSS = """
    FileBox {
        height: auto;
        & > Input { background: $foreground 8%; padding: 0; }
        & > OptionList { height: 6; border: none; padding: 0 1; background: $surface; }
    }
    """

    def __init__(self, path: Path, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._first = path
        self._names: list[str] = []

    def compose(self) -> ComposeResult:
        """The line, and the entries below it."""
        line = Input(shortened(self._first), compact=True, select_on_focus=False, id="path")
        line.suggester = _Entries(self)
        yield line
        yield OptionList(id="entries", compact=True, markup=False)

    def on_mount(self) -> None:
        """Show what lies beside the file to begin with."""
        self._list(self.line.value)

    @property
    def line(self) -> Input:
        """Where the path is typed."""
        return self.query_one("#path", Input)

    @property
    def path(self) -> Path:
        """The path as typed, with the home directory for ``~``."""
        return expanded(self.line.value)

    def set_suffix(self, suffix: str, known: frozenset[str]) -> None:
        """Give the file another ending in the place of one that is `known`."""
        head, dot, ending = self.line.value.rpartition(".")
        if dot and ending in known:
            self.line.value = f"{head}.{suffix}"
            self.line.cursor_position = len(self.line.value)

    @on(Input.Changed, "#path")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._list(event.value)

    @work(thread=True, exclusive=True, group="entries")
    def _list(self, typed: str) -> None:
        """Read the directory; it may be slow, and what is typed goes on."""
        self.post_message(Listed(typed, entries(typed)))

    def on_listed(self, event: Listed) -> None:
        """Show the entries, unless something else has been typed since."""
        event.stop()
        if event.typed == self.line.value:
            self._names = event.names
            shown = self.query_one("#entries", OptionList)
            shown.clear_options()
            shown.add_options([Option(Content(clean_line(name))) for name in event.names])

    @property
    def names(self) -> list[str]:
        """The entries that fit what has been typed."""
        return self._names

    def action_entries(self) -> None:
        """Go down into the entries."""
        if self._names:
            shown = self.query_one("#entries", OptionList)
            shown.highlighted = 0
            shown.focus()

    @on(OptionList.OptionSelected, "#entries")
    def _take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self._names):
            head, slash, last = self.line.value.rpartition("/")
            name = self._names[event.option_index]
            file = last if name.endswith("/") and not name.startswith(last) else ""
            self.line.value = f"{head}{slash}{name}{file}"
            self.line.cursor_position = len(self.line.value) - len(file)
            self.line.focus()


class _Entries(Suggester):
    """Completes a path to the first entry that begins so."""

    def __init__(self, box: FileBox) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._box = box

    async def get_suggestion(self, value: str) -> str | None:
        head, slash, last = value.rpartition("/")
        found = (name for name in self._box.names if last and name.startswith(last))
        name = next((name for name in found if name != last), None)
        return f"{head}{slash}{name}" if name else None


def entries(typed: str) -> list[str]:
    """What lies in the directory of a path and begins as its last part, directories first.

    Where nothing begins so, all that lies there.
    """
    head, slash, last = typed.rpartition("/")
    directory = expanded(head or "/") if slash else Path()
    try:
        found = sorted(
            (not each.is_dir(), each.name.casefold(), each.name) for each in directory.iterdir()
        )
    except OSError:
        return []
    names = [name if is_file else f"{name}/" for is_file, _key, name in found]
    names = [name for name in names if name.isprintable()]
    shown = [name for name in names if not name.startswith(".")] if last[:1] != "." else names
    fitting = [name for name in shown if name.startswith(last)]
    return (fitting or shown)[:_SHOWN]


def expanded(typed: str) -> Path:
    """A typed path; ``~`` is the home directory where there is one."""
    path = Path(typed)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def shortened(path: Path) -> str:
    """A path as people write it, with ``~`` for the home directory."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
