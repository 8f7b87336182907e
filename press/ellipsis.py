"""Names that share a part: ``Innen- und Finanzministerium``, ``die Städte Gera und Jena``."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from press.notes import Notes
from press.words import Even, is_word

_ENDING_SHARED = re.compile(
    r"(?<![\w-])"
    r"((?:[A-ZÄÖÜ]\w*-(?:, |/| (?:und|oder|sowie|bzw\.|&) (?:d(?:as|er|ie|em|en|es) )?)){1,8})"
    r"(-?)(\w+)"
)
_CUT_OFF = re.compile(r"-(?:[,/]| (?:und|oder|sowie|bzw\.|&) )")
_STEM = re.compile(r"([A-ZÄÖÜ]\w*)-")
_SHORTEST = 3
"""Letters of the part that is shared, and of what stands before it in the last word."""

_LONGEST = 60
"""Letters of a word that are looked at."""

_SINGULAR = {
    "Städte": "Stadt",
    "Landkreise": "Landkreis",
    "Kreise": "Kreis",
    "Universitäten": "Universität",
    "Hochschulen": "Hochschule",
    "Polizeipräsidien": "Polizeipräsidium",
    "Polizeidirektionen": "Polizeidirektion",
    "Polizeiinspektionen": "Polizeiinspektion",
    "Regierungspräsidien": "Regierungspräsidium",
    "Bezirksregierungen": "Bezirksregierung",
    "Generalstaatsanwaltschaften": "Generalstaatsanwaltschaft",
    "Staatsanwaltschaften": "Staatsanwaltschaft",
    "Oberlandesgerichte": "Oberlandesgericht",
}
_PLACE = r"[A-ZÄÖÜ][\w-]+(?: am [A-ZÄÖÜ]\w+| an der [A-ZÄÖÜ]\w+| im [A-ZÄÖÜ]\w+| \([A-ZÄÖÜ]\w+\))?"
_AND = r"(?:, | und | sowie | oder )"
_BEGINNING_SHARED = re.compile(rf"\b({'|'.join(_SINGULAR)})n? ({_PLACE}(?:{_AND}{_PLACE}){{1,20}})")


class Shared(NamedTuple):
    """Words that share a part: their extent, where the last begins, and what each may mean.

    Of the readings of each, in lower case, the first that is a name counts.
    """

    start: int
    middle: int
    end: int
    readings: list[list[str]]


def shared_endings(text: str) -> Iterator[Shared]:
    """Every group of words whose last has the ending of all.

    In ``Bundesinnen- und -justizministerium`` the last takes ``Bundes`` from the first.
    """
    reached = 0
    for cut in _CUT_OFF.finditer(text):
        start = cut.start()
        while start > reached and is_word(text[start - 1]):
            start -= 1
        match = _ENDING_SHARED.match(text, start) if cut.start() >= reached else None
        if not match:
            continue
        reached = match.end()
        stems, last = _STEM.findall(match[1]), match[3]
        readings = [_with_ending(stem, last) for stem in stems]
        if match[2] and stems[0].startswith("Bundes"):
            readings.append([f"bundes{last.lower()}"])
        yield Shared(match.start(), match.start(3), match.end(), readings)


def _with_ending(stem: str, last: str) -> list[str]:
    """What a stem may be as a whole word, the most shared first."""
    starts = range(_SHORTEST, min(len(last), _LONGEST) - _SHORTEST + 1)
    return [f"{stem}{last[start:]}".lower() for start in starts]


_HOUSES = Notes(re.compile("|".join(_SINGULAR)).search)
"""In which chunks of a text such plurals are: most texts have none."""


def shared_beginnings(text: Even) -> Iterator[Shared]:
    """Every list of places behind the plural of a house that is called after its place."""
    if not any(text.noted(_HOUSES)):
        return
    for match in _BEGINNING_SHARED.finditer(text.text):
        house = _SINGULAR[match[1]]
        places = re.split(_AND, match[2])
        readings = [[f"{house} {place}".lower()] for place in places]
        yield Shared(match.start(), match.start(2), match.end(), readings)
