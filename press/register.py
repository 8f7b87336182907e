"""What the register knows of a public body, and what can be wrong with it.

Issuers, filters and labels refer to a body by its id; ids outlive renamings, a body keeps its
former names with their dates. The data are `bodies/*.toml`, described in docs/register.md.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal, NamedTuple

import msgspec

Level = Literal["bund", "land", "kommune", "eu", "international"]

Kind = Literal[
    "agency",
    "association",
    "audit",
    "authority",
    "cert",
    "chancellery",
    "commissioner",
    "company",
    "council",
    "court",
    "data-protection",
    "disaster",
    "district",
    "fire",
    "foundation",
    "government",
    "health",
    "intelligence",
    "it-provider",
    "joint",
    "military",
    "ministry",
    "municipality",
    "parliament",
    "police",
    "portal",
    "prosecutor",
    "research",
    "school",
    "security",
    "social-insurance",
    "standards",
    "statistics",
    "university",
]

AliasType = Literal["name", "short", "abbreviation", "local", "generic"]
"""``local`` abbreviations and ``generic`` names mean a body only where its Land is clear."""


class Alias(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A name of a body; `since` and `until` (``2016`` or ``2016-05``, inclusive) bound its time."""

    text: str
    type: AliasType
    since: str | None = None
    until: str | None = None

    def valid(self, on: str) -> bool:
        """Whether the name was in use on an ISO date; a bound without a day is taken whole."""
        starts, ends = self.since or "", self.until or "9999"
        return starts <= on[: len(starts)] and on[: len(ends)] <= ends


class Agency(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """A public body.

    `name` is what people call it and lists show; `official` its full name today, or at its end,
    borne since `since`. A body with `until` no longer exists. `land` is an ISO 3166-2 code,
    `parent` and `predecessors` are ids of other bodies, `wikidata` is its item there. `files` are
    the register's files that describe it; a later one overrides an earlier.
    """

    id: str
    name: str
    official: str | None = None
    since: str | None = None
    until: str | None = None
    level: Level
    land: str | None = None
    kind: Kind | None = None
    parent: str | None = None
    predecessors: list[str] = []
    domains: list[str] = []
    wikidata: str | None = None
    aliases: list[Alias] = []
    files: list[str] = []

    @cached_property
    def region(self) -> str | None:
        """The ISO 3166-2 code of the region that it governs: `DE` for a federal body."""
        return "DE" if self.level == "bund" else self.land

    @property
    def file(self) -> str:
        """The file that has the last word on it."""
        return self.files[-1] if self.files else "register"


class Problem(NamedTuple):
    """Something wrong in the register; `str()` is one line: file, body, key, what to do.

    `other` is a second file that is concerned, for what two bodies contradict each other in.
    """

    file: str
    body: str | None
    message: str
    other: str | None = None

    def __str__(self) -> str:
        return f"{self.file}: [{self.body}]: {self.message}" if self.body else self.message


def problem(agency: Agency, message: str, other: Agency | None = None) -> Problem:
    """What is wrong with a body, or between it and another."""
    return Problem(agency.file, agency.id, message, other.file if other else None)


def reached(starts: Iterable[str], edges: Mapping[str, list[str]]) -> list[str]:
    """All ids that are reached from `starts` along `edges`, these first, each once."""
    found: dict[str, None] = {}
    waiting = list(starts)
    while waiting:
        id_ = waiting.pop(0)
        if id_ not in found:
            found[id_] = None
            waiting += edges.get(id_, [])
    return list(found)
