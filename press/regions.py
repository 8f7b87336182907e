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
from press.words import Even, even

_BEFORE_CITY = re.compile(r"(?:\b(?:Land(?:es)?|Stadtstaat(?:s|en)?|Hansestadt|Bundesland(?:es)?) )$")
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
    heading = len(parts[0]) + 1 + len(parts[1])
    for place in places:
        if place.code == ABROAD or place.form in ("beside", "capital") or place.code == "DE":
            continue
        if not gazetteer().regions[place.code].city or _means_land(place, text, places, heading):
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


def _means_land(place: Place, text: Even, places: list[Place], heading: int) -> bool:
    before, after = text.text[: place.start], text.text[place.end :]
    if place.form == "adjective":
        return bool(_ORGAN.match(after))
    if place.form == "genitive" or _BEFORE_CITY.search(before[-24:]):
        return True
    if place.start < heading:
        alone = before[-1:] in ("", "\n") and after[:1] in ("", "\n")
        return alone or not before.endswith((" in ", "In "))
    return any(
        other.code not in (place.code, ABROAD, "DE")
        and other.form == "name"
        and (
            _LIST.fullmatch(text.text, other.end, place.start)
            or _LIST.fullmatch(text.text, place.end, other.start)
        )
        for other in places
    )
