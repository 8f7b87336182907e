"""All that the bodies of a register are called, in groups by the word that a name begins with.

Working out every form of every name takes a fifth of a second; `names.json` holds those of the
shipped register, a line per group. Of these only what a text may have is read: the phrases that
begin with one of its words, and what those mean that it has.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from press.register import Agency, Alias
from press.surfaces import Surface, generic, surfaces_of
from press.words import RUN


class _Row(msgspec.Struct, frozen=True, array_like=True):
    """A surface as `names.json` holds it: of which body and which of its aliases it is a form.

    `written` is empty where it is as in the row before. `shared` is the generic name that the
    surface is a form of, where the alias is none.
    """

    written: str
    body: str
    alias: int
    shared: str | None = None
    person: bool = False
    plural: bool = False
    common: bool = False
    country: str | None = None


_NEEDED = 3
"""Values of a row that are always there."""

_phrases = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_rows = msgspec.json.Decoder(list[_Row]).decode


class Names:
    """The surfaces of a register, by the phrases (lower case, evened) that they are written as."""

    def __init__(
        self,
        beginning: Callable[[str], Mapping[str, Any] | None],
        surfaces: Callable[[Any], Sequence[Surface]],
    ) -> None:
        """`surfaces` are those of what `beginning` gives for a phrase."""
        self.beginning = beginning
        """The phrases that begin with a run of letters and digits, if any."""
        self._surfaces = surfaces

    def get(self, phrase: str) -> Sequence[Surface] | None:
        """What a phrase may mean; None if it is no name."""
        first = RUN.search(phrase)
        group = self.beginning(first[0]) if first else None
        found = group.get(phrase) if group else None
        return None if found is None else self._surfaces(found)


def worked_out(agencies: Iterable[Agency]) -> Names:
    """The names of bodies, by the rules of `press.surfaces`."""
    return Names(_groups(agencies).get, lambda surfaces: surfaces)


def read(compiled: Mapping[str, msgspec.Raw], agencies: Mapping[str, Agency]) -> Names:
    """The names of bodies, by their ids, as `compiled` wrote them."""

    @cache
    def beginning(word: str) -> dict[str, msgspec.Raw] | None:
        return _phrases(compiled[word]) if word in compiled else None

    def surfaces(rows: msgspec.Raw) -> list[Surface]:
        found: list[Surface] = []
        for row in _rows(rows):
            written = row.written or found[-1].written
            found.append(_surface(row, written, agencies[row.body]))
        return found

    return Names(beginning, surfaces)


def compiled(agencies: Iterable[Agency]) -> dict[str, dict[str, list[list[object]]]]:
    """All names of bodies, as `read` takes them."""
    return {
        word: {phrase: _compiled(surfaces) for phrase, surfaces in phrases.items()}
        for word, phrases in _groups(agencies).items()
    }


def _groups(agencies: Iterable[Agency]) -> dict[str, dict[str, list[Surface]]]:
    groups: dict[str, dict[str, list[Surface]]] = {}
    for phrase, surfaces in surfaces_of(list(agencies)).items():
        first = RUN.search(phrase)
        if first:
            groups.setdefault(first[0], {})[phrase] = surfaces
    return groups


def _surface(row: _Row, written: str, agency: Agency) -> Surface:
    alias = agency.aliases[row.alias]
    if row.shared is not None:
        alias = generic(alias, row.shared)
    return Surface(agency, written, alias, row.person, row.plural, row.common, row.country)


def _compiled(surfaces: Iterable[Surface]) -> list[list[object]]:
    rows: list[list[object]] = []
    before = ""
    for surface in surfaces:
        rows.append(_row(surface, "" if surface.written == before else surface.written))
        before = surface.written
    return rows


def _row(surface: Surface, written: str) -> list[object]:
    """A surface's row, without what is as it mostly is at its end."""
    aliases, alias = surface.agency.aliases, surface.alias
    shared = None if alias in aliases else alias.text
    row = _Row(
        written,
        surface.agency.id,
        aliases.index(alias) if shared is None else _origin(aliases, alias),
        shared,
        surface.person,
        surface.plural,
        surface.common,
        surface.country,
    )
    values: list[object] = msgspec.to_builtins(row)
    while values[-1] in (None, False) and len(values) > _NEEDED:
        values.pop()
    return values


def _origin(aliases: list[Alias], shared: Alias) -> int:
    """The number of the alias that a generic name was made from, or of one like it."""
    return next(at for at, each in enumerate(aliases) if generic(each, shared.text) == shared)
