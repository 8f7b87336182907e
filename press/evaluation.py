"""How well recognition does on labelled texts: precision, recall, F1, and every error.

A labelled text is one JSON object a line, described in docs/register.md. A find is right if the
text's labels have the id; how often and by which words a body is named plays no part.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from press import regions
from press.agencies import register
from press.article import AgencyMention
from press.tables import TableError


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """A text and what is to be found in it."""

    id: str
    hard: bool = False
    source_land: str | None = None
    published: date | None = None
    kicker: str | None = None
    title: str | None = None
    lead: str | None = None
    body: str | None = None
    agencies: list[str] = []
    lead_agencies: list[str] = []
    regions: list[str] = []


class Score(NamedTuple):
    """How many labels were found, found though they are none, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def plus(self, expected: set[str], found: set[str]) -> "Score":
        """This score and that of one text."""
        return Score(
            self.right + len(expected & found),
            self.wrong + len(found - expected),
            self.missed + len(expected - found),
        )

    @property
    def precision(self) -> float:
        """The share of finds that are right; 1 without any."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of labels that were found; 1 without any."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Error(NamedTuple):
    """A label that was missed, or a find that is none; the words and the rule of what was found."""

    text: str
    what: Literal["agency", "lead", "region"]
    error: Literal["wrong", "missed"]
    id: str
    words: str | None = None
    rule: str | None = None


class Evaluation(NamedTuple):
    """The scores of all texts, of the hard and the easy ones, of leads and regions; the errors."""

    texts: int
    agencies: Score
    hard: Score
    easy: Score
    lead: Score
    regions: Score
    errors: list[Error]


def evaluate(texts: Iterable[Labelled]) -> Evaluation:
    """Find bodies and regions in labelled texts and compare."""
    known = register()
    number = 0
    scores = {what: Score() for what in ("agencies", "hard", "easy", "lead", "regions")}
    errors: list[Error] = []
    for text in texts:
        number += 1
        mentions = known.find(
            title=text.title,
            kicker=text.kicker,
            lead=text.lead,
            body=text.body,
            land=text.source_land,
            on=text.published,
        )
        found = {mention.id for mention in mentions}
        leading = {mention.id for mention in mentions if mention.role == "lead"}
        named = set(
            regions.find(
                title=text.title,
                kicker=text.kicker,
                lead=text.lead,
                body=text.body,
                agencies=mentions,
                issuer=None,
            )
        )
        named = {code for code in named if code.startswith("DE")}
        for what in ("agencies", "hard" if text.hard else "easy"):
            scores[what] = scores[what].plus(set(text.agencies), found)
        scores["lead"] = scores["lead"].plus(set(text.lead_agencies), leading)
        scores["regions"] = scores["regions"].plus(set(text.regions), named)
        by_id = {mention.id: mention for mention in mentions}
        errors += _errors(text.id, "agency", set(text.agencies), found, by_id)
        both = set(text.agencies) & found
        errors += _errors(text.id, "lead", set(text.lead_agencies) & both, leading & both, by_id)
        errors += _errors(text.id, "region", set(text.regions), named, {})
    return Evaluation(number, **scores, errors=errors)


def _errors(
    text: str,
    what: Literal["agency", "lead", "region"],
    expected: set[str],
    found: set[str],
    mentions: dict[str, AgencyMention],
) -> Iterator[Error]:
    for id_ in sorted(found - expected):
        mention = mentions.get(id_)
        words, rule = (mention.text, mention.rule) if mention else (None, None)
        yield Error(text, what, "wrong", id_, words, rule)
    for id_ in sorted(expected - found):
        yield Error(text, what, "missed", id_)


def read_labelled(path: Path) -> list[Labelled]:
    """The labelled texts of a file in JSON Lines.

    Raises:
        TableError: it cannot be read, or a line is not such a text.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise TableError(f"{path}: cannot be read: {error.strerror or error}") from error
    texts = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                texts.append(msgspec.json.decode(line, type=Labelled))
            except msgspec.DecodeError as error:
                raise TableError(f"{path}: line {number}: is no labelled text: {error}") from error
    return texts
