"""The library: the one door through which the reader and the command line see the archive.

It answers a `press.query.Query` from the index (`store.index`), reads whole articles from the
archive, and knows the reader's marks. Lists are newest first, undated articles last (by when they
were first seen), equal times in the order of their ids.

Marks live apart from the index (`store.counting`): a list of what is read or unread goes through
the articles of a day and leaves out what does not belong there.
"""

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
import tantivy

from press.article import Article
from press.query import Query
from store import asking, entries
from store.archive import Archive
from store.asking import Asking, Engine
from store.counting import Counting
from store.index import Index, Progress
from store.reader import ReaderState
from store.view import View

_SHALLOW = 1_000
"""Rows up to here are fetched from the top; deeper ones by days."""
_LARGE, _RECENT = 50_000, 3_000
"""Articles of an archive whose newest so many are looked through before all others."""
_BLOCK = 5_000
"""Articles that `ids` and `articles` look up at a time."""
_ID_LENGTH = 16


class Row(NamedTuple):
    """What a list shows of an article.

    `lead` is cut to about 300 characters; `agencies` and `topics` are ids; `changed` says that the
    article has earlier versions, `gone` that its site no longer has it; `read` and `starred` are
    the reader's marks.
    """

    id: str
    published: str | None
    source: str
    kind: str
    title: str | None
    kicker: str | None
    lead: str | None
    agencies: tuple[str, ...]
    topics: tuple[str, ...]
    issuer: str | None
    changed: bool
    read: bool
    starred: bool
    gone: bool = False


class Facets(NamedTuple):
    """How many articles have each value, most frequent first.

    Each facet is counted without the query's own restriction of it: what else one could choose.
    """

    topic: dict[str, int]
    agency: dict[str, int]
    source: dict[str, int]
    region: dict[str, int]
    kind: dict[str, int]


class Library:
    """The archive, searchable. `today` says what ``heute`` means (default: the local day).

    Opening it heals the index (see `store.index`), unless that is left to `heal`; `notices` says
    what had to be done. Any number of libraries may be open, in any processes, while a crawl
    writes.
    """

    def __init__(
        self, data: Path, *, today: Callable[[], date] | None = None, heal: bool = True
    ) -> None:
        self.data = data
        self._archive = Archive(data)
        self._index = Index(data, self._archive, heal=heal)
        self._today = today or date.today
        self._marks: dict[tuple[str, str], tuple[AbstractSet[str], Engine]] = {}
        self.reader = ReaderState(data)
        self._counting = Counting(self._asking, self.reader)

    @property
    def notices(self) -> list[str]:
        """Lines on what was wrong with index or archive."""
        return [*self._index.notices, *map(str, self._archive.damaged)]

    @property
    def is_sound(self) -> bool:
        """Whether answers are whole: no file found damaged, the index level with the archive."""
        return not self._archive.damaged and not self._index.stale_days()

    @property
    def is_searchable(self) -> bool:
        """Whether there is an index, or no article that it could hold."""
        return self._index.exists or not self._archive.days()

    def heal(self, progress: Progress | None = None) -> bool:
        """Bring the index up to the archive; whether that changed anything.

        Where there is none it is built, which takes minutes for a million articles: `progress` is
        told how far it is, and what it raises ends the building.
        """
        before = self._index.view.generation
        self._index.heal(progress)
        return self._index.view.generation != before

    def read_ahead(self) -> None:
        """Have the index in memory soon, so that a cold search is as fast as a warm one.

        Takes as long as the disk needs: call it in a thread that nobody waits for.
        """
        self._index.read_ahead()

    def count(self, query: Query) -> int:
        """How many articles `query` finds."""
        return sum(self._counting.slots(query, self._index.view).values())

    def rows(self, query: Query, start: int = 0, limit: int = 200) -> list[Row]:
        """Rows `start` to ``start + limit`` of what `query` finds; any depth costs the same."""
        view = self._index.view
        if start + limit <= _SHALLOW and not self._counting.knows(query, view):
            found = self._first(query, view, start, limit)
        else:
            slots, offset = self._window(query, view, start, limit)
            found = self._hits(query, view, slots)[offset : offset + limit]
        found_entries = list(map(view.entry, found))
        flags = self.reader.flags([each.id for each in found_entries])
        return [_row(each, *marks) for each, marks in zip(found_entries, flags, strict=True)]

    def ids(self, query: Query) -> Iterator[str]:
        """The ids of all that `query` finds, newest first, as of now."""
        view = self._index.view
        for addresses in self._blocks(query, view):
            yield from view.ids(addresses)

    def articles(self, query: Query) -> Iterator[Article]:
        """All that `query` finds, newest first, read from the archive a day at a time."""
        view = self._index.view
        for day, ids in _by_day(view, self._blocks(query, view)):
            known = {article.id: article for article in self._archive.day(day)}
            yield from (known[id_] for id_ in ids if id_ in known)

    def records(self, query: Query) -> Iterator[Article | msgspec.Raw]:
        """As `articles`, for writing out: already encoded wherever nothing is to be looked at."""
        view = self._index.view
        return self._records(view, self._blocks(query, view))

    def records_of(self, ids: Collection[str]) -> Iterator[Article | msgspec.Raw]:
        """As `records`: those of the articles with these ids that there are."""
        view = self._index.view
        return self._records(view, [view.newest(asking.among(view.schema, ids), len(ids))])

    def _records(
        self, view: View, blocks: Iterable[list[tantivy.DocAddress]]
    ) -> Iterator[Article | msgspec.Raw]:
        level = self._index.level_days()
        for day, ids in _by_day(view, blocks):
            known: Mapping[str, Article | msgspec.Raw] | None = None
            if day in level:
                known = self._archive.stored(day)
            if known is None:
                known = {article.id: article for article in self._archive.day(day)}
            yield from (known[id_] for id_ in ids if id_ in known)

    def facets(self, query: Query) -> Facets:
        """Counts per topic, agency, source, region and kind."""
        restricted = [name for name in entries.FACETS if query.values(name)]
        free = [name for name in entries.FACETS if name not in restricted]
        view = self._index.view
        counts = dict(self._counting.counts(query, view, free))
        for name in restricted:
            counts |= self._counting.counts(query.without_field(name), view, [name])
        return Facets(**counts)

    def histogram(
        self, query: Query, by: Literal["day", "week", "month"] = "day"
    ) -> dict[str, int]:
        """Dated articles per day (``2022-10-13``), week (``2022-W41``) or month (``2022-10``).

        Oldest first; what has none is left out.
        """
        slots = self._counting.slots(query, self._index.view)
        if by == "day":
            return entries.days_of(slots)
        counts: dict[str, int] = {}
        for slot, count in reversed(slots.items()):
            day = entries.date_of(slot)
            if day:
                name = _period(day, by)
                counts[name] = counts.get(name, 0) + count
        return counts

    def article(self, id_or_url: str) -> Article | None:
        """One article by its id or by any address it is known under."""
        found = self._entry(id_or_url)
        return self._archive.read(found.id, found.filed) if found else None

    def row(self, id_or_url: str) -> Row | None:
        """One article as a list shows it, by its id or by any address it is known under."""
        found = self._entry(id_or_url)
        return _row(found, *self.reader.flags([found.id])[0]) if found else None

    def versions(self, id_or_url: str) -> list[Article]:
        """All that an article has said, oldest first, as it is now last."""
        found = self._entry(id_or_url)
        current = found and self._archive.read(found.id, found.filed)
        if not found or not current:
            return []
        return [*self._archive.versions(found.id, found.filed), current]

    def refresh(self) -> bool:
        """Take over what other processes wrote; whether the archive has changed."""
        self.reader.refresh()
        return self._index.refresh()

    def last_change(self) -> str | None:
        """The UTC instant at which an article was last added or changed."""
        return self._index.changed

    def _asking(self) -> Asking:
        return Asking(self._index.schema, self._today(), self._marked)

    def _ask(self, query: Query) -> Engine:
        return self._asking().query(query.root)

    def _marked(self, name: str, value: str) -> Engine:
        """The articles with a mark of the reader's, or those new to the reader."""
        if value == "new" and name == "is":
            return asking.first_seen_after(self._index.schema, self.reader.visits.since)
        ids: AbstractSet[str] = self.reader.read_ids()
        if name == "tag":
            ids = self.reader.tagged(value)
        elif value == "starred":
            ids = self.reader.starred_ids()
        known = self._marks.get((name, value))
        if known is None or known[0] is not ids:
            found = asking.among(self._index.schema, ids)
            unread = (name, value) == ("is", "unread")
            known = self._marks[name, value] = (ids, asking.negated(found) if unread else found)
        return known[1]

    def _entry(self, id_or_url: str) -> entries.Entry | None:
        word = id_or_url.strip()
        schema = self._index.schema
        if len(word) == _ID_LENGTH and all(c in "0123456789abcdef" for c in word):
            engine = asking.among(schema, [word])
        else:
            addresses = dict.fromkeys([word, *_canonical(word)])
            engine = Engine.term_set_query(schema, "url", list(addresses))
        view = self._index.view
        found = view.newest(engine, 1)
        return view.entry(found[0]) if found else None

    def _first(self, query: Query, view: View, start: int, limit: int) -> list[tantivy.DocAddress]:
        """Addresses near the top of a list, found among the newest articles if there are enough."""
        engine = self._ask(query)
        if view.searcher.num_docs > _LARGE:
            recent, _ = self._window(Query(), view, 0, _RECENT)
            newest = asking.both([engine, asking.in_slots(view.schema, recent)])
            found = view.newest(newest, limit, start)
            if len(found) == limit:
                return found
        return view.newest(engine, limit, start)

    def _window(self, query: Query, view: View, start: int, limit: int) -> tuple[list[int], int]:
        """The slots that hold these rows, and how many rows to pass over there."""
        above, slots, offset = 0, list[int](), 0
        for slot, count in self._counting.slots(query, view).items():
            if above >= start + limit:
                break
            if above + count > start:
                offset = offset if slots else start - above
                slots.append(slot)
            above += count
        return slots, offset

    def _blocks(self, query: Query, view: View) -> Iterator[list[tantivy.DocAddress]]:
        """Addresses of all that `query` finds, a few days at a time."""
        every = self._counting.slots(asking.split_read(query)[0], view)
        slots: list[int] = []
        total = 0
        for slot in self._counting.slots(query, view):
            slots.append(slot)
            total += every[slot]
            if total >= _BLOCK:
                yield self._hits(query, view, slots)
                slots, total = [], 0
        yield self._hits(query, view, slots)

    def _hits(self, query: Query, view: View, slots: list[int]) -> list[tantivy.DocAddress]:
        """Addresses of all that `query` finds in these slots."""
        rest, read = asking.split_read(query)
        counts = self._counting.slots(rest, view)
        engine = asking.both([self._ask(rest), asking.in_slots(view.schema, slots)])
        addresses = view.newest(engine, sum(counts[slot] for slot in slots))
        if read is None:
            return addresses
        known = self.reader.read_ids()
        ids = zip(view.ids(addresses), addresses, strict=True)
        return [address for id_, address in ids if (id_ in known) is read]


def _by_day(
    view: View, blocks: Iterable[list[tantivy.DocAddress]]
) -> Iterator[tuple[str, list[str]]]:
    """The ids of articles that lie in blocks of addresses, day by day."""
    for addresses in blocks:
        found = zip(view.numbers("day", addresses), view.ids(addresses), strict=True)
        for day, hits in itertools.groupby(found, lambda hit: entries.day_of_slot(hit[0])):
            yield day, [id_ for _, id_ in hits]


def _row(e: entries.Entry, read: bool, starred: bool) -> Row:  # noqa: FBT001
    return Row(
        *(e.id, e.published, e.source, e.kind, e.title, e.kicker, e.lead),
        *(e.agencies, e.topics, e.issuer, e.changed, read, starred, e.gone),
    )


def _period(day: date, by: Literal["week", "month"]) -> str:
    if by == "month":
        return day.isoformat()[:7]
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _canonical(url: str) -> list[str]:
    from press import urls  # noqa: PLC0415 - lists and filters need none

    try:
        return [urls.canonical(url if "://" in url else f"https://{url}")]
    except ValueError:
        return []
