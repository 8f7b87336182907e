"""`presselupe purge`: shows first, deletes on request, and is not undone by the next crawl."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from demo.sites import Sites, start
from store.archive import Archive, Arrival
from store.lock import hold
from tests.command import Place, place
from tests.store.samples import article


@pytest.fixture
def here(tmp_path: Path) -> Place:
    made = place(tmp_path)
    old = (datetime.now(UTC) - timedelta(days=800)).strftime("%Y-%m-%dT%H:%M:%SZ")
    batch = [
        article("neu", published=datetime.now(UTC).date().isoformat()),
        article("alt"),
        article("undatiert-alt", published=None, first_seen=old, last_seen=old),
        article("undatiert", published=None),
        article("anderswo", source="im-bw"),
    ]
    Archive(made.data).keep([Arrival(each) for each in batch])
    return made


def titles(place: Place) -> set[str]:
    return {each["title"].split()[1] for each in place.articles()}


def test_without_yes_it_only_shows(here: Place) -> None:
    shown = here.run("purge", "--source", "portal", "--older-than", "730")
    assert shown.returncode == 0
    assert sorted(line.split("\t")[3].split()[1] for line in shown.stdout.splitlines()) == [
        "alt",
        "undatiert-alt",
    ]
    assert shown.stderr == "2 articles would be deleted; --yes deletes them\n"
    assert len(titles(here)) == 5
    assert here.run("purge", "titel:alt", "--yes", "--dry-run").returncode == 0
    assert len(titles(here)) == 5


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["--source", "portal", "--older-than", "730"], {"neu", "undatiert", "anderswo"}),
        (["--source", "im-bw"], {"neu", "alt", "undatiert-alt", "undatiert"}),
        (["--url", article("alt").url], {"neu", "undatiert-alt", "undatiert", "anderswo"}),
        (["is:undated"], {"neu", "alt", "anderswo"}),
        (["--older-than", "100000"], {"neu", "alt", "undatiert-alt", "undatiert", "anderswo"}),
        (["--older-than", "9" * 5000], {"neu", "alt", "undatiert-alt", "undatiert", "anderswo"}),
        (["--source", "bmi"], {"neu", "alt", "undatiert-alt", "undatiert", "anderswo"}),
        (["title:gibtsnicht"], {"neu", "alt", "undatiert-alt", "undatiert", "anderswo"}),
    ],
)  # fmt: skip
def test_source_age_address_and_query_choose(here: Place, words: list[str], left: set[str]) -> None:
    done = here.run("purge", *words, "--yes")
    assert done.returncode == 0, done.stderr
    assert titles(here) == left
    assert here.run("verify").stdout == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "name what is to go"),
        (["--yes"], "name what is to go"),
        (["--older-than", "two"], "is no number of days"),
        (["--older-than", "0"], "is no number of days"),
        (["--older-than", "-5"], "is no number of days"),
        (["--source", "portall"], "no such source"),
        (["--source", "im-bv"], 'no such source (did you mean "im-bw"?)'),
        (["--url", "https://portal.example/x"], "no such article"),
        (["--url", "https://portal.example/meldung/alt", "wort"], "stands alone"),
    ],
)
def test_what_is_not_clear_deletes_nothing(here: Place, words: list[str], told: str) -> None:
    done = here.run("purge", *words, "--yes")
    assert done.returncode == 2
    assert told in done.stderr
    assert len(titles(here)) == 5


def test_while_a_crawl_runs_nothing_is_deleted(here: Place) -> None:
    with hold(here.data, what="crawl"):
        done = here.run("purge", "titel:alt", "--yes")
    assert done.returncode == 75
    assert len(titles(here)) == 5


@pytest.fixture(scope="module")
def sites() -> Iterator[Sites]:
    with start(count=40) as running:
        yield running


def test_what_was_purged_comes_back_with_full_only(tmp_path: Path, sites: Sites) -> None:
    crawled = place(tmp_path, portal=sites.portal_url, ministry=sites.ministry_url)
    crawled.report()
    before = {each["id"] for each in crawled.articles()}
    gone = {each["id"] for each in crawled.articles("--source", "im-bw")[:5]}
    for id_ in gone:
        assert crawled.run("purge", "--url", id_, "--yes").returncode == 0
    sites.ministry._cache = {}
    _, reports = crawled.report("--since", "2000-01-01")
    assert reports["im-bw"]["new"] == 0
    assert {each["id"] for each in crawled.articles()} == before - gone
    crawled.report("im-bw", "--full")
    assert {each["id"] for each in crawled.articles()} == before
