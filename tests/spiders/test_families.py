"""Crawls of all families' stand-in sites: every field right, doubles linked, redesigns noticed."""

import random
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from demo.families import Families, start_all
from tests.command import Place

UNTIL = date(2026, 11, 20)
FIELDS = ("title", "lead", "body")


class Crawled(NamedTuple):
    """All sites after one crawl: its reports, and what is stored by address."""

    sites: Families
    place: Place
    code: int
    reports: dict[str, dict[str, Any]]
    articles: dict[str, dict[str, Any]]


def crawl(sites: Families, directory: Path) -> Crawled:
    config = directory / "presselupe.toml"
    config.write_text(sites.configuration(), encoding="utf-8")
    here = Place(directory / "data", config)
    code, reports = here.report(*sites.urls)
    return Crawled(sites, here, code, reports, {each["url"]: each for each in here.articles()})


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    with start_all(count=60, each=9, until=UNTIL) as sites:
        yield crawl(sites, tmp_path_factory.mktemp("families"))


PAGES = (
    "bmi",
    "bmds",
    "behoerden-spiegel",
    "pp-aalen",
    "mags-nw",
    "landesportal-nw",
    "landesportal-bw",
    "kommune21",
)


@pytest.mark.parametrize("name", PAGES)
def test_every_article_of_a_family_has_its_fields_and_its_day(crawled: Crawled, name: str) -> None:
    site = crawled.sites.pages[name]
    by_address = {
        address: article
        for article in crawled.articles.values()
        for address in (article["url"], *article["aliases"])
    }
    for text in site.texts:
        expected = site.expected(text)
        found = by_address[expected["url"]]
        assert found["published"][:10] == expected["published"], expected["url"]
        for field in FIELDS:
            assert found[field] == expected[field], (field, expected["url"])


def test_no_source_fails_or_is_empty(crawled: Crawled) -> None:
    states = {name: report["state"] for name, report in crawled.reports.items()}
    # The portal's few texts are as old as the ministry's newest ones, and may count as silence.
    states.pop("landesportal-bw")
    assert set(states.values()) == {"ok"}, states
    assert crawled.code in (0, 3)


def test_the_ministrys_release_and_the_portals_name_each_other(crawled: Crawled) -> None:
    by_id = {article["id"]: article for article in crawled.articles.values()}
    portals = [each for each in by_id.values() if each["source"] == "landesportal-bw"]
    assert portals
    for portal in portals:
        (ministry,) = (by_id[id_] for id_ in portal["twins"])
        assert ministry["source"] == "im-bw"
        assert ministry["twins"] == [portal["id"]]
        assert ministry["published"][:10] == portal["published"][:10]


def test_what_the_sister_sites_share_is_one_article_with_both_addresses(crawled: Crawled) -> None:
    sister = crawled.sites.pages["kommune21"]
    for text in sister.texts:
        path = sister.path(text)
        (article,) = (
            each
            for each in crawled.articles.values()
            if {f"https://www.kommune21.de{path}", f"https://www.move-online.de{path}"}
            & {each["url"], *each["aliases"]}
        )
        assert {article["url"], *article["aliases"]} >= {
            f"https://www.kommune21.de{path}",
            f"https://www.move-online.de{path}",
        }
    reports = crawled.reports
    assert reports["kommune21"]["doubles"] + reports["move-online"]["doubles"] == len(sister.texts)


def test_nothing_else_is_taken_for_a_double(crawled: Crawled) -> None:
    sources = {each["source"] for each in crawled.articles.values() if each["twins"]}
    assert sources == {"im-bw", "landesportal-bw"}


def test_a_second_crawl_asks_once_per_list_and_changes_nothing(crawled: Crawled) -> None:
    crawled.sites.requests.clear()
    before = crawled.place.articles()
    _code, reports = crawled.place.report(*crawled.sites.urls)
    assert {request.status for request in crawled.sites.requests} == {304}
    assert all(report["fetched"] == 0 for report in reports.values())
    assert crawled.place.articles() == before


def test_after_a_redesign_texts_are_still_right_or_the_source_says_drift(tmp_path: Path) -> None:
    with start_all(count=30, each=6, until=UNTIL) as sites:
        sites.set_variant(1)
        redesigned = crawl(sites, tmp_path)
    by_address = {
        address: article
        for article in redesigned.articles.values()
        for address in (article["url"], *article["aliases"])
    }
    for name, site in sites.pages.items():
        report = redesigned.reports[name]
        expected = [site.expected(text) for text in site.texts]
        found = [by_address.get(each["url"]) for each in expected]
        wrong = [
            each["url"]
            for each, article in zip(expected, found, strict=True)
            if article and (article["title"], article["body"]) != (each["title"], each["body"])
        ]
        assert not wrong or report["state"] == "drift", (name, wrong)
        assert found.count(None) == report["refused"], name
    # Its configured selectors no longer hit anything.
    assert redesigned.reports["bmi"]["state"] == "drift"
    assert redesigned.code == 3


BOTH = ("im-bw", "landesportal-bw")


def test_what_the_portal_repeats_word_for_word_becomes_the_releases_other_address(
    tmp_path: Path,
) -> None:
    with start_all(count=40, each=6, until=UNTIL) as sites:
        config = tmp_path / "presselupe.toml"
        config.write_text(sites.configuration(), encoding="utf-8")
        here = Place(tmp_path / "data", config)
        here.report("im-bw")
        _code, reports = here.report("landesportal-bw")
        repeated = [
            sites.pages["landesportal-bw"].expected(text)
            for text in sites.pages["landesportal-bw"].texts
            if text.number % 3 == 2
        ]
        assert repeated
        assert reports["landesportal-bw"]["doubles"] == len(repeated)
        for each in repeated:
            shown = here.run("show", "--json", each["url"])
            assert '"source":"im-bw"' in shown.stdout
        _code, reports = here.report(*BOTH)
        assert [reports[name]["fetched"] for name in BOTH] == [0, 0]
        before = here.articles()
        _code, reports = here.report("--full", *BOTH)
        assert [each["id"] for each in here.articles()] == [each["id"] for each in before]


def test_killed_at_any_moment_doubles_end_up_linked_all_the_same(tmp_path: Path) -> None:
    chance = random.Random(7)
    with start_all(count=40, each=9, until=UNTIL) as sites:
        config = tmp_path / "presselupe.toml"
        config.write_text(sites.configuration(), encoding="utf-8")
        here = Place(tmp_path / "data", config)
        for _ in range(3):
            running = here.start("crawl", *BOTH)
            goal = len(sites.requests) + chance.randrange(4, 30)
            while len(sites.requests) < goal and running.poll() is None:
                time.sleep(0.005)
            running.kill()
            running.wait()
        here.report(*BOTH)
        articles = {each["id"]: each for each in here.articles()}
        addresses = [a for each in articles.values() for a in (each["url"], *each["aliases"])]
        for name in BOTH:
            site = sites.pages.get(name)
            urls = (
                [site.expected(text)["url"] for text in site.texts]
                if site
                else [text.url for text in sites.main.ministry.texts]
            )
            assert set(urls) <= set(addresses)
    for each in articles.values():
        assert all(each["id"] in articles[twin]["twins"] for twin in each["twins"])
    portal = [each for each in articles.values() if each["source"] == "landesportal-bw"]
    assert sum(bool(each["twins"]) for each in portal) >= 5
