"""What a page tells of its site: the system, the feeds, how addresses of articles read."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.pages.decoding import text_of
from spiders.recognising import Link, Site, groups, pattern_of
from spiders.sources import Source

SITE = "https://www.amt.example/presse"
SOURCE = Source(
    id="amt",
    name="Amt",
    family="listing",
    home="https://www.amt.example/",
    kind="news",
    rights="press",
)


@pytest.mark.parametrize(
    ("html", "family"),
    [
        ('<meta name="Generator" content="WordPress 6.4">', "wordpress"),
        ('<link rel="stylesheet" href="/wp-content/themes/x/style.css">', "wordpress"),
        ('<meta name="generator" content="Government Site Builder">', "gsb"),
        ('<link href="/SiteGlobals/Frontend/style.css">', "gsb"),
        ('<meta name="generator" content="TYPO3 CMS"><a class="tx_news" href="/x">', "typo3-news"),
        ('<a href="?tx_rsmpress_list%5Bpage%5D=2">2</a>', "rsmpress"),
        ('<a href="https://www.amt.example/k21-meldungen/x">', "k21"),
        (
            '<meta name="generator" content="Elementor 3"><script src="/wp-content/x.js"></script>',
            "wordpress",
        ),
        ('<meta name="generator" content="TYPO3 CMS"><div class="news-list-view">', "typo3-news"),
        ('<meta name="generator" content="TYPO3 CMS">', None),
        ('<meta name="generator" content="TYPO3 CMS"><img src="//x.de/wp-content/a.png">', None),
        ("<p>TYPO3 und WordPress sind freie Programme.</p>", None),
        ("", None),
    ],
)
def test_a_system_is_known_by_its_own_marks(html: str, family: str | None) -> None:
    mark = Site(html, SITE).mark()
    assert (mark.family if mark else None) == family


def test_feeds_are_those_declared_then_those_linked_but_not_of_comments() -> None:
    page = Site(
        """<base href="https://www.amt.example/de/">
        <link rel="alternate" type="application/rss+xml" href="rss.xml">
        <link rel="alternate" type="application/rss+xml" title="Kommentare" href="/k/feed/">
        <link rel="alternate" hreflang="en" href="/en/">
        <a href="/aktuell/feed/">Abonnieren</a> <a href="https://[kaputt/feed/">x</a>
        <a href="/comments/feed/">x</a> <a href="mailto:a@b.de">x</a> <a href="/feedback">x</a>""",
        SITE,
    )
    assert page.feeds() == [
        "https://www.amt.example/de/rss.xml",
        "https://www.amt.example/aktuell/feed/",
    ]


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<meta property="og:site_name" content="Amt für Daten"><title>x</title>', "Amt für Daten"),
        ("<title>Pressemitteilungen - Amt für Daten</title>", "Amt für Daten"),
        ("<title>Startseite: Amt für Daten</title>", "Amt für Daten"),
        ("<title>Presse</title>", None),
        ("", None),
    ],
)
def test_a_site_s_name_is_what_it_calls_itself(html: str, name: str | None) -> None:
    assert Site(html, SITE).name() == name


def test_links_of_menus_and_to_other_sites_are_no_list() -> None:
    headline = "Eine Überschrift von ordentlicher Länge"
    page = Site(
        f"""<header><a href="/kopf/1">{headline}</a></header>
        <nav><a href="/a/1">{headline}</a></nav>
        <article><header><a href="/p/eins">{headline}</a></header></article>
        <a href="/p/zwei"><h3>{headline} zwei</h3></a> <a href="/p/zwei">mehr</a>
        <a href="https://anderswo.example/p/x">{headline}</a> <a href="/impressum">Impressum</a>
        <footer><a href="/p/fuss">{headline}</a></footer>""",
        SITE,
    )
    assert [(link.url.rpartition("/")[2], link.text) for link in page.links(SOURCE)] == [
        ("eins", headline),
        ("zwei", f"{headline} zwei"),
    ]


def test_press_pages_are_found_by_their_words_the_likeliest_first() -> None:
    page = Site(
        """<a href="/aktuelles">Aktuelles</a> <a href="/ueber-uns">Über uns</a>
        <a href="/service/pm">Pressemitteilungen</a> <a href="/service/pm#oben">PM</a>""",
        SITE,
    )
    assert page.press_pages(SOURCE) == [
        "https://www.amt.example/service/pm",
        "https://www.amt.example/aktuelles",
    ]


def test_addresses_that_read_alike_form_a_group_whatever_their_dates() -> None:
    found = groups(
        [
            Link(f"https://www.amt.example{path}", "x")
            for path in (
                "/de/presse/2026/11/eins.html",
                "/de/presse/2026/10/zwei.html",
                "/de/presse/2025/01/drei.html",
                "/de/presse/2025/01/vier.pdf",
                "/de/thema/a",
                "/de/thema/b",
            )
        ],
        SOURCE,
    )
    assert found == [
        [
            "/de/presse/2026/11/eins.html",
            "/de/presse/2026/10/zwei.html",
            "/de/presse/2025/01/drei.html",
        ]
    ]


@pytest.mark.parametrize(
    ("paths", "pattern"),
    [
        (["/k21-meldungen/a-b", "/k21-meldungen/c/"], r"^/k21-meldungen/[^/]+/?$"),
        (
            ["/SharedDocs/pm/DE/2026/11/a.html", "/SharedDocs/pm/DE/2026/11/b.html"],
            r"^/SharedDocs/pm/DE/\d{4}/\d\d/[^/]+\.html$",
        ),
        (["/blaulicht/pm/110977/58", "/blaulicht/pm/110969/611"], r"^/blaulicht/pm/\d+/\d+/?$"),
        (["/presse/pid/nur-einer"], r"^/presse/pid/[^/]+/?$"),
        (["/x/2026/a", "/x/b"], r"^/x/.+$"),
        (["/pm/3-quartal/a", "/pm/3-quartal/b"], r"^/pm/[^/]+/[^/]+/?$"),
        (["/a", "/b"], None),
        ([], None),
    ],
)
def test_a_pattern_says_what_addresses_share_but_no_year_or_quarter(
    paths: list[str], pattern: str | None
) -> None:
    assert pattern_of(paths) == pattern


def test_lists_and_feeds_below_the_same_path_are_left_out_of_the_pattern() -> None:
    pattern = pattern_of(["/m/eins", "/m/zwei"], ["/m/feed/", "/m/archiv", "/", "/anderes"])
    assert pattern
    assert [
        p for p in ("/m/eins", "/m/feed", "/m/feed/", "/m/archiv") if re.search(pattern, p)
    ] == ["/m/eins"]
    assert re.search(pattern, "/m/feedback")


SEGMENT = st.text("abcxyz0129-_.~ü%()+", min_size=1, max_size=8).filter(lambda s: s.strip("."))
PATHS = st.lists(
    st.lists(SEGMENT, min_size=1, max_size=4).map(lambda parts: "/" + "/".join(parts)),
    min_size=1,
    max_size=6,
    unique=True,
)


@given(PATHS)
def test_a_pattern_matches_every_address_it_was_made_of(paths: list[str]) -> None:
    pattern = pattern_of(paths)
    assert pattern is None or all(re.search(pattern, path) for path in paths)


@given(PATHS, PATHS)
def test_a_pattern_matches_nothing_that_is_known_to_be_no_article(
    paths: list[str], others: list[str]
) -> None:
    others = [other for other in others if other not in paths]
    pattern = pattern_of(paths, others)
    assert pattern is None or not any(re.search(pattern, other) for other in others)


PRESS_PAGES = Path(__file__).resolve().parents[3] / "shared/data/press_pages"


def test_on_real_pages_no_system_is_taken_for_another() -> None:
    gold = PRESS_PAGES / "gold.json"
    if not gold.exists():
        pytest.skip(f"{gold} is absent: the real pages are not checked")
    names = {"wordpress": "WordPress", "gsb": "GSB", "typo3-news": "TYPO3"}
    seen: Counter[str] = Counter()
    for page in json.loads(gold.read_text(encoding="utf-8")):
        html = gzip.decompress((PRESS_PAGES / page["file"]).read_bytes())
        mark = Site(text_of(html, None), page["url"]).mark()
        if mark and page["cms"]:
            assert names[mark.family] == page["cms"], page["url"]
            seen[mark.family] += 1
    assert (seen["wordpress"], seen["gsb"]) == (9, 5)
    assert seen["typo3-news"] >= 9
