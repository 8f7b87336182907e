"""The reading screen: filters, list and article, all showing one query."""

from collections.abc import Callable
from datetime import date

from textual import events, on
from textual.notifications import SeverityLevel
from textual.timer import Timer

from store.library import Library, Row
from tui.answers import (
    ArticleRead,
    CountsReady,
    NewsCounted,
    PageReady,
    ResultReady,
    UnreadFound,
    WhyFound,
    count_news,
    find_why,
    next_unread,
    read_article,
)
from tui.desk import Desk, Failed
from tui.language import _, ngettext
from tui.marks import Marks, Undone, undone_in_words
from tui.results import PAGE, Found, Pages, find
from tui.screens.remarking import Remarked, RemarkingScreen
from tui.widgets.article_list import ArticleList
from tui.widgets.article_view import ArticleView
from tui.widgets.empty import EmptyResult
from tui.widgets.rows import NOTED, TAGGED

PREVIEW_PAUSE = 0.1
"""Seconds that the cursor rests on an article before it is fetched."""
COUNTING_PAUSE = 0.1
"""Seconds that a result stands before the filters' numbers are counted: first the list."""
NOTICE_STAYS = 12.0
"""Seconds that a notice on damage stays on the screen: long enough to note a file's name."""
WATCH_EVERY = 15.0
"""Seconds between two looks whether a crawl has changed the archive."""


class ReadingScreen(RemarkingScreen):
    """Shows what the library answers, and what the reader makes of it."""

    def __init__(self, library: Library, *, today: Callable[[], date]) -> None:
        super().__init__(today())
        self.library = library
        self.desk = Desk(self.post_message)
        self.marks = Marks(library, self.desk)
        self.pages: Pages | None = None
        self.article: ArticleRead | None = None
        self._rest: Timer | None = None
        self._counting: Timer | None = None
        self._told: list[str] = []
        self._shown_state = 0

    def on_mount(self) -> None:
        """Show everything, and begin to watch the archive.

        This first question is put here and not at the desk: nothing has been painted yet, and so
        the first picture has the list in it.
        """
        self.list.focus()
        self.show_found(find(self.library, self.search))
        self.set_interval(WATCH_EVERY, self.watch_archive)
        self.call_after_refresh(self._tell_notices)

    def on_unmount(self) -> None:
        """No mark is lost by leaving."""
        self.desk.close()

    # What was found

    @on(ResultReady)
    def _show_result(self, event: ResultReady) -> None:
        if event.found.query == self.search:
            self._shown_state = event.state
            self.show_found(event.found)
        self._tell_notices()

    def show_found(self, found: Found) -> None:
        """Show a result; the counts for the filters are asked for then."""
        from press.folding import spans

        words = found.query.words()
        self.pages = Pages(found)
        self.list.hits = lambda title: spans(title, words, title=True) if words else ()
        self.list.show(self.pages, found.days, cursor=found.cursor)
        self.strip.show(found.days)
        self.strip.visible = found.total > 0
        self.line.show_hits(found.total)
        self.line.show_news("")
        self.query_one(EmptyResult).show(found.query, found.total)
        self.list.display = found.total > 0
        if not found.total:
            self._show_article(None)
        elif self.focused is None:
            self.focus_list()
        if self._counting is not None:
            self._counting.stop()
        self._counting = self.set_timer(COUNTING_PAUSE, self._count)

    def _count(self) -> None:
        from tui.counts import count

        self._counting = None
        self.load_remarks()
        query = self.search
        self.desk.ask(lambda: CountsReady(count(self.library, query, self.today)), kind="counts")

    @on(CountsReady)
    async def _show_counts(self, event: CountsReady) -> None:
        if event.counts.query == self.search:
            self.counts = event.counts
            if self.wide:
                await self.mount_filters()
            self.show_filters()

    @on(ArticleList.PageWanted)
    def _fetch_page(self, event: ArticleList.PageWanted) -> None:
        pages, start = self.pages, event.start
        if pages is None:
            return
        place, state = pages.fetch_from(start), self._shown_state

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
        if event.rows is None:
            self.put_query(near=self._place)
        else:
            event.pages.put(event.start, event.rows)
            self.list.add_page(event.start)

    @property
    def _place(self) -> tuple[Row, int] | None:
        """The article under the cursor and where it stands."""
        row = self.list.row
        return (row, self.list.cursor) if row else None

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
            self._fetch_article(self.list.row.id)

    @on(ArticleList.Opened)
    def _open(self, event: ArticleList.Opened) -> None:
        self._fetch_article(event.row.id)
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

    def _fetch_article(self, article_id: str) -> None:
        query = self.search
        if self.article and self.article.id == article_id and self.article.query == query:
            return
        self.desk.ask(lambda: read_article(self.library, article_id, query), kind="article")

    @on(ArticleRead)
    def _article_read(self, event: ArticleRead) -> None:
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
            self._refresh_article(event.id)

    def _remark_of(self, article_id: str) -> str:
        reader = self.library.reader
        if reader.note(article_id):
            return NOTED
        return TAGGED if reader.tags(article_id) else ""

    def _refresh_article(self, article_id: str) -> None:
        """Set the article anew if it is the one being shown: its marks have changed."""
        if self.article and self.article.id == article_id:
            self.article = None
            self._fetch_article(article_id)

    @on(ArticleView.Shown)
    def _mark_shown(self, event: ArticleView.Shown) -> None:
        row = self._row(event.article_id)
        if self.pages and row and not row.read:
            self.marks.read(self.pages, row.id, read=True)
            self.list.refresh()

    def _row(self, article_id: str) -> Row | None:
        index = self.pages.index_of(article_id) if self.pages else None
        return self.pages.get(index) if self.pages and index is not None else None

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
            self._refresh_article(row.id)

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
            self._refresh_article(self.article.id)
        self.notify(undone_in_words(event.what))

    def action_why(self) -> None:
        """Show why the article is among the hits."""
        row, query = self.target, self.search
        if row is None:
            return
        if not query:
            self.notify(_("The list shows everything; there is no query to explain."))
            return
        self.desk.ask(lambda: find_why(self.library, row.id, query, self.today), kind="why")

    @on(WhyFound)
    def _show_why(self, event: WhyFound) -> None:
        if event.reasons is None:
            self.notify(_("The archive no longer has this article."), severity="warning")
            return
        from tui.screens.why import WhyScreen

        self.app.push_screen(WhyScreen(event.title, event.reasons))

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

        self.desk.ask(job, kind="unread")

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
        self.put_query(near=self._place)

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
        self.notify(str(event.error) or type(event.error).__name__, severity="error", markup=False)
