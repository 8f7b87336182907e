"""Abbreviations that a text itself explains: ``Landesamt für Verfassungsschutz (LfV)``."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_ABBREVIATION = r"[A-ZÄÖÜ][\w.&-]{0,14}[A-ZÄÖÜ0-9]\w{0,3}"
_BEHIND = re.compile(
    r" \((?:kurz|im Folgenden|nachfolgend|künftig|abgekürzt)?:? ?[„\"“»]?"
    rf"(?P<brackets>{_ABBREVIATION})[“”\"«]?[),;]"
    rf"|,? (?:\(|– )?kurz:? [„\"]?(?P<short>{_ABBREVIATION})(?!\w)"
)
_PARTIES = frozenset({"CDU", "CSU", "SPD", "FDP", "AfD", "BSW", "GRÜNE", "ÖVP", "SPÖ", "FPÖ"})
_REACH = 200
"""Characters before an abbreviation in which its long form is looked for."""
_SMALL = frozenset(
    {
        *("für", "der", "des", "die", "das", "den", "und", "in", "im", "zur", "zum", "von", "am"),
        *("an", "auf", "of", "for", "and", "the", "on", "de", "del", "la", "et", "du", "pour"),
    }
)
_TEAMS = ("THW Kiel",)
"""Sports clubs that are called like a body."""
_PERSON = re.compile(
    r"(?:minister|sekretär|direktor|präsident|leiter|sprecher|chef|rat|rät|referent|beamte|experte"
    r"|expert|senator|vorstand|geordnete|beauftragte|vorsitzende)(?:in|[nr])?$",
    re.IGNORECASE,
)
_COMPOUND = 15
"""Letters from which a word is a compound that may have the whole abbreviation in it."""
_AFTER_COMPOUND = 2
_ORGANISATION = re.compile(
    r"(?:[A-Z][a-z]+ (?:of |for |and |the )?){1,5}"
    r"(?:Institution|Institute|Association|Organi[sz]ation|Agency|Authority|Society|Federation"
    r"|Council|Cent(?:er|re)|Board|University|Initiative|Foundation|Alliance)\b"
)


def short_form(text: str, end: int) -> str | None:
    """The abbreviation that is given behind a long form that ends at `end`."""
    match = _BEHIND.match(text, end)
    if match is None:
        return None
    found = match["brackets"] or match["short"]
    return None if found in _PARTIES else found


def abbreviates(short: str, long: str) -> bool:
    """Whether the letters of an abbreviation stand in its long form, in order."""
    return long[:1].upper() == short[:1].upper() and _stand_in(short.upper(), long.upper())


def spelt_out(abbreviation: str, text: str, known: Iterable[tuple[int, int]]) -> bool:
    """Whether a text spells an abbreviation out as something that is not one of the `known` places.

    In brackets or after ``kurz`` behind words that it fits, with ``genannt``, or as the name of an
    English organisation anywhere in the text.
    """
    for match in _explaining(abbreviation, text):
        begin = max(0, match.start() - _REACH, text.rfind("\n", 0, match.start()) + 1)
        if match["called"] or _fits(abbreviation, text[begin : match.start()]):
            return not any(begin <= start and end <= match.end() for start, end in known)
    return abbreviation in _initials_of_organisations(text) or any(
        team in text for team in _TEAMS if team.startswith(f"{abbreviation} ")
    )


@lru_cache(8)
def _initials_of_organisations(text: str) -> frozenset[str]:
    """The initials of the English organisations that a text names."""
    return frozenset(
        "".join(word[0] for word in found[0].split() if word[0].isupper())
        for found in _ORGANISATION.finditer(text)
    )


def _explaining(abbreviation: str, text: str) -> Iterator[re.Match[str]]:
    """The places where an abbreviation stands behind what it may be short for."""
    if any(
        mark in text
        for mark in (f"({abbreviation}", f"kurz {abbreviation}", f"kurz: {abbreviation}", "genannt")
    ):
        short = re.escape(abbreviation)
        yield from re.finditer(
            rf" \((?:kurz:? )?{short}(?!\w)|,? kurz:? {short}(?!\w)"
            rf"|,? (?P<called>(?:intern|auch|nur|kurz|meist) [„\"]?{short}[“\"]? genannt)",
            text,
        )


def _fits(abbreviation: str, before: str) -> bool:
    """Whether an abbreviation fits the last words of a text: by their initials, or its letters.

    ``Institut für Makroökonomie und Konjunkturforschung (IMK)``, ``Bundesmeldegesetz (BMG)``. A
    person's name in front of an affiliation fits by its initials only by chance.
    """
    short = abbreviation.replace("-", "").upper()
    words = re.split(r"[ -]+", before.rstrip())
    for count in range(1, min(len(words), 2 * len(short) + 2) + 1):
        last = words[-count:]
        if not _starts_noun(last[0]):
            return _same_initials(short, words)
        if last[0][:1].upper() != short[0] or not last[0][:1].isupper():
            continue
        capitals = "".join(word[0] for word in last if word[0].isupper())
        exactly = capitals == short or not _SMALL.isdisjoint(last)
        if len(capitals) > 1 and exactly and _stand_in(short, capitals):
            return True
        if _PERSON.search(last[0]):
            continue
        letters = count <= len(short) and _stand_in(capitals, short)
        if letters and abbreviates(short, " ".join(last)):
            return True
        if len(last[0]) >= _COMPOUND and count <= _AFTER_COMPOUND and abbreviates(short, last[0]):
            return True
    return _same_initials(short, words)


def _same_initials(short: str, words: list[str]) -> bool:
    initials = "".join(word[0] for word in words[-len(short) :] if word)
    return initials.upper() == short


def _starts_noun(word: str) -> bool:
    return word[:1].isupper() or word in _SMALL


def _stand_in(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)
