"""The bodies found in a text so far, by what the rules ask: no rule goes through all of them."""

from bisect import bisect_left, insort

from press.spans import Found, Span
from press.surfaces import EXACT

_GOVERNMENT = frozenset({"government", "ministry", "parliament", "chancellery"})


class Seen:
    """What was found: in order, by id, by region, by where it stands."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.ids: dict[str, Found] = {}
        """Each body with where it was found first."""
        self.ends: set[int] = set()
        self.lands: dict[str, Span] = {}
        """The Länder whose bodies were found, each with the first of them."""
        self.federal: Found | None = None
        """The first federal body found."""
        self.governing: Found | None = None
        """The federal government or parliament, or a federal ministry."""
        self.unhyphenated: dict[str, Found] = {}
        """The bodies that have an abbreviation with a hyphen, by it without (``GBA``)."""
        self._federal_starts: list[int] = []

    def add(self, *found: Found) -> None:
        """Take down what was found."""
        for each in found:
            self.found.append(each)
            self.ends.add(each.end)
            region = each.agency.region
            if region == "DE":
                insort(self._federal_starts, each.start)
            if each.agency.id not in self.ids:
                self.ids[each.agency.id] = each
                self._add_body(each, region or "")

    def _add_body(self, found: Found, region: str) -> None:
        if region == "DE":
            self.federal = self.federal or found
            if found.agency.kind in _GOVERNMENT:
                self.governing = self.governing or found
        elif region.startswith("DE-"):
            self.lands.setdefault(region, Span(found.start, found.end, found.start))
        for alias in found.agency.aliases:
            if "-" in alias.text and alias.type in EXACT:
                self.unhyphenated.setdefault(alias.text.replace("-", ""), found)

    def federal_between(self, start: int, end: int) -> bool:
        """Whether a federal body was found to begin there."""
        index = bisect_left(self._federal_starts, start)
        return index < len(self._federal_starts) and self._federal_starts[index] < end
