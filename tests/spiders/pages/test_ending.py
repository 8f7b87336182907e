"""What ends an article, and what only sounds as if it did."""

import pytest

from press.text import plain
from tests.spiders.pages.frames import (
    FIRST,
    HEAD,
    PARAGRAPHS,
    SECOND,
    THIRD,
    ministry,
    portal,
    text,
)

PROSE = [
    "Rückfragen klären die Ämter künftig am Telefon und",
    "Ansprechpartnerinnen in den Rathäusern kennen die Karte.",
    "Weitere Meldungen aus dem Tal trafen bis Mitternacht ein.",
    "Mehr zum Thema erfährt, wer die Leitstelle besucht.",
    "Impressum und Datenschutz fehlten auf der alten Seite.",
    "Pressesprecher Uwe Sand lobte die Arbeit aller Helfer.",
    "Das könnte Sie auch treffen, warnt die Feuerwehr.",
    "Kontakt hält der Kreis auch zu den Nachbarn.",
    "Stichwörter erleichtern die Suche in den Messwerten",
    "Quelle dieser Meldung sind die Fühler selbst.",
    "Teilen will der Kreis seine Daten mit allen.",
    "Cookie-Banner braucht die Karte nicht.",
    "Von Anfang an dabei",
]


@pytest.mark.parametrize("line", PROSE)
@pytest.mark.parametrize("markup", ["<p>{}</p>", "<ul><li>Der Anfang</li><li>{}</li></ul>"])
def test_prose_that_begins_like_a_marker_is_text(markup: str, line: str) -> None:
    inner = f"<p>{FIRST}</p>{markup.format(line)}<p>{SECOND}</p><p>{THIRD}</p>"
    for raw in (portal(f"<div>{inner}</div>"), ministry(f"<main>{HEAD}{inner}</main>")):
        assert line in plain(raw.body)
        assert plain(raw.body).endswith(THIRD)


@pytest.mark.parametrize("line", PROSE[:8])
def test_a_subhead_that_begins_like_a_marker_is_text(line: str) -> None:
    raw = portal(f"<p>{FIRST}</p><h3>{line}</h3><p>{SECOND}</p><p>{THIRD}</p>")
    assert raw.body == text(FIRST, f"## {line}", SECOND, THIRD)


@pytest.mark.parametrize(
    "rest",
    [
        "<h3>Pressekontakt</h3><p>Kreis Auenstadt<br>Telefon: 0711 12345</p>",
        "<p>Rückfragen:</p><p>Petra Lohmann, presse@kreis.example</p>",
        "<h3>Ansprechpartnerin für die Medien</h3><p>Petra Lohmann, Tel. 0711 12345</p>",
        "<h3>Weitere Informationen</h3><ul><li><a href=https://k.example>Zur Karte</a></li></ul>",
        "<div><strong>Kontakt</strong><br>Pressestelle, Fax 0711 12346</div>",
        "<p>Stichwörter: Pegel, Brückenau</p>",
        "<div><span>Schlagwörter</span> <a href=/t/p>Pegel</a> <a href=/t/b>Brückenau</a></div>",
        "<p>Link dieser Seite: https://www.example.org/pegel</p>",
        "<p>Stand: 12.05.2024</p>",
        "<p>Von Petra Lohmann</p>",
        "<p>Impressum | Datenschutz</p>",
    ],
)
@pytest.mark.parametrize("frame", ["{}{}", "<div>{}</div>{}", "<div>{}{}</div>"])
def test_markers_with_what_they_announce_end_the_text(frame: str, rest: str) -> None:
    assert portal(frame.format(PARAGRAPHS, rest)).body == text(FIRST, SECOND, THIRD)


def test_a_line_with_the_state_of_the_figures_amid_the_text_is_kept() -> None:
    for markup in ("<p>Stand: 12.05.2024</p>", "<ul><li>Stand: 12.05.2024</li></ul>"):
        raw = portal(f"<p>{FIRST}</p>{markup}<p>{SECOND}</p>")
        assert "Stand: 12.05.2024" in (raw.body or "")


def test_a_heading_for_contact_over_prose_is_a_subhead() -> None:
    raw = portal(f"<p>{FIRST}</p><h3>Kontakte</h3><p>{SECOND}</p><p>{THIRD}</p>")
    assert raw.body == text(FIRST, "## Kontakte", SECOND, THIRD)
