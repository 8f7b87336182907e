"""How many articles a query finds, in each slot and with each value of a facet; worked out once.

What a reader has read does not stand in the index, and looking up a set of ids there takes two
microseconds for each. So the read ones among a query's hits are counted once: unread are all but
those. What has been marked since then corrects the count (`store.ids`).
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from press.query import Query
from store import asking, entries
from store.asking import Asking, Engine
from store.reader import ReaderState
from store.view import View

SLOTS = "day"
"""The name under which counts per slot stand."""

_REMEMBERED = 64
"""Queries whose counts are kept."""
_VALUES = 10_000
"""Different values of a facet that are counted."""
_SINGLE = "source"
"""A facet of which every article has exactly one value."""
_EVERY = (SLOTS, *entries.FACETS)

Counts = dict[str, dict[Any, int]]
"""Per field the articles with each value: slots latest first, facets most frequent first."""


class _Base(NamedTuple):
    """The counts of the hits of a query that are in `ids`."""

    ids: frozenset[str]
    counts: Counts


class Counting:
    """Counts for one library; `asking` gives the way to put queries today."""

    def __init__(self, asking_: Callable[[], Asking], reader: ReaderState) -> None:
        self._asking = asking_
        self._reader = reader
        self._known: OrderedDict[object, Any] = OrderedDict()
        self._all_read: tuple[frozenset[str], Engine] | None = None

    def counts(self, query: Query, view: View, names: Iterable[str] = (SLOTS,)) -> Counts:
        """The counts of what `query` finds in `view`, for slots and facets."""
        names = tuple(names)
        rest, read = asking.split_read(query)
        if read is None:
            return self._plain(query, view, names)
        among_read = self._of_read(rest, view)
        if read:
            return {name: among_read[name] for name in names}
        every = self._plain(rest, view, names)
        return {name: _sum(name, every, minus=among_read) for name in names}

    def slots(self, query: Query, view: View) -> dict[int, int]:
        """How many articles each slot has, in the order of lists."""
        return self.counts(query, view)[SLOTS]

    def knows(self, query: Query, view: View) -> bool:
        """Whether the counts per slot are at hand."""
        rest, read = asking.split_read(query)
        return read is not None or self._key(rest, view, (SLOTS,)) in self._known

    def _plain(self, query: Query, view: View, names: tuple[str, ...]) -> Counts:
        if not names:
            return {}
        key = self._key(query, view, names)
        known: Counts | None = self._known.get(key)
        if known is None:
            engine = self._asking().query(query.root)
            known = count(view, engine, names) if query.nodes else count_all(view, engine, names)
            self._remember(key, known)
        return known

    def _of_read(self, rest: Query, view: View) -> Counts:
        """The counts of what `rest` finds and the reader has read."""
        ids = self._reader.read_ids()
        key = self._key(rest, view, ("read",))
        base: _Base | None = self._known.get(key)
        if base is None or base.ids is not ids.base:
            base = _Base(ids.base, count(view, self._read_engine(rest, view, ids.base), _EVERY))
            self._remember(key, base)
        counts = base.counts
        engine, schema = self._asking().query(rest.root), view.schema
        if ids.added:
            more = asking.both([engine, asking.among(schema, ids.added)])
            extra = count(view, more, _EVERY)
            counts = {name: _sum(name, counts, plus=extra) for name in _EVERY}
        if ids.dropped:
            fewer = asking.both([engine, asking.among(schema, ids.dropped)])
            less = count(view, fewer, _EVERY)
            counts = {name: _sum(name, counts, minus=less) for name in _EVERY}
        return counts

    def _read_engine(self, rest: Query, view: View, base: frozenset[str]) -> Engine:
        """What finds the hits of `rest` among the articles of `base`."""
        engine = self._asking().query(rest.root)
        hits = sum(self._plain(rest, view, (SLOTS,))[SLOTS].values())
        # Going through few hits takes less than looking for many ids.
        if hits < len(base):
            return asking.among(view.schema, base.intersection(view.ids(view.newest(engine, hits))))
        if self._all_read is None or self._all_read[0] is not base:
            self._all_read = (base, asking.among(view.schema, base))
        return asking.both([engine, self._all_read[1]])

    def _key(self, query: Query, view: View, names: tuple[str, ...]) -> object:
        asker = self._asking()
        marks = asking.uses_marks(query) and self._reader.changes
        return (query, names, view.generation, asker.today, marks)

    def _remember(self, key: object, value: object) -> None:
        self._known[key] = value
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)


def count(view: View, engine: Engine, names: Iterable[str]) -> Counts:
    """The counts of what `engine` finds in `view`."""
    wanted: dict[str, Any] = {
        name: {"terms": {"field": name, "size": _VALUES}}
        if name != SLOTS
        else {"histogram": {"field": SLOTS, "interval": 1, "min_doc_count": 1}}
        for name in names
    }
    found = view.searcher.aggregate(engine, wanted)
    counts: Counts = {
        name: {bucket["key"]: bucket["doc_count"] for bucket in found[name]["buckets"]}
        for name in names
    }
    if SLOTS in counts:
        counts[SLOTS] = {int(slot): n for slot, n in reversed(counts[SLOTS].items())}
    return counts


def count_all(view: View, everything: Engine, names: Iterable[str]) -> Counts:
    """The counts of all articles; facets are read from the index's lists of terms."""
    names = tuple(names)
    counts = count(view, everything, [SLOTS]) if SLOTS in names else {}
    terms = view.searcher.terms_with_prefix
    # A list counts deleted articles too, until their segment is merged: there are some where the
    # sources, of which each article has one, have more articles than there are.
    exact = sum(n for _, n in terms(_SINGLE, "")) == view.searcher.num_docs
    among = None if exact else everything
    return counts | {
        name: dict(terms(name, "", filter_query=among, limit=_VALUES))
        for name in names
        if name != SLOTS
    }


def _sum(
    name: str, counts: Counts, *, plus: Counts | None = None, minus: Counts | None = None
) -> dict[Any, int]:
    """Counts of one field with others added or taken away, in their order again."""
    total = dict(counts[name])
    for other, sign in ((plus, 1), (minus, -1)):
        for value, number in other[name].items() if other else ():
            total[value] = total.get(value, 0) + sign * number
    left = [(value, number) for value, number in total.items() if number]
    by = 0 if name == SLOTS else 1
    return dict(sorted(left, key=lambda item: item[by], reverse=True))
