"""What an article is about: topics by the source's own section and by terms, with the reason.

`topics.toml` lists each topic's sections and terms; docs/topics.md describes it. A section (or a
kicker) that is one of the topic's sections decides alone. Otherwise terms are counted:

- Each weighs what its field weighs (`WEIGHTS`); a weak term, and one in the name of an office
  (``Minister für Verkehr``), half of that; a word said again ever less.
- A topic needs its minimum, and more in a long text where no heading states it.
- A topic says nothing more if a narrower one weighs nearly as much (`NARROWER`). Of the rest the
  heaviest are assigned, those that weigh their share of the heaviest (`SHARES`, `CLEAR`): less is
  mentioned in passing.

Terms are compared without case. A strong term of one word is found inflected and in compounds
(``Datenschutz``, ``Datenschutzes``, ``Landesdatenschutzgesetz``), a weak one only inflected. At the
end of other terms German inflection and a hyphened compound are allowed, adjectives before the last
word bend (``offene daten`` is ``offenen Daten``); ``*`` opens a term to longer words (``cyber*``,
``*haushalt``); a blank or hyphen inside a term stands for blank, hyphen or nothing (``open data``
is ``Open-Data``).
"""

from bisect import bisect_right
from functools import cache
from math import log
from pathlib import Path
from typing import NamedTuple

from press import topics_spellings, topics_table
from press.article import TopicLabel
from press.text import heading, plain
from press.topics_table import Topic
from press.topics_terms import Term, Terms
from press.words import even

__all__ = ["Topic", "assign", "labels", "own", "topics", "use"]

WEIGHTS = {"title": 3.0, "kicker": 3.0, "section": 2.0, "lead": 2.5, "body": 1.0}
"""What a term weighs by the field that it stands in; where no lead is, the body's first block is
weighed like one."""

SHARES = (0.0, 0.45, 0.6, 0.6)
"""What the first, second … topic must weigh of the heaviest; there are no more than these."""

NARROWER = 0.8
"""What a topic must weigh of a broader one to say what that says."""

SHORT = 200
"""Words of a short text: in a longer one a topic needs more."""

CLEAR = 12.0
"""A topic is clear with this weight in a short text: more of it does not count in shares."""

use, own, topics = topics_table.use, topics_table.own, topics_table.topics


class _Tally:
    """What speaks for one topic: weight by field, and the words by field."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = {}
        self.words: dict[str, dict[str, int]] = {}

    @property
    def weight(self) -> float:
        """What all fields weigh."""
        return sum(self.weights.values())

    def add(self, field: str, word: str, weight: float, of_field: float) -> None:
        """Count a word; said for the nth time it weighs an nth, and a weak one nothing more."""
        words = self.words.get(field)
        if words is None:
            words = self.words[field] = {}
            self.weights[field] = 0.0
        times = words.get(word, 0) + 1
        if weight < 1 and times > 1:
            return
        words[word] = times
        self.weights[field] += weight * of_field / times


class _Compiled:
    """The table of topics, made ready for finding."""

    def __init__(self, shipped: Path, extra: Path | None) -> None:
        ready = topics_table.compiled(shipped, extra)
        self.topics = topics_table.read(shipped, extra)
        self.sections = topics_table.sections(self.topics)
        self.terms = Terms(
            topics_spellings.read(ready.terms)
            if ready
            else topics_spellings.worked_out(self.topics)
        )


_compiled = cache(_Compiled)


def labels() -> dict[str, str]:
    """The label of every topic by its id, in the table's order.

    Raises:
        TableError: the table is wrong.
    """
    return {id_: topic.label for id_, topic in topics().items()}


def assign(
    *,
    title: str | None,
    kicker: str | None,
    lead: str | None,
    body: str | None,
    section: str | None,
) -> list[TopicLabel]:
    """The topics of an article, those of its section first, then by weight; the rule names words.

    Raises:
        TableError: the table is wrong.
    """
    table = _compiled(topics_table.TABLE, own())
    rules: dict[str, str] = {}
    for where, name in (("section", section), ("kicker", kicker)):
        id_ = table.sections.get(topics_table.folded(name or ""))
        if id_:
            rules.setdefault(id_, f'{where} "{name}"')
    main = plain(body)
    tallies: dict[str, _Tally] = {}
    more = None if rules else section
    for field in _fields(table.terms, main, title=title, kicker=kicker, section=more, lead=lead):
        for term in field.terms:
            for id_, weight in term.topics.items():
                tally = tallies.get(id_) or tallies.setdefault(id_, _Tally())
                tally.add(field.name, term.word, weight, field.weight)
    for id_ in _chosen(tallies, table.topics, main.count(" ")):
        rules.setdefault(id_, _reason(tallies[id_]))
    return [TopicLabel(id=id_, label=table.topics[id_].label, rule=rules[id_]) for id_ in rules]


class _Field(NamedTuple):
    """A field of an article: what a term weighs in it, and the terms in it."""

    name: str
    weight: float
    terms: list[Term]


def _fields(
    known: Terms,
    main: str,
    *,
    title: str | None,
    kicker: str | None,
    section: str | None,
    lead: str | None,
) -> list[_Field]:
    """The fields of an article; without a lead the first block of its body is weighed like one.

    All but the section are looked through at once, as the text that bodies and places are found in.
    """
    above = heading(title, kicker, lead)
    of_kicker = len(title or "") + 1
    starts = [0, of_kicker, of_kicker + len(kicker or "") + 1, len(above)]
    names = ["title", "kicker", "lead", "body"]
    if not lead:
        starts.append(len(above) + len(main.partition("\n")[0]) + 1)
        names.append("body")
    fields = [_Field(name, WEIGHTS[name], []) for name in names]
    if not lead:
        fields[3] = fields[3]._replace(weight=WEIGHTS["lead"])
    for term in known.find(even(above + main), starts):
        fields[bisect_right(starts, term.start) - 1].terms.append(term)
    if section:
        fields.insert(2, _Field("section", WEIGHTS["section"], known.find(even(section))))
    return fields


def _chosen(tallies: dict[str, _Tally], known: dict[str, Topic], length: int) -> list[str]:
    """The ids of the topics that the words speak for, heaviest first."""
    more = 1.0 + log(max(1.0, length / SHORT)) / 2
    weights = {}
    for id_, tally in tallies.items():
        weight = tally.weight
        stated = weight - tally.weights.get("body", 0.0) >= WEIGHTS["lead"]
        if weight >= known[id_].minimum * (1.0 if stated else more) - 1e-9:
            weights[id_] = weight
    said: set[str] = set()
    for id_, weight in weights.items():
        broader = known[id_].broader
        while broader:
            if NARROWER * weights.get(broader, 0.0) <= weight:
                said.add(broader)
            broader = known[broader].broader
    left = sorted((id_ for id_ in weights if id_ not in said), key=lambda id_: -weights[id_])
    heaviest = min(weights[left[0]], CLEAR * max(1.0, length / SHORT)) if left else 0.0
    enough = zip(left, SHARES, strict=False)
    return [id_ for id_, share in enough if weights[id_] >= share * heaviest]


def _reason(tally: _Tally) -> str:
    """``title: Cybersicherheit`` or ``body: Open Data (3×)``: the weightiest field's words."""
    for field in WEIGHTS:
        counts = tally.words.get(field)
        if counts:
            word = max(counts, key=lambda word: counts[word])
            times = sum(counts.values())
            return f"{field}: {word}" + (f" ({times}×)" if times > 1 else "")
    return ""
