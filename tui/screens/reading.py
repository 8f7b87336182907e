"""The reading screen: filters, list and article, all showing one query.

The query is the only truth. Typing, the filter panel and the keys change it; what it finds comes
back from the desk as messages, and an answer to a question that is no longer asked is dropped.
"""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Footer, Input

from press.query import Query, QueryError, parse
from store.library import Library, Row
from tui.answers import (
    ArticleRead,
    CountsReady,
    NewsCounted,
    PageReady,
    ResultReady,
    UnreadFound,
    count_news,
    next_unread,
    read_article,
)
from tui.commands import bindings_of
from tui.desk import Desk, Failed
from tui.language import _, ngettext
from tui.marks import Marks, Undone, undone_in_words
from tui.results import PAGE, Pages, find
from tui.screens.handing_on import HandingOn
from tui.widgets.article_list import ArticleList
from tui.widgets.article_text import parts_of
from tui.widgets.article_view import ArticleView
from tui.widgets.empty import EmptyResult
from tui.widgets.query_line import QueryLine

TYPING_PAUSE = 0.13
"""Seconds without a key after which a query is put."""
PREVIEW_PAUSE = 0.06
"""Seconds that the cursor rests on an article before it is fetched."""
WATCH_EVERY = 15.0
"""Seconds between two looks whether a crawl has changed the archive."""


class ReadingScreen(HandingOn, Screen[None]):
    """Three panes side by side, two or one, by the width of the terminal."""

    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [
        (0, "-narrow"),
        (80, "-middle"),
        (120, "-wide"),
    ]

    def __init__(self, library: Library, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._bindings = type(self._bindings)(bindings_of("everywhere"))
        self.library = library
        self.today = today
        self.desk = Desk(self.post_message)
        self.marks = Marks(library, self.desk)
        self.search = Query()
        self.pages: Pages | None = None
        self.article: ArticleRead | None = None
        self._pause: Timer | None = None
        self._rest: Timer | None = None
        self._total_ever = 0

    def compose(self) -> ComposeResult:
        """Query line, panes, keys."""
        yield QueryLine()
        with Horizontal(id="panes"):
            yield Container(id="filters-pane", classes="pane")
            with Container(id="list-pane", classes="pane"):
                yield ArticleList(id="list")
                yield EmptyResult(id="empty")
            with Container(id="article-pane", classes="pane"):
                yield ArticleView(id="article")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Ask for everything, and begin to watch the archive."""
        self.list.focus()
        self.put_query()
        self.set_interval(WATCH_EVERY, self.watch_archive)

    def on_unmount(self) -> None:
        """No mark is lost by leaving."""
        self.desk.close()

    @property
    def list(self) -> ArticleList:
        """The list of articles."""
        return self.query_one("#list", ArticleList)

    @property
    def view(self) -> ArticleView:
        """The reading pane."""
        return self.query_one("#article", ArticleView)

    @property
    def line(self) -> QueryLine:
        """The query line."""
        return self.query_one(QueryLine)

    # The query

    def set_query(self, query: Query) -> None:
        """Ask something else than before, and show it in the query line."""
        self._stop_typing()
        self.search = query
        box = self.line.box
        with box.prevent(Input.Changed):
            box.value = str(query)
        box.cursor_position = len(box.value)
        self.line.show_error(None)
        self.show_filters(None)
        self.put_query()

    def put_query(self, *, near: tuple[Row, int] | None = None) -> None:
        """Put the query to the library; `near` is the article that the cursor is to stay on."""
        query = self.search
        self.desk.ask(
            lambda: ResultReady(find(self.library, query, near=near), stay=near is not None),
            kind="search",
        )

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self._stop_typing()
        self._pause = self.set_timer(TYPING_PAUSE, self._take_typed)

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
        waiting = self._pause is not None
        self._stop_typing()
        try:
            query = parse(self.line.box.value)
        except QueryError as error:
            self.line.show_error(error)
            return False
        self.line.show_error(None)
        if query != self.search or not waiting:
            self.search = query
            self.show_filters(None)
            self.put_query()
        return True

    @on(ResultReady)
    def _show_result(self, event: ResultReady) -> None:
        found = event.found
        if found.query != self.search:
            return
        self.pages = Pages(found)
        self.list.hits = event.hits
        self.list.show(self.pages, found.days, cursor=found.cursor)
        self.line.show_hits(found.total)
        if not event.stay:
            self.list.scroll_home(animate=False)
        self.line.show_news("")
        self.query_one(EmptyResult).show(found.query, found.total)
        self.list.display = found.total > 0
        if not found.total:
            self._show_article(None)
        query = self.search
        self.desk.ask(lambda: self._count(query), kind="counts")

    def _count(self, query: Query) -> CountsReady:
        from tui.counts import count

        return CountsReady(count(self.library, query, self.today()))

    @on(ArticleList.PageWanted)
    def _fetch_page(self, event: ArticleList.PageWanted) -> None:
        pages, start = self.pages, event.start
        if pages is None:
            return
        place = pages.fetch_from(start)

        def job() -> PageReady | None:
            if not self.list.wants(start):
                self.list.forget(start)
                return None
            return PageReady(pages, start, self.library.rows(pages.query, place, PAGE))

        self.desk.ask(job)

    @on(PageReady)
    def _show_page(self, event: PageReady) -> None:
        if event.pages is self.pages:
            event.pages.put(event.start, event.rows)
            self.list.add_page(event.start)

    # The article

    @on(ArticleList.Highlighted)
    def _preview(self, event: ArticleList.Highlighted) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if event.row is not None and self.article_pane.display:
            row = event.row
            self._rest = self.set_timer(PREVIEW_PAUSE, lambda: self._fetch_article(row.id))

    @on(ArticleList.Opened)
    def _open(self, event: ArticleList.Opened) -> None:
        self.set_class(True, "-reading")
        self._fetch_article(event.row.id)
        self.call_after_refresh(self.view.focus)

    def _fetch_article(self, article_id: str) -> None:
        query = self.search
        if self.article and self.article.id == article_id and self.article.query == query:
            return
        self.desk.ask(lambda: read_article(self.library, article_id, query), kind="article")

    @on(ArticleRead)
    def _article_read(self, event: ArticleRead) -> None:
        self._show_article(event)

    def _show_article(self, read: ArticleRead | None) -> None:
        self.article = read
        if read is None:
            self.view.show(None, [])
        elif read.article is None:
            self.view.show(None, [])
            self.notify(_("The archive no longer has this article."), severity="warning")
        else:
            parts = parts_of(read.article, issuer=read.issuer, starred=self._is_starred(read.id))
            self.view.show(read.id, read.with_hits(parts))

    @on(ArticleView.Shown)
    def _mark_shown(self, event: ArticleView.Shown) -> None:
        row = self._row(event.article_id)
        if self.pages and row and not row.read:
            self.marks.read(self.pages, row.id, read=True)
            self.list.refresh()

    def _row(self, article_id: str) -> Row | None:
        index = self.pages.index_of(article_id) if self.pages else None
        return self.pages.get(index) if self.pages and index is not None else None

    def _is_starred(self, article_id: str) -> bool:
        row = self._row(article_id)
        return row is not None and row.starred

    @property
    def target(self) -> Row | None:
        """The article that a command is about: the one being read, else the one at the cursor."""
        if self.view.has_focus and self.article:
            return self._row(self.article.id)
        return self.list.row

    def action_toggle_read(self) -> None:
        """Mark the article read or unread."""
        row = self.target
        if row and self.pages:
            self.marks.read(self.pages, row.id, read=not row.read)
            self.list.refresh()

    def action_toggle_star(self) -> None:
        """Star the article or take its star."""
        row = self.target
        if row and self.pages:
            self.marks.star(self.pages, row.id, starred=not row.starred)
            self.list.refresh()
            if self.article and self.article.id == row.id:
                self._show_article(self.article)

    def action_undo(self) -> None:
        """Take the last mark back."""
        if self.pages:
            self.marks.undo(self.pages)

    @on(Undone)
    def _undone(self, event: Undone) -> None:
        if self.pages:
            self.marks.apply(self.pages, event.marks)
            self.list.refresh()
        if self.article:
            self._show_article(self.article)
        self.notify(undone_in_words(event.what))

    def action_next_unread(self) -> None:
        """Open the next unread article below the cursor."""
        pages, start = self.pages, self.list.cursor + 1
        if pages is not None:
            self.desk.ask(lambda: next_unread(self.library, pages, start), kind="unread")

    @on(UnreadFound)
    def _go_to_unread(self, event: UnreadFound) -> None:
        if event.pages is not self.pages:
            return
        if event.index is None:
            self.notify(_("Nothing unread further down."))
            return
        for start, rows in event.fetched.items():
            event.pages.put(start, rows)
        self.list.cursor = event.index
        self.list.action_open()

    # News from the archive

    def watch_archive(self) -> None:
        """Look, without haste, whether a crawl has changed the archive."""
        query, before = self.search, self.pages.total if self.pages else 0
        self.desk.ask(lambda: count_news(self.library, query, before), kind="watch")

    @on(NewsCounted)
    def _show_news(self, event: NewsCounted) -> None:
        if not self.pages or event.query != self.search:
            return
        if not self.pages.total:
            self.put_query()
        elif event.new > 0:
            self.line.show_news(ngettext("{n} new, R to load", "{n} new, R to load", event.new))
        else:
            self.line.show_news(_("The archive has changed, R to load"))

    def action_reload(self) -> None:
        """Show the archive as it is now; the cursor stays on its article."""
        row = self.list.row
        near = (row, self.list.cursor) if row else None
        self.desk.ask(self._refresh_library)
        self.put_query(near=near)

    def _refresh_library(self) -> None:
        self.library.refresh()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.notify(str(event.error) or type(event.error).__name__, severity="error", markup=False)

    # Panes and filters are in `tui.screens.panes`.

    @property
    def article_pane(self) -> Widget:
        """The pane of the article."""
        return self.query_one("#article-pane")
