"""The forms that German grammar gives to the name of a public body.

Rules instead of lists: the head noun takes its genitive (``Bundesamts``, ``Bundesamtes``), the
adjectives before it their endings (``Bayerischen Staatsministeriums``), and a ministry is also
named by its minister (``Ministerin für Verkehr``). A name that many bodies share has a plural too
(``die Innenministerien von Hessen und Bayern``).
"""

import re
from functools import cache
from typing import NamedTuple

ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")

_ADJECTIVE = re.compile(
    r"(?P<stem>.*(?:isch|lich|ig|iv|deutsch|al|gemeinsam|frei|oberst|ober|unter|hoh|neu))e[nmrs]?",
    re.IGNORECASE,
)
_BOUND = frozenset({"für", "des", "der", "zur", "zum", "im", "in", "von", "&"})
_GENITIVES = {
    **dict.fromkeys(
        (
            *("ministerium", "präsidium", "zentrum", "direktorat", "kommando", "archiv", "labor"),
            *("büro", "museum", "portal", "center", "verein", "gremium", "kollegium", "kanzler"),
            *("register", "dezernat", "ressort"),
        ),
        ("s",),
    ),
    **dict.fromkeys(
        (
            *("amt", "institut", "rat", "bund", "tag", "verband", "dienst", "betrieb"),
            *("senat", "hof", "werk", "gericht", "parlament", "rundfunk", "bezirk", "kreis"),
            *("kabinett", "anwalt", "netz"),
        ),
        ("s", "es"),
    ),
    "ausschuss": ("es",),
    "schutz": ("es",),
    "präsident": ("en",),
}
_HEAD = re.compile(rf"(?P<stem>.*?)(?P<head>{'|'.join(_GENITIVES)})", re.IGNORECASE)
_NOMINALISED = re.compile(r"(?P<stem>.*(?:beauftragt|bevollmächtigt)e)[rnm]?", re.IGNORECASE)
_OFFICE = re.compile(r".*(?:minister|senator)(?:in)?")
_PLURALS = (
    ("ministerium", ("ministerien",)),
    ("präsidium", ("präsidien",)),
    ("ministerin", ("ministerinnen",)),
    ("senatorin", ("senatorinnen",)),
    ("minister", ("ministern",)),
    ("senator", ("senatoren",)),
    ("amt", ("ämter", "ämtern")),
    ("rat", ("räte", "räten")),
    ("hof", ("höfe", "höfen")),
    ("verband", ("verbände", "verbänden")),
    ("gericht", ("gerichte", "gerichten")),
    ("tag", ("tage", "tagen")),
    ("ressort", ("ressorts",)),
    *((ending, (f"{ending}en",)) for ending in ("ung", "lei", "ion", "anstalt", "schaft")),
    *((ending, (f"{ending}n",)) for ending in ("behörde", "zentrale", "stelle", "schule")),
    ("beauftragter", ("beauftragte", "beauftragten")),
    ("beauftragte", ("beauftragte", "beauftragten")),
)
"""How nouns end, and their plurals in the nominative and, where it differs, the dative."""


class Form(NamedTuple):
    """One form of a name.

    `person` says that it names the head of the house, `plural` that it means several bodies.
    """

    text: str
    person: bool = False
    plural: bool = False


@cache
def plurals(name: str) -> list[Form]:
    """The forms that mean several bodies of that name; none where the rules know no plural."""
    words = name.split(" ")
    head = _head_of(words) or 0
    if head and None in map(_stem_of, words[:head]):
        return []
    noun, after = words[head], words[head + 1 :]
    if after and after[0] not in _BOUND:
        return []
    variants = [noun, *(v.noun for v in _variants(noun, after) if v.person)]
    found: dict[Form, None] = {}
    for variant in variants:
        person = bool(_OFFICE.fullmatch(variant))
        for text in _plural_nouns(variant):
            tails = [" ".join([text, *after])]
            for whole in _with_adjectives(tails, words[:head], ("e", "en", "er")):
                found[Form(whole, person, plural=True)] = None
    return list(found)


def _plural_nouns(noun: str) -> list[str]:
    lower = noun.lower()
    for ending, plural in _PLURALS:
        if lower.endswith(ending):
            stem = noun[: -len(ending)]
            return [stem + each if stem else each.capitalize() for each in plural]
    return []


@cache
def forms(name: str) -> list[Form]:
    """Every form of `name`, itself first, without doubles."""
    made = dict.fromkeys(form for each in _spellings(name) for form in _forms(each))
    return list(made)


def _forms(name: str) -> list[Form]:
    words = name.split(" ")
    head = _head_of(words)
    if head is None:
        return [Form(text) for text in _of_other_nouns(name, words)]
    before, noun, after = words[:head], words[head], words[head + 1 :]
    made = [Form(name, bool(_OFFICE.fullmatch(noun)))]
    behind = " ".join(["", *after])
    fronts = _fronts(before)
    for variant in _variants(noun, after):
        tail = variant.noun + behind
        endings = variant.endings if len(fronts) > 1 else ("",)
        made += [Form(fronts[ending] + tail, variant.person) for ending in endings]
    return made


class _Variant(NamedTuple):
    noun: str
    endings: tuple[str, ...]
    person: bool = False


def _head_of(words: list[str]) -> int | None:
    for position, word in enumerate(words):
        if word in _BOUND:
            return None
        if _is_head(word):
            return position
    return None


@cache
def _is_head(word: str) -> bool:
    return bool(
        _HEAD.fullmatch(word)
        or _NOMINALISED.fullmatch(word)
        or _OFFICE.fullmatch(word.lower())
        or word in _HOUSES
    )


@cache
def _stem_of(word: str) -> str | None:
    """The stem of an adjective; None for other words."""
    found = _ADJECTIVE.fullmatch(word)
    return found["stem"] if found else None


def _variants(noun: str, after: list[str]) -> list[_Variant]:
    """The head noun in its cases, and the office holder who stands for it."""
    return _cases(noun, bound=bool(after) and after[0] in _BOUND, alone=not after)


@cache
def _cases(noun: str, *, bound: bool, alone: bool) -> list[_Variant]:
    """The variants of a noun behind which a word stands that belongs to it, another, or none."""
    nominalised = _NOMINALISED.fullmatch(noun)
    if nominalised:
        return [
            _Variant(nominalised["stem"] + ending, ADJECTIVE_ENDINGS) for ending in ("", *"rnm")
        ]
    if _OFFICE.fullmatch(noun.lower()):
        return _office_variants(noun if not noun.endswith("in") else noun.removesuffix("in"))
    found = _HEAD.fullmatch(noun)
    endings = _GENITIVES[found["head"].lower()] if found else ()
    variants = [_Variant(noun, ADJECTIVE_ENDINGS)]
    variants += [_Variant(noun + ending, ("en",)) for ending in endings]
    if alone and noun.endswith(_PRESIDED):
        variants += _office_variants(f"{noun}spräsident", "en")
    if noun in _HOUSES and bound:
        variants += _office_variants("Senator")
    elif noun.endswith("inisterium") and (
        bound or noun not in {"Ministerium", "Staatsministerium"}
    ):
        variants += _office_variants(noun.removesuffix("ium"))
    return variants


_HOUSES = frozenset({"Senatsverwaltung", "Behörde"})
"""What the house of a senator is called, with ``für`` after it."""


_PRESIDED = ("tag", "Landesrat", "Bundesrat", "hof", "bank", "bürgerschaft")
"""How the names end of bodies whose president is called after them (``Bundestagspräsidentin``)."""


def _office_variants(office: str, genitive: str = "s") -> list[_Variant]:
    return [
        _Variant(office, ADJECTIVE_ENDINGS, person=True),
        _Variant(office + genitive, ("en",), person=True),
        _Variant(f"{office}in", ("e", "en", "er"), person=True),
    ]


def _of_other_nouns(name: str, words: list[str]) -> list[str]:
    """Forms of a name whose noun the rules do not know: its adjectives bend, or it takes an s."""
    adjectives = 0
    while adjectives < len(words) - 1 and _stem_of(words[adjectives]) is not None:
        adjectives += 1
    if not adjectives:
        return [name, f"{name}s"] if _takes_s(name) else [name]
    tail = " ".join(words[adjectives:])
    found = [name, *_with_adjectives([tail], words[:adjectives], ADJECTIVE_ENDINGS)]
    return list(dict.fromkeys(found))


def _with_adjectives(tails: list[str], before: list[str], endings: tuple[str, ...]) -> list[str]:
    fronts = _fronts(before)
    used = endings if len(fronts) > 1 else ("",)
    return [fronts[ending] + tail for ending in used for tail in tails]


def _fronts(before: list[str]) -> dict[str, str]:
    """The words before a noun by the ending that their adjectives take; one if there are none."""
    stems = [_stem_of(word) for word in before]
    if all(stem is None for stem in stems):
        return {"": " ".join([*before, ""])}
    return {
        ending: "".join(
            f"{word if stem is None else stem + ending} "
            for word, stem in zip(before, stems, strict=True)
        )
        for ending in ADJECTIVE_ENDINGS
    }


def _spellings(text: str) -> list[str]:
    """Other ways to write the same: ``des Inneren``, ``für Datenschutz`` without an article."""
    found = [text]
    if "des Innern" in text:
        found.append(text.replace("des Innern", "des Inneren"))
    elif "des Inneren" in text:
        found.append(text.replace("des Inneren", "des Innern"))
    bare = _ARTICLE.sub("", text)
    return found if bare == text else [*found, bare]


_ARTICLE = re.compile(r"(?<=für )(?:den|die|das) |(?<=\bund )(?:den|die|das) (?=[A-ZÄÖÜ])")


def _takes_s(name: str) -> bool:
    """Whether a proper name of one word takes a genitive s (``Dataports``, not ``BSIs``)."""
    return " " not in name and name[-1:].islower() and name[-1:] not in "sxzß"
