"""Coming and going: the reader opens where it was left, and says what is new since then."""

import time
from threading import Thread
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from press.query import Query, QueryError, parse
from store.files import StoreError
from store.visits import IDLE, Pane, Place
from tui.language import _, ngettext
from tui.query_texts import written
from tui.results import Found, Spot
from tui.screens.asking import AskingScreen

if TYPE_CHECKING:
    from store.library import Row

SIGN_OF_LIFE = 300.0
"""Seconds between two notes that somebody is there."""
TELL_BUILDING = 0.2
"""Seconds between two reports of how far the building of the index is."""

_NEW = Query().with_field("is", ["new"])


class NewSinceLastVisit(Message):
    """How many articles are new since the last visit."""

    def __init__(self, new: int) -> None:
        self.new = new
        super().__init__()


class VisitNotKept(Message):
    """The data directory cannot be written."""

    def __init__(self, error: StoreError) -> None:
        self.error = error
        super().__init__()


class IndexBuilding(Message):
    """The index is being built; `share` of the archive has been done."""

    def __init__(self, share: float) -> None:
        self.share = share
        super().__init__()

    def can_replace(self, message: Message) -> bool:
        """Only how far it is by now matters."""
        return isinstance(message, IndexBuilding)


class Healed(Message):
    """The index is level with the archive; `changed`: it had not been before."""

    def __init__(self, *, changed: bool) -> None:
        self.changed = changed
        super().__init__()


class _GivenUp(Exception):  # noqa: N818
    """Nobody waits for the index any more."""


class VisitingScreen(AskingScreen):
    """Begins visits, keeps them alive, and ends them."""

    shown: Found | None = None
    """What the list shows."""
    _seen: str | None = None
    """The newest change that the list had shown when somebody was last there."""
    _last_touch = 0.0
    _last_sign = 0.0
    _told_not_kept = False
    _ended = False

    def begin_visit(self) -> "tuple[Place, tuple[Row | Spot, int] | None]":
        """Take up the query that was left; the place, and what the cursor is to stand near."""
        place = self.library.reader.begin_visit()
        try:
            query = parse(place.query) if place.query else Query()
        except QueryError:  # of another version
            return Place(), None
        self.history.visit(query)
        self.search = query
        box = self.line.box
        with box.prevent(box.Changed):
            box.value = written(query)
        near = (Spot(place.article, place.published), place.index) if place.article else None
        return place, near

    def settle_in(self, pane: Pane) -> None:
        """When the first picture stands: the pane that was left, the index, what is new."""
        if pane == "article" and self.list.row is not None:
            self.list.action_open()
        elif pane == "filters" and self.wide:
            self.call_later(self.open_filters)
        self._last_touch = self._last_sign = time.time()
        self.desk.ask(self._heal)
        self.count_new()
        self._keep_visit()
        # Neither at the desk nor as a worker: a slow disk holds up no answer and no leaving.
        Thread(target=self.library.read_ahead, daemon=True).start()

    def watch_visit(self, touched: float) -> None:
        """Note that somebody is there; `touched` is when (seconds since 1970) a key was pressed."""
        if touched <= self._last_touch:
            return
        if touched - self._last_touch > IDLE.total_seconds():
            until = self._seen
            reader = self.library.reader

            def job() -> None:
                reader.renew_visit(until)

            self.desk.ask(job)
            self.count_new()
        self._last_touch = touched
        self._seen = self.shown.change if self.shown else None
        if touched - self._last_sign > SIGN_OF_LIFE:
            self._last_sign = touched
            self._keep_visit()

    def end_visit(self) -> None:
        """Remember where the reader is left; for what has ended already this does nothing."""
        if not self._ended:
            self._ended = True
            self._keep_visit(ended=True)

    def _keep_visit(self, *, ended: bool = False) -> None:
        # When the screen is being taken down, its panes are gone: then the place stays as it was.
        place = self._left_at() if self.query("#list") else None
        until, visits = self.change_shown, self.library.reader.visits

        def job() -> VisitNotKept | None:
            try:
                visits.keep(until, place=place, ended=ended)
            except StoreError as error:
                return VisitNotKept(error)
            return None

        self.desk.ask(job)

    @property
    def change_shown(self) -> str | None:
        """The newest change of the archive that the list knows."""
        return self.shown.change if self.shown else None

    def _left_at(self) -> Place:
        row, index, above = self.list.row, self.list.cursor, self.list.above
        return Place(
            query=str(self.search),
            article=row.id if row else None,
            published=row.published if row else None,
            index=index,
            above=above,
            pane=self.here,
        )

    @on(VisitNotKept)
    def _not_kept(self, event: VisitNotKept) -> None:
        if not self._told_not_kept:
            self._told_not_kept = True
            text = _("Marks and the place where you are cannot be kept: {reason}")
            text = text.format(reason=event.error)
            self.notify(text, severity="warning", timeout=12, markup=False)

    # What is new

    def count_new(self) -> None:
        """Ask how many articles are new since the last visit, if there was one."""

        def job() -> NewSinceLastVisit | None:
            if self.library.reader.visits.since is None:
                return None
            return NewSinceLastVisit(self.library.count(_NEW))

        self.desk.ask(job, kind="new")

    @on(NewSinceLastVisit)
    def _tell_new(self, event: NewSinceLastVisit) -> None:
        text = ""
        if event.new and self.search != _NEW:
            text = ngettext(
                "since your last visit: {n} new, N shows it",
                "since your last visit: {n} new, N shows them",
                event.new,
            )
        self.line.show_visit(text)

    def action_show_new(self) -> None:
        """Show what is new since the last visit, and nothing else."""
        self.set_query(_NEW)
        self.focus_list()

    def set_query(self, query: Query) -> None:
        """Once the new ones are looked at, nothing needs to be said of them."""
        if query == _NEW:
            self.line.show_visit("")
        super().set_query(query)

    # The index

    def _heal(self) -> Healed:
        told = time.monotonic()

        def progress(_done: int, share: float) -> None:
            nonlocal told
            if self.desk.closed:
                raise _GivenUp
            if time.monotonic() - told > TELL_BUILDING:
                told = time.monotonic()
                self.post_message(IndexBuilding(share))

        return Healed(changed=self.library.heal(progress))
