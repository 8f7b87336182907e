"""What the query line offers while it is typed in: the names that the fields' values go by."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from press.query import Query
from press.query_completion import Completer, Names
from store.library import Library
from tui.language import current

_OWN = ("name", "short", "abbreviation")
"""The kinds of names that mean one body wherever they stand."""


def completer(library: Library, today: date) -> Completer:
    """Offers with the archive's and the reader's names, the most frequent first; blocks."""
    from press import topics

    counts = library.facets(Query())
    named = {
        "topic": _by_number(
            {id_: (label,) for id_, label in topics.labels().items()}, counts.topic
        ),
        "agency": _by_number(_agencies(), counts.agency),
        "source": dict.fromkeys(counts.source, ()),
        "tag": dict.fromkeys(library.reader.all_tags(), ()),
    }
    made = Completer(
        {field: _giving(names) for field, names in named.items()},
        language="en" if current() == "en" else "de",
        today=lambda: today,
    )
    for field in named:  # what is looked through is made ready here and not at the first key
        made.candidates(f"{field}:", len(field) + 1)
    return made


@cache
def _agencies() -> Names:
    """All that every body of the register is called, by id."""
    from press import register_data

    return {
        body.id: (
            body.official or body.name,
            body.name,
            *(name.text for name in body.aliases if name.type in _OWN),
        )
        for body in register_data.bodies(register_data.own())
    }


def _by_number(names: Names, counts: Mapping[str, int]) -> Names:
    """The names in the order of their articles' numbers."""
    found = {value: names.get(value, ()) for value in counts}
    return {**found, **names}


def _giving(names: Names) -> Callable[[], Names]:
    return lambda: names
