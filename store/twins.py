"""Doubles among what a crawl brings: other addresses of one article, and twins (`press.twins`).

`Doubles` works out, before a batch is stored, what becomes of it; storing it again gives the same.
Nothing here is kept on disk: what is compared is made from the archive's day files, a day when an
article near it arrives, and follows the batches of this crawl.
"""

import itertools
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

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


_Key = TypeVar("_Key", int, str)


class Settled(NamedTuple):
    """What to store, and which articles are stored as an address of another (by id)."""

    batch: list[Arrival]
    kept_as: Mapping[str, str]


class Doubles:
    """The doubles of one archive during one crawl, which must be its only one."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._at_hand = _Prints()

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
            day = day_of(article)
            near = _days_around(day, MAX_DAYS)
            self._bring(near)
            filed = self._at_hand.day_of(article.id)
            known = filed if filed in near else None
            if known is None and arrival.previous_day is None and article.id not in own:
                survivor = self._survivor(each, near)
                if survivor and self._add_addresses(batch, survivor, article):
                    kept_as[article.id] = survivor.id
                    continue
            if known is not None:
                each = _with_twins(each, self._at_hand[article.id].twins)
            batch[article.id] = _joined(
                batch.get(article.id), Arrival(article, arrival.previous_day or known)
            )
            self._at_hand.put(each, day)
            for twin in _twins_of(each, self._at_hand, near):
                self._link(batch, each.id, twin, near)
        return Settled(list(batch.values()), kept_as)

    def _bring(self, days: Sequence[str]) -> None:
        """Have what the archive holds of some days at hand."""
        for day in days:
            if not self._at_hand.has_day(day):
                self._at_hand.add_day(day, map(print_of, self._archive.day(day)))
                self._at_hand.forget()

    def _survivor(self, each: Print, near: Sequence[str]) -> Print | None:
        """The stored article of which another is only one more address."""
        same = self._at_hand.same_text(each, near)
        same = [other for other in same if identical(each, other) and adds_nothing(each, other)]
        return min(same, key=rank, default=None)

    def _add_addresses(self, batch: dict[str, Arrival], to: Print, article: Article) -> bool:
        found = self._arrival(batch, to)
        if found is None:
            return False
        addresses = [*found.article.aliases, article.url, *article.aliases]
        aliases = sorted(set(addresses) - {found.article.url})
        batch[to.id] = Arrival(replace(found.article, aliases=aliases), found.previous_day)
        return True

    def _link(self, batch: dict[str, Arrival], id_: str, twin: Print, near: Sequence[str]) -> None:
        """Let two articles of which one is in the batch name each other."""
        other = self._arrival(batch, twin) if id_ not in twin.twins else None
        if other is not None:
            batch[twin.id] = self._naming(other, id_, near)
        if other is not None or id_ in twin.twins:
            batch[id_] = self._naming(batch[id_], twin.id, near)

    def _naming(self, arrival: Arrival, twin: str, near: Sequence[str]) -> Arrival:
        article = arrival.article
        here = self._at_hand[article.id]
        ids = dict.fromkeys([*article.twins, *here.twins, twin])
        ranks = {id_: rank(self._at_hand[id_]) for id_ in ids if self._at_hand.day_of(id_) in near}
        twins = sorted(ids, key=lambda id_: (id_ not in ranks, ranks.get(id_)))
        self._put(_with_twins(here, twins), day_of(article))
        return Arrival(replace(article, twins=twins), arrival.previous_day)

    def _arrival(self, batch: Mapping[str, Arrival], each: Print) -> Arrival | None:
        """An article as it is about to be stored, or as it is stored."""
        if each.id in batch:
            return batch[each.id]
        day = self._at_hand.day_of(each.id)
        article = self._archive.read(each.id, day) if day else None
        return Arrival(article, day) if article else None

    def _put(self, each: Print, day: str) -> None:
        self._bring([day])
        self._at_hand.put(each, day)


class _Prints(dict[str, Print]):
    """The prints of some days by id, and by what they may share with others."""

    def __init__(self) -> None:
        super().__init__()
        self._days: OrderedDict[str, set[str]] = OrderedDict()
        self._day_of: dict[str, str] = {}
        self._by_run: dict[int, list[str]] = {}
        self._by_hash: dict[str, list[str]] = {}

    def day_of(self, id_: str) -> str | None:
        """The day that an article is filed under, if it is one of these."""
        return self._day_of.get(id_)

    def has_day(self, day: str) -> bool:
        """Whether a day is at hand; it is kept the longer for it."""
        known = day in self._days
        if known:
            self._days.move_to_end(day)
        return known

    def add_day(self, day: str, prints: Iterable[Print]) -> None:
        """Add what is filed under a day; what came under another since stays there."""
        self._days[day] = set()
        for each in prints:
            if each.id not in self:
                self._add(each, day)

    def forget(self) -> None:
        """Forget the days that were asked for least recently, if there are too many prints."""
        while len(self._days) > _MIN_DAYS_AT_HAND and len(self) > _MAX_AT_HAND:
            for id_ in list(next(iter(self._days.values()))):
                self._remove(id_)
            self._days.popitem(last=False)

    def put(self, each: Print, day: str) -> None:
        """Put one in under a day at hand, in place of what there was of it."""
        if each.id in self:
            self._remove(each.id)
        self._add(each, day)

    def _add(self, each: Print, day: str) -> None:
        self[each.id] = each
        self._day_of[each.id] = day
        self._days[day].add(each.id)
        self._by_hash.setdefault(each.content_hash, []).append(each.id)
        by_run = self._by_run
        for run in each.sketch:
            by_run.setdefault(run, []).append(each.id)

    def _remove(self, id_: str) -> None:
        each = self.pop(id_)
        self._days[self._day_of.pop(id_)].remove(id_)
        _take_out(self._by_hash, each.content_hash, id_)
        for run in each.sketch:
            _take_out(self._by_run, run, id_)

    def same_text(self, each: Print, days: Collection[str]) -> list[Print]:
        """Those of some days with the same text."""
        ids = self._by_hash.get(each.content_hash, ())
        return [self[id_] for id_ in ids if id_ != each.id and self._day_of[id_] in days]

    def sharing(self, each: Print, days: Collection[str]) -> Iterator[tuple[int, Print]]:
        """Those of some days that share much of the sketch, and how much."""
        having = list(filter(None, map(self._by_run.get, each.sketch)))
        if len(having) >= CANDIDATE:
            for id_, count in Counter(itertools.chain.from_iterable(having)).items():
                if count >= CANDIDATE and id_ != each.id and self._day_of[id_] in days:
                    yield count, self[id_]


def _take_out(index: dict[_Key, list[str]], key: _Key, id_: str) -> None:
    index[key].remove(id_)
    if not index[key]:
        del index[key]


def _twins_of(each: Print, prints: _Prints, days: Collection[str]) -> list[Print]:
    """The twins of an article in some days: of each source the one most alike."""
    if not each.published:
        return []
    found = [
        (count, other)
        for count, other in prints.sharing(each, days)
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
