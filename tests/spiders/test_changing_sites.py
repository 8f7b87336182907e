"""Sites that change their mind: robots.txt, TDM reservations, pages that vanish and come back."""

import time
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from store.hosts import HostMemory, HostRules
from store.memory import CrawlMemory
from tests.command import Place, place
from tests.spiders.test_manners import LIST, PID, ROBOTS, article, listing, make_due
from tests.stub import Answer, serve

PUBLIC = "https://im.baden-wuerttemberg.de"
TDM = "/.well-known/tdmrep.json"


def forget_hosts(here: Place) -> None:
    """A day passes: what hosts said of themselves is to be asked again."""
    (here.data / "crawl" / "hosts.json").unlink()


def tomorrow(here: Place) -> None:
    """A day passes for everything that is known of pages."""
    memory = CrawlMemory(here.data, "im-bw")
    memory.put([replace(page, last_seen="2026-01-01T00:00:00Z") for page in memory.all()])


def test_a_forbidden_page_is_fetched_once_robots_txt_allows_it(tmp_path: Path) -> None:
    forbidding = Answer(f"User-agent: *\nDisallow: {PID}/b\n".encode())
    routes: dict[str, Any] = {
        "/robots.txt": forbidding,
        LIST: Answer(listing("a", "b").body, headers={"ETag": '"1"'}),
        f"{PID}/a": article("Titel a"),
        f"{PID}/b": article("Titel b"),
    }
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        for _ in range(2):
            _code, reports = here.report()
            assert reports["im-bw"]["forbidden"] == 1
            assert f"{PID}/b" not in site.asked
        routes |= {"/robots.txt": ROBOTS, LIST: Answer(status=304)}
        forget_hosts(here)
        here.report()
        assert {each["title"] for each in here.articles()} == {"Titel a", "Titel b"}


def test_the_tdm_file_is_not_asked_for_where_robots_txt_forbids_it(tmp_path: Path) -> None:
    with serve({"/robots.txt": Answer(b"User-agent: *\nDisallow: /\n")}) as site:
        place(tmp_path, ministry=site.url).report()
        assert site.asked == ["/robots.txt"]


def test_a_tdm_file_that_was_not_answered_is_asked_for_in_the_next_run(tmp_path: Path) -> None:
    routes: dict[str, Any] = {
        "/robots.txt": ROBOTS,
        LIST: listing("a"),
        f"{PID}/a": article("Titel a"),
        TDM: Answer(status=500),
    }
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        _code, reports = here.report()
        assert "TDM reservations are not known" in str(reports["im-bw"]["notes"])
        routes[TDM] = Answer(b'[{"location": "/", "tdm-reservation": 1}]')
        here.report("--full")
        (stored,) = here.articles()
        assert reports["im-bw"]["tdm"] == "unset"
        assert HostMemory(here.data).get(site.url.removeprefix("http://"))
    assert stored["rights"]["tdm"] == "unset", "what is stored says what was seen when it was new"


def test_of_reserved_pages_only_title_and_date_are_kept_if_so_configured(tmp_path: Path) -> None:
    reserved = Answer(article("Titel a").body, headers={"tdm-reservation": "1"})
    meta = article("Titel b").body.replace(
        b"</title>", b'</title><meta name="tdm-reservation" content="1">'
    )
    routes = {
        "/robots.txt": ROBOTS,
        LIST: listing("a", "b", "c"),
        f"{PID}/a": reserved,
        f"{PID}/b": Answer(meta),
        f"{PID}/c": article("Titel c"),
    }
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        config = here.config.read_text("utf-8")
        here.config.write_text(config + 'tdm = "respect"\n', encoding="utf-8")
        here.report()
        stored = {each["title"]: each for each in here.articles()}
    for title in ("Titel a", "Titel b"):
        assert stored[title]["rights"]["tdm"] == "reserved"
        assert stored[title]["published"]
        assert stored[title]["body"] is None
    assert stored["Titel c"]["body"]


def test_robots_txt_may_stand_on_another_host(tmp_path: Path) -> None:
    with serve({"/r": Answer(f"User-agent: *\nDisallow: {PID}/a\n".encode())}) as other:
        routes = {
            "/robots.txt": Answer(status=301, headers={"Location": f"{other.url}/r"}),
            LIST: listing("a"),
        }
        with serve(routes) as site:
            _code, reports = place(tmp_path, ministry=site.url).report()
            assert f"{PID}/a" not in site.asked
    assert reports["im-bw"]["forbidden"] == 1


def test_a_stored_article_says_since_when_its_page_is_gone(tmp_path: Path) -> None:
    routes: dict[str, Any] = {
        "/robots.txt": ROBOTS,
        LIST: listing("a"),
        f"{PID}/a": Answer(article("Titel a").body, headers={"ETag": '"1"'}),
    }
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        here.report()
        (before,) = here.articles()
        routes[f"{PID}/a"] = Answer(status=404)
        make_due(here)
        _code, reports = here.report()
        assert reports["im-bw"]["gone"] == 1
        (gone,) = here.articles()
        assert gone == before | {"gone": gone["gone"]}
        assert gone["gone"].startswith("20")
        assert here.articles("is:gone") == [gone]
        make_due(here)
        here.report()
        assert here.articles() == [gone], "the first instant stays"
        routes[f"{PID}/a"] = Answer(status=304)
        make_due(here)
        here.report()
        assert here.articles() == [before]


def test_a_page_that_is_listed_again_is_no_longer_gone(tmp_path: Path) -> None:
    routes: dict[str, Any] = {
        "/robots.txt": ROBOTS,
        LIST: listing("a"),
        f"{PID}/a": article("Titel a"),
    }
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        here.report()
        routes[f"{PID}/a"] = Answer(b"weg", 410)
        make_due(here)
        here.report()
        (gone,) = here.articles()
        assert gone["gone"]
        routes[f"{PID}/a"] = article("Titel a")
        site.asked.clear()
        here.report()
        assert f"{PID}/a" not in site.asked, "asked again once a day at the most"
        tomorrow(here)
        here.report()
        (back,) = here.articles()
    assert (back["gone"], back["version"]) == (None, 1)


def test_a_page_that_now_says_not_found_is_gone_too(tmp_path: Path) -> None:
    missing = (
        "<html><head><title>Seite nicht gefunden</title></head><body>"
        "<h1>Seite nicht gefunden</h1><p>Diese Seite existiert nicht.</p></body></html>"
    )
    routes: dict[str, Any] = {
        "/robots.txt": ROBOTS,
        LIST: listing("a"),
        f"{PID}/a": article("Titel a"),
    }
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        here.report()
        routes[f"{PID}/a"] = Answer(missing.encode())
        make_due(here)
        here.report()
        (gone,) = here.articles()
    assert gone["gone"]
    assert "Feuerwehren" in gone["body"]


def test_a_list_that_is_a_check_for_robots_fails_the_source(tmp_path: Path) -> None:
    challenge = (
        b"<html><head><title>Just a moment...</title></head><body><h1>Just a moment...</h1>"
        b"<p>Checking your browser. Verify that you are human.</p></body></html>"
    )
    with serve({"/robots.txt": ROBOTS, LIST: Answer(challenge)}) as site:
        code, reports = place(tmp_path, ministry=site.url).report()
    assert code == 1
    assert reports["im-bw"]["state"] == "failed"
    assert "a check for robots" in reports["im-bw"]["notes"][0]["reason"]


def test_what_is_remembered_of_hosts_is_asked_again_after_a_day(tmp_path: Path) -> None:
    with serve({"/robots.txt": ROBOTS, LIST: listing("a")}) as site:
        here = place(tmp_path, ministry=site.url)
        here.report()
        here.report()
        assert site.asked.count("/robots.txt") == 1
        host = site.url.removeprefix("http://")
        old = HostRules(host=host, asked="2026-01-01T00:00:00+00:00", robots_status=200)
        HostMemory(here.data).put(old)
        here.report()
        assert site.asked.count("/robots.txt") == 2


def test_a_host_that_has_too_much_and_does_not_say_how_long_rests_for_four_delays(
    tmp_path: Path,
) -> None:
    asked: list[float] = []

    def busy_at_first() -> Answer:
        asked.append(time.monotonic())
        return Answer(status=429) if len(asked) == 1 else article("Titel a")

    routes: dict[str, Any] = {"/robots.txt": ROBOTS, LIST: listing("a"), f"{PID}/a": busy_at_first}
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        config = here.config.read_text("utf-8")
        here.config.write_text(config.replace("delay = 0.0", "delay = 0.2"), encoding="utf-8")
        _code, reports = here.report()
    assert reports["im-bw"]["new"] == 1
    assert asked[1] - asked[0] >= 0.8
