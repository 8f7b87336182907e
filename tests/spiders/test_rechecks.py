"""When pages are asked for again, and with what condition; which fields of them count as found."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from spiders.pages.base import RawArticle
from spiders.visit import next_check
from spiders.yields import note_yield
from store.memory import CrawlMemory
from store.reports import SourceReport
from tests.command import place
from tests.spiders.test_manners import LIST, PID, ROBOTS, article, listing
from tests.stub import Answer, serve

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "days", "at"),
    [
        ("2026-11-21", (1, 3, 14), "2026-11-22T00:00:00Z"),
        ("2026-11-20", (1, 3, 14), "2026-11-23T00:00:00Z"),
        ("2026-11-10", (1, 3, 14), "2026-11-24T00:00:00Z"),
        ("2026-11-01", (1, 3, 14), None),
        ("2026-11-01", (30,), "2026-12-01T00:00:00Z"),
        ("2026-11-21", (), None),
        ("undated/2026-11", (1, 3, 14), None),
    ],
)
def test_an_article_is_looked_at_again_so_many_days_after_publication(
    day: str, days: tuple[int, ...], at: str | None
) -> None:
    assert next_check(day, days, NOW) == at


def test_the_days_are_the_operator_s(tmp_path: Path) -> None:
    routes = {"/robots.txt": ROBOTS, LIST: listing("a"), f"{PID}/a": article("Titel a")}
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        here.config.write_text(here.config.read_text("utf-8") + "recheck = [3650]\n", "utf-8")
        here.report()
    [page] = CrawlMemory(here.data, "im-bw").all()
    assert page.next_check == "2036-02-27T00:00:00Z"


def test_a_list_without_etag_is_asked_for_by_its_date(tmp_path: Path) -> None:
    stamp = "Sun, 01 Mar 2026 10:00:00 GMT"
    dated = Answer(listing("a").body, headers={"Last-Modified": stamp})
    routes: dict[str, Any] = {"/robots.txt": ROBOTS, LIST: dated, f"{PID}/a": article("Titel a")}
    with serve(routes) as site:
        here = place(tmp_path, ministry=site.url)
        here.report()
        routes[LIST] = Answer(status=304)
        _code, reports = here.report()
    # An answer 304 to what was not asked conditionally would have failed the list.
    assert reports["im-bw"]["state"] == "not modified"
    assert reports["im-bw"]["requests"] == 1
    [known] = CrawlMemory(here.data, "im-bw").lists()
    assert (known.etag, known.last_modified) == (None, stamp)


@pytest.mark.parametrize("nothing", [None, "", "  \n", "\u00a0"])
def test_none_empty_and_blank_count_as_missing(nothing: str | None) -> None:
    report = SourceReport(source="im-bw", started="2026-11-21T06:00:00Z")
    note_yield(report, RawArticle(title="Titel", lead=nothing, body=nothing), "2026-11-20")
    assert report.figures.present == {"title": 1, "published": 1}
    assert report.figures.words == [0]


def test_what_the_generic_layer_had_to_give_counts_as_missing_too() -> None:
    report = SourceReport(source="im-bw", started="2026-11-21T06:00:00Z")
    raw = RawArticle(title="Titel", body="Ein Text.", degraded=["body"])
    note_yield(report, raw, "2026-11-20")
    assert report.figures.present == {"title": 1, "published": 1}
