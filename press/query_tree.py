"""The tree of a query: five kinds of nodes, always in normal form.

Normal form: nested `All` in `All` and `Any` in `Any` are flattened, doubles dropped, alternatives
of one field gathered into one `Field`, double negations resolved. Two queries that are written
differently but normalise alike are equal. Build nodes with `all_of`, `any_of` and `negated`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from press.query_fields import FIELDS

TextKind = Literal["word", "prefix", "phrase"]

_MARKS: dict[TextKind, str] = {"word": "{}", "prefix": "{}*", "phrase": '"{}"'}
_PLAIN_VALUE = re.compile(r"[^\s()\"„“”«»,\x00-\x1f\x7f-\x9f]+")


class Text(msgspec.Struct, frozen=True):
    """Words to find in the article's text, or in its title alone.

    `text` is as typed: one word, the letters before a ``*``, or the inside of the quotes.
    """

    kind: TextKind
    text: str
    title: bool = False

    def __str__(self) -> str:
        return ("title:" if self.title else "") + _MARKS[self.kind].format(self.text)


class Field(msgspec.Struct, frozen=True):
    """A restriction: the article has one of `values` (canonical) in the field `name` (English)."""

    name: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        shown = map(FIELDS[self.name].shown, self.values)
        return f"{self.name}:" + ",".join(map(quoted_value, shown))


class Not(msgspec.Struct, frozen=True):
    """Everything but what `node` finds."""

    node: "Node"

    def __str__(self) -> str:
        return f"-({self.node})" if isinstance(self.node, All | Any) else f"-{self.node}"


class All(msgspec.Struct, frozen=True):
    """What every one of `nodes` finds; of no nodes: everything."""

    nodes: tuple["Node", ...] = ()

    def __str__(self) -> str:
        return " ".join(f"({n})" if isinstance(n, Any) else str(n) for n in self.nodes)


class Any(msgspec.Struct, frozen=True):
    """What at least one of `nodes` (two or more) finds."""

    nodes: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.nodes))


Node = Text | Field | Not | All | Any


def quoted_value(value: str) -> str:
    """A field's value as it is written: in quotation marks where it needs them."""
    return value if _PLAIN_VALUE.fullmatch(value) else f'"{value}"'


def all_of(nodes: Iterable[Node]) -> Node:
    """What every one of `nodes` finds."""
    flat: dict[Node, None] = {}
    for node in nodes:
        flat.update(dict.fromkeys(node.nodes if isinstance(node, All) else (node,)))
    return next(iter(flat)) if len(flat) == 1 else All(tuple(flat))


def any_of(nodes: Iterable[Node]) -> Node:
    """What at least one of `nodes` finds."""
    flat: dict[Node | str, Node] = {}
    for node in nodes:
        for part in node.nodes if isinstance(node, Any) else (node,):
            key = part.name if isinstance(part, Field) else part
            known = flat.get(key)
            if isinstance(part, Field) and isinstance(known, Field):
                flat[key] = Field(part.name, tuple(dict.fromkeys(known.values + part.values)))
            else:
                flat.setdefault(key, part)
    found = tuple(flat.values())
    return found[0] if len(found) == 1 else Any(found)


def negated(node: Node) -> Node:
    """Everything but what `node` finds."""
    return node.node if isinstance(node, Not) else Not(node)


def positive_text(node: Node) -> Iterator[Text]:
    """All text in the tree that is not negated."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, All | Any):
        for part in node.nodes:
            yield from positive_text(part)


def fields(node: Node) -> Iterator[Field]:
    """All fields in the tree, negated ones too."""
    if isinstance(node, Field):
        yield node
    elif isinstance(node, Not):
        yield from fields(node.node)
    elif isinstance(node, All | Any):
        for part in node.nodes:
            yield from fields(part)
