"""Every action of the reader, said once.

A `Command` gives the key binding, the entry in the palette, the tooltip, the row of the help and
the row of ``docs/keys.md``; so these cannot drift apart. `name` is the Textual action of the
widget that `where` names, and the name under which a keymap remaps it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from textual.binding import Binding

from tui.language import _, mark

Where = Literal["everywhere", "list", "article", "filters"]

PLACES: dict[Where, str] = {
    "everywhere": mark("Everywhere"),
    "list": mark("In the list"),
    "article": mark("In the article"),
    "filters": mark("In the filters"),
}
"""The parts of the reader, in the order that the help shows them, with their headings."""

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
}


@dataclass(frozen=True)
class Command:
    """One action: its keys, a short label and a sentence of help.

    `hint` commands show in the footer while their part of the reader has the focus.
    """

    name: str
    keys: tuple[str, ...]
    label: str
    help: str
    where: Where = "everywhere"
    hint: bool = False

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
                self.name,
                self.title,
                show=self.hint and position == 0,
                key_display=key_name(key),
                tooltip=self.sentence,
                id=f"{self.where}.{self.name}" if position == 0 else None,
            )


def key_name(key: str) -> str:
    """A key as it is printed on the keyboard, in the language in use."""
    return "+".join(_(_KEY_NAMES.get(part, part)) for part in key.split("+"))


COMMANDS: tuple[Command, ...] = (
    Command(
        "search",
        ("/",),
        mark("Search"),
        mark("Type words or filters; hits show as you type."),
        hint=True,
    ),
    Command(
        "filters", ("f",), mark("Filters"), mark("Go to the filters, or back from them."), hint=True
    ),
    Command(
        "back",
        ("escape",),
        mark("Back"),
        mark("One step back: from the article, the filters, the search; then show everything."),
    ),
    Command(
        "next_pane", ("tab",), mark("Next pane"), mark("Go to the next pane, and round again.")
    ),
    Command(
        "previous_pane",
        ("shift+tab",),
        mark("Previous pane"),
        mark("Go to the previous pane, and round again."),
    ),
    Command(
        "pane_right",
        ("l", "right"),
        mark("To the right"),
        mark("Go from the filters to the list, from the list to the article."),
    ),
    Command(
        "pane_left",
        ("h", "left"),
        mark("To the left"),
        mark("Go from the article to the list, from the list to the filters."),
    ),
    Command(
        "next_unread",
        ("n",),
        mark("Next unread"),
        mark("Open the next article that has not been read."),
        hint=True,
    ),
    Command(
        "toggle_read",
        ("m",),
        mark("Read/unread"),
        mark("Mark the article read, or unread again."),
        hint=True,
    ),
    Command(
        "toggle_star",
        ("s",),
        mark("Star"),
        mark("Star the article, or take the star away."),
        hint=True,
    ),
    Command("undo", ("u",), mark("Undo"), mark("Take back the last mark.")),
    Command(
        "open_in_browser", ("o",), mark("Browser"), mark("Open the article's page in the browser.")
    ),
    Command(
        "copy_url", ("y",), mark("Copy URL"), mark("Copy the article's address to the clipboard.")
    ),
    Command(
        "show_url",
        ("U",),
        mark("Show URL"),
        mark("Show the article's address, to copy it by hand."),
    ),
    Command("reload", ("R",), mark("Reload"), mark("Show what has been crawled in the meantime.")),
    Command(
        "palette", (":", "ctrl+p"), mark("Commands"), mark("Find and run any command by its name.")
    ),
    Command("change_theme", ("T",), mark("Colours"), mark("Choose another theme.")),
    Command("help", ("?", "f1"), mark("Help"), mark("Show all keys."), hint=True),
    Command("quit", ("q",), mark("Quit"), mark("Leave Presselupe; all marks are kept."), hint=True),
    Command("cursor_down", ("j", "down"), mark("Down"), mark("Go to the next article."), "list"),
    Command("cursor_up", ("k", "up"), mark("Up"), mark("Go to the previous article."), "list"),
    Command(
        "page_down", ("space", "pagedown"), mark("Page down"), mark("Go down by a page."), "list"
    ),
    Command("page_up", ("b", "pageup"), mark("Page up"), mark("Go up by a page."), "list"),
    Command(
        "half_down", ("ctrl+d",), mark("Half a page down"), mark("Go down by half a page."), "list"
    ),
    Command("half_up", ("ctrl+u",), mark("Half a page up"), mark("Go up by half a page."), "list"),
    Command("first", ("g", "home"), mark("Newest"), mark("Go to the newest article."), "list"),
    Command(
        "last", ("G", "end"), mark("Oldest"), mark("Go to the last article of the list."), "list"
    ),
    Command(
        "next_day",
        ("d",),
        mark("Next day"),
        mark("Go to the first article of the next (earlier) day."),
        "list",
    ),
    Command(
        "previous_day",
        ("D",),
        mark("Previous day"),
        mark("Go to the first article of the previous (later) day."),
        "list",
    ),
    Command(
        "open",
        ("enter",),
        mark("Read"),
        mark("Open the article; it then counts as read."),
        "list",
        hint=True,
    ),
    Command("scroll_down", ("j", "down"), mark("Down"), mark("Scroll down by a line."), "article"),
    Command("scroll_up", ("k", "up"), mark("Up"), mark("Scroll up by a line."), "article"),
    Command(
        "page_down",
        ("space", "pagedown"),
        mark("Page down"),
        mark("Scroll down by a page."),
        "article",
    ),
    Command("page_up", ("b", "pageup"), mark("Page up"), mark("Scroll up by a page."), "article"),
    Command(
        "half_down",
        ("ctrl+d",),
        mark("Half a page down"),
        mark("Scroll down by half a page."),
        "article",
    ),
    Command(
        "half_up", ("ctrl+u",), mark("Half a page up"), mark("Scroll up by half a page."), "article"
    ),
    Command(
        "scroll_home",
        ("g", "home"),
        mark("Top"),
        mark("Go to the beginning of the article."),
        "article",
    ),
    Command(
        "scroll_end", ("G", "end"), mark("End"), mark("Go to the end of the article."), "article"
    ),
    Command("cursor_down", ("j", "down"), mark("Down"), mark("Go to the next filter."), "filters"),
    Command("cursor_up", ("k", "up"), mark("Up"), mark("Go to the previous filter."), "filters"),
    Command(
        "first",
        ("g", "home"),
        mark("First"),
        mark("Go to the first filter of the group."),
        "filters",
    ),
    Command(
        "last", ("G", "end"), mark("Last"), mark("Go to the last filter of the group."), "filters"
    ),
    Command(
        "choose",
        ("space", "enter"),
        mark("Choose"),
        mark("Add this restriction, or take it away."),
        "filters",
        hint=True,
    ),
)
"""All commands, in the order of the help."""


def commands_of(where: Where) -> list[Command]:
    """The commands of one part of the reader."""
    return [command for command in COMMANDS if command.where == where]


def bindings_of(where: Where) -> list[Binding]:
    """The bindings of one part of the reader, in the language in use."""
    return [binding for command in commands_of(where) for binding in command.bindings()]


_GENERATED = (
    "Generated from `tui/commands.py` by `python -m tui.commands`. "
    "Every action is also in the command palette (`:` or `ctrl+p`)."
)


def keys_page() -> str:
    """``docs/keys.md``: all commands with their keys, as Markdown."""
    parts = [
        "# Keys",
        _GENERATED,
    ]
    for where, heading in PLACES.items():
        rows = [
            f"| {' '.join(f'`{key_name(key)}`' for key in command.keys)} "
            f"| {command.title} | {command.sentence} |"
            for command in commands_of(where)
        ]
        parts.append(f"## {_(heading)}")
        parts.append("\n".join(["| keys | action | what it does |", "| --- | --- | --- |", *rows]))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write ``docs/keys.md`` beside the source."""
    target = Path(__file__).parents[1] / "docs" / "keys.md"
    target.write_text(keys_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
