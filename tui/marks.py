"""What has been read and starred, as the screen shows it at once and the library keeps it."""

from collections.abc import Callable

from textual.message import Message

from press.query import Field, Not, Query
from store.library import Library, Row
from tui.desk import Desk
from tui.language import _, ngettext
from tui.results import Pages


class Undone(Message):
    """The last mark has been taken back: what it was, and the marks of the articles shown."""

    def __init__(self, what: str | None, marks: dict[str, tuple[bool, bool]]) -> None:
        self.what = what
        self.marks = marks
        super().__init__()


class Marks:
    """Changes marks in the rows on the screen, and asks the desk to keep them."""

    def __init__(self, library: Library, desk: Desk) -> None:
        self._reader = library.reader
        self._desk = desk

    def read(self, pages: Pages, article_id: str, *, read: bool) -> None:
        """Mark an article read or unread."""
        self._change(pages, article_id, lambda row: row._replace(read=read))
        self._keep(lambda: self._reader.mark_read([article_id], read))

    def star(self, pages: Pages, article_id: str, *, starred: bool) -> None:
        """Star an article, or take its star."""
        self._change(pages, article_id, lambda row: row._replace(starred=starred))
        self._keep(lambda: self._reader.star([article_id], starred))

    def undo(self, pages: Pages) -> None:
        """Take the last mark back; `Undone` follows."""
        ids = [row.id for _, row in pages.rows()]

        def job() -> Undone:
            reader = self._reader
            what = reader.undo()
            return Undone(what, {id_: (reader.is_read(id_), reader.is_starred(id_)) for id_ in ids})

        self._desk.ask(job)

    def apply(self, pages: Pages, marks: dict[str, tuple[bool, bool]]) -> None:
        """Show marks that have changed elsewhere."""
        for article_id, (read, starred) in marks.items():
            index = pages.index_of(article_id)
            row = pages.get(index) if index is not None else None
            if index is not None and row is not None:
                self._put(pages, index, row._replace(read=read, starred=starred))

    def _keep(self, write: Callable[[], object]) -> None:
        def job() -> None:
            write()

        self._desk.ask(job)

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
        "tag": _("The tags are as they were."),
        "note": _("The note is as it was."),
        "unstar": ngettext("{n} article is starred again.", "{n} articles are starred again.", n),
    }
    return sentences.get(verb, _("Undone."))
