"""Which regions an article is about: Länder it names, Länder of the bodies in it, `DE` for federal.

Rules:

- The issuer's Land stands first, then the others in order of first appearance.
- A Land counts where it is named in title, kicker, lead or body (inflected, or as an adjective).
- A city-state's name is a city's name too. It counts as the kicker itself, in the title (not after
  "in", not as the first word of a quotation), as a genitive, with "Land", "Stadtstaat" or
  "Hansestadt" before it, in a list with another Land, as a sentence's subject ("Hamburg hatte …",
  but Berlin is the government's seat too), and as an adjective before an organ of the Land
  ("Berliner Senat"); never in a dateline ("Berlin, 13. Oktober") or as a venue ("in Berlin").
- A larger city stands for its Land where it acts: "Stadt Köln", "Landkreis Karlsruhe", "Münchner
  Stadtrat", "Leipzigs Oberbürgermeister"; a venue ("in Stuttgart") is none.
- A body's Land counts with the body; a federal body gives `DE`, and so does the federation where it
  acts ("der Bund", "Bund und Länder"). An institute, association, company or foundation that works
  nationwide is not the federation, unless an authority stands above it (`PTB`, not `Fraunhofer`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from press.agencies import Agency, register
from press.article import AgencyMention
from press.places import ABROAD, Place, gazetteer
from press.text import heading, plain
from press.words import Even, even

_BEFORE_CITY = re.compile(
    r"(?:\b(?:Land(?:es)?|Stadtstaat(?:s|en)?|Hansestadt|Bundesland(?:es)?) )$"
)
_ORGAN = re.compile(
    r" (?:Senat\w*|Innensenat\w*|Finanzsenat\w*|Justizsenat\w*|Bildungssenat\w*|Bürgerschaft"
    r"|Abgeordnetenhaus\w*|Landes\w+|Verwaltung\w*|Behörden?|Polizei|Feuerwehr|Justiz"
    r"|Datenschutzbeauftragte\w*|Verfassungsschutz\w*|Bezirk\w*|Innenbehörde|Finanzbehörde"
    r"|Schulbehörde|Bürgermeister\w*|Regierung\w*|Koalition)\b"
)
_SUBJECT = re.compile(
    r" (?:hat|hatte|will|wird|kann|muss|soll|plant|setzt|führt|startet|macht|geht|stellt|beteiligt"
    r"|folgt|zieht|nutzt|übernimmt|tritt|fördert|richtet|baut|erprobt|testet|beginnt|investiert"
    r"|schließt|bekommt|erhält|legt|öffnet|bringt|schafft|verzichtet|unterstützt) "
)
_STARTS = re.compile(r"(?:^|\n|[.!?:] )[„\"“]?$")
_CITY_BEFORE = re.compile(
    r"\b(?:(?:[Ll]andeshaupt|[Hh]anse|[Uu]niversitäts|[Bb]undes)?[Ss]tadt|Städten?|Stadtverwaltung"
    r"|Stadtrat|Gemeinderat|(?:[Ll]and)?[Kk]reis(?:es)?|Region|Städteregion"
    r"|Oberbürgermeister(?:in|s)? (?:von|der Stadt)) $"
)
_CITY_ORGAN = re.compile(
    r" (?:Stadtr[aä]t\w*|Gemeinder[aä]t\w*|Stadtverwaltung|Stadtspitze|Stadtverordnete\w*"
    r"|(?:Ober)?[Bb]ürgermeister\w*|OB|Rathaus(?:es)?|Magistrat\w*|Kreistag\w*|Landrat\w*"
    r"|Landrätin|Kämmer\w+|\w*[Dd]ezernent\w*)\b"
)
_FEDERATION = re.compile(  # begins with the word that is looked for, which makes it quick
    r"Bund\b(?:(?:(?<=\b[Dd]e[rnm] Bund)|(?<=\b[Vv]om Bund)|(?<=\b[Bb]eim Bund))"
    r"(?! (?:der|für|fürs|deutscher)\b)"
    r"|(?<=rat von Bund) und Ländern"
    r"|(?<!von Bund)(?: und|,| sowie) Ländern?\b"
    r"|(?<=Länder und Bund)|(?<=Ländern und Bund))"
)
_INDEPENDENT = frozenset({"association", "company", "foundation", "research"})
"""Kinds of bodies that may be nobody's authority."""
_LIST = re.compile(r"(?:,| und| sowie| oder|/)(?: das)?(?: Land)? ?")


def label(code: str) -> str:
    """The name of a region to show; an unknown code is its own label."""
    region = gazetteer().regions.get(code)
    return region.name if region else code


def find(
    *,
    title: str | None,
    kicker: str | None,
    lead: str | None,
    body: str | None,
    agencies: Sequence[AgencyMention],
    issuer: str | None,
) -> list[str]:
    """The ISO 3166-2 codes of an article's regions (see the module's rules)."""
    return list(
        explain(title=title, kicker=kicker, lead=lead, body=body, agencies=agencies, issuer=issuer)
    )


class _Reason(NamedTuple):
    """Where something speaks for a region, and what."""

    start: int
    rule: str


def explain(
    *,
    title: str | None,
    kicker: str | None,
    lead: str | None,
    body: str | None,
    agencies: Sequence[AgencyMention],
    issuer: str | None,
) -> dict[str, str]:
    """The regions of an article, by their codes, each with what speaks most for it.

    ``named: Bayerns``, ``Land of Innenministerium Baden-Württemberg``, ``city: Stadt Köln`` or
    ``Land of the issuer``.
    """
    text = even(heading(title, kicker, lead) + plain(body))
    known = register()
    found: dict[str, list[_Reason]] = {}
    named = _named(text, len(title or "") + 1 + len(kicker or ""))
    for code, start, end in [*named, *_federation(text)]:
        found.setdefault(code, []).append(_Reason(start, f"named: {text.text[start:end]}"))
    for mention in agencies:
        agency = known.get(mention.id)
        if agency and agency.region and _governs(agency):
            start = text.text.find(even(mention.text).text)
            reason = _Reason(start, f"Land of {agency.name}")
            found.setdefault(agency.region, []).append(reason)
    for code, start, end in _acting_cities(text):
        found.setdefault(code, []).append(_Reason(start, f"city: {text.text[start:end]}"))
    house = known.get(issuer) if issuer else None
    home = house.region if house and _governs(house) else None
    if home and home not in found:
        found[home] = [_Reason(-1, "Land of the issuer")]
    first = {code: min(reason.start for reason in reasons) for code, reasons in found.items()}
    ordered = sorted(found, key=lambda code: (code != home, first[code]))
    return {code: found[code][0].rule for code in ordered}


def _governs(agency: Agency) -> bool:
    """Whether a body acts for the region that it belongs to."""
    if agency.level != "bund" or agency.kind not in _INDEPENDENT:
        return True
    known = register()
    above = filter(None, map(known.get, known.parents(agency.id)))
    return any(body.kind not in _INDEPENDENT for body in above)


def _named(text: Even, heading: int) -> Iterator[tuple[str, int, int]]:
    """The Länder that are named, and where; title and kicker end at `heading`."""
    places = gazetteer().find(text)
    regions = gazetteer().regions
    seen: set[str] = set()
    for index, place in enumerate(places):
        if place.code in (ABROAD, "DE") or place.form in ("beside", "capital"):
            continue
        sure = [
            other
            for other in places[max(0, index - 1) : index + 2]
            if other.code in regions and (other.code in seen or not regions[other.code].city)
        ]
        if not regions[place.code].city or _means_land(place, text.text, sure, heading):
            seen.add(place.code)
            yield place.code, place.start, place.end


def _federation(text: Even) -> Iterator[tuple[str, int, int]]:
    """Where the federation acts."""
    for found in _FEDERATION.finditer(text.text):
        yield "DE", *found.span()


def _acting_cities(text: Even) -> Iterator[tuple[str, int, int]]:
    """The larger cities that act, and the words that say so."""
    for place in gazetteer().cities(text):
        before = _CITY_BEFORE.search(text.text, max(0, place.start - 40), place.start)
        organ = _CITY_ORGAN.match(text.text, place.end)
        if place.form == "name" and before:
            yield place.code, before.start(), place.end
        elif place.form != "name" and organ:
            yield place.code, place.start, organ.end()


def _means_land(place: Place, text: str, sure: list[Place], heading: int) -> bool:
    """Whether a city-state's name means the Land.

    `sure` are the places next to it that are Länder; `heading` is where title and kicker end.
    """
    before = text[max(0, place.start - 24) : place.start]
    after = text[place.end : place.end + 40]
    if place.form == "adjective":
        return bool(_ORGAN.match(after))
    if place.form in ("genitive", "full") or _BEFORE_CITY.search(before):
        return True
    if place.start < heading and not before.endswith((" in ", "In ", "„", "»")):
        return True
    if place.code != "DE-BE" and _STARTS.search(before) and _SUBJECT.match(after):
        return True  # "Berlin hat …" may be the federal government
    return any(
        other.code not in (place.code, "DE")
        and other.form == "name"
        and (
            _LIST.fullmatch(text, other.end, place.start)
            or _LIST.fullmatch(text, place.end, other.start)
        )
        for other in sure
    )
