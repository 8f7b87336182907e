"""Pages of unknown make: date, title and text are chosen where the page is clear, else absent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from press.text import plain
from spiders.pages import RawArticle, dating, naming, read_page
from spiders.sources import Source
from tests.strangers import portal
from tests.strangers.gold import portal_gold

HOME = "https://www.norderau.test/"
SOURCE = Source(
    id="probe",
    name="Norderau",
    home=HOME,
    kind="press_release",
    rights="official",
    family="listing",
)
FIRST = (
    "Der Deichverband hat die Pumpwerke an der Linde erneuert und damit die letzte Lücke im "
    "Hochwasserschutz des Unterlaufs geschlossen."
)
SECOND = (
    "Die vier Pumpen fördern zusammen neun Kubikmeter Wasser in der Sekunde, auch dann, wenn das "
    "Stromnetz ausfällt."
)
THIRD = "Den größten Teil der Kosten trägt der Bund, den Rest teilen sich die Gemeinden am Fluss."
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
TITLE = "Pumpwerke an der Linde laufen wieder"
TEASERS = "".join(
    f'<div class="karte"><a href="/m/{n}">{name} im Kreis Norderau</a><i>{n}.01.2026</i>'
    f"<p>{name} beschäftigt den Kreistag seit Jahren, nun liegt ein Vorschlag auf dem Tisch, über "
    "den die Fraktionen im Herbst beraten wollen.</p></div>"
    for n, name in enumerate(("Deichbau", "Radwege", "Schulen", "Kitas", "Busse"), start=1)
)


def read(
    body: str, *, head: str = "", title: str = f"{TITLE} | Kreis", path: str = "m"
) -> RawArticle:
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return read_page(page.encode(), url=HOME + path, source=SOURCE)


def day(raw: RawArticle) -> str | None:
    return dating.day_of(raw.dates[0].text) if raw.dates else None


SHOWN = "2026-03-12"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{TITLE}</h1><p>12.03.2026</p>{TEXT}",
        f"<p>12. März 2026 | Pressestelle</p><h1>{TITLE}</h1>{TEXT}",
        f"<h1>{TITLE}</h1><div>Von Jule Petersen, 12.03.2026</div>{TEXT}",
        f"<h1>{TITLE}</h1><time datetime='2026-03-12'>Donnerstag</time>{TEXT}",
        f"<h1>{TITLE}</h1><p>Norderau, 12.03.2026 – {FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>",
        f"<h1>{TITLE}</h1><p>(12. März 2026) {FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>",
        f"<h1>{TITLE}</h1>{TEXT}<p>Veröffentlicht am 12.03.2026 von der Pressestelle</p>",
        f"<main><h1>{TITLE}</h1><div>{TEXT}<p>12.03.2026</p></div></main>",
        f"<h1>{TITLE}</h1><p>Erschienen: 12.03.2026, zuletzt geändert: 15.03.2026</p>{TEXT}",
    ],
)
def test_a_printed_date_is_read_where_place_and_wording_speak_for_it(body: str) -> None:
    assert day(read(f"<p>Mittwoch, 7. Oktober 2026</p><main>{body}</main>")) == SHOWN


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Mittwoch, 7. Oktober 2026</p><p><a href='/a'>Amt</a></p><h1>{TITLE}</h1>{TEXT}",
        f"<h1>{TITLE}</h1>{TEXT}<p>Am 12. März 2026 kommt der Kreistag in Norderau zusammen.</p>",
        f"<h1>{TITLE}</h1><p>Termin: 12.03.2026, 14 Uhr bis 16 Uhr</p>{TEXT}",
        f"<h1>{TITLE}</h1><p>Zuletzt aktualisiert am 12.03.2026</p>{TEXT}",
        f"<h1>Woche vom 9. bis 12.03.2026</h1>{TEXT}",
        f"<h1>{TITLE}</h1>{TEXT}<h3>Weitere Meldungen</h3>{TEASERS}",
        f"<h1>{TITLE}</h1><figure><p>Pumpwerk (Foto: dpa, 12.03.2026)</p></figure>{TEXT}",
    ],
)
def test_no_other_day_is_taken_for_the_publication(body: str) -> None:
    assert read(f"<main>{body}</main>").dates == []


def test_json_ld_goes_before_all_that_is_printed() -> None:
    script = '{"@type": "NewsArticle", "datePublished": "2026-03-11T08:00:00+01:00"}'
    head = f'<script type="application/ld+json">{script}</script>'
    raw = read(f"<h1>{TITLE}</h1><p>12.03.2026</p>{TEXT}", head=head)
    assert (day(raw), raw.dates[0].origin) == ("2026-03-11", "json-ld")


@pytest.mark.parametrize(
    ("modified", "taken"), [("", SHOWN), ("2026-03-12T10:00:00", "2026-03-02")]
)
def test_a_printed_date_outranks_the_meta_date_unless_it_is_that_of_the_change(
    modified: str, taken: str
) -> None:
    head = '<meta property="article:published_time" content="2026-03-02">'
    if modified:
        head += f'<meta property="article:modified_time" content="{modified}">'
    assert day(read(f"<h1>{TITLE}</h1><p>12.03.2026</p>{TEXT}", head=head)) == taken


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("2026/03/12/pumpwerke", SHOWN),
        ("meldungen/12-03-2026", SHOWN),
        ("m/20260312_pumpwerke", SHOWN),
        ("m/2026/03/pumpwerke", None),
        ("m/123456789", None),
        ("m/20261399", None),
    ],
)
def test_an_address_names_a_day_only_in_full(path: str, named: str | None) -> None:
    assert dating.in_address(HOME + path) == named
    assert day(read(f"<h1>{TITLE}</h1>{TEXT}", path=path)) == named


@given(st.text(max_size=60))
def test_any_address_is_looked_at(path: str) -> None:
    found = dating.in_address(f"https://a.test/{path}")
    assert found is None or dating.day_of(found) == found


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (f"<h1>{TITLE}</h1>", f"{TITLE} - Kreis Norderau"),
        (f"<h1>Kreis Norderau</h1><h2>{TITLE}</h2>", f"Kreis Norderau - {TITLE}"),
        (f"<h2>{TITLE}</h2>", "Kreis Norderau - Aktuelles"),
        (f"<div>12.03.2026</div><h1>12.03.2026 - {TITLE}</h1>", f"12.03.2026 - {TITLE}"),
        (f"<h1><small>Wasser</small> {TITLE}</h1>", f"{TITLE} | Kreis Norderau"),
        (f"<p><b>{TITLE}</b></p>", f"Kreis Norderau - {TITLE} - Presse"),
    ],
)
def test_the_headline_is_what_page_and_head_agree_on(body: str, title: str) -> None:
    assert read(f"<main>{body}{TEXT}</main>", title=title).title == TITLE


def test_a_date_in_front_is_no_part_of_a_headline() -> None:
    assert naming.undated("12.03.2026 | Neues vom Deich") == "Neues vom Deich"
    assert naming.undated("12.03.2026") == "12.03.2026"


def test_teasers_that_outweigh_a_short_article_are_not_its_text() -> None:
    body = f"<main><h1>{TITLE}</h1>{TEXT}</main><div><h3>Mehr dazu</h3>{TEASERS}</div>"
    raw = read(body)
    assert raw.body == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert [other.published for other in raw.related] == [f"2026-01-0{n}" for n in range(1, 6)]


def test_text_without_a_headline_over_it_is_found_by_what_it_is() -> None:
    body = f"<form><div>{TEXT}</div></form><h1>Unsere Partner</h1><p>Stadtwerke</p>"
    raw = read(body, title="Norderau")
    assert raw.body is not None
    assert all(text in raw.body for text in (FIRST, SECOND, THIRD))


@pytest.mark.parametrize("line", ["Foto von Jule Petersen", "Zurück zum Newsroom"])
def test_a_credit_or_a_link_back_is_no_kicker(line: str) -> None:
    assert read(f"<main><p>{line}</p><h1>{TITLE}</h1>{TEXT}</main>").kicker is None


@pytest.mark.parametrize(
    "line",
    ["Jule Petersen – 12.03.2026 – Deichbau, Kreis", "vor 5 Stunden in Aktuelles, kein Echo"],
)
def test_a_line_on_who_wrote_when_is_no_lead(line: str) -> None:
    raw = read(f"<main><h1>{TITLE}</h1><div class='x'>{line}</div>{TEXT}</main>")
    assert raw.lead is None
    assert raw.body == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize("design", portal.DESIGNS)
def test_pages_of_strangers_are_read_without_any_configuration(design: int) -> None:
    source = replace(
        SOURCE, home="https://www.move-online.de/", hosts=["move-online.de"], name="move"
    )
    site = portal.site(design, date(2026, 11, 22))
    known = portal_gold(site)
    for piece in site.pieces[:6]:
        gold = known[piece.path]
        html = portal.article(site, piece).encode()
        raw = read_page(html, url=f"{portal.PUBLIC}{piece.path}/", source=source)
        assert (raw.title, day(raw)) == (gold["title"], gold["published"])
        missing = [text for text in gold["paragraphs"] if text not in plain(raw.body)]
        assert missing == []
        assert len(plain(raw.body).split("\n")) <= len(gold["paragraphs"]) + 4


@pytest.mark.parametrize("family", ["feed", "listing", "gsb", "typo3-news", "wordpress"])
def test_an_empty_page_gives_nothing_but_its_reason(family: str) -> None:
    source = Source(
        id="probe",
        name="Norderau",
        home=HOME,
        kind="news",
        rights="press",
        family=family,  # type: ignore[arg-type]
    )
    for html in (b"", b"<html>", b"\xff\xfe\x00", b"<title>x</title>"):
        raw = read_page(html, url=HOME + "m", source=source)
        assert raw.body is None
        assert raw.dates == []
        assert raw.problems == [f"{HOME}m: no body found"]
