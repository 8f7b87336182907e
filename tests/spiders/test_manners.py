"""Manners towards sites that are broken, hostile or busy."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from spiders.manners import retry_after
from store.memory import CrawlMemory, PageMemory
from tests.command import Place, place
from tests.stub import Answer, serve

LIST = "/de/service/presse-und-oeffentlichkeitsarbeit/pressemitteilungen"
PID = "/de/service/presse-und-oeffentlichkeitsarbeit/pressemitteilung/pid"
ROBOTS = Answer(b"User-agent: *\nDisallow: /intern/\n", headers={"Content-Type": "text/plain"})
TEXT = "<p>Das Land stellt die Feuerwehren besser aus. Dafür stehen zwei Millionen bereit.</p>" * 3


def listing(*slugs: str) -> Answer:
    items = "".join(
        f'<li><time datetime="2026-03-0{n}">0{n}.03.2026</time>'
        f'<h3><a href="{PID}/{slug}">Titel {slug}</a></h3><p>Ein Anriss dazu.</p></li>'
        for n, slug in enumerate(slugs, 1)
    )
    return Answer(f"<html><body><main><ul>{items}</ul></main></body></html>".encode())


def article(title: str) -> Answer:
    return Answer(
        f"<html lang=de><head><title>{title}: Ministerium</title></head><body><main>"
        f"<p>Feuerwehr</p><h1>{title}</h1>{TEXT}</main></body></html>".encode()
    )


def test_unreachable_robots_txt_means_that_nothing_is_fetched(tmp_path: Path) -> None:
    with serve({"/robots.txt": Answer(status=503), LIST: listing("a")}) as site:
        code, reports = place(tmp_path, ministry=site.url).report()
    assert code == 4
    assert reports["im-bw"]["state"] == "robots unreachable"
    assert set(site.asked) == {"/robots.txt"}
    assert "robots.txt answered 503" in reports["im-bw"]["notes"][0]["reason"]


def test_what_robots_txt_forbids_is_not_asked_for(tmp_path: Path) -> None:
    robots = Answer(f"User-agent: *\nDisallow: {PID}/b\n".encode())
    routes = {"/robots.txt": robots, LIST: listing("a", "b"), f"{PID}/a": article("Titel a")}
    with serve(routes) as site:
        code, reports = place(tmp_path, ministry=site.url).report()
    assert code == 0
    assert f"{PID}/b" not in site.asked
    assert reports["im-bw"]["new"] == 1
    assert reports["im-bw"]["refused"] == 1


def test_a_forbidden_list_is_reported_as_blocked(tmp_path: Path) -> None:
    with serve({"/robots.txt": Answer(b"User-agent: *\nDisallow: /\n")}) as site:
        code, reports = place(tmp_path, ministry=site.url).report()
    assert code == 4
    assert reports["im-bw"]["state"] == "blocked by robots"
    assert LIST not in site.asked


def test_redirects_stay_on_the_source_s_hosts(tmp_path: Path) -> None:
    with serve({"/": article("Fremd")}) as stranger:
        routes = {
            "/robots.txt": ROBOTS,
            LIST: listing("a", "b"),
            f"{PID}/a": Answer(status=302, headers={"Location": stranger.url + "/"}),
            f"{PID}/b": Answer(status=301, headers={"Location": f"{PID}/b"}),
        }
        with serve(routes) as site:
            _code, reports = place(tmp_path, ministry=site.url).report()
        assert stranger.asked == []
    reasons = " ".join(note["reason"] for note in reports["im-bw"]["notes"])
    assert "redirects to another host" in reasons
    assert "redirects in circles" in reasons
    assert site.asked.count(f"{PID}/b") == 6


def test_a_gone_article_is_not_asked_for_again_but_a_failing_one_is(tmp_path: Path) -> None:
    routes = {
        "/robots.txt": ROBOTS,
        LIST: listing("a", "b"),
        f"{PID}/b": Answer(status=500),
    }
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        _code, reports = here.report()
        assert (reports["im-bw"]["gone"], reports["im-bw"]["failed"]) == (1, 1)
        site.asked.clear()
        here.report()
        assert f"{PID}/a" not in site.asked
        assert f"{PID}/b" in site.asked


def test_a_page_that_is_no_article_is_refused_with_its_reason(tmp_path: Path) -> None:
    routes = {
        "/robots.txt": ROBOTS,
        LIST: listing("a", "b", "c"),
        f"{PID}/a": Answer(b"%PDF-1.4", headers={"Content-Type": "application/pdf"}),
        f"{PID}/b": Answer(b"<html><body></body></html>"),
        f"{PID}/c": article("Titel c"),
    }
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        _code, reports = here.report()
        assert [a["title"] for a in here.articles()] == ["Titel c"]
    reasons = " ".join(note["reason"] for note in reports["im-bw"]["notes"])
    assert "application/pdf" in reasons
    assert "no text found" in reasons


def test_control_characters_and_markup_in_a_title_are_harmless(tmp_path: Path) -> None:
    title = "Titel \x1b[31mrot\x07 [bold]fett[/bold] \u202egedreht"
    routes = {"/robots.txt": ROBOTS, LIST: listing("a"), f"{PID}/a": article(title)}
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        here.report()
        (stored,) = here.articles()
    assert stored["title"] == "Titel rot [bold]fett[/bold] gedreht"


def test_crawl_delay_is_kept(tmp_path: Path) -> None:
    robots = Answer(b"User-agent: *\nCrawl-delay: 1\n")
    routes = {"/robots.txt": robots, LIST: listing("a"), f"{PID}/a": article("Titel a")}
    with serve(routes) as site:
        _code, reports = place(tmp_path, ministry=site.url).report()
    assert reports["im-bw"]["delay"] == 1.0


def test_a_page_over_ten_megabytes_is_refused(tmp_path: Path) -> None:
    big = Answer(b"<p>x</p>" * 1_500_000)
    routes = {"/robots.txt": ROBOTS, LIST: listing("a"), f"{PID}/a": big}
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        _code, reports = here.report()
        assert here.articles() == []
    assert reports["im-bw"]["failed"] == 1


def test_a_real_host_is_not_crawled_without_a_contact(tmp_path: Path) -> None:
    here = place(tmp_path)
    here.config.write_text("[crawl]\n", encoding="utf-8")
    done = here.run("crawl")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "crawl.contact" in done.stderr


def test_a_host_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with serve({}) as site:
        url = site.url
    code, reports = place(tmp_path, ministry=url).report()
    assert code == 4
    assert reports["im-bw"]["state"] == "robots unreachable"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"120", 120),
        (b"Sat, 21 Nov 2026 06:01:00 GMT", 60),
        (b"Sat, 21 Nov 2026 05:00:00 GMT", 0),
        (b"bald", 0),
        (b"-5", 0),
        (None, 0),
    ],
)
def test_retry_after_is_a_number_or_a_date(value: bytes | None, seconds: float) -> None:
    assert retry_after(value, datetime(2026, 11, 21, 6, 0, tzinfo=UTC)) == seconds


def test_an_article_that_now_leads_to_the_home_page_is_refused(tmp_path: Path) -> None:
    routes = {
        "/robots.txt": ROBOTS,
        LIST: listing("a"),
        f"{PID}/a": Answer(status=302, headers={"Location": "/"}),
        "/": article("Startseite"),
    }
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        _code, reports = here.report()
        assert here.articles() == []
    assert "no article" in reports["im-bw"]["notes"][0]["reason"]


def test_an_article_is_looked_at_again_when_its_time_has_come(tmp_path: Path) -> None:
    version = [article("Titel a")]
    validated = Answer(version[0].body, headers={"ETag": '"1"'})
    routes = {
        "/robots.txt": ROBOTS,
        LIST: listing("a"),
        f"{PID}/a": lambda: version[0],
    }
    version[0] = validated
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        here.report()
        make_due(here)
        version[0] = Answer(status=304)
        _code, reports = here.report()
        assert reports["im-bw"]["unchanged"] == 1
        make_due(here)
        version[0] = Answer(validated.body.replace(b"zwei Millionen", b"drei Millionen"))
        _code, reports = here.report()
        assert reports["im-bw"]["changed"] == 1
        make_due(here)
        version[0] = Answer(b"weg", 410)
        _code, reports = here.report()
        assert reports["im-bw"]["gone"] == 1
        (kept,) = here.articles()
    assert kept["version"] == 2
    assert "drei Millionen" in kept["body"]


def make_due(here: Place) -> None:
    memory = CrawlMemory(here.data, "im-bw")
    records = [replace(page, next_check="2026-01-01T00:00:00Z") for page in memory.all()]
    memory.put(records)


def paged(slug: str, day: str, following: int | None) -> Answer:
    """A list page of one article, with a link to the next page."""
    link = f'<a rel="next" href="{LIST}?page={following}">weiter</a>' if following else ""
    item = (
        f'<li><time datetime="{day}">x</time><h3><a href="{PID}/{slug}">Titel {slug}</a></h3></li>'
    )
    return Answer(f"<html><body><main><ul>{item}</ul>{link}</main></body></html>".encode())


def test_a_look_back_hides_nothing_that_an_interrupted_walk_left_out(tmp_path: Path) -> None:
    first = [paged("a", "2026-03-01", None)]
    routes = {
        "/robots.txt": ROBOTS,
        LIST: lambda: first[0],
        f"{LIST}?page=2": paged("w", "2026-03-03", 3),
        f"{LIST}?page=3": paged("y", "2026-03-02", None),
        **{f"{PID}/{slug}": article(f"Titel {slug}") for slug in "awxy"},
    }
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        here.report()
        time.sleep(1.1)
        first[0] = paged("x", "2026-03-09", 2)
        # What a walk leaves behind that was killed after its first page.
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        url = f"https://im.baden-wuerttemberg.de{PID}/x"
        CrawlMemory(here.data, "im-bw").put([PageMemory(url=url, state="refused", first_seen=now)])
        here.report("--since", "2026-03-05")
        here.report()
        stored = {each["title"] for each in here.articles()}
    assert stored == {"Titel a", "Titel w", "Titel y"}
