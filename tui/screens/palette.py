"""The command palette: every command by its name, with what it does."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode
from textual.theme import ThemeProvider

from tui.commands import COMMANDS, Command
from tui.language import _


class Commands(Provider):
    """The commands of the screen, of its panes, and of what had the focus."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command, node in self._available():
            name, run = self._name(command), self._run(command, node)
            yield DiscoveryHit(name, run, help=command.sentence)

    async def search(self, query: str) -> Hits:
        """The commands whose name or help is like `query`."""
        matcher = self.matcher(query)
        for command, node in self._available():
            name, run = self._name(command), self._run(command, node)
            score = max(matcher.match(name), matcher.match(command.sentence) / 2)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=command.sentence)

    def _available(self) -> Iterator[tuple[Command, DOMNode]]:
        """Commands with the widget that does them, those of what has the focus first."""
        ordered = sorted(COMMANDS, key=lambda command: command.where != self._place)
        for command in ordered:
            node = self._node(command)
            if node is not None and hasattr(node, f"action_{command.name}"):
                yield command, node

    @property
    def _place(self) -> str:
        """The part of the reader with the focus, called as its widget is."""
        return (self.focused.id or "") if self.focused else ""

    def _node(self, command: Command) -> DOMNode | None:
        """The widget that does a command, if it is on the screen."""
        if command.where == "everywhere":
            return self.screen
        if command.where == "filters":
            return self.focused if self._place.startswith("facet-") else None
        panes = self.screen.query(f"#{command.where}")
        return panes.first() if panes else None

    def _name(self, command: Command) -> str:
        return f"{command.title} ({command.keys_shown})" if command.keys else command.title

    def _run(self, command: Command, node: DOMNode) -> Callable[[], object]:
        return partial(self.app.run_action, command.name, node)


def open_palette(app: App[Any]) -> None:
    """Lay the palette over the screen."""
    app.push_screen(CommandPalette(providers=[Commands], placeholder=_("Search for a command …")))


def open_themes(app: App[Any]) -> None:
    """Lay the list of all themes over the screen."""
    app.push_screen(
        CommandPalette(providers=[ThemeProvider], placeholder=_("Search for a theme …"))
    )
