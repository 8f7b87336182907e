"""List pages: their next page, their topic lists, and what they leave alone."""

import msgspec
import pytest

from spiders.pages import read_list
from spiders.sources import load

SOURCES = {source.id: source for source in load()}
HOME = "https://www.move-online.de/"
LIST = "https://im.baden-wuerttemberg.de/de/service/presse-und-oeffentlichkeitsarbeit/pressemitteilungen"
ITEM = (
    '<div><a href="/k21-meldungen/eins/">Erste Nachricht</a><p>[03.02.2026] Ein Vorspann.</p></div>'
)


def k21(body: str, url: str = HOME, head: str = "") -> str | None:
    page = f"<html><head>{head}</head><body>{ITEM}{body}</body></html>"
    return read_list(page.encode(), url=url, source=SOURCES["move-online"]).next_url


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<a href="/page/2/">Nächste</a>', "page/2/"),
        ('<a href="/page/2/">Ältere Beiträge</a>', "page/2/"),
        ('<a href="/page/2/"><span>›</span></a>', "page/2/"),
        ('<a href="/page/2/">»</a>', "page/2/"),
        ('<a href="?paged=2" rel="next">x</a>', "?paged=2"),
        ('<b>1</b> <a href="/page/2/">2</a> <a href="/page/3/">3</a>', "page/2/"),
        ('<a href="/page/2/" title="Nächste Seite"><i></i></a>', "page/2/"),
    ],
)
def test_the_next_page_is_found_by_relation_words_signs_or_number(body: str, expected: str) -> None:
    assert k21(body) == HOME + expected


def test_the_head_s_next_relation_counts() -> None:
    assert k21("", head='<link rel="next" href="/page/2/">') == HOME + "page/2/"


def test_numbers_follow_the_current_page() -> None:
    pager = '<a href="/page/2/">2</a> <a href="/page/3/">3</a> <a href="/page/4/">4</a>'
    assert k21(pager, HOME + "page/3/") == HOME + "page/4/"


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<a href="https://andere.test/page/2/">Nächste</a>',
        '<a href="#">Nächste</a>',
        '<a href="javascript:weiter()">Weiter</a>',
        '<a href="/k21-meldungen/zwei/">Nächste</a>',
        f'<a href="{HOME}">Nächste</a>',
        '<a href="/page/2/">2</a>',
    ],
)
def test_no_next_page_is_invented_and_none_leaves_the_site(body: str) -> None:
    url = HOME + "page/2/" if body.endswith("2</a>") else HOME
    assert k21(body, url) is None


def test_the_ministry_s_own_link_is_followed_with_its_hash() -> None:
    page = (
        '<li><time datetime="2026-02-03">3.2.</time><h3><a href="/a/pid/eins">Eins</a></h3></li>'
        '<a href="?tx_rsmpress_list%5Bpage%5D=2&amp;cHash=9f0c">2</a>'
    )
    listing = read_list(page.encode(), url=LIST, source=SOURCES["im-bw"])
    assert listing.next_url == f"{LIST}?tx_rsmpress_list%5Bpage%5D=2&cHash=9f0c"
    assert [(t.title, t.date) for t in listing.teasers] == [("Eins", ("2026-02-03", "list"))]
    assert listing.lists == []


def test_topic_lists_are_reported_once() -> None:
    page = (
        '<a href="/k21-themen/it/">IT</a><a href="/k21-themen/it/#a">IT</a><a href="/k21-themen/">x'
    )
    listing = read_list((ITEM + page).encode(), url=HOME, source=SOURCES["move-online"])
    assert listing.lists == [HOME + "k21-themen/it/"]


def test_links_are_resolved_against_the_base_element() -> None:
    page = '<base href="/bereich/"><p><a href="../k21-meldungen/eins">Eins</a></p>'
    listing = read_list(page.encode(), url=HOME, source=SOURCES["move-online"])
    assert [t.url for t in listing.teasers] == [HOME + "k21-meldungen/eins"]


def test_a_local_stand_in_s_links_stay_local() -> None:
    source = msgspec.structs.replace(SOURCES["move-online"], base_url="http://127.0.0.1:8801")
    page = ITEM + '<a href="/page/2/">Nächste</a><a href="http://evil.test/k21-meldungen/x/">X</a>'
    listing = read_list(page.encode(), url="http://127.0.0.1:8801/", source=source)
    assert [t.url for t in listing.teasers] == ["http://127.0.0.1:8801/k21-meldungen/eins/"]
    assert listing.next_url == "http://127.0.0.1:8801/page/2/"


def test_a_page_without_articles_says_so() -> None:
    listing = read_list(b"<p>Nichts</p>", url=HOME, source=SOURCES["move-online"])
    assert listing.teasers == []
    assert listing.problems == [f"{HOME}: no article found on the list"]
