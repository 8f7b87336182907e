"""What has been read and starred, as the screen shows it at once and the library keeps it."""

from collections.abc import Callable, Collection

from textual.message import Message

from press.query import Field, Not, Query
from press.query_tree import fields
from store.files import StoreError
from store.library import Library, Row
from tui.desk import Desk
from tui.language import _, ngettext
from tui.results import Pages

_MARKED = frozenset({"read", "unread", "starred"})
"""What `is:` asks of the reader's marks."""


class Undone(Message):
    """The last mark has been taken back: what it was, and the marks of the articles shown."""

    def __init__(
        self, what: str | None, marks: dict[str, tuple[bool, bool]], asked: int = 0
    ) -> None:
        self.what = what
        self.asked = asked
        self.marks = marks
        super().__init__()

    @property
    def count(self) -> int:
        """How many articles it was about."""
        number = (self.what or "").partition(" ")[2]
        return int(number) if number.isdigit() else 0


class Marked(Message):
    """Many articles have been marked; `stale` says that the list is no longer what is found."""

    def __init__(self, told: str, *, stale: bool) -> None:
        self.told = told
        self.stale = stale
        super().__init__()


class NotKept(Message):
    """A mark could not be written: the screen shows what is not there."""

    def __init__(self, error: StoreError) -> None:
        self.error = error
        super().__init__()


class Marks:
    """Changes marks in the rows on the screen, and asks the desk to keep them."""

    def __init__(self, library: Library, desk: Desk) -> None:
        self._reader = library.reader
        self._desk = desk
        self.asked = 0
        """Changes asked for: what was looked up before the last of them may be out of date."""

    def read(self, pages: Pages, article_id: str, *, read: bool) -> None:
        """Mark an article read or unread."""
        self._change(pages, article_id, lambda row: row._replace(read=read))
        self._keep(lambda: self._reader.mark_read([article_id], read))

    def star(self, pages: Pages, article_id: str, *, starred: bool) -> None:
        """Star an article, or take its star."""
        self._change(pages, article_id, lambda row: row._replace(starred=starred))
        self._keep(lambda: self._reader.star([article_id], starred))

    def read_all(self, pages: Pages, ids: Collection[str], *, read: bool) -> None:
        """Mark many articles read or unread, as one action; `Marked` follows."""
        self._change_all(pages, ids, lambda row: row._replace(read=read))
        self._keep_all(pages, ids, lambda: self._reader.mark_read(ids, read), _read_told(read=read))

    def star_all(self, pages: Pages, ids: Collection[str], *, starred: bool) -> None:
        """Star many articles, or take their stars, as one action; `Marked` follows."""
        self._change_all(pages, ids, lambda row: row._replace(starred=starred))
        told = _star_told(starred=starred)
        self._keep_all(pages, ids, lambda: self._reader.star(ids, starred), told)

    def undone(self, pages: Pages) -> Callable[[], Undone]:
        """The job that takes the last mark back."""
        ids = [row.id for _, row in pages.rows()]
        self.asked += 1
        asked = self.asked

        def job() -> Undone:
            what = self._reader.undo()
            return Undone(what, dict(zip(ids, self._reader.flags(ids), strict=True)), asked)

        return job

    def apply(self, pages: Pages, marks: dict[str, tuple[bool, bool]]) -> int:
        """Show marks that have changed elsewhere; how many articles they are of."""
        changed = 0
        for article_id, (read, starred) in marks.items():
            index = pages.index_of(article_id)
            row = pages.get(index) if index is not None else None
            if index is not None and row is not None:
                changed += (row.read, row.starred) != (read, starred)
                self._put(pages, index, row._replace(read=read, starred=starred))
        return changed

    def _keep(self, write: Callable[[], object]) -> None:
        self.asked += 1

        def job() -> NotKept | None:
            try:
                write()
            except StoreError as error:
                return NotKept(error)
            return None

        self._desk.ask(job)

    def _keep_all(
        self,
        pages: Pages,
        ids: Collection[str],
        write: Callable[[], object],
        told: Callable[[int], str],
    ) -> None:
        shown = all(pages.index_of(id_) is not None for id_ in ids)
        stale = not shown and asks_for_marks(pages.query)
        self.asked += 1

        def job() -> Marked | NotKept:
            try:
                write()
            except StoreError as error:
                return NotKept(error)
            return Marked(told(len(ids)), stale=stale)

        self._desk.ask(job)

    def _change_all(self, pages: Pages, ids: Collection[str], change: Callable[[Row], Row]) -> None:
        wanted = frozenset(ids)
        for _place, row in list(pages.rows()):
            if row.id in wanted:
                self._change(pages, row.id, change)

    def _change(self, pages: Pages, article_id: str, change: Callable[[Row], Row]) -> None:
        index = pages.index_of(article_id)
        row = pages.get(index) if index is not None else None
        if index is None or row is None:
            return
        self._put(pages, index, change(row))

    @staticmethod
    def _put(pages: Pages, index: int, row: Row) -> None:
        if row != pages.get(index):
            pages.replace(index, row)
            pages.leave(index, left=not _belongs(pages.query, row))


def asks_for_marks(query: Query) -> bool:
    """Whether what the reader marks decides on what a query finds."""
    return any(
        field.name == "tag" or (field.name == "is" and not _MARKED.isdisjoint(field.values))
        for field in fields(query.root)
    )


def _belongs(query: Query, row: Row) -> bool:
    """Whether the library still counts an article with these marks to the query's result."""
    holds = {"read": row.read, "unread": not row.read, "starred": row.starred}
    for node in query.nodes:
        field = node.node if isinstance(node, Not) else node
        if isinstance(field, Field) and field.name == "is" and holds.keys() >= set(field.values):
            wanted = not isinstance(node, Not)
            if any(holds[state] for state in field.values) != wanted:
                return False
    return True


def _read_told(*, read: bool) -> Callable[[int], str]:
    if read:
        return lambda n: ngettext(
            "{n} article marked read; u takes it back.",
            "{n} articles marked read; u takes it back.",
            n,
        )
    return lambda n: ngettext(
        "{n} article marked unread; u takes it back.",
        "{n} articles marked unread; u takes it back.",
        n,
    )


def _star_told(*, starred: bool) -> Callable[[int], str]:
    if starred:
        return lambda n: ngettext(
            "{n} article starred; u takes it back.", "{n} articles starred; u takes it back.", n
        )
    return lambda n: ngettext(
        "{n} star taken away; u takes it back.", "{n} stars taken away; u takes it back.", n
    )


def undone_in_words(what: str | None) -> str:
    """What `ReaderState.undo` took back (``"read 3"``), as a sentence."""
    if what is None:
        return _("There is nothing to undo.")
    verb, _blank, count = what.partition(" ")
    n = int(count) if count.isdigit() else 1
    sentences = {
        "read": ngettext("{n} article is unread again.", "{n} articles are unread again.", n),
        "unread": ngettext("{n} article is read again.", "{n} articles are read again.", n),
        "star": ngettext("{n} star is taken back.", "{n} stars are taken back.", n),
        "search": _("The saved searches are as they were."),
        "tag": ngettext(
            "The tags of {n} article are as they were.",
            "The tags of {n} articles are as they were.",
            n,
        ),
        "note": _("The note is as it was."),
        "unstar": ngettext("{n} article is starred again.", "{n} articles are starred again.", n),
    }
    return sentences.get(verb, _("Undone."))
