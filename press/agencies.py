"""Public bodies: the register, looking bodies up, and finding them in an article.

The register's data are `bodies/*.toml`; `press.register_data` gets them, `press.register_checks`
and `press.surfaces` say what is wrong in them, and `press.mentions` finds. An operator's own file
lies over the shipped ones once `press.register_data.use` has named it.
"""

import difflib
from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import msgspec

from press import names as names_of_bodies
from press import register_checks, register_data
from press.article import AgencyMention
from press.mentions import Finder, Unresolved
from press.register import Agency, Level, Problem, reached
from press.register_data import names, version
from press.register_files import Reading
from press.surfaces import ambiguities, surfaces_of
from press.tables import TableError
from press.text import heading, plain
from press.words import even

__all__ = ["Agency", "Level", "Problem", "Register", "names", "problems", "register", "version"]


class Register:
    """All known bodies, by id and by their names."""

    def __init__(
        self, agencies: list[Agency], compiled: Mapping[str, msgspec.Raw] | None = None
    ) -> None:
        """`compiled` are the bodies' names as `press.names.compiled` wrote them, if it did."""
        self._agencies = {agency.id: agency for agency in agencies}
        self._compiled = compiled

    @cached_property
    def _finder(self) -> Finder:
        if self._compiled is None:
            return Finder(names_of_bodies.worked_out(self.all()))
        return Finder(names_of_bodies.read(self._compiled, self._agencies))

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The ids by everything that bodies are called, evened and in lower case."""
        found: dict[str, list[str]] = {}
        for agency in self._agencies.values():
            for text in (agency.id, agency.name, *(alias.text for alias in agency.aliases)):
                found.setdefault(even(text).lower, []).append(agency.id)
        return found

    @cached_property
    def _parents(self) -> dict[str, list[str]]:
        return {id_: [a.parent] for id_, a in self._agencies.items() if a.parent}

    @cached_property
    def _predecessors(self) -> dict[str, list[str]]:
        return {id_: agency.predecessors for id_, agency in self._agencies.items()}

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        return _inverse(self._parents)

    @cached_property
    def _successors(self) -> dict[str, list[str]]:
        return _inverse(self._predecessors)

    def get(self, id_: str) -> Agency | None:
        """The body with this id."""
        return self._agencies.get(id_)

    def name(self, id_: str) -> str:
        """What to call a body; an unknown id is its own name."""
        agency = self._agencies.get(id_)
        return agency.name if agency else id_

    def all(self) -> list[Agency]:
        """Every body, in the register's order."""
        return list(self._agencies.values())

    def of_level(self, level: Level) -> list[str]:
        """The ids of all bodies of a level."""
        return [agency.id for agency in self._agencies.values() if agency.level == level]

    def of_land(self, code: str) -> list[str]:
        """The ids of all bodies that govern a region, by its ISO 3166-2 code; `DE`: federal."""
        return [agency.id for agency in self._agencies.values() if agency.region == code]

    def children(self, id_: str) -> list[str]:
        """The ids of the bodies directly below one."""
        return self._children.get(id_, [])

    def successors(self, id_: str) -> list[str]:
        """The ids of the bodies that came out of one."""
        return self._successors.get(id_, [])

    def parents(self, id_: str) -> list[str]:
        """The ids of the bodies above one, the next first."""
        return reached([id_], self._parents)[1:]

    def suggest(self, text: str, limit: int = 8) -> list[str]:
        """Ids of bodies that `text` may mean, best first.

        An id or name equal to it, then names that begin with it, contain it, or resemble it.
        """
        wanted = even(text.strip()).lower
        if not wanted:
            return []
        ranked = [
            *(name for name in self._names if name == wanted),
            *(name for name in self._names if name.startswith(wanted)),
            *(name for name in self._names if wanted in name),
        ]
        found = dict.fromkeys(id_ for name in ranked for id_ in self._names[name])
        if len(found) < limit:
            close = difflib.get_close_matches(wanted, self._names, n=limit, cutoff=0.7)
            found |= dict.fromkeys(id_ for name in close for id_ in self._names[name])
        return list(found)[:limit]

    def find(
        self,
        *,
        title: str | None,
        kicker: str | None,
        lead: str | None,
        body: str | None,
        land: str | None,
        on: date | None = None,
    ) -> list[AgencyMention]:
        """The bodies that an article names, each once, in order of first appearance.

        `land` is the source's Land, `on` the day of publication: of bodies that bore the same name
        at different times, the one of that day is meant. `press.mentions` states the rules.
        A body has the role ``lead`` if title, kicker or lead name it.
        """
        above = heading(title, kicker, lead)
        return self._finder.find(
            above + plain(body), heading=len(above), kicker=kicker or "", land=land, on=on
        )

    def unresolved(
        self,
        *,
        title: str | None,
        kicker: str | None,
        lead: str | None,
        body: str | None,
        land: str | None,
        on: date | None = None,
    ) -> list[Unresolved]:
        """The names in an article that `find` leaves out: ambiguous ones, and unknown bodies."""
        above = heading(title, kicker, lead)
        return self._finder.unresolved(
            above + plain(body), heading=len(above), kicker=kicker or "", land=land, on=on
        )


def _inverse(edges: dict[str, list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id_, others in edges.items():
        for other in others:
            found.setdefault(other, []).append(id_)
    return found


def problems(extra: Path | None = None) -> list[Problem]:
    """Everything that is wrong in the shipped register and an operator's own file over it."""
    reading = Reading(extra)
    return [
        *reading.problems,
        *register_checks.relations(reading.agencies),
        *ambiguities(surfaces_of(reading.agencies)),
    ]


def register(extra: Path | None = None) -> Register:
    """The register with the operator's own file (`extra`, else the one in use) laid over it.

    Only that file is checked here: `problems` and the tests check the shipped ones.

    Raises:
        TableError: the operator's file is wrong, or contradicts the shipped register.
    """
    return _register(extra or register_data.own())


@cache
def _register(extra: Path | None) -> Register:
    if extra is not None:
        for wrong in problems(extra):
            if str(extra) in (wrong.file, wrong.other):
                raise TableError(str(wrong))
    return Register(register_data.bodies(extra), register_data.compiled_names(extra))
