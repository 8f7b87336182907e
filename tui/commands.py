"""Every action of the reader, said once.

A `Command` gives the key binding, the entry in the palette, the tooltip, the row of the help and
the row of ``docs/keys.md``; so these cannot drift apart. `name` is the Textual action of the
widget that `where` names, and the name under which a keymap remaps it.
"""

from pathlib import Path

from textual.binding import Binding

from tui.command import PLACES, Command, Where, key_name
from tui.command_table import COMMANDS
from tui.language import _

__all__ = [
    "COMMANDS", "PLACES", "Command", "Where", "bindings_of", "commands_of", "key_name",
]  # fmt: skip


def commands_of(where: Where) -> list[Command]:
    """The commands of one part of the reader."""
    return [command for command in COMMANDS if command.where == where]


def bindings_of(where: Where) -> list[Binding]:
    """The bindings of one part of the reader, in the language in use."""
    return [binding for command in commands_of(where) for binding in command.bindings()]


_GENERATED = (
    "Generated from `tui/command_table.py` by `python -m tui.commands`. "
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
