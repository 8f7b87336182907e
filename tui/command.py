"""What a command is: one action of the reader with its keys, its label and its help."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

from tui.keymap import own_keys
from tui.language import _, mark

Where = Literal[
    "everywhere",
    "query",
    "timeline",
    "list",
    "article",
    "filters",
    "saved",
    "links",
    "versions",
    "empty",
    "sources",
]

PLACES: dict[Where, str] = {
    "everywhere": mark("Everywhere"),
    "query": mark("In the query line"),
    "timeline": mark("In the timeline"),
    "list": mark("In the list"),
    "article": mark("In the article"),
    "filters": mark("In the filters"),
    "saved": mark("In the saved searches"),
    "links": mark("In the lists of links and labels"),
    "versions": mark("In the versions"),
    "empty": mark("In an empty result"),
    "sources": mark("In the sources"),
}
"""The parts of the reader, in the order that the help shows them, with their headings."""

NUMBERS = tuple("123456789")
"""The keys of commands that are numbered."""

_KEY_NAMES = {
    "ctrl": mark("Ctrl"),
    "shift": mark("Shift"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "space": mark("Space"),
    "pageup": mark("PgUp"),
    "pagedown": mark("PgDn"),
    "home": mark("Home"),
    "end": mark("End"),
    "f1": "F1",
    "comma": ",",
}


@dataclass(frozen=True)
class Command:
    """One action: its usual keys, a short label and a sentence of help.

    `hint` commands show in the footer while their part of the reader has the focus; those for
    everywhere always, or only where `hint` names. The action of `numbered` ones is told which of
    the keys was pressed.
    """

    name: str
    usual: tuple[str, ...]
    label: str
    help: str
    where: Where = "everywhere"
    hint: bool | Where = False
    numbered: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in use: those of the configuration, else the usual ones."""
        own = own_keys(self.where, self.name)
        return self.usual if own is None else own

    @property
    def title(self) -> str:
        """The label in the language in use."""
        return _(self.label)

    @property
    def sentence(self) -> str:
        """The help in the language in use."""
        return _(self.help)

    @property
    def keys_shown(self) -> str:
        """The keys as people read them: ``j ↓``."""
        return " ".join(key_name(key) for key in self.keys)

    def bindings(self) -> Iterator[Binding]:
        """One Textual binding for each key; the first one carries the footer's hint."""
        for position, key in enumerate(self.keys):
            yield Binding(
                key,
                f"{self.name}('{key}')" if self.numbered else self.name,
                self.title,
                show=bool(self.hint) and position == 0,
                key_display=key_name(key),
                tooltip=self.sentence,
                id=f"{self.where}.{self.name}" if position == 0 else None,
            )


def key_name(key: str) -> str:
    """A key as it is printed on the keyboard, in the language in use."""
    parts = key.split("+") if len(key) > 1 else [key]
    return "+".join(_(_KEY_NAMES[part]) if part in _KEY_NAMES else part for part in parts)
