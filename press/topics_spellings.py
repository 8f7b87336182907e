"""The terms of topics as they are looked for: the keys of plain words, and spellings of all others.

German inflection is allowed at the end of terms and for the adjective before their last word.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec

from press.folding import analyse
from press.inflection import ADJECTIVE_ENDINGS
from press.topics_table import Topic, words
from press.words import even

WEAK = 0.5
"""What a weak term weighs of a term."""

_ENDINGS = frozenset(
    {"", "s", "es", "n", "en", "e", "er", "ern", "em", "ens", "se", "sen", "in", "innen"}
)
_ABBREVIATION = 3
"""Letters of a term that takes no ending but s: ``EU`` is not in ``euer``."""
SIGN = re.compile(r"[\W_]")
"""What is made a blank in terms and texts."""
_SHORT = 3
_PLURAL = frozenset({"", "s"})
_PLAIN = re.compile(r"[a-zäöüß]{5,}")


class Table(msgspec.Struct, frozen=True):
    """The terms of all topics as they are looked for, with what each weighs.

    `keys` are terms of one plain word by their keys, `spellings` all others with whether each is
    open at its end.
    """

    keys: dict[str, dict[str, float]]
    spellings: list[tuple[str, bool, dict[str, float]]]


def read(compiled: msgspec.Raw) -> Table:
    """The terms of topics as they were worked out before."""
    return msgspec.json.decode(compiled, type=Table)


def worked_out(topics: Mapping[str, Topic]) -> Table:
    """The terms of topics, looked up as words of texts are."""
    keys: dict[str, dict[str, float]] = {}
    spellings: dict[tuple[str, bool], dict[str, float]] = {}
    for id_, topic in topics.items():
        for terms, weight in ((topic.without, 0.0), (topic.terms, 1.0), (topic.weak, WEAK)):
            for term in words(even(terms).lower):
                if _PLAIN.fullmatch(term):
                    keys.setdefault(analyse(term).whole, {}).setdefault(id_, weight)
                else:
                    for spelling in _spellings(term):
                        spellings.setdefault(spelling, {}).setdefault(id_, weight)
    return Table(keys, [(*spelling, weights) for spelling, weights in spellings.items()])


def _spellings(term: str) -> Iterator[tuple[str, bool]]:
    """The spellings of a term as they are looked for, with whether each is open at its end."""
    core = term.strip("*")
    first = "" if term[0] == "*" else " "
    spelt = [core] if core.isalpha() else _bent(SIGN.sub(" ", core).split())
    for text in spelt:
        yield first + text, term[-1] == "*"


def endings(text: str, open_end: bool) -> frozenset[str] | None:  # noqa: FBT001 - of a spelling
    """What may follow a spelling in a word: an ending, or anything (None)."""
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
