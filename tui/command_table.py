"""The table of all commands, in the order of the help."""

from tui.command import Command
from tui.commands_everywhere import EVERYWHERE
from tui.commands_in_panes import IN_PANES
from tui.commands_in_screens import IN_SCREENS

COMMANDS: tuple[Command, ...] = (*EVERYWHERE, *IN_PANES, *IN_SCREENS)
"""All commands, in the order of the help."""
