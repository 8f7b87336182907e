"""Feeds that move, end or carry the whole text: what is asked, kept and told over several runs."""

from pathlib import Path

from store.memory import CrawlMemory
from tests.command import Place
from tests.stub import Answer, serve

ROBOTS = Answer(b"User-agent: *\nDisallow:\n", headers={"Content-Type": "text/plain"})
PAGE = "/pressemitteilung/eins"
PARAGRAPH = "Das Ministerium legt heute die neuen Zahlen zur Pflege im Land vor. " * 7
FEED = Answer(
    (
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
        f"<title>Eins</title><link>{PAGE}</link>"
        "<pubDate>Freitag, 13. März 2026 - 14:05</pubDate>"
        f"<content:encoded><![CDATA[<p>{PARAGRAPH}</p>]]></content:encoded></item></channel></rss>"
    ).encode(),
    headers={"Content-Type": "text/html", "ETag": '"1"'},
)
ARTICLE = Answer(
    b"<html lang=de><head><title>Eins</title></head><body><h1>Eins</h1>"
    b"<div id=app></div><noscript>Bitte JavaScript einschalten.</noscript></body></html>"
)


def feed_place(directory: Path, url: str) -> Place:
    config = directory / "presselupe.toml"
    config.write_text(
        "[crawl]\ndelay = 0.0\n[sources.move-online]\nenabled = false\n"
        "[sources.im-bw]\nenabled = false\n"
        f'[sources.mags-nw]\nenabled = true\nbase_url = "{url}"\n',
        encoding="utf-8",
    )
    return Place(directory / "data", config)


def moved(to: str, status: int = 301) -> Answer:
    return Answer(status=status, headers={"Location": to})


def reasons(report: dict[str, list[dict[str, str]]]) -> str:
    return " ".join(note["reason"] for note in report["notes"])


def test_the_feeds_text_and_german_date_are_used_where_the_page_has_none(tmp_path: Path) -> None:
    with serve({"/robots.txt": ROBOTS, "/rss.xml": FEED, PAGE: ARTICLE}) as site:
        here = feed_place(tmp_path, site.url)
        code, _reports = here.report()
        (stored,) = here.articles()
        here.report("--full")
        (again,) = here.articles()
    assert code == 0
    assert stored["body"] == PARAGRAPH.strip()
    assert stored["published"] == "2026-03-13T14:05:00+01:00"
    assert stored["published_origin"] == "feed"
    assert (again["version"], again["body"]) == (1, stored["body"])


def test_a_feed_that_moved_for_good_is_asked_where_it_is_and_the_operator_told(
    tmp_path: Path,
) -> None:
    routes = {"/robots.txt": ROBOTS, "/rss.xml": moved("/neu.xml"), "/neu.xml": FEED, PAGE: ARTICLE}
    with serve(routes) as site:
        here = feed_place(tmp_path, site.url)
        code, reports = here.report()
        assert code == 0
        assert "has moved to https://www.mags.nrw/neu.xml" in reasons(reports["mags-nw"])
        site.asked.clear()
        here.report()
        assert "/neu.xml" in site.asked
        assert "/rss.xml" not in site.asked


def test_a_feed_that_moved_for_now_is_asked_where_it_was(tmp_path: Path) -> None:
    routes = {
        "/robots.txt": ROBOTS,
        "/rss.xml": moved("/neu.xml", 302),
        "/neu.xml": FEED,
        PAGE: ARTICLE,
    }
    with serve(routes) as site:
        here = feed_place(tmp_path, site.url)
        _code, reports = here.report()
        site.asked.clear()
        here.report()
        assert site.asked[-2:] == ["/rss.xml", "/neu.xml"]
    assert "has moved" not in reasons(reports["mags-nw"])


def test_a_new_address_that_is_gone_too_is_forgotten(tmp_path: Path) -> None:
    routes = {"/robots.txt": ROBOTS, "/rss.xml": moved("/neu.xml"), "/neu.xml": FEED, PAGE: ARTICLE}
    with serve(routes) as site:
        here = feed_place(tmp_path, site.url)
        here.report()
    with serve({"/robots.txt": ROBOTS, "/rss.xml": FEED, PAGE: ARTICLE}) as site:
        here = feed_place(tmp_path, site.url)
        here.report()
        here.report()
        assert site.asked[-1] == "/rss.xml"


def test_a_feed_that_is_gone_for_good_ends_the_source_and_is_not_asked_again(
    tmp_path: Path,
) -> None:
    with serve({"/robots.txt": ROBOTS, "/rss.xml": Answer(status=410)}) as site:
        here = feed_place(tmp_path, site.url)
        code, reports = here.report()
        assert (code, reports["mags-nw"]["state"]) == (3, "ended")
        assert "given this feed up" in reasons(reports["mags-nw"])
        site.asked.clear()
        code, reports = here.report()
        assert (code, reports["mags-nw"]["state"]) == (3, "ended")
        assert "/rss.xml" not in site.asked
        here.report("--full")
        assert "/rss.xml" in site.asked


def test_a_feed_that_comes_back_is_walked_as_before(tmp_path: Path) -> None:
    with serve({"/robots.txt": ROBOTS, "/rss.xml": Answer(status=410)}) as site:
        feed_place(tmp_path, site.url).report()
    with serve({"/robots.txt": ROBOTS, "/rss.xml": FEED, PAGE: ARTICLE}) as site:
        here = feed_place(tmp_path, site.url)
        code, reports = here.report("--full")
        assert (code, reports["mags-nw"]["new"]) == (0, 1)
    (known,) = CrawlMemory(here.data, "mags-nw").lists()
    assert known.ended is None
    assert known.complete_at
