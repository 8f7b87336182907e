"""Which body each name of a text means: first the long forms, then the abbreviations.

`press.mentions` finds the names and states the rules.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from press.article import Outcome
from press.definitions import abbreviates, short_form, spelt_out
from press.meanings import Meaning
from press.places import ABROAD
from press.qualifying import Context, Qualified, Span
from press.register import Agency
from press.surfaces import Surface

_MORE_THAN_ONE = re.compile(
    r"(?:^|\W)(?:[Aa]lle[rn]?|[Bb]eide[rn]?|[Zz]wei|[Dd]rei|[Vv]ier|[Ff]ünf|[Mm]ehrere[rn]?|\d+) $"
)
_NOT_NEUTER = re.compile(r"(?:^|\W)(?:[Dd]er|[Dd]ie|[Dd]en|[Ee]inen|[Ee]iner?) $")
_LIKE_A_BODY = (
    r"(?:(?:\b[Dd](?:as|es|em{others})|[Vv]om|[Bb]eim|[Ii]m|[Zz]um|[Aa]ns?) |[/(]){0}(?!\w)"
    r"|(?<![\w-]){0}-(?:Vize|Präsid|Chef|Leit|Sprecher|Staatssekretär|Minister|Beamt|Ermittl|Expert"
    r"|Abteilung|Mitarbeit|Fachleute|Spezialist|Zentrale|Angaben|Direktor|Vorstand|Geschäftsführ)"
)
_LISTED = re.compile(r"(?:, | und | sowie |/)\Z")
_TELLING = 2
"""Of how many bodies the first word of a name may be to stand for it (not ``Landesamt``)."""
_COMPOUND = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]{3,}(?:amt|agentur|anstalt|zentrale|stelle|zentrum|institut|betrieb|behörde"
    r"|gesellschaft|akademie|dienst)(?=e?s? )"
)


class Found(NamedTuple):
    """A body that a text names: where, how surely (rank, less is surer), by which rule."""

    agency: Agency
    start: int
    end: int
    rank: int
    rule: str
    outcome: Outcome


class Ambiguous(NamedTuple):
    """A name that one of several bodies may be meant by: where, and their ids."""

    start: int
    end: int
    candidates: list[str]


class Search:
    """The names of one text being resolved."""

    def __init__(self, context: Context, bodies_of: Mapping[str, set[str]]) -> None:
        """`bodies_of` gives the ids of all bodies whose names begin with a word."""
        self.context = context
        self._bodies_of = bodies_of
        self.found: list[Found] = []
        self.ambiguous: list[Ambiguous] = []
        self._bound: dict[str, Found] = {}
        self._explained: set[str] = set()
        self._beginning: dict[int, Found] = {}
        self._otherwise: dict[str, bool] = {}

    def long(self, span: Span, meaning: Meaning) -> None:
        """Resolve a full, short or generic name."""
        if not meaning.clear:
            found = self._by_land(span, meaning)
        elif meaning.federal and self._is_foreign(span):
            found = []
        else:
            places = self._beside(span, meaning) if meaning.shared else []
            found = self._in_regions(span, meaning, places) or self._clear(span, meaning.clear)
        self.found += found
        if not meaning.person:
            for end in {span.end, *(each.end for each in found)}:
                self._bind(span, end, found)
        self._beginning.update((each.start, each) for each in found)

    def _bind(self, span: Span, end: int, found: list[Found]) -> None:
        """Take down the abbreviation that stands behind a long form."""
        text = self.context.written
        short = short_form(text, end)
        if short is None or self.context.is_place(text.index(short, end)):
            return
        self._explained.add(short)
        if len(found) == 1:
            known = any(short == alias.text for alias in found[0].agency.aliases)
            if known or abbreviates(short, text[min(span.start, found[0].start) : end]):
                self._bound.setdefault(short, found[0])

    def short(self, span: Span, meaning: Meaning) -> None:
        """Resolve an abbreviation."""
        words = self.context.written[span.start : span.end]
        if not meaning.clear:
            places = self._beside(span, meaning)
            if places:
                self.found += self._in_regions(span, meaning, places)
                return
        bound = self._bound.get(words) or self._explained_behind(span)
        if bound:
            self.found.append(_again(bound, span))
        elif self._means_otherwise(words):
            return
        elif meaning.clear:
            self.found += self._clear(span, meaning.clear)
        elif self._stands_out(span, meaning):
            self._local(span, meaning)

    def _local(self, span: Span, meaning: Meaning) -> None:
        qualified = self.context.around(span, meaning.regions_alone)
        if qualified is None and "DE" in meaning.by_region:
            witness = next((f for f in self.found if f.agency.region == "DE"), None)
            if witness:
                words = self.context.written[witness.start : witness.end]
                qualified = Qualified("DE", 7, f'resolved by "{words}" in the text')
        if qualified:
            self.found += self._in_region(span, meaning, qualified)
        else:
            self._leave_open(span, meaning.shared)

    def follow(self) -> None:
        """Find again, in another form, what the text itself has named in full.

        An abbreviation that it has explained, and in the heading the first word of a name
        (``Bundesagentur`` for the ``Bundesagentur für Arbeit``).
        """
        text = self.context.written
        for short, found in self._bound.items():
            for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?!\w)", text):
                self.found.append(_again(found, Span(match.start(), match.end(), match.start())))
        first: dict[str, dict[str, Found]] = {}
        for found in self.found:
            word = _COMPOUND.match(text, found.start, found.end)
            if word and word[0] in text[: self.context.heading] and self._is_telling(word[0]):
                first.setdefault(word[0], {})[found.agency.id] = found
        for each, bodies in first.items():
            if len(bodies) == 1:
                (found,) = bodies.values()
                pattern = rf"(?<![\w-]){each}(?:e?s)?(?!\w| für | der | des | in der )"
                for match in re.finditer(pattern, text[: self.context.heading]):
                    span = Span(match.start(), match.end(), match.start())
                    self.found.append(_again(found, span))

    def _is_telling(self, word: str) -> bool:
        return word != "Rechenzentrum" and len(self._bodies_of.get(word, ())) <= _TELLING

    def _is_foreign(self, span: Span) -> bool:
        """Whether a federal body's name has another country beside it."""
        if self.context.is_foreign(span):
            return True
        places = self.context.beside(span, (), person=False, plural=False)
        return any(place.code == ABROAD for place in places)

    def _clear(self, span: Span, meant: list[Surface]) -> list[Found]:
        surface = _of_the_day(meant, self.context.on)
        if surface is None:
            self._leave_open(span, meant)
            return []
        what = {"name": "name", "short": "short name"}.get(surface.alias.type, "abbreviation")
        if surface.person:
            what = "office holder"
        rank = {"name": 0, "short name": 1, "abbreviation": 3, "office holder": 4}[what]
        return [self._made(surface, span, rank, what)]

    def _by_land(self, span: Span, meaning: Meaning) -> list[Found]:
        """Resolve a name that many bodies share."""
        places = self._beside(span, meaning)
        if places:
            return self._in_regions(span, meaning, places)
        if not meaning.alone or self.context.means_another(span):
            return []
        if meaning.person and not self.context.one_office(span):
            return []
        qualified = self.context.around(span, meaning.regions_alone)
        if qualified is None:
            self._leave_open(span, meaning.alone)
            return []
        return self._in_region(span, meaning, qualified)

    def _beside(self, span: Span, meaning: Meaning) -> list[Qualified]:
        several = meaning.plural or (meaning.exact and self._preceded(_NOT_NEUTER, span))
        held = meaning.by_region.keys()
        return self.context.beside(span, held, person=meaning.person, plural=several)

    def _in_regions(self, span: Span, meaning: Meaning, places: list[Qualified]) -> list[Found]:
        return [found for place in places for found in self._in_region(span, meaning, place)]

    def _in_region(self, span: Span, meaning: Meaning, qualified: Qualified) -> list[Found]:
        of_region = meaning.by_region.get(qualified.code, [])
        surface = _of_the_day(of_region, self.context.on)
        if surface is None:
            return []
        what = "local abbreviation" if surface.alias.type == "local" else "generic name"
        if surface.person:
            what = "generic office"
        found = self._made(surface, span, qualified.rank, what)
        return [
            found._replace(
                start=min(span.start, qualified.start),
                end=max(span.end, qualified.end),
                rule=f"{found.rule}, {qualified.why}",
            )
        ]

    def _made(self, surface: Surface, span: Span, rank: int, what: str) -> Found:
        alias, on = surface.alias, self.context.on
        if surface.valid(on):
            outcome: Outcome = "canonical" if surface.canonical else "alias"
            return Found(surface.agency, span.start, span.end, rank, what, outcome)
        if alias.since and on and on < alias.since:
            rule = f"later {what} (since {alias.since[:4]})"
        else:
            rule = f"former {what} (until {(alias.until or '')[:4]})"
        return Found(surface.agency, span.start, span.end, max(rank, 2), rule, "former")

    def _explained_behind(self, span: Span) -> Found | None:
        """The long form in brackets behind an abbreviation (``LSI (Landesamt für …)``)."""
        if not self.context.written.startswith(" (", span.end):
            return None
        return self._beginning.get(span.end + 2)

    def _means_otherwise(self, abbreviation: str) -> bool:
        """Whether the text spells an abbreviation out as something else, or counts its versions."""
        if abbreviation in self._explained:
            return False
        if abbreviation not in self._otherwise:
            text = self.context.written
            version = re.search(re.escape(abbreviation) + r" \d+[.,]\d", text)
            self._otherwise[abbreviation] = bool(version) or spelt_out(abbreviation, text)
        return self._otherwise[abbreviation]

    def _stands_out(self, span: Span, meaning: Meaning) -> bool:
        """Whether a local abbreviation can be told from a word, a unit, another's abbreviation.

        It does where the body is also named in full, or if somewhere in the text it has an article
        or an official behind a hyphen; headlines leave articles out.
        """
        if self.context.line(span).isupper() or self._preceded(_MORE_THAN_ONE, span):
            return False
        text = self.context.written
        neuter = meaning.neuter
        if neuter and text[span.end : span.end + 1] != "-" and self._preceded(_NOT_NEUTER, span):
            return False
        ids = {surface.agency.id for surface in meaning.shared}
        listed = _LISTED.search(text, max(0, span.start - 8), span.start)
        ends = (listed.start(),) if listed else ()
        if any(found.agency.id in ids or found.end in ends for found in self.found):
            return True
        words = re.escape(text[span.start : span.end])
        others = "" if neuter else "|er|ie|en"
        pattern = _LIKE_A_BODY.replace("{others}", others).replace("{0}", words)
        return re.search(pattern, text) is not None

    def _preceded(self, pattern: re.Pattern[str], span: Span) -> bool:
        return bool(pattern.search(self.context.written[max(0, span.start - 12) : span.start]))

    def _leave_open(self, span: Span, meant: Iterable[Surface]) -> None:
        candidates = {s.agency.id: None for s in meant if s.valid(self.context.on)}
        if candidates:
            self.ambiguous.append(Ambiguous(span.start, span.end, list(candidates)))


def _again(found: Found, span: Span) -> Found:
    """A body that the text has named in full, where it stands in another form."""
    rule = "abbreviation, explained in the text"
    return Found(found.agency, span.start, span.end, 5, rule, "alias")


def _of_the_day(surfaces: list[Surface], on: str | None) -> Surface | None:
    """The name's holder on a day (today without one); if it had none, the last before, or the next.

    None if several remain. Of several on one day that one is meant which took it over last.
    """
    valid = [surface for surface in surfaces if surface.valid(on)]
    if valid:
        return _only(valid, [surface.alias.since or "" for surface in valid])
    before = [s for s in surfaces if s.alias.until and not (on and on < s.alias.until)]
    if before:
        return _only(before, [surface.alias.until or "" for surface in before])
    lasting = [surface for surface in surfaces if surface.lasting]
    return _only(lasting, [""] * len(lasting))


def _only(surfaces: list[Surface], dates: list[str]) -> Surface | None:
    """The one with the latest date; none if that is more than one body's."""
    latest = max(dates, default="")
    chosen = [s for s, day in zip(surfaces, dates, strict=True) if day == latest]
    return chosen[0] if len({surface.agency.id for surface in chosen}) == 1 else None
