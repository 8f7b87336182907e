"""Why a query finds an article, and what a query means: the reader of both need not guess.

`understood` says what each part of a query looks for; `explain` says of one article which parts
hold, and what in the article made them hold. Both give plain structures, in the order of the query;
`tui.query_explained` puts them into words.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from press import folding, query_bodies, query_dates
from press.article import Article
from press.query import Any, Field, Node, Not, Query, Text
from press.query_bodies import Relation
from press.query_fields import BODIES, fold
from press.text import plain

PartKind = Literal["word", "prefix", "phrase", "field", "not", "all", "any"]

_IN_ALL = ("title", "kicker", "lead", "body")
"""The texts that words are looked for in, in the order in which they are read."""


class Marks(NamedTuple):
    """What the reader has marked of an article, and whether it is new since the last visit."""

    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    new: bool = False


class Days(msgspec.Struct, frozen=True):
    """First and last day, ISO, both included; ``None`` is open."""

    since: str | None
    until: str | None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What a part of a query looks for.

    `asked` is the part as the language writes it. `field` and `values` are canonical; words have
    `field` ``title`` where they must stand there. `keys` are what words are compared by
    (`press.folding`), `days` the periods of a date, `parts` what stands under ``not``, ``all`` and
    ``any``.
    """

    asked: str
    kind: PartKind
    field: str | None = None
    values: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    days: tuple[Days, ...] = ()
    parts: tuple["Part", ...] = ()


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What in an article made a part of a query hold.

    For words: `where` is the text that has them (``title``, ``kicker``, ``lead``, ``body``),
    `words` their different spellings there and `times` how often they stand there. For fields:
    `where` is the field, `value` what the article has there, with its `name` where it has one;
    `rule` says why it has it. An agency is either the ``issuer``, or `where` is the first text
    that names it, by `words`; where it belongs to what was asked for, `relation` says how: it is a
    ``predecessor`` or ``successor`` of the body `of`, ``below`` it, or of the ``level`` or
    ``land`` `of`.
    """

    where: str
    value: str | None = None
    name: str | None = None
    rule: str | None = None
    words: tuple[str, ...] = ()
    times: int = 0
    relation: Relation | None = None
    of: str | None = None


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a part of a query holds for an article, and by what.

    What does not hold has no evidence; a ``not`` holds when its one part does not.
    """

    asked: str
    kind: PartKind
    holds: bool
    evidence: tuple[Evidence, ...] = ()
    parts: tuple["Reason", ...] = ()


def understood(query: Query, today: date) -> tuple[Part, ...]:
    """What each part of `query` looks for on the day `today`; all of them must hold."""
    return tuple(_part(node, today) for node in query.nodes)


def explain(query: Query, article: Article, marks: Marks, today: date) -> tuple[Reason, ...]:
    """Why `query` finds `article`, or does not: it does if every reason holds."""
    reading = _Reading(article, marks, today)
    return tuple(reading.reason(node) for node in query.nodes)


def _part(node: Node, today: date) -> Part:
    if isinstance(node, Text):
        return Part(
            asked=str(node),
            kind=node.kind,
            field="title" if node.title else None,
            values=(node.text,),
            keys=_keys(node),
        )
    if isinstance(node, Field):
        periods = (query_dates.bounds(v, today) for v in node.values if node.name == "date")
        days = tuple(
            Days(*(day.isoformat() if day else None for day in period)) for period in periods
        )
        return Part(asked=str(node), kind="field", field=node.name, values=node.values, days=days)
    return Part(
        asked=str(node),
        kind=_kind(node),
        parts=tuple(_part(inner, today) for inner in _inner(node)),
    )


def _keys(text: Text) -> tuple[str, ...]:
    if text.kind == "word":
        return tuple(folding.wanted(text.text))
    if text.kind == "prefix":
        return (folding.prefix(text.text).exact,)
    return tuple(folding.exact(folding.words(text.text)))


def _kind(node: Node) -> PartKind:
    if isinstance(node, Text):
        return node.kind
    if isinstance(node, Field):
        return "field"
    return "not" if isinstance(node, Not) else "any" if isinstance(node, Any) else "all"


def _inner(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Text | Field):
        return ()
    return (node.node,) if isinstance(node, Not) else node.nodes


class _Reading:
    """One article, looked through for the parts of one query."""

    def __init__(self, article: Article, marks: Marks, today: date) -> None:
        self._article = article
        self._marks = marks
        self._today = today
        self._texts = {
            "title": article.title or "",
            "kicker": article.kicker or "",
            "lead": article.lead or "",
            "body": plain(article.body),
        }

    def reason(self, node: Node) -> Reason:
        kind, asked = _kind(node), str(node)
        if isinstance(node, Text):
            holds = self._has(node)
            found = tuple(self._words(node)) if holds else ()
            return Reason(asked=asked, kind=kind, holds=holds, evidence=found)
        if isinstance(node, Field):
            found = tuple(self._values(node.name, node.values))
            return Reason(asked=asked, kind=kind, holds=bool(found), evidence=found)
        parts = tuple(map(self.reason, _inner(node)))
        held = [part.holds for part in parts]
        holds = any(held) if kind == "any" else all(held) != (kind == "not")
        return Reason(asked=asked, kind=kind, holds=holds, parts=parts)

    def _has(self, text: Text) -> bool:
        """Whether the words are there; each of several in one (``bund.de``) may stand anywhere."""
        if text.kind != "word":
            return not _keys(text) or any(self._words(text))
        single = (Text("word", word, text.title) for word in folding.words(text.text))
        return all(any(self._words(each)) for each in single if _keys(each))

    def _words(self, text: Text) -> Iterator[Evidence]:
        for where in _IN_ALL[:1] if text.title else _IN_ALL:
            written = self._texts[where]
            spans = folding.spans(written, (text,), title=where == "title")
            if spans:
                words = dict.fromkeys(written[start:end] for start, end in spans)
                yield Evidence(where=where, words=tuple(words), times=len(spans))

    def _values(self, name: str, values: Iterable[str]) -> Iterator[Evidence]:
        for value in values:
            if name == "topic":
                yield from self._topics(value)
            elif name == "level" or name in BODIES:
                yield from self._bodies(name, value)
            elif name == "date":
                yield from self._date(value)
            elif name == "is":
                yield from self._state(value)
            else:
                yield from self._plain(name, value)

    def _topics(self, id_: str) -> Iterator[Evidence]:
        for topic in self._article.topics:
            if topic.id == id_:
                yield Evidence(where="topic", value=id_, name=topic.label, rule=topic.rule)

    def _bodies(self, field: str, value: str) -> Iterator[Evidence]:
        """The bodies that `value` stands for, in the roles that the field asks for."""
        group = query_bodies.group(field, value)
        issuer = self._article.issuer
        if issuer and issuer in group:
            yield _related(Evidence(where="issuer", value=issuer), group[issuer], value)
        for agency in self._article.agencies if field != "issuer" else ():
            if agency.id in group and (field != "actor" or agency.role == "lead"):
                found = Evidence(
                    where=self._place(agency.text),
                    value=agency.id,
                    name=agency.name,
                    rule=agency.rule,
                    words=(agency.text,),
                    times=1,
                )
                yield _related(found, group[agency.id], value)

    def _place(self, words: str) -> str:
        """The first text that has the words as written; the field itself where none has."""
        places = (where for where in _IN_ALL if words and words in self._texts[where])
        return next(places, "agency")

    def _date(self, value: str) -> Iterator[Evidence]:
        published = self._article.published
        if published:
            since, until = query_dates.bounds(value, self._today)
            if (since or date.min) <= date.fromisoformat(published[:10]) <= (until or date.max):
                yield Evidence(where="date", value=published)

    def _state(self, value: str) -> Iterator[Evidence]:
        article = self._article
        states = {
            "read": self._marks.read,
            "unread": not self._marks.read,
            "starred": self._marks.starred,
            "changed": article.changed is not None,
            "undated": article.published is None,
            "degraded": bool(article.degraded),
            "new": self._marks.new,
            "gone": article.gone is not None,
        }
        if states[value]:
            yield Evidence(where="is", value=value)

    def _plain(self, name: str, value: str) -> Iterator[Evidence]:
        """Fields that an article has as they stand, compared as the index does."""
        section = " ".join((self._article.section or "").split())
        held: dict[str, tuple[str, ...]] = {
            "source": (self._article.source,),
            "kind": (self._article.kind,),
            "state": tuple(self._article.regions),
            "section": (section,) if section else (),
            "tag": self._marks.tags,
        }
        compared = fold if name == "section" else str.casefold if name == "tag" else str
        for each in dict.fromkeys(held[name]):
            if compared(each) == compared(value):
                yield Evidence(where=name, value=each)


def _related(found: Evidence, relation: Relation | None, of: str) -> Evidence:
    """The evidence for a body, with what it is to the body, level or Land `of`."""
    return msgspec.structs.replace(found, relation=relation, of=of) if relation else found
