"""Crawls of sites that fail, mislead or attack: what is fetched, what is told, how the run ends."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.memory import CrawlMemory
from tests.command import Place, place
from tests.spiders.test_manners import LIST, PID, ROBOTS, article, listing, make_due
from tests.stub import Answer, Stub, serve

PUBLIC = "https://im.baden-wuerttemberg.de"
HOUR = {"Retry-After": "3600"}


def links(*urls: str) -> Answer:
    items = "".join(
        f'<li><time datetime="2026-03-01">01.03.2026</time><h3><a href="{url}">Titel {n}</a></h3>'
        "<p>Ein Anriss dazu.</p></li>"
        for n, url in enumerate(urls)
    )
    return Answer(f"<html><body><main><ul>{items}</ul></main></body></html>".encode())


def many(count: int, answer: Answer) -> dict[str, Answer]:
    paths = [f"{PID}/n{n}" for n in range(count)]
    return {"/robots.txt": ROBOTS, LIST: links(*paths)} | dict.fromkeys(paths, answer)


def reasons(report: dict[str, list[dict[str, str]]]) -> list[str]:
    return [note["reason"] for note in report["notes"]]


def fetched(site: Stub) -> list[str]:
    return [path.removeprefix(f"{PID}/") for path in site.asked if path.startswith(PID)]


def test_retry_after_holds_for_every_request_to_the_host(tmp_path: Path) -> None:
    asked: list[float] = []

    def busy_at_first() -> Answer:
        asked.append(time.monotonic())
        return Answer(status=503, headers={"Retry-After": "2"}) if len(asked) == 1 else article("T")

    routes = {"/robots.txt": ROBOTS, LIST: listing("a", "b", "c")}
    routes |= {f"{PID}/{slug}": busy_at_first for slug in "abc"}  # type: ignore[dict-item]
    with serve(routes) as site:
        code, reports = place(tmp_path, ministry=site.url).report()
    assert (code, reports["im-bw"]["new"]) == (0, 3)
    assert asked[1] - asked[0] >= 2


def test_a_long_retry_after_leaves_the_host_alone_and_costs_no_try(tmp_path: Path) -> None:
    routes = many(4, Answer(status=429, headers=HOUR))
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        code, reports = here.report()
        assert len(fetched(site)) == 1
    assert (code, reports["im-bw"]["state"]) == (1, "failed")
    assert "asked to be left alone" in reasons(reports["im-bw"])[0]
    tries = [page.tries for page in CrawlMemory(here.data, "im-bw").pending()]
    assert sorted(tries) == [0, 0, 0, 1]


def test_a_host_that_keeps_failing_is_no_success(tmp_path: Path) -> None:
    with serve(many(9, Answer(status=500))) as site:
        done = place(tmp_path, ministry=site.url).run("crawl")
        assert len(set(fetched(site))) == 5
    assert done.returncode == 1
    assert "host left alone after 5 failures in a row" in done.stderr


def test_links_that_lead_nowhere_or_elsewhere_harm_no_other_link(tmp_path: Path) -> None:
    hostile = [
        "javascript:alert(1)",
        f"file://im.baden-wuerttemberg.de{PID}/x",
        f"https://user:secret@im.baden-wuerttemberg.de{PID}/x",
        f"{PUBLIC}:99999{PID}/x",
        f"https://example.org{PID}/x",
        f"http://[::1{PID}/x",
        f"{PID}/{'x' * 10_000}",
    ]
    routes = {"/robots.txt": ROBOTS, LIST: links(*hostile, f"{PID}/a"), f"{PID}/a": article("T")}
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        done = here.run("crawl", "-v")
        assert fetched(site) == ["a"]
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "longer than 8,000 characters" in done.stderr


def test_redirects_that_lead_nowhere_are_refused_in_one_line_each(tmp_path: Path) -> None:
    targets = ["http://[::1/", "file://im.baden-wuerttemberg.de/etc/passwd", "javascript:alert(1)"]
    paths = [f"{PID}/r{n}" for n in range(len(targets))]
    routes = {"/robots.txt": ROBOTS, LIST: links(*paths)}
    for path, target in zip(paths, targets, strict=True):
        routes[path] = Answer(status=302, headers={"Location": target})
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        done = here.run("crawl", "-v")
        routes[LIST] = Answer(status=302, headers={"Location": targets[0]})
        code, reports = here.report()
    assert done.stderr.count("redirects to what is no web address") == len(targets)
    assert "Traceback" not in done.stderr
    assert (code, reports["im-bw"]["state"]) == (4, "unreachable")


def test_articles_that_only_lead_to_one_another_are_told(tmp_path: Path) -> None:
    routes = {
        "/robots.txt": ROBOTS,
        LIST: listing("a", "b"),
        f"{PID}/a": Answer(status=301, headers={"Location": f"{PID}/b"}),
        f"{PID}/b": Answer(status=301, headers={"Location": f"{PID}/a"}),
    }
    with serve(routes) as site:
        _code, reports = place(tmp_path, ministry=site.url).report()
    assert reports["im-bw"]["failed"] == 2
    assert all("which is not stored" in reason for reason in reasons(reports["im-bw"]))


@pytest.mark.parametrize("full", [False, True])
def test_a_list_that_turns_its_pages_for_ever_is_left(tmp_path: Path, full: bool) -> None:
    class Endless(dict[str, Answer]):
        def get(self, path: str, otherwise: Answer) -> Answer:  # type: ignore[override]
            if not path.startswith(LIST):
                return super().get(path, otherwise)
            page = path.partition("=")[2] or "1"
            following = f'<a rel="next" href="{LIST}?page={int(page) + 1}">weiter</a></main>'
            return Answer(listing("a").body.replace(b"</main>", following.encode()))

    with serve(Endless({"/robots.txt": ROBOTS, f"{PID}/a": article("T")})) as site:
        code, _reports = place(tmp_path, ministry=site.url).report(*["--full"] * full)
        assert len([path for path in site.asked if path.startswith(LIST)]) == 4
    assert code == 0


class EverNew(dict[str, Answer]):
    """A list of which every page names one more article, and one more page."""

    def get(self, path: str, otherwise: Answer) -> Answer:  # type: ignore[override]
        if path.startswith(PID):
            return article(f"Titel {path}")
        if not path.startswith(LIST):
            return super().get(path, otherwise)
        page = int(path.partition("=")[2] or 1)
        following = f'<a rel="next" href="{LIST}?page={page + 1}">weiter</a></main>'
        return Answer(listing(f"n{page}").body.replace(b"</main>", following.encode()))


def test_a_list_that_goes_on_for_ever_is_left_at_its_bound_and_that_is_told(
    tmp_path: Path,
) -> None:
    with serve(EverNew({"/robots.txt": ROBOTS})) as site:
        here = place(tmp_path, ministry=site.url)
        text = here.config.read_text("utf-8").replace("[crawl]", "[crawl]\npages = 3")
        here.config.write_text(text, encoding="utf-8")
        code, reports = here.report()
        assert len([path for path in site.asked if path.startswith(LIST)]) == 3
    assert (code, reports["im-bw"]["state"]) == (0, "ok")
    assert reasons(reports["im-bw"]) == [
        "left after 3 pages, though it goes on; --since DATE or --full goes further"
    ]


def test_even_a_look_back_has_its_bound(tmp_path: Path) -> None:
    bounded = (
        "import sys; import spiders.discovery; spiders.discovery.MAX_PAGES = 5\n"
        "from cli.main import main; sys.exit(main())"
    )
    with serve(EverNew({"/robots.txt": ROBOTS})) as site:
        here = place(tmp_path, ministry=site.url)
        _python, _m, _cli, *words = here.command("crawl", "--full", "-v")
        command = [sys.executable, "-c", bounded, *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert len([path for path in site.asked if path.startswith(LIST)]) == 5
    assert done.returncode == 0
    assert "left after 5 pages, though it goes on\n" in done.stderr


def test_304_without_a_condition_is_no_answer(tmp_path: Path) -> None:
    tagged = Answer(listing("a").body, headers={"ETag": '"1"'})
    routes = {"/robots.txt": ROBOTS, LIST: Answer(status=304), f"{PID}/a": Answer(status=304)}
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        code, reports = here.report()
        assert (code, reports["im-bw"]["state"]) == (4, "unreachable")
        routes[LIST] = tagged
        _code, reports = here.report()
        assert reasons(reports["im-bw"]) == ["answered 304"]
        routes[LIST], routes[f"{PID}/a"] = Answer(status=304), article("T")
        here.report()
        assert len(here.articles()) == 1
        make_due(here)
        _code, reports = here.report()
    assert reports["im-bw"]["state"] == "not modified"
    assert reports["im-bw"]["unchanged"] == 1


def test_an_empty_list_never_looks_well_by_a_304(tmp_path: Path) -> None:
    empty = Answer(b"<html><body>Wartung</body></html>", headers={"ETag": '"w"'})
    with serve({"/robots.txt": ROBOTS, LIST: empty}) as site:
        here = place(tmp_path, ministry=site.url)
        states = [here.report()[1]["im-bw"]["state"] for _ in range(2)]
    assert states == ["empty", "empty"]


def test_a_list_that_fails_beside_one_that_works_fails_the_source(tmp_path: Path) -> None:
    routes = {
        "/robots.txt": ROBOTS,
        LIST: listing("a"),
        "/zwei": Answer(status=500),
        f"{PID}/a": article("T"),
    }
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        here.config.write_text(
            here.config.read_text("utf-8") + f'lists = ["{LIST}", "/zwei"]\n', encoding="utf-8"
        )
        done = here.run("crawl")
        assert len(here.articles()) == 1
    assert done.returncode == 1
    assert "/zwei: list answered 500" in done.stderr


def test_sources_on_one_host_are_asked_one_after_another_at_its_pace(tmp_path: Path) -> None:
    asked: list[float] = []

    def noted(answer: Answer) -> object:
        def answering() -> Answer:
            asked.append(time.monotonic())
            return answer

        return answering

    home = Answer(listing("a").body.replace(PID.encode(), b"/k21-meldungen"))
    answers = {
        "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.4\n"),
        LIST: listing("a"),
        "/": home,
        f"{PID}/a": article("Eins"),
        "/k21-meldungen/a": article("Zwei"),
    }
    with serve({path: noted(answer) for path, answer in answers.items()}) as site:  # type: ignore[misc]
        here = place(tmp_path, ministry=site.url, portal=site.url)
        here.report()
        assert len(here.articles()) == 2
        assert site.asked.count("/robots.txt") == 1
    assert min(b - a for a, b in itertools.pairwise(asked)) > 0.35


def test_a_waiting_crawl_stops_at_once_when_it_is_told_to(tmp_path: Path) -> None:
    with serve(many(3, Answer(status=503, headers={"Retry-After": "200"}))) as site:
        here = place(tmp_path, ministry=site.url)
        crawl = subprocess.Popen(here.command("crawl"), stderr=subprocess.PIPE)
        while not fetched(site) and crawl.poll() is None:
            time.sleep(0.02)
        time.sleep(0.2)
        crawl.send_signal(signal.SIGTERM)
        _out, told = crawl.communicate(timeout=10)
    assert crawl.returncode == 130
    assert b"interrupted" in told


def test_files_that_cannot_be_written_fail_the_source_in_one_line(tmp_path: Path) -> None:
    with serve(many(30, article("T"))) as site:
        here = place(tmp_path, ministry=site.url)
        limited = ["bash", "-c", 'ulimit -f 8; exec "$@"', "bash", *here.command("crawl")]
        done = subprocess.run(limited, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "cannot be written: File too large" in done.stderr
        assert "Traceback" not in done.stderr
        assert here.run("crawl").returncode == 0
        assert len(here.articles()) == 30


def test_the_report_goes_into_a_pipe_and_never_takes_its_place(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    with serve({"/robots.txt": ROBOTS, LIST: listing("a")}) as site:
        here: Place = place(tmp_path, ministry=site.url)
        here.run("crawl", "--report", str(pipe))
    out, _ = reader.communicate(timeout=10)
    assert json.loads(out)["sources"][0]["gone"] == 1
    assert pipe.is_fifo()


def test_a_memory_of_hosts_that_cannot_be_read_is_no_fault_of_the_site(tmp_path: Path) -> None:
    with serve(many(2, article("T"))) as site:
        here = place(tmp_path, ministry=site.url)
        (here.data / "crawl" / "hosts.json").mkdir(parents=True)
        done = here.run("crawl")
        assert fetched(site) == []
    assert done.returncode == 1
    assert "hosts.json: cannot be read: Is a directory" in done.stderr
    assert "Traceback" not in done.stderr
