"""The strip above the list: how many hits each day, week or month has, and a range to pick."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.commands import bindings_of
from tui.language import _, day, mark, ngettext, number, short_day
from tui.periods import Period, Timeline, Unit, timeline
from tui.results import Section
from tui.widgets.rows import fit

_BARS = " ▁▂▃▄▅▆▇█"
_WIDEST = 6
"""Cells of a period where there are few of them."""
_EACH: dict[Unit, str] = {
    "day": mark("per day"),
    "week": mark("per week"),
    "month": mark("per month"),
    "quarter": mark("per quarter"),
    "year": mark("per year"),
}


class TimeStrip(Widget, can_focus=True):
    """Bars, earliest left, and a line that says what they stand for.

    With the focus there is a cursor; from `begun` to it goes the range that is picked.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "time-strip--bar",
        "time-strip--range",
        "time-strip--caption",
    }
    DEFAULT_CSS = """
    TimeStrip {
        height: 2; padding: 0 1;
        & > .time-strip--bar { color: $primary; }
        & > .time-strip--range { color: $text-accent; background: $primary 30%; text-style: bold; }
        & > .time-strip--caption { color: $foreground 75%; }
    }
    """

    cursor: reactive[int] = reactive(0)
    begun: reactive[int | None] = reactive(None)

    class Picked(Message):
        """The reader wants the articles of these days only."""

        def __init__(self, first: date, last: date) -> None:
            self.first = first
            self.last = last
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._bindings = type(self._bindings)(bindings_of("timeline"))
        self._days: Sequence[Section] = ()
        self._line = Timeline("day", [])
        self._pressed = False

    def show(self, days: Sequence[Section]) -> None:
        """Show the days of another result, latest first, with the cursor on the latest."""
        self._days = days
        self._lay_out()

    def on_resize(self) -> None:
        """Put the days together for the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        self._line = timeline(self._days, self.size.width)
        self.begun = None
        self.cursor = max(0, len(self.periods) - 1)
        self.refresh()

    @property
    def periods(self) -> Sequence[Period]:
        """What has a bar, earliest first."""
        return self._line.periods

    @property
    def chosen(self) -> tuple[int, int]:
        """The first and the last bar of the range."""
        begun = self.cursor if self.begun is None else self.begun
        return min(begun, self.cursor), max(begun, self.cursor)

    @property
    def _cells(self) -> int:
        """Cells of one period."""
        return max(1, min(_WIDEST, self.size.width // max(1, len(self.periods))))

    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays on the bars."""
        return max(0, min(cursor, len(self.periods) - 1))

    def render(self) -> Content:
        """Bars and caption."""
        width = self.size.width
        caption = Content(fit(self._caption(), width))
        quiet = self.get_visual_style("time-strip--caption", partial=True)
        return Content("\n").join([self._bars(), caption.stylize(quiet)])

    def _bars(self) -> Content:
        cells = self._cells
        highest = max((period.hits for period in self.periods), default=1)
        bars = "".join(
            _bar(period.hits, highest) * max(1, cells - 1) + " " * (cells > 1)
            for period in self.periods
        )
        content = Content(bars).stylize(self.get_visual_style("time-strip--bar", partial=True))
        if self.has_focus or self.begun is not None:
            first, last = self.chosen
            style = self.get_visual_style("time-strip--range", partial=True)
            content = content.stylize(style, first * cells, (last + 1) * cells)
        return content

    def _caption(self) -> str:
        if not self.periods:
            return ""
        picking = self.has_focus or self.begun is not None
        first, last = self.chosen if picking else (0, len(self.periods) - 1)
        spans = _spans(self.periods[first].first, self.periods[last].last)
        if picking:
            hits = sum(period.hits for period in self.periods[first : last + 1])
            says = [ngettext("{n} article", "{n} articles", hits), number(hits)]
        else:
            says = [_(_EACH[self._line.unit]), ""]
        forms = [" · ".join(filter(None, (span, say))) for say in says for span in spans]
        return next((form for form in forms if cell_len(form) <= self.size.width), spans[-1])

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Forget a range that has been begun."""
        self.begun = None
        self.refresh()

    def action_earlier(self) -> None:
        """To the earlier bar."""
        self.cursor -= 1

    def action_later(self) -> None:
        """To the later bar."""
        self.cursor += 1

    def action_first(self) -> None:
        """To the earliest bar."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the latest bar."""
        self.cursor = len(self.periods) - 1

    def action_anchor(self) -> None:
        """Begin a range at the cursor, or give it up."""
        self.begun = self.cursor if self.begun is None else None

    def action_pick(self) -> None:
        """Restrict the query to the bar at the cursor, or to the range."""
        if self.periods:
            first, last = self.chosen
            self.begun = None
            self.post_message(self.Picked(self.periods[first].first, self.periods[last].last))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A range begins where the button is pressed."""
        if self.periods:
            self.capture_mouse()
            self._pressed = True
            self.cursor = self.begun = self._at(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The range follows the mouse."""
        if self._pressed:
            self.cursor = self._at(event)

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """The range ends where the button is released."""
        if self._pressed:
            self._pressed = False
            self.release_mouse()
            self.action_pick()

    def _at(self, event: events.MouseEvent) -> int:
        x = event.x - self.gutter.left
        return max(0, min(x // self._cells, len(self.periods) - 1))


def _spans(begin: date, end: date) -> list[str]:
    """From the one day to the other: in full, then shorter as far as nothing is left open."""
    if begin == end:
        return [day(begin)]
    between = f"{day(begin)} – {day(end)}"
    if begin.year == end.year:
        short = short_day(begin).strip()
        return [between, f"{short} – {day(end)}", f"{short}–{day(end)}"]
    return [between, f"{day(begin)}–{day(end)}"]


def _bar(hits: int, highest: int) -> str:
    """A bar of eight heights; what has any hits at all is seen."""
    return _BARS[-(-hits * (len(_BARS) - 1) // highest)]
