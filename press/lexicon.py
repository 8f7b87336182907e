"""What German compounds are made of: a list learnt from a large one, and a short one of our own.

Both are small (200 KB in all), so that index, query and highlights read the same
one, in every process, and always agree.
"""

from functools import cache
from pathlib import Path

import msgspec

from press.stems import outward
from press.tables import convert, read_toml

LEARNT = Path(__file__).with_name("lexicon.toml")
OWN = Path(__file__).with_name("compounds.toml")

LINKED = ("ung", "heit", "keit", "schaft", "ion", "taet", "ling", "tum")
"""Ends of nouns that always take an s before another."""
_LINKS = ("", "s", "es", "n", "en", "e", "er")


class _Learnt(msgspec.Struct, forbid_unknown_fields=True):
    fronts: str = ""
    heads: str = ""
    adjectives: str = ""
    forms: str = ""


class _Own(msgspec.Struct, forbid_unknown_fields=True):
    members: str
    short: str
    last: str
    inner: str


class Lexicon(msgspec.Struct, frozen=True):
    """The members of compounds and the forms that rules miss, all folded."""

    forms: dict[str, str]
    """Inflected forms, each with its stem."""
    fronts: dict[str, str]
    """What stands in front of others, linking letters included, each with a word of its stem."""
    heads: frozenset[str]
    """What stands last, in its basic form."""
    open: frozenset[str]
    """Fronts that unknown words may follow."""
    short: frozenset[str]
    """Fronts of two or three letters, at the beginning of known words only."""


@cache
def lexicon() -> Lexicon:
    """The lexicon; read once (some milliseconds).

    Raises:
        TableError: a table is damaged.
    """
    learnt = convert(read_toml(LEARNT), _Learnt, where=str(LEARNT))
    own = convert(read_toml(OWN), _Own, where=str(OWN))
    members, last, inner = (outward(words).split() for words in (own.members, own.last, own.inner))
    heads = frozenset([*learnt.heads.split(), *members, *last])
    forms = dict(pair.split(":") for pair in learnt.forms.split())
    forms |= {word + ending: word for word in learnt.adjectives.split() for ending in ("er", "em")}
    fronts = dict(zip(forms, forms, strict=True))
    fronts |= {form: head for head in heads for form in _in_front(head)}
    for front in learnt.fronts.split():
        form, _, word = front.partition(":")
        fronts[form] = word or form
    for member in [*members, *inner]:
        fronts |= dict.fromkeys(_forms_in_front(member), member)
    return Lexicon(
        forms=forms,
        fronts=fronts,
        heads=heads,
        open=frozenset([*members, *inner]),
        short=frozenset(outward(own.short).split()),
    )


def _in_front(noun: str) -> tuple[str, ...]:
    """What a noun most often looks like before another."""
    if noun.endswith(LINKED):
        return (noun + "s",)
    return (noun, noun + "n") if noun.endswith("e") else (noun,)


def _forms_in_front(member: str) -> list[str]:
    """What a member of our own may look like before another."""
    if member.endswith(LINKED):
        return [member + "s"]
    without_e = [member[:-1], member[:-1] + "s"] if member.endswith("e") else []
    return [member + link for link in _LINKS] + without_e
