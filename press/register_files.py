"""Reading the register from TOML: files, defaults, series, overrides, and every slip in them.

Nothing here raises for what is wrong in a file: all problems are collected, the rest is read on,
so that one half-written file does not hide what is wrong in the others.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec

from press.places import gazetteer
from press.register import Agency, Alias, AliasType, Kind, Level, Problem
from press.register_data import shipped_files
from press.tables import TableError, convert, nearest, read_toml

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_ID = "an id is lower-case letters, digits and single hyphens"
_PERIOD = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_HOST = re.compile(r"(?:[a-z0-9äöüß](?:[a-z0-9äöüß-]*[a-z0-9äöüß])?\.)+[a-z]{2,}")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


class _Dated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name of today, or one among others, with its own time."""

    text: str
    since: str | None = None
    until: str | None = None


_Name = str | _Dated


class _Former(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str | None = None
    short: str | None = None
    abbreviation: str | None = None
    local: str | None = None
    generic: str | None = None
    since: str | None = None
    until: str | None = None

    def names(self) -> list[tuple[AliasType, str]]:
        """What the body was called then, each with its type."""
        kinds: tuple[tuple[AliasType, str | None], ...] = (
            ("name", self.name),
            ("short", self.short),
            ("abbreviation", self.abbreviation),
            ("local", self.local),
            ("generic", self.generic),
        )
        return [(kind, text) for kind, text in kinds if text]


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body as its TOML tables have it; `name` and `level` are asked for once all are laid."""

    name: str = ""
    level: Level | None = None
    official: str | None = None
    since: str | None = None
    until: str | None = None
    land: str | None = None
    kind: Kind | None = None
    parent: str | None = None
    predecessors: list[str] = []
    domains: list[str] = []
    wikidata: str | None = None
    names: list[_Name] = []
    short: list[_Name] = []
    abbreviations: list[_Name] = []
    local: list[_Name] = []
    generic: list[_Name] = []
    former: list[_Former] = []

    def today(self) -> list[tuple[AliasType, _Dated]]:
        """All names beside `name` and `official` that are not `former`, each with its type."""
        kinds: tuple[tuple[AliasType, list[_Name]], ...] = (
            ("name", self.names),
            ("short", self.short),
            ("abbreviation", self.abbreviations),
            ("local", self.local),
            ("generic", self.generic),
        )
        return [
            (kind, _Dated(text=name) if isinstance(name, str) else name)
            for kind, names in kinds
            for name in names
        ]


class Reading:
    """The bodies of the shipped files and of an operator's own, and all that is wrong in them."""

    def __init__(self, extra: Path | None = None) -> None:
        self.problems: list[Problem] = []
        self._keys: dict[str, dict[str, Any]] = {}
        self._files: dict[str, list[str]] = {}
        shipped = {path.name: self._parsed(path, path.name) for path in shipped_files()}
        for file, tables in shipped.items():
            self._lay_series(file, tables)
        of_series = set(self._keys)
        for file, tables in shipped.items():
            self._lay(file, tables, may_override=of_series)
        if extra is not None:
            tables = self._parsed(extra, str(extra))
            self._lay_series(str(extra), tables)
            self._lay(str(extra), tables, may_override=set(self._keys))
        self.agencies = [agency for id_ in self._keys if (agency := self._agency(id_))]

    def _parsed(self, path: Path, file: str) -> dict[str, Any]:
        try:
            return read_toml(path)
        except TableError as error:
            self.problems.append(Problem(file, None, str(error)))
            return {}

    def _lay_series(self, file: str, tables: dict[str, Any]) -> None:
        """Make each ``[series.PREFIX]`` one body for every German Land."""
        series = tables.pop("series", {})
        if not _is_table_of_tables(series):
            self._report(file, "series", "a series is a table: write [series.PREFIX]")
            return
        for prefix, pattern in series.items():
            if not _ID.fullmatch(prefix):
                self._report(file, f"series.{prefix}", _NO_ID)
                continue
            checked = self._checked(file, f"series.{prefix}", pattern)
            for code, region in gazetteer().regions.items():
                if code.startswith("DE-"):
                    id_ = f"{prefix}-{code[3:].lower()}"
                    filled = {key: _filled(value, region.name) for key, value in checked.items()}
                    self._keys[id_] = (
                        self._keys.get(id_, {}) | {"level": "land", "land": code} | filled
                    )
                    self._files.setdefault(id_, []).append(file)

    def _lay(self, file: str, tables: dict[str, Any], *, may_override: set[str]) -> None:
        """Lay a file's tables over what is there; its ``[defaults]`` are for what it adds."""
        defaults = tables.pop("defaults", {})
        if not isinstance(defaults, dict):
            self._report(file, "defaults", "write [defaults] and keys below it")
            defaults = {}
        defaults = self._checked(file, "defaults", defaults)
        for id_, table in tables.items():
            if not isinstance(table, dict):
                self.problems.append(
                    Problem(file, None, f'{file}: "{id_}": a body is a table: write [{id_}]')
                )
            elif not _ID.fullmatch(id_):
                self._report(file, id_, _NO_ID)
            elif id_ in self._keys and id_ not in may_override:
                first = self._files[id_][-1]
                self._report(
                    file, id_, f"is also in {first}; a body has one table: join them", first
                )
            else:
                checked = self._checked(file, id_, table)
                self._keys[id_] = self._keys.get(id_, defaults) | checked
                self._files.setdefault(id_, []).append(file)
        # A body is overridden once: a second table for it in another file is a double.
        may_override.difference_update(tables)

    def _report(self, file: str, body: str, message: str, other: str | None = None) -> None:
        self.problems.append(Problem(file, body, message, other))

    def _told(self, body: str, key: str) -> bool:
        return any(p.body == body and p.message.startswith(f'"{key}"') for p in self.problems)

    def _checked(self, file: str, body: str, table: dict[str, Any]) -> dict[str, Any]:
        """The keys of a table that are right; the others are reported, each on its own."""
        right = {}
        for key, value in table.items():
            try:
                convert({key: value}, _Entry, where="")
            except TableError as error:
                message = str(error).removeprefix(": ")
                if key == "kind":
                    message = f'"kind": {value!r} is none; write one of {", ".join(get_args(Kind))}'
                self._report(file, body, message)
            else:
                slips = list(_slips(key, value))
                for slip in slips:
                    self._report(file, body, f'"{key}": {slip}')
                if not slips:
                    right[key] = value
        return right

    def _agency(self, id_: str) -> Agency | None:
        keys, files = self._keys[id_], self._files[id_]
        entry = msgspec.convert(keys, _Entry)
        for key in ("name", "level"):
            if key not in keys and not self._told(id_, key):
                self._report(files[-1], id_, f'key "{key}" is missing')
        for message in _contradictions(entry):
            self._report(files[-1], id_, message)
        if not entry.name or entry.level is None:
            return None
        return Agency(
            id=id_,
            name=entry.name,
            official=entry.official,
            since=entry.since,
            until=entry.until,
            level=entry.level,
            land=entry.land,
            kind=entry.kind,
            parent=entry.parent,
            predecessors=entry.predecessors,
            domains=entry.domains,
            wikidata=entry.wikidata,
            aliases=list(_aliases(entry)),
            files=files,
        )


def _is_table_of_tables(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(table, dict) for table in value.values())


def _filled(value: object, land: str) -> object:
    if isinstance(value, str):
        return value.replace("{Land}", land)
    if isinstance(value, dict):
        return {key: _filled(part, land) for key, part in value.items()}
    return [_filled(part, land) for part in value] if isinstance(value, list) else value


def _slips(key: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - as TOML has it
    """What is wrong with a value that has the right type."""
    for part in value if isinstance(value, list) else [value]:
        text = part.get("text") if isinstance(part, dict) else part
        if isinstance(text, str) and (text != text.strip() or not text):
            yield f"{text!r}: is empty or has blanks around it"
        if isinstance(part, dict):
            yield from _time_slips(part)
    check = _CHECKS.get(key)
    if check:
        yield from check(value)


def _no_region(code: str) -> Iterator[str]:
    regions = gazetteer().regions
    if code not in regions:
        yield f"no region {code}{nearest(code, regions)}"


def _no_item(item: str) -> Iterator[str]:
    if not _WIKIDATA.fullmatch(item):
        yield f'{item!r} is no item of Wikidata: write "Q491644"'


def _no_hosts(hosts: list[str]) -> Iterator[str]:
    for host in hosts:
        if not _HOST.fullmatch(host):
            yield f'{host!r} is no host: write "www.example.org"'


def _no_date(value: str | None) -> Iterator[str]:
    if value and not _PERIOD.fullmatch(value):
        yield f'"{value}" is no date: write YYYY, YYYY-MM or YYYY-MM-DD'


def _time_slips(dated: dict[str, str]) -> Iterator[str]:
    since, until = dated.get("since"), dated.get("until")
    wrong = [*_no_date(since), *_no_date(until)]
    yield from wrong
    if not wrong and is_before(until, since):
        yield f"dates contradict: since {since}, until {until}"


def _former_slips(formers: list[dict[str, str]]) -> Iterator[str]:
    for former in formers:
        named = [former[key] for key in _FORMER_NAMES if former.get(key)]
        if not named:
            yield "a former name needs name, short, abbreviation, local or generic"
        elif not former.get("until"):
            yield f'"until" is missing for "{named[0]}"'


_FORMER_NAMES = ("name", "short", "abbreviation", "local", "generic")

_CHECKS: dict[str, Callable[[Any], Iterator[str]]] = {
    "since": _no_date,
    "until": _no_date,
    "land": _no_region,
    "wikidata": _no_item,
    "domains": _no_hosts,
    "former": _former_slips,
}


def is_before(one: str | None, other: str | None) -> bool:
    """Whether a date is surely before another; both may be a year, a month or a day."""
    if not one or not other:
        return False
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def _contradictions(entry: _Entry) -> Iterator[str]:
    """What is wrong between the keys of a body."""
    if entry.level == "bund" and entry.land:
        yield '"land": a body of level bund has none'
    kinds = {kind for kind, _ in entry.today()}
    kinds |= {kind for former in entry.former for kind, _ in former.names()}
    if not entry.land and entry.level != "bund" and kinds & {"generic", "local"}:
        yield '"land" is missing: generic and local names need it'
    if is_before(entry.until, entry.since):
        yield f"dates contradict: since {entry.since}, until {entry.until}"
    for former in entry.former:
        if former.name and entry.official and is_before(entry.since, former.until):
            yield (
                f'"former": dates contradict: the official name holds since {entry.since}, '
                f'"{former.name}" until {former.until}'
            )


def _aliases(entry: _Entry) -> Iterable[Alias]:
    """Everything that a body is called; nothing outlives the body itself."""
    begun = _begun(entry)
    named = [(kind, name.text) for kind, name in entry.today() if kind not in ("name", "generic")]
    if entry.official:
        yield Alias(text=entry.official, type="name", since=entry.since, until=entry.until)
    if entry.name != entry.official and entry.name not in (text for _, text in named):
        yield Alias(text=entry.name, type="name", since=begun, until=entry.until)
    for kind, name in entry.today():
        since, until = name.since or begun, name.until or entry.until
        yield Alias(text=name.text, type=kind, since=since, until=until)
    for former in entry.former:
        for kind, text in former.names():
            yield Alias(text=text, type=kind, since=former.since, until=former.until)


def _begun(entry: _Entry) -> str | None:
    """From when a body exists, if its file says so: the date of its first full name.

    Where former names are given and no predecessors, `since` may be the date of a mere renaming.
    """
    known = [former.since for former in entry.former if former.name]
    if (known and not entry.predecessors) or None in known:
        return None
    return min([*filter(None, known), *filter(None, [entry.since])], default=None)
