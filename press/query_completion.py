"""What a search box offers while a query is being written: names of fields, and their values.

A `Completer` looks at the text and the place of the cursor. It knows the language (fields, closed
values, dates) by itself; ids and names (topics, agencies, sources, tags) are given by its owner and
fetched when they are first needed.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from press import query_dates
from press.query_fields import BODIES, FIELDS, TITLE, canonical_field, fold
from press.query_parser import LETTER, NAME, PHRASE, QUOTES, VALUE, WORD
from press.query_tree import quoted_value

Names = Mapping[str, Sequence[str]]
"""Values with what they are called; the first name is shown, all of them are searched."""

Language = Literal["de", "en"]

_PERIODS = {"de": ("7t", "30t", "3m", "1j"), "en": ("7d", "30d", "3m", "1y")}
_ABBREVIATION = 4
"""Letters up to which what is typed may be the beginning of an id like ``bmi``."""
_DAYS = {"de": ("heute", "gestern"), "en": ("today", "yesterday")}


class Candidate(NamedTuple):
    """An offer: put `text` in the place of the characters `start` to `end`.

    `kind` is ``field`` or the canonical name of the field whose value it is; `label` is what to
    show beside it.
    """

    start: int
    end: int
    text: str
    label: str
    kind: str


class _Place(NamedTuple):
    """Where the cursor is: in a value of `field`, or in a word (``None``).

    `typed` is what stands before the cursor, `start` and `end` what an offer replaces; `beside` are
    the field's other values there.
    """

    field: str | None
    typed: str
    start: int
    end: int
    beside: tuple[str, ...] = ()


class Completer:
    """Offers for one search box.

    `names` gives the values of open fields by the field's name (``topic``, ``agency``, ``source``,
    ``tag``, ``section``), the likelier first; as long as it gives the same object nothing is read
    anew. The names of ``agency`` serve all fields that take a body.
    """

    def __init__(
        self,
        names: Mapping[str, Callable[[], Names]],
        *,
        language: Language = "de",
        today: Callable[[], date] = date.today,
    ) -> None:
        self._names = names
        self._language: Language = language
        self._today = today
        self._known: dict[str, tuple[Names, list[tuple[str, str, str]]]] = {}

    def candidates(self, text: str, position: int, limit: int = 10) -> list[Candidate]:
        """What may stand at `position` (counted from 0) of `text`, best first; never raises.

        Nothing inside quotation marks that are no value, and nothing for words.
        """
        place = _place(text, max(0, min(position, len(text))))
        if place is None:
            return []
        if place.field is None:
            offers = ((name, label, "field") for name, label in self._fields(place.typed))
        else:
            offers = (
                (quoted_value(value), label, place.field)
                for value, label in self._values(place.field, place.typed)
                if fold(value) not in place.beside
            )
        first = itertools.islice(offers, limit)
        return [Candidate(place.start, place.end, *offer) for offer in first]

    def _fields(self, typed: str) -> Iterator[tuple[str, str]]:
        """Names of fields that begin so, in the language in use if one of its names does."""
        wanted = fold(typed)
        for canonical, aliases in ((TITLE[0], TITLE[1:]), *_ALIASES):
            own = (*aliases, canonical) if self._language == "de" else (canonical, *aliases)
            name = next((name for name in own if fold(name).startswith(wanted)), None)
            if name:
                yield f"{name}:", own[0]

    def _values(self, field: str, typed: str) -> Iterator[tuple[str, str]]:
        if field == "date":
            return self._dates(typed)
        if field in FIELDS and FIELDS[field].values:
            return self._closed(field, typed)
        named = "agency" if field in BODIES else field
        return self._open(named, typed) if named in self._names else iter(())

    def _closed(self, field: str, typed: str) -> Iterator[tuple[str, str]]:
        """Values of a closed field that begin so; what is short and clear is inserted."""
        wanted = fold(typed)
        german = self._language == "de"
        for value, names in FIELDS[field].values.items():
            if value.startswith("DE"):
                if any(fold(name).startswith(wanted) for name in names):
                    yield names[0], names[1].title()
                continue
            own = (*names[1:], names[0]) if german else names
            name = next((name for name in own if fold(name).startswith(wanted)), None)
            if name:
                yield name, own[0]

    def _dates(self, typed: str) -> Iterator[tuple[str, str]]:
        """Words for days and periods, this year and month; after ``..`` the end of the range."""
        today = self._today()
        first, dots, last = typed.rpartition("..")
        offers = [*_DAYS[self._language]]
        if not dots:
            offers += _PERIODS[self._language]
        offers += [f"{today:%Y}", f"{today:%Y-%m}", today.isoformat()]
        for offer in offers:
            if offer.startswith(fold(last)):
                value = f"{first}{dots}{offer}"
                meant = _meant(value, today)
                if meant:
                    yield value, meant

    def _open(self, field: str, typed: str) -> Iterator[tuple[str, str]]:
        """Ids by a part of the id or of a name, best first (see `_rank`)."""
        wanted = fold(typed)
        word = re.compile(rf"[\s/(-]{re.escape(wanted)}")
        ranked: list[list[tuple[str, str]]] = [[], [], [], []]
        for value, label, searched in self._searched(field):
            if wanted in searched:
                ranked[_rank(searched, wanted, word)].append((value, label))
        return itertools.chain.from_iterable(ranked)

    def _searched(self, field: str) -> list[tuple[str, str, str]]:
        """Values with their label and all that they are searched by, folded, a name per line."""
        names = self._names[field]()
        known = self._known.get(field)
        if known is None or known[0] is not names:
            lines = [
                (value, called[0] if called else value, fold("\n".join(("", value, *called, ""))))
                for value, called in names.items()
            ]
            known = self._known[field] = (names, lines)
        return known[1]


_ALIASES = tuple((name, field.aliases) for name, field in FIELDS.items())


def _meant(value: str, today: date) -> str | None:
    """The days that a date means, ISO; None where it is none, or ends before it begins."""
    try:
        spec = query_dates.canonical(value)
    except ValueError:
        return None
    since, until = query_dates.bounds(spec, today)
    return query_dates.fixed(spec, today) if not (since and until and since > until) else None


def _rank(searched: str, wanted: str, word: re.Pattern[str]) -> int:
    """0: it is the value or a name; 1: so few letters begin the value; 2: a word does; 3: else."""
    if f"\n{wanted}\n" in searched:
        return 0
    if len(wanted) <= _ABBREVIATION and searched.startswith(f"\n{wanted}"):
        return 1
    return 2 if word.search(searched) else 3


def _place(text: str, position: int) -> _Place | None:
    """Where in the query the cursor is, read as `press.query_parser` reads; None in a phrase."""
    at = 0
    while at < position:
        name = NAME.match(text, at)
        if text[at] in QUOTES:
            quoted = PHRASE.match(text, at)
            at = quoted.end() if quoted else at + 1
            if at > position or (at == position and quoted and not quoted[2]):
                return None
        elif name and name.end() <= position:
            place, at = _in_values(text, name.end(), position, canonical_field(name[1]) or "")
            if place:
                return place
        elif LETTER.match(text, at):
            word = WORD.match(text, at)
            end = word.end() if word else at + 1
            if position <= end:
                return _Place(None, text[at:position], at, name.end() if name else end)
            at = end
        else:
            at += 1
    return _Place(None, "", position, position)


def _in_values(text: str, start: int, position: int, field: str) -> tuple[_Place | None, int]:
    """The value at the cursor, if it is in one of those that begin at `start`; where they end."""
    beside: list[str] = []
    place: tuple[str, int, int] | None = None
    while True:
        quoted = PHRASE.match(text, start)
        plain = quoted or VALUE.match(text, start)
        # What follows a quotation mark that is not closed is not part of the value yet.
        closed = quoted is None or bool(quoted[2])
        end = plain.end() if plain and closed else max(position, start) if plain else start
        if start <= position <= end and place is None:
            place = text[start:position].lstrip(QUOTES).rstrip(QUOTES), start, end
        elif plain:
            beside.append(fold(plain[1] if quoted else plain[0]))
        start = end
        if not text.startswith(",", start) or (place and not closed):
            break
        start += 1
    return (_Place(field, *place, tuple(beside)) if place else None), start
