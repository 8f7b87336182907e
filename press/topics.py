"""What an article is about: topics by the source's own section and by terms, with the reason.

`topics.toml` lists each topic's sections and terms. A section (or a kicker) that is one of the
topic's sections decides alone. Otherwise terms are counted: an occurrence in title or kicker
weighs 3, in the lead 2, in the body 1; weak terms a third of that. A topic needs 3, and from the
body alone one more for each 250 words beyond the first 500, so that a stray word in a long text
says nothing.

Terms are compared without case. At their end German inflection and a hyphened compound are allowed
(``Datenschutz``, ``Datenschutzes``, ``Datenschutz-Grundverordnung``); ``*`` opens a term to longer
words (``cyber*``, ``*haushalt``); a blank or hyphen inside a term stands for blank, hyphen or
nothing (``open data`` is ``Open-Data``).
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from press.article import TopicLabel
from press.tables import TableError, convert, read_toml
from press.text import plain
from press.words import Even, Hit, Phrases, even, is_word, longest

TABLE = Path(__file__).with_name("topics.toml")

MINIMUM = 3.0
"""The weight that a topic needs."""

_WEIGHTS = {"title": 3.0, "kicker": 3.0, "lead": 2.0, "body": 1.0}
_WEAK = 1 / 3
_LONGEST_WORD = 80
_ENDINGS = frozenset(
    {"", "s", "es", "n", "en", "e", "er", "ern", "em", "ens", "se", "sen", "in", "innen"}
)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class _Topic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: str
    sections: list[str] = []
    terms: list[str] = []
    weak: list[str] = []
    minimum: float = MINIMUM


class _Term(NamedTuple):
    """A spelling of a term, and the topics that it speaks for with what weight."""

    open_start: bool
    open_end: bool
    topics: dict[str, float]


class _Tally(msgspec.Struct):
    """What speaks for one topic: weight in all, weight by field, and the words by field."""

    headed: float = 0.0
    body: float = 0.0
    words: dict[str, dict[str, int]] = {}


class _Topics:
    """The compiled table of topics."""

    def __init__(self, topics: dict[str, _Topic], where: str) -> None:
        self.topics = topics
        self.sections: dict[str, str] = {}
        for id_, topic in topics.items():
            if not _ID.fullmatch(id_):
                raise TableError(f"{where}: [{id_}]: an id is lower-case letters, digits, hyphens")
            for section in topic.sections:
                other = self.sections.setdefault(_folded(section), id_)
                if other != id_:
                    raise TableError(
                        f'{where}: [{id_}]: section "{section}" already belongs to [{other}]'
                    )
        spellings: dict[tuple[str, bool, bool], dict[str, float]] = {}
        for id_, topic in topics.items():
            for terms, weight in ((topic.terms, 1.0), (topic.weak, _WEAK)):
                for term in terms:
                    for spelling in _spellings(term):
                        spellings.setdefault(spelling, {}).setdefault(id_, weight)
        self._terms = [_Term(start, end, by) for (_, start, end), by in spellings.items()]
        self._phrases = Phrases([spelling for spelling, _, _ in spellings])

    def count(self, text: Even) -> list[tuple[str, dict[str, float]]]:
        """The terms of a text in order: the word as written, and what it weighs for each topic."""
        spans: dict[Hit, dict[str, float]] = {}
        for hit in self._phrases.find(text):
            term = self._terms[hit.phrase]
            end = _word_end(text.lower, hit.end)
            if not term.open_start and hit.start and is_word(text.lower[hit.start - 1]):
                continue
            if not term.open_end and text.lower[hit.end : end] not in _ENDINGS:
                continue
            whole = Hit(0, _word_start(text.lower, hit.start), _compound_end(text.lower, end))
            word = spans.setdefault(whole, {})
            for id_, weight in term.topics.items():
                word[id_] = max(weight, word.get(id_, 0.0))
        return [(text.text[hit.start : hit.end], spans[hit]) for hit in longest(spans)]


@cache
def _table() -> _Topics:
    return _Topics(convert(read_toml(TABLE), dict[str, _Topic], where=TABLE.name), TABLE.name)


def labels() -> dict[str, str]:
    """The label of every topic by its id, in the table's order.

    Raises:
        TableError: the table is wrong.
    """
    return {id_: topic.label for id_, topic in _table().topics.items()}


def assign(
    *,
    title: str | None,
    kicker: str | None,
    lead: str | None,
    body: str | None,
    section: str | None,
) -> list[TopicLabel]:
    """The topics of an article, those with most weight first; the rule names the words.

    Raises:
        TableError: the table is wrong.
    """
    table = _table()
    rules: dict[str, str] = {}
    for field, heading in (("section", section), ("kicker", kicker)):
        id_ = table.sections.get(_folded(heading or ""))
        if id_:
            rules.setdefault(id_, f'{field} "{heading}"')
    tallies: dict[str, _Tally] = {}
    main = plain(body)
    for field, text in (("title", title), ("kicker", kicker), ("lead", lead), ("body", main)):
        for word, topics in table.count(even(text or "")):
            for id_, weight in topics.items():
                tally = tallies.setdefault(id_, _Tally())
                by_word = tally.words.setdefault(field, {})
                by_word[word] = by_word.get(word, 0) + 1
                if field == "body":
                    tally.body += weight
                else:
                    tally.headed += weight * _WEIGHTS[field]
    length = main.count(" ")
    weighed = {id_: _weight(tally, table.topics[id_], length) for id_, tally in tallies.items()}
    for id_, tally in tallies.items():
        if weighed[id_] > 0:
            rules.setdefault(id_, _reason(tally))
    order = sorted(rules, key=lambda id_: ('"' not in rules[id_], -weighed.get(id_, 0.0)))
    return [TopicLabel(id=id_, label=table.topics[id_].label, rule=rules[id_]) for id_ in order]


def _weight(tally: _Tally, topic: _Topic, length: int) -> float:
    """The weight of a topic, 0 where it stays under its minimum."""
    needed = topic.minimum + max(0, length - 500) / 250 * (not tally.headed)
    weight = tally.headed + tally.body
    return weight if weight >= needed - 1e-9 else 0.0


def _reason(tally: _Tally) -> str:
    """``title: Cybersicherheit`` or ``body: Open Data (3×)``: the weightiest field's words."""
    for field in _WEIGHTS:
        counts = tally.words.get(field)
        if counts:
            word = max(counts, key=lambda word: counts[word])
            times = sum(counts.values())
            return f"{field}: {word}" + (f" ({times}×)" if times > 1 else "")
    return ""


def _spellings(term: str) -> list[tuple[str, bool, bool]]:
    """The spellings of a term, with whether it is open at its start and at its end."""
    core = even(term.strip("*")).lower
    parts = re.split(r"(?<=\w)[ -](?=\w)", core)
    joined = [core] if len(parts) == 1 else [glue.join(parts) for glue in (" ", "-", "")]
    return [(text, term.startswith("*"), term.endswith("*")) for text in joined]


def _folded(heading: str) -> str:
    return even(heading).lower.strip()


def _word_start(lower: str, start: int) -> int:
    """Where the word or hyphened compound begins that a term was found in."""
    lowest = max(0, start - _LONGEST_WORD)
    while start > lowest and (
        is_word(lower[start - 1])
        or (lower[start - 1] == "-" and start > 1 and is_word(lower[start - 2]))
    ):
        start -= 1
    return start


def _word_end(lower: str, end: int) -> int:
    highest = min(len(lower), end + _LONGEST_WORD)
    while end < highest and is_word(lower[end]):
        end += 1
    return end


def _compound_end(lower: str, end: int) -> int:
    """Where the hyphened compound ends that goes on after `end`."""
    highest = end + _LONGEST_WORD
    while end < highest and lower[end : end + 1] == "-" and is_word(lower[end + 1 : end + 2]):
        end = _word_end(lower, end + 1)
    return end
