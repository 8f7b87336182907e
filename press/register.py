"""The register of public bodies: what is known of each, read from TOML and checked.

`agencies.toml` describes its keys. Issuers, filters and labels refer to a body by its id; ids
outlive renamings, a body keeps its former names with their dates.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import msgspec

from press.places import gazetteer
from press.tables import TableError, convert, nearest, read_toml

TABLE = Path(__file__).with_name("agencies.toml")

Level = Literal["bund", "land", "kommune", "eu", "international"]

AliasType = Literal["name", "short", "abbreviation", "local", "generic"]
"""``local`` abbreviations and ``generic`` names mean a body only where its Land is clear."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PERIOD = re.compile(r"(\d{4})(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


class Alias(msgspec.Struct, frozen=True, kw_only=True):
    """A name of a body; `since` and `until` (``2016`` or ``2016-05``, inclusive) bound its time."""

    text: str
    type: AliasType
    since: str | None = None
    until: str | None = None

    def valid(self, on: str) -> bool:
        """Whether the name was in use on an ISO date; a bound without a day is taken whole."""
        starts, ends = self.since or "", self.until or "9999"
        return starts <= on[: len(starts)] and on[: len(ends)] <= ends


class Agency(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A public body.

    `name` is what people call it and lists show; `official` its full name today. `land` is an
    ISO 3166-2 code, `parent` and `predecessors` are ids of other bodies.
    """

    id: str
    name: str
    official: str | None = None
    level: Level
    land: str | None = None
    kind: str | None = None
    parent: str | None = None
    predecessors: list[str] = []
    domains: list[str] = []
    aliases: list[Alias] = []

    @cached_property
    def region(self) -> str | None:
        """The ISO 3166-2 code of the region that it governs: `DE` for a federal body."""
        return "DE" if self.level == "bund" else self.land


class _Former(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str | None = None
    short: str | None = None
    abbreviation: str | None = None
    since: str | None = None
    until: str | None = None


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body as its TOML table has it."""

    name: str
    level: Level
    official: str | None = None
    since: str | None = None
    land: str | None = None
    kind: str | None = None
    parent: str | None = None
    predecessors: list[str] = []
    domains: list[str] = []
    names: list[str] = []
    short: list[str] = []
    abbreviations: list[str] = []
    local: list[str] = []
    generic: list[str] = []
    former: list[_Former] = []


def read(extra: Path | None = None) -> list[Agency]:
    """All bodies of the shipped register, with those of an operator's own file laid over them.

    A table in `extra` adds a body or overrides single keys of a shipped one.

    Raises:
        TableError: a key is wrong, a parent or predecessor is unknown, dates contradict.
    """
    tables = _expanded(read_toml(TABLE))
    origin = dict.fromkeys(tables, TABLE.name)
    if extra is not None:
        for id_, table in read_toml(extra).items():
            if not isinstance(table, dict):
                raise TableError(f'{extra}: "{id_}": a body is a table: write [{id_}]')
            tables[id_] = tables.get(id_, {}) | table
            origin[id_] = str(extra)
    agencies = [_agency(id_, table, f"{origin[id_]}: [{id_}]") for id_, table in tables.items()]
    _check_relations(agencies, origin)
    return agencies


def _expanded(tables: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Tables by id; each ``[series.…]`` becomes one body for every German Land.

    A table of its own with the id of a series' body overrides single keys of it.
    """
    series: dict[str, dict[str, Any]] = tables.pop("series", {})
    found: dict[str, dict[str, Any]] = {}
    for prefix, pattern in series.items():
        for code, region in gazetteer().regions.items():
            if code.startswith("DE-"):
                found[f"{prefix}-{code[3:].lower()}"] = {"level": "land", "land": code} | {
                    key: _filled(value, region.name) for key, value in pattern.items()
                }
    for id_, table in tables.items():
        found[id_] = found.get(id_, {}) | table
    return found


def _filled(value: object, land: str) -> object:
    if isinstance(value, str):
        return value.replace("{Land}", land)
    return [_filled(part, land) for part in value] if isinstance(value, list) else value


def _agency(id_: str, table: dict[str, Any], where: str) -> Agency:
    entry = convert(table, _Entry, where=where)
    if not _ID.fullmatch(id_):
        raise TableError(f"{where}: an id is lower-case letters, digits and single hyphens")
    regions = gazetteer().regions
    if entry.land and entry.land not in regions:
        raise TableError(f'{where}: "land": no region {entry.land}{nearest(entry.land, regions)}')
    if (entry.generic or entry.local) and not entry.land and entry.level != "bund":
        raise TableError(f'{where}: "land" is missing: generic and local names need it')
    if entry.level == "bund" and entry.land:
        raise TableError(f'{where}: "land": a body of level bund has none')
    return Agency(
        id=id_,
        name=entry.name,
        official=entry.official,
        level=entry.level,
        land=entry.land,
        kind=entry.kind,
        parent=entry.parent,
        predecessors=entry.predecessors,
        domains=entry.domains,
        aliases=list(_aliases(entry, where)),
    )


def _aliases(entry: _Entry, where: str) -> Iterable[Alias]:
    _check_period(entry.since, None, where)
    if entry.official:
        yield Alias(text=entry.official, type="name", since=entry.since)
    if entry.name not in (entry.official, *entry.abbreviations, *entry.short, *entry.local):
        yield Alias(text=entry.name, type="name")
    kinds: tuple[tuple[AliasType, list[str]], ...] = (
        ("name", entry.names),
        ("short", entry.short),
        ("abbreviation", entry.abbreviations),
        ("local", entry.local),
        ("generic", entry.generic),
    )
    for kind, texts in kinds:
        for text in texts:
            yield Alias(text=text, type=kind)
    for former in entry.former:
        _check_period(former.since, former.until, where)
        if not former.until:
            raise TableError(f'{where}: "former": "until" is missing')
        for kind, former_text in (
            ("name", former.name),
            ("short", former.short),
            ("abbreviation", former.abbreviation),
        ):
            if former_text:
                yield Alias(text=former_text, type=kind, since=former.since, until=former.until)


def _check_period(since: str | None, until: str | None, where: str) -> None:
    for value in (since, until):
        if value and not _PERIOD.fullmatch(value):
            raise TableError(f'{where}: "{value}" is no date: write YYYY, YYYY-MM or YYYY-MM-DD')
    if since and until and until < since[: len(until)]:
        raise TableError(f"{where}: dates contradict: since {since}, until {until}")


def _check_relations(agencies: list[Agency], origin: dict[str, str]) -> None:
    parents = {agency.id: agency.parent for agency in agencies}
    for agency in agencies:
        where = f"{origin[agency.id]}: [{agency.id}]"
        for key, other in [
            ("parent", agency.parent),
            *(("predecessors", p) for p in agency.predecessors),
        ]:
            if other and other not in parents:
                raise TableError(f'{where}: "{key}": no body "{other}"{nearest(other, parents)}')
        seen, above = {agency.id}, agency.parent
        while above:
            if above in seen:
                raise TableError(f'{where}: "parent": {above} is above and below it')
            seen.add(above)
            above = parents[above]
