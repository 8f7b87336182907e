"""Which Land is meant by a name that many bodies share.

In this order: the Land beside the name, the Land in which the sentence or clause places itself at
its beginning, the source's own, the only Land that the sentence names, the kicker's; then
``dort``, the only Land of the text that has such a body, the only one of the sentence before.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache, cached_property

from press.countries import Countries
from press.places import ABROAD, Place, gazetteer
from press.sentences import LONGEST, sentence_around
from press.spans import Qualified, Span
from press.words import Even

_FAR = 100
"""Characters between a name and a Land beyond which the one is not beside the other."""
_GAP_AFTER = re.compile(
    r"(?: \([\w.-]{2,12}\))?"
    r" (?:von |in |in der |der |im |aus |des (?:Landes|Freistaats|Freistaates|Bundeslandes) "
    r"|der (?:Bundesl|L)änder |in den (?:Bundesl|L)ändern "
    r"|(?:der|in der) Freien (?:und )?Hansestadt |\()?"
)
_NAME_AND_GAP_AFTER = re.compile(
    r"(?: (?:Dr\.|Prof\.|[A-ZÄÖÜ][\w.'-]+)){1,4}(?: (?:aus |von )| \((?:[\w/]+[,/] ?)?)"
)
_PARTY = r"(?:CDU|CSU|SPD|FDP|AfD|Grünen?|Linken?)-"
_IN_CITY = re.compile(r"(?: \([\w.-]{2,12}\))? in ([A-ZÄÖÜ][\w-]+(?: am [A-ZÄÖÜ]\w+)?)")
_IN_CAPITAL = re.compile(r"(?: \([\w.-]{2,12}\))? in ")
_GAP_BEFORE = re.compile(rf" (?:[a-zäöüß]+e[nrsm]? ){{0,2}}(?:{_PARTY})?")
_AND = r"(?:,| und| sowie| oder| bzw\.|/) ?"
_NEXT = re.compile(rf"{_AND}(?:von |aus |in |im |des (?:Landes|Freistaat[e]?s) |der |dem )?")
_PREVIOUS = re.compile(rf"{_AND}(?:(?:das|dem|des|der|die|den|vom|zum|beim|im) )?")
_COLLEAGUE = re.compile(r" (?:Amts|Ressort|Fach|Minister)?[Kk]olleg(?:e|in|en),? (?:der |die )?")
_OTHER_ADJECTIVE = re.compile(
    r"(?:[\w-]+isch(?:e[nmrs]?)?|jeweiligen?s?|(?<![\w-])(?!Der|Dieser|Jeder|Einer|Unser|Ihrer|Seiner|Aller)"
    r"[A-ZÄÖÜ][a-zäöüß]{2,}er) $"
)
_ADJECTIVE_ENDINGS = ("e ", "en ", "er ", "es ", "em ", "sch ")
_FOREIGN = re.compile(
    r"(?:[Öö]sterreich|[Ss]chweizer|[Ll]iechtenstein|[Bb]elg|[Rr]uss|[Aa]merikan|[Mm]exikan|[Ii]nd"
    r"|[Bb]rasilian|[Aa]ustral|[Aa]rgentin)ische[nmrs]? $|(?:Schweizer|Wiener|Berner) $"
)
_CAPITALS_OWN = re.compile(r"([A-ZÄÖÜ][a-zäöüß]+er|[Hh]annoversche[nmrs]?) $")
_CAPITAL_ABROAD = re.compile(
    r" in (?:Prag|Paris|London|Rom|Madrid|Lissabon|Warschau|Kiew|Kyjiw|Moskau|Washington|Budapest"
    r"|Kopenhagen|Stockholm|Oslo|Helsinki|Tallinn|Riga|Vilnius|Athen|Ankara|Jerusalem|Peking|Tokio"
    r"|Den Haag|Bukarest|Sofia|Zagreb|Dublin|Bratislava|Ljubljana|Belgrad|Minsk)\b"
)
_OFFICE_FOLLOWED = re.compile(
    r" (?:a\. ?D\. |Dr\. |Prof\. )*[A-ZÄÖÜ][\w'-]+| (?:des Landes|im Land|unseres Landes)\b"
)
_SEVERAL = re.compile(
    r",? (?:der|aus|von|in)? ?(?:den )?"
    r"(?:zwei|drei|vier|fünf|Bund|Länder|aller|beider|16|allen)"
)
_ONE_BEFORE = re.compile(
    r"(?:(?:^|[\s(„\"»])(?:[Dd]as|[Dd]em|[Dd]en|[Dd]es|[Ee]in|[Ee]inen|[Ee]inem|[Vv]om|[Zz]um|[Bb]eim"
    r"|[Uu]nser\w*|[Ii]hre?n?|[Ss]eine?n?|Der|Die|[Nn]eue[rn]?|[Aa]ls) $"
    r"|(?<![\w-])(?:[a-zäöüß]+|So|Auch),? der $|[,;:–„] der $)"
)
_ONE_AFTER = re.compile(r" [a-zäöüß]+t\b")
_THERE = re.compile(r"\b[Dd]ort(?:ige[nmrs]?)?\b")
_LAND_BEFORE = re.compile(r"\b(?:Land(?:es)?|Stadtstaats?) $")
_VENUE = (" in ", "In ", " bei ", " nach ", " aus ")
_WOMAN = re.compile(r"\S*in(?: |$)")


class Context:
    """A text being searched: its words, its places, whence and when it comes.

    What begins before `heading` is title, kicker or lead.
    """

    def __init__(
        self, text: Even, *, heading: int, kicker: str, land: str | None, on: date | None
    ) -> None:
        self.text = text
        self.written = text.text
        self.heading = heading
        self.land = land
        self.on = on.isoformat() if on else None
        self.places = gazetteer().find(text)
        self._starts = [place.start for place in self.places]
        self.kicker = kicker.strip()
        self._kicker_land = _lands().get(self.kicker)

    def beside(
        self, span: Span, held: Collection[str | None], *, person: bool, plural: bool
    ) -> list[Qualified]:
        """The regions that stand directly at a name; several for several bodies of that name.

        A capital counts only for a region in `held`: it is also the seat of federal bodies.
        """
        places = self._before(span) or self._after(span, person=person, plural=plural)
        places = [place for place in places if place.form != "capital" or place.code in held]
        return [
            Qualified(place.code, 5, f'with "{self._words(place)}"', place.start, place.end)
            for place in places
        ]

    def around(self, span: Span, held: Collection[str | None]) -> Qualified | None:
        """The Land that sentence, source or kicker give to a name that `held` have such a body."""
        begin, places = self._of_sentence(span, held)
        for place in reversed(places):
            if place.start < span.start and self._opens(begin, place):
                return self._by_sentence(place)
        if self.land in held and self.land:
            return Qualified(self.land, 6, f"resolved by the source's Land {self.land}")
        if len({place.code for place in places}) == 1:
            return self._by_sentence(places[0])
        if self._kicker_land in held and self._kicker_land:
            return Qualified(self._kicker_land, 8, f'resolved by the kicker "{self.kicker}"')
        return None

    def by_text(
        self, span: Span, held: Collection[str | None], bodies: Mapping[str, Span]
    ) -> Qualified | None:
        """The Land that the rest of the text gives to a name that `held` have such a body.

        `bodies` are the Länder whose bodies the text names, and where.
        """
        sentence = sentence_around(self.written, span.start, span.end)
        if any(place.code == ABROAD for place in self._between(sentence.start, sentence.end)):
            return None
        if _THERE.search(self.written, sentence.start, span.start):
            there = [p for p in self._between(span.start - LONGEST, span.start) if p.code in held]
            return self._by_words(there[-1], "before") if there else None
        named = self._lands_named
        if len(named.keys() | bodies.keys()) == 1:
            (code,) = named.keys() | bodies.keys()
            where = named.get(code) or bodies[code]
            if code not in held or (code not in named and self._cities_named - {code}):
                return None
            words = self.written[where.start : where.end]
            return Qualified(code, 8, f'resolved by the only Land of the text, "{words}"')
        before = [
            place
            for place in self._between(self.before_sentence(span), sentence.start)
            if place.code in held and self._names_land(place)
        ]
        if len({place.code for place in before}) == 1:
            return self._by_words(before[-1], "before")
        return None

    @cached_property
    def countries(self) -> Countries:
        """The countries in the text whose bodies are called like German ones."""
        german = bool(self.land) or any(place.code.startswith("DE") for place in self.places)
        return Countries(self.text, german=german)

    def only(self, code: str, bodies: Mapping[str, Span]) -> bool:
        """Whether the text names no other Land than this, and no body of another."""
        return not (self._lands_named.keys() | bodies.keys()) - {code}

    @property
    def has_capital(self) -> bool:
        """Whether the text names a Land's seat of government."""
        return any(place.form == "capital" for place in self.places)

    def before_sentence(self, span: Span) -> int:
        """Where the sentence before that of a name begins."""
        begin = sentence_around(self.written, span.start, span.end).start
        return sentence_around(self.written, max(0, begin - 2), max(0, begin - 2)).start

    @cached_property
    def _lands_named(self) -> dict[str, Place]:
        """The Länder that the text names, each with its first place."""
        return {p.code: p for p in reversed(self.places) if self._names_land(p)}

    @cached_property
    def _cities_named(self) -> set[str]:
        """The Länder that are a city too and whose name stands anywhere."""
        regions = gazetteer().regions
        return {p.code for p in self.places if p.code in regions and regions[p.code].city}

    def _names_land(self, place: Place) -> bool:
        """Whether a place is a Land; a city's name is, unless it is a venue or a dateline."""
        if not place.code.startswith("DE-") or place.form in ("capital", "beside"):
            return False
        if not gazetteer().regions[place.code].city or place.form in ("genitive", "full"):
            return True
        if place.form == "adjective":
            return False
        before = self.written[max(0, place.start - 12) : place.start]
        return bool(_LAND_BEFORE.search(before)) or (
            place.code != "DE-BE" and not before.endswith(_VENUE)
        )

    def behind_shared_adjective(self, start: int) -> int | None:
        """Where the name goes on that begins with a Land's adjective, if others stand before it."""
        index = bisect_left(self._starts, start)
        if not 0 < index < len(self.places) or self._starts[index] != start:
            return None
        place, before = self.places[index], self.places[index - 1]
        between = self.written[before.end : start]
        if place.form == before.form == "adjective" and _PREVIOUS.fullmatch(between):
            return place.end + 1
        return None

    def means_another(self, span: Span) -> bool:
        """Whether an adjective before a name makes it none of ours (``israelische``)."""
        before = self.written[max(0, span.left - 40) : span.left]
        if before.endswith(_ADJECTIVE_ENDINGS) and _OTHER_ADJECTIVE.search(before):
            return True
        return bool(_CAPITAL_ABROAD.match(self.written, span.end)) or self._opens_abroad(span)

    def _opens_abroad(self, span: Span) -> bool:
        """Whether the sentence or clause of a name places itself in another country."""
        near = self._between(span.start - LONGEST, span.start)
        if not near or near[-1].code != ABROAD:
            return False
        begin = sentence_around(self.written, span.start, span.end).start
        return near[-1].start >= begin and self._opens(begin, near[-1])

    def is_foreign(self, span: Span) -> bool:
        """Whether an adjective places a name in a state that has federal bodies of its own."""
        before = self.written[max(0, span.left - 30) : span.left]
        return before.endswith(_ADJECTIVE_ENDINGS) and bool(_FOREIGN.search(before))

    def one_office(self, span: Span) -> bool:
        """Whether a title means one person who holds the office here, not all who hold it."""
        before = self.written[max(0, span.left - 30) : span.left]
        after = self.written[span.end : span.end + 60]
        if _SEVERAL.match(after):
            return False
        return bool(
            _OFFICE_FOLLOWED.match(after)
            or self.written[span.end - 1] == "s"
            or _WOMAN.match(self.written[span.start : span.end])
            or _ONE_BEFORE.search(before)
            or ((not before or before[-1] == "\n") and _ONE_AFTER.match(after))
        )

    def line(self, span: Span) -> str:
        """The line that a name stands in, or its middle."""
        before = self.written[max(0, span.start - 200) : span.start].rpartition("\n")[2]
        after = self.written[span.end : span.end + 200].partition("\n")[0]
        return before + self.written[span.start : span.end] + after

    def is_place(self, start: int) -> bool:
        """Whether a region's name begins there."""
        index = bisect_left(self._starts, start)
        return index < len(self._starts) and self._starts[index] == start

    def _words(self, place: Place) -> str:
        return self.written[place.start : place.end]

    def _by_sentence(self, place: Place) -> Qualified:
        return Qualified(place.code, 7, f'resolved by "{self._words(place)}" in the sentence')

    def _by_words(self, place: Place, where: str) -> Qualified:
        return Qualified(place.code, 8, f'resolved by "{self._words(place)}" {where}')

    def _before(self, span: Span) -> list[Place]:
        before = self.written[max(0, span.left - 50) : span.left]
        capital = _CAPITALS_OWN.search(before)
        code = _of_capitals().get(capital[1].lower()) if capital else None
        if capital and code:
            return [Place(code, span.left - 1 - len(capital[1]), span.left - 1, "adjective")]
        before = before.rpartition("\n")[2]
        fellow = _COLLEAGUE.search(before)
        if fellow and fellow.end() == len(before):
            code = _of_capitals().get(before[: fellow.start()].rpartition(" ")[2].lower())
            if code:
                end = span.left - len(before) + fellow.start()
                return [Place(code, end, end, "adjective")]
        index = bisect_left(self._starts, span.left) - 1
        if index < 0 or self.places[index].end < span.left - _FAR:
            return []
        place = self.places[index]
        gap = self.written[place.end : span.left]
        if gap == "-":
            return [place]
        if place.form not in ("adjective", "genitive") or not _GAP_BEFORE.fullmatch(gap):
            return []
        found = [place]
        while index > 0:
            index -= 1
            other = self.places[index]
            between = self.written[other.end : found[0].start]
            if other.form != place.form or not _PREVIOUS.fullmatch(between):
                break
            found.insert(0, other)
        return found

    def _after(self, span: Span, *, person: bool, plural: bool) -> list[Place]:
        city = _IN_CITY.match(self.written, span.end)
        code = _of_cities().get(city[1]) if city else None
        if city and code:
            return [Place(code, city.start(1), city.end(1), "capital")]
        index = bisect_left(self._starts, span.end)
        if index == len(self.places) or self.places[index].start > span.end + _FAR:
            return []
        place = self.places[index]
        gap = self.written[span.end : place.start]
        if place.form == "capital":
            return [place] if _IN_CAPITAL.fullmatch(gap) else []
        if place.form == "adjective":
            return []
        if person and _NAME_AND_GAP_AFTER.fullmatch(gap):
            return [place]
        if not _GAP_AFTER.fullmatch(gap):
            return []
        found = [place]
        for other in self.places[index + 1 :] if plural or person else ():
            between = self.written[found[-1].end : other.start]
            if other.form not in ("name", "full", "genitive") or not _NEXT.fullmatch(between):
                break
            found.append(other)
        return found

    def _of_sentence(self, span: Span, held: Collection[str | None]) -> tuple[int, list[Place]]:
        """Where a name's sentence begins, and the places in it that may say which Land is meant."""
        regions = gazetteer().regions
        only_cities = all(code in regions and regions[code].city for code in held if code)
        near = [
            place
            for place in self._between(span.start - LONGEST, span.end + LONGEST)
            if place.code in held
            and place.code.startswith("DE-")
            and place.form != "capital"
            and (place.form != "name" or not regions[place.code].city or only_cities)
        ]
        if not near:
            return 0, []
        sentence = sentence_around(self.written, span.start, span.end)
        inside = [place for place in near if sentence.start <= place.start < sentence.end]
        return sentence.start, inside

    def _between(self, start: int, end: int) -> list[Place]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self.places[first:last]

    def _opens(self, begin: int, place: Place) -> bool:
        """Whether a sentence that begins there, or a clause of it, begins with ``in Bayern``."""
        if self.written[place.start - 3 : place.start] not in ("in ", "In ", "im ", "Im "):
            return False
        before = self.written[begin : place.start - 3].rstrip(' "„»-')
        return not before or before.removesuffix(" und").endswith((",", ";", ":", " –"))


@cache
def _lands() -> dict[str, str]:
    """The codes of all regions by their names."""
    regions = gazetteer().regions
    return {name: code for code, r in regions.items() for name in (r.name, *r.also)}


@cache
def _of_capitals() -> dict[str, str]:
    """The codes of the Länder by what is called after their capitals (``Stuttgarter``)."""
    found = {}
    for code, region in gazetteer().regions.items():
        if region.capital:
            stem = region.capital.removesuffix("en")
            for name in (f"{region.capital}er", f"{stem}er", f"{stem}ner", f"{stem}aner"):
                found[name.lower()] = code
    for ending in ("e", "en", "er", "es", "em"):
        found[f"hannoversch{ending}"] = "DE-NI"
    return found


@cache
def _of_cities() -> dict[str, str]:
    """The codes of the Länder by their larger cities; Bonn is a seat of the federation too."""
    regions = gazetteer().regions
    return {city: code for code, r in regions.items() for city in r.cities if city != "Bonn"}
