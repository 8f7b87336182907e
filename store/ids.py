"""Sets of article ids that may be large and change by a few ids at a time."""

import itertools
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import TypeVar

_T = TypeVar("_T")

_CHANGES = 2_000
"""Changes that a set carries along before it is copied."""


class Ids(AbstractSet[str]):
    """An immutable set: `base` without `dropped`, and `added`.

    The sets made from one another share their base, so that one more id costs the same at any
    size, and what was worked out for the base need only be corrected by the changes.
    """

    __slots__ = ("added", "base", "dropped")

    def __init__(
        self,
        base: frozenset[str] = frozenset(),
        added: frozenset[str] = frozenset(),
        dropped: frozenset[str] = frozenset(),
    ) -> None:
        self.base, self.added, self.dropped = base, added, dropped

    def __contains__(self, id_: object) -> bool:
        return id_ in self.added or (id_ in self.base and id_ not in self.dropped)

    def __iter__(self) -> Iterator[str]:
        return itertools.chain(self.added, self.base - self.dropped if self.dropped else self.base)

    def __len__(self) -> int:
        return len(self.base) + len(self.added) - len(self.dropped)

    @classmethod
    def _from_iterable(cls, it: Iterable[_T]) -> AbstractSet[_T]:
        return frozenset(it)

    def but(self, add: Iterable[str], drop: Iterable[str]) -> "Ids":
        """The set with some ids added and others dropped; the same object if nothing changes."""
        new = frozenset(id_ for id_ in add if id_ not in self)
        gone = frozenset(id_ for id_ in drop if id_ in self)
        if not new and not gone:
            return self
        added = (self.added - gone) | (new - self.base)
        dropped = (self.dropped - new) | (gone & self.base)
        if len(added) + len(dropped) > _CHANGES:
            return Ids((self.base - dropped) | added)
        return Ids(self.base, added, dropped)
