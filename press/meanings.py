"""What a name as written may mean: the bodies that bear it, in the groups that tell them apart."""

from collections.abc import Sequence
from functools import cached_property

from press.surfaces import EXACT, NEEDS_LAND, Surface


class Meaning:
    """All bodies that words may be a name of."""

    def __init__(self, surfaces: Sequence[Surface]) -> None:
        self.surfaces = surfaces
        self.exact = surfaces[0].alias.type in EXACT
        """Whether the words are an abbreviation."""
        self.clear = [s for s in surfaces if s.alias.type not in NEEDS_LAND]
        """Those that bear the name alone."""
        self.shared = [s for s in surfaces if s.alias.type in NEEDS_LAND]
        """Those that share it, and are meant only where their Land is."""
        self.person = surfaces[0].person
        """Whether the words name the head of a house."""

    @cached_property
    def alone(self) -> list[Surface]:
        """Those of `shared` that the words may mean without a Land directly beside them."""
        return [s for s in self.shared if not (s.plural or s.common or s.country)]

    @cached_property
    def plural(self) -> bool:
        """Whether the words may mean several bodies."""
        return any(surface.plural for surface in self.shared)

    @cached_property
    def by_region(self) -> dict[str | None, list[Surface]]:
        """Those of `shared` by the region that they govern."""
        found: dict[str | None, list[Surface]] = {}
        for surface in self.shared:
            found.setdefault(surface.region, []).append(surface)
        return found

    @cached_property
    def regions_alone(self) -> set[str | None]:
        """The regions of `alone`."""
        return {surface.agency.region for surface in self.alone}

    @cached_property
    def federal(self) -> bool:
        """Whether a federal body bears the name alone."""
        return any(surface.agency.region == "DE" for surface in self.clear)

    @cached_property
    def abroad(self) -> bool:
        """Whether another country may have a body of that name."""
        return (
            not self.clear
            or any(surface.country for surface in self.shared)
            or (self.federal and self.surfaces[0].written.startswith("Bund"))
        )

    @cached_property
    def neuter(self) -> bool:
        """Whether all are an office or a ministry, which in German are neuter."""
        names = ((s.agency.official or s.agency.name).lower() for s in self.surfaces)
        return all("amt " in f"{name} " or "ministerium " in f"{name} " for name in names)


def written_as(words: str, surface: Surface) -> bool:
    """Whether words, equal in lower case, are also written as the name may be.

    Abbreviations exactly; one word as in the register, in capitals or with one at its beginning;
    several words with any capitals, as adjectives in names go both ways.
    """
    written = surface.written
    if words == written:
        return True
    if surface.alias.type in EXACT:
        return False
    if " " in words:
        return not words.islower()
    return words.isupper() or words[1:] == written[1:] == written[1:].lower()


def of_the_day(surfaces: list[Surface], on: str | None) -> Surface | None:
    """The name's holder on a day (today without one); if it had none, the last before, or the next.

    None if several remain. Of several on one day that one is meant which took it over last.
    """
    valid = [surface for surface in surfaces if surface.valid(on)]
    if valid:
        return _only(valid, [surface.alias.since or "" for surface in valid])
    before = [s for s in surfaces if s.alias.until and not (on and on < s.alias.until)]
    if before:
        return _only(before, [surface.alias.until or "" for surface in before])
    lasting = [surface for surface in surfaces if surface.lasting]
    return _only(lasting, [""] * len(lasting))


def _only(surfaces: list[Surface], dates: list[str]) -> Surface | None:
    """The one with the latest date; none if that is more than one body's."""
    latest = max(dates, default="")
    chosen = [s for s, day in zip(surfaces, dates, strict=True) if day == latest]
    return chosen[0] if len({surface.agency.id for surface in chosen}) == 1 else None
