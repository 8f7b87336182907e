"""Finding the terms of topics in a text, in time linear in it.

A term that is one plain word is looked up among the keys of each word (`press.folding`): so it is
found inflected, and a strong one as a member of compounds. All others are looked for as letters:
text and terms have every sign but letters and digits made a blank, so that a hyphen, a blank and
the end of a word look alike; a full stop and its blank are two, which no term has.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate, chain, compress, count
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from press.folding import analyse
from press.inflection import ADJECTIVE_ENDINGS
from press.topics_table import Topic, words
from press.words import Hit, even, is_word, longest

WEAK = 0.5
"""What a weak term weighs of a term."""
OFFICE = 0.5
"""What a term weighs in the name of an office or a body."""

_ENDINGS = frozenset(
    {"", "s", "es", "n", "en", "e", "er", "ern", "em", "ens", "se", "sen", "in", "innen"}
)
_ABBREVIATION = 3
"""Letters of a term that takes no ending but s: ``EU`` is not in ``euer``."""
_SIGN = re.compile(r"[\W_]")
_SENTENCE_MARKS = (". ", "! ", "? ", ": ", "\n")
_OFFICES = ("minister", "ministr", "senator", "senatsverwaltung", "staatssekretär", "ausschuss")
_OFFICE_FOR = re.compile(
    r"\w+"
    r"(?: (?:für|des|der) "
    r"(?:(?:[a-zäöü]+en )?[A-ZÄÖÜ][\w-]*(?:, | und (?:für )?| sowie (?:für )?)?)+)?"
)
_LONGEST_WORD = 80
_LONGEST_SENTENCE = 600
_SHORT = 3
_MANY_SIGNS = 50
_PLURAL = frozenset({"", "s"})
_PLAIN = re.compile(r"[a-zäöüß]{5,}")
_WORDS = 1 << 15
"""Different words of texts of which is known what they weigh."""


class _Term(NamedTuple):
    """A spelling of terms: its endings (all, if None), and its weight for each topic."""

    endings: frozenset[str] | None
    topics: dict[str, float]


class Term(NamedTuple):
    """A word of a text as written, and what it weighs for each topic."""

    word: str
    topics: Mapping[str, float]


class Terms:
    """The terms of all topics, compiled for finding."""

    def __init__(self, topics: Mapping[str, Topic]) -> None:
        spellings: dict[tuple[str, bool], dict[str, float]] = {}
        self._keys: dict[str, dict[str, float]] = {}
        for id_, topic in topics.items():
            for terms, weight in ((topic.without, 0.0), (topic.terms, 1.0), (topic.weak, WEAK)):
                for term in words(even(terms).lower):
                    if _PLAIN.fullmatch(term):
                        self._keys.setdefault(analyse(term).whole, {}).setdefault(id_, weight)
                    else:
                        for spelling in _spellings(term):
                            spellings.setdefault(spelling, {}).setdefault(id_, weight)
        self._terms = [_Term(_endings(*spelling), by) for spelling, by in spellings.items()]
        self._automaton = AhoCorasick([text for text, _ in spellings])
        self._met: set[str] = set()
        self._speaking: dict[str, dict[str, float]] = {}

    def find(self, text: str) -> list[Term]:
        """The terms of a text in its order; of overlapping ones the leftmost, then longest."""
        written, lower = even(text)
        spans, negated = self._spans(written, lower)
        in_office = _Offices(written, lower)
        concerned = {id_ for _, id_ in negated}
        found = []
        for hit in longest(spans):
            spoken = spans[hit]
            if not concerned.isdisjoint(spoken):
                sentence = _sentence(written, hit.start)
                spoken = {i: weight for i, weight in spoken.items() if (sentence, i) not in negated}
            if in_office.has(hit.start):
                spoken = {id_: weight * OFFICE for id_, weight in spoken.items()}
            if spoken:
                found.append(Term(written[hit.start : hit.end], spoken))
        return found

    def _words(self, written: str, flat: str) -> Iterator[tuple[Hit, Mapping[str, float]]]:
        """The words with terms among their keys, and what these weigh."""
        known = flat.split(" ")
        self._learn({*known})
        if self._speaking.keys().isdisjoint(known):
            return
        ends = list(accumulate(map(len, known)))
        for at in compress(count(), map(self._speaking.__contains__, known)):
            end = ends[at] + at - 1  # the text of `flat` begins one further on
            yield _compound(written, end - len(known[at]), end), self._speaking[known[at]]

    def _learn(self, words: set[str]) -> None:
        """Know of these words which have terms among their keys."""
        if len(self._met) > _WORDS:
            self._met.clear()
            self._speaking.clear()
        for word in words - self._met:
            topics = self._of_word(word)
            if topics:
                self._speaking[word] = topics
        self._met |= words

    def _of_word(self, word: str) -> dict[str, float]:
        """What the terms among a word's keys weigh; of a term within a term only the longer."""
        known = analyse(word)
        hits = [key for key in known.keys if key in self._keys]
        found: dict[str, float] = {}
        for key in hits:
            if not any(key in other for other in hits if other != key):
                for id_, weight in self._keys[key].items():
                    if weight != WEAK or key == known.whole:
                        found[id_] = max(weight, found.get(id_, 0.0)) if weight else 0.0
        return found

    def _spans(
        self, written: str, lower: str
    ) -> tuple[dict[Hit, Mapping[str, float]], set[tuple[int, str]]]:
        """Words with what they weigh for each topic; sentences in which a topic's do not count."""
        flat = f" {_blank_signs(lower)} "
        spans: dict[Hit, Mapping[str, float]] = {}
        negated: set[tuple[int, str]] = set()
        for hit, topics in chain(self._letters(written, flat), self._words(written, flat)):
            if 0.0 in topics.values():
                sentence = _sentence(written, hit.start)
                negated |= {(sentence, id_) for id_, weight in topics.items() if not weight}
            before = spans.get(hit)
            spans[hit] = _stronger(before, topics) if before else topics
        return spans, negated

    def _letters(self, written: str, flat: str) -> Iterator[tuple[Hit, Mapping[str, float]]]:
        """The words with terms that are looked for as letters, and what these weigh."""
        for number, start, end in self._automaton.find_matches_as_indexes(flat, overlapping=True):
            endings, topics = self._terms[number]
            stop = flat.find(" ", end, end + _LONGEST_WORD)
            if endings is not None and flat[end:stop] not in endings:
                continue
            begin = flat.rfind(" ", max(0, start - _LONGEST_WORD), start + 1)
            if begin >= 0 and stop >= 0:
                yield _compound(written, begin, stop - 1), topics


def _stronger(one: Mapping[str, float], other: Mapping[str, float]) -> Mapping[str, float]:
    """What either says of each topic, whichever is more."""
    return {id_: max(one.get(id_, 0.0), other.get(id_, 0.0)) for id_ in {**one, **other}}


def _blank_signs(lower: str) -> str:
    """The text with every sign a blank: a sign at a time where there are few different ones."""
    signs = [char for char in {*lower} if not char.isalnum()]
    if len(signs) > _MANY_SIGNS:
        return _SIGN.sub(" ", lower)
    for sign in signs:
        lower = lower.replace(sign, " ")
    return lower


def _sentence(text: str, at: int) -> int:
    """Where the sentence around a place begins; a long one counts as several."""
    lowest = max(0, at - _LONGEST_SENTENCE)
    return max(lowest - 1, *(text.rfind(mark, lowest, at) for mark in _SENTENCE_MARKS))


class _Offices:
    """Where a text names offices: ``Innenministerin``, ``Minister für Verkehr und Wohnen``."""

    def __init__(self, text: str, lower: str) -> None:
        spans = []
        for word in _OFFICES:
            at = lower.find(word)
            while at >= 0:
                named = _OFFICE_FOR.match(text, at)
                end = named.end() if named else at + len(word)
                spans.append((lower.rfind(" ", max(0, at - _LONGEST_WORD), at) + 1, end))
                at = lower.find(word, end)
        spans.sort()
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def has(self, at: int) -> bool:
        """Whether a place is within the name of an office."""
        before = bisect_right(self._starts, at)
        return before > 0 and at < self._ends[before - 1]


def _compound(text: str, start: int, end: int) -> Hit:
    """The word at a place, with all that is hyphened to it."""
    if text[start - 1 : start] == "-":
        lowest = start - _LONGEST_WORD
        while start > max(1, lowest) and text[start - 1] == "-" and is_word(text[start - 2]):
            start -= 2
            while start > 0 and is_word(text[start - 1]):
                start -= 1
    if text[end : end + 1] == "-":
        highest = end + _LONGEST_WORD
        while end < highest and text[end : end + 1] == "-" and is_word(text[end + 1 : end + 2]):
            end += 2
            while is_word(text[end : end + 1]):
                end += 1
    return Hit(0, start, end)


def _spellings(term: str) -> Iterator[tuple[str, bool]]:
    """The spellings of a term as they are looked for, with whether each is open at its end."""
    core = term.strip("*")
    first = "" if term[0] == "*" else " "
    spelt = [core] if core.isalpha() else _bent(_SIGN.sub(" ", core).split())
    for text in spelt:
        yield first + text, term[-1] == "*"


def _endings(text: str, open_end: bool) -> frozenset[str] | None:  # noqa: FBT001 - of a spelling
    if open_end:
        return None
    return _ENDINGS if len(text.strip()) > _ABBREVIATION else _PLURAL


def _bent(parts: list[str]) -> list[str]:
    """Words with a blank or nothing between them; an adjective before the last word bends."""
    if len(parts) < 2:  # noqa: PLR2004 - one word, or signs only
        return parts
    stem = parts[-2]
    if stem.endswith("e") and len(stem) > _SHORT:
        start, last = " ".join(parts[:-1])[:-1], parts[-1]
        return [f"{start}{ending} {last}" for ending in ADJECTIVE_ENDINGS]
    return [" ".join(parts), "".join(parts)]
