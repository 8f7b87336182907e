"""What several runs tell together: drift by the sites' own pages, states that a 304 cannot heal."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from demo.site import Site, layouts
from demo.sites import Sites, start
from store.health import health, judge, read_health
from store.memory import CrawlMemory
from store.reports import SourceReport
from tests.command import Place, place

TODAY = date(2026, 11, 20)


@pytest.fixture
def sites() -> Iterator[Sites]:
    with start(count=70, days=50) as running:
        yield running


@pytest.fixture
def here(tmp_path: Path, sites: Sites) -> Place:
    return place(tmp_path, portal=sites.portal_url, ministry=sites.ministry_url)


def report(state: str = "ok", **fields: object) -> SourceReport:
    made = SourceReport(source="im-bw", started="2026-11-20T06:00:00Z", **fields)  # type: ignore[arg-type]
    made.conclude("2026-11-20T06:01:00Z", seconds=60.0, interrupted=False)
    return made


def workdays(count: int, last: date) -> dict[date, int]:
    days = [last - timedelta(days=number) for number in range(2 * count)]
    return {day: 1 for day in days if day.weekday() < 5}


def test_a_304_does_not_make_a_failed_source_green() -> None:
    unchanged = {"lists": 1, "lists_not_modified": 1, "not_modified": 1, "requests": 1}
    for bad in ("unreachable", "failed", "empty", "drift", "silent", "robots unreachable"):
        assert report(before=bad, **unchanged).state == bad
    assert report(before="ok", **unchanged).state == "not modified"
    assert report(before="failed", lists=1, requests=1, discovered=1).state == "ok"


def test_drift_stays_until_pages_read_well_again() -> None:
    drifted = report(lists=1, discovered=6, fetched=6, degraded=6)
    assert drifted.state == "drift"
    nothing_new = report(lists=1, discovered=1, before="drift")
    judge(nothing_new, [drifted], {}, None, TODAY)
    assert nothing_new.state == "drift"
    one_well = report(lists=1, discovered=1, fetched=1, new=1, before="drift")
    judge(one_well, [nothing_new, drifted], {}, None, TODAY)
    assert one_well.state == "drift"
    three_well = report(lists=1, discovered=3, fetched=3, new=3, before="drift")
    judge(three_well, [one_well, nothing_new, drifted], {}, None, TODAY)
    assert three_well.state == "ok"


def test_a_source_falls_silent_by_its_own_rhythm_and_not_at_easter() -> None:
    news = workdays(20, last=date(2026, 4, 1))  # the Wednesday before Easter
    for on, state in ((date(2026, 4, 9), "not modified"), (date(2026, 4, 10), "silent")):
        run = report(lists=1, lists_not_modified=1, not_modified=1)
        judge(run, [], news, "DE-BW", on)
        assert (run.state, run.allowed) == (state, 3)


def test_a_source_with_little_history_is_never_silent() -> None:
    run = report(lists=1, lists_not_modified=1, not_modified=1)
    judge(run, [], workdays(5, last=date(2020, 1, 7)), "DE-BW", TODAY)
    assert (run.state, run.quiet) == ("not modified", None)


def test_health_knows_silence_that_began_after_the_last_run() -> None:
    run = report(lists=1, lists_not_modified=1, not_modified=1)
    news = workdays(20, last=date(2026, 11, 10))
    told = health("im-bw", [run], news, "DE-BW", TODAY)
    assert (told.state, told.newest) == ("silent", "2026-11-10")
    assert told.last_well == run.finished


def test_a_stored_report_of_another_version_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    memory = CrawlMemory(tmp_path, "im-bw")
    memory.add_report({"source": "im-bw", "started": "2026-11-20T06:00:00Z", "state": "ok"})
    memory.add_report({"source": "im-bw", "state": "of tomorrow"})
    [told] = read_health(tmp_path, {"im-bw": "DE-BW"}, on=TODAY)
    assert told.state == "ok"


def redesigned(site: Site, **layout: str) -> None:
    """Give a site other markup, as no variant of it has."""
    site.layout = replace(site.layout, **layout)
    site._cache = {}


def test_redesigns_that_lose_lead_or_text_are_told_with_their_figures(
    here: Place, sites: Sites
) -> None:
    here.report()
    redesigned(sites.ministry, lead="")
    redesigned(sites.portal, article=sites.portal.layout.article.replace("{body}", ""))
    code, reports = here.report("--full")
    assert (code, [told["state"] for told in reports.values()]) == (3, ["drift", "drift"])
    [lead] = reports["im-bw"]["drift"]
    assert (lead["field"], lead["now"]) == ("lead", 0)
    assert lead["before"] > 0.5
    fallen = {fall["field"]: fall for fall in reports["move-online"]["drift"]}
    assert fallen["words"]["now"] < fallen["words"]["before"] / 2
    again = here.run("crawl", "im-bw")
    assert again.returncode == 3
    assert again.stderr == (
        f"presselupe: im-bw: drift: lead fell from {lead['before']:.0%} to 0% of pages "
        f"(last {lead['pages']} pages, {lead['norm']} before)\n"
    )


def test_other_markup_that_reads_as_well_is_no_drift(here: Place, sites: Sites) -> None:
    here.report()
    for variant in range(1, len(layouts("ministry"))):
        sites.set_variant(variant)
        code, reports = here.report("--full")
        assert (code, [told["drift"] for told in reports.values()]) == (0, [[], []])


def test_after_a_failure_lists_are_read_whole(here: Place, sites: Sites) -> None:
    here.report()
    for state, conditional in (("ok", True), ("failed", False), ("silent", False), ("ok", True)):
        ended = {"source": "im-bw", "started": "2026-11-20T06:00:00Z", "state": state}
        CrawlMemory(here.data, "im-bw").add_report(ended)
        sites.requests.clear()
        code, reports = here.report("im-bw")
        assert code == 0
        assert reports["im-bw"]["before"] == state
        assert {request.conditional for request in sites.requests} == {conditional}
