"""The surfaces of the register: every form under which a body may stand in a text.

A body of a Land is also found without the Land (``Innenministerium Baden-Württemberg`` gives the
generic ``Innenministerium``); forms follow `press.inflection`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from press.inflection import forms
from press.places import gazetteer
from press.register import Agency, Alias, Problem, problem
from press.words import even

NEEDS_LAND = frozenset({"generic", "local"})
EXACT = frozenset({"abbreviation", "local"})

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

    `person` says that it names the head of the house.
    """

    agency: Agency
    written: str
    alias: Alias
    person: bool = False


def surfaces_of(agencies: list[Agency]) -> dict[str, list[Surface]]:
    """What every phrase (lower case, evened) may mean."""
    surfaces: dict[str, list[Surface]] = {}
    for agency in agencies:
        for surface in _surfaces(agency):
            surfaces.setdefault(even(surface.written).lower, []).append(surface)
    return surfaces


def ambiguities(surfaces: dict[str, list[Surface]]) -> Iterator[Problem]:
    """Phrases that mean two bodies which neither a Land nor a date tells apart.

    Two names are reported once, not again for each of their forms.
    """
    seen: set[tuple[str, str, str]] = set()
    for meanings in surfaces.values():
        for index, one in enumerate(meanings):
            for other in meanings[:index]:
                if _told_apart(one, other):
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
    made: dict[tuple[str, bool], Surface] = {}
    for alias in agency.aliases:
        if alias.type in EXACT:
            made.setdefault((alias.text, False), Surface(agency, alias.text, alias))
            continue
        for form in forms(alias.text):
            made.setdefault((form.text, False), Surface(agency, form.text, alias, form.person))
        bare = _without_land(alias.text, agency) if alias.type == "name" else None
        if bare:
            generic = Alias(text=bare, type="generic", since=alias.since, until=alias.until)
            for form in forms(bare):
                made.setdefault((form.text, True), Surface(agency, form.text, generic, form.person))
    clear = {text for text, generic in made if not generic}
    return [s for (text, generic), s in made.items() if not generic or text not in clear]


def _without_land(name: str, agency: Agency) -> str | None:
    """The name of a Land's body without the Land, if the Land begins or ends it."""
    if agency.level != "land" or agency.land is None:
        return None
    region = gazetteer().regions[agency.land]
    for ending in _LAND_ENDINGS:
        if name.endswith(ending.format(region.name)):
            return name.removesuffix(ending.format(region.name))
    first, _, rest = name.partition(" ")
    stem = region.adjective
    if rest and (first in region.fixed or (stem and first.lower().startswith(stem))):
        return rest
    return None


def _told_apart(one: Surface, other: Surface) -> bool:
    """Whether two meanings are one body, spelt differently, or kept apart by Land or date."""
    types = {one.alias.type, other.alias.type}
    return (
        one.agency.id == other.agency.id
        or (types <= EXACT and one.written != other.written)
        or (types <= NEEDS_LAND and one.agency.region != other.agency.region)
        or _succeeds(one.alias, other.alias)
        or _succeeds(other.alias, one.alias)
    )


def _succeeds(later: Alias, earlier: Alias) -> bool:
    """Whether a name came into use in or after the year in which the other went out of it."""
    return bool(later.since and earlier.until and earlier.until[:4] <= later.since[:4])
