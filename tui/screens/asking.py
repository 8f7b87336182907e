"""How a question comes about: typed in the query line, with offers, or set by a key or a filter.

The query is the only truth. What is put to the library comes back from the desk as a message, and
an answer to a question that is no longer asked is dropped.
"""

from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer
from textual.widgets import Input

from press.query import Query, QueryError, parse
from press.query_fields import is_within_field
from store.library import Row
from tui.answers import NamesReady, ResultReady
from tui.history import History
from tui.language import _
from tui.periods import restriction
from tui.query_texts import written
from tui.results import find
from tui.screens.handing_on import HandingOnScreen
from tui.typing_ahead import TypingAhead
from tui.widgets.query_box import QueryBox
from tui.widgets.time_strip import TimeStrip

if TYPE_CHECKING:
    from tui.widgets.filters import FilterPanel
    from tui.widgets.offers import Offers

HURRIED_PAUSE = 0.02
"""Seconds after which a query is put though more keys wait: they may be about something else."""
UNSURE_PAUSE = 0.15
"""The same where a field is being typed, or what is typed is no query yet."""


class AskingScreen(HandingOnScreen):
    """Puts the query to the library."""

    _pause: Timer | None = None
    _state = 0
    """Of the library: counted up, in the desk's thread, when it has changed."""
    _typed_on = False
    """Whether what is typed goes on with the query that was asked last."""

    def __init__(self, today: date) -> None:
        super().__init__(today)
        self.history = History()

    def set_query(self, query: Query) -> None:
        """Ask something else than before, and show it in the query line."""
        self.history.visit(query)
        self._show_query(query)

    def step_back(self) -> bool:
        """Ask again what was asked before, or for everything; whether there was anything to do."""
        query = self.history.step(-1)
        if query is None and not self.line.box.value:
            return False
        self._show_query(query or Query())
        return True

    def action_query_back(self) -> None:
        """To the query before."""
        if not self.step_back():
            self.notify(_("This was the first query."))

    def action_query_forward(self) -> None:
        """To the query after."""
        query = self.history.step(1)
        if query is None:
            self.notify(_("This was the last query."))
        else:
            self._show_query(query)

    def _show_query(self, query: Query) -> None:
        self._stop_typing()
        self._typed_on = False
        self.search = query
        box = self.line.box
        with box.prevent(Input.Changed):
            box.value = written(query)
        box.cursor_position = len(box.value)
        box.close()
        self.line.show_error(None)
        self.show_filters()
        self.put_query()

    def put_query(self, *, near: tuple[Row, int] | None = None) -> None:
        """Put the query to the library; `near` is the article that the cursor is to stay on.

        What was to be counted for the query before need not be counted any more.
        """
        query = self.search
        for kind in ("counts", "states", "loosen"):
            self.desk.drop(kind)
        self.desk.ask(
            lambda: ResultReady(find(self.library, query, near=near), self._state),
            kind="search",
            awaited=True,
        )

    @on(QueryBox.Entered)
    def _fetch_names(self) -> None:
        self._typed_on = False

        def job() -> NamesReady:
            from press.lexicon import lexicon
            from tui.completion import completer

            lexicon()  # what is typed now is soon searched for: that need not wait for it
            return NamesReady(completer(self.library, self.today))

        self.desk.ask(job, kind="names", awaited=True)

    @on(NamesReady)
    def _use_names(self, event: NamesReady) -> None:
        self.line.box.complete_by(event.completer)

    def on_offers_taken(self, event: "Offers.Taken") -> None:
        """The mouse takes an offer."""
        self.line.box.take(event.candidate)

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        """Ask at once for what is typed, but once for letters that come at once."""
        self._stop_typing()
        if not _is_whole(self.line.box.value):
            self._pause = self.set_timer(UNSURE_PAUSE, self._take_typed)
        elif isinstance(self.app, TypingAhead) and not self.app.typed.empty():
            self._pause = self.set_timer(HURRIED_PAUSE, self._take_typed)
        else:
            self._take_typed()

    @on(Input.Submitted, "#query")
    def _entered(self) -> None:
        if self._take_typed():
            self.focus_list()

    def _stop_typing(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None

    def _take_typed(self) -> bool:
        """Read what has been typed; what is no query leaves the old result standing."""
        self._stop_typing()
        try:
            query = parse(self.line.box.value)
        except QueryError as error:
            # What offers would complete is not wrong yet.
            self.line.show_error(None if self.line.box.offering else error)
            return False
        self.line.show_error(None)
        if query != self.search:
            self.history.visit(query, instead=self._typed_on)
            self._typed_on = True
            self.search = query
            self.show_filters()
            self.put_query()
        return True

    @on(TimeStrip.Picked)
    def _restrict_to_days(self, event: TimeStrip.Picked) -> None:
        self.set_query(self.search.with_field("date", [restriction(event.first, event.last)]))

    def on_filter_panel_changed(self, event: "FilterPanel.Changed") -> None:
        """The panel edits the query."""
        self.set_query(self.search.with_field(event.field, event.values))

    def on_filter_panel_wrong(self, event: "FilterPanel.Wrong") -> None:
        """Something in the panel's date boxes is no date."""
        text = _("“{text}” is no date; write 13.10.2022 or 2022-10-13.").format(text=event.text)
        self.notify(text, severity="warning", markup=False)


def _is_whole(typed: str) -> bool:
    """Whether what is typed is a query, and no field at its end that is only being typed."""
    try:
        parse(typed)
    except QueryError:
        return False
    return not is_within_field(typed)
