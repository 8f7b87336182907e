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
        return [s for s in self.shared if not (s.plural or s.common)]

    @cached_property
    def plural(self) -> bool:
        """Whether the words may mean several bodies."""
        return any(surface.plural for surface in self.shared)

    @cached_property
    def by_region(self) -> dict[str | None, list[Surface]]:
        """Those of `shared` by the region that they govern."""
        found: dict[str | None, list[Surface]] = {}
        for surface in self.shared:
            found.setdefault(surface.agency.region, []).append(surface)
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
