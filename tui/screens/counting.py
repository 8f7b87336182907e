"""What is counted beside the list: the filters' numbers, and what an empty result would grow by."""

from typing import TYPE_CHECKING

from textual import on

from press.query import Query
from tui.answers import CountsReady, LooseningReady, StatesReady
from tui.screens.visiting import IndexBuilding, VisitingScreen

if TYPE_CHECKING:
    from tui.widgets.empty import EmptyResult

RECOUNT_EVERY = 1.0
"""Seconds between two looks whether marks have changed that the filters count."""


class CountingScreen(VisitingScreen):
    """Asks for the numbers of the query that the list shows, and shows them while they count."""

    _counted_marks = 0

    def count_facets(self) -> None:
        """Ask for the numbers of the filters."""
        from tui.counts import count

        query = self.search
        self.desk.ask(lambda: CountsReady(count(self.library, query, self.today)), kind="counts")
        self._count_states()

    def _count_states(self) -> None:
        from tui.counts import count_states

        query = self.search
        self._counted_marks = self.library.reader.changes
        self.desk.ask(lambda: StatesReady(query, count_states(self.library, query)), kind="states")

    def recount_states(self) -> None:
        """Count the states again once marks have changed, here or in another window."""
        fresh = self.counts is not None and self.counts.query == self.search
        if fresh and self.desk.idle and self._counted_marks != self.library.reader.changes:
            self._count_states()

    @on(CountsReady)
    async def _show_counts(self, event: CountsReady) -> None:
        if event.counts.query == self.search:
            self.counts = event.counts
            self.list.show_names(event.counts.labels["agency"])
            if self.wide:
                await self.mount_filters()
            self.show_filters()

    @on(StatesReady)
    def _show_states(self, event: StatesReady) -> None:
        if event.query == self.search and self.counts and self.counts.query == event.query:
            self.counts = self.counts.with_states(event.numbers)
            self.show_filters()

    # Where there is nothing to list

    def ask_what_to_loosen(self, query: Query) -> None:
        """Ask what a query that finds nothing would find without some of its parts."""
        from tui.counts import loosened

        if query:
            self.desk.ask(
                lambda: LooseningReady(query, loosened(self.library, query)), kind="loosen"
            )

    @on(LooseningReady)
    def _offer_loosening(self, event: LooseningReady) -> None:
        self.empty.offer(event.query, event.offers)

    def on_empty_result_loosened(self, event: "EmptyResult.Loosened") -> None:
        """A part of the query is to be left out."""
        self.set_query(event.query)

    @on(IndexBuilding)
    def _tell_building(self, event: IndexBuilding) -> None:
        self.empty.show_building(event.share)
