"""Selecting articles, and doing with all of them what is otherwise done with one.

What is selected stays selected whatever the list shows, until Esc in the list; every action is
about the selection where there is one. Many articles are asked about first, and every action is
undone as one.
"""

from collections.abc import Callable, Collection
from datetime import date
from itertools import islice
from typing import NamedTuple

from textual import on
from textual.message import Message

from press.query import Query
from store.library import Row
from tui.answers import ArticleRead
from tui.language import _, ngettext
from tui.marks import Marked, Marks, NotKept, Undone, asks_for_marks, undone_in_words
from tui.results import Pages
from tui.screens.remarking import RemarkingScreen
from tui.selection import Selection, between
from tui.widgets.article_list import ArticleList

MANY = 20
"""Articles from which on an action asks before it is done."""

_UNREAD = Query().with_field("is", ["unread"])


class IdsFound(Message):
    """Articles that were asked for, and what is to be done with them on the screen."""

    def __init__(self, ids: Collection[str], then: Callable[[Collection[str]], object]) -> None:
        self.ids = ids
        self.then = then
        super().__init__()


class SelectionBack(Message):
    """The last change of the selection is to be taken back: what was selected before."""

    def __init__(self, ids: Collection[str]) -> None:
        self.ids = ids
        super().__init__()


class _Anchor(NamedTuple):
    """Where a range begins: an article, and its place in a result."""

    article_id: str
    pages: Pages
    place: int


class SelectingScreen(RemarkingScreen):
    """Keeps the selection, and marks what it holds or, without one, the article in question."""

    pages: Pages | None = None
    article: ArticleRead | None = None
    marks: Marks
    _anchor: _Anchor | None = None

    def __init__(self, today: date) -> None:
        super().__init__(today)
        self.selection = Selection()

    def on_mount(self) -> None:
        """Show in the list what is selected."""
        self.list.selected = self.selection.__contains__

    @property
    def place(self) -> tuple[Row, int] | None:
        """The article under the cursor and where it stands."""
        row = self.list.row
        return (row, self.list.cursor) if row else None

    def refresh_article(self, article_id: str) -> None:
        """Set the article anew if it is the one being shown."""
        raise NotImplementedError

    # Selecting

    def action_select(self) -> None:
        """Select the article, or no longer; in the list go on to the next one."""
        row = self.target
        index = self.pages.index_of(row.id) if self.pages and row else None
        if row is None or self.pages is None or index is None:
            return
        self._toggle(row.id, index)
        if self.list.has_focus:
            self.list.cursor += 1

    def _toggle(self, article_id: str, index: int) -> None:
        if self.pages is not None:
            self._anchor = _Anchor(article_id, self.pages, index)
        if article_id in self.selection:
            self.select(drop=[article_id])
        else:
            self.select(add=[article_id])

    def action_select_range(self) -> None:
        """Select everything from the article selected last to the one under the cursor."""
        self._select_to(self.list.cursor)

    def _select_to(self, index: int) -> None:
        pages, anchor = self.pages, self._anchor
        if pages is None or not pages.total:
            return
        begin: int | None = index
        if anchor is not None:
            same = anchor.pages is pages
            begin = anchor.place if same else pages.index_of(anchor.article_id)
        if begin is None:
            self.notify(_("The list does not show where the range begins; x selects that first."))
            return
        first, last = sorted((begin, index))
        rows = [pages.get(place) for place in range(first, last + 1)]
        loaded = [row.id for row in rows if row]
        if len(loaded) == len(rows):
            self.select(add=loaded)
            return
        start, stop = pages.fetch_from(first), pages.fetch_from(last + 1)

        def job() -> IdsFound:
            found = list(islice(self.library.ids(pages.query), start, stop))
            return IdsFound(between(found, loaded), lambda ids: self.select(add=ids))

        self.desk.ask(job, awaited=True)

    def action_select_all(self) -> None:
        """Select everything that the list shows, on the screen or not."""
        pages = self.pages
        if pages is None:
            return
        loaded = [row.id for _place, row in pages.rows()]

        def job() -> IdsFound:
            found = list(self.library.ids(pages.query))
            return IdsFound(between(found, loaded), lambda ids: self.select(add=ids))

        self.desk.ask(job, kind="select", awaited=True)

    def action_select_none(self) -> None:
        """Select nothing any more."""
        self.select(drop=list(self.selection.ids))

    @on(ArticleList.Selected)
    def _clicked(self, event: ArticleList.Selected) -> None:
        row = self.pages.get(event.index) if self.pages else None
        if event.through:
            self._select_to(event.index)
        elif row:
            self._toggle(row.id, event.index)

    def select(self, add: Collection[str] = (), drop: Collection[str] = ()) -> None:
        """Select some articles and others no longer; it can be undone."""
        before = self.selection.change(add, drop)
        if before is None:
            return
        self._show_selection()

        def job() -> None:
            self.selection.remember(before)

        self.desk.ask(job)

    def _show_selection(self) -> None:
        self.list.refresh()
        self.line.show_selected(len(self.selection))

    def action_back(self) -> None:
        """One step back; what is selected in the list goes first."""
        if self.focused is self.list and len(self.selection):
            self.action_select_none()
        else:
            super().action_back()

    @on(IdsFound)
    def _found(self, event: IdsFound) -> None:
        event.then(event.ids)

    # Marking

    def action_toggle_read(self) -> None:
        """Mark the selection or the article read, or unread if it is."""
        row, pages = self.target, self.pages
        if pages is None:
            return
        if len(self.selection):
            self._toggle_all(0, self._read_all)
        elif row:
            self.marks.read(pages, row.id, read=not row.read)
            self.list.refresh()

    def action_toggle_star(self) -> None:
        """Star the selection or the article, or take the stars if there are."""
        row, pages = self.target, self.pages
        if pages is None:
            return
        if len(self.selection):
            self._toggle_all(1, self._star_all)
        elif row:
            self.marks.star(pages, row.id, starred=not row.starred)
            self.list.refresh()
            self._show_marks_of([row.id])

    def action_mark_all_read(self) -> None:
        """Mark everything read that the list shows, on the screen or not."""
        query = self.search

        def job() -> IdsFound:
            ids = list(self.library.ids(query & _UNREAD))
            return IdsFound(ids, lambda ids: self._ask_read(ids, query))

        self.desk.ask(job, kind="mark-all", awaited=True)

    def _ask_read(self, ids: Collection[str], query: Query) -> None:
        if not ids:
            self.notify(_("There is nothing unread here."))
            return
        question = _read_question(len(ids), True)  # noqa: FBT003 - read is what they become
        if not query:
            question += "\n\n" + _("The list shows the whole archive.")
        self.sure(len(ids), question, lambda: self._read_all(ids, True))  # noqa: FBT003

    def _toggle_all(self, flag: int, write: Callable[[Collection[str], bool], None]) -> None:
        """Give all that is selected a mark, or take it where all have it."""
        ids = list(self.selection.ids)

        def ask(wanted: bool) -> None:  # noqa: FBT001 - the state that is asked for
            question = _read_question if flag == 0 else _star_question
            self.sure(len(ids), question(len(ids), wanted), lambda: write(ids, wanted))

        def job() -> IdsFound:
            wanted = not all(flags[flag] for flags in self.library.reader.flags(ids))
            return IdsFound(ids, lambda _ids: ask(wanted))

        self.desk.ask(job, awaited=True)

    def _read_all(self, ids: Collection[str], read: bool) -> None:  # noqa: FBT001
        if self.pages:
            self.marks.read_all(self.pages, ids, read=read)
            self.list.refresh()

    def _star_all(self, ids: Collection[str], starred: bool) -> None:  # noqa: FBT001
        if self.pages:
            self.marks.star_all(self.pages, ids, starred=starred)
            self.list.refresh()
            self._show_marks_of(ids)

    def sure(self, count: int, question: str, act: Callable[[], object]) -> None:
        """Do something with `count` articles; ask first if they are many."""
        if count <= MANY:
            act()
            return
        from tui.screens.confirm import ConfirmScreen

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - what the screen gives
            if yes:
                act()

        self.app.push_screen(ConfirmScreen(question, _("Yes")), answered)

    @on(NotKept)
    def _mark_not_kept(self, event: NotKept) -> None:
        """Show what is on the disk again."""
        text = _("The mark is not kept: {reason}").format(reason=event.error)
        self.notify(text, severity="error", markup=False)
        self.put_query(near=self.place)

    @on(Marked)
    def _marked(self, event: Marked) -> None:
        self.notify(event.told)
        if event.stale:
            self.put_query(near=self.place)

    def _show_marks_of(self, ids: Collection[str]) -> None:
        """Set the article in sight anew if it is one of these."""
        if self.article and self.article.id in ids:
            self.refresh_article(self.article.id)

    # Undoing

    def action_undo(self) -> None:
        """Take back what was done last: a mark, a tag, a note, a search, a selection."""
        if self.pages is None:
            return
        undone = self.marks.undone(self.pages)

        def job() -> Message:
            before = self.selection.take_back(self.library.reader.last_action())
            return undone() if before is None else SelectionBack(before)

        self.desk.ask(job, awaited=True)

    @on(SelectionBack)
    def _select_again(self, event: SelectionBack) -> None:
        ids = event.ids
        self.selection.change(ids, [id_ for id_ in self.selection.ids if id_ not in ids])
        self._show_selection()
        self.notify(_("The selection is as it was."))

    @on(Undone)
    def _undone(self, event: Undone) -> None:
        if self.pages and event.asked != self.marks.asked:
            self.put_query(near=self.place)  # more has been asked for since
        elif self.pages:
            shown = self.marks.apply(self.pages, event.marks)
            self.list.refresh()
            if event.count > shown and asks_for_marks(self.pages.query):
                self.put_query(near=self.place)
        if self.article:
            self.refresh_article(self.article.id)
        self.notify(undone_in_words(event.what))


def _read_question(n: int, read: bool) -> str:  # noqa: FBT001 - the state that is asked for
    if read:
        return ngettext("Mark {n} article read?", "Mark {n} articles read?", n)
    return ngettext("Mark {n} article unread?", "Mark {n} articles unread?", n)


def _star_question(n: int, starred: bool) -> str:  # noqa: FBT001 - the state that is asked for
    if starred:
        return ngettext("Star {n} article?", "Star {n} articles?", n)
    return ngettext("Take the star of {n} article?", "Take the stars of {n} articles?", n)
