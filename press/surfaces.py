"""The surfaces of the register: every form under which a body may stand in a text.

A body of a Land is also found without the Land (``Innenministerium Baden-Württemberg`` gives the
generic ``Innenministerium``); forms follow `press.inflection`.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from press.countries import without_country
from press.inflection import Form, forms, plurals
from press.places import gazetteer
from press.register import Agency, Alias, Problem, problem
from press.words import even

NEEDS_LAND = frozenset({"generic", "local"})
EXACT = frozenset({"abbreviation", "local"})

_COMMON = frozenset(
    {
        *("Polizei", "Feuerwehr", "Hochschule", "Universität", "Regierung", "Verwaltung", "Justiz"),
        *("Amt", "Institut", "Zentrum", "Stiftung", "Akademie", "Verband", "Ausschuss", "Agentur"),
        *("Ministerium", "Behörde", "Zentrale", "Staatsanwaltschaft", "Datenschutzbeauftragte"),
        *("Datenschutzbeauftragter", "Integrationsbeauftragte", "Integrationsbeauftragter"),
    }
)
"""Words that also mean any such body: they need their Land directly beside them."""

_LAND_ENDINGS = (
    " des Landes {}",
    " der Freien Hansestadt {}",
    " der Freien und Hansestadt {}",
    " von {}",
    " des {}es",
    " {}",
)


class Surface(NamedTuple):
    """One form of a body's name: how it is written, and which alias it comes from.

    `person` says that it names the head of the house, `plural` that it means several bodies,
    `common` that only a Land directly beside it makes it this one's name, `country` that it does so
    only in a text of that country.
    """

    agency: Agency
    written: str
    alias: Alias
    person: bool = False
    plural: bool = False
    common: bool = False
    country: str | None = None

    @property
    def region(self) -> str | None:
        """The region or country in which the name means this body."""
        return self.country or self.agency.region

    def valid(self, on: str | None) -> bool:
        """Whether the name was in use on an ISO date, or is today without one."""
        return self.alias.valid(on) if on else not self.alias.until

    @property
    def lasting(self) -> bool:
        """Whether the name is, but for the Land, the one that the body has in lists or officially.

        Such a name is an old one more often than another's, also before the day given for it.
        """
        named = (self.agency.name, self.agency.official or "")
        return self.alias.type not in NEEDS_LAND or any(self.alias.text in name for name in named)

    @property
    def canonical(self) -> bool:
        """Whether it is the full name that the body had officially, or has in lists."""
        alias, agency = self.alias, self.agency
        if self.person or alias.type == "generic":
            return False
        return alias.text in (agency.name, agency.official) or bool(
            alias.type == "name" and alias.until
        )


def surfaces_of(agencies: list[Agency]) -> dict[str, list[Surface]]:
    """What every phrase (lower case, evened) may mean."""
    surfaces: dict[str, list[Surface]] = {}
    for agency in agencies:
        for surface in _surfaces(agency):
            surfaces.setdefault(surface.written.lower(), []).append(surface)
    return surfaces


def ambiguities(surfaces: dict[str, list[Surface]]) -> Iterator[Problem]:
    """Phrases that mean two bodies which neither a Land nor a date tells apart.

    Two names are reported once, not again for each of their forms.
    """
    seen: set[tuple[str, str, str]] = set()
    for meanings in surfaces.values():
        for index, one in enumerate(meanings):
            for other in meanings[:index]:
                if one.common or other.common or _told_apart(one, other):
                    continue
                pair = (one.agency.id, other.agency.id, one.alias.text)
                if pair not in seen:
                    seen.add(pair)
                    yield problem(one.agency, _ambiguous(one, other), other.agency)


def _ambiguous(one: Surface, other: Surface) -> str:
    what = f'"{one.written}" is also a name of [{other.agency.id}] ({other.agency.file})'
    if {one.alias.type, other.alias.type} <= NEEDS_LAND:
        return f"{what} in the same Land; leave it to one of them, or give their dates"
    return f"{what}; make it generic or local for both, or give their dates"


def _surfaces(agency: Agency) -> list[Surface]:
    clear: list[Surface] = []
    shared: list[Surface] = []
    for alias in agency.aliases:
        name = even(alias.text).text
        if alias.type in EXACT:
            clear.append(Surface(agency, name, alias))
            continue
        of_many = alias.type == "generic"
        for form in _all_forms(name, of_many=of_many):
            if of_many:
                shared.append(Surface(agency, form.text, alias, *form[1:]))
            elif form.person and agency.level == "land":
                shared.append(Surface(agency, form.text, generic(alias, name), *form[1:]))
            else:
                clear.append(Surface(agency, form.text, alias, *form[1:]))
        bare = _without_land(name, agency) if alias.type in ("name", "short") else None
        if bare:
            shared_name, common = generic(alias, bare), alias.type == "short" or bare in _COMMON
            shared += [
                Surface(agency, form.text, shared_name, *form[1:], common=common)
                for form in _all_forms(bare, of_many=True)
            ]
        abroad = without_country(name) if agency.level == "international" else None
        if abroad:
            shared_name, country = generic(alias, abroad[0]), abroad[1]
            shared += [
                Surface(agency, form.text, shared_name, form.person, country=country)
                for form in forms(abroad[0])
            ]
    known = {surface.written for surface in clear}
    return [*clear, *(surface for surface in shared if surface.written not in known)]


def generic(alias: Alias, text: str) -> Alias:
    """The name without its Land that an alias gives, valid as long as it."""
    return Alias(text=text, type="generic", since=alias.since, until=alias.until)


def _all_forms(name: str, *, of_many: bool) -> list[Form]:
    if not of_many:
        return forms(name)
    found = [*forms(name), *plurals(name)]
    if " " not in name and name.endswith("ministerium"):
        found += [Form(f"Landes{text.lower()}", *rest) for text, *rest in found]
    return found


def _without_land(name: str, agency: Agency) -> str | None:
    """The name of a Land's body without the Land, if the Land begins or ends it."""
    if agency.level != "land" or agency.land is None:
        return None
    region = gazetteer().regions[agency.land]
    for ending in _endings(region.name):
        if name.endswith(ending):
            return name.removesuffix(ending)
    first, _, rest = name.partition(" ")
    stem = region.adjective
    if rest and (first in region.fixed or (stem and first.lower().startswith(stem))):
        return rest
    return None


@cache
def _endings(land: str) -> list[str]:
    return [ending.format(land) for ending in _LAND_ENDINGS]


def _told_apart(one: Surface, other: Surface) -> bool:
    """Whether two meanings are one body, spelt differently, or kept apart by Land or date."""
    types = {one.alias.type, other.alias.type}
    return (
        one.agency.id == other.agency.id
        or (types <= EXACT and one.written != other.written)
        or one.country != other.country
        or (types <= NEEDS_LAND and one.region != other.region)
        or _succeeds(one.alias, other.alias)
        or _succeeds(other.alias, one.alias)
    )


def _succeeds(later: Alias, earlier: Alias) -> bool:
    """Whether a name came into use in or after the year in which the other went out of it."""
    return bool(later.since and earlier.until and earlier.until[:4] <= later.since[:4])
