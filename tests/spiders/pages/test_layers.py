"""The layers: which version of a page object reads a page, what its head adds, what is degraded."""

import json

import pytest

from press.article import DateOrigin
from spiders.pages import RawArticle, read_page
from spiders.sources import load

SOURCES = {source.id: source for source in load()}
URL = "https://www.move-online.de/k21-meldungen/zulassung"
RELEASE = "https://im.baden-wuerttemberg.de/de/a/pressemitteilung/pid/zulassung"
TITLE = "<title>Zulassung ohne Warten - move-online.de | move - moderne verwaltung</title>"
TEXT = "".join(
    f"<p>Der Landkreis stellt um und rechnet mit {n} Anträgen im Monat, so die Verwaltung.</p>"
    for n in range(5)
)


def read(body: str, *, url: str = URL, head: str = TITLE) -> RawArticle:
    source = next(source for source in SOURCES.values() if source.owns(url))
    return read_page(f"<html><head>{head}</head><body>{body}".encode(), url=url, source=source)


@pytest.mark.parametrize(
    ("url", "body", "version"),
    [
        (URL, "<h1><span>Ort</span>Zulassung ohne Warten</h1>", "k21-2"),
        (URL, "<p>Ort:</p><h1>Zulassung ohne Warten</h1>", "k21-1"),
        ("https://www.kommune21.de/meldung_12345", "<h1>Zulassung ohne Warten</h1>", "k21-1"),
        (RELEASE, "<p>Verkehr</p><h1>Zulassung ohne Warten</h1>", "rsmpress-2"),
        (RELEASE + "?print=1", "<h1>Zulassung ohne Warten</h1>", "rsmpress-print"),
        (RELEASE, "<p>📅 1.2.2022</p><h1>Zulassung ohne Warten</h1>", "rsmpress-print"),
    ],
)
def test_the_version_is_chosen_by_structure(url: str, body: str, version: str) -> None:
    raw = read(body + TEXT, url=url)
    assert raw.origins["title"].startswith(f"{version}:")


def test_a_body_that_only_the_generic_layer_finds_is_degraded() -> None:
    raw = read(f"<h1>Zulassung ohne Warten</h1><form>{TEXT}</form>")
    assert raw.body is not None
    assert (raw.degraded, raw.origins["body"]) == (["body"], "trafilatura")
    assert raw.problems == [f"{URL}: body only by the generic layer"]


def test_a_body_in_json_ld_comes_before_the_generic_layer() -> None:
    article = {"@type": "NewsArticle", "articleBody": "Ein Satz.\nNoch &amp; ein Satz."}
    script = f'<script type="application/ld+json">{json.dumps(article)}</script>'
    raw = read("<h1>Zulassung ohne Warten</h1>", head=TITLE + script)
    assert raw.body == "Ein Satz.\n\nNoch & ein Satz."
    assert (raw.degraded, raw.origins["body"]) == ([], "json-ld")


def test_the_title_comes_from_the_title_element_where_the_page_shows_none() -> None:
    raw = read(f"<div>[1.2.2022] Es geht nun schneller.</div>{TEXT}")
    assert raw.title == "Zulassung ohne Warten"
    assert raw.lead == "Es geht nun schneller."
    assert raw.body is not None


@pytest.mark.parametrize(
    ("name", "origins"),
    [("article:published_time", ["meta", "lead"]), ("date", ["lead", "meta"])],
)
def test_a_meta_date_of_unclear_meaning_stands_last(name: str, origins: list[DateOrigin]) -> None:
    head = f'{TITLE}<meta name="{name}" content="2022-02-03">'
    raw = read(f"<h1>Zulassung ohne Warten</h1><p>[1.2.2022] Kurz.</p>{TEXT}", head=head)
    assert [words.origin for words in raw.dates] == origins


@pytest.mark.parametrize(
    "header",
    [
        '<header><time datetime="2026-02-02">2.2.2026</time></header>',
        '<div><time datetime="2026-02-02">Montag, 2. Februar 2026</time></div>',
        "<p>Montag, 2. Februar 2026</p>",
    ],
)
def test_the_day_of_the_crawl_in_the_site_s_header_is_no_date(header: str) -> None:
    raw = read(f"{header}<main><h1>Zulassung ohne Warten</h1>{TEXT}</main>", url=RELEASE)
    assert raw.dates == []


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("/k21-meldungen/zulassung/", "https://www.move-online.de/k21-meldungen/zulassung/"),
        ("https://move-online.de/k21-meldungen/b", "https://move-online.de/k21-meldungen/b"),
        ("https://andere.test/k21-meldungen/zulassung/", None),
        ("/", None),
        ("/k21-themen/it/", None),
    ],
)
def test_canonical_links_are_trusted_to_articles_of_the_source_alone(
    href: str, kept: str | None
) -> None:
    assert read("", head=f'{TITLE}<link rel="canonical" href="{href}">').canonical == kept
