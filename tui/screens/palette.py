"""The command palette: every command by its name, with what it does; and all themes by theirs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from inspect import isawaitable
from typing import Any, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from press.query_fields import fold
from tui.commands import COMMANDS, Command
from tui.language import _
from tui.screens.dialog import Dialog
from tui.widgets.rows import fit

_FRAME = 6
"""Cells beside an entry's text."""


class Entry(NamedTuple):
    """Something that can be run: its name, its keys, what it does."""

    name: str
    keys: str
    help: str
    run: Callable[[], object]


class PaletteScreen(Dialog[Entry | None]):
    """A line to type in, and below it the entries that fit; gives the one that is to be run."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("pageup", "move(-8)", show=False),
    ]
    DEFAULT_CSS = """
    PaletteScreen { align: center top; background: $background 60%; }
    PaletteScreen > Vertical {
        width: 76; max-width: 96%; height: auto; max-height: 90%; margin-top: 1;
        border: round $primary; border-title-color: $text-primary; padding: 0 1;
        background: $surface;
    }
    PaletteScreen Input { background: $foreground 8%; padding: 0; }
    PaletteScreen OptionList {
        height: auto; max-height: 100vh; border: none; padding: 0; background: $surface;
        scrollbar-size-vertical: 1;
    }
    PaletteScreen #none { color: $foreground 75%; display: none; }
    """

    def __init__(self, title: str, hint: str, entries: Sequence[Entry], here: int = 0) -> None:
        super().__init__()
        self._title = title
        self._hint = hint
        self._entries = entries
        self._here = here
        self._shown: Sequence[Entry] = ()

    def compose(self) -> ComposeResult:
        """The line and the entries."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            yield Input(placeholder=self._hint, compact=True)
            yield OptionList(compact=True, markup=False)
            yield Static(Content(_("Nothing is called that.")), id="none")

    def on_mount(self) -> None:
        """Show all, the cursor on the entry that is in force."""
        self._list.can_focus = False
        self._show(self._entries, self._here)

    def on_resize(self) -> None:
        """Set the entries to the new width."""
        self.call_after_refresh(self._set_anew)

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(fitting(self._entries, event.value), 0)

    def _show(self, entries: Sequence[Entry], place: int) -> None:
        self._shown = entries
        width = min(76, self.app.size.width * 96 // 100) - _FRAME
        self._list.clear_options()
        self._list.add_options([Option(_set(entry, width)) for entry in entries])
        self._list.display = bool(entries)
        self.query_one("#none").display = not entries
        self._list.highlighted = place if entries else None

    def _set_anew(self) -> None:
        self._show(self._shown, self._list.highlighted or 0)

    def action_move(self, lines: int) -> None:
        """Go down in the entries, or up."""
        if self._shown:
            place = (self._list.highlighted or 0) + lines
            self._list.highlighted = max(0, min(place, len(self._shown) - 1))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        place = self._list.highlighted
        if place is not None and place < len(self._shown):
            self.dismiss(self._shown[place])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._shown[event.option_index])

    def action_close(self) -> None:
        """Close without running anything."""
        self.dismiss(None)


def fitting(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries with all words typed, those first whose names begin so, then other names."""
    words = fold(typed).split()

    def rank(entry: Entry) -> int | None:
        name = fold(f"{entry.name} {entry.keys}")
        if not all(word in f"{name} {fold(entry.help)}" for word in words):
            return None
        beginnings = all(any(part.startswith(word) for part in name.split()) for word in words)
        return 0 if beginnings else 1 if all(word in name for word in words) else 2

    found = [(place, entry) for entry in entries if (place := rank(entry)) is not None]
    return [entry for _place, entry in sorted(found, key=lambda each: each[0])]


def _set(entry: Entry, width: int) -> Content:
    """Name and keys, below them what it does."""
    keys = fit(entry.keys, min(cell_len(entry.keys), width // 3))
    name = fit(entry.name, width - cell_len(keys) - 1)
    lines = [Content.assemble((name, "bold"), " ", (keys, "$text-accent"))]
    if entry.help:
        lines.append(Content(fit(entry.help, width)).stylize("$foreground 75%"))
    return Content("\n").join(lines)


def open_palette(app: App[Any]) -> None:
    """Lay the palette over the screen; what is chosen is done by what had the focus."""
    entries = list(_commands(app.screen, app.run_action))
    _open(app, PaletteScreen(_("Commands"), _("Search for a command …"), entries))


def open_themes(app: App[Any]) -> None:
    """Lay the list of all themes over the screen."""
    names = sorted(app.available_themes)
    entries = [Entry(name, "", "", partial(setattr, app, "theme", name)) for name in names]
    here = names.index(app.theme) if app.theme in names else 0
    _open(app, PaletteScreen(_("Colours"), _("Search for a theme …"), entries, here))


def _open(app: App[Any], screen: PaletteScreen) -> None:
    async def chosen(entry: Entry | None) -> None:
        result = entry.run() if entry else None
        if isawaitable(result):
            await result

    app.push_screen(screen, chosen)


def _commands(screen: Screen[Any], run: Callable[..., object]) -> Iterator[Entry]:
    """The commands of the screen and of its panes, those of what has the focus first."""
    place = (screen.focused.id or "") if screen.focused else ""
    ordered: Iterable[Command] = sorted(COMMANDS, key=lambda command: command.where != place)
    for command in ordered:
        node = _node(command, screen, place)
        if node is not None and hasattr(node, f"action_{command.name}"):
            act = partial(run, command.name, node)
            yield Entry(command.title, command.keys_shown, command.sentence, act)


def _node(command: Command, screen: Screen[Any], place: str) -> DOMNode | None:
    """The widget that does a command, if it is on the screen."""
    if command.where == "everywhere":
        return screen
    if command.where == "filters":
        return screen.focused if place.startswith("facet-") else None
    panes = screen.query(f"#{command.where}")
    return panes.first() if panes else None
