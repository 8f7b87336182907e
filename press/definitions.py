"""Abbreviations that a text itself explains: ``Landesamt für Verfassungsschutz (LfV)``."""

import re

_ABBREVIATION = r"[A-ZÄÖÜ][\w.&-]{0,14}[A-ZÄÖÜ0-9]\w{0,3}"
_BEHIND = re.compile(
    r" \((?:kurz|im Folgenden|nachfolgend|künftig|abgekürzt)?:? ?[„\"“»]?"
    rf"(?P<brackets>{_ABBREVIATION})[“”\"«]?[),;]"
    rf"|,? (?:\(|– )?kurz:? [„\"]?(?P<short>{_ABBREVIATION})(?!\w)"
)
_PARTIES = frozenset({"CDU", "CSU", "SPD", "FDP", "AfD", "BSW", "GRÜNE", "ÖVP", "SPÖ", "FPÖ"})


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


def spelt_out(abbreviation: str, text: str) -> bool:
    """Whether a text spells an abbreviation out in front of it, in brackets or after ``kurz``.

    Word by word (``Body-Mass-Index (BMI)``), in one (``Bundesmeldegesetz (BMG)``), or something
    between (``Security Identifier, kurz SID``): the words' capitals are among its letters.
    """
    if f"({abbreviation}" not in text and "kurz" not in text:
        return False
    match = re.search(rf"(?: \((?:kurz:? )?|, kurz:? ){re.escape(abbreviation)}(?!\w)", text)
    if match is None:
        return False
    words = re.split(r"[ -]+", text[max(0, match.start() - 200) : match.start()])
    for count in range(1, len(abbreviation) + 1):
        last = words[-count:]
        capitals = "".join(word[0] for word in last if word[:1].isupper())
        if (
            all(map(_starts_noun, last))
            and _stand_in(capitals, abbreviation.upper())
            and abbreviates(abbreviation, " ".join(last))
        ):
            return True
    initials = "".join(word[0] for word in words[-len(abbreviation) :] if word)
    return initials.upper() == abbreviation.upper()


def _starts_noun(word: str) -> bool:
    return word[:1].isupper() or word in ("für", "der", "des", "und", "in", "im", "zur")


def _stand_in(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)
