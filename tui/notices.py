"""What the library found wrong with archive or index, in the language in use.

`store` says it in English for the command line; here its fixed words are put into the reader's
language, shortly, and names and reasons stay.
"""

import re
from collections.abc import Iterable

from press.text import clean_line
from tui.language import _, mark

_FORMS = (
    (
        re.compile(r"(.*): damaged \((.*)\); its content is kept as (.*), restore it.*"),
        mark("{0} is damaged ({1}). Its content is kept as {2}."),
    ),
    (
        re.compile(r"(.*): damaged \((.*)\); its content is left in place, restore it.*"),
        mark("{0} is damaged ({1}). Restore it from a backup."),
    ),
    (
        re.compile(r"building the search index from (\d+) days of the archive"),
        mark("The search index has been built anew from the archive."),
    ),
    (
        re.compile(r".*: damaged; the search index is built anew"),
        mark("The search index was damaged."),
    ),
    (
        re.compile(r".*: the search index is of another version"),
        mark("The search index was of another version."),
    ),
    (
        re.compile(r".*: the search index cannot be used: (.*)"),
        mark("The search index could not be used: {0}."),
    ),
    (
        re.compile(r"another process is building the search index; it is not complete yet"),
        mark("Another process is building the search index; the list is not complete yet."),
    ),
    (
        re.compile(r"the search index is not up to date: (.*)"),
        mark("The search index is not up to date: {0}"),
    ),
    (re.compile(r"(.*): not indexed: (.*)"), mark("{0} cannot be found by search: {1}")),
)


def in_words(notices: Iterable[str]) -> str:
    """The notices, a line each; one that is not known here stays as it is."""
    return "\n".join(_in_words(clean_line(notice)) for notice in notices)


def _in_words(notice: str) -> str:
    for pattern, template in _FORMS:
        found = pattern.fullmatch(notice)
        if found:
            return _(template).format(*found.groups())
    return notice
