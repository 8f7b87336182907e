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
    "Generated from `tui/commands_*.py` by `python -m tui.commands`. "
    "Every action is also in the command palette (`:` or `ctrl+p`). "
    "The configuration gives actions other keys by their names:"
)
_EXAMPLE = """```toml
[keys]
toggle_star = "*"                     # wherever there is an action of that name
"article.page_down" = ["space", "f"]  # in one part of the reader: query, timeline, list, …
zen = []                              # no key; the palette still has it
```"""


def keys_page() -> str:
    """``docs/keys.md``: all commands with their keys, as Markdown."""
    parts = [
        "# Keys",
        _GENERATED,
        _EXAMPLE,
    ]
    for where, heading in PLACES.items():
        rows = [
            f"| {' '.join(f'`{_in_table(key)}`' for key in command.keys)} "
            f"| {command.title} | {command.sentence} | `{command.name}` |"
            for command in commands_of(where)
        ]
        parts.append(f"## {_(heading)} (`{where}`)")
        head = ["| keys | action | what it does | name |", "| --- | --- | --- | --- |"]
        parts.append("\n".join([*head, *rows]))
    return "\n\n".join(parts) + "\n"


def _in_table(key: str) -> str:
    """A key's name in a cell of a table."""
    return key_name(key).replace("|", "\\|")


def main() -> None:
    """Write ``docs/keys.md`` beside the source."""
    target = Path(__file__).parents[1] / "docs" / "keys.md"
    target.write_text(keys_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
