"""The forms that German grammar gives to the name of a public body.

Rules instead of lists: the head noun takes its genitive (``Bundesamts``, ``Bundesamtes``), the
adjectives before it their endings (``Bayerischen Staatsministeriums``), and a ministry is also
named by its minister (``Ministerin für Verkehr``).
"""

import re
from typing import NamedTuple

ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")

_ADJECTIVE = re.compile(
    r"(?P<stem>.*(?:isch|lich|deutsch|föderal|zentral|wärtig|national|gemeinsam|frei|oberst))e[nmrs]?",
    re.IGNORECASE,
)
_BOUND = frozenset({"für", "des", "der", "zur", "zum", "im", "in", "von", "&"})
_GENITIVES = {
    **dict.fromkeys(("ministerium", "präsidium", "zentrum", "direktorat"), ("s",)),
    **dict.fromkeys(
        (
            *("amt", "institut", "rat", "bund", "tag", "verband", "dienst", "betrieb"),
            *("senat", "hof", "werk", "gericht", "parlament", "rundfunk"),
        ),
        ("s", "es"),
    ),
    "ausschuss": ("es",),
}
_HEAD = re.compile(rf"(?P<stem>.*?)(?P<head>{'|'.join(_GENITIVES)})", re.IGNORECASE)
_COMMISSIONER = re.compile(r"(?P<stem>.*beauftragte)[rnm]?", re.IGNORECASE)


class Form(NamedTuple):
    """One form of a name; `person` says that it names the head of the house."""

    text: str
    person: bool = False


def forms(name: str) -> list[Form]:
    """Every form of `name`, itself first, without doubles."""
    words = name.split(" ")
    head = _head_of(words)
    if head is None:
        return [Form(text) for text in _of_other_nouns(name, words)]
    before, noun, after = words[:head], words[head], words[head + 1 :]
    made = {Form(name): None}
    for variant in _variants(noun, after):
        tail = " ".join([variant.noun, *after])
        for text in _with_adjectives([tail], before, variant.endings):
            for spelling in _spellings(text):
                made[Form(spelling, variant.person)] = None
    return list(made)


class _Variant(NamedTuple):
    noun: str
    endings: tuple[str, ...]
    person: bool = False


def _head_of(words: list[str]) -> int | None:
    for position, word in enumerate(words):
        if word in _BOUND:
            return None
        if _HEAD.fullmatch(word) or _COMMISSIONER.fullmatch(word) or word == "Senatsverwaltung":
            return position
    return None


def _variants(noun: str, after: list[str]) -> list[_Variant]:
    """The head noun in its cases, and the office holder who stands for it."""
    commissioner = _COMMISSIONER.fullmatch(noun)
    if commissioner:
        return [
            _Variant(commissioner["stem"] + ending, ADJECTIVE_ENDINGS) for ending in ("", *"rnm")
        ]
    found = _HEAD.fullmatch(noun)
    endings = _GENITIVES[found["head"].lower()] if found else ()
    variants = [_Variant(noun, ADJECTIVE_ENDINGS)]
    variants += [_Variant(noun + ending, ("en",)) for ending in endings]
    bound = bool(after) and after[0] in _BOUND
    office = None
    if noun == "Senatsverwaltung" and bound:
        office = "Senator"
    elif noun.endswith("inisterium") and (
        bound or noun not in {"Ministerium", "Staatsministerium"}
    ):
        office = noun.removesuffix("ium")
    if office:
        variants += [
            _Variant(office, ADJECTIVE_ENDINGS, person=True),
            _Variant(f"{office}s", ("en",), person=True),
            _Variant(f"{office}in", ("e", "en", "er"), person=True),
        ]
    return variants


def _of_other_nouns(name: str, words: list[str]) -> list[str]:
    """Forms of a name whose noun the rules do not know: its adjectives bend, or it takes an s."""
    adjectives = 0
    while adjectives < len(words) - 1 and _ADJECTIVE.fullmatch(words[adjectives]):
        adjectives += 1
    if not adjectives:
        return [name, f"{name}s"] if _takes_s(name) else [name]
    tail = " ".join(words[adjectives:])
    found = [name, *_with_adjectives([tail], words[:adjectives], ADJECTIVE_ENDINGS)]
    return list(dict.fromkeys(found))


def _with_adjectives(tails: list[str], before: list[str], endings: tuple[str, ...]) -> list[str]:
    stems = [_ADJECTIVE.fullmatch(word) for word in before]
    if not any(stems):
        return [" ".join([*before, tail]) for tail in tails]
    return [
        " ".join(
            [
                *(s["stem"] + e if s else w for w, s in zip(before, stems, strict=True)),
                tail,
            ]
        )
        for e in endings
        for tail in tails
    ]


def _spellings(text: str) -> list[str]:
    """Both ways to write the same office: ``des Innern`` and ``des Inneren``."""
    if "des Innern" in text:
        return [text, text.replace("des Innern", "des Inneren")]
    if "des Inneren" in text:
        return [text, text.replace("des Inneren", "des Innern")]
    return [text]


def _takes_s(name: str) -> bool:
    """Whether a proper name of one word takes a genitive s (``Dataports``, not ``BSIs``)."""
    return " " not in name and name[-1:].islower() and name[-1:] not in "sxzß"
