"""The reading screen: filters, list and article, all showing one query."""

from collections.abc import Callable, Sequence
from datetime import date

from textual import events, on
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from press.query import Text
from store.library import Library, Row
from tui.answers import (
    ArticleRead,
    NewsCounted,
    PageReady,
    ResultReady,
    UnreadFound,
    count_news,
    next_unread,
    read_article,
)
from tui.desk import Desk, Failed
from tui.language import _, ngettext
from tui.marks import Marks
from tui.query_texts import written
from tui.results import PAGE, Found, Pages, find
from tui.screens.counting import RECOUNT_EVERY
from tui.screens.remarking import Remarked
from tui.screens.visiting import Healed
from tui.screens.watching import WatchingScreen
from tui.widgets.article_list import ArticleList, Hits
from tui.widgets.article_view import ArticleView
from tui.widgets.ground import Ground
from tui.widgets.rows import NOTED, TAGGED

PREVIEW_PAUSE = 0.1
"""Seconds that the cursor rests on an article before it is fetched."""
COUNTING_PAUSE = 0.1
"""Seconds that a result stands before the filters' numbers are counted: first the list."""
NOTICE_STAYS = 12.0
"""Seconds that a notice on damage stays on the screen: long enough to note a file's name."""
WATCH_EVERY = 15.0
"""Seconds between two looks whether a crawl has changed the archive."""


class ReadingScreen(WatchingScreen, Screen[None], Ground):
    """Shows what the library answers, and what the reader makes of it."""

    def __init__(self, library: Library, *, today: Callable[[], date]) -> None:
        super().__init__(today())
        self.library = library
        self.desk = Desk(self.post_message)
        self.marks = Marks(library, self.desk)
        self._rest: Timer | None = None
        self._counting: Timer | None = None
        self._coming: str | None = None
        """The article that has been opened and is not there yet: what still shows is not read."""
        self._told: list[str] = []
        self._shown_state = 0
        self._asked_at = 0
        self._pages_asked_at: dict[int, int] = {}

    def on_mount(self) -> None:
        """Show what was shown when the reader was left, and begin to watch the archive.

        This first question is put here and not at the desk: nothing has been painted yet, and so
        the first picture has the list in it.
        """
        place, near = self.begin_visit()
        self.set_focus(self.list)
        self.show_found(find(self.library, self.search, near=near), above=place.above)
        self.set_interval(WATCH_EVERY, self.watch_archive)
        self.set_interval(RECOUNT_EVERY, self.recount_states)
        self.call_after_refresh(self._tell_notices)
        self.call_after_refresh(self.settle_in, place.pane)

    def on_unmount(self) -> None:
        """No mark is lost by leaving."""
        self.end_visit()
        self.desk.close()

    @property
    def awaits_answer(self) -> bool:
        """Whether what keys are about is on its way (see `tui.typing_ahead`)."""
        return self.desk.is_awaited

    # What was found

    @on(ResultReady)
    def _show_result(self, event: ResultReady) -> None:
        if event.found.query == self.search:
            if event.state != self._shown_state:
                self.count_new()
            self._shown_state = event.state
            self.show_found(event.found)
            if self._asked_at != self.marks.asked:  # its rows do not have the latest marks
                self.put_query(near=self.place)
        self._tell_notices()

    def put_query(self, *, near: tuple[Row, int] | None = None) -> None:
        """Put the query to the library."""
        self._asked_at = self.marks.asked
        super().put_query(near=near)

    def show_found(self, found: Found, *, above: int | None = None) -> None:
        """Show a result; the counts for the filters are asked for then.

        `above` says where on the screen the cursor is to stand, if not where it does.
        """
        words = found.query.words()
        self.shown = found
        self.pages = Pages(found)
        self.list.hits = _hits_of(words)
        self.list.show(self.pages, found.days, cursor=found.cursor, above=above)
        self.strip.show(found.days)
        self.line.show_hits(found.total)
        self.line.show_news("")
        if not found.total or not self.list.display:
            self._show_or_hide(found)
        if not found.total:
            self._show_article(None)
            self.ask_what_to_loosen(found.query)
        if self.on_hits:
            self.focus_list()
        if self._counting is not None:
            self._counting.stop()
        self._counting = self.set_timer(COUNTING_PAUSE, self._count)

    def _show_or_hide(self, found: Found) -> None:
        """The list, or in its place why it is empty."""
        if not found.total or self.query("#empty"):
            building = not self.library.is_searchable
            self.empty.show(found.query, found.total, building=building)
        self.list.display = self.strip.visible = found.total > 0

    def _count(self) -> None:
        self._counting = None
        self.load_remarks()
        self.count_facets()

    @on(Healed)
    def _healed(self, event: Healed) -> None:
        if event.changed:
            self.put_query(near=self.place)
            self.count_new()
        self._tell_notices()

    @on(ArticleList.PageWanted)
    def _fetch_page(self, event: ArticleList.PageWanted) -> None:
        pages, start = self.pages, event.start
        if pages is None:
            return
        place, state = pages.fetch_from(start), self._shown_state
        self._pages_asked_at[start] = self.marks.asked

        def job() -> PageReady | None:
            if not self.list.wants(start):
                self.list.forget(start)
                return None
            changed = state != self._state
            rows = None if changed else self.library.rows(pages.query, place, PAGE)
            return PageReady(pages, start, rows)

        self.desk.ask(job)

    @on(PageReady)
    def _show_page(self, event: PageReady) -> None:
        if event.pages is not self.pages:
            return
        asked_at = self._pages_asked_at.pop(event.start, self.marks.asked)
        if event.rows is None:
            self.put_query(near=self.place)
        elif asked_at != self.marks.asked:  # its rows do not have the latest marks
            self.list.forget(event.start)
            self.list.refresh()
        else:
            event.pages.put(event.start, event.rows)
            self.list.add_page(event.start)

    # The article

    @on(ArticleList.Highlighted)
    def _preview(self, event: ArticleList.Highlighted) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if event.row is not None and self.article_in_sight:
            self._rest = self.set_timer(PREVIEW_PAUSE, self._fetch_highlighted)

    def _fetch_highlighted(self) -> None:
        self._rest = None
        if self.list.row:
            self.fetch_article(self.list.row.id)

    @on(ArticleList.Opened)
    def _open(self, event: ArticleList.Opened) -> None:
        self.fetch_article(event.row.id, awaited=True)
        self.focus_article()

    def on_resize(self, _event: events.Resize) -> None:
        """A pane may have come into sight: it shows what belongs there."""
        self.call_after_refresh(self._fill_panes)

    async def _fill_panes(self) -> None:
        if self.focused is self.strip and not self.strip.region.area:
            self.focus_list()
        if self.wide and self.counts is not None:
            await self.mount_filters()
            self.show_filters()
        if self.article_in_sight:
            self._fetch_highlighted()

    def fetch_article(self, article_id: str, *, awaited: bool = False) -> None:
        """Have an article read and shown, unless it is; `awaited` ones are to be read now."""
        query = self.search
        if self.article and self.article.id == article_id and self.article.query == query:
            self.desk.drop("article")  # one that was asked for in the meantime
            self._coming = None
            return
        awaited = awaited or self._coming is not None
        self._coming = article_id if awaited else None
        self.desk.ask(
            lambda: read_article(self.library, article_id, query), kind="article", awaited=awaited
        )

    @on(ArticleRead)
    def _article_read(self, event: ArticleRead) -> None:
        if self._coming not in {None, event.id}:
            return  # it was on its way when another one was opened
        self._coming = None
        self._show_article(event)
        self._tell_notices()

    def _show_article(self, read: ArticleRead | None) -> None:
        self.article = read
        if read is None:
            self.view.show(None, [])
        elif read.parts is None:
            self.view.show(None, [])
            self.notify(_("The archive no longer has this article."), severity="warning")
        else:
            self.view.show(read.id, read.parts)

    @on(Remarked)
    def _show_remarks(self, event: Remarked) -> None:
        self.list.remark = self._remark_of
        self.list.refresh()
        if event.id:
            self.refresh_article(event.id)

    def _remark_of(self, article_id: str) -> str:
        reader = self.library.reader
        if reader.note(article_id):
            return NOTED
        return TAGGED if reader.tags(article_id) else ""

    def refresh_article(self, article_id: str) -> None:
        """Set the article anew if it is the one being shown: its marks have changed."""
        if self.article and self.article.id == article_id:
            self.article = None
            self.fetch_article(article_id)

    @on(ArticleView.Shown)
    def _mark_shown(self, event: ArticleView.Shown) -> None:
        shown = self.article.id if self.article and self._coming is None else None
        row = self._row(event.article_id) if event.article_id == shown else None
        if self.pages and row and not row.read:
            self.marks.read(self.pages, row.id, read=True)
            self.list.refresh()

    def _row(self, article_id: str) -> Row | None:
        index = self.pages.index_of(article_id) if self.pages else None
        if self.pages and index is not None:
            return self.pages.get(index)
        article = self.article  # it may be one that a link led to
        if not article or not article.row or article.id != article_id:
            return None
        read, starred = self.library.reader.flags([article_id])[0]
        return article.row._replace(read=read, starred=starred)

    @property
    def target(self) -> Row | None:
        """The article that a command is about: the one being read, else the one at the cursor."""
        if self.view.has_focus and self.article:
            return self._row(self.article.id)
        return self.list.row

    def action_next_unread(self) -> None:
        """Open the next unread article below the cursor."""
        pages, start = self.pages, self.list.cursor + 1
        state = self._shown_state
        if pages is None:
            return

        def job() -> UnreadFound | PageReady:
            if state != self._state:
                return PageReady(pages, start, None)
            return next_unread(self.library, pages, start)

        self.desk.ask(job, kind="unread", awaited=True)

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

    def _stop_waiting(self) -> None:
        """Do nothing more of what was put off: it is about panes that go."""
        self._stop_typing()
        for timer in (self._rest, self._counting):
            if timer is not None:
                timer.stop()
        self._rest = self._counting = None

    async def set_anew(self) -> None:
        """Make all panes anew, as the language has changed; what they show stays."""
        before, place, pane = self.list, self.place, self.here
        self.article = None
        self._stop_waiting()
        await self.recompose()
        self.list.selected, self.list.remark = before.selected, before.remark
        self.set_widths()
        if before.row and self.article_in_sight:
            self.fetch_article(before.row.id)
        with self.line.box.prevent(Input.Changed):
            self.line.box.value = written(self.search)
        self.put_query(near=place)
        await self._focus_pane(pane)

    # News from the archive

    def watch_archive(self) -> None:
        """Look, without haste, whether a crawl has changed the archive, or anyone is here."""
        self.watch_visit(getattr(self.app, "touched", 0.0))
        query, pages = self.search, self.pages
        before = pages.total - len(pages.left) if pages else 0

        def job() -> NewsCounted | None:
            news = count_news(self.library, query, before)
            self._state += news is not None
            return news

        self.desk.ask(job, kind="watch")

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

        def job() -> None:
            self._state += self.library.refresh()

        self.desk.ask(job)
        self.put_query(near=self.place)

    def _tell_notices(self) -> None:
        """Say what the library has found wrong with archive or index since this was last said."""
        fresh = [notice for notice in self.library.notices if notice not in self._told]
        if fresh:
            from tui.notices import in_words

            self._told += fresh
            severity: SeverityLevel = "information" if self.library.is_sound else "warning"
            self.notify(in_words(fresh), severity=severity, timeout=NOTICE_STAYS, markup=False)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self._coming = None
        self.notify(str(event.error) or type(event.error).__name__, severity="error", markup=False)


def _hits_of(words: Sequence[Text]) -> Hits:
    """What marks the words of a query in titles."""
    if not words:
        return lambda _title: ()

    from press.folding import spans  # the analysis of words, which a mere list does not need

    return lambda title: spans(title, words, title=True)
