"""The words of the stand-in texts, read once from `grammar.toml` and `topics.toml`."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from demo.german import CASES, MONTHS, noun_forms, thing_forms
from demo.grammar import Rules, compile_rules

Forms = dict[str, str]
"""Keys of templates and the words that they stand for."""


class Body(NamedTuple):
    """A public body: its long and short forms by case, names, and the region it belongs to.

    `name` is what headlines call it, `official` its full name.
    """

    id: str
    long: Forms
    short: Forms
    name: str
    official: str
    region: str


class Topic(NamedTuple):
    """A topic: its rules merged over the shared ones, and its things, each as forms."""

    id: str
    section: str
    kicker: str
    rules: Rules
    things: tuple[Forms, ...]
    sites: tuple[str, ...]


class Land(NamedTuple):
    """A Land by name and ISO 3166-2 code."""

    name: str
    code: str


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def _body(line: str) -> Body:
    id_, gender, noun, genitive, tail, short, region = line.split("|")
    official = f"{noun} {tail}".strip()
    long = noun_forms(gender, noun, genitive, tail)
    if short == "Ministerium":
        return Body(id_, long, noun_forms(gender, short, f"{short}s"), official, official, region)
    if short != noun:
        long = {case: f"{form} ({short})" for case, form in long.items()}
    brief = noun_forms(gender, short, f"{short}s" if short == noun else short)
    return Body(id_, long, brief, short, official, region)


def _number_rules() -> dict[str, list[str]]:
    """Rules that give a number each: n of two digits, n3 of three, n4 of more, pct, mio, few.

    Of percentages `most` is a clear majority and `rise` what something may grow by in a year.
    """
    return {
        "n": [str(n) for n in range(13, 97)],
        "n3": [str(n) for n in range(104, 990, 7)],
        "n4": [f"{n // 1000}.{n % 1000:03d}" for n in range(1_150, 98_000, 850)],
        "pct": [str(n) for n in range(11, 95)],
        "most": [str(n) for n in range(61, 95)],
        "rise": [str(n) for n in range(5, 32)],
        "mio": [f"{n // 10},{n % 10} Millionen" for n in range(12, 99)],
        "few": ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"],
        "month": list(MONTHS),
    }


def _topic(id_: str, table: dict[str, Any], shared: Rules) -> Topic:
    things: list[Forms] = []
    for thing in table["things"]:
        gender, noun, genitive = thing.split("|")
        things += [
            thing_forms("t", gender, noun, genitive, adjective) for adjective in table["adjectives"]
        ]
    own = compile_rules({key: table[f"{key}s"] for key in _TOPICAL})
    rules = shared | {key: own[key] + shared.get(key, ()) for key in own}
    rules["alt"] = own["alt"] * 3 + shared["alt"]
    for case in CASES:
        rules["u" + case] = tuple(forms["t" + case] for forms in things)
        rules["eu" + case] = tuple(forms["et" + case] for forms in things)
    return Topic(
        id_, table["section"], table["kicker"], rules, tuple(things), tuple(table["sites"])
    )


_TOPICAL = ("saying", "fact", "goal", "group", "subhead", "alt")
_GRAMMAR = _read("grammar.toml")
WORDS: dict[str, list[str]] = _GRAMMAR["words"]
_SHARED = compile_rules(
    _GRAMMAR["rules"] | _number_rules() | {"company": WORDS["companies"]},
)
BODIES = tuple(_body(line) for line in WORDS["bodies"])
ISSUERS = {body.id: body for body in map(_body, WORDS["issuers"])}
LANDS = tuple(Land(*line.split("|")) for line in WORDS["lands"])
TOPICS = tuple(_topic(id_, table, _SHARED) for id_, table in _read("topics.toml").items())
