"""What passes between the steps of finding bodies: places in a text, and what they mean."""

from typing import NamedTuple

from press.article import Outcome
from press.register import Agency


class Qualified(NamedTuple):
    """Which region a name means, how sure that is (rank, less is surer) and why.

    `start` and `end` are the extent of the words that say so, if they stand beside it.
    """

    code: str
    rank: int
    why: str
    start: int = 1 << 62
    end: int = 0


class Span(NamedTuple):
    """Where a name stands; `left` is where what qualifies it ends.

    In ``das bayerische Innen- und Finanzministerium`` both have the same `left`.
    """

    start: int
    end: int
    left: int


class Found(NamedTuple):
    """A body that a text names: where, how surely (rank, less is surer), by which rule."""

    agency: Agency
    start: int
    end: int
    rank: int
    rule: str
    outcome: Outcome


class Ambiguous(NamedTuple):
    """A name that one of several bodies may be meant by: where, and their ids."""

    start: int
    end: int
    candidates: list[str]
