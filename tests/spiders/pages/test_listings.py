"""Lists of sites of any make: by selectors, by a family's markup, by what repeats."""

import json
from typing import Any

import pytest

from spiders.pages import Listing, read_list, read_page
from spiders.selectors import ListSelectors
from spiders.sources import Source

HOME = "https://www.norderau.test/"
WORDS = ("Pumpwerke laufen wieder", "Deichschau beginnt im Herbst", "Pegel melden sich selbst")
DAYS = ("12.03.2026", "01.03.2026", "24.02.2026")


def source(family: str = "listing", **fields: Any) -> Source:
    return Source(
        id="probe",
        name="Norderau",
        home=HOME,
        kind="press_release",
        rights="official",
        family=family,  # type: ignore[arg-type]
        **fields,
    )


def read(items: str, known: Source, *, head: str = "", foot: str = "") -> Listing:
    page = (
        f"<html><head>{head}<title>Presse</title></head><body><nav><ul>"
        "<li><a href='/kreis'>Der Kreis Norderau</a></li><li><a href='/amt'>Kreisverwaltung</a>"
        f"</li></ul></nav><main>{items}</main>{foot}<footer><a href='/impressum'>Impressum und "
        "Anbieter</a></footer></body></html>"
    )
    return read_list(page.encode(), url=f"{HOME}presse", source=known)


def repeated(item: str) -> str:
    return "".join(
        item.format(url=f"presse/{number}.html", title=title, day=day)
        for number, (title, day) in enumerate(zip(WORDS, DAYS, strict=True))
    )


def said(listing: Listing) -> list[tuple[str, str | None, str | None]]:
    return [(t.url, t.title, t.date.text if t.date else None) for t in listing.teasers]


EXPECTED = [
    (f"{HOME}presse/{number}.html", title, day)
    for number, (title, day) in enumerate(zip(WORDS, DAYS, strict=True))
]

MARKUP = {
    "gsb, teasers": (
        "gsb",
        (
            '<div class="c-content-teaser"><h3><span class="c-content-teaser__small">'
            '<span class="aural">Datum: </span>Pressemitteilung · {day}</span>'
            '<a class="c-content-teaser__l" href="{url}">{title}</a></h3></div>'
        ),
    ),
    "gsb, table": (
        "gsb",
        (
            '<table class="textualData"><tbody><tr><td>{day}</td><td><a href="{url}">{title}</a>'
            "</td></tr></tbody></table>"
        ),
    ),
    "gsb, soft hyphens": (
        "gsb",
        (
            '<div class="c-teaser"><p class="c-teaser__date">{day}</p>'
            '<h3 class="c-teaser__headline"><a href="{url}">&shy;{title}</a></h3></div>'
        ),
    ),
    "typo3-news": (
        "typo3-news",
        (
            '<div class="news-list-view"><div class="article"><h3><a href="/{url}">{title}</a></h3>'
            '<span class="news-list-date">{day}</span><a href="/{url}">mehr</a></div></div>'
        ),
    ),
    "wordpress": (
        "wordpress",
        (
            '<article class="post-1 post type-post"><h2 class="entry-title"><a href="/{url}">'
            "{title}</a></h2><p>Von Jule am <time>{day}</time></p></article>"
        ),
    ),
    "presseportal": (
        "presseportal",
        (
            '<article class="news" data-label="x"><div class="date">{day}</div>'
            '<h3 class="news-headline-clamp"><a href="/{url}">{title}</a></h3></article>'
        ),
    ),
    "unknown, divs": (
        "listing",
        '<div class="meldung"><div><b>{day}</b></div><a href="/{url}">{title}</a></div>',
    ),
    "unknown, table rows": (
        "listing",
        '<table class="x"><tr><td>{day}</td><td><a href="/{url}">{title}</a></td></tr></table>',
    ),
    "unknown, list items": (
        "listing",
        '<ul class="y"><li><a href="/{url}">{title}</a> ({day})</li></ul>',
    ),
}


@pytest.mark.parametrize("name", MARKUP)
def test_a_list_without_configured_selectors(name: str) -> None:
    family, item = MARKUP[name]
    listing = read(repeated(item), source(family), head=f'<base href="{HOME}">')
    assert said(listing) == EXPECTED
    assert listing.problems == []


CONFIGURED = ListSelectors(
    item=".zeile", link="a.titel", date=".tag", teaser=".text", kicker=".ort", next="a.weiter"
)
ROW = (
    '<div class="zeile"><span class="ort">Norderau</span><a href="/bild"><img src="x.jpg"></a>'
    '<a class="titel" href="/{url}">{title}</a><i class="tag">Nr. 7 vom {day}</i>'
    '<p class="text">Kurz gesagt: {title}.</p></div>'
)


def test_configured_selectors_say_where_things_stand() -> None:
    known = source(listing=CONFIGURED, article=r"^/presse/\d+")
    listing = read(repeated(ROW), known, foot='<a class="weiter" href="?seite=7">weiter</a>')
    assert [teaser.title for teaser in listing.teasers] == list(WORDS)
    first = listing.teasers[0]
    assert (first.kicker, first.teaser) == ("Norderau", f"Kurz gesagt: {WORDS[0]}.")
    assert first.date is not None
    assert (first.date.text, first.date.origin) == (DAYS[0], "list")
    assert listing.next_url == f"{HOME}presse?seite=7"


def test_a_selector_that_finds_nothing_any_more_is_told_and_done_without() -> None:
    known = source(listing=CONFIGURED)
    listing = read(repeated(MARKUP["unknown, divs"][1]), known)
    assert said(listing) == EXPECTED
    assert len(listing.problems) == 1
    assert '"list.item" selects no article' in listing.problems[0]


def test_links_that_are_no_articles_of_the_source_are_left_out() -> None:
    rows = repeated(ROW) + ROW.format(url="termine/1.html", title="Termin", day=DAYS[0])
    foreign = '<div class="zeile"><a class="titel" href="https://x.test/presse/9">Fremd</a></div>'
    known = source(listing=CONFIGURED, article=r"^/presse/\d+")
    assert [t.url for t in read(rows + foreign, known).teasers] == [url for url, *_ in EXPECTED]


def test_a_page_without_a_list_says_so() -> None:
    listing = read("<h1>Presse</h1><p>Zurzeit gibt es keine Meldungen.</p>", source())
    assert listing.teasers == []
    assert listing.problems == [f"{HOME}presse: no article found on the list"]


POST = {
    "link": f"{HOME}2026/03/pumpwerke/",
    "guid": {"rendered": f"{HOME}?p=812"},
    "date": "2026-03-12T09:30:00",
    "date_gmt": "2026-03-12T08:30:00",
    "modified_gmt": "2026-03-20T09:00:00",
    "title": {"rendered": "Pumpwerke &#8211; wieder am Netz"},
    "excerpt": {"rendered": "<p>Vier Pumpen laufen [&hellip;]</p>"},
    "content": {"rendered": "<p>Vier neue Pumpen laufen.</p><h2>Strom</h2><p>Er ist da.</p>"},
}
REST = f"{HOME}wp-json/wp/v2/posts?per_page=2"


def test_wordpress_posts_are_a_list_with_texts() -> None:
    body = json.dumps([POST, {**POST, "link": f"{HOME}b/"}]).encode()
    listing = read_list(body, url=REST, source=source("wordpress"))
    first = listing.teasers[0]
    assert first.title == "Pumpwerke – wieder am Netz"
    assert first.text == "Vier neue Pumpen laufen.\n\n## Strom\n\nEr ist da."
    assert first.date is not None
    assert first.date.text == "2026-03-12T08:30:00+00:00"
    assert first.aliases == [f"{HOME}?p=812"]
    assert listing.next_url == f"{HOME}wp-json/wp/v2/posts?per_page=2&page=2"


def test_a_wordpress_list_ends_with_an_answer_that_is_not_full() -> None:
    listing = read_list(json.dumps([POST]).encode(), url=REST, source=source("wordpress"))
    assert listing.next_url is None


@pytest.mark.parametrize(
    "body",
    [b"<html>", b'{"code":"rest_no_route","message":"Keine Route"}', b"[]", b'[1, {"a": 2}]'],
)
def test_an_answer_without_posts_is_told(body: bytes) -> None:
    listing = read_list(body, url=REST, source=source("wordpress"))
    assert listing.teasers == []
    assert len(listing.problems) == 1


def test_one_wordpress_post_is_an_article() -> None:
    url = f"{HOME}wp-json/wp/v2/posts/812"
    raw = read_page(json.dumps(POST).encode(), url=url, source=source("wordpress"))
    assert raw.title == "Pumpwerke – wieder am Netz"
    assert raw.body == "Vier neue Pumpen laufen.\n\n## Strom\n\nEr ist da."
    assert raw.canonical == POST["link"]
    assert raw.modified == "2026-03-20T09:00:00+00:00"
