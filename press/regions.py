"""Which regions an article is about: Länder it names, Länder of the bodies in it, `DE` for federal.

Rules:

- The issuer's Land stands first, then the others in order of first appearance.
- A Land counts where it is named in title, kicker, lead or body (inflected, or as an adjective).
- A city-state's name is a city's name too. It counts as the kicker itself, in the title (not after
  "in"), as a genitive, with "Land", "Stadtstaat" or "Hansestadt" before it, in a list with another
  Land, and as an adjective before an organ of the Land ("Berliner Senat"); never in a dateline
  ("Berlin, 13. Oktober") or as a venue ("in Berlin").
- A body's Land counts with the body; a federal body gives `DE`.
"""

import re
from collections.abc import Sequence

from press.agencies import Agency, register
from press.article import AgencyMention
from press.places import ABROAD, Place, gazetteer
from press.text import plain
from press.words import even

_BEFORE_CITY = re.compile(
    r"(?:\b(?:Land(?:es)?|Stadtstaat(?:s|en)?|Hansestadt|Bundesland(?:es)?) )$"
)
_ORGAN = re.compile(
    r" (?:Senat\w*|Innensenat\w*|Finanzsenat\w*|Justizsenat\w*|Bildungssenat\w*|Bürgerschaft"
    r"|Abgeordnetenhaus\w*|Landes\w+|Verwaltung\w*|Behörden?|Polizei|Feuerwehr|Justiz"
    r"|Datenschutzbeauftragte\w*|Verfassungsschutz\w*|Bezirk\w*|Innenbehörde|Finanzbehörde"
    r"|Schulbehörde|Bürgermeister\w*|Regierung\w*|Koalition)\b"
)
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
    parts = [title or "", kicker or "", lead or "", plain(body)]
    text = even("\n".join(parts))
    places = gazetteer().find(text)
    seen: dict[str, int] = {}
    regions = gazetteer().regions
    heading = len(parts[0]) + 1 + len(parts[1])
    for index, place in enumerate(places):
        if place.code == ABROAD or place.form in ("beside", "capital") or place.code == "DE":
            continue
        city = regions[place.code].city
        sure = [
            other
            for other in places[max(0, index - 1) : index + 2]
            if other.code in regions and (other.code in seen or not regions[other.code].city)
        ]
        if not city or _means_land(place, text.text, sure, heading):
            seen.setdefault(place.code, place.start)
    known = register()
    for mention in agencies:
        code = _land_of(known.get(mention.id))
        if code:
            start = text.text.find(even(mention.text).text)
            seen[code] = min(seen.get(code, start), start)
    home = _land_of(known.get(issuer)) if issuer else None
    ordered = sorted(seen, key=lambda code: (code != home, seen[code]))
    return ordered if home is None or home in seen else [home, *ordered]


def _land_of(agency: Agency | None) -> str | None:
    if agency is None:
        return None
    return "DE" if agency.level == "bund" else agency.land


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
    if place.start < heading and not before.endswith((" in ", "In ")):
        return True
    return any(
        other.code not in (place.code, "DE")
        and other.form == "name"
        and (
            _LIST.fullmatch(text, other.end, place.start)
            or _LIST.fullmatch(text, place.end, other.start)
        )
        for other in sure
    )
