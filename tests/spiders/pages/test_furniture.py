# ruff: noqa: E501 -- markup reads better unbroken
"""Tools, boxes and adverts around and amid the text."""

import pytest

from tests.spiders.pages.frames import (
    FIRST,
    HEAD,
    IMAGE,
    LEAD,
    PARAGRAPHS,
    SECOND,
    THIRD,
    ministry,
    portal,
    text,
)

TOOLS = [
    "<p>Schrift: A A A | <a href=?d=1>Seite drucken</a> | <a href=mailto:?s>Beitrag empfehlen</a></p>",
    "<p>Beitrag: <a href=mailto:?s>empfehlen</a> | <a href=#>drucken</a></p>",
    "<p><a href=#k>Kommentar schreiben</a></p>",
    "<div>Teilen Sie diesen Beitrag</div>",
    "<p><a href=/de/presse>Alle Meldungen</a></p>",
    "<p>Meldung herunterladen</p>",
    "<p><a href=/x>Zum Newsletter der Kreisverwaltung</a></p>",
    "<ul><li><a href=https://x.com/i>Auf X teilen</a></li><li><a href=#>Link kopieren</a></li></ul>",
    "<div><h3>Funktionen</h3><p>Lesezeit: 2 Minuten</p><a href=#>Vorlesen</a></div>",
    "<p>Lesedauer: ca. 3 Min. · <a href=#>Anhören</a></p>",
]
BOXES = [
    "<div><h4>Newsletter</h4><p>Nichts mehr verpassen: Melden Sie sich für unsere Post an.</p><a href=/n>Jetzt anmelden</a></div>",
    "<section><p>Immer auf dem Laufenden mit unserem Newsletter.</p><a href=/n>Bestellen</a></section>",
    "<div><h3>Newsletter abonnieren</h3><p>Jeden Freitag das Neueste aus den Rathäusern.</p></div>",
    "<h4>Newsletter</h4><p>Abonnieren Sie unsere wöchentliche Post.</p><p><a href=/n>Anmelden</a></p>",
    "<div><h4>Über den Autor</h4><p>Uwe Sand schreibt seit 2012 über Wasser und Wetter.</p></div>",
    "<div class=hinweis><p>Diese Webseite verwendet nur notwendige Cookies.</p><button>Gut</button></div>",
    "<div class=r><span>Anzeige</span><a href=https://w.example><img src=/b/77.gif alt=x></a></div>",
    "<aside><p>Ein ganz anderer Satz, der am Rand der Seite steht.</p></aside>",
]


@pytest.mark.parametrize("tools", TOOLS)
def test_lines_of_tools_are_no_text_wherever_they_stand(tools: str) -> None:
    whole = text(FIRST, SECOND, THIRD)
    assert portal(f"{tools}{PARAGRAPHS}").body == whole
    assert portal(f"<div>{PARAGRAPHS}</div>{tools}").body == whole
    assert portal(f"<div><p>{FIRST}</p>{tools}<p>{SECOND}</p><p>{THIRD}</p></div>").body == whole
    raw = ministry(f"<main>{HEAD}<p class=lead>{LEAD}</p>{tools}<div>{PARAGRAPHS}</div></main>")
    assert (raw.lead, raw.body) == (LEAD, whole)


@pytest.mark.parametrize("box", BOXES)
def test_boxes_amid_the_text_are_left_out_and_the_text_goes_on(box: str) -> None:
    whole = text(FIRST, SECOND, THIRD)
    raw = portal(f"<div><p>{FIRST}</p>{box}<p>{SECOND}</p><p>{THIRD}</p></div>")
    assert (raw.body, raw.image) == (whole, None)
    raw = portal(f"{box}<div>{PARAGRAPHS}</div>")
    assert (raw.body, raw.image) == (whole, None)


@pytest.mark.parametrize(
    "advert",
    [
        f"<div class=anzeige><a href=https://w.example><img src={IMAGE} alt=''></a></div>",
        "<p><img src=/ads/7.gif alt='Ein Angebot'></p>",
        f"<div><small>Werbung</small><img src={IMAGE} alt=x></div>",
        f"<a href=https://w.example><img src={IMAGE} alt=Anzeige></a>",
    ],
)
def test_an_advert_is_not_the_article_s_image(advert: str) -> None:
    own = "<figure><img src=/f/own.jpg alt='Der Pegel'><figcaption>Der Pegel</figcaption></figure>"
    raw = portal(f"{advert}{own}<div>{PARAGRAPHS}</div>")
    assert raw.image is not None
    assert raw.image.url == "https://www.move-online.de/f/own.jpg"
    assert portal(f"{advert}<div>{PARAGRAPHS}</div>").image is None


@pytest.mark.parametrize(
    "line",
    [
        "Die Werte stehen <a href=/k>auf der Karte</a> und im <a href=/a>Archiv des Kreises</a>.",
        "<a href=https://www.example.org/>Der Landkreis hat die Karte im März freigegeben.</a>",
    ],
)
def test_prose_with_links_is_text(line: str) -> None:
    raw = portal(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>")
    assert raw.body is not None
    assert len(raw.body.split("\n\n")) == 3


def test_linked_items_that_the_text_announces_are_text() -> None:
    raw = portal(
        f"<p>{FIRST}</p><p>Beteiligt sind:</p><ul><li><a href=https://a.example>Stadt Au</a></li>"
        f"<li><a href=https://b.example>Kreis Berg</a></li></ul><p>{SECOND}</p>"
    )
    assert "- Stadt Au\n- Kreis Berg" in (raw.body or "")


def test_rows_of_a_table_are_lines() -> None:
    table = "<table><tr><th>Ort</th><th>Höhe</th></tr><tr><td>Brückenau</td><td>2,10 m</td></tr></table>"
    raw = portal(f"<p>{FIRST}</p>{table}<p>{SECOND}</p>")
    assert raw.body == text(FIRST, "Ort Höhe", "Brückenau 2,10 m", SECOND)


@pytest.mark.parametrize("line", ["CO<sub>2</sub> und m<sup>3</sup>", "Ja, sofort."])
def test_a_short_line_need_not_be_a_subhead(line: str) -> None:
    raw = portal(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>")
    assert raw.body is not None
    assert "#" not in raw.body


def test_inline_elements_do_not_split_words() -> None:
    words = "<p>Hoch<wbr>wasser, CO<sub>2</sub>, Pe<b>gel</b>, <i>Fluss</i>lauf: das alles misst der Kreis.</p>"
    raw = portal(f"{words}<p>{SECOND}</p>")
    assert "Hochwasser, CO2, Pegel, Flusslauf: das" in (raw.body or "")
