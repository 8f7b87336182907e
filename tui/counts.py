"""How many articles each filter would leave: what the filter panel shows beside its values."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from press.query import Query
from press.query_dates import bounds
from store.library import Library
from tui.language import mark
from tui.widgets.facet_list import Choice

FACETS = {"topic": mark("Topics"), "agency": mark("Agencies"), "source": mark("Sources")}
"""The facets of the panel, by their field in the query, with their headings."""

PRESETS = {
    "today": mark("today"),
    "yesterday": mark("yesterday"),
    "7d": mark("7 days"),
    "30d": mark("30 days"),
    "1y": mark("1 year"),
}
"""The ready-made periods, as the query's date field writes them, with their labels."""

_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


class Counts(NamedTuple):
    """The numbers for `query`: per facet and value, and per preset period."""

    query: Query
    facets: Mapping[str, Mapping[str, int]]
    presets: Mapping[str, int]
    labels: Mapping[str, Mapping[str, str]]

    def choices(self, field: str, chosen: Sequence[str]) -> list[Choice]:
        """The values of a facet, most frequent first, those chosen always among them."""
        numbers = dict(self.facets[field])
        for value in chosen:
            numbers.setdefault(value, 0)
        names = self.labels.get(field, {})
        choices = [Choice(value, names.get(value, value), n) for value, n in numbers.items()]
        return sorted(choices, key=lambda choice: (-(choice.hits or 0), sorting_key(choice.label)))


def count(library: Library, query: Query, today: date) -> Counts:
    """Put the question to the library; blocks, so call it in a worker thread."""
    from press import topics  # the registers load while the list is already on the screen

    facets = library.facets(query)
    days = library.histogram(query.without_field("date"), "day")
    return Counts(
        query,
        {"topic": facets.topic, "agency": facets.agency, "source": facets.source},
        {preset: _within(days, preset, today) for preset in PRESETS},
        {"topic": topics.labels(), "agency": agency_names()},
    )


def agency_names() -> dict[str, str]:
    """The names of all agencies that the register knows, by id."""
    from press import register_data

    return register_data.names()


def sorting_key(label: str) -> str:
    """The key that sorts German words as a dictionary does (DIN 5007-1): ä as a, ß as ss."""
    return label.casefold().translate(_UMLAUTS)


def _within(days: Mapping[str, int], preset: str, today: date) -> int:
    since, until = (day.isoformat() if day else None for day in bounds(preset, today))
    return sum(
        n
        for day, n in days.items()
        if (since is None or since <= day) and (until is None or day <= until)
    )
