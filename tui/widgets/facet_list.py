"""A short list of values to choose from, each with its count; several may be chosen at once."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from press.text import clean_line
from tui.commands import bindings_of
from tui.language import ngettext, number
from tui.widgets.rows import fit

CHOSEN = "✓"
_SHORT = 8
"""Values shown before the list is unfolded; chosen ones are always shown."""


class Choice(NamedTuple):
    """A value, how it is called, and how many articles it would leave (None: not known yet)."""

    value: str
    label: str
    hits: int | None


class FacetList(Widget, can_focus=True):
    """The values of one facet, most frequent first."""

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
        """The cursor wants to leave the list, upwards (-1) or downwards (1)."""

        def __init__(self, facet: "FacetList", direction: int) -> None:
            self.facet = facet
            self.direction = direction
            super().__init__()

    def __init__(self, field: str) -> None:
        super().__init__(id=f"facet-{field}")
        self._bindings = type(self._bindings)(bindings_of("filters"))
        self.field = field
        self.choices: Sequence[Choice] = ()
        self.chosen: frozenset[str] = frozenset()
        self._unfolded = False

    def show(self, choices: Sequence[Choice], chosen: Sequence[str]) -> None:
        """Show other values or counts; the cursor stays on its value."""
        shown = self._shown
        value = shown[self.cursor].value if self.cursor < len(shown) else None
        self.choices = choices
        self.chosen = frozenset(chosen)
        places = [place for place, choice in enumerate(self._shown) if choice.value == value]
        self.cursor = places[0] if places else min(self.cursor, max(0, self._count - 1))
        self.refresh(layout=True)

    @property
    def _shown(self) -> list[Choice]:
        if self._unfolded or len(self.choices) <= _SHORT + 1:
            return list(self.choices)
        first = list(self.choices[:_SHORT])
        return first + [choice for choice in self.choices[_SHORT:] if choice.value in self.chosen]

    @property
    def _folded(self) -> int:
        return len(self.choices) - len(self._shown)

    @property
    def _count(self) -> int:
        return len(self._shown) + bool(self._folded)

    def render(self) -> Content:
        """One line per value."""
        width = self.size.width
        lines = []
        for place, choice in enumerate(self._shown):
            chosen = choice.value in self.chosen
            count = "" if choice.hits is None else f" {number(choice.hits)}"
            label = fit(clean_line(choice.label, 200), width - 2 - cell_len(count))
            mark = f"{CHOSEN} " if chosen else "  "
            line = Content.assemble(
                Content(mark + label).stylize(self._style("chosen") if chosen else ""),
                Content(count).stylize(self._style("count")),
            )
            lines.append(self._with_cursor(line, place))
        if self._folded:
            text = "  " + ngettext("… {n} more", "… {n} more", self._folded)
            more = Content(fit(text, width)).stylize(self._style("count"))
            lines.append(self._with_cursor(more, len(lines)))
        return Content("\n").join(lines or [Content(fit("  –", width))])

    def _style(self, part: str) -> Style:
        return self.get_visual_style(f"facet-list--{part}", partial=True)

    def _with_cursor(self, line: Content, place: int) -> Content:
        return line.stylize(self._style("cursor")) if self._is_cursor(place) else line

    def _is_cursor(self, place: int) -> bool:
        return self.has_focus and place == self.cursor

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

    def action_choose(self) -> None:
        """Choose the value under the cursor, or give it up."""
        self._choose(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < self._count:
            self.cursor = offset.y
            self._choose(offset.y)

    def enter(self, direction: int) -> None:
        """Take the focus, with the cursor at the end that is being come from."""
        self.cursor = 0 if direction > 0 else max(0, self._count - 1)
        self.focus(scroll_visible=False)
        self._follow()

    def _choose(self, place: int) -> None:
        shown = self._shown
        if place < len(shown):
            self.post_message(self.Toggled(self, shown[place].value))
        elif self._folded:
            self._unfolded = True
            self.refresh(layout=True)

    def _follow(self) -> None:
        """Scroll the panel so that the cursor's line is in sight."""
        if isinstance(self.parent, Widget):
            x, y, width, _height = self.virtual_region
            self.parent.scroll_to_region(Region(x, y + self.cursor, width, 1), animate=False)
