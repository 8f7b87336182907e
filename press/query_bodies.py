"""The groups of public bodies that the filter language names, by what holds them together.

They are worked out from the register when a query is put, not when an article is filed: what the
register learns of a body counts at once, for old articles too. The register's data are read when
the first group is asked for; nothing here finds bodies in texts.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

from press import register_data
from press.register import Agency, reached

Relation = Literal["predecessor", "successor", "below", "level", "land"]
"""What a body of a group is to the body, the level or the Land that the group is named by."""

Group = Mapping[str, Relation | None]
"""The ids of a group's bodies, each with its relation; ``None``: it is the very body named."""

_REMEMBERED = 256
"""Groups that are kept at hand."""


def group(field: str, value: str) -> Group:
    """The bodies that `value` stands for in a field that takes bodies, or a level of them.

    ``lineage``: a body, all that it came out of and all that came out of it, but not what came out
    of the same predecessor. ``portfolio``: a body and all below it. ``level``: all bodies of a
    level, or of a Land (`DE-BW`). Every other field means the one body. An unknown id is alone.
    """
    make = _GROUPS.get(field)
    return _group(_bodies(register_data.own()), make, value) if make else {value: None}


class _Bodies:
    """The register's bodies, and how they hang together."""

    def __init__(self, bodies: list[Agency]) -> None:
        self.all = bodies

    @cached_property
    def predecessors(self) -> dict[str, list[str]]:
        return {body.id: body.predecessors for body in self.all if body.predecessors}

    @cached_property
    def successors(self) -> dict[str, list[str]]:
        return _inverse(
            (id_, before) for id_, others in self.predecessors.items() for before in others
        )

    @cached_property
    def below(self) -> dict[str, list[str]]:
        return _inverse((body.id, body.parent) for body in self.all if body.parent)


@cache
def _bodies(own: Path | None) -> _Bodies:
    return _Bodies(register_data.bodies(own))


@lru_cache(maxsize=_REMEMBERED)
def _group(bodies: _Bodies, make: Callable[[_Bodies, str], Group], value: str) -> Group:
    return make(bodies, value)


def _inverse(edges: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for start, end in edges:
        found.setdefault(end, []).append(start)
    return found


def _lineage(bodies: _Bodies, id_: str) -> Group:
    found: dict[str, Relation | None] = {}
    found |= dict.fromkeys(reached([id_], bodies.predecessors), "predecessor")
    found |= dict.fromkeys(reached([id_], bodies.successors), "successor")
    return found | {id_: None}


def _portfolio(bodies: _Bodies, id_: str) -> Group:
    found: dict[str, Relation | None] = {}
    found |= dict.fromkeys(reached([id_], bodies.below), "below")
    return found | {id_: None}


def _level(bodies: _Bodies, value: str) -> Group:
    if value.startswith("DE-"):
        return {body.id: "land" for body in bodies.all if body.region == value}
    return {body.id: "level" for body in bodies.all if body.level == value}


_GROUPS: dict[str, Callable[[_Bodies, str], Group]] = {
    "lineage": _lineage,
    "portfolio": _portfolio,
    "level": _level,
}
