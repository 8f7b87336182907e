"""A crawl end to end, against the bundled sites: whole, incremental, interrupted, two at once."""

import json
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from tinydb import TinyDB

from demo.sites import Request, Sites, start
from tests.command import Place, place
from tests.spiders.test_manners import make_due

COUNT = 60
UNTIL = date(2026, 11, 20)


@pytest.fixture
def sites() -> Iterator[Sites]:
    with start(count=COUNT, until=UNTIL, today=lambda: UNTIL) as running:
        yield running


@pytest.fixture
def here(tmp_path: Path, sites: Sites) -> Place:
    return place(tmp_path, portal=sites.portal_url, ministry=sites.ministry_url)


class Crawled(NamedTuple):
    """Sites that have been crawled once: what was asked, and how the crawl ended."""

    sites: Sites
    place: Place
    code: int
    requests: tuple[Request, ...]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    with start(count=COUNT, until=UNTIL, today=lambda: UNTIL) as sites:
        directory = tmp_path_factory.mktemp("crawled")
        here = place(directory, portal=sites.portal_url, ministry=sites.ministry_url)
        code, _reports = here.report()
        yield Crawled(sites, here, code, tuple(sites.requests))


def published(sites: Sites) -> set[str]:
    return {text.url for site in (sites.portal, sites.ministry) for text in site.texts}


def stored(place: Place) -> list[str]:
    return [article["url"] for article in place.articles()]


def test_everything_that_is_out_is_stored_once_with_its_exact_date(crawled: Crawled) -> None:
    assert crawled.code == 0
    articles = crawled.place.articles()
    by_url = {article["url"]: article for article in articles}
    assert len(by_url) == len(articles)
    assert set(by_url) == published(crawled.sites)
    for site in (crawled.sites.portal, crawled.sites.ministry):
        for text in site.texts:
            assert by_url[text.url]["published"][:10] == text.published[:10], text.url


def test_nothing_is_fetched_twice_in_a_run(crawled: Crawled) -> None:
    fetched = Counter((r.site, r.path.rstrip("/")) for r in crawled.requests if r.status == 200)
    assert [key for key, count in fetched.items() if count > 1] == []


def test_a_second_crawl_asks_once_per_list_and_fetches_no_article(crawled: Crawled) -> None:
    here, sites = crawled.place, crawled.sites
    before = here.articles()
    sites.requests.clear()
    code, reports = here.report()
    assert code == 0
    assert {report["state"] for report in reports.values()} == {"not modified"}
    assert all(request.status == 304 for request in sites.requests)
    assert all("/pid/" not in r.path and "/?p=" not in r.path for r in sites.requests)
    lists = Counter((request.site, request.path) for request in sites.requests)
    assert set(lists.values()) == {1}
    assert here.articles() == before


def test_new_articles_arrive_and_a_quiet_edit_makes_a_version(here: Place, sites: Sites) -> None:
    here.report()
    sites.set_edition(2)
    code, reports = here.report()
    assert code == 0
    assert sum(report["new"] for report in reports.values()) >= 2
    assert set(stored(here)) == published(sites)
    here.report("--full")
    changed = [article for article in here.articles() if article["version"] == 2]
    assert {article["url"] for article in changed} == {
        sites.portal.changed_url,
        sites.ministry.changed_url,
    }
    first, second = here.run("show", "--versions", "--json", changed[0]["id"]).stdout.splitlines()
    assert '"version":1' in first
    assert '"version":2' in second


def test_the_user_agent_tells_who_asks(crawled: Crawled) -> None:
    assert all((r.agent or "").startswith("Presselupe/") for r in crawled.requests)


def slowed(here: Place, delay: float) -> None:
    """Let a crawl take long enough to be still at it when something is done to it."""
    text = here.config.read_text("utf-8").replace("delay = 0.0", f"delay = {delay}")
    here.config.write_text(text, encoding="utf-8")


def test_a_second_crawl_at_the_same_time_ends_with_75_at_once(here: Place, sites: Sites) -> None:
    slowed(here, 5.0)
    first = here.start("crawl")
    try:
        while not sites.requests and first.poll() is None:
            time.sleep(0.02)
        started = time.monotonic()
        second = here.run("crawl")
        assert second.returncode == 75
        assert f"process {first.pid}" in second.stderr
        assert second.stderr.count("\n") == 1
        assert first.poll() is None
        assert time.monotonic() - started < 5, "under a second on an idle machine"
    finally:
        first.kill()
        first.wait()


@pytest.mark.parametrize("after", [0.1, 0.3, 0.6, 1.0, 1.5])
def test_a_crawl_that_is_told_to_stop_early_does_so_without_a_word_too_many(
    here: Place, after: float
) -> None:
    slowed(here, 0.5)
    crawl = subprocess.Popen(here.command("crawl"), stderr=subprocess.PIPE)
    time.sleep(after)
    crawl.terminate()
    _out, told = crawl.communicate(timeout=30)
    assert crawl.returncode in (-signal.SIGTERM, 130)
    assert b"Traceback" not in told


BEGUN = """
import sys
from cli.interrupts import end_at_once
end_at_once()
print("begun", flush=True)
from cli.main import main
sys.exit(main())
"""
"""What `cli.__main__` does, but told: Python itself takes a moment to begin."""


@pytest.mark.parametrize("after", [0, 0.05, 0.1, 0.2, 0.4, 0.7, 1.0])
def test_ctrl_c_ends_a_crawl_whenever_it_comes(here: Place, after: float) -> None:
    slowed(here, 0.5)
    _python, _m, _cli, *words = here.command("crawl")
    command = [sys.executable, "-c", BEGUN, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as crawl:
        assert crawl.stdout is not None
        crawl.stdout.readline()
        time.sleep(after)
        crawl.send_signal(signal.SIGINT)
        _out, told = crawl.communicate(timeout=30)
    assert crawl.returncode == 130
    assert b"Traceback" not in told


def test_an_interrupted_crawl_says_so_and_the_next_one_completes_it(
    here: Place, sites: Sites
) -> None:
    fast = here.config.read_text("utf-8")
    slowed(here, 0.1)
    crawl = here.start("crawl")
    while len(sites.requests) < 30 and crawl.poll() is None:
        time.sleep(0.01)
    crawl.send_signal(signal.SIGINT)
    assert crawl.wait(30) == 130
    here.config.write_text(fast, encoding="utf-8")
    code, _reports = here.report()
    assert code == 0
    assert sorted(stored(here)) == sorted(published(sites))


def test_a_source_that_has_ended_is_reported_though_the_run_is_killed_later(
    here: Place, sites: Sites
) -> None:
    slow = here.config.read_text("utf-8").replace("[sources.im-bw]", "[sources.im-bw]\ndelay = 9.0")
    here.config.write_text(slow, encoding="utf-8")
    crawl = here.start("crawl")
    reports = here.data / "crawl" / "move-online" / "reports.json"
    ends = time.monotonic() + 30
    while not reports.exists() and time.monotonic() < ends:
        time.sleep(0.05)
    crawl.kill()
    crawl.wait()
    told = {each["source"]: each for each in json.loads(here.run("status", "--json").stdout)}
    assert told["move-online"]["state"] == "ok"
    assert told["im-bw"]["state"] is None


def test_kill_9_at_random_moments_loses_and_doubles_nothing(here: Place, sites: Sites) -> None:
    chance = random.Random(9)
    for _ in range(5):
        crawl = here.start("crawl")
        goal = len(sites.requests) + chance.randrange(2, 60)
        while len(sites.requests) < goal and crawl.poll() is None:
            time.sleep(0.005)
        crawl.kill()
        crawl.wait()
        seen = stored(here)
        assert len(seen) == len(set(seen))
    code, _reports = here.report()
    assert code == 0
    assert sorted(stored(here)) == sorted(published(sites))
    for path in (here.data / "archive").glob("*/*.json"):
        assert TinyDB(path).table("articles").all()


@pytest.fixture
def recent() -> Iterator[Sites]:
    """Sites whose texts are of the last twenty days."""
    with start(count=COUNT, days=20) as running:
        yield running


def test_a_dry_run_stores_nothing_and_prints_what_would_be_fetched(
    tmp_path: Path, recent: Sites
) -> None:
    here, sites = place(tmp_path, ministry=recent.ministry_url), recent
    done = here.run("crawl", "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    ministry = [text.url for text in sites.ministry.texts]
    lines = done.stdout.partition("im-bw: ")[2].splitlines()
    assert re.match(r"ok, \d+ lists read, ", lines[0])
    assert f"{len(ministry)} articles to fetch ({len(ministry)} new)" in lines[0]
    assert sorted(line.split()[2] for line in lines[1:]) == sorted(ministry)
    published = {text.url: text.published[:10] for text in sites.ministry.texts}
    dated = {line.split()[2]: line.split()[1] for line in lines[1:] if "-" * 10 not in line}
    assert dated.items() <= published.items()
    assert len(dated) > len(published) / 2
    assert [path.name for path in here.data.rglob("*") if path.is_file()] == ["crawl.lock"]


def test_a_dry_run_tells_what_is_to_be_looked_at_again_and_what_is_not_changed(
    here: Place, sites: Sites
) -> None:
    here.report()
    make_due(here)
    sites.set_edition(2)
    code, reports = here.report("--dry-run")
    assert code == 0
    planned = {each["url"]: each["why"] for each in reports["im-bw"]["planned"]}
    known = {article["url"] for article in here.articles("--source", "im-bw")}
    assert {url for url, why in planned.items() if why == "re-check"} == known
    assert set(planned) == {text.url for text in sites.ministry.texts}
    assert set(planned.values()) == {"new", "re-check"}


def test_a_dry_run_of_a_source_without_news_says_when_it_looks_again(
    tmp_path: Path, recent: Sites
) -> None:
    here = place(tmp_path, ministry=recent.ministry_url)
    here.report()
    lines = here.run("crawl", "--dry-run", "im-bw").stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("im-bw: not modified, 1 list read (1 unchanged), nothing to fetch")
    assert "next re-check" in lines[0]
