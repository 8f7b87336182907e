"""Headlines beside lines that say the same or name the site."""

import pytest

from spiders.pages import RawArticle, read_page
from tests.spiders.pages.frames import FIRST, LEAD, MINISTRY, SECOND, SOURCES

TITLE = "Pegel melden sich selbst"
HOUSE = "Ministerium für Wasser, Wege, Brücken und ländliche Räume im Kreis Auenstadt"
OTHER = MINISTRY + "-1"


def release(body: str, *, head: str) -> RawArticle:
    """A release of the ministry with `head` as its `<title>`."""
    page = f"<html><head><title>{head}</title></head><body>{body}</body></html>"
    return read_page(page.encode(), url=MINISTRY, source=SOURCES["im-bw"])


@pytest.mark.parametrize("title", [TITLE, "Zum Pegel", "Wege | Ziele", "Pegel: so geht es weiter"])
@pytest.mark.parametrize("separator", [": ", " | ", " - "])
@pytest.mark.parametrize(
    "site",
    [
        "<header><a href='/'>{}</a></header>",
        "<header><div><strong>{}</strong></div></header>",
        "<div><strong>{}</strong></div>",
        "<div><a href='/de/start'>{}</a></div>",
        "<header><h1>{}</h1></header>",
    ],
)
@pytest.mark.parametrize(
    "markup",
    [
        "<h1><span>Brückenau</span><span>{}</span></h1>",
        "<div><span>Brückenau</span><span>{}</span></div>",
        "<h2><em>Brückenau</em> {}</h2>",
        "<h1>Brückenau: {}</h1>",
        "<h1>Brückenau<br>{}</h1>",
        "<div>Brückenau | {}</div>",
        "<p>Brückenau</p><h1>{}</h1>",
    ],
)
def test_the_site_s_name_in_its_header_is_not_the_headline(
    title: str, separator: str, site: str, markup: str
) -> None:
    main = f"<main><article>{markup.format(title)}<p><strong>{LEAD}</strong></p>"
    text = f"<div><p>{FIRST}</p><p>{SECOND}</p></div></article></main>"
    raw = release(site.format(HOUSE) + main + text, head=f"{title}{separator}{HOUSE}")
    assert (raw.title, raw.kicker, raw.lead) == (title, "Brückenau", LEAD)
    assert raw.body == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize("own", ["<div>{}</div>", "<h1>{}</h1>", "<p><b>{}</b></p>"])
@pytest.mark.parametrize(
    "teaser",
    [
        "<a href='{0}'><img src='a.jpg' alt='Pegel'></a><i>Amt</i><h4><a href='{0}'>{1}</a></h4>",
        "<a href='{0}'><img src='a.jpg' alt='Pegel'></a><h4>{1}</h4><p><a href='{0}'>mehr</a></p>",
        "<a href='{0}'><span>Amt</span><h3>{1}</h3></a>",
    ],
)
def test_a_teaser_with_the_same_title_is_not_the_headline(own: str, teaser: str) -> None:
    text = f"<div><p>{FIRST} {SECOND}</p></div>"
    card = f"<div>{teaser.format(OTHER, TITLE)}</div>"
    main = f"<main><article><p>Polizei</p>{own.format(TITLE)}{text}{card}</article></main>"
    raw = release(main, head=f"{TITLE}: {HOUSE}")
    assert (raw.title, raw.kicker) == (TITLE, "Polizei")
    assert raw.body == f"{FIRST} {SECOND}"
    assert [other.url for other in raw.related] == [OTHER]


@pytest.mark.parametrize("address", [MINISTRY, MINISTRY + "?print=1", "#top"])
def test_a_headline_may_link_to_its_own_page(address: str) -> None:
    main = f"<ul><li>{TITLE}</li></ul><main><h1><a href='{address}'>{TITLE}</a></h1>"
    raw = release(f"{main}<p>{FIRST}</p><p>{SECOND}</p></main>", head=TITLE)
    assert raw.origins["title"].endswith(":title")
    assert raw.body == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "head", ["", "<header><div>Kreis</div></header>", "<header><a href='/'>Kreis</a></header>"]
)
def test_a_headline_in_the_site_s_header_is_found(head: str) -> None:
    top = f"{head}<header><p>Brückenau</p><h1>{TITLE}</h1></header>"
    raw = release(f"{top}<main><p>{FIRST}</p><p>{SECOND}</p></main>", head=f"{TITLE} | Kreis")
    assert (raw.title, raw.kicker) == (TITLE, "Brückenau")


def test_the_home_page_as_base_of_all_links_is_not_the_page_itself() -> None:
    top = f"<base href='/'><header><h1><a href='/'>{HOUSE}</a></h1></header>"
    main = f"<main><div>Brückenau: {TITLE}</div><p>{FIRST}</p><p>{SECOND}</p></main>"
    raw = release(top + main, head=f"{TITLE} - {HOUSE}")
    assert (raw.title, raw.kicker) == (TITLE, "Brückenau")
