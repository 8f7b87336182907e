"""Doubles among what a crawl brings: other addresses of one article, and twins (`press.twins`).

`Doubles` works out, before a batch is stored, what becomes of it; storing it again gives the same.
Nothing here is kept on disk: what is compared is made from the archive's day files, a day when an
article near it arrives, and follows the batches of this crawl.
"""

import itertools
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from press.article import Article
from press.twins import (
    CANDIDATE,
    MAX_DAYS,
    Print,
    adds_nothing,
    alike,
    identical,
    print_of,
    rank,
)
from store.archive import Archive, Arrival
from store.days import day_of

_MIN_DAYS_AT_HAND = 30
_MAX_AT_HAND = 10_000
"""Articles whose prints are at hand, 3 KB each; days beyond are forgotten and read again."""
_MAX_COMPARED = 12
"""Candidates per article that are compared in full, the likeliest first."""


class Settled(NamedTuple):
    """What to store, and which articles are stored as an address of another (by id)."""

    batch: list[Arrival]
    kept_as: Mapping[str, str]


class Doubles:
    """The doubles of one archive during one crawl, which must be its only one."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._days: OrderedDict[str, _Day] = OrderedDict()

    def settle(
        self, arrivals: Sequence[Arrival], *, own: frozenset[str] | set[str] = frozenset()
    ) -> Settled:
        """The batch with its doubles found: give what comes to `Archive.keep` as one batch.

        An article that is only another address of a stored one gives that one its addresses and
        is not stored itself; but what is stored stays, under its id and with its marks. Twins name
        each other; the one stored earlier is then part of the batch too. Articles whose ids are in
        `own` are articles of their own, whatever they say.
        """
        batch: dict[str, Arrival] = {}
        kept_as: dict[str, str] = {}
        for arrival in arrivals:
            article, each = arrival.article, print_of(arrival.article)
            near = [self._day(day) for day in _days_around(day_of(article), MAX_DAYS)]
            known = next((day for day in near if article.id in day), None)
            if known is None and arrival.previous_day is None and article.id not in own:
                survivor = self._survivor(each, near)
                if survivor and self._add_addresses(batch, survivor, article):
                    kept_as[article.id] = survivor.id
                    continue
            if known is not None:
                each = _with_twins(each, known[article.id].twins)
            previous = arrival.previous_day or (known.name if known is not None else None)
            batch[article.id] = _joined(batch.get(article.id), Arrival(article, previous))
            self._put(each, day_of(article))
            for twin in _twins_among(near, each):
                self._link(batch, each.id, twin, near)
        return Settled(list(batch.values()), kept_as)

    def _survivor(self, each: Print, near: Iterable["_Day"]) -> Print | None:
        """The stored article of which another is only one more address."""
        same = [other for day in near for other in day.same_text(each) if identical(each, other)]
        return next((other for other in sorted(same, key=rank) if adds_nothing(each, other)), None)

    def _add_addresses(self, batch: dict[str, Arrival], to: Print, article: Article) -> bool:
        found = self._arrival(batch, to)
        if found is None:
            return False
        addresses = [*found.article.aliases, article.url, *article.aliases]
        aliases = sorted(set(addresses) - {found.article.url})
        batch[to.id] = Arrival(replace(found.article, aliases=aliases), found.previous_day)
        return True

    def _link(
        self, batch: dict[str, Arrival], id_: str, twin: Print, near: Sequence["_Day"]
    ) -> None:
        """Let two articles of which one is in the batch name each other."""
        prints = {each.id: each for day in near for each in day.values()}
        other = self._arrival(batch, twin) if id_ not in twin.twins else None
        if other is not None:
            batch[twin.id] = self._naming(other, id_, prints)
        if other is not None or id_ in twin.twins:
            batch[id_] = self._naming(batch[id_], twin.id, prints)

    def _naming(self, arrival: Arrival, twin: str, prints: Mapping[str, Print]) -> Arrival:
        article = arrival.article
        here = prints[article.id]
        ids = dict.fromkeys([*article.twins, *here.twins, twin])
        twins = sorted(
            ids, key=lambda id_: (id_ not in prints, id_ in prints and rank(prints[id_]))
        )
        self._put(_with_twins(here, twins), day_of(article))
        return Arrival(replace(article, twins=twins), arrival.previous_day)

    def _arrival(self, batch: Mapping[str, Arrival], each: Print) -> Arrival | None:
        """An article as it is about to be stored, or as it is stored."""
        if each.id in batch:
            return batch[each.id]
        day = next(day for day in self._days.values() if each.id in day)
        article = self._archive.read(each.id, day.name)
        return Arrival(article, day.name) if article else None

    def _put(self, each: Print, name: str) -> None:
        for day in self._days.values():
            if each.id in day:
                day.remove(each.id)
        self._day(name).add(each)

    def _day(self, name: str) -> "_Day":
        day = self._days.get(name)
        if day is None:
            day = self._days[name] = _Day(name, map(print_of, self._archive.day(name)))
            while len(self._days) > _MIN_DAYS_AT_HAND and self._at_hand() > _MAX_AT_HAND:
                self._days.popitem(last=False)
        self._days.move_to_end(name)
        return day

    def _at_hand(self) -> int:
        return sum(map(len, self._days.values()))


class _Day(dict[str, Print]):
    """A day's prints by id, and by what they may share with others."""

    def __init__(self, name: str, prints: Iterable[Print]) -> None:
        super().__init__()
        self.name = name
        self._by_run: dict[int, list[str]] = {}
        self._by_hash: dict[str, list[str]] = {}
        for each in prints:
            self.add(each)

    def add(self, each: Print) -> None:
        """Put one in."""
        self[each.id] = each
        self._by_hash.setdefault(each.content_hash, []).append(each.id)
        for run in each.sketch:
            self._by_run.setdefault(run, []).append(each.id)

    def remove(self, id_: str) -> None:
        """Take one out."""
        each = self.pop(id_)
        self._by_hash[each.content_hash].remove(id_)
        for run in each.sketch:
            self._by_run[run].remove(id_)

    def same_text(self, each: Print) -> list[Print]:
        """Those with the same text."""
        return [self[id_] for id_ in self._by_hash.get(each.content_hash, ()) if id_ != each.id]

    def sharing(self, each: Print) -> Iterator[tuple[int, Print]]:
        """Those that share much of the sketch, and how much."""
        having = (self._by_run.get(run, ()) for run in each.sketch)
        shared = Counter(itertools.chain.from_iterable(having))
        for id_, count in shared.items():
            if count >= CANDIDATE and id_ != each.id:
                yield count, self[id_]


def _twins_among(days: Iterable[_Day], each: Print) -> list[Print]:
    """The twins of an article: of each source the one most alike."""
    if not each.published:
        return []
    found = [
        (count, other)
        for day in days
        for count, other in day.sharing(each)
        if other.source != each.source and other.published
    ]
    found.sort(key=lambda pair: (-pair[0], pair[1].id))
    best: dict[str, tuple[float, Print]] = {}
    for _, other in found[:_MAX_COMPARED]:
        share = alike(each, other)
        if share and share > best.get(other.source, (0.0, other))[0]:
            best[other.source] = share, other
    return [other for _, other in best.values()]


def _joined(waiting: Arrival | None, arrival: Arrival) -> Arrival:
    """An arrival in place of one that waits in the batch, with what that was given."""
    if waiting is None:
        return arrival
    aliases = sorted({*waiting.article.aliases, *arrival.article.aliases})
    twins = list(dict.fromkeys([*arrival.article.twins, *waiting.article.twins]))
    article = replace(arrival.article, aliases=aliases, twins=twins)
    return Arrival(article, arrival.previous_day or waiting.previous_day)


def _with_twins(each: Print, twins: Iterable[str]) -> Print:
    return each._replace(twins=tuple(twins))


def _days_around(day: str, reach: int) -> list[str]:
    """The archive's days around one; of what has no date the month it is filed under."""
    if not day[0].isdigit():
        return [day]
    middle = date.fromisoformat(day)
    return [
        (middle + timedelta(days=ahead)).isoformat()
        for ahead in sorted(range(-reach, reach + 1), key=abs)
    ]
