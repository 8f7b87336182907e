"""The filter panel: dates, facets and states, with the number of articles behind each value.

The panel holds nothing of its own: it shows what a query says and posts what the reader wants
changed. The screen owns the query.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from press.query import Query
from press.query_dates import bounds
from tui.counts import FACETS, PRESETS, Choice, Counts
from tui.language import _, day, parse_day
from tui.widgets.facet_list import FacetList

_OWN = "…"
"""What stands for a period of one's own among the ready-made ones."""


class Range(NamedTuple):
    """A range of dates as two texts for two boxes; empty where it is open."""

    since: str = ""
    until: str = ""


class FilterPanel(VerticalScroll, can_focus=False):
    """Facets to choose from; several values of each at once."""

    DEFAULT_CSS = """
    FilterPanel {
        scrollbar-size-vertical: 1;
        & > .heading { color: $text-accent; text-style: bold; margin-top: 1; height: 1; }
        & > .heading.-first { margin-top: 0; }
        & > #range { height: 1; }
        & > #range > Input { width: 1fr; background: $foreground 8%; padding: 0; }
        & > #range > Input.-wrong { color: $error; text-style: underline; }
        & > #range > Static { width: 3; content-align: center middle; }
        & > .find { height: 1; background: $foreground 8%; padding: 0; display: none; }
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
        self._waiting: tuple[Query, Counts | None] | None = None
        self._presets: Mapping[str, int] = {}
        self._is_made = False

    def on_mount(self) -> None:
        """Show what came before there was anything to show it in."""
        self._is_made = True
        if self._waiting is not None:
            self.show(*self._waiting)

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
            yield FacetHeading(_(heading), field)
            hint = _("find in: {heading}").format(heading=_(heading))
            yield Input(placeholder=hint, id=f"find-{field}", classes="find", compact=True)
            yield FacetList(field)

    def show(self, query: Query, counts: Counts | None) -> None:
        """Show the restrictions of `query`; with `counts`, the values and their numbers too."""
        self._query = query
        if not self._is_made:
            self._waiting = query, counts
            return
        self._waiting = None
        if counts:
            self._presets = counts.presets
        presets = [
            Choice(value, _(label), self._presets.get(value)) for value, label in PRESETS.items()
        ]
        dates = query.values("date")
        own = [_OWN] if any(value not in PRESETS for value in dates) else []
        presets.append(Choice(_OWN, _("own period"), None))
        self._facet("date").show(presets, [*dates, *own])
        self._show_range(query)
        for field in FACETS:
            facet = self._facet(field)
            chosen = query.values(field)
            choices = facet.choices if counts is None else counts.choices(field, chosen)
            facet.show(choices, chosen)
            self.query_one(f"#heading-{field}", FacetHeading).long = facet.is_long

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
        if event.value == _OWN:
            self.query_one("#since", Input).focus()
            return
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
        """To the list next to this one; the boxes where letters are typed are passed over."""
        event.stop()
        lists = list(self.query(FacetList))
        place = lists.index(event.facet) + event.direction
        if 0 <= place < len(lists):
            lists[place].enter(event.direction, group=event.group)

    @on(FacetList.FindWanted)
    def _open_find(self, event: FacetList.FindWanted) -> None:
        event.stop()
        self.open_find(event.facet.field)

    def open_find(self, field: str) -> None:
        """Let the reader type what the values of a facet are to be called, and see them below."""
        for box in self.query(f"#find-{field}").results(Input):
            box.display = True
            box.focus(scroll_visible=False)
            heading = self.query_one(f"#heading-{field}")
            self.call_after_refresh(self.scroll_to_widget, heading, animate=False, top=True)

    @on(Input.Changed, ".find")
    def _find(self, event: Input.Changed) -> None:
        event.stop()
        self._facet(_field_of(event.input)).find(event.value)

    @on(Input.Submitted, ".find")
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()
        self._facet(_field_of(event.input)).enter(1)

    def end_finding(self) -> None:
        """Show all values of all facets again."""
        for box in self.query(".find").results(Input):
            self._close_find(box)

    def _close_find(self, box: Input) -> None:
        """Show all values again."""
        box.value = ""
        box.display = False

    def on_key(self, event: events.Key) -> None:
        """Arrow keys lead out of the boxes; so does Esc, which shows all values again."""
        box = self.screen.focused
        if not isinstance(box, Input) or event.key not in ("up", "down", "escape"):
            return
        event.stop()
        event.prevent_default()
        finding = box.has_class("find")
        facet = self._facet(_field_of(box) if finding else "date")
        if event.key == "escape":
            if finding:
                self._close_find(box)
            facet.enter(1) if finding else facet.enter(-1)
        elif event.key == "down":
            (facet if finding else self._facet("topic")).enter(1)
        elif finding:
            facet.action_previous_group()
        else:
            facet.enter(-1)

    @on(Input.Blurred, ".find")
    def _left_find(self, event: Input.Blurred) -> None:
        """An empty box goes with the cursor."""
        event.stop()
        if not event.input.value.strip():
            self._close_find(event.input)

    @on(Input.Submitted, "#since, #until")
    @on(Input.Blurred, "#since, #until")
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


class FacetHeading(Static):
    """The name of a facet; of a long one a click opens the box to find values in."""

    ALLOW_SELECT = False

    def __init__(self, text: str, field: str) -> None:
        super().__init__("", id=f"heading-{field}", classes="heading", markup=False)
        self._text = text
        self._field = field
        self._long = False
        self._write()

    @property
    def long(self) -> bool:
        """Whether the facet has so many values that finding one is worth it."""
        return self._long

    @long.setter
    def long(self, long: bool) -> None:
        if long == self._long:
            return
        self._long = long
        self._write()

    def _write(self) -> None:
        hint = ("  " + _("/ finds"), "not bold $foreground 75%") if self._long else ""
        self.update(Content.assemble(self._text, hint), layout=False)
        self.tooltip = _("Click to find a value by its name") if self._long else None

    def on_click(self) -> None:
        """Open the box."""
        if self._long and isinstance(self.parent, FilterPanel):
            self.parent.open_find(self._field)


def _field_of(box: Input) -> str:
    return (box.id or "").removeprefix("find-")


def _range_of(value: str, today: date) -> Range:
    """The first and last day that a date value means, as the language writes them."""
    since, until = bounds(value, today)
    return Range(day(since) if since else "", day(until) if until else "")
