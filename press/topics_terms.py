"""Finding the terms of topics in a text, in time linear in it.

A term that is one plain word is looked up among the keys of each word (`press.folding`): so it is
found inflected, and a strong one as a member of compounds. All others are looked for as letters:
text and terms have every sign but letters and digits made a blank, so that a hyphen, a blank and
the end of a word look alike; a full stop and its blank are two, which no term has.

What there is to say of a word is remembered: which terms it is, and which begin with it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from press.folding import analyse
from press.notes import Notes
from press.topics_spellings import SIGN, WEAK, Table
from press.topics_spellings import endings as endings_of
from press.words import RUN, Even, is_word, lowered

OFFICE = 0.5
"""What a term weighs in the name of an office or a body."""

_SENTENCE_MARKS = (". ", "! ", "? ", ": ", "\n")
_OFFICES = ("minister", "ministr", "senator", "senatsverwaltung", "staatssekretär", "ausschuss")
_ANY_OFFICE = re.compile("|".join(_OFFICES))
_OFFICE_FOR = re.compile(
    r"\w+"
    r"(?: (?:für|des|der) "
    r"(?:(?:[a-zäöü]+en )?[A-ZÄÖÜ][\w-]*(?:, | und (?:für )?| sowie (?:für )?)?)+)?"
)
_LONGEST_WORD = 80
_LONGEST_SENTENCE = 600
Weights = Mapping[str, float]
"""What something weighs for each topic."""


class _Letters(NamedTuple):
    """A term that is looked for as letters.

    It is looked for by its longer end: by its first word, with all that follows as `after`, or by
    its last with all `before`. Any of `endings` may follow it, or anything (None). `rank` is its
    place among terms that end together: the longest first.
    """

    before: str
    after: str
    endings: frozenset[str] | None
    weights: Weights
    rank: tuple[int, int]


class _Said(NamedTuple):
    """What letters or keys say of the words from `start` to `end`; the term's end at `stop`."""

    stop: int
    rank: tuple[int, int]
    start: int
    end: int
    weights: Weights


class _Span(NamedTuple):
    """Words and what they weigh, and the topics that do not count in their sentence.

    `before_end` is the negative of their end, so that of spans in order the longest come first.
    """

    start: int
    before_end: int
    weights: Weights
    against: tuple[str, ...]


class _Open(NamedTuple):
    """A term that has letters in a chunk and others before or behind it, which are `missing`.

    Its word in the chunk is from `start` to `end`; its letters there end at `stop`.
    """

    start: int
    stop: int
    end: int
    missing: str
    term: _Letters


class _OfChunk(NamedTuple):
    """What a chunk says, and the terms that may go on behind it, or that it may end.

    `next` and `previous` are the words beside the chunk with which they do.
    """

    spans: list[_Span]
    begun: list[_Open]
    next: tuple[str, ...]
    ended: list[_Open]
    previous: tuple[str, ...]


_PLACE: Callable[[_Span], tuple[int, int]] = itemgetter(0, 1)


class Term(NamedTuple):
    """A word of a text as written, where it begins, and what it weighs for each topic."""

    word: str
    start: int
    topics: Weights


class Terms:
    """The terms of all topics, ready for finding."""

    def __init__(self, table: Table) -> None:
        self._keys = table.keys
        self._words: dict[str, list[_Letters]] = {}
        inside: dict[str, list[_Letters]] = {}
        for number, (text, open_end, weights) in enumerate(table.spellings):
            endings, rank = endings_of(text, open_end), (-len(text), number)
            first, blank, rest = text.lstrip(" ").partition(" ")
            before, _, last = text.rpartition(" ")
            if text[0] != " ":
                term = _Letters("", blank + rest, endings, weights, rank)
                inside.setdefault(first, []).append(term)
            elif len(first) >= len(last):
                term = _Letters("", blank + rest, endings, weights, rank)
                self._words.setdefault(first, []).append(term)
            else:
                term = _Letters(f"{before} ", "", endings, weights, rank)
                self._words.setdefault(last, []).append(term)
        self._sizes = sorted({*map(len, self._words)})
        self._inside = list(inside.values())
        self._automaton = AhoCorasick(list(inside))
        self._notes = Notes(self._note)

    def find(self, text: Even, starts: Sequence[int] = (0,)) -> list[Term]:
        """The terms of a text in its order; of overlapping ones the leftmost, then longest.

        `starts` is where its fields begin, each on a line of its own: no term is in two.
        """
        spans = self._spans(text, starts)
        if not spans:
            return []
        negated = {
            (_sentence(text.text, span.start), id_) for span in spans for id_ in span.against
        }
        concerned = {id_ for _, id_ in negated}
        in_office = _Offices(text, starts)
        found = []
        reached = 0
        for span in spans:
            start, spoken = span.start, span.weights
            if start < reached:
                continue
            reached = -span.before_end
            if not concerned.isdisjoint(spoken):
                sentence = _sentence(text.text, start)
                spoken = {i: weight for i, weight in spoken.items() if (sentence, i) not in negated}
            if in_office.has(start):
                spoken = {id_: weight * OFFICE for id_, weight in spoken.items()}
            if spoken:
                found.append(Term(text.text[start:reached], start, spoken))
        return found

    def _spans(self, text: Even, starts: Sequence[int]) -> list[_Span]:
        """All words that say something, from left to right, the longest first."""
        spans: list[_Span] = []
        beyond: list[_Said] = []
        lower = text.lower
        for at, chunk in text.noted(self._notes):
            for start, before_end, weights, against in chunk.spans:
                spans.append(_Span(at + start, before_end - at, weights, against))
            if chunk.begun and lower.startswith(chunk.next, at + chunk.begun[0].end + 1):
                beyond += _going_on(text, starts, at, chunk.begun)
            if chunk.ended and at and lower.endswith(chunk.previous, 0, at - 1):
                beyond += _coming(text, starts, at, chunk.ended)
        if beyond:
            spans += _joined(sorted(beyond))
        spans.sort(key=_PLACE)
        return spans

    def _note(self, chunk: str) -> _OfChunk | None:
        """What there is to say of a chunk of a text."""
        lower = lowered(chunk)
        flat = f" {SIGN.sub(' ', lower)} "
        letters: list[_Said] = []
        keys: list[_Said] = []
        begun: list[_Open] = []
        ended: list[_Open] = []
        for run in RUN.finditer(lower):
            start, end = run.span()
            for size, term in self._terms_at(run[0]):
                stop = start + size
                inside = flat[start + size + 1 :] if term.after else flat[: start + 1]
                if inside.startswith(term.after) and inside.endswith(term.before):
                    stop += len(term.after)
                    rest = flat[stop + 1 : flat.find(" ", stop + 1)]
                    if _fits(rest, term.endings):
                        words = start + 1 - len(term.before) if term.before else start
                        place = _compound(chunk, words, stop + len(rest))
                        letters.append(_Said(stop, term.rank, *place, term.weights))
                elif term.after.startswith(inside) and term.after:
                    missing = term.after.removeprefix(inside)
                    begun.append(_Open(start, stop, len(chunk), missing, term))
                elif term.before.endswith(inside) and term.before:
                    missing = term.before.removesuffix(inside)
                    ended.append(_Open(start, stop, end, missing, term))
            weights = self._by_keys(run[0])
            if weights:
                keys.append(_Said(end, (0, 0), *_compound(chunk, start, end), weights))
        if not (letters or keys or begun or ended):
            return None
        following = {term.missing.partition(" ")[0] for term in begun}
        preceding = {term.missing.rpartition(" ")[2] for term in ended}
        spans = _joined([*sorted(letters), *keys])
        return _OfChunk(spans, begun, tuple(following), ended, tuple(preceding))

    def _terms_at(self, run: str) -> Iterator[tuple[int, _Letters]]:
        """The terms that are looked for by a run, and where their letters in it end."""
        for size in self._sizes:
            if size > len(run):
                break
            for term in self._words.get(run[:size], ()):
                if _may_go_on(term, run[size:]):
                    yield size, term
        for number, start, end in self._automaton.find_matches_as_indexes(run, overlapping=True):
            for term in self._inside[number]:
                if start < _LONGEST_WORD and _may_go_on(term, run[end:]):
                    yield end, term

    def _by_keys(self, word: str) -> dict[str, float]:
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


def _fits(rest: str, endings: frozenset[str] | None) -> bool:
    """Whether a word may go on so behind a term."""
    return len(rest) < _LONGEST_WORD and (endings is None or rest in endings)


def _may_go_on(term: _Letters, rest: str) -> bool:
    """Whether the word that a term is looked for by may go on so."""
    return not rest if term.after else _fits(rest, term.endings)


def _going_on(text: Even, starts: Sequence[int], at: int, begun: list[_Open]) -> Iterator[_Said]:
    """The terms that begin in the chunk at a place and go on behind it."""
    for start, _, end, missing, term in begun:
        behind = at + end + 1
        stop = behind + len(missing)
        if SIGN.sub(" ", text.lower[behind:stop]) == missing:
            last = RUN.match(text.lower, stop)
            rest = last[0] if last else ""
            if _fits(rest, term.endings) and _is_one_field(starts, at + start, stop + len(rest)):
                place = _compound(text.text, at + start, stop + len(rest))
                yield _Said(stop, term.rank, *place, term.weights)


def _coming(text: Even, starts: Sequence[int], at: int, ended: list[_Open]) -> Iterator[_Said]:
    """The terms that end in the chunk at a place and begin before it."""
    for _, stop, end, missing, term in ended:
        before = at - 1 - len(missing)  # -1: at the beginning of the text, as if behind a blank
        words = text.lower[max(0, before) : at - 1]
        stands = SIGN.sub(" ", " " + words if before < 0 else words) == missing
        if before >= -1 and stands and _is_one_field(starts, before + 1, at + end):
            place = _compound(text.text, before + 1, at + end)
            yield _Said(at + stop, term.rank, *place, term.weights)


def _is_one_field(starts: Sequence[int], start: int, end: int) -> bool:
    return bisect_right(starts, start) == bisect_right(starts, end - 1)


def _joined(said: list[_Said]) -> list[_Span]:
    """The spans of what is said; of what is said of the same words the stronger counts."""
    spans: dict[tuple[int, int], _Span] = {}
    for _, _, start, end, weights in said:
        against = tuple(id_ for id_, weight in weights.items() if not weight)
        span = _Span(start, -end, weights, against)
        before = spans.get((start, end))
        if before:
            span = span._replace(
                weights=_stronger(before.weights, weights), against=before.against + against
            )
        spans[start, end] = span
    return list(spans.values())


def _stronger(one: Weights, other: Weights) -> Weights:
    """What either says of each topic, whichever is more."""
    return {id_: max(one.get(id_, 0.0), other.get(id_, 0.0)) for id_ in {**one, **other}}


def _sentence(text: str, at: int) -> int:
    """Where the sentence around a place begins; a long one counts as several."""
    lowest = max(0, at - _LONGEST_SENTENCE)
    return max(lowest - 1, *(text.rfind(mark, lowest, at) for mark in _SENTENCE_MARKS))


def _offices(chunk: str) -> list[tuple[int, str]]:
    """Where in a chunk of a text offices are named, and by which words."""
    lower = lowered(chunk)
    if not _ANY_OFFICE.search(lower):
        return []
    return [(found.start(), word) for word in _OFFICES for found in re.finditer(word, lower)]


_IN_OFFICES = Notes(_offices)


class _Offices:
    """Where a text names offices: ``Innenministerin``, ``Minister für Verkehr und Wohnen``."""

    def __init__(self, text: Even, starts: Sequence[int]) -> None:
        """`starts` is where its fields begin."""
        spans = []
        reached = dict.fromkeys(_OFFICES, 0)
        for chunk, offices in text.noted(_IN_OFFICES):
            for offset, word in offices:
                at = chunk + offset
                if at >= reached[word]:
                    named = _OFFICE_FOR.match(text.text, at)
                    end = reached[word] = named.end() if named else at + len(word)
                    begin = text.lower.rfind(" ", max(0, at - _LONGEST_WORD), at) + 1
                    spans.append((max(begin, starts[bisect_right(starts, at) - 1]), end))
        spans.sort()
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def has(self, at: int) -> bool:
        """Whether a place is within the name of an office."""
        before = bisect_right(self._starts, at)
        return before > 0 and at < self._ends[before - 1]


def _compound(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the word at a place begins and ends, with all that is hyphened to it."""
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
    return start, end
