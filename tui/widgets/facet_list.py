"""A short list of values to choose from, each with its count; several may be chosen at once."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from press.query_fields import fold
from press.text import clean_line
from tui.commands import bindings_of
from tui.counts import Choice
from tui.language import ngettext, number
from tui.widgets.rows import fit

CHOSEN = "✓"
SHORT = 6
"""Values shown before the list is unfolded; chosen ones are always shown."""


class FacetList(Widget, can_focus=True):
    """The values of one facet, most frequent first; only the lines on the screen are made."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "facet-list--cursor",
        "facet-list--chosen",
        "facet-list--count",
    }
    DEFAULT_CSS = """
    FacetList {
        height: auto;
        & > .facet-list--chosen { text-style: bold; color: $text-primary; }
        & > .facet-list--count { color: $foreground 75%; }
        & > .facet-list--cursor { background: $primary 30%; }
    }
    """

    cursor: reactive[int] = reactive(0)

    class Toggled(Message):
        """A value has been chosen, or is no longer."""

        def __init__(self, facet: "FacetList", value: str) -> None:
            self.facet = facet
            self.value = value
            super().__init__()

        @property
        def control(self) -> "FacetList":
            """The list it happened in."""
            return self.facet

    class Left(Message):
        """The cursor wants to leave the list, upwards (-1) or downwards (1).

        With `group` to the beginning of the next or previous list, else to its nearest line.
        """

        def __init__(self, facet: "FacetList", direction: int, *, group: bool = False) -> None:
            self.facet = facet
            self.direction = direction
            self.group = group
            super().__init__()

    class FindWanted(Message):
        """The reader wants to find a value by its name."""

        def __init__(self, facet: "FacetList") -> None:
            self.facet = facet
            super().__init__()

    def __init__(self, field: str) -> None:
        super().__init__(id=f"facet-{field}")
        self._bindings = type(self._bindings)(bindings_of("filters"))
        self.field = field
        self.choices: Sequence[Choice] = ()
        self.chosen: frozenset[str] = frozenset()
        self._unfolded = False
        self._wanted = ""
        self._shown: list[Choice] = []

    def show(self, choices: Sequence[Choice], chosen: Sequence[str]) -> None:
        """Show other values or counts; the cursor stays on its value."""
        if choices == self.choices and self.chosen == frozenset(chosen):
            return
        self.choices = choices
        self.chosen = frozenset(chosen)
        self._choose_shown()

    def find(self, words: str) -> None:
        """Show only the values whose names hold all of these words, however umlauts are written."""
        self._wanted = words
        self._choose_shown()
        self.cursor = 0

    @property
    def is_long(self) -> bool:
        """Whether there are more values than are shown unasked."""
        return len(self.choices) > SHORT + 1

    def _choose_shown(self) -> None:
        """Find out which values are shown; the cursor stays on its value."""
        before = self._shown[self.cursor].value if self.cursor < len(self._shown) else None
        height = self._count
        self._shown = self._found() if self._wanted.strip() else self._unasked()
        places = [place for place, choice in enumerate(self._shown) if choice.value == before]
        self.cursor = places[0] if places else min(self.cursor, max(0, self._count - 1))
        self.refresh(layout=self._count != height)

    def _found(self) -> list[Choice]:
        words = fold(self._wanted).split()
        return [
            choice
            for choice in self.choices
            if all(word in fold(f"{choice.label} {choice.value}") for word in words)
        ]

    def _unasked(self) -> list[Choice]:
        if self._unfolded or not self.is_long:
            return list(self.choices)
        first = list(self.choices[:SHORT])
        return first + [choice for choice in self.choices[SHORT:] if choice.value in self.chosen]

    @property
    def _folded(self) -> int:
        """Values that a last line stands for."""
        return 0 if self._wanted.strip() else len(self.choices) - len(self._shown)

    @property
    def _count(self) -> int:
        return len(self._shown) + bool(self._folded)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A line per value."""
        return max(1, self._count)

    def render_line(self, y: int) -> Strip:
        """One value: chosen or not, its name, its count."""
        width = self.size.width
        if y >= self._count:
            return self._strip([("  –", "")], width, here=False) if y == 0 else Strip.blank(width)
        here = self.has_focus and y == self.cursor
        if y >= len(self._shown):
            text = "  " + ngettext("… {n} more", "… {n} more", self._folded)
            return self._strip([(fit(text, width), "count")], width, here=here)
        choice = self._shown[y]
        chosen = choice.value in self.chosen
        count = "" if choice.hits is None else f" {number(choice.hits)}"
        label = fit(clean_line(choice.label, 200), width - 2 - cell_len(count))
        sign = f"{CHOSEN} " if chosen else "  "
        parts = [(sign + label, "chosen" if chosen else ""), (count, "count")]
        return self._strip(parts, width, here=here)

    def _strip(self, parts: Sequence[tuple[str, str]], width: int, *, here: bool) -> Strip:
        segments = [Segment(text, self._style(part, here=here)) for text, part in parts if text]
        return Strip(segments).adjust_cell_length(width, self._style("", here=here))

    def _style(self, part: str, *, here: bool) -> Style:
        names = [f"facet-list--{name}" for name in (here and "cursor", part) if name]
        return self.get_visual_style(*names).rich_style

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def action_cursor_down(self) -> None:
        """To the next value, or out of the list."""
        if self.cursor + 1 >= self._count:
            self.post_message(self.Left(self, 1))
        else:
            self.cursor += 1
            self._follow()

    def action_cursor_up(self) -> None:
        """To the previous value, or out of the list."""
        if self.cursor <= 0:
            self.post_message(self.Left(self, -1))
        else:
            self.cursor -= 1
            self._follow()

    def action_first(self) -> None:
        """To the first value."""
        self.cursor = 0
        self._follow()

    def action_last(self) -> None:
        """To the last value shown."""
        self.cursor = max(0, self._count - 1)
        self._follow()

    def action_next_group(self) -> None:
        """To the next list."""
        self.post_message(self.Left(self, 1, group=True))

    def action_previous_group(self) -> None:
        """To the previous list."""
        self.post_message(self.Left(self, -1, group=True))

    def action_find_value(self) -> None:
        """Find a value by its name."""
        self.post_message(self.FindWanted(self))

    def action_choose(self) -> None:
        """Choose the value under the cursor, or give it up."""
        self._choose(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < self._count:
            self.cursor = offset.y
            self._choose(offset.y)

    def enter(self, direction: int, *, group: bool = False) -> None:
        """Take the focus, with the cursor at the end that is being come from."""
        self.cursor = 0 if direction > 0 or group else max(0, self._count - 1)
        self.focus(scroll_visible=False)
        self._follow()

    def _choose(self, place: int) -> None:
        if place < len(self._shown):
            self.post_message(self.Toggled(self, self._shown[place].value))
        elif self._folded:
            self._unfolded = True
            self._choose_shown()

    def _follow(self) -> None:
        """Scroll the panel so that the cursor's line is in sight, the heading with the first."""
        if isinstance(self.parent, Widget):
            x, y, width, _height = self.virtual_region
            above = 1 if self.cursor == 0 else 0
            line = Region(x, y + self.cursor - above, width, 1 + above)
            self.parent.scroll_to_region(line, animate=False)
