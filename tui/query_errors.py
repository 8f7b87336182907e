"""What `press.query` says of a query that it cannot understand, in the language in use."""

import re

from press.query import QueryError
from tui.language import _, mark
from tui.query_texts import names_in_use

_SAID = (
    mark("the query has {count} characters"),
    mark('")" closes nothing'),
    mark("too many brackets inside one another"),
    mark('"(" is not closed'),
    mark('there is no field "{name}"{hint}'),
    mark('field "{name}" has no value'),
    mark('field "title" has no value'),
    mark("there are no words in the quotes"),
    mark("the quotation mark is not closed"),
    mark("a * stands only at the end of a word"),
    mark('the prefix "{word}*" is too short'),
    mark("the query has too many parts"),
    mark('"{value}" is no value of the field "{name}"'),
    mark("the query ends"),
    mark("an opening ( before it"),
    mark("a word, a phrase, a field or ("),
    mark("a value after the colon"),
    mark("a word or a phrase after the colon"),
    mark("a word"),
    mark('a closing "'),
    mark("letters"),
    mark("an id of letters, digits, dots and hyphens"),
    mark("words without quotation marks"),
    mark("a range that begins before it ends"),
    mark("a day, month, year or range such as 2025-10-13, 2025-10, 2025-10..2026-01, heute, 7d"),
)
"""All that `press.query` says without a number or a name in it."""

_PATTERNS = (
    (re.compile(r"one of (.*?)(?: \(did you mean \"(.*)\"\?\))?"), mark("one of {0}")),
    (re.compile(r"(\d+) at most"), mark("{0} at most")),
    (
        re.compile(r"at least (\d+) letters before the \*"),
        mark("at least {0} letters before the *"),
    ),
    (
        re.compile(r"at most (\d+), of them (\d+) phrases and prefixes"),
        mark("at most {0}, of them {1} phrases and prefixes"),
    ),
    (re.compile(r'found "(.*)"', re.DOTALL), mark('found "{0}"')),
)
_HINT = re.compile(r" \(did you mean \"(.*)\"\?\)")


def in_words(error: QueryError) -> str:
    """The error as one line for the writer of the query, with its position counted from 1."""
    values = dict(error.values)
    if "found" in values:
        values["found"] = _said(values["found"])
    if "name" in values:
        values["name"] = names_in_use(values["name"])
    if "hint" in values:
        values["hint"] = _hint(values["hint"])
    return _("position {n}: {problem}; expected {expected}").format(
        n=error.position + 1,
        problem=_(error.template).format(**values),
        expected=_said(error.expected),
    )


def _said(text: str) -> str:
    """A phrase of `press.query`, its numbers and names taken over."""
    for pattern, template in _PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            hint = _HINT.search(text)
            parts = (names_in_use(part) if part else part for part in found.groups())
            return _(template).format(*parts) + (_hint(hint[0]) if hint else "")
    return _(text)


def _hint(text: str) -> str:
    found = _HINT.fullmatch(text)
    return _(' (did you mean "{0}"?)').format(names_in_use(found[1])) if found else ""
