"""Which body each name of a text means: first the long forms, then the abbreviations.

`press.mentions` finds the names and states the rules.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from press import headlines
from press.article import Outcome
from press.definitions import abbreviates, short_form, spelt_out
from press.headlines import again
from press.meanings import Meaning, of_the_day
from press.places import ABROAD
from press.qualifying import Context
from press.seen import Seen
from press.spans import Ambiguous, Found, Qualified, Span
from press.surfaces import Surface
from press.words import is_word

_MORE_THAN_ONE = re.compile(
    r"(?:^|\W)(?:[Aa]lle[rn]?|[Bb]eide[rn]?|[Zz]wei|[Dd]rei|[Vv]ier|[Ff]ünf|[Mm]ehrere[rn]?|\d+) $"
)
_NOT_NEUTER = re.compile(r"(?:^|\W)(?:[Dd]er|[Dd]ie|[Dd]en|[Ee]inen|[Ee]iner?) $")
_LIKE_A_BODY = (
    r"(?:(?:\b[Dd](?:as|es|em{others})|[Vv]om|[Bb]eim|[Ii]m|[Zz]um|[Aa]ns?"
    r"|\b(?:[Ss]ein|[Ii]hr)(?:e[mrns]?)?|\b[Dd]ienstleisters?|[Bb]ehörde|[Rr]echenzentrums?) |[/(])"
    r"{0}(?!\w)|(?m:^){0} [a-zäöüß]{2,}t "
    r"|(?<![\w-]){0}-(?:Vize|Präsid|Chef|Leit|Sprecher|Staatssekretär|Minister|Beamt|Ermittl|Expert"
    r"|Abteilung|Mitarbeit|Fachleute|Spezialist|Zentrale|Angaben|Direktor|Vorstand|Geschäftsführ)"
)
_LISTED = re.compile(r"(?:, | und | sowie |/)\Z")
_FEDERAL = re.compile(r"\b(?:Bund|[Dd]eutsch|Berlin)")
_OF_ITS_PARENT = re.compile(r"\b(?:(?:sein|ihr)(?:e[mrns]?)?|dessen|deren) $")
_OF_THE_LAND = re.compile(r" des (?:Bundeslandes|Landes|Freistaate?s)(?! [A-ZÄÖÜ])")
_FIELDS = 3
"""Nouns behind the first in the name of a ministry that tells which it is."""


class Search:
    """The names of one text being resolved."""

    def __init__(self, context: Context, bodies_of: Callable[[str], set[str]]) -> None:
        """`bodies_of` gives the ids of all bodies whose names begin with a word."""
        self.context = context
        self._bodies_of = bodies_of
        self.seen = Seen()
        self.ambiguous: list[Ambiguous] = []
        self._bound: dict[str, Found] = {}
        self._explained: set[str] = set()
        self._beginning: dict[int, Found] = {}
        self._otherwise: dict[str, bool] = {}
        self._like: dict[str, bool] = {}
        self._waiting: list[tuple[Span, Meaning]] = []
        self._local_ones: list[tuple[Span, Meaning]] = []

    @property
    def found(self) -> list[Found]:
        """What was found, in the order of the rules."""
        return self.seen.found

    def long(self, span: Span, meaning: Meaning) -> None:
        """Resolve a full, short or generic name."""
        places = self._beside(span, meaning) if meaning.shared else []
        country = self.context.countries.of(span) if meaning.abroad and not _here(places) else None
        if country:
            found = self._in_region(span, meaning, country)
        elif not meaning.clear:
            found = self._by_land(span, meaning, places)
        elif meaning.federal and self._is_foreign(span):
            found = []
        else:
            found = (
                self._in_regions(span, meaning, places)
                or self._of_the_only_land(span, meaning)
                or self._clear(span, meaning.clear)
            )
        self._take(span, meaning, found)

    def _take(self, span: Span, meaning: Meaning, found: list[Found]) -> None:
        self.seen.add(*found)
        if not meaning.person:
            for end in {span.end, *(each.end for each in found)}:
                self._bind(span, end, found)
        self._beginning.update((each.start, each) for each in found)

    def _of_the_only_land(self, span: Span, meaning: Meaning) -> list[Found]:
        """Resolve a federal body's name that one of a Land shares (``Normenkontrollrat``).

        The Land's is meant where the text names this Land only, and nothing federal.
        """
        held = {s.region for s in meaning.shared if not s.country}
        if not held or not meaning.federal or _FEDERAL.search(self.context.written):
            return []
        qualified = self.context.around(span, held) or self.context.by_text(span, held, {})
        return self._in_region(span, meaning, qualified) if qualified else []

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
        """Resolve an abbreviation that is clear; a local one waits for what the rest says."""
        words = self.context.written[span.start : span.end]
        if not meaning.clear:
            places = self._beside(span, meaning)
            if places:
                self.seen.add(*self._in_regions(span, meaning, places))
                return
        bound = self._bound.get(words) or self._explained_behind(span)
        if bound:
            self.seen.add(again(bound, span))
        elif meaning.clear and not self._means_otherwise(words):
            self.seen.add(*self._clear(span, meaning.clear))
        elif not meaning.clear:
            self._local_ones.append((span, meaning))

    def settle(self) -> None:
        """Resolve by the whole text what nothing near resolves, then local abbreviations."""
        for span, meaning in self._waiting:
            qualified = self._by_text(span, meaning)
            if qualified:
                self._take(span, meaning, self._in_region(span, meaning, qualified))
            else:
                self._leave_open(span, meaning.alone)
        for span, meaning in self._local_ones:
            words = self.context.written[span.start : span.end]
            bound = self._bound.get(words) or self.seen.unhyphenated.get(words)
            if bound:
                self.seen.add(again(bound, span))
            elif not self._means_otherwise(words) and self._stands_out(span, meaning):
                self._local(span, meaning)

    def _by_parent(self, span: Span, meaning: Meaning) -> Qualified | None:
        """The region of the body that belongs to one named in the text (``mit ihrer ZIT``)."""
        if not self._preceded(_OF_ITS_PARENT, span):
            return None
        parents = {s.agency.parent: s for s in meaning.shared if s.agency.parent}
        above = [self.seen.ids[id_] for id_ in parents if id_ in self.seen.ids]
        code = parents[above[0].agency.id].region if above else None
        if code is None or len(above) > 1:
            return None
        words = self.context.written[above[0].start : above[0].end]
        return Qualified(code, 6, f'resolved by "{words}", to which it belongs')

    def _by_text(self, span: Span, meaning: Meaning) -> Qualified | None:
        """The only Land of the text that has a body of that name.

        The federation is another, where a federal body stands near or is named in the text.
        """
        lands = self.seen.lands
        federal = "DE" in meaning.regions_alone and self._federal_near(span, meaning)
        if self.context.countries.places:
            return None
        if federal:
            return self._federal() if meaning.person else None
        of_the_land = _OF_THE_LAND.match(self.context.written, span.end)
        meant = meaning.shared if of_the_land else meaning.alone
        by_region: dict[str | None, list[Surface]] = {}
        for surface in meant:
            by_region.setdefault(surface.region, []).append(surface)
        held = {code for code, those in by_region.items() if of_the_day(those, self.context.on)}
        return self.context.by_text(span, held, lands) or self._by_name(meaning, lands)

    def _by_name(self, meaning: Meaning, lands: Mapping[str, Span]) -> Qualified | None:
        """The only Land that ever had a body with so long a name, if the text has no other Land."""
        name = meaning.surfaces[0].written
        fields = sum(word[0].isupper() for word in name.split()) - 1
        if len(meaning.regions_alone) != 1 or fields < _FIELDS - ("inisteri" not in name):
            return None
        (code,) = meaning.regions_alone
        if code is None or not code.startswith("DE-") or not self.context.only(code, lands):
            return None
        return Qualified(code, 8, "the only one of this name")

    def _federal(self) -> Qualified | None:
        """The federation, if the text names a body of it and no Land (``Minister Habeck``)."""
        seen = self.seen.governing
        if not seen or self.context.has_capital or not self.context.only("DE", self.seen.lands):
            return None
        words = self.context.written[seen.start : seen.end]
        return Qualified("DE", 8, f'resolved by "{words}" in the text')

    def _federal_near(self, span: Span, meaning: Meaning) -> bool:
        """Whether the federal body may be meant: it is named, or another is and no Land's is."""
        if any(surface.agency.id in self.seen.ids for surface in meaning.by_region["DE"]):
            return True
        if not self.seen.lands:
            return self.seen.federal is not None
        return self.seen.federal_between(self.context.before_sentence(span), span.start)

    def _local(self, span: Span, meaning: Meaning) -> None:
        if self.context.countries.of(span):
            return
        qualified = (
            self._by_parent(span, meaning)
            or self.context.around(span, meaning.regions_alone)
            or self._by_text(span, meaning)
        )
        if qualified is None and "DE" in meaning.by_region:
            witness = self.seen.federal
            if witness:
                words = self.context.written[witness.start : witness.end]
                qualified = Qualified("DE", 7, f'resolved by "{words}" in the text')
        if qualified:
            self.seen.add(*self._in_region(span, meaning, qualified))
        else:
            self._leave_open(span, meaning.shared)

    def follow(self) -> None:
        """Find again, in another form, what the text itself has named in full.

        An abbreviation that it has explained, and what its headline shortens.
        """
        text = self.context.written
        for short, found in self._bound.items():
            for start in _places(short, text):
                self.seen.add(again(found, Span(start, start + len(short), start)))
        heading = text[: self.context.heading]
        if not heading.strip():
            return
        for span, meaning in [*self._waiting, *self._local_ones]:
            if span.start < len(heading) and not self.context.countries.of(span):
                named = headlines.without_land(span, meaning, self.seen)
                self.seen.add(*([named] if named else []))
        self.seen.add(*list(headlines.without_level(heading, text, self.found)))
        self.seen.add(*list(headlines.first_words(heading, text, self.found, self._bodies_of)))

    def _is_foreign(self, span: Span) -> bool:
        """Whether a federal body's name has another country beside it."""
        if self.context.is_foreign(span):
            return True
        places = self.context.beside(span, (), person=False, plural=False)
        return any(place.code == ABROAD for place in places)

    def _clear(self, span: Span, meant: list[Surface]) -> list[Found]:
        surface = of_the_day(meant, self.context.on)
        if surface is None:
            self._leave_open(span, meant)
            return []
        what = {"name": "name", "short": "short name"}.get(surface.alias.type, "abbreviation")
        if surface.person:
            what = "office holder"
        rank = {"name": 0, "short name": 1, "abbreviation": 3, "office holder": 4}[what]
        return [self._made(surface, span, rank, what)]

    def _by_land(self, span: Span, meaning: Meaning, places: list[Qualified]) -> list[Found]:
        """Resolve a name that many bodies share; `places` are the Länder beside it."""
        if places:
            return self._in_regions(span, meaning, places)
        of_the_land = _OF_THE_LAND.match(self.context.written, span.end)
        if not (meaning.alone or of_the_land) or self.context.means_another(span):
            return []
        if meaning.person and not self.context.one_office(span):
            return []
        held = {s.region for s in meaning.shared} if of_the_land else meaning.regions_alone
        qualified = self.context.around(span, held)
        if qualified is None:
            self._waiting.append((span, meaning))
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
        surface = of_the_day(of_region, self.context.on)
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
            spans = [
                (found.start, found.end)
                for found in self.found
                if any(alias.text == abbreviation for alias in found.agency.aliases)
            ]
            self._otherwise[abbreviation] = bool(version) or spelt_out(abbreviation, text, spans)
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
        if not ids.isdisjoint(self.seen.ids) or not self.seen.ends.isdisjoint(ends):
            return True
        words = re.escape(text[span.start : span.end])
        others = "" if neuter else "|er|ie|en"
        pattern = _LIKE_A_BODY.replace("{others}", others).replace("{0}", words)
        return self._is_like(words, pattern)

    def _is_like(self, words: str, pattern: str) -> bool:
        if words not in self._like:
            self._like[words] = re.search(pattern, self.context.written) is not None
        return self._like[words]

    def _preceded(self, pattern: re.Pattern[str], span: Span) -> bool:
        return bool(pattern.search(self.context.written[max(0, span.start - 12) : span.start]))

    def _leave_open(self, span: Span, meant: Iterable[Surface]) -> None:
        candidates = {s.agency.id: None for s in meant if s.valid(self.context.on)}
        if candidates:
            self.ambiguous.append(Ambiguous(span.start, span.end, list(candidates)))


def _places(word: str, text: str) -> Iterator[int]:
    """Where a word begins in a text, but for the ends of hyphened compounds."""
    at = text.find(word)
    while at >= 0:
        before, after = text[max(0, at - 1) : at], text[at + len(word) : at + len(word) + 1]
        if not (before and (is_word(before) or before == "-")) and not (after and is_word(after)):
            yield at
        at = text.find(word, at + len(word))


def _here(places: list[Qualified]) -> bool:
    """Whether a name has a region beside it that is none of another country's."""
    return any(place.code != ABROAD for place in places)
