"""The fields of the filter language: names, other names, and the values that each one takes.

`FIELDS` is also what a search box needs to complete names and values.
"""

import re
from collections.abc import Callable, Mapping

import msgspec

from press import query_dates
from press.tables import nearest

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\"„“”«»]")

_LAENDER = {
    "DE-BB": ("bb", "brandenburg"),
    "DE-BE": ("be", "berlin"),
    "DE-BW": ("bw", "baden-württemberg"),
    "DE-BY": ("by", "bayern"),
    "DE-HB": ("hb", "bremen"),
    "DE-HE": ("he", "hessen"),
    "DE-HH": ("hh", "hamburg"),
    "DE-MV": ("mv", "mecklenburg-vorpommern"),
    "DE-NI": ("ni", "niedersachsen"),
    "DE-NW": ("nw", "nordrhein-westfalen", "nrw"),
    "DE-RP": ("rp", "rheinland-pfalz", "rlp"),
    "DE-SH": ("sh", "schleswig-holstein"),
    "DE-SL": ("sl", "saarland"),
    "DE-SN": ("sn", "sachsen"),
    "DE-ST": ("st", "sachsen-anhalt"),
    "DE-TH": ("th", "thüringen"),
    "DE": ("de", "bund"),
}
_LEVELS = {
    "bund": ("federal", "bund"),
    "land": ("state", "land"),
    "kommune": ("municipal", "kommune"),
    "eu": ("eu",),
    "international": ("international",),
} | {code: names for code, names in _LAENDER.items() if code != "DE"}
_KINDS = {
    "press_release": ("press_release", "pressemitteilung", "release"),
    "news": ("news", "nachricht", "meldung", "bericht"),
}
_STATES = {
    "unread": ("unread", "ungelesen"),
    "read": ("read", "gelesen"),
    "starred": ("starred", "markiert", "gemerkt"),
    "changed": ("changed", "geändert"),
    "undated": ("undated", "undatiert"),
    "degraded": ("degraded", "lückenhaft"),
    "new": ("new", "neu"),
    "gone": ("gone", "entfernt"),
}


class Refused(ValueError):  # noqa: N818
    """A field does not take a value; `expected` says what it takes."""

    def __init__(self, expected: str) -> None:
        """Keep what was expected."""
        super().__init__(expected)
        self.expected = expected


def fold(name: str) -> str:
    """Names and values compare without regard to case, and with umlauts written either way."""
    return name.casefold().translate(_UMLAUTS)


class FieldType(msgspec.Struct, frozen=True):
    """A field: its other names, and how its values are read.

    `values` lists the values of a closed field, each with its names (the first is shown); an open
    field has none. `read` turns a value as typed into its canonical form or raises `Refused`.
    """

    aliases: tuple[str, ...]
    read: Callable[[str], str]
    values: Mapping[str, tuple[str, ...]] = {}

    def shown(self, value: str) -> str:
        """A canonical value as it is written in a query."""
        return self.values[value][0] if value in self.values else value


def _read_id(value: str) -> str:
    folded = fold(value)
    if not _ID.fullmatch(folded):
        raise Refused("an id of letters, digits, dots and hyphens")
    return folded


def _read_free(value: str) -> str:
    text = " ".join(value.split())
    if not text or _UNPRINTABLE.search(text):
        raise Refused("words without quotation marks")
    return text


def _read_date(value: str) -> str:
    try:
        return query_dates.canonical(value)
    except ValueError as error:
        raise Refused(str(error)) from error


def _closed(values: Mapping[str, tuple[str, ...]], *aliases: str) -> FieldType:
    known = {fold(name): value for value, names in values.items() for name in (value, *names)}
    shown = ", ".join(names[0] for names in values.values())

    def read(value: str) -> str:
        folded = fold(value)
        if folded not in known:
            raise Refused(f"one of {shown}{nearest(folded, known)}")
        return known[folded]

    return FieldType(aliases, read, values)


FIELDS: dict[str, FieldType] = {
    "topic": FieldType(("thema",), _read_id),
    "agency": FieldType(("behörde",), _read_id),
    "source": FieldType(("quelle",), _read_id),
    "state": _closed(_LAENDER, "land", "region"),
    "kind": _closed(_KINDS, "art"),
    "date": FieldType(("datum",), _read_date),
    "is": _closed(_STATES, "ist"),
    "tag": FieldType(("schlagwort",), _read_free),
    "section": FieldType(("rubrik", "bereich"), _read_free),
    "issuer": FieldType(("herausgeber",), _read_id),
    "actor": FieldType(("akteur",), _read_id),
    "lineage": FieldType(("nachfolge",), _read_id),
    "portfolio": FieldType(("ressort",), _read_id),
    "level": _closed(_LEVELS, "ebene"),
}
"""Every field but ``title`` (which takes words), by its canonical name."""

TITLE = ("title", "titel")

BODIES = ("agency", "issuer", "actor", "lineage", "portfolio")
"""Fields that take the id of a public body."""

_NAMES = {
    fold(name): canonical
    for canonical, field in FIELDS.items()
    for name in (canonical, *field.aliases)
} | dict.fromkeys(TITLE, TITLE[0])


def canonical_field(name: str) -> str | None:
    """The canonical name of a field, or ``None`` where there is no such field."""
    return _NAMES.get(fold(name))


def is_within_field(text: str) -> bool:
    """Whether `text` ends within a field, or with a word that may become a field's name."""
    word = fold(re.split(r"[\s(]", text)[-1].lstrip("-"))
    return ":" in word or (bool(word) and any(name.startswith(word) for name in _NAMES))


def nearest_field(name: str) -> str:
    """A hint at the field whose name is most like `name`, or nothing."""
    return nearest(fold(name), _NAMES)
