"""The saved searches with what they find now."""

from typing import NamedTuple

from press.query import Query, QueryError, parse
from store.library import Library

KEYS = 9
"""Saved searches that have a key of their own, 1 to 9, by their place."""

_UNREAD, _NEW = parse("is:unread"), parse("is:new")


class Saved(NamedTuple):
    """A saved search: how many articles it finds, how many of them are unread, how many new.

    New is what came since the last visit; before the first visit that is None. Where this version
    does not understand the query, `query` and the numbers are None.
    """

    name: str
    text: str
    query: Query | None
    hits: int | None = None
    unread: int | None = None
    new: int | None = None


def saved(library: Library) -> list[Saved]:
    """All saved searches, not counted yet; blocks."""
    return [Saved(name, text, _read(text)) for name, text in library.reader.searches().items()]


def counted(library: Library, search: Saved) -> Saved:
    """A saved search with its numbers; blocks."""
    if search.query is None:
        return search
    unread = library.count(search.query & _UNREAD)
    first = library.reader.visits.since is None
    new = None if first else library.count(search.query & _NEW)
    return search._replace(hits=library.count(search.query), unread=unread, new=new)


def _read(text: str) -> Query | None:
    try:
        return parse(text)
    except QueryError:
        return None
