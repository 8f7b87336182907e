"""The line of keys at the bottom: what can be done where the focus is."""

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from tui.commands import Command, Where, commands_of, key_name
from tui.language import _

_ALWAYS = 2
_OWN_KEYS: tuple[Where, ...] = ("query", "timeline", "list", "article", "empty")
"""The places that are called as their widgets are."""
_WITHOUT_ARTICLES = ("search", "filters", "help", "quit")
"""What can be done where no article is listed."""


def _width(command: Command) -> int:
    return cell_len(f" {key_name(command.keys[0])} {command.title} ")


class KeyBar(Widget):
    """Hints for the pane with the focus; a click does what the key does.

    One widget without children: it changes with every move of the focus.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: 1; background: $panel; color: $foreground;
        & > .key-bar--key { color: $text-accent; text-style: bold; }
    }
    """

    place: reactive[Where | None] = reactive("list")
    """The part of the reader whose keys are shown; None while something is being typed."""
    with_hits: reactive[bool] = reactive(bool)
    """Whether the article has hits to go to."""

    def on_mount(self) -> None:
        """Follow the focus."""
        self.watch(self.screen, "focused", self._follow)

    def _follow(self, focused: Widget | None) -> None:
        own: dict[str, Where] = {name: name for name in _OWN_KEYS}
        if isinstance(focused, Input) and focused.id not in own:
            self.place = None
        else:
            self.place = own.get(focused.id or "", "filters") if focused else "empty"

    @property
    def hints(self) -> list[Command]:
        """The commands to show, those of the pane first."""
        if self.place is None:
            return [command for command in commands_of("everywhere") if command.name == "back"]
        commands = [c for c in commands_of(self.place) if self.with_hits or c.name != "next_hit"]
        if self.place == "empty":
            commands += [c for c in commands_of("everywhere") if c.name in _WITHOUT_ARTICLES]
        elif self.place != "query":  # where letters are typed and not commands
            taken = {key for command in commands for key in command.keys}
            everywhere = commands_of("everywhere")
            commands += [command for command in everywhere if not taken & set(command.keys[:1])]
        return [c for c in commands if c.keys and c.hint in (True, self.place)]

    @property
    def _fitting(self) -> list[Command]:
        """The hints that there is room for; help and the way out go last."""
        hints = self.hints
        while len(hints) > _ALWAYS and sum(map(_width, hints)) > self.size.width:
            del hints[-_ALWAYS - 1]
        return hints

    def render(self) -> Content:
        """Key and label of each hint."""
        style = self.get_visual_style("key-bar--key", partial=True)
        typing = [("enter", _("Hits"))] if self.place is None else []
        shown = typing + [(command.keys[0], command.title) for command in self._fitting]
        parts = [
            Content.assemble(" ", Content(key_name(key)).stylize(style), f" {label} ")
            for key, label in shown
        ]
        return Content("").join(parts)

    def _at(self, x: int) -> Command | None:
        left = 0
        if self.place is None:
            return None
        for command in self._fitting:
            left += _width(command)
            if x < left:
                return command
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Explain the key under the mouse."""
        command = self._at(event.x)
        self.tooltip = command.sentence if command else None

    def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        command = self._at(event.x)
        if command:
            self.app.simulate_key(command.keys[0])
