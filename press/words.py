"""Finding many phrases at once: whole words, in time linear in the text.

A text is cut at its blanks once, for all who look for something in it. Which phrases may begin in a
chunk is remembered, so that only these are looked for. Hyphens, apostrophes and blanks are evened,
so that ``Governor’s`` meets ``Governor's``; every offset is an offset into the text as written.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import accumulate, compress, count
from typing import NamedTuple, TypeVar

from press.notes import Notes

_EVENED = {
    **dict.fromkeys("‐‑‒–", "-"),
    **dict.fromkeys("’‘ʼ´`", "'"),
    **dict.fromkeys("\u00a0\u202f\t", " "),
}
RUN = re.compile(r"[^\W_]+")
"""A run of letters and digits."""
_TWO_RUNS = re.compile(r"[^\W_]+(?:[\W_]+[^\W_]+)?")

Said = TypeVar("Said")


class Even:
    """A text with hyphens, apostrophes and blanks evened, as written and in lower case.

    Both have the length of the text that they were made from.
    """

    def __init__(self, text: str, lower: str) -> None:
        self.text = text
        self.lower = lower

    def noted(self, notes: Notes[Said]) -> Iterator[tuple[int, Said]]:
        """Where chunks (what stands between blanks) begin of which there are notes, and these."""
        of_note = notes.of(self._different)
        if of_note:
            chunks = self._chunks
            for at in compress(count(), map(of_note.__contains__, chunks)):
                yield self._lengths[at] - len(chunks[at]) + at, of_note[chunks[at]]

    @cached_property
    def _chunks(self) -> list[str]:
        return self.text.replace("\n", " ").split(" ")

    @cached_property
    def _different(self) -> frozenset[str]:
        return frozenset(self._chunks)

    @cached_property
    def _lengths(self) -> list[int]:
        """How long the chunks up to each are together."""
        return list(accumulate(map(len, self._chunks)))


class Hit(NamedTuple):
    """An occurrence: of which phrase, and where."""

    phrase: str
    start: int
    end: int


@lru_cache(maxsize=16)
def even(text: str) -> Even:
    """`text` made ready for `Phrases.find`; bodies, places and topics ask for the same ones."""
    evened = text
    for odd, plain in _EVENED.items():  # ten times faster than translate() on such texts
        evened = evened.replace(odd, plain)
    return Even(evened, lowered(evened))


def lowered(text: str) -> str:
    """A text in lower case, every letter in its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower


def is_word(char: str) -> bool:
    """Whether a character belongs to a word (letter, digit, underscore)."""
    return char.isalnum() or char == "_"


def starts_word(lower: str, start: int) -> bool:
    """Whether a word begins at `start`: not inside a word, after a hyphen, or in an address."""
    if start == 0:
        return True
    before = lower[start - 1]
    if is_word(before) or before in "-@":
        return False
    return not (before == "." and start > 1 and is_word(lower[start - 2]))


def ends_word(text: str, end: int) -> bool:
    """Whether a word ends at `end`; a hyphen may follow (``BSI-Chefin``), an address may not."""
    if end == len(text):
        return True
    after = text[end]
    if is_word(after) or after == "@":
        return False
    return not (after == "." and text[end + 1 : end + 2].islower())


def by_first_word(phrases: Iterable[str]) -> dict[str, set[str]]:
    """Phrases by the run of letters and digits that each begins with."""
    found: dict[str, set[str]] = {}
    for phrase in phrases:
        first = RUN.search(phrase)
        if first:
            found.setdefault(first[0], set()).add(phrase)
    return found


class _Group:
    """Phrases with a common first word, for finding those that a text goes on with."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.ordered = ["", *sorted(phrases)]
        two = (_TWO_RUNS.match(each) for each in self.ordered[1:])
        self.beginnings = tuple({each[0] for each in two if each})
        """What the first two words of a phrase are."""
        self.size = max(map(len, self.ordered))
        self.within: dict[str, str] = {}
        """The longest phrase that each begins with, but for itself."""
        before = ""
        for phrase in self.ordered[1:]:
            while not phrase.startswith(before):
                before = self.within[before]
            self.within[phrase] = before
            before = phrase

    def all_in(self, text: str, start: int) -> Iterator[str]:
        """The phrases that a text has at a place, the longest first."""
        if text.startswith(self.beginnings, start):
            words = text[start : start + self.size]
            phrase = self.ordered[bisect_right(self.ordered, words) - 1]
            while phrase:
                if words.startswith(phrase):
                    yield phrase
                phrase = self.within[phrase]


class Phrases:
    """Many phrases in lower case, evened, each beginning with a letter or digit."""

    def __init__(
        self,
        beginning: Callable[[str], Collection[str] | None],
        written_as: Callable[[str, str], bool],
    ) -> None:
        """`beginning` gives the phrases that begin with a run of letters and digits, if any.

        `written_as` says whether a phrase may be written as words that equal it in lower case.
        """
        self._beginning = beginning
        self._written_as = written_as
        self._starts = Notes(self._starts_in)
        self._group = cache(self._grouped)

    def find(self, text: Even) -> list[Hit]:
        """Every occurrence that is no part of a longer run of letters and digits, by its beginning.

        `starts_word`, `ends_word` and `longest` narrow it down.
        """
        found: list[Hit] = []
        lower = text.lower
        for at, starts in text.noted(self._starts):
            for offset, group in starts:
                start = at + offset
                for phrase in group.all_in(lower, start):
                    end = start + len(phrase)
                    if not lower[end : end + 1].isalnum() and self._written_as(
                        phrase, text.text[start:end]
                    ):
                        found.append(Hit(phrase, start, end))
        return found

    def _starts_in(self, chunk: str) -> tuple[tuple[int, _Group], ...]:
        """Where in a chunk phrases may begin, and which."""
        found = []
        for run in RUN.finditer(lowered(chunk)):
            phrases = self._beginning(run[0])
            if phrases:
                words = chunk[slice(*run.span())]
                alone = run[0] in phrases and self._written_as(run[0], words)
                if alone or len(phrases) > (run[0] in phrases):
                    found.append((run.start(), self._group(run[0], alone=alone)))
        return tuple(found)

    def _grouped(self, first: str, *, alone: bool) -> _Group:
        """The phrases that begin with a word, with or without the word `alone`."""
        return _Group(each for each in self._beginning(first) or () if alone or each != first)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The leftmost, then longest, of overlapping hits, in the order of the text."""
    chosen: list[Hit] = []
    reached = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= reached:
            chosen.append(hit)
            reached = hit.end
    return chosen
