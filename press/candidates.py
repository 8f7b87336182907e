"""What looks like the name of a public body: for finding what the register lacks.

Three patterns, precise rather than many: a house with its field (``Landesamt für Geologie und
Bergbau``), a word with an abbreviation behind it that fits, and a compound that only public bodies
have (``Forstministerium``, ``Regierungspräsidium Kassel``).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from press.definitions import abbreviates

_NOUN = r"[A-ZÄÖÜ][\wäöüß-]+"
_HOUSE = (
    r"(?:[A-ZÄÖÜ][a-zäöüß-]*)?(?:[Aa]mt|[Mm]inisterium|[Bb]ehörde|[Ii]nstitut|[Aa]gentur|[Aa]nstalt"
    r"|[Vv]erband|[Zz]entrum|[Zz]entrale|[Dd]irektion|[Vv]erwaltung|[Ss]telle|[Kk]ommission"
    r"|[Aa]kademie|[Ss]tiftung|[Kk]ammer)"
)
_AND = r"(?:, | und )(?:für |[a-zäöüß]+e[nrs]? )?"
_OF = r" (?:in|von|an|im|zum|zur|der|des|für) (?:der |den |dem |die |das |[a-zäöüß]+en )?"
_FIELD = rf"{_NOUN}(?: {_NOUN})?(?:(?:{_AND}|{_OF}){_NOUN})*"
_IS_HOUSE = re.compile(rf"{_HOUSE}(?:e?s)?\b")
_WITH_FIELD = re.compile(
    rf"(?<![\w-])((?:{_NOUN}(?:ische|liche|ale|es|er) )?{_HOUSE})(e?s)? (für|zur|zum) "
    rf"((?:den |die |das |[a-zäöüß]+e[nrs]? )?{_FIELD})"
)
_SMALL = r"(?: (?:für|der|des|und|in|im|von|zur|den|die|das)){0,3}"
_DEFINED = re.compile(
    rf"(?<![\w-])({_NOUN}(?:{_SMALL} {_NOUN}){{0,7}}) \(([A-ZÄÖÜ][\w-]{{0,14}}[A-ZÄÖÜ]\w{{0,3}})\)"
)
_COMPOUND = re.compile(
    r"(?<![\w-])((?:[A-ZÄÖÜ][a-zäöüß]+ministerium"
    r"|(?:Bundes|Landes|Staats|Regierungs|Polizei|Bezirks|General|Ober)[a-zäöüß]*"
    r"(?:amt|präsidium|direktion|anstalt|zentrale|behörde|regierung|inspektion)))(e?s)?(?!\w)"
    rf"( (?:in )?{_NOUN})?"
)
_ANY = re.compile(r"(?:Bundes|Landes|Staats|Regierungs|Polizei|Bezirks|General|Ober)\w{3,11}")
"""Compounds that mean a body only with its place (``Landesamt``, ``Landesoberbehörde``)."""


class Candidate(NamedTuple):
    """Words that may name a body, in the nominative where the rules know it, and where."""

    text: str
    start: int
    end: int


def candidates(text: str) -> Iterator[Candidate]:
    """Every candidate in a text, the longest first where they begin together."""
    reached = 0
    for start, end, name in sorted(_all(text), key=lambda each: (each[0], -each[1])):
        if start >= reached:
            reached = end
            yield Candidate(name, start, end)


def _all(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _WITH_FIELD.finditer(text):
        yield match.start(), match.end(), f"{match[1]} {match[3]} {match[4]}"
    for match in _DEFINED.finditer(text):
        name = _abbreviated(match[2], match[1])
        if name and _IS_HOUSE.search(name):
            yield match.end(1) - len(name), match.end(1), name
    for match in _COMPOUND.finditer(text):
        place = "" if match[1].endswith("ministerium") else match[3] or ""
        if not place and _ANY.fullmatch(match[1]):
            continue
        yield match.start(), match.end(2 if match[2] else 1) + len(place), match[1] + place


def _abbreviated(short: str, words: str) -> str | None:
    """The last of `words` that an abbreviation fits (not ``Das`` in front of a name)."""
    while words and not abbreviates(short, words):
        words = words.partition(" ")[2]
    return words or None
