"""The library: the one door through which the reader and the command line see the archive.

It answers a `press.query.Query` from the index (`store.index`), reads whole articles from the
archive, and knows the reader's marks. Lists are newest first, undated articles last (by when they
were first seen), equal times in the order of their ids.

Marks live apart from the index. ``is:unread``, ``is:starred`` and ``tag:`` put the marked ids into
the query as a set of ids: two to three microseconds per marked article and query.
"""

import itertools
from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple

import tantivy

from press import urls
from press.article import Article
from press.query import Query
from store import asking, entries
from store.archive import Archive
from store.asking import Asking, Engine
from store.index import Index, View
from store.reader import ReaderState

_SHALLOW = 1_000
"""Rows up to here are fetched from the top; deeper ones by days."""
_BLOCK = 5_000
"""Articles that `ids` and `articles` look up at a time."""
_REMEMBERED = 32
"""Queries whose counts per day are kept."""
_VALUES = 10_000
"""Different values of a facet that are counted."""
_ID_LENGTH = 16


class Row(NamedTuple):
    """What a list shows of an article.

    `lead` is cut to about 300 characters; `agencies` and `topics` are ids; `changed` says that the
    article has earlier versions; `read` and `starred` are the reader's marks.
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

    Opening it heals the index (see `store.index`); `notices` says what had to be done. Any number
    of libraries may be open, in any processes, while a crawl writes.
    """

    def __init__(self, data: Path, *, today: Callable[[], date] | None = None) -> None:
        self._archive = Archive(data)
        self._index = Index(data, self._archive)
        self._today = today or date.today
        self._marks: dict[tuple[str, str], tuple[frozenset[str], Engine]] = {}
        self._counts: OrderedDict[object, dict[int, int]] = OrderedDict()
        self.reader = ReaderState(data)

    @property
    def notices(self) -> list[str]:
        """Lines on what was wrong with index or archive."""
        return [*self._index.notices, *map(str, self._archive.damaged)]

    @property
    def is_sound(self) -> bool:
        """Whether answers are whole: no file found damaged, the index level with the archive."""
        return not self._archive.damaged and not self._index.stale_days()

    def count(self, query: Query) -> int:
        """How many articles `query` finds."""
        return sum(self._per_slot(query, self._index.view).values())

    def rows(self, query: Query, start: int = 0, limit: int = 200) -> list[Row]:
        """Rows `start` to ``start + limit`` of what `query` finds; any depth costs the same."""
        if limit <= 0:
            return []
        view, engine, offset = self._index.view, self._ask(query), start
        if start + limit > _SHALLOW:
            window = self._window(query, view, start, limit)
            if window is None:
                return []
            first, last, offset = window
            engine = asking.both([engine, self._asking().days(first, last)])
        found = _newest(view, engine, limit, offset)
        return [self._row(entries.entry(view.searcher.doc(address))) for address in found]

    def ids(self, query: Query) -> Iterator[str]:
        """The ids of all that `query` finds, newest first, as of now."""
        view = self._index.view
        for addresses in self._blocks(query, view):
            for number in view.searcher.fast_field_values("id", addresses):
                yield entries.id_of(int(number or 0))

    def articles(self, query: Query) -> Iterator[Article]:
        """All that `query` finds, newest first, read from the archive a day at a time."""
        view = self._index.view
        for addresses in self._blocks(query, view):
            numbers = view.searcher.fast_field_values("id", addresses)
            slots = view.searcher.fast_field_values("day", addresses)
            found = zip(slots, numbers, strict=True)
            days = itertools.groupby(found, lambda hit: entries.day_of_slot(int(hit[0] or 0)))
            for day, hits in days:
                known = {article.id: article for article in self._archive.day(day)}
                ids = (entries.id_of(int(number or 0)) for _, number in hits)
                yield from (known[id_] for id_ in ids if id_ in known)

    def facets(self, query: Query) -> Facets:
        """Counts per topic, agency, source, region and kind."""
        restricted = [name for name in entries.FACETS if query.values(name)]
        free = [name for name in entries.FACETS if name not in restricted]
        view = self._index.view
        counts = self._count_values(query, view, free)
        for name in restricted:
            counts |= self._count_values(query.without_field(name), view, [name])
        return Facets(**counts)

    def histogram(
        self, query: Query, by: Literal["day", "week", "month"] = "day"
    ) -> dict[str, int]:
        """Dated articles per day (``2022-10-13``), week (``2022-W41``) or month (``2022-10``).

        Oldest first; what has none is left out.
        """
        counts: dict[str, int] = {}
        for slot, count in reversed(self._per_slot(query, self._index.view).items()):
            day = entries.date_of(slot)
            if day:
                name = _period(day, by)
                counts[name] = counts.get(name, 0) + count
        return counts

    def article(self, id_or_url: str) -> Article | None:
        """One article by its id or by any address it is known under."""
        found = self._entry(id_or_url)
        return self._archive.read(found.id, found.filed) if found else None

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
        """The articles with a mark of the reader's."""
        if name == "tag":
            ids = self.reader.tagged(value)
        else:
            ids = self.reader.starred_ids() if value == "starred" else self.reader.read_ids()
        known = self._marks.get((name, value))
        if known is None or known[0] is not ids:
            found = asking.among(self._index.schema, ids)
            unread = (name, value) == ("is", "unread")
            known = self._marks[name, value] = (ids, asking.negated(found) if unread else found)
        return known[1]

    def _row(self, e: entries.Entry) -> Row:
        read, starred = self.reader.is_read(e.id), self.reader.is_starred(e.id)
        return Row(
            *(e.id, e.published, e.source, e.kind, e.title, e.kicker, e.lead),
            *(e.agencies, e.topics, e.issuer, e.changed, read, starred),
        )

    def _entry(self, id_or_url: str) -> entries.Entry | None:
        word = id_or_url.strip()
        schema = self._index.schema
        if len(word) == _ID_LENGTH and all(c in "0123456789abcdef" for c in word):
            engine = asking.among(schema, [word])
        else:
            addresses = dict.fromkeys([word, *_canonical(word)])
            engine = Engine.term_set_query(schema, "url", list(addresses))
        view = self._index.view
        found = _newest(view, engine, 1)
        return entries.entry(view.searcher.doc(found[0])) if found else None

    def _per_slot(self, query: Query, view: View) -> dict[int, int]:
        """How many articles each slot has, in the order of lists."""
        marked = query.uses("is") or query.uses("tag")
        key = (query, view.generation, self._today(), marked and self.reader.changes)
        known = self._counts.get(key)
        if known is None:
            counting = {"day": {"histogram": {"field": "day", "interval": 1, "min_doc_count": 1}}}
            found = view.searcher.aggregate(self._ask(query), counting)
            buckets = found["day"]["buckets"]
            known = {int(b["key"]): b["doc_count"] for b in reversed(buckets)}
            self._counts[key] = known
            while len(self._counts) > _REMEMBERED:
                self._counts.popitem(last=False)
        return known

    def _window(
        self, query: Query, view: View, start: int, limit: int
    ) -> tuple[int, int, int] | None:
        """The slots that hold these rows, latest and earliest, and how many rows to pass over."""
        above, first, offset = 0, None, 0
        for slot, count in self._per_slot(query, view).items():
            if first is None and above + count > start:
                first, offset = slot, start - above
            above += count
            if first is not None and above >= start + limit:
                return slot, first, offset
        return None if first is None else (-2 * entries.UNDATED, first, offset)

    def _blocks(self, query: Query, view: View) -> Iterator[list[tantivy.DocAddress]]:
        """Addresses of all that `query` finds, a few days at a time."""
        asker, engine = self._asking(), self._ask(query)
        days: list[int] = []
        total = 0
        per_slot = list(self._per_slot(query, view).items())
        for slot, count in per_slot:
            days.append(slot)
            total += count
            if total >= _BLOCK or slot == per_slot[-1][0]:
                window = asking.both([engine, asker.days(days[-1], days[0])])
                yield _newest(view, window, total)
                days, total = [], 0

    def _count_values(
        self, query: Query, view: View, names: list[str]
    ) -> dict[str, dict[str, int]]:
        if not names:
            return {}
        terms: dict[str, Any] = {
            name: {"terms": {"field": name, "size": _VALUES}} for name in names
        }
        found = view.searcher.aggregate(self._ask(query), terms)
        return {name: {b["key"]: b["doc_count"] for b in found[name]["buckets"]} for name in names}


def _newest(view: View, engine: Engine, limit: int, offset: int = 0) -> list[tantivy.DocAddress]:
    """Where the newest articles that `engine` finds lie."""
    found = view.searcher.search(engine, limit, count=False, order_by_field="order", offset=offset)
    return [address for _, address in found.hits]


def _period(day: date, by: Literal["day", "week", "month"]) -> str:
    if by == "month":
        return day.isoformat()[:7]
    if by == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat()


def _canonical(url: str) -> list[str]:
    try:
        return [urls.canonical(url if "://" in url else f"https://{url}")]
    except ValueError:
        return []
