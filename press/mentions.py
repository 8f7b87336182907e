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
from press.places import ABROAD, Place, gazetteer
from press.register import Agency
from press.surfaces import EXACT, NEEDS_LAND, Surface
from press.words import Even, Hit, Phrases, ends_word, even, is_word, longest, starts_word

_GAP_AFTER = re.compile(
    r"(?: \([\w.-]{2,12}\))?"
    r" (?:von |in |in der |der |im |aus |des (?:Landes|Freistaats|Freistaates|Bundeslandes) "
    r"|(?:der|in der) Freien (?:und )?Hansestadt |\()?"
)
_OTHER_ADJECTIVE = re.compile(r"[\w-]+isch(?:e[nmrs]?)? $")
_OFFICE_FOLLOWED = re.compile(
    r" (?:a\. ?D\. |Dr\. |Prof\. )*[A-ZÄÖÜ][\w'-]+| (?:des Landes|im Land|unseres Landes)\b"
)
_SENTENCE = 600
_SENTENCE_END = re.compile(r"\n|(?<=[^\W\d]{3})[.!?][\"“”»')]* (?=[\"„»A-ZÄÖÜ])")
_PREFIX = re.compile(r"(?<![\w-])(?:ex|vize|us|eu)-$")
_PREFIX_GENERIC = re.compile(r"(?<![\w-])(?:ex|vize)-$")


class _Found(NamedTuple):
    agency: Agency
    start: int
    end: int
    rank: int
    rule: str


class _Qualified(NamedTuple):
    """Which Land a generic name means, how sure that is (rank) and why."""

    code: str
    rank: int
    why: str
    start: int = 1 << 62
    end: int = 0


class _Reading:
    """One text being searched: its words, its places, and what resolves generic names in it."""

    def __init__(self, text: Even, kicker: str, land: str | None, on: date | None) -> None:
        self.text = text
        self.land = land
        self.on = on.isoformat() if on else None
        self.places = gazetteer().find(text)
        self._starts = [place.start for place in self.places]
        self._defined: dict[str, bool] = {}
        self.kicker = kicker.strip()
        regions = gazetteer().regions
        self.kicker_land = next(
            (
                code
                for code, region in regions.items()
                if self.kicker in (region.name, *region.also)
            ),
            None,
        )

    def beside(self, hit: Hit) -> Place | None:
        """The place directly before or after a name, as its qualifier."""
        text = self.text.text
        index = bisect_left(self._starts, hit.end)
        if index < len(self.places):
            place = self.places[index]
            if place.form == "capital":
                if text.startswith(" in ", hit.end) and place.start == hit.end + len(" in "):
                    return place
            elif place.form != "adjective" and _GAP_AFTER.fullmatch(text, hit.end, place.start):
                return place
        before = bisect_left(self._starts, hit.start) - 1
        if before >= 0 and self.places[before].end == hit.start - 1:
            place, glue = self.places[before], text[hit.start - 1]
            if glue == "-" or (glue == " " and place.form in ("adjective", "genitive")):
                return place
        return None

    def defines_otherwise(self, abbreviation: str) -> bool:
        """Whether the text itself spells an abbreviation out as something else."""
        if abbreviation not in self._defined:
            self._defined[abbreviation] = _defined_otherwise(abbreviation, self.text.text)
        return self._defined[abbreviation]

    def of_sentence(self, hit: Hit) -> Place | None:
        """The one Land that the sentence around a name places itself in (``In Bayern hat …``)."""
        text = self.text.text
        begin, end = max(0, hit.start - _SENTENCE), hit.end + _SENTENCE
        for stop in _SENTENCE_END.finditer(text, max(0, hit.start - _SENTENCE), hit.start):
            begin = stop.end()
        stop_after = _SENTENCE_END.search(text, hit.end, hit.end + _SENTENCE)
        if stop_after:
            end = stop_after.start()
        first, last = bisect_left(self._starts, begin), bisect_left(self._starts, end)
        named = [place for place in self.places[first:last] if place.code.startswith("DE-")]
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

    def __init__(self, surfaces: dict[str, list[Surface]]) -> None:
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
        clear = [s for s in meant if s.alias.type not in NEEDS_LAND]
        if not clear:
            return _resolve_by_land(hit, meant, reading)
        surface = _of_the_day(clear, reading.on)
        if surface is None:
            return None
        if surface.alias.type == "abbreviation" and reading.defines_otherwise(words):
            return None
        rank, rule = _rule(surface, reading.on)
        return _Found(surface.agency, hit.start, hit.end, rank, rule)


def _written_as(words: str, surface: Surface) -> bool:
    """Whether words, equal in lower case, are also written as the name may be.

    Abbreviations exactly; one word as in the register or in capitals; several words with any
    capitals, as adjectives in names go both ways.
    """
    if words == surface.written:
        return True
    if surface.alias.type in EXACT:
        return False
    if " " in words:
        return not words.islower()
    return words.isupper()


def _begins(text: Even, start: int, surface: Surface) -> bool:
    """Whether a name begins at `start`; ``Ex-``, ``EU-`` or a Land may be hyphened to it."""
    if starts_word(text.lower, start):
        return True
    if text.lower[start - 1] != "-":
        return False
    before = text.lower[max(0, start - 24) : start]
    allowed = _PREFIX_GENERIC if surface.alias.type in NEEDS_LAND else _PREFIX
    if allowed.search(before):
        return True
    return any(
        place.end == len(before) - 1 and place.form == "name"
        for place in gazetteer().find(Even(text.text[max(0, start - 24) : start], before))
    )


def _of_the_day(surfaces: list[Surface], on: str | None) -> Surface | None:
    """The body that a name meant on a day (today without one); none if several remain."""
    if len({surface.agency.id for surface in surfaces}) > 1:
        if on:
            valid = [surface for surface in surfaces if surface.alias.valid(on)]
        else:
            valid = [surface for surface in surfaces if not surface.alias.until]
        surfaces = valid or surfaces
    return surfaces[0] if len({surface.agency.id for surface in surfaces}) == 1 else None


def _rule(surface: Surface, on: str | None) -> tuple[int, str]:
    """Rank and words of the rule for a name that needs no Land."""
    alias = surface.alias
    what = {"name": "name", "short": "short name"}.get(alias.type, "abbreviation")
    if surface.person:
        what = "office holder"
    rank = {"name": 0, "short name": 1, "abbreviation": 3, "office holder": 4}[what]
    if alias.until and not (on and alias.valid(on)):
        return max(rank, 2), f"former {what} (until {alias.until[:4]})"
    return rank, what


def _resolve_by_land(hit: Hit, meant: list[Surface], reading: _Reading) -> _Found | None:
    kind = "local abbreviation" if meant[0].alias.type == "local" else "generic name"
    if meant[0].person:
        kind = "generic office"
    qualified = _land_beside(hit, reading) or _land_around(hit, kind, reading)
    if qualified is None:
        return None
    surface = _in_region(meant, qualified.code, reading.on)
    if surface is None:
        return None
    start, end = min(hit.start, qualified.start), max(hit.end, qualified.end)
    return _Found(surface.agency, start, end, qualified.rank, f"{kind}, {qualified.why}")


def _land_beside(hit: Hit, reading: _Reading) -> _Qualified | None:
    """The Land (or country) that stands directly at a name."""
    place = reading.beside(hit)
    if place is None:
        return None
    words = reading.text.text[place.start : place.end]
    return _Qualified(place.code, 5, f'with "{words}"', place.start, place.end)


def _land_around(hit: Hit, kind: str, reading: _Reading) -> _Qualified | None:
    """The Land that the source, the sentence or the kicker gives to a name without one."""
    text = reading.text.text
    after = text[hit.end : hit.end + 60]
    if (
        _OTHER_ADJECTIVE.search(text[max(0, hit.start - 40) : hit.start])
        or (kind == "generic office" and not _OFFICE_FOLLOWED.match(after))
        or (kind == "local abbreviation" and not _stands_out(hit, reading))
    ):
        return None
    if reading.land:
        return _Qualified(reading.land, 6, f"resolved by the source's Land {reading.land}")
    place = reading.of_sentence(hit) if kind != "local abbreviation" else None
    if place:
        words = text[place.start : place.end]
        return _Qualified(place.code, 7, f'resolved by "{words}" in the sentence')
    if reading.kicker_land:
        return _Qualified(reading.kicker_land, 8, f'resolved by the kicker "{reading.kicker}"')
    return None


def _in_region(surfaces: list[Surface], code: str, on: str | None) -> Surface | None:
    if code == ABROAD:
        return None
    return _of_the_day([s for s in surfaces if s.agency.region == code], on)


def _stands_out(hit: Hit, reading: _Reading) -> bool:
    """Whether an abbreviation can be told from a word: the line is not all in capitals."""
    text = reading.text.text
    before = text[max(0, hit.start - 200) : hit.start].rpartition("\n")[2]
    after = text[hit.end : hit.end + 200].partition("\n")[0]
    words = text[hit.start : hit.end]
    return not f"{before}{words}{after}".isupper() and not reading.defines_otherwise(words)


def _defined_otherwise(abbreviation: str, text: str) -> bool:
    """Whether the text spells an abbreviation out, as something else.

    Either word by word (``Body-Mass-Index (BMI)``) or in one (``Bundesmeldegesetz (BMG)``). The
    body's own long form there would have been found as its name, which counts anyway.
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
