"""How many articles each filter would leave: what the filter panel shows beside its values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from press.query import Query, parse
from press.query_dates import bounds
from store.library import Library
from tui.language import _, mark

FACETS = {
    "topic": mark("Topics"),
    "agency": mark("Agencies"),
    "source": mark("Sources"),
    "state": mark("Länder"),
    "kind": mark("Kinds"),
    "is": mark("State"),
}
"""The facets of the panel, by their field in the query, with their headings."""

PRESETS = {
    "today": mark("today"),
    "yesterday": mark("yesterday"),
    "7d": mark("7 days"),
    "1m": mark("1 month"),
    "3m": mark("1 quarter"),
    "1y": mark("1 year"),
}
"""The ready-made periods, as the query's date field writes them, with their labels."""

STATES = {
    "unread": mark("unread"),
    "new": mark("new since last visit"),
    "starred": mark("starred"),
    "changed": mark("changed"),
    "undated": mark("undated"),
    "gone": mark("gone from its site"),
    "degraded": mark("read with gaps"),
}
_RARE = ("gone", "degraded")
"""States shown only where there are articles in them."""
_KINDS = {"press_release": mark("press releases"), "news": mark("news reports")}
_LOOSENED = 12
"""Parts of a query that are left out in turn to see what it would find then."""

_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


class Choice(NamedTuple):
    """A value, how it is called, and how many articles it would leave (None: not known yet)."""

    value: str
    label: str
    hits: int | None


class Counts(NamedTuple):
    """The numbers for `query`: the values of each facet, most frequent first, and the periods.

    Those for ``is`` take longer and may come later; until then they stand without numbers.
    """

    query: Query
    facets: Mapping[str, Sequence[Choice]]
    presets: Mapping[str, int]
    labels: Mapping[str, Mapping[str, str]]

    def choices(self, field: str, chosen: Sequence[str]) -> list[Choice]:
        """The values of a facet, those chosen always among them."""
        choices = list(self.facets[field])
        known = {choice.value for choice in choices}
        names = self.labels.get(field, {})
        more = (Choice(value, names.get(value, value), 0) for value in chosen)
        return choices + [choice for choice in more if choice.value not in known]

    def with_states(self, numbers: Mapping[str, int]) -> "Counts":
        """With the numbers of the articles in each state."""
        return self._replace(facets={**self.facets, "is": _states(numbers)})


class Loosening(NamedTuple):
    """A query without one of its parts (None: without all), and how many articles it finds."""

    part: Query | None
    query: Query
    hits: int


def count(library: Library, query: Query, today: date) -> Counts:
    """Count for all facets but the states; blocks, so call it in a worker thread."""
    from press import regions, topics  # the registers load while the list is on the screen

    facets = library.facets(query)
    days = library.histogram(query.without_field("date"), "day")
    labels = {
        "topic": topics.labels(),
        "agency": agency_names(),
        "state": {code: regions.label(code) for code in facets.region},
        "kind": {kind: _(label) for kind, label in _KINDS.items()},
        "is": {state: _(label) for state, label in STATES.items()},
    }
    numbers = {
        "topic": facets.topic,
        "agency": facets.agency,
        "source": facets.source,
        "state": facets.region,
        "kind": facets.kind,
    }
    return Counts(
        query,
        {name: _sorted(counts, labels.get(name, {})) for name, counts in numbers.items()}
        | {"is": _states({})},
        {preset: _within(days, preset, today) for preset in PRESETS},
        labels,
    )


def count_states(library: Library, query: Query) -> dict[str, int]:
    """How many articles of `query` are in each state, whatever state it asks for; blocks."""
    rest = query.without_field("is")
    return {state: library.count(rest & parse(f"is:{state}")) for state in STATES}


def loosened(library: Library, query: Query) -> list[Loosening]:
    """What a query that finds nothing would find without each of its parts; blocks.

    Only what finds something, most articles last; without all of them where nothing else does.
    """
    found: list[Loosening] = []
    if len(query.nodes) > 1:
        for node in query.nodes[:_LOOSENED]:
            rest = Query(tuple(other for other in query.nodes if other is not node))
            found.append(Loosening(Query((node,)), rest, library.count(rest)))
    found = sorted((each for each in found if each.hits), key=lambda each: each.hits)
    return found or [Loosening(None, Query(), library.count(Query()))]


def agency_names() -> dict[str, str]:
    """The names of all agencies that the register knows, by id."""
    from press import register_data

    return register_data.names()


def sorting_key(label: str) -> str:
    """The key that sorts German words as a dictionary does (DIN 5007-1): ä as a, ß as ss."""
    return label.casefold().translate(_UMLAUTS)


def _sorted(numbers: Mapping[str, int], names: Mapping[str, str]) -> list[Choice]:
    choices: Iterable[Choice] = (
        Choice(value, names.get(value, value), n) for value, n in numbers.items()
    )
    return sorted(choices, key=lambda choice: (-(choice.hits or 0), sorting_key(choice.label)))


def _states(numbers: Mapping[str, int]) -> list[Choice]:
    return [
        Choice(state, _(label), numbers.get(state))
        for state, label in STATES.items()
        if state not in _RARE or numbers.get(state)
    ]


def _within(days: Mapping[str, int], preset: str, today: date) -> int:
    since, until = (day.isoformat() if day else None for day in bounds(preset, today))
    return sum(
        n
        for day, n in days.items()
        if (since is None or since <= day) and (until is None or day <= until)
    )
