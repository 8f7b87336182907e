"""Pages of both families in few words, for tests that look at one part of them."""

from spiders.pages import RawArticle, read_page
from spiders.sources import load

SOURCES = {source.id: source for source in load()}
PORTAL = "https://www.move-online.de/k21-meldungen/pegel/"
MINISTRY = "https://im.baden-wuerttemberg.de/de/service/presse/pressemitteilung/pid/pegel"

FIRST = "Am Oberlauf der Linde hängen nun zwölf Messfühler, die alle zehn Minuten Werte senden."
SECOND = "Die Leitstelle sieht damit eine Stunde früher, wann das Wasser die Altstadt erreicht."
THIRD = "Bezahlt hat das der Landkreis Auenstadt, gewartet werden die Geräte vom Bauhof."
LEAD = "Neue Fühler warnen Brückenau vor dem nächsten Hochwasser."
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
HEAD = "<p>Brückenau</p><h1>Pegel melden sich selbst</h1>"
IMAGE = "/f/pegel.jpg"


def portal(inner: str, *, lead: str | None = LEAD, top: str = "", foot: str = "") -> RawArticle:
    """The portal's article with `inner` behind headline and dated lead."""
    said = f"<p>[03.02.2024] {lead}</p>" if lead else ""
    page = (
        "<title>Pegel melden sich selbst - move-online.de | move - moderne verwaltung</title>"
        f"<body>{top}<main>{HEAD}{said}{inner}</main>{foot}</body>"
    )
    return read_page(page.encode(), url=PORTAL, source=SOURCES["move-online"])


def ministry(main: str, *, top: str = "", foot: str = "", head: str = "") -> RawArticle:
    """The ministry's release; `main` is all that stands between `top` and `foot`."""
    page = (
        f"<html><head><title>Pegel melden sich selbst: Innenministerium</title>{head}</head>"
        f"<body>{top}{main}{foot}</body></html>"
    )
    return read_page(page.encode(), url=MINISTRY, source=SOURCES["im-bw"])


def text(*lines: str) -> str:
    """Lines as a Markdown body."""
    return "\n\n".join(lines)
