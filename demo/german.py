"""The little German grammar that the stand-in texts need: inflection, dates in prose, slugs."""

import re
from datetime import date

CASES = ("", ".acc", ".dat", ".gen")
"""Suffixes of the keys that hold a phrase in the four cases; the nominative has none."""

WEEKDAYS = (
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
)  # fmt: skip
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip

_DEFINITE = {
    "m": ("der", "den", "dem", "des"),
    "f": ("die", "die", "der", "der"),
    "n": ("das", "das", "dem", "des"),
}
_INDEFINITE = {
    "m": ("ein", "einen", "einem", "eines"),
    "f": ("eine", "eine", "einer", "einer"),
    "n": ("ein", "ein", "einem", "eines"),
}
_WEAK_ENDINGS = {
    "m": ("e", "en", "en", "en"),
    "f": ("e", "e", "en", "en"),
    "n": ("e", "e", "en", "en"),
}
_MIXED_ENDINGS = {
    "m": ("er", "en", "en", "en"),
    "f": ("e", "e", "en", "en"),
    "n": ("es", "es", "en", "en"),
}

_TRANSLITERATION = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def noun_forms(gender: str, noun: str, genitive: str, tail: str = "") -> dict[str, str]:
    """A noun with its definite article in the four cases, by the suffixes of `CASES`.

    `gender` is ``m``, ``f`` or ``n``; `tail` follows the noun unchanged ("für Justiz").
    """
    after = f" {tail}" if tail else ""
    return {
        case: f"{article} {genitive if case == '.gen' else noun}{after}"
        for case, article in zip(CASES, _DEFINITE[gender], strict=True)
    }


def thing_forms(key: str, gender: str, noun: str, genitive: str, adjective: str) -> dict[str, str]:
    """A noun with an adjective: definite under `key`, indefinite under ``e`` + `key`.

    Also ``key.noun``, the bare noun.
    """
    forms = {f"{key}.noun": noun}
    tables = (
        (key, _DEFINITE[gender], _WEAK_ENDINGS[gender]),
        (f"e{key}", _INDEFINITE[gender], _MIXED_ENDINGS[gender]),
    )
    for name, articles, endings in tables:
        for case, article, ending in zip(CASES, articles, endings, strict=True):
            word = genitive if case == ".gen" else noun
            forms[name + case] = (
                f"{article} {adjective}{ending} {word}" if adjective else f"{article} {word}"
            )
    return forms


def long_date(day: date, *, weekday: bool = False, year: bool = True) -> str:
    """A date as prose writes it: ``Donnerstag, 7. August 2025``."""
    text = f"{day.day}. {MONTHS[day.month - 1]}"
    if year:
        text = f"{text} {day.year}"
    return f"{WEEKDAYS[day.weekday()]}, {text}" if weekday else text


def slug(text: str, limit: int | None = None) -> str:
    """The address form of a title: umlauts written out, anything else a hyphen."""
    made = re.sub(r"[^a-z0-9]+", "-", text.lower().translate(_TRANSLITERATION)).strip("-")
    return made[:limit].strip("-") if limit else made
