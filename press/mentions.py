"""Finding the public bodies that a text names, and saying why.

Rules, best first; a body counts once, at its first place, with its best rule:

- ``name``, ``short name``: a full or short name, inflected by rule, whole words, longest first.
- ``former name (until 2021)``: the same for a name that was no longer valid on the article's day.
- ``abbreviation``: exactly as written; not if the text itself defines it otherwise
  (``Body-Mass-Index (BMI)``).
- ``office holder``: the minister stands for the ministry (``Ministerin für Verkehr``).
- generic names (``Innenministerium``, ``Landeskriminalamt``) and local abbreviations (``LKA``)
  mean a body only with a Land, which is, in this order: the one beside the name
  (``baden-württembergische Innenministerium``, ``LKA Bayern``), the source's own, the only one that
  the sentence places itself in (``In Hessen will das Innenministerium …``, generic names only), the
  kicker if it is just a Land's name. Otherwise they are left unresolved and not reported.
- A generic office (``Innenminister``) counts with a name after it or a Land beside it: plurals and
  conferences of ministers do not.
- A generic name with another country or an unknown adjective on ``-isch`` beside it
  (``das israelische Innenministerium``) is none of ours.
"""

import re
from bisect import bisect_left
from datetime import date
from typing import NamedTuple

from press.article import AgencyMention
from press.inflection import forms
from press.places import ABROAD, Place, gazetteer
from press.register import Agency, Alias
from press.tables import TableError
from press.words import Even, Hit, Phrases, ends_word, even, is_word, longest, starts_word

_NEEDS_LAND = frozenset({"generic", "local"})
_EXACT = frozenset({"abbreviation", "local"})

_GAP_AFTER = re.compile(
    r"(?: \([\w.-]{2,12}\))?"
    r" (?:von |in |in der |der |im |aus |des (?:Landes|Freistaats|Freistaates|Bundeslandes) "
    r"|(?:der|in der) Freien (?:und )?Hansestadt |\()?"
)
_OTHER_ADJECTIVE = re.compile(r"[\w-]+isch(?:e[nmrs]?)? $")
_PERSON_NAME = re.compile(r" (?:a\. ?D\. |Dr\. |Prof\. )*[A-ZÄÖÜ][\w'-]+|, [A-ZÄÖÜ][\w'-]+ [A-ZÄÖÜ]")
_OWN_LAND = re.compile(r" (?:des Landes|im Land|unseres Landes)\b")
_SENTENCE_END = re.compile(r"\n|(?<=[^\W\d]{3})[.!?][\"“”»')]* (?=[\"„»A-ZÄÖÜ])")
_LAND_ENDINGS = (
    " des Landes {}",
    " der Freien Hansestadt {}",
    " der Freien und Hansestadt {}",
    " von {}",
    " des {}es",
    " {}",
)
_PREFIX = re.compile(r"(?<![\w-])(?:ex|vize|us|eu)-$")
_PREFIX_GENERIC = re.compile(r"(?<![\w-])(?:ex|vize)-$")


class _Surface(NamedTuple):
    """One form of a body's name: how it is written, and which alias it comes from."""

    agency: Agency
    written: str
    alias: Alias
    person: bool


class _Found(NamedTuple):
    agency: Agency
    start: int
    end: int
    rank: int
    rule: str


class _Reading:
    """One text being searched: its words, its places, and what resolves generic names in it."""

    def __init__(self, text: Even, kicker: str, land: str | None, on: date | None) -> None:
        self.text = text
        self.land = land
        self.on = on.isoformat() if on else None
        self.places = gazetteer().find(text)
        self._starts = [place.start for place in self.places]
        self.kicker = kicker.strip()
        regions = gazetteer().regions
        self.kicker_land = next(
            (code for code, region in regions.items() if self.kicker in (region.name, *region.also)),
            None,
        )

    def beside(self, hit: Hit) -> Place | None:
        """The place directly before or after a name, as its qualifier."""
        index = bisect_left(self._starts, hit.end)
        if index < len(self.places):
            place = self.places[index]
            gap = self.text.text[hit.end : place.start]
            if place.form == "capital":
                if gap == " in ":
                    return place
            elif place.form != "adjective" and len(gap) < 48 and _GAP_AFTER.fullmatch(gap):
                return place
        for place in reversed(self.places[: bisect_left(self._starts, hit.start)]):
            gap = self.text.text[place.end : hit.start]
            if (gap == " " and place.form in ("adjective", "genitive")) or gap == "-":
                return place
            break
        return None

    def of_sentence(self, hit: Hit) -> Place | None:
        """The one Land that the sentence around a name places itself in (``In Bayern hat …``)."""
        text = self.text.text
        begin, end = 0, len(text)
        window = max(0, hit.start - 600)
        for stop in _SENTENCE_END.finditer(text, window, hit.start):
            begin = stop.end()
        stop_after = _SENTENCE_END.search(text, hit.end, hit.end + 600)
        if stop_after:
            end = stop_after.start()
        named = [p for p in self.places if begin <= p.start < end and p.code.startswith("DE-")]
        if len({place.code for place in named}) != 1:
            return None
        regions = gazetteer().regions
        for place in named:
            located = text[max(0, place.start - 4) : place.start].lower().strip() in ("in", "im")
            if place.form == "name" and located and not regions[place.code].city:
                return place
        return None


class Finder:
    """All names of all bodies, compiled for finding."""

    def __init__(self, agencies: list[Agency], where: str) -> None:
        surfaces: dict[str, list[_Surface]] = {}
        for agency in agencies:
            for surface in _surfaces(agency):
                surfaces.setdefault(even(surface.written).lower, []).append(surface)
        for phrase, meanings in surfaces.items():
            _check_clear(phrase, meanings, where)
        self._surfaces = list(surfaces.values())
        self._phrases = Phrases(list(surfaces))

    def find(
        self, written: str, *, kicker: str, land: str | None, on: date | None
    ) -> list[AgencyMention]:
        """The bodies named in `written`, in order of first appearance, each with words and rule."""
        reading = _Reading(even(written), kicker, land, on)
        first: dict[str, int] = {}
        best: dict[str, _Found] = {}
        for hit in longest(self._hits(reading.text)):
            found = self._resolve(hit, reading)
            if found is None:
                continue
            id_ = found.agency.id
            first.setdefault(id_, found.start)
            if id_ not in best or found.rank < best[id_].rank:
                best[id_] = found
        return [
            AgencyMention(
                id=id_,
                name=best[id_].agency.name,
                text=written[best[id_].start : best[id_].end],
                rule=best[id_].rule,
            )
            for id_ in sorted(first, key=first.__getitem__)
        ]

    def _hits(self, text: Even) -> list[Hit]:
        return [
            hit
            for hit in self._phrases.find(text)
            if ends_word(text.text, hit.end)
            and any(
                _written_as(text.text[hit.start : hit.end], surface)
                and _begins(text, hit.start, surface)
                for surface in self._surfaces[hit.phrase]
            )
        ]

    def _resolve(self, hit: Hit, reading: _Reading) -> _Found | None:
        words = reading.text.text[hit.start : hit.end]
        meant = [s for s in self._surfaces[hit.phrase] if _written_as(words, s)]
        clear = [s for s in meant if s.alias.type not in _NEEDS_LAND]
        if not clear:
            return _resolve_by_land(hit, meant, reading)
        surface = _of_the_day(clear, reading.on)
        if surface is None:
            return None
        if surface.alias.type == "abbreviation" and _defined_otherwise(words, reading.text.text):
            return None
        rank, rule = _rule(surface, reading.on)
        return _Found(surface.agency, hit.start, hit.end, rank, rule)


def _surfaces(agency: Agency) -> list[_Surface]:
    made: dict[tuple[str, bool], _Surface] = {}
    for alias in agency.aliases:
        if alias.type in _EXACT:
            made.setdefault((alias.text, False), _Surface(agency, alias.text, alias, False))
            continue
        for form in forms(alias.text):
            made.setdefault((form.text, False), _Surface(agency, form.text, alias, form.person))
        bare = _without_land(alias.text, agency) if alias.type == "name" else None
        if bare:
            generic = Alias(text=bare, type="generic", since=alias.since, until=alias.until)
            for form in forms(bare):
                made.setdefault((form.text, True), _Surface(agency, form.text, generic, form.person))
    clear = {text for text, generic in made if not generic}
    return [s for (text, generic), s in made.items() if not generic or text not in clear]


def _without_land(name: str, agency: Agency) -> str | None:
    """The name of a Land's body without the Land, if the Land begins or ends it."""
    if agency.level != "land" or agency.land is None:
        return None
    region = gazetteer().regions[agency.land]
    for ending in _LAND_ENDINGS:
        if name.endswith(ending.format(region.name)):
            return name.removesuffix(ending.format(region.name))
    first, _, rest = name.partition(" ")
    stem = region.adjective
    if rest and (first in region.fixed or (stem and first.lower().startswith(stem))):
        return rest
    return None


def _check_clear(phrase: str, meanings: list[_Surface], where: str) -> None:
    """A name means one body: at one time, and if it needs a Land, in one Land."""
    for index, one in enumerate(meanings):
        for other in meanings[:index]:
            if one.agency.id == other.agency.id or {one.alias.type, other.alias.type} & _EXACT and one.written != other.written:
                continue
            if one.agency.region != other.agency.region and {
                one.alias.type,
                other.alias.type,
            } <= _NEEDS_LAND:
                continue
            if _apart(one.alias, other.alias):
                continue
            raise TableError(
                f'{where}: [{one.agency.id}]: "{phrase}" is also a name of [{other.agency.id}]; '
                "make it generic or local for both, or give their dates"
            )


def _apart(one: Alias, other: Alias) -> bool:
    """Whether two names were never in use in the same year."""
    return bool(
        (one.until and other.since and one.until[:4] <= other.since[:4])
        or (other.until and one.since and other.until[:4] <= one.since[:4])
    )


def _written_as(words: str, surface: _Surface) -> bool:
    """Whether words, equal in lower case, are also written as the name may be.

    Abbreviations exactly; one word as in the register or in capitals; several words with any
    capitals, as adjectives in names go both ways.
    """
    if words == surface.written:
        return True
    if surface.alias.type in _EXACT:
        return False
    if " " in words:
        return not words.islower()
    return words.isupper()


def _begins(text: Even, start: int, surface: _Surface) -> bool:
    """Whether a name begins at `start`; ``Ex-``, ``EU-`` or a Land may be hyphened to it."""
    if starts_word(text.lower, start):
        return True
    if text.lower[start - 1] != "-":
        return False
    before = text.lower[max(0, start - 24) : start]
    allowed = _PREFIX_GENERIC if surface.alias.type in _NEEDS_LAND else _PREFIX
    if allowed.search(before):
        return True
    return any(
        place.end == len(before) - 1 and place.form == "name"
        for place in gazetteer().find(Even(text.text[max(0, start - 24) : start], before))
    )


def _of_the_day(surfaces: list[_Surface], on: str | None) -> _Surface | None:
    """The body that a name meant on a day (today without one); none if several remain."""
    if len({surface.agency.id for surface in surfaces}) > 1:
        if on:
            valid = [surface for surface in surfaces if surface.alias.valid(on)]
        else:
            valid = [surface for surface in surfaces if not surface.alias.until]
        surfaces = valid or surfaces
    return surfaces[0] if len({surface.agency.id for surface in surfaces}) == 1 else None


def _rule(surface: _Surface, on: str | None) -> tuple[int, str]:
    """Rank and words of the rule for a name that needs no Land."""
    alias = surface.alias
    what = {"name": "name", "short": "short name"}.get(alias.type, "abbreviation")
    if surface.person:
        what = "office holder"
    rank = {"name": 0, "short name": 1, "abbreviation": 3, "office holder": 4}[what]
    if alias.until and not (on and alias.valid(on)):
        return max(rank, 2), f"former {what} (until {alias.until[:4]})"
    return rank, what


def _resolve_by_land(hit: Hit, meant: list[_Surface], reading: _Reading) -> _Found | None:
    text = reading.text.text
    beside = reading.beside(hit)
    person = meant[0].person
    kind = "local abbreviation" if meant[0].alias.type == "local" else "generic name"
    if person:
        kind = "generic office"
    if beside:
        surface = _in_region(meant, beside.code, reading.on)
        if surface is None:
            return None
        start, end = min(hit.start, beside.start), max(hit.end, beside.end)
        words = text[beside.start : beside.end]
        return _Found(surface.agency, start, end, 5, f'{kind}, with "{words}"')
    if _OTHER_ADJECTIVE.search(text[max(0, hit.start - 40) : hit.start]):
        return None
    after = text[hit.end : hit.end + 60]
    if person and not (_PERSON_NAME.match(after) or _OWN_LAND.match(after)):
        return None
    if kind == "local abbreviation" and _in_capitals(hit, text):
        return None
    code, rank, why = reading.land, 6, f"resolved by the source's Land {reading.land}"
    if code is None and kind != "local abbreviation":
        place = reading.of_sentence(hit)
        if place:
            words = text[place.start : place.end]
            code, rank, why = place.code, 7, f'resolved by "{words}" in the sentence'
    if code is None and reading.kicker_land:
        code, rank = reading.kicker_land, 8
        why = f'resolved by the kicker "{reading.kicker}"'
    surface = _in_region(meant, code, reading.on) if code else None
    if surface is None:
        return None
    if kind == "local abbreviation" and _defined_otherwise(text[hit.start : hit.end], text):
        return None
    return _Found(surface.agency, hit.start, hit.end, rank, f"{kind}, {why}")


def _in_region(surfaces: list[_Surface], code: str, on: str | None) -> _Surface | None:
    if code == ABROAD:
        return None
    return _of_the_day([s for s in surfaces if s.agency.region == code], on)


def _in_capitals(hit: Hit, text: str) -> bool:
    """Whether the whole line is in capitals, where an abbreviation cannot be told from a word."""
    begin = text.rfind("\n", 0, hit.start) + 1
    end = text.find("\n", hit.end)
    return text[begin : end if end >= 0 else len(text)].isupper()


def _defined_otherwise(abbreviation: str, text: str) -> bool:
    """Whether the text spells an abbreviation out, as something else.

    Either word by word (``Body-Mass-Index (BMI)``) or in one (``Bundesmeldegesetz (BMG)``). A body's own long form beside it would have been found as its name, which counts anyway.
    """
    at = text.find(f" ({abbreviation})")
    if at < 0:
        return False
    words = re.split(r"[ -]+", text[max(0, at - 200) : at])[-len(abbreviation) :]
    initials = "".join(word[0] for word in words if word and is_word(word[0]))
    if initials.upper() == abbreviation.upper():
        return True
    letters = iter(words[-1].upper())
    return words[-1][:1] == abbreviation[0] and all(c in letters for c in abbreviation.upper())
