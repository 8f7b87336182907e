"""What can be said of words, remembered: words come again in every text, whatever it is about."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

MOST = 1 << 18
"""Characters of the words that are remembered, all together."""

Said = TypeVar("Said")


class Notes(Generic[Said]):
    """Of which words there is something to say, and what. Too many are forgotten all at once."""

    def __init__(self, note: Callable[[str], Said | None]) -> None:
        """`note` says it of a word, or of most words nothing (what is false)."""
        self._note = note
        self._known: set[str] = set()
        self._held = 0
        self._of_note: dict[str, Said] = {}
        self._noted: set[str] = set()

    def of(self, words: frozenset[str]) -> Mapping[str, Said]:
        """What there is to say of these words, and perhaps of others; nothing of most."""
        new = words - self._known
        if new:
            if self._held > MOST:
                self._known, self._noted, self._of_note, self._held = set(), set(), {}, 0
                new = words
            self._known |= new
            for word in new:
                self._held += len(word)
                said = self._note(word)
                if said:
                    self._of_note[word] = said
                    self._noted.add(word)
        return {} if words.isdisjoint(self._noted) else self._of_note
