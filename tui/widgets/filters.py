"""The filter panel: dates, topics, agencies and sources, with the number of articles behind each.

The panel holds nothing of its own: it shows what a query says and posts what the reader wants
changed. The screen owns the query.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from press.query import Query
from press.query_dates import bounds
from tui.counts import FACETS, PRESETS, Counts
from tui.language import _, day, parse_day
from tui.widgets.facet_list import Choice, FacetList


class Range(NamedTuple):
    """A range of dates as two texts for two boxes; empty where it is open."""

    since: str = ""
    until: str = ""


class FilterPanel(VerticalScroll, can_focus=False):
    """Facets to choose from; several values of each at once."""

    DEFAULT_CSS = """
    FilterPanel {
        scrollbar-size-vertical: 1;
        & > .heading { color: $text-accent; text-style: bold; margin-top: 1; }
        & > .heading.-first { margin-top: 0; }
        & > #range { height: 1; }
        & > #range > Input { width: 1fr; background: $foreground 8%; padding: 0; }
        & > #range > Input.-wrong { color: $error; text-style: underline; }
        & > #range > Static { width: 3; content-align: center middle; }
    }
    """

    class Changed(Message):
        """The reader wants `field` restricted to one of `values` (none: not at all)."""

        def __init__(self, field: str, values: Sequence[str]) -> None:
            self.field = field
            self.values = list(values)
            super().__init__()

    class Wrong(Message):
        """What stands in a date box is no date."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    def __init__(self, *, today: date, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._today = today
        self._query = Query()

    def compose(self) -> ComposeResult:
        """Presets and a range of dates, then the facets."""
        yield Static(_("Period"), classes="heading -first", markup=False)
        yield FacetList("date")
        with Horizontal(id="range"):
            hint = _("from")
            yield Input(placeholder=hint, id="since", compact=True, tooltip=_("First day"))
            yield Static("–", markup=False)
            yield Input(placeholder=_("to"), id="until", compact=True, tooltip=_("Last day"))
        for field, heading in FACETS.items():
            yield Static(_(heading), classes="heading", markup=False)
            yield FacetList(field)

    def show(self, query: Query, counts: Counts | None) -> None:
        """Show the restrictions of `query`; with `counts`, the values and their numbers too."""
        self._query = query
        presets = [
            Choice(value, _(label), counts.presets.get(value) if counts else None)
            for value, label in PRESETS.items()
        ]
        self._facet("date").show(presets, query.values("date"))
        self._show_range(query)
        for field in FACETS:
            facet = self._facet(field)
            chosen = query.values(field)
            choices = facet.choices if counts is None else counts.choices(field, chosen)
            facet.show(choices, chosen)

    def focus_first(self) -> None:
        """Put the cursor where it was last, at first on the first preset."""
        self._facet("date").focus()

    def _facet(self, field: str) -> FacetList:
        return self.query_one(f"#facet-{field}", FacetList)

    def _show_range(self, query: Query) -> None:
        values = [value for value in query.values("date") if value not in PRESETS]
        shown = _range_of(values[0], self._today) if len(values) == 1 else Range()
        for name, text in zip(("since", "until"), shown, strict=True):
            box = self.query_one(f"#{name}", Input)
            if not box.has_focus:
                box.value = text
                box.remove_class("-wrong")

    @on(FacetList.Toggled)
    def _toggle(self, event: FacetList.Toggled) -> None:
        event.stop()
        field = event.facet.field
        chosen = list(self._query.values(field))
        if event.value in chosen:
            chosen.remove(event.value)
        elif field == "date":
            chosen = [event.value]
        else:
            chosen.append(event.value)
        self.post_message(self.Changed(field, chosen))

    @on(FacetList.Left)
    def _go_on(self, event: FacetList.Left) -> None:
        event.stop()
        stops = list(self.query("FacetList, #since"))
        place = stops.index(event.facet) + event.direction
        self._stop_at(stops[place] if 0 <= place < len(stops) else event.facet, event.direction)

    def _stop_at(self, stop: object, direction: int) -> None:
        if isinstance(stop, FacetList):
            if stop.field:
                stop.enter(direction)
        elif isinstance(stop, Input):
            stop.focus()

    def on_key(self, event: events.Key) -> None:
        """Arrow keys lead out of the date boxes."""
        focused = self.screen.focused
        if isinstance(focused, Input) and event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            direction = 1 if event.key == "down" else -1
            target = "topic" if direction > 0 else "date"
            self._facet(target).enter(direction)

    @on(Input.Submitted)
    @on(Input.Blurred)
    def _set_range(self, event: Input.Submitted | Input.Blurred) -> None:
        event.stop()
        days: list[str] = []
        for name in ("since", "until"):
            box = self.query_one(f"#{name}", Input)
            read = parse_day(box.value, self._today) if box.value.strip() else ""
            box.set_class(read is None, "-wrong")
            if read is None:
                self.post_message(self.Wrong(box.value))
                return
            days.append(read)
        given = f"{days[0]}..{days[1]}" if any(days) else None
        before = [value for value in self._query.values("date") if value not in PRESETS]
        if given is None and not before:
            return
        if [given] != before:
            self.post_message(self.Changed("date", [given] if given else []))


def _range_of(value: str, today: date) -> Range:
    """The first and last day that a date value means, as the language writes them."""
    since, until = bounds(value, today)
    return Range(day(since) if since else "", day(until) if until else "")
