"""Setting a text: paragraphs broken into lines of terminal cells, words in their styles.

A line costs the same however long its paragraph is, so that of an article of any size only what
is looked at need be set.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

_NARROW = re.compile("[ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2015\u2018-\u201f\u2022\u2026\u20ac]*")
"""Characters of one cell each: what German text is made of."""
_FOR_A_CELL = 8
"""Characters looked at for each cell of a line, where some have no width of their own."""


class Spot(NamedTuple):
    """Some words of a text: the index of their part, and where in it they begin and end."""

    part: int
    start: int
    end: int


class Line(NamedTuple):
    """A line as set: what stands before the words, the words, and where in which part they are.

    A blank line above a part has no words and begins before all of them.
    """

    before: str
    words: str
    part: int
    start: int

    @property
    def plain(self) -> str:
        """The whole line."""
        return self.before + self.words

    @property
    def end(self) -> int:
        """Where in its part it ends."""
        return self.start + len(self.words)


def lines_of(text: str, width: int) -> Iterator[tuple[int, int]]:
    """The lines of `text` as (start, end), each `width` cells at most, broken at blanks.

    A word that is too long is broken where the line ends. `text` has no line breaks.
    """
    start = 0
    while start < len(text):
        end = _furthest(text, start, width)
        following = end
        if end < len(text):
            blank = text.rfind(" ", start + 1, end + 1)
            if blank > 0:
                end, following = blank, blank + 1
        yield start, end
        start = following


def _furthest(text: str, start: int, width: int) -> int:
    """How far from `start` on the text has room in `width` cells; at least one character."""
    piece = text[start : start + width]
    if _NARROW.fullmatch(piece):
        return start + len(piece)
    low, high = start + 1, min(len(text), start + width * _FOR_A_CELL)
    while low < high:
        middle = (low + high + 1) // 2
        if cell_len(text[start:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def styled(
    words: str, look: Style, laid_over: Sequence[tuple[int, int, Style]]
) -> Iterator[Segment]:
    """`words` in one style, some of them, as (start, end, style), in others laid over it."""
    places = {0, len(words)}
    for start, end, _style in laid_over:
        places |= {place for place in (start, end) if 0 < place < len(words)}
    ordered = sorted(places)
    for start, end in pairwise(ordered):
        style = look
        for first, last, other in laid_over:
            if first <= start and end <= last:
                style += other
        yield Segment(words[start:end], style)
