"""A query's result as a list shows it: how many, under which headings, and its rows page by page.

No Textual here. A result may hold a million articles; what is kept of it is a number per day and
the pages of rows that have been looked at.
"""

from bisect import bisect_left, bisect_right, insort
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from press.query import Query
from store.library import Library, Row

PAGE = 50
"""Rows fetched at once: what most screens show, since the first picture waits for them."""
_PAGES_KEPT = 60
_SEARCHED = 2_000
"""Articles of one day among which an article is looked for after a refresh."""

Grouping = Literal["day", "month", "none"]


class Section(NamedTuple):
    """A run of articles of one day (``2022-10-13``), month (``2022-10``) or without date (None)."""

    key: str | None
    first: int
    size: int


class Spot(NamedTuple):
    """An article that stood in a list, when its row is not at hand: its id and its date."""

    id: str
    published: str | None


class Found(NamedTuple):
    """What the search brought: the hits' number and days, and the page of rows at `cursor`.

    `change` is the newest change of the archive that the library knew.
    """

    query: Query
    total: int
    days: tuple[Section, ...]
    cursor: int
    start: int
    rows: list[Row]
    change: str | None = None


def find(library: Library, query: Query, *, near: tuple[Row | Spot, int] | None = None) -> Found:
    """Put `query` to the library; blocks, so call it in a worker thread.

    `near` is an article and where it stood: `Found.cursor` is where it (or its place) is now.
    """
    total = library.count(query)
    days = sections(total, library.histogram(query, "day"))
    cursor = _whereabouts(library, query, days, total, near) if near else 0
    start = page_start(cursor)
    rows = library.rows(query, start, PAGE)
    return Found(query, total, tuple(days), cursor, start, rows, library.last_change())


def _whereabouts(
    library: Library, query: Query, days: list[Section], total: int, near: tuple[Row | Spot, int]
) -> int:
    """The index of an article in a changed result: where it was, else anywhere within its day."""
    row, before = near
    if before < total and any(at.id == row.id for at in library.rows(query, before, 1)):
        return before
    key = row.published[:10] if row.published else None
    place = next((section for section in days if section.key == key), None)
    if place is not None:
        end = min(place.first + place.size, place.first + _SEARCHED)
        for start in range(place.first, end, PAGE):
            for offset, other in enumerate(library.rows(query, start, min(PAGE, end - start))):
                if other.id == row.id:
                    return start + offset
    return max(0, min(before, total - 1))


def page_start(index: int) -> int:
    """The first index of the page that `index` is on."""
    return index - index % PAGE


def sections(total: int, days: dict[str, int]) -> list[Section]:
    """The days of a result, newest first, those without date last; empty if they do not add up."""
    found: list[Section] = []
    first = 0
    for key in sorted(days, reverse=True):
        if days[key] > 0:
            found.append(Section(key, first, days[key]))
            first += days[key]
    if first > total:
        return []
    if first < total:
        found.append(Section(None, first, total - first))
    return found


def group(days: Sequence[Section]) -> tuple[Grouping, list[Section]]:
    """Headings that are worth their lines: by day, else by month, else none.

    A heading is worth it where at least two articles stand under it on the average.
    """
    total = sum(section.size for section in days)
    if not days:
        return "none", []
    if len(days) * 2 <= total:
        return "day", list(days)
    months: list[Section] = []
    for key, run in groupby(days, lambda section: section.key and section.key[:7]):
        members = list(run)
        months.append(Section(key, members[0].first, sum(member.size for member in members)))
    return ("month", months) if len(months) * 2 <= total else ("none", [])


class Lines:
    """Where articles and headings stand when each article takes `height` lines."""

    def __init__(self, total: int, headings: Sequence[Section], height: int) -> None:
        self.total = total
        self.headings = headings
        self.height = height
        self._firsts = [section.first for section in headings]
        self._tops = [
            section.first * height + position for position, section in enumerate(headings)
        ]

    @property
    def count(self) -> int:
        """All lines, those of headings included."""
        return self.total * self.height + len(self.headings)

    def line_of(self, index: int) -> int:
        """The first line of an article."""
        return index * self.height + bisect_right(self._firsts, index)

    def heading_of(self, index: int) -> int | None:
        """The line of the heading directly above an article, None if another article is there."""
        place = bisect_left(self._firsts, index)
        if place < len(self._firsts) and self._firsts[place] == index:
            return self._tops[place]
        return None

    def at(self, line: int) -> tuple[int, int] | Section | None:
        """What stands on a line: a heading, (article, line within it), or nothing."""
        if not 0 <= line < self.count:
            return None
        place = bisect_right(self._tops, line)
        if place and self._tops[place - 1] == line:
            return self.headings[place - 1]
        return divmod(line - place, self.height)

    def index_at(self, line: int) -> int:
        """The article on a line, or the first one below a heading there."""
        found = self.at(max(0, min(line, self.count - 1)))
        if isinstance(found, Section):
            return found.first
        return found[0] if found else 0


class Pages:
    """The rows of one result that have been fetched.

    In a list of unread articles those that were read in it stay where they are, although the
    library no longer counts them to the result: `left` holds their places, and `fetch_from` says
    where the library has the page that starts at an index.
    """

    def __init__(self, found: Found) -> None:
        self.query = found.query
        self.total = found.total
        self.left: list[int] = []
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._places: dict[str, int] = {}
        self.put(found.start, found.rows)

    def get(self, index: int) -> Row | None:
        """The row at `index`, None if its page has not been fetched."""
        start = page_start(index)
        page = self._pages.get(start)
        if page is None or index - start >= len(page):
            return None
        return page[index - start]

    def page(self, start: int) -> list[Row] | None:
        """The page that starts at `start`, None if it has not been fetched."""
        return self._pages.get(start)

    def put(self, start: int, rows: list[Row]) -> None:
        """Keep a page; the longest unseen ones go, if no marks tie them to their place."""
        self._pages[start] = rows
        self._places.update((row.id, start + offset) for offset, row in enumerate(rows))
        while len(self._pages) > _PAGES_KEPT and not self.left:
            _, old = self._pages.popitem(last=False)
            for row in old:
                self._places.pop(row.id, None)

    def index_of(self, article_id: str) -> int | None:
        """Where an article stands, if its page has been fetched."""
        return self._places.get(article_id)

    def rows(self) -> Iterable[tuple[int, Row]]:
        """All rows fetched, with their places."""
        for start, page in self._pages.items():
            yield from enumerate(page, start)

    def replace(self, index: int, row: Row) -> None:
        """Put a row with other marks in its place."""
        self._pages[page_start(index)][index % PAGE] = row

    def leave(self, index: int, *, left: bool) -> None:
        """Note that the article at `index` no longer (or again) belongs to the library's result."""
        place = bisect_left(self.left, index)
        there = place < len(self.left) and self.left[place] == index
        if left and not there:
            insort(self.left, index)
        elif there and not left:
            del self.left[place]

    def fetch_from(self, start: int) -> int:
        """Where the library's result has what stands at `start` here."""
        return start - bisect_left(self.left, start)
