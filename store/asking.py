"""A `press.query.Query` as tantivy's."""

import itertools
from collections.abc import Callable, Iterable
from datetime import date

import tantivy
from tantivy import FieldType, Occur

from press import query_dates
from press.query import Any, Field, Node, Not, Query, Text
from press.query_fields import fold
from press.query_tree import fields
from store.entries import UNDATED, number, second, slot_of_date

Engine = tantivy.Query
Marks = Callable[[str, str], Engine]
"""What has a reader's mark: (``is``, ``unread``) or (``tag``, a tag); or is new to the reader."""

_FLAGS = ("changed", "degraded", "gone")
_MARKS = ("read", "unread", "starred", "new")
_GROUPS = ("lineage", "portfolio", "level")
_READ = {("read",): True, ("unread",): False}


class Asking:
    """Turns queries into tantivy's, for one schema, one day and one reader's marks."""

    def __init__(self, schema: tantivy.Schema, today: date, marks: Marks) -> None:
        self.today = today
        self._schema = schema
        self._marks = marks

    def query(self, node: Node) -> Engine:
        """What finds the same as `node`."""
        if isinstance(node, Text):
            return self._text(node)
        if isinstance(node, Field) and node.name in _GROUPS:
            from press import query_bodies  # noqa: PLC0415 - needs the register

            groups = (query_bodies.group(node.name, value) for value in node.values)
            ids = dict.fromkeys(itertools.chain.from_iterable(groups))
            return Engine.term_set_query(self._schema, "agency", [*ids])
        if isinstance(node, Field):
            return either(self._value(node.name, value) for value in node.values)
        if isinstance(node, Not):
            return negated(self.query(node.node))
        if isinstance(node, Any):
            return either(map(self.query, node.nodes))
        return both(map(self.query, node.nodes))

    def _text(self, text: Text) -> Engine:
        from press import folding  # noqa: PLC0415 - filters alone need no analysis of words

        keys, exact = ("title", "exact_title") if text.title else ("text", "exact")
        if text.kind == "word":
            return both(self._term(keys, key) for key in folding.wanted(text.text))
        if text.kind == "prefix":
            wanted = folding.prefix(text.text)
            return either(
                Engine.regex_query(self._schema, name, f"{start}.*")
                for name, start in ((keys, wanted.key), (exact, wanted.exact))
            )
        words = folding.exact(folding.words(text.text))
        if len(words) > 1:
            return Engine.phrase_query(self._schema, exact, [*words])
        return both(self._term(exact, word) for word in words)

    def _value(self, name: str, value: str) -> Engine:
        if name == "date":
            since, until = query_dates.bounds(value, self.today)
            return between(
                self._schema,
                slot_of_date(since) if since else -UNDATED // 2,
                slot_of_date(until) if until else None,
            )
        if name == "is" and value in _FLAGS:
            return self._term("flag", value)
        if name == "is" and value == "undated":
            return between(self._schema, None, -UNDATED // 2)
        if name in ("is", "tag"):
            return self._marks(name, value)
        if name == "section":
            return self._term(name, fold(value))
        return self._term("region" if name == "state" else name, value)

    def _term(self, name: str, value: str) -> Engine:
        return Engine.term_query(self._schema, name, value, "basic")


def split_read(query: Query) -> tuple[Query, bool | None]:
    """A query without its ``is:read`` or ``is:unread``, and whether it wants what is read.

    ``None`` and the query as it is, where neither is one of the conditions that all must hold.
    """
    for node in query.nodes:
        plain = node.node if isinstance(node, Not) else node
        if isinstance(plain, Field) and plain.name == "is" and plain.values in _READ:
            rest = Query(tuple(other for other in query.nodes if other is not node))
            return rest, _READ[plain.values] is not isinstance(node, Not)
    return query, None


def uses_marks(query: Query) -> bool:
    """Whether what a query finds depends on a reader's marks."""
    return any(
        field.name == "tag" or (field.name == "is" and not set(field.values).isdisjoint(_MARKS))
        for field in fields(query.root)
    )


def among(schema: tantivy.Schema, ids: Iterable[str]) -> Engine:
    """The articles with these ids."""
    return Engine.term_set_query(schema, "id", [number(id_) for id_ in ids])


def between(schema: tantivy.Schema, first: int | None, last: int | None) -> Engine:
    """What lies in a range of slots, open where there is no end."""
    return Engine.range_query(schema, "day", FieldType.Integer, first, last)


def first_seen_after(schema: tantivy.Schema, instant: str | None) -> Engine:
    """What a crawl first saw after a UTC instant; everything, where there is none."""
    if not instant:
        return Engine.all_query()
    return Engine.range_query(schema, "seen", FieldType.Integer, second(instant) + 1, None)


def in_slots(schema: tantivy.Schema, slots: Iterable[int]) -> Engine:
    """What lies in any of some slots."""
    return Engine.term_set_query(schema, "day", list(slots))


def both(queries: Iterable[Engine]) -> Engine:
    """What all of `queries` find; everything if there are none."""
    found = [(Occur.Must, query) for query in queries]
    if len(found) == 1:
        return found[0][1]
    return Engine.boolean_query(found) if found else Engine.all_query()


def either(queries: Iterable[Engine]) -> Engine:
    """What at least one of `queries` finds."""
    found = [(Occur.Should, query) for query in queries]
    return found[0][1] if len(found) == 1 else Engine.boolean_query(found)


def negated(query: Engine) -> Engine:
    """Everything but what `query` finds."""
    return Engine.boolean_query([(Occur.Must, Engine.all_query()), (Occur.MustNot, query)])
