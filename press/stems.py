"""Inflected German words brought back to what their forms have in common.

Rules do most of it; the forms that they miss (plurals with an umlaut, Latin ones) come from tables.
Words are folded: lower case, umlauts outward (``behoerde``). Only endings go: derivation stays
(``sicherheit`` is not ``sicher``), and so does what may be part of the word (``messer`` is not
``messe``).
"""

import re
from functools import cache
from pathlib import Path

import msgspec

from press.tables import convert, read_toml

TABLE = Path(__file__).with_name("stems.toml")

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SHORTEST = 4
"""Letters of the shortest word that may have an ending."""

_ADJECTIVE = re.compile(
    r"(.{2,}(?:isch|lich|ig|al|iv|bar|sam|los|haft|ell|abel|ibel|iert)|.*ge.{3,}t"
    r"|.*(?:beauftragt|beschaeftigt|abgeordnet|angestellt|betroffen|vorsitzend))e[mnrs]?"
)
_FOREIGN = re.compile(r"(.{4,}i)(?:ums?|en?)|(.+e)(?:e[ns]?|ums?)")
_GENITIVE = re.compile(r"(.{3,}[^aeisux]|.{2,}t|.{3,}[^u][lr])(?<!ul)(?<!ur)s")
_ENDING = re.compile(r"(.{3,}nis)s(?:e|en|es)|(.{3,}in)nen|(.{4,}e[rl])n|(.{3,})(?:es|en|e)")


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    fixed: str
    plurals: dict[str, str]


def outward(word: str) -> str:
    """A word in lower case with its umlauts written out (``ß`` is ``ss`` by case folding)."""
    return word.casefold().translate(_UMLAUTS)


@cache
def fixed() -> frozenset[str]:
    """Words that have no ending, whatever they look like."""
    return frozenset(outward(_table().fixed).split())


@cache
def plurals() -> dict[str, str]:
    """Irregular plurals, with their singulars: of words, and of what words end in."""
    return {
        outward(plural) + ending: outward(one)
        for one, plural in _table().plurals.items()
        for ending in (("", "n") if plural[-1] != "n" else ("",))
    }


@cache
def _table() -> _Table:
    return convert(read_toml(TABLE), _Table, where=str(TABLE))


def by_rule(word: str) -> str:
    """What a word's inflected forms have in common (``ministeriums``, ``ministerien``)."""
    irregular = plurals()
    if len(word) < _SHORTEST or not word.isalpha() or word in fixed():
        return irregular.get(word, word)
    for start in range(len(word) - 2):
        if (singular := irregular.get(word[start:])) is not None:
            return word[:start] + singular
    if found := _ADJECTIVE.fullmatch(word):
        return found[1]
    if found := _FOREIGN.fullmatch(word):
        return found[1] or found[2] + "e"
    if found := _GENITIVE.fullmatch(word):
        word = found[1]
        if word in fixed():
            return word
    found = _ENDING.fullmatch(word)
    return (found[1] or found[2] or found[3] or found[4]) if found else word
