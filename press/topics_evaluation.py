"""How well topics are found on labelled texts: precision, recall, F1, per topic, every error.

The texts are those of `press.evaluation`, with the keys ``section`` and ``topics`` (ids).
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from press import evaluation, topics
from press.evaluation import Score
from press.tables import TableError


class Labelled(evaluation.Labelled, frozen=True, kw_only=True):
    """A text, its source's heading for it, and the ids of what it is about."""

    section: str | None = None
    topics: list[str] = msgspec.field(default_factory=list)


class Error(NamedTuple):
    """A topic that was missed, or one that is none with the rule that gave it; `text` is an id."""

    text: str
    error: Literal["wrong", "missed"]
    topic: str
    rule: str | None = None


class Evaluation(NamedTuple):
    """The score of all texts, of each topic that is labelled or found, and of regions; errors."""

    texts: int
    topics: Score
    by_topic: dict[str, Score]
    regions: Score
    errors: list[Error]


def evaluate(texts: Iterable[Labelled]) -> Evaluation:
    """Find topics and regions in labelled texts and compare."""
    read = list(texts)
    total = Score()
    by_topic = {id_: Score() for id_ in topics.labels()}
    errors: list[Error] = []
    for text in read:
        labels = topics.assign(
            title=text.title,
            kicker=text.kicker,
            lead=text.lead,
            body=text.body,
            section=text.section,
        )
        rules = {label.id: label.rule for label in labels}
        expected, found = set(text.topics), set(rules)
        total = total.plus(expected, found)
        for id_ in sorted(expected | found):
            of_id = by_topic.get(id_, Score())
            by_topic[id_] = of_id.plus({id_} & expected, {id_} & found)
        errors += [Error(text.id, "wrong", id_, rules[id_]) for id_ in sorted(found - expected)]
        errors += [Error(text.id, "missed", id_) for id_ in sorted(expected - found)]
    by_topic = {id_: score for id_, score in by_topic.items() if any(score)}
    return Evaluation(len(read), total, by_topic, evaluation.evaluate(read).regions, errors)


def read_labelled(path: Path) -> list[Labelled]:
    """The labelled texts of a file in JSON Lines.

    Raises:
        TableError: it cannot be read, or a line is not such a text.
    """
    evaluation.read_labelled(path)  # says what is wrong in all but our own keys
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=Labelled))
            except msgspec.ValidationError as error:
                raise TableError(f"{path}: line {number}: is no labelled text: {error}") from error
    return found
