"""A query as the language in use writes it: ``thema:it-sicherheit`` in German.

The filter language reads both languages everywhere; what the reader writes for its user is in the
user's.
"""

import re

from press.query import Query
from press.query_fields import FIELDS, TITLE
from tui.language import current

_FIELD = re.compile(r'("[^"]*")|(?<![^\s(-])([a-z]+):((?:"[^"]*"|[^\s()"])+)')
_FIXED = ("is", "kind", "level")
_DAYS = {"today": "heute", "yesterday": "gestern"}
_DAY = re.compile("|".join(_DAYS))


def written(query: Query) -> str:
    """The query with the field names and fixed values of the language in use."""
    text = str(query)
    return text if current() == "en" else _FIELD.sub(_field_in_german, text)


def names_in_use(names: str) -> str:
    """A list of field names or fixed values (``title, topic, …``) in the language in use."""
    if current() == "en":
        return names
    return ", ".join(_GERMAN.get(name, name) for name in names.split(", "))


def _field_in_german(found: re.Match[str]) -> str:
    quoted, name, values = found.groups()
    if quoted or name not in _GERMAN:
        return found[0]
    if name == "date":
        values = _DAY.sub(lambda day: _DAYS[day[0]], values)
    elif name in _FIXED:
        values = ",".join(_GERMAN.get(value, value) for value in values.split(","))
    return f"{_GERMAN[name]}:{values}"


def _translated(name: str) -> list[tuple[str, ...]]:
    """The names of a field's values that are words, and not the same in both languages."""
    values = FIELDS[name].values.items()
    return [names for value, names in values if len(names) > 1 and not value.startswith("DE")]


_GERMAN = (
    {name: field.aliases[0] for name, field in FIELDS.items()}
    | {names[0]: names[1] for name in _FIXED for names in _translated(name)}
    | {TITLE[0]: TITLE[1]}
)
