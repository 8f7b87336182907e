"""Names and values of fields as they are given, and the error that says what is wrong with them.

Apart from the parser, so that who only asks for a query's parts need not load it.
"""

import re

from press.query_fields import FIELDS, Refused, canonical_field, nearest_field

GAP = r"\s\x00-\x1f\x7f-\x9f\ud800-\udfff"
"""What parts words, as the inside of a character class: blanks, control, half characters."""


class QueryError(ValueError):
    """A query cannot be understood; `str()` is one line for its writer.

    `position` counts characters from 0 in the text as given, `expected` says what would have been
    right there. `template` and `values` are the message's parts, for translation.
    """

    def __init__(self, position: int, template: str, *, expected: str, **values: str) -> None:
        """Build the message from its `template` and the `values` that stand in it."""
        self.position = position
        self.expected = expected
        self.template = template
        self.values = {name: short(value) for name, value in values.items()}
        problem = template.format(**self.values)
        super().__init__(f"position {position + 1}: {problem}; expected {expected}")


def short(value: str, length: int = 40) -> str:
    """A piece of the query fit for a message: no control characters, and short."""
    shown = re.sub(rf"[{GAP}]+", " ", value)
    return shown if len(shown) <= length else f"{shown[: length - 1]}…"


def read_value(name: str, value: str, position: int) -> str:
    """The canonical form of a value of the field `name` (canonical).

    Raises:
        QueryError: the field does not take it.
    """
    try:
        return FIELDS[name].read(value)
    except Refused as refused:
        raise QueryError(
            position,
            '"{value}" is no value of the field "{name}"',
            expected=refused.expected,
            value=value,
            name=name,
        ) from refused


def field_name(name: str) -> str:
    """The canonical name of a field that restricts.

    Raises:
        QueryError: there is none of that name.
    """
    canonical = canonical_field(name)
    if canonical is None or canonical not in FIELDS:
        raise QueryError(
            0,
            'there is no field "{name}"{hint}',
            expected="one of " + ", ".join(FIELDS),
            name=name,
            hint=nearest_field(name),
        )
    return canonical
