# ruff: noqa: E501 -- markup reads better unbroken
"""Pages that answer but say that there is nothing: no text, and a line that says why."""

import pytest

from spiders.pages import read_page
from tests.spiders.pages.frames import (
    FIRST,
    HEAD,
    LEAD,
    MINISTRY,
    SECOND,
    SOURCES,
    ministry,
    portal,
)

NAV = "<nav><ul><li><a href=/de/a>Aufgaben</a></li><li><a href=/de/b>Presse</a></li></ul></nav>"
GONE = "<p>Die von Ihnen gewünschte Seite wurde verschoben oder gelöscht.</p>"


@pytest.mark.parametrize(
    "main",
    [
        f"<h1>Diese Seite gibt es nicht</h1>{GONE}",
        f"<h1>Fehler 404: Inhalt nicht gefunden</h1>{GONE}",
        f"<header><h1><a href=/>Innenministerium</a></h1>{NAV}</header><h2>Seite nicht gefunden</h2>{GONE}",
        f"<h1>Ministerium des Innern</h1>{NAV}<h2>Die Seite existiert nicht mehr</h2><p>Bitte suchen Sie.</p>",
        f"<h1>Hoppla!</h1>{GONE}",
        "<h1>404</h1><p>Unter dieser Adresse liegt nichts, was wir Ihnen zeigen könnten.</p>",
    ],
)
def test_pages_that_say_that_they_do_not_exist_have_no_text(main: str) -> None:
    raw = ministry(f"<main>{main}</main>")
    assert (raw.body, raw.lead) == (None, None)
    assert raw.problems == [f"{MINISTRY}: the page says that it does not exist"]


@pytest.mark.parametrize(
    "title",
    [
        "Völlige Sicherheit gibt es nicht",
        "404 neue Fühler",
        "Vermisster nicht gefunden",
        "Seite an Seite",
    ],
)
def test_short_releases_about_what_is_missing_are_articles(title: str) -> None:
    raw = ministry(f"<main><p>Brückenau</p><h1>{title}</h1><p>{FIRST}</p></main>")
    assert raw.body == FIRST


@pytest.mark.parametrize(
    ("head", "lead"),
    [
        (f"{HEAD}<h2>{LEAD}</h2>", LEAD),
        (f"{HEAD}<p style='font-weight: bold'>{LEAD}</p>", LEAD),
        (f"{HEAD}<div style='font-weight:700'><p>{LEAD}</p></div>", LEAD),
    ],
)
def test_leads_as_heading_or_bold_by_style(head: str, lead: str) -> None:
    raw = ministry(f"<main>{head}<p>{FIRST}</p><p>{SECOND}</p></main>")
    assert raw.lead == lead


@pytest.mark.parametrize(
    "flat",
    [
        "<strong>[03.02.2024]</strong> <p>{}</p>",
        "[03.02.2024] <p>{}</p>",
        "<span>[3.2.2024]</span><div>{}</div>",
    ],
)
def test_a_paragraph_behind_a_loose_date_is_the_lead(flat: str) -> None:
    raw = portal(f"{flat.format(LEAD)}<p>{FIRST}</p><p>{SECOND}</p>", lead=None)
    assert raw.lead == LEAD


@pytest.mark.parametrize("kicker", ["Frankreich | Deutschland", "Bund | Länder | Kommunen"])
@pytest.mark.parametrize(
    "markup",
    ["<p>{}</p><h1>{}</h1>", "<h1><span>{}</span>{}</h1>", "<div><em>{}</em><h2>{}</h2></div>"],
)
def test_a_kicker_may_hold_bars(markup: str, kicker: str) -> None:
    head = markup.format(kicker, "Pegel melden sich selbst")
    raw = ministry(f"<main>{head}<p>{FIRST}</p><p>{SECOND}</p></main>")
    assert (raw.kicker, raw.title) == (kicker, "Pegel melden sich selbst")


@pytest.mark.parametrize("house", ["Haus für Wasser und Wege", "Kreis Auenstadt"])
def test_a_site_s_name_that_ends_the_title_is_not_the_headline(house: str) -> None:
    page = (
        f"<title>Pegel melden sich selbst: {house}</title><div>{house}</div><div><div>Brückenau</div>"
        f"<div>Pegel melden sich selbst</div><p>{FIRST}</p><p>{SECOND}</p></div>"
    )
    raw = read_page(page.encode(), url=MINISTRY, source=SOURCES["im-bw"])
    assert (raw.title, raw.kicker) == ("Pegel melden sich selbst", "Brückenau")
