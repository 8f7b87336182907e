"""Where a text names a region: the table of regions and their names, found as whole words.

`press.regions` decides which of these make a region of the article, `press.agencies` which of them
say whose ministry is meant.
"""

from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from press.inflection import ADJECTIVE_ENDINGS, forms
from press.tables import TableError, convert, read_toml
from press.words import Even, Phrases, by_first_word, ends_word, even, longest, starts_word

TABLE = Path(__file__).with_name("regions.toml")

ABROAD = "-"
"""The code of places in other countries, which are no regions here."""

Form = Literal["name", "full", "genitive", "adjective", "beside", "capital", "other"]
"""How a place is named; ``full`` is a city-state's name as a Land.

``beside`` and ``capital`` mean a region only next to a body's name, ``other`` is none at all.
"""


class Region(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A region as `regions.toml` describes it."""

    name: str
    also: list[str] = []
    genitive: str | None = None
    adjective: str | None = None
    fixed: list[str] = []
    beside: list[str] = []
    capital: str | None = None
    city: bool = False
    cities: list[str] = []


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    regions: dict[str, Region]
    abroad: list[str] = []
    not_regions: list[str] = []
    city_adjectives: dict[str, str] = {}


class Place(NamedTuple):
    """A region named in a text: its ISO 3166-2 code (or `ABROAD`), where, and in which form."""

    code: str
    start: int
    end: int
    form: Form


class _Names:
    """Names of places, ready for finding."""

    def __init__(self, meanings: dict[str, tuple[str, Form]]) -> None:
        self._spellings: dict[str, list[str]] = {}
        for word in meanings:
            self._spellings.setdefault(even(word).lower, []).append(word)
        self._meanings = meanings
        self._phrases = Phrases(by_first_word(self._spellings).get, self._is_written_as)

    def find(self, text: Even) -> list[Place]:
        """The places named in `text`, in its order, longest names first."""
        hits = [
            hit
            for hit in self._phrases.find(text)
            if starts_word(text.lower, hit.start) and ends_word(text.text, hit.end)
        ]
        places = []
        for phrase, start, end in longest(hits):
            code, form = self._meanings[self._spelling(phrase, text.text[start:end])]
            if form != "other":
                places.append(Place(code, start, end, form))
        return places

    def _is_written_as(self, phrase: str, words: str) -> bool:
        return bool(self._spelling(phrase, words))

    def _spelling(self, phrase: str, words: str) -> str:
        """The name that is meant by words: written as in the table, or in capitals; else empty."""
        return next((word for word in self._spellings[phrase] if _written_as(words, word)), "")


class Gazetteer:
    """The regions and finders of their names and of their cities'."""

    def __init__(
        self,
        regions: dict[str, Region],
        phrases: dict[str, tuple[str, Form]],
        city_adjectives: dict[str, str],
    ) -> None:
        self.regions = regions
        self._adjectives = city_adjectives
        # Whoever looks for bodies and then for regions asks for the same text twice.
        self._found = lru_cache(maxsize=16)(_Names(phrases).find)

    def find(self, text: Even) -> list[Place]:
        """The regions named in `text`, in its order, longest names first.

        Names are written as in the table or in capitals, adjectives also with a capital.
        """
        return self._found(text)

    def cities(self, text: Even) -> list[Place]:
        """The larger cities named in `text`, in its order, each with the code of its region."""
        return self._cities.find(text)

    @cached_property
    def _cities(self) -> _Names:
        found: dict[str, tuple[str, Form]] = {}
        for code, region in self.regions.items():
            for city in region.cities:
                found[city] = (code, "name")
                found[f"{city}s"] = (code, "genitive")
                for adjective in _city_adjectives(city, self._adjectives.get(city)):
                    found[adjective] = (code, "adjective")
        return _Names(found)


def _city_adjectives(city: str, irregular: str | None) -> list[str]:
    """``Kölner``, ``Karlsruher``, ``Göttinger`` (beside ``Aachener``), ``Dresdner``."""
    if irregular:
        return [irregular]
    regular = f"{city}r" if city.endswith("e") else f"{city}er"
    return [regular, f"{city[:-2]}er"] if city.endswith("en") else [regular]


def _written_as(found: str, word: str) -> bool:
    return found in (word, word.upper(), word[0].upper() + word[1:])


@cache
def gazetteer() -> Gazetteer:
    """The shipped table of regions, compiled.

    Raises:
        TableError: two regions share a name, or a key is wrong.
    """
    table = convert(read_toml(TABLE), _Table, where=TABLE.name)
    phrases: dict[str, tuple[str, Form]] = {}
    for code, region in table.regions.items():
        for phrase, form in _forms(code, region):
            known = phrases.setdefault(phrase, (code, form))
            if known[0] != code:
                raise TableError(
                    f'{TABLE.name}: [regions.{code}]: "{phrase}" is also a name of {known[0]}'
                )
    for country in table.abroad:
        phrases.setdefault(country, (ABROAD, "name"))
        phrases.setdefault(f"{country}s", (ABROAD, "genitive"))
    for other in table.not_regions:
        for variant in forms(other):
            phrases.setdefault(variant.text, (ABROAD, "other"))
    return Gazetteer(table.regions, phrases, table.city_adjectives)


def _forms(code: str, region: Region) -> list[tuple[str, Form]]:
    found: list[tuple[str, Form]] = []
    if code != "DE":
        for name in (region.name, *region.also):
            full = region.city and name != region.name
            found.append((name, "full" if full else "name"))
            if not name.endswith("s"):
                found.append((f"{name}s", "genitive"))
    if region.genitive:
        found.append((region.genitive, "genitive"))
    if region.adjective:
        found += [(region.adjective + ending, "adjective") for ending in ("", *ADJECTIVE_ENDINGS)]
    found += [(word, "adjective") for word in region.fixed]
    found += [(word, "beside") for word in region.beside]
    if region.capital:
        found.append((region.capital, "capital"))
    return found
