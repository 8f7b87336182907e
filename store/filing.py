"""A batch of articles on its way into the tables of its days (see `store.archive`)."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from press.article import Article
from store.days import ARTICLES, VERSIONS, Days, day_of
from store.storage import StoredDocument, Tables, document, id_of, own_id

Outcome = Literal["new", "changed", "same"]


class Arrival(NamedTuple):
    """An article to keep, and the day it was filed under before (``None``: not known to be)."""

    article: Article
    previous_day: str | None = None


class Kept(NamedTuple):
    """What became of an arrival; `article` is as stored."""

    id: str
    day: str
    outcome: Outcome
    article: Article


class Move(msgspec.Struct, frozen=True):
    """An article on its way from one day to another."""

    id: str
    old: str
    new: str


class _Identified(msgspec.Struct):
    """As much of a document as tells whose it is."""

    id: str


class Filing:
    """One batch on its way into its days' tables, in memory.

    `touched` are the days to write, `moves` the articles that then leave another day, `notes`
    those of them that must be noted first (one that already stands in both days, from before,
    must not: finishing that move would drop what was never copied).
    """

    def __init__(self, days: Days) -> None:
        self._days = days
        self.tables: dict[str, Tables] = {}
        self.touched: dict[str, None] = {}
        self.moves: list[Move] = []
        self.notes: list[Move] = []

    def file(self, arrival: Arrival) -> Kept:
        """Put one arrival into the tables of its day."""
        article = arrival.article
        for day in filter(None, (arrival.previous_day, day_of(article))):
            old = self._find(article.id, day)
            if old:
                return self._update(old, day, article)
        return self._put(article, day_of(article), "new")

    def _update(self, old: Article, old_day: str, new: Article) -> Kept:
        outcome, article = _merge(old, new)
        if article == old:
            return Kept(old.id, old_day, outcome, old)
        if outcome == "same":
            return self._put(article, old_day, outcome)
        keep_version(self._of(old_day), old)
        day = day_of(article)
        if day != old_day:
            move = Move(article.id, old=old_day, new=day)
            self.moves.append(move)
            if not has(self._of(day), article.id):
                self.notes.append(move)
            copy_versions(move, self.tables)
        return self._put(article, day, outcome)

    def _put(self, article: Article, day: str, outcome: Outcome) -> Kept:
        self._of(day)[ARTICLES][str(own_id(article.id))] = document(article)
        self.touched[day] = None
        return Kept(article.id, day, outcome, article)

    def _find(self, id: str, day: str) -> Article | None:  # noqa: A002
        """The stored article; an unreadable document in its place is kept among the versions."""
        tables = self._of(day)
        stored = tables[ARTICLES].get(key_of(id))
        if stored is None:
            return None
        article = self._days.decode(stored, day)
        if article is None:
            tables.setdefault(VERSIONS, {})[str(id_of(bytes(stored.raw)))] = stored
        return article

    def _of(self, day: str) -> Tables:
        if day not in self.tables:
            self.tables[day] = {ARTICLES: {}} | self._days.read(day)
        return self.tables[day]


def _merge(old: Article, new: Article) -> tuple[Outcome, Article]:
    """What `old` becomes when `new` arrives.

    A source that collects for many issuers names none: it never takes one away.
    """
    aliases = list(dict.fromkeys([*old.aliases, *new.aliases]))
    twins = list(dict.fromkeys([*new.twins, *old.twins]))
    last_seen = max(old.last_seen, new.last_seen)
    if old.content_hash == new.content_hash:
        return "same", msgspec.structs.replace(
            old,
            aliases=aliases,
            twins=twins,
            issuer=old.issuer or new.issuer,
            last_seen=last_seen,
            gone=new.gone,
        )
    return "changed", msgspec.structs.replace(
        new,
        aliases=aliases,
        twins=twins,
        issuer=new.issuer or old.issuer,
        first_seen=old.first_seen,
        last_seen=last_seen,
        changed=new.last_seen,
        version=old.version + 1,
    )


def last_of_each(batch: Sequence[Arrival]) -> list[Arrival]:
    """One arrival per id, the last; it takes over aliases and the known day of earlier ones."""
    last: dict[str, Arrival] = {}
    for arrival in batch:
        earlier = last.get(arrival.article.id)
        if earlier is None:
            last[arrival.article.id] = arrival
            continue
        aliases = list(dict.fromkeys([*earlier.article.aliases, *arrival.article.aliases]))
        last[arrival.article.id] = Arrival(
            msgspec.structs.replace(arrival.article, aliases=aliases),
            arrival.previous_day or earlier.previous_day,
        )
    return list(last.values())


def key_of(id: str) -> str:  # noqa: A002
    """The document id of an article as text; empty, as none is, for what is no article id."""
    try:
        return str(own_id(id))
    except ValueError:
        return ""


def has(tables: Tables, id: str) -> bool:  # noqa: A002
    """Whether an article is among the current ones of a day."""
    return key_of(id) in tables.get(ARTICLES, {})


def keep_version(tables: Tables, article: Article) -> None:
    """Put what an article said among the versions of its day."""
    key = str(id_of(f"{article.id}/{article.version}".encode()))
    tables.setdefault(VERSIONS, {})[key] = document(article)


def version_keys(tables: Tables, id: str) -> list[str]:  # noqa: A002
    """Where the versions of an article stand."""
    return [key for key, stored in tables.get(VERSIONS, {}).items() if _id_in(stored) == id]


def _id_in(stored: StoredDocument) -> str | None:
    try:
        return msgspec.json.decode(stored.raw, type=_Identified).id
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def copy_versions(move: Move, tables: dict[str, Tables]) -> None:
    """Put the versions of an article that moves into its new day too."""
    for key in version_keys(tables[move.old], move.id):
        tables[move.new].setdefault(VERSIONS, {})[key] = tables[move.old][VERSIONS][key]
