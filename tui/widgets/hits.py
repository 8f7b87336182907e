"""The places of an article that are gone to one after another: hits of the query, or changes."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.widgets.setting import Line, Spot

if TYPE_CHECKING:
    from tui.widgets.article_text import Part


class Hits:
    """All hits in reading order, which of them one is at, or some other words that were gone to."""

    def __init__(self, parts: "Sequence[Part]" = ()) -> None:
        found = [
            (Spot(n, start, end), look)
            for n, part in enumerate(parts)
            for start, end, look in (*((*hit, "hit") for hit in part.hits), *part.marks)
        ]
        self.spots = [spot for spot, _look in found]
        self._looks = [look for _spot, look in found]
        self.at: int | None = None
        """The number of the hit that has been gone to, from 0."""
        self.words: Spot | None = None
        """Words that have been gone to and are no hit."""

    @property
    def here(self) -> Spot | None:
        """What has been gone to last."""
        return self.words if self.at is None else self.spots[self.at]

    def step(self, step: int, top: Spot) -> Spot | None:
        """The next hit (1) or the one before (-1), round again at the end; None: there are none.

        From nowhere it is the first one from `top` on, or the last one before it.
        """
        if not self.spots:
            return None
        if self.at is None:
            self.at = bisect_left(self.spots, top) - (step < 0)
        else:
            self.at += step
        self.at %= len(self.spots)
        return self.spots[self.at]

    def go_to(self, words: Spot) -> None:
        """Go to some words that are no hit."""
        self.at, self.words = None, words

    def on(self, line: Line) -> Iterator[tuple[Spot, str]]:
        """The hits that a line has words of, with their looks."""
        if line.start < 0:
            return
        place = bisect_left(self.spots, Spot(line.part, line.start, 0))
        for index in range(max(0, place - 1), len(self.spots)):
            spot = self.spots[index]
            if spot.part > line.part or (spot.part == line.part and spot.start >= line.end):
                return
            if spot.part == line.part and spot.end > line.start:
                yield spot, self._looks[index]
