# ruff: noqa: E501 -- markup reads better unbroken
"""What entries of lists and teasers behind articles say, however they are marked up."""

import pytest

from spiders.pages import RawArticle, Teaser, read_list, read_page
from spiders.sources import load

PORTAL = next(source for source in load() if source.id == "move-online")
HOME = "https://www.move-online.de/"
ARTICLES = [
    ("/k21-meldungen/eins/", "Aalen", "Radweg wird breiter", "03.02.2026"),
    ("/k21-meldungen/zwei/", "BSI/LSI", "Mehr Schutz für kleine Gemeinden", "29.01.2026"),
    ("/?p=4711", "Kreis Plön", "1.000. Antrag aus der App", "07.11.2025"),
]
LEAD = "Am 3. Mai 2013 begann der Ausbau. Nun folgt der letzte Abschnitt."

WITH_KICKER = {
    "spans": "<li><a href={u}><span>{k}</span><span>{t}</span></a><span>[{d}] {l}</span></li>",
    "divs": "<div><a href={u}><span>{k}</span> <span>{t}</span></a> <span>[{d}] {l}</span></div>",
    "more in span": "<li><a href={u}><span>{k}</span><span>{t}</span></a><span>[{d}] {l} <a href={u}>mehr...</a></span></li>",
    "strong": "<li><a href={u}><span>{k}</span><strong>{t}</strong></a><span>[{d}] {l}</span></li>",
    "kicker before": "<li><em>{k}</em> <a href={u}>{t}</a> <span>[{d}] {l}</span></li>",
    "kicker left bare": "<li><a href={u}><em>{k}</em>{t}</a> [{d}] {l}</li>",
    "tile": "<a class=kachel href={u}><img src=/b.jpg alt=Bild><span>{k}</span><span>{t}</span><time datetime={iso}></time></a>",
    "tile with text": "<a href={u}><time datetime={iso}>{d}</time><span>{k}</span><strong>{t}</strong><span>{l}</span></a>",
    "tile with date in words": "<a href={u}><span>{d}</span><span>{k}</span><span>{t}</span><span>{l}</span></a>",
    "heading in link": "<a href={u}><span>{k}</span><h3>{t}</h3></a><p>[{d}] {l}</p>",
    "box in link": "<div><a href={u}><span>{k}</span><h3>{t}</h3><p>[{d}] {l}</p></a></div>",
    "date beside topic": "<li><p>{d} | {k}</p><h3><a href={u}>{t}</a></h3><p>{l}</p></li>",
    "cells": "<tr><td>{d}</td><td><span>{k}</span><br><a href={u}>{t}</a></td></tr>",
}
WITHOUT_KICKER = {
    "one text": "<li><a href={u}>{k}: {t}</a><span>[{d}] {l}</span></li>",
    "one text and more": "<li><a href={u}>{k}: {t}</a><span>[{d}] {l} <a href={u}>mehr...</a></span></li>",
    "one text in div": "<div><a href={u}>{k}: {t}</a><em>[{d}] {l}</em></div>",
    "strong in link": "<li><a href={u}><strong>{k}: {t}</strong></a><span>[{d}] {l}</span></li>",
    "link in strong": "<p><strong><a href={u}>{k}: {t}</a></strong> [{d}] {l} <a href={u}>mehr</a></p>",
    "bare lead": "<li><a href={u}>{k}: {t}</a> [{d}] {l}</li>",
    "format word": "<li><i>interview</i><a href={u}>{k}: {t}</a><span>[{d}] {l} <a href={u}>mehr...</a></span></li>",
    "format word and image": "<li><img src=/b.jpg alt=Bild><i>bericht</i><a href={u}>{k}: {t}</a><span>[{d}] {l}</span></li>",
    "terms": "<dt><a href={u}>{k}: {t}</a></dt><dd>[{d}] {l}</dd>",
    "neighbours": "<h5><a href={u}>{k}: {t}</a></h5><p>[{d}] {l}</p>",
    "neighbours with more": "<h5><a href={u}>{k}: {t}</a></h5><p>[{d}] {l} <a href={u}>mehr...</a></p>",
    "neighbours with image": "<p><img src=/b.jpg alt=Bild></p><p>bericht</p><h5><a href={u}>{k}: {t}</a></h5><p>[{d}] {l}</p>",
    "dated term": "<dt>{d}</dt><dd><a href={u}>{k}: {t}</a><p>{l}</p></dd>",
    "time in term": "<dt><time datetime={iso}>{d}</time></dt><dd><a href={u}>{k}: {t}</a></dd>",
    "more alone": "<h4>{k}: {t}</h4><p>[{d}] {l} <a href={u}>mehr...</a></p>",
    "row": "<tr><th>{d}</th><td><a href={u}>{k}: {t}</a></td></tr>",
    "label": "<li><h4><a href={u}>{k}: {t}</a></h4><p>Veröffentlicht am {d}</p><p>{l}</p></li>",
    "weekday": "<li><a href={u}>{k}: {t}</a><br>Dienstag, {d}<br>{l}</li>",
}
WRAP = {"li": "<ul>{}</ul>", "dt": "<dl>{}</dl>", "tr": "<table>{}</table>"}


def marked_up(form: str, lead: str = LEAD) -> str:
    items = []
    for url, kicker, title, date in ARTICLES:
        day, month, year = date.split(".")
        iso = f"{year}-{month}-{day}"
        items.append(form.format(u=url, k=kicker, t=title, d=date, iso=iso, l=lead))
    return WRAP.get(form[1:3], "<div class=liste>{}</div>").format("".join(items))


def entries(body: str) -> list[Teaser]:
    page = f"<html><body><main><h1>Meldungen</h1>{body}</main></body></html>"
    return read_list(page.encode(), url=HOME, source=PORTAL).teasers


def article(body: str) -> RawArticle:
    text = "<p>Die Gemeinde hat in dieser Woche beschlossen, das Verfahren für alle zu öffnen.</p>"
    page = (
        "<html><head><title>Verfahren geöffnet</title></head><body><main><h1>Verfahren geöffnet</h1>"
        f"<p>[05.02.2026] Ein Vorspann steht hier.</p>{text * 3}</main>{body}</body></html>"
    )
    return read_page(page.encode(), url=f"{HOME}k21-meldungen/null/", source=PORTAL)


def days(teasers: list[Teaser]) -> list[str]:
    found = [teaser.date.text if teaser.date else "" for teaser in teasers]
    return [
        ".".join(reversed(text.split("-"))) if text[:4].isdigit() else text[-10:] for text in found
    ]


@pytest.mark.parametrize("form", WITH_KICKER.values(), ids=WITH_KICKER.keys())
def test_a_list_s_entries_give_title_kicker_and_date(form: str) -> None:
    found = entries(marked_up(form))
    assert [t.url for t in found] == [HOME + url.lstrip("/") for url, *_ in ARTICLES]
    assert [t.title for t in found] == [title for _, _, title, _ in ARTICLES]
    assert [t.kicker for t in found] == [kicker for _, kicker, _, _ in ARTICLES]
    assert days(found) == [date for *_, date in ARTICLES]


@pytest.mark.parametrize("form", WITHOUT_KICKER.values(), ids=WITHOUT_KICKER.keys())
def test_a_kicker_in_the_headline_s_own_text_stays_there(form: str) -> None:
    found = entries(marked_up(form))
    assert [t.title for t in found] == [f"{k}: {t}" for _, k, t, _ in ARTICLES]
    assert days(found) == [date for *_, date in ARTICLES]


@pytest.mark.parametrize(
    "form", [*WITH_KICKER.values(), *WITHOUT_KICKER.values()], ids=[*WITH_KICKER, *WITHOUT_KICKER]
)
@pytest.mark.parametrize(
    "heading", ["<h3>Weitere Meldungen und Beiträge aus dem Bereich: IT</h3>", ""]
)
def test_teasers_behind_an_article_give_title_and_day(form: str, heading: str) -> None:
    if form == WITHOUT_KICKER["more alone"]:
        form = f"<div>{form}</div>"
    related = article(f"<div>{heading}{marked_up(form)}</div>").related
    assert [r.url for r in related] == [HOME + url.lstrip("/") for url, *_ in ARTICLES]
    split = form in WITH_KICKER.values()
    assert [r.title for r in related] == [t if split else f"{k}: {t}" for _, k, t, _ in ARTICLES]
    assert [r.published for r in related] == ["2026-02-03", "2026-01-29", "2025-11-07"]


@pytest.mark.parametrize(
    "item",
    [
        "<li><h3><a href=/k21-meldungen/eins/>Eins</a></h3><p class=teaser__text>Start war am 3. Mai 2013.</p></li>",
        "<li><h3><a href=/k21-meldungen/eins/>Eins</a></h3><p>Seit 01.02.2020 in Kraft</p></li>",
        "<li><a href=/k21-meldungen/eins/>Was am 3. Mai 2013 geschah</a></li>",
        "<li><h3><a href=/k21-meldungen/eins/>Bilanz der Flut – 3. Mai 2013</a></h3></li>",
        "<li><a href=/k21-meldungen/eins/>Eins</a><span>Der Bau begann am <b>3. Mai 2013</b>.</span></li>",
        "<div><a href=/k21-meldungen/eins/>Eins</a><p>Start war am <time datetime=2013-05-03>3. Mai 2013</time>.</p></div>",
        "<a href=/k21-meldungen/eins/><span>Eins</span><span>Bis zum 31.12.2027 bleibt Zeit.</span></a>",
    ],
)
def test_a_date_that_a_teaser_speaks_of_is_not_its_own(item: str) -> None:
    (entry,) = entries(item)
    assert entry.date is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("13.10.2022 | Polizei", "13.10.2022"),
        ("Polizei · Donnerstag, 13. Oktober 2022", "Donnerstag, 13. Oktober 2022"),
        ("<span>13.10.2022</span> <span>Polizei</span>", "13.10.2022"),
        ("<span class=sr-only>Datum:</span> 13.10.2022", "13.10.2022"),
        ("Pressemitteilung vom 13.10.2022", "Pressemitteilung vom 13.10.2022"),
        ("(13.10.2022)", "13.10.2022"),
        ("<time datetime=2022-10-13T08:30>heute</time>", "2022-10-13T08:30"),
    ],
)
def test_a_line_with_a_date_and_a_label_or_topic_is_the_entry_s_date(
    line: str, expected: str
) -> None:
    item = f"<li><p>{line}</p><h3><a href=/k21-meldungen/eins/>Eins</a></h3><p>{LEAD}</p></li>"
    (entry,) = entries(item)
    assert entry.date == (expected, "list")
    assert entry.title == "Eins"


def test_entries_without_a_date_take_none_from_their_neighbours() -> None:
    dated = "<p>{}</p><p>Thema</p><h3><a href=/k21-meldungen/{}/>{}</a></h3><p>Ein Text dazu.</p>"
    body = "".join(
        dated.format(date, name, name.title())
        for date, name in (("", "eins"), ("03.02.2026", "zwei"), ("", "drei"), ("", "vier"))
    )
    assert days(entries(body)) == ["", "03.02.2026", "", ""]


@pytest.mark.parametrize(
    "foot",
    [
        '<div class=bottom><a href="/kontakt/">Kontakt</a> <a href="/presse/">Presse</a> {} © 2026</div>',
        "<ul><li><a href=/kontakt/>Kontakt</a></li><li>{}</li><li><a href=/agb/>AGB</a></li></ul>",
        "<div><div><a href=/impressum/>Impressum</a></div><p>Zum Verlag gehört auch {}, das Magazin für Kommunen.</p></div>",
        "<nav><ul><li>{}</li></ul></nav>",
    ],
)
def test_a_foot_s_link_to_a_sister_site_is_no_related_article(foot: str) -> None:
    link = '<a href="https://www.kommune21.de/k21-meldungen/neue-app">Kommune21</a>'
    assert article(foot.format(link)).related == []
    teasers = marked_up(WITHOUT_KICKER["neighbours"])
    assert len(article(f"<div>{teasers}</div>{foot.format(link)}").related) == len(ARTICLES)


def test_short_links_are_articles_of_wordpress_sites_alone() -> None:
    ministry = next(source for source in load() if source.id == "im-bw")
    page = b'<a href="/?p=12">Zwei</a><a href="/?page=2">2</a>'
    assert read_list(page, url=ministry.home, source=ministry).teasers == []
    assert [t.url for t in entries(page.decode())] == [f"{HOME}?p=12"]


def test_a_page_s_own_short_link_is_not_related_to_it() -> None:
    page = (
        '<html><head><title>Titel</title><link rel="shortlink" href="/?p=12"></head><body><h1>Titel</h1>'
        f"<p>[03.02.2026] {LEAD}</p><p>{LEAD * 3}</p><ul><li><a href=/?p=12>Titel</a></li></ul></body></html>"
    )
    assert read_page(page.encode(), url=f"{HOME}k21-meldungen/t/", source=PORTAL).related == []


@pytest.mark.parametrize("query", ["?seite=2", "page/2/", "feed/", "?sort=alt"])
def test_a_topic_list_s_pages_are_no_lists_of_their_own(query: str) -> None:
    page = (
        f'<a href="/k21-themen/politik/{query}">x</a><a href="/k21-themen/it/?utm_source=a">IT</a>'
    )
    listing = read_list(page.encode(), url=HOME, source=PORTAL)
    assert listing.lists == [f"{HOME}k21-themen/it/"]


@pytest.mark.parametrize(
    "body",
    [
        "<a href=/k21-meldungen/eins/><time datetime=2026-02-03></time></a>",
        "<a href=/k21-meldungen/eins/></a>",
        "<dl><dd><a href=/k21-meldungen/eins/></a></dd></dl>",
        "<a href=/k21-meldungen/eins/><span> | </span><span>:</span></a>",
    ],
)
def test_an_entry_without_words_is_still_an_address(body: str) -> None:
    (entry,) = entries(body)
    assert (entry.url, entry.title) == (f"{HOME}k21-meldungen/eins/", None)


@pytest.mark.parametrize("foot", ["footer", "div"])
def test_teasers_in_the_article_s_own_foot_are_related(foot: str) -> None:
    page = (
        "<title>Verfahren geöffnet</title><main><article><h1>Verfahren geöffnet</h1>"
        "<p>[05.02.2026] Ein Vorspann steht hier.</p><section><p>Die Gemeinde hat in dieser Woche "
        f"beschlossen, das Verfahren für alle zu öffnen.</p></section><{foot}><h2>Weitere Meldungen "
        "und Beiträge</h2><article><h3><a href=/k21-meldungen/eins/>Aalen: Radweg wird breiter</a>"
        f"</h3><p>[03.02.2026] {LEAD}</p></article></{foot}></article></main>"
        "<footer><a href=/k21-meldungen/zwei/>Mehr Schutz für kleine Gemeinden</a></footer>"
    )
    raw = read_page(page.encode(), url=f"{HOME}k21-meldungen/null/", source=PORTAL)
    assert [(one.title, one.published) for one in raw.related] == [
        ("Aalen: Radweg wird breiter", "2026-02-03")
    ]
