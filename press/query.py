"""The filter language: one query for search box, filter panel, command line, export and saves.

    cyber* "offene Daten" -Bayern topic:it-sicherheit state:bw date:2025-10.. (fitko OR zendis)

`parse` reads it, `str` writes it back in its shortest form, and reading that again gives an equal
query. docs/query.md explains the language to its users. Dates may be words (``heute``, ``7d``): a
query keeps them as words, so that a saved search moves along; `press.query_dates.bounds` turns
them into days when the query is put.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from press.query_fields import FIELDS
from press.query_tree import All, Any, Field, Node, Not, Text, all_of, fields, positive_text
from press.query_values import QueryError, field_name, read_value

__all__ = [
    "FIELDS", "All", "Any", "Field", "Node", "Not", "Query", "QueryError", "Text", "parse",
]  # fmt: skip


class Query(msgspec.Struct, frozen=True):
    """An immutable, hashable query; ``Query()`` finds everything.

    All of `nodes` must hold. Text and fields are changed apart, so that a search box and a filter
    panel each see to their own part and leave the other's alone.
    """

    nodes: tuple[Node, ...] = ()

    def __str__(self) -> str:
        return str(self.root)

    def __bool__(self) -> bool:
        return bool(self.nodes)

    def __and__(self, other: "Query") -> "Query":
        return _query(all_of((*self.nodes, *other.nodes)))

    @property
    def root(self) -> Node:
        """The query as one node; `All` of nothing finds everything."""
        return all_of(self.nodes)

    @property
    def text(self) -> str:
        """The query without its fields, as a search box beside a filter panel shows it."""
        return str(Query(tuple(node for node in self.nodes if not isinstance(node, Field))))

    @property
    def restrictions(self) -> "Query":
        """The query's fields alone, as a filter panel shows them."""
        return Query(tuple(node for node in self.nodes if isinstance(node, Field)))

    def values(self, name: str) -> tuple[str, ...]:
        """The values that field `name` is restricted to; none where it is not restricted.

        Raises:
            QueryError: there is no such field.
        """
        name = field_name(name)
        found = [field for field in fields(self.restrictions.root) if field.name == name]
        return tuple(dict.fromkeys(value for field in found for value in field.values))

    def with_field(self, name: str, values: Iterable[str]) -> "Query":
        """The query with field `name` restricted to one of `values`; no values: not restricted.

        Names and values may be English or German, as in `parse`.

        Raises:
            QueryError: unknown field, or a value that the field does not take.
        """
        name = field_name(name)
        wanted = tuple(dict.fromkeys(read_value(name, value, 0) for value in values))
        rest = self.without_field(name)
        return rest & Query((Field(name, wanted),)) if wanted else rest

    def without_field(self, name: str) -> "Query":
        """The query without its own restriction of field `name`.

        Negated or inside brackets with other conditions it belongs to the text, and stays.

        Raises:
            QueryError: there is no such field.
        """
        name = field_name(name)
        return Query(tuple(node for node in self.nodes if not _restricts(node, name)))

    def with_text(self, text: str) -> "Query":
        """The query with its text replaced; a field written in `text` replaces that field.

        Raises:
            QueryError: `text` is not understood.
        """
        given = parse(text)
        kept = self.restrictions
        for node in given.restrictions.nodes:
            if isinstance(node, Field):
                kept = kept.without_field(node.name)
        return given & kept

    def words(self) -> tuple[Text, ...]:
        """The words to mark in a hit: all text that is not negated, in order."""
        return tuple(dict.fromkeys(positive_text(self.root)))

    def uses(self, name: str) -> bool:
        """Whether field `name` occurs anywhere, negated or in brackets too."""
        name = field_name(name)
        return any(field.name == name for field in fields(self.root))


def parse(text: str, *, today: date | None = None) -> Query:
    """Read a query.

    With `today`, date words become the days that they mean on that day; without it they stay.

    Raises:
        QueryError: with the position, and what was expected there.
    """
    from press.query_parser import Parser  # noqa: PLC0415 - what is asked first is often everything

    return _query(Parser(text, today).read())


def _query(node: Node) -> Query:
    return Query(node.nodes if isinstance(node, All) else (node,))


def _restricts(node: Node, name: str) -> bool:
    return isinstance(node, Field) and node.name == name
