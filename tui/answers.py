"""What the desk is asked on the screen's behalf, and the messages that bring the answers."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message

from press.query import Query
from store.library import Library, Row
from tui.language import _
from tui.results import PAGE, Found, Pages, page_start

if TYPE_CHECKING:
    from press.query_completion import Completer
    from tui.article_links import Link
    from tui.counts import Counts, Loosening
    from tui.query_explained import Why
    from tui.widgets.article_text import Part

_LOOKED_THROUGH = 100
"""Pages that are looked through for the next unread article."""
_MARKED = frozenset({"kicker", "title", "lead", "body", "subhead", "quote", "caption"})
"""The looks of parts in which hits are marked: what the search looks at."""


class ResultReady(Message):
    """What a query found, in the library's state number `state`."""

    def __init__(self, found: Found, state: int) -> None:
        self.found = found
        self.state = state
        super().__init__()


class PageReady(Message):
    """A page of rows; None instead of rows: the archive has changed since the list was made."""

    def __init__(self, pages: Pages, start: int, rows: list[Row] | None) -> None:
        self.pages = pages
        self.start = start
        self.rows = rows
        super().__init__()


class CountsReady(Message):
    """The numbers for the filter panel."""

    def __init__(self, counts: "Counts") -> None:
        self.counts = counts
        super().__init__()


class StatesReady(Message):
    """The numbers of the articles in each state, for a query."""

    def __init__(self, query: Query, numbers: dict[str, int]) -> None:
        self.query = query
        self.numbers = numbers
        super().__init__()


class LooseningReady(Message):
    """What a query that finds nothing would find without some of its parts."""

    def __init__(self, query: Query, offers: "list[Loosening]") -> None:
        self.query = query
        self.offers = offers
        super().__init__()


class NamesReady(Message):
    """What the query line can offer."""

    def __init__(self, completer: "Completer") -> None:
        self.completer = completer
        super().__init__()


class ArticleRead(Message):
    """An article, ready to be set: its parts, with what the query hit in them; None: it is gone.

    `row` is the article as a list would show it, `links` are what it leads to.
    """

    def __init__(
        self,
        id_: str,
        query: Query,
        parts: "list[Part] | None",
        *,
        row: Row | None = None,
        links: "Sequence[Link]" = (),
    ) -> None:
        self.id = id_
        self.query = query
        self.parts = parts
        self.row = row
        self.links = links
        super().__init__()


class WhyFound(Message):
    """Why an article is among the hits; None: the archive no longer has it."""

    def __init__(self, title: str, reasons: "list[Why] | None") -> None:
        self.title = title
        self.reasons = reasons
        super().__init__()


class UnreadFound(Message):
    """Where the next unread article is (None: nowhere below), and the rows fetched for it."""

    def __init__(self, pages: Pages, index: int | None, fetched: dict[int, list[Row]]) -> None:
        self.pages = pages
        self.index = index
        self.fetched = fetched
        super().__init__()


class NewsCounted(Message):
    """The archive has changed; `new` is by how many articles the result of `query` has grown."""

    def __init__(self, query: Query, new: int) -> None:
        self.query = query
        self.new = new
        super().__init__()


def read_article(library: Library, id_: str, query: Query) -> ArticleRead:
    """Fetch an article and make it ready for reading; blocks."""
    from press import register_data
    from tui.article_links import links_of
    from tui.widgets.article_text import Own, parts_of

    article = library.article(id_)
    if article is None:
        return ArticleRead(id_, query, None)
    issuer = register_data.names().get(article.issuer, article.issuer) if article.issuer else None
    reader = library.reader
    own = Own(reader.is_starred(id_), reader.tags(id_), reader.note(id_))
    found = {twin: library.article(twin) for twin in article.twins}
    links = links_of(article, {twin: each for twin, each in found.items() if each}, {})
    parts = _with_hits(parts_of(article, issuer=issuer, own=own, links=links), query)
    return ArticleRead(id_, query, parts, row=library.row(id_), links=links)


def find_why(library: Library, id_: str, query: Query, today: date) -> WhyFound:
    """Find out why `query` finds an article; blocks."""
    from press.query_explain import Marks, explain
    from tui.query_explained import reasons

    article = library.article(id_)
    if article is None:
        return WhyFound("", None)
    reader = library.reader
    new = reader.visits.is_new(article.first_seen)
    marks = Marks(reader.is_read(id_), reader.is_starred(id_), tuple(reader.tags(id_)), new)
    found = explain(query, article, marks, today)
    return WhyFound(article.title or _("(without title)"), list(reasons(found)))


def _with_hits(parts: "list[Part]", query: Query) -> "list[Part]":
    from press.folding import spans

    words = query.words()
    if not words:
        return parts
    return [
        part._replace(hits=spans(part.text, words, title=part.look == "title"))
        if part.look in _MARKED
        else part
        for part in parts
    ]


def next_unread(library: Library, pages: Pages, start: int) -> UnreadFound:
    """Find the first unread article from index `start` on; blocks."""
    fetched: dict[int, list[Row]] = {}
    page = page_start(start)
    for _page in range(_LOOKED_THROUGH):
        if page >= pages.total:
            break
        rows = pages.page(page)
        if rows is None:
            rows = fetched[page] = library.rows(pages.query, pages.fetch_from(page), PAGE)
        for index, row in enumerate(rows, page):
            if index >= start and not row.read:
                return UnreadFound(pages, index, fetched)
        page += PAGE
    return UnreadFound(pages, None, fetched)


def count_news(library: Library, query: Query, before: int) -> NewsCounted | None:
    """Whether the archive has changed, and what that means for a result of `before`; blocks."""
    if not library.refresh():
        return None
    return NewsCounted(query, library.count(query) - before)
