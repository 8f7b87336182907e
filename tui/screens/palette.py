"""The command palette: every command by its name, with what it does."""

from collections.abc import Callable
from functools import partial

from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from tui.commands import COMMANDS, Command
from tui.language import _


class Commands(Provider):
    """The commands that can be run from where the focus is."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in self._available():
            yield DiscoveryHit(self._name(command), self._run(command), help=command.sentence)

    async def search(self, query: str) -> Hits:
        """The commands whose name or help is like `query`."""
        matcher = self.matcher(query)
        for command in self._available():
            name = self._name(command)
            score = max(matcher.match(name), matcher.match(command.sentence) / 2)
            if score > 0:
                yield Hit(score, matcher.highlight(name), self._run(command), help=command.sentence)

    def _available(self) -> list[Command]:
        """Commands of the screen, and of the pane that had the focus when the palette opened."""
        return [c for c in COMMANDS if c.where == "everywhere" or self._has(c)]

    def _has(self, command: Command) -> bool:
        return self.focused is not None and (
            hasattr(self.focused, f"action_{command.name}") and self.focused.id == command.where
        )

    def _name(self, command: Command) -> str:
        return f"{command.title} ({command.keys_shown})" if command.keys else command.title

    def _run(self, command: Command) -> Callable[[], object]:
        node = self.screen if command.where == "everywhere" else self.focused or self.screen
        return partial(self.app.run_action, command.name, node)


def open_palette(app: App[object]) -> None:
    """Lay the palette over the screen."""
    app.push_screen(CommandPalette(providers=[Commands], placeholder=_("Search for a command …")))
