"""What the stand-in sites' pages say, without any server."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

import lxml.html
import pytest
from defusedxml import ElementTree

from demo import portal as portal_pages
from demo.ministry import LIST, c_hash
from demo.site import Site
from demo.sites import build
from demo.texts import PressText, expected
from press.text import clean_line

UNTIL = date(2026, 11, 20)
VARIANTS = range(4)
DELIBERATE = {portal_pages.DEAD: 404, portal_pages.AWAY: 302}


@pytest.fixture(scope="module", params=VARIANTS, ids=lambda n: f"variant-{n}")
def sites(request: pytest.FixtureRequest) -> tuple[Site, Site]:
    return build(420, until=UNTIL, today=lambda: UNTIL, variant=request.param)


def address(text: PressText) -> str:
    return f"{text.path}/" if text.site == "portal" else text.path


def fetch(site: Site, url: str) -> tuple[int, str]:
    parts = urlsplit(url)
    reply = site.get(parts.path, parts.query)
    old = reply.headers.get("Content-Type") == "text/html"
    return reply.status, reply.body.decode("windows-1252" if old else "utf-8")


def words_of(markup: str) -> str:
    tree = lxml.html.fromstring(markup)
    for element in tree.iter("script", "style"):
        element.text = ""
    for element in tree.iter("br", "p", "div", "li", "small", "span", "time"):
        element.tail = f" {element.tail or ''}"
    return clean_line(tree.text_content(), 1_000_000)


def squeezed(text: str) -> str:
    """Text without any blank: markup may have lost or added some."""
    return re.sub(r"\s+", "", clean_line(text, 1_000_000))


def own_links(site: Site, markup: str, at: str) -> set[str]:
    """Path and query of the page's links to its own site, however they are written."""
    tree = lxml.html.fromstring(markup)
    base = tree.find(".//base")
    root = base.get("href") if base is not None else site.base + at
    found = set()
    for href in tree.xpath("//a/@href"):
        parts = urlsplit(urljoin(root, href))
        if f"{parts.scheme}://{parts.netloc}" in (site.base, site.public):
            found.add(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return found


def test_every_page_says_all_of_its_text(sites: tuple[Site, Site]) -> None:
    for site in sites:
        for text in site.texts[::5] + site.texts[-2:]:
            status, markup = fetch(site, address(text))
            said, found = squeezed(words_of(markup)), expected(text)
            assert status == 200
            for part in [found["title"], found["kicker"], found["lead"]]:
                assert squeezed(part or "") in said
            for block in text.blocks:
                assert squeezed(block.text) in said
            if text.image:
                assert squeezed(text.image.caption or "") in said
                assert squeezed(text.image.credit or "") in said
                assert text.image.alt in [
                    clean_line(alt) for alt in lxml.html.fromstring(markup).xpath("//img/@alt")
                ]


def test_the_portal_prints_the_day_of_the_crawl_and_the_date_before_the_lead(
    sites: tuple[Site, Site],
) -> None:
    portal = sites[0]
    for text in portal.texts[:40]:
        said = words_of(fetch(portal, address(text))[1])
        assert "Freitag, 20. November 2026" in said
        assert f"[{text.day:%d.%m.%Y}]" in said


def test_old_texts_keep_the_old_layout(sites: tuple[Site, Site]) -> None:
    text = next(text for text in sites[0].texts if text.day == date(2016, 5, 10))
    assert sites[0].get(address(text)).headers["Content-Type"] == "text/html"
    markup = fetch(sites[0], address(text))[1]
    said = words_of(markup)
    assert "charset=windows-1252" in markup
    assert "[10.5.2016]" in said
    assert f"{text.kicker}: {text.title}" in said


def test_a_ministrys_article_gives_no_date_but_its_print_view_does(
    sites: tuple[Site, Site],
) -> None:
    ministry = sites[1]
    text = next(text for text in ministry.texts if "undated" in text.traits)
    written = f"{text.day:%d.%m.%Y}"
    _, page = fetch(ministry, text.path)
    _, first = fetch(ministry, LIST)
    assert written not in page
    assert not (text.slug in first and written in first.split(text.slug)[1][:600])
    (view,) = [link for link in own_links(ministry, page, text.path) if "print=1" in link]
    status, printed = fetch(ministry, view)
    assert status == 200
    assert f"📅 {written}" in printed
    assert "Link dieser Seite:" in printed


def test_dated_items_of_the_list_carry_machine_readable_days(sites: tuple[Site, Site]) -> None:
    tree = lxml.html.fromstring(fetch(sites[1], LIST)[1])
    shown = sites[1].texts[:10]
    days = [value[:10] for value in tree.xpath("//time/@datetime")]
    assert days == [text.published for text in shown if "undated" not in text.traits]


def listed(site: Site, start: str) -> list[str]:
    """The articles that a list shows, page after page, by following the links to the next page."""
    found: list[str] = []
    page: str | None = start
    number = 1
    while page:
        status, markup = fetch(site, page)
        assert status == 200, page
        tree = lxml.html.fromstring(markup)
        base = tree.find(".//base")
        root = base.get("href") if base is not None else site.base + page
        found += list(dict.fromkeys(article_paths(site, tree, root)))
        number += 1
        page = next(
            (
                link
                for link in own_links(site, markup, page)
                if re.search(rf"(?:page|paged|seite)(?:%5D=|=|/){number}(?:\D|$)", link)
            ),
            None,
        )
    return found


def article_paths(site: Site, tree: lxml.html.HtmlElement, root: str) -> list[str]:
    made = []
    for href in tree.xpath("//a/@href"):
        parts = urlsplit(urljoin(root, href))
        if parts.query.startswith("p="):
            parts = urlsplit(site.get(parts.path, parts.query).headers["Location"])
        if re.search(r"/(?:k21-meldungen|pid)/[^/]+/?$", parts.path):
            made.append(parts.path.rstrip("/"))
    return made


def test_paging_shows_every_article_exactly_once(sites: tuple[Site, Site]) -> None:
    for site, start in zip(sites, ("/", LIST), strict=True):
        found = [path for path in listed(site, start) if path not in portal_pages.SPECIALS]
        assert found == [text.path for text in site.texts]


def test_topic_lists_are_paged_too(sites: tuple[Site, Site]) -> None:
    texts = [text.path for text in sites[0].texts if text.section == "IT-Sicherheit"]
    assert len(texts) > 15
    assert listed(sites[0], "/k21-themen/it-sicherheit/") == texts


def test_no_page_comes_after_the_last(sites: tuple[Site, Site]) -> None:
    portal, ministry = sites
    beyond = portal.layout.next.format(number=99)
    assert fetch(portal, beyond)[0] == 404
    assert fetch(portal, "/k21-meldungen/feed/?paged=99")[0] == 404
    query = {"tx_rsmpress_list[page]": "99"}
    address_ = f"{LIST}?tx_rsmpress_list[page]=99&cHash={c_hash(LIST, query)}"
    assert fetch(ministry, address_)[0] == 404


@pytest.mark.parametrize("paged", ["0", "-1", "x", "1e3", "²"])
def test_page_numbers_that_are_none_are_not_found(paged: str) -> None:
    portal, _ = build(40, until=UNTIL, today=lambda: UNTIL)
    assert portal.get("/k21-meldungen/feed/", f"paged={paged}").status == 404
    assert portal.get(f"/page/{paged}/").status == 404


def test_every_link_answers_but_the_deliberate_ones(sites: tuple[Site, Site]) -> None:
    for site, start in zip(sites, ("/", LIST), strict=True):
        texts = site.texts[:3] + site.texts[20:30] + site.texts[-2:]
        for page in (start, *(address(text) for text in texts)):
            for link in own_links(site, fetch(site, page)[1], page):
                status = fetch(site, link)[0]
                assert status == DELIBERATE.get(link, status if status in (200, 301) else 200), link


def test_the_home_page_links_what_must_be_survived(sites: tuple[Site, Site]) -> None:
    portal = sites[0]
    links = own_links(portal, fetch(portal, "/")[1], "/")
    assert set(portal_pages.SPECIALS) <= links
    assert any(link.startswith("/?p=") for text in [portal] for link in all_home_links(portal))
    assert fetch(portal, portal_pages.DEAD)[0] == 404
    away = portal.get(portal_pages.AWAY)
    assert away.headers["Location"].startswith("https://partner.example.org/")
    assert fetch(portal, f"{portal_pages.EMPTY}/")[0] == 200


def all_home_links(portal: Site) -> set[str]:
    links: set[str] = set()
    for number in range(1, 6):
        page = portal.layout.next.format(number=number) if number > 1 else "/"
        links |= own_links(portal, fetch(portal, page)[1], page)
    return links


def test_robots_forbid_what_one_teaser_links(sites: tuple[Site, Site]) -> None:
    portal = sites[0]
    status, robots = fetch(portal, "/robots.txt")
    assert status == 200
    assert "Disallow: /k21-meldungen/intern-" in robots
    assert f"Sitemap: {portal.base}/sitemap.xml" in robots
    assert portal_pages.FORBIDDEN.startswith("/k21-meldungen/intern-")
    assert fetch(portal, "/sitemap.xml")[0] == 200


def test_both_sites_state_their_data_mining_rules(sites: tuple[Site, Site]) -> None:
    assert '"tdm-reservation": 1' in fetch(sites[0], "/.well-known/tdmrep.json")[1]
    assert '"tdm-reservation": 0' in fetch(sites[1], "/.well-known/tdmrep.json")[1]


def test_the_feed_is_valid_and_complete(sites: tuple[Site, Site]) -> None:
    portal = sites[0]
    links: list[str] = []
    for number in range(1, 1 + -(-len(portal.texts) // 20)):
        status, body = fetch(portal, f"/k21-meldungen/feed/?paged={number}")
        assert status == 200
        items = ElementTree.fromstring(body).findall("./channel/item")
        assert 0 < len(items) <= 20
        for item in items:
            links.append(urlsplit(item.findtext("link")).path.rstrip("/"))
            written = parsedate_to_datetime(item.findtext("pubDate"))
            text = portal.by_slug[links[-1].rpartition("/")[2]]
            assert written.astimezone(ZoneInfo("Europe/Berlin")).date() == text.day
    assert links == [text.path for text in portal.texts]


def test_wrong_and_missing_check_sums_lead_nowhere(sites: tuple[Site, Site]) -> None:
    ministry = sites[1]
    text = ministry.texts[0]
    assert fetch(ministry, f"{LIST}?tx_rsmpress_list%5Bpage%5D=2")[0] == 404
    assert fetch(ministry, f"{LIST}?tx_rsmpress_list%5Bpage%5D=2&cHash={'0' * 32}")[0] == 404
    assert fetch(ministry, f"{text.path}?print=1")[0] == 404


def test_slashes_and_short_links_redirect_to_the_one_address(sites: tuple[Site, Site]) -> None:
    portal, ministry = sites
    text, release = portal.texts[0], ministry.texts[0]
    assert portal.get(text.path).headers["Location"] == f"{text.path}/"
    assert ministry.get(f"{release.path}/").headers["Location"] == release.path
    short = portal.get("/", f"p={portal_pages.id_of(text)}")
    assert (short.status, short.headers["Location"]) == (301, f"{text.path}/")
    assert portal.get("/", "p=1").status == 404


def test_validators_hold_while_nothing_changes_whatever_the_day() -> None:
    today, tomorrow = (
        build(60, until=UNTIL, today=lambda day=day: day)  # type: ignore[misc]
        for day in (UNTIL, date(2026, 11, 21))
    )
    for before, after in zip(today, tomorrow, strict=True):
        for path in [address(before.texts[3]), "/robots.txt"]:
            first, second = before.get(path), after.get(path)
            assert first.headers["ETag"] == second.headers["ETag"]
    assert today[0].get("/").body != tomorrow[0].get("/").body


def test_conditional_requests_are_answered_304_without_a_body(sites: tuple[Site, Site]) -> None:
    for site in sites:
        path = address(site.texts[4])
        full = site.get(path)
        tag, changed = full.headers["ETag"], full.headers["Last-Modified"]
        for headers in (
            {"if-none-match": tag},
            {"if-none-match": f'W/{tag}, "other"'},
            {"if-none-match": "*"},
            {"if-modified-since": changed},
        ):
            reply = site.get(path, "", headers)
            assert (reply.status, reply.body, reply.headers["ETag"]) == (304, b"", tag)
        for headers in (
            {"if-none-match": '"other"'},
            {"if-none-match": '"other"', "if-modified-since": changed},
            {"if-modified-since": "Sat, 01 Jan 2000 00:00:00 GMT"},
            {"if-modified-since": "yesterday"},
        ):
            assert site.get(path, "", headers).status == 200


def test_compressed_answers_have_a_tag_of_their_own(sites: tuple[Site, Site]) -> None:
    site = sites[0]
    plain = site.get("/")
    zipped = site.get("/", "", {"accept-encoding": "gzip, deflate"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert zipped.headers["ETag"] != plain.headers["ETag"]
    assert len(zipped.body) < len(plain.body) / 2
    again = {"accept-encoding": "gzip", "if-none-match": zipped.headers["ETag"]}
    assert site.get("/", "", again).status == 304


def test_the_second_edition_adds_texts_on_top_and_edits_one_quietly() -> None:
    for site in build(120, until=UNTIL, today=lambda: UNTIL):
        before = {text.slug: text for text in site.texts}
        tags = {text.slug: site.get(address(text)).headers["ETag"] for text in site.texts}
        changed = site.changed_url
        site.set_state(edition=2)
        fresh = [text for text in site.texts if text.slug not in before]
        assert fresh
        assert site.texts[: len(fresh)] == fresh
        edited = [t.url for t in site.texts if t.slug in before and t.body != before[t.slug].body]
        assert edited == [changed]
        text = next(t for t in site.texts if t.url == changed)
        assert site.get(address(text)).headers["ETag"] != tags[text.slug]
        assert changed_moment(site, text) > changed_moment_of_day(before[text.slug].day)
        site.set_state(edition=1)
        assert {t.slug: site.get(address(t)).headers["ETag"] for t in site.texts} == tags


def changed_moment(site: Site, text: PressText) -> datetime:
    return parsedate_to_datetime(site.get(address(text)).headers["Last-Modified"])


def changed_moment_of_day(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/Berlin"))


def test_a_redesign_changes_the_markup_and_not_the_texts() -> None:
    for site in build(40, until=UNTIL, today=lambda: UNTIL):
        text = site.texts[5]
        shapes = set()
        for variant in VARIANTS:
            site.set_state(variant=variant)
            shapes.add(outline(site.get(address(text)).body.decode()))
            assert site.by_slug[text.slug] == text
        assert len(shapes) == 4


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def outline(markup: str) -> str:
    parser = _Outline()
    parser.feed(markup)
    return " ".join(parser.tags)


def test_variants_link_by_path_by_public_address_or_by_base() -> None:
    portal, ministry = build(40, until=UNTIL, today=lambda: UNTIL)
    portal.set_state(variant=1)
    assert 'href="https://www.move-online.de/k21-meldungen/' in fetch(portal, "/")[1]
    ministry.set_state(variant=1)
    _, markup = fetch(ministry, LIST)
    assert f'<base href="{ministry.base}/">' in markup
    assert 'href="de/service/' in markup


def test_irregularities_of_editors_are_in_the_markup() -> None:
    portal, ministry = build(420, until=UNTIL, today=lambda: UNTIL)
    pages = [fetch(site, address(text))[1] for site in (portal, ministry) for text in site.texts]
    everything = "".join(pages)
    assert "<p>&nbsp;</p>" in everything
    assert "\u00ad" in everything
    assert re.search(r"\w<a href", everything), "a lost blank before a link"
    assert re.search(r"\w&nbsp;<a href", everything)
    assert re.search(r"<figcaption>(.{5,400}?)</figcaption><figcaption>\1</figcaption>", everything)
    assert "Berechne Lesezeit" in everything
    assert any("Weitere Meldungen" not in fetch(ministry, t.path)[1] for t in ministry.texts[5:30])
