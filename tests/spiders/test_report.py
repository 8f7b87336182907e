"""Run reports: states are told apart, and exit codes follow from them."""

import pytest

from store.health import explanation
from store.reports import SourceReport, State, exit_code

STARTED = "2026-11-21T06:00:00Z"


def concluded(*, interrupted: bool = False, **fields: object) -> SourceReport:
    report = SourceReport(source="im-bw", started=STARTED, **fields)  # type: ignore[arg-type]
    report.conclude(STARTED, seconds=1.5, interrupted=interrupted)
    return report


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"lists": 1, "requests": 3, "discovered": 2, "fetched": 2, "new": 2}, "ok"),
        ({"lists": 2, "requests": 2, "not_modified": 2}, "not modified"),
        ({"lists": 1, "requests": 2, "not_modified": 1, "unchanged": 1}, "not modified"),
        ({"lists": 1, "requests": 2, "not_modified": 1, "changed": 1}, "ok"),
        ({"lists": 1, "requests": 1, "lists_empty": 1}, "empty"),
        ({"lists": 2, "requests": 3, "lists_empty": 1, "discovered": 4}, "ok"),
        ({"lists": 1, "lists_failed": 1, "discovered": 9, "new": 9, "fetched": 9}, "failed"),
        ({"lists": 1, "left_alone": True, "discovered": 9, "new": 9, "fetched": 9}, "failed"),
        ({"lists": 1, "requests": 11, "discovered": 10, "failed": 10}, "failed"),
        ({"lists": 1, "requests": 9, "discovered": 9, "fetched": 7, "new": 7, "failed": 2}, "ok"),
        ({"lists": 0, "requests": 1}, "unreachable"),
        ({"lists": 0, "robots": "unreachable"}, "robots unreachable"),
        ({"lists": 0, "robots": "blocked"}, "blocked by robots"),
        ({"lists": 1, "requests": 5, "discovered": 4, "fetched": 4, "degraded": 2}, "drift"),
        ({"lists": 1, "requests": 5, "discovered": 4, "fetched": 4, "refused": 4}, "drift"),
        ({"lists": 1, "requests": 5, "fetched": 4, "failed": 2, "unreadable": 2}, "drift"),
        ({"lists": 1, "requests": 3, "discovered": 2, "fetched": 2, "degraded": 2}, "ok"),
        ({"lists": 1, "state": "failed"}, "failed"),
    ],
)
def test_the_state_says_what_happened(fields: dict[str, object], state: str) -> None:
    assert concluded(**fields).state == state


def test_an_interrupted_run_is_no_success() -> None:
    assert concluded(lists=1, requests=1, interrupted=True).state == "interrupted"


def test_a_run_that_broke_says_why_first_and_stays_broken() -> None:
    report = SourceReport(source="im-bw", started=STARTED)
    report.note("https://example.org/1", "undated")
    report.fail("data", "no space left")
    report.fail("data", "and again")
    report.conclude(STARTED, seconds=1.5, interrupted=True)
    assert report.state == "failed"
    assert [note.reason for note in report.notes] == ["no space left", "undated"]


@pytest.mark.parametrize(
    ("states", "code"),
    [
        (["ok", "not modified"], 0),
        (["ok", "empty"], 3),
        (["ok", "unreachable"], 1),
        (["ok", "failed", "drift"], 1),
        (["ok", "drift"], 3),
        (["not modified", "silent"], 3),
        (["unreachable", "robots unreachable"], 4),
        (["blocked by robots"], 4),
        (["ok", "interrupted"], 130),
        ([], 0),
    ],
)
def test_exit_codes_are_an_api(states: list[State], code: int) -> None:
    assert exit_code(states) == code


def test_reasons_are_bounded_and_counted() -> None:
    report = SourceReport(source="im-bw", started=STARTED)
    for number in range(500):
        report.note(f"https://example.org/{number}", "answered 404")
    assert len(report.notes) == 200
    assert report.notes_dropped == 300


def test_the_span_of_dates_widens() -> None:
    report = SourceReport(source="im-bw", started=STARTED)
    for published in ("2025-03-01", None, "2024-12-31", "2025-03-02T10:00:00+01:00"):
        report.saw_date(published)
    assert (report.oldest, report.newest) == ("2024-12-31", "2025-03-02T10:00:00+01:00")


def test_refusals_are_counted_by_their_reason() -> None:
    report = SourceReport(source="im-bw", started=STARTED)
    for number in range(40):
        report.refuse(f"https://example.org/{number}", f"no text found (page {number})")
    report.refuse("https://example.org/x", "robots.txt forbids this address", forbidden=True)
    assert report.refusals == {"no text found": 40, "robots.txt forbids this address": 1}
    assert (report.refused, report.forbidden, report.astray) == (41, 1, 40)
    for number in range(40):
        report.refuse("https://example.org/y", f"reason {number}")
    assert len(report.refusals) <= 21
    assert sum(report.refusals.values()) == report.refused


def test_the_strictest_tdm_verdict_is_told() -> None:
    report = SourceReport(source="im-bw", started=STARTED)
    assert report.tdm is None
    for reservation in ("unset", "open", "reserved", "open"):
        report.saw_tdm(reservation)
    assert report.tdm == "reserved"


def test_pages_that_robots_forbids_are_no_drift() -> None:
    fields = {"lists": 1, "discovered": 8, "fetched": 4, "new": 4, "refused": 4}
    assert concluded(**fields, forbidden=4).state == "ok"
    assert concluded(**fields).state == "drift"


def test_figures_are_taken_of_the_first_pages_only() -> None:
    report = SourceReport(source="im-bw", started=STARTED)
    for _ in range(150):
        report.saw_page(["title"], 10, recent=True)
    assert (report.figures.pages, report.figures.present) == (100, {"title": 100})


def test_the_duration_is_told() -> None:
    report = SourceReport(source="im-bw", started=STARTED, lists=1)
    report.conclude("2026-11-21T06:00:01Z", seconds=0.512, interrupted=False)
    assert (report.seconds, report.finished) == (0.512, "2026-11-21T06:00:01Z")


def test_notes_can_be_printed_whatever_a_site_answers() -> None:
    report = SourceReport(source="im-bw", started=STARTED)
    report.note("https://example.org/\x1b[2J", "a\nb\x07")
    report.note_first("https://example.org/", "umlauts stay: äöü")
    assert [(note.url, note.reason) for note in report.notes] == [
        ("https://example.org/", "umlauts stay: äöü"),
        ("https://example.org/�[2J", "a�b�"),
    ]


def test_a_reason_names_its_place_once() -> None:
    report = SourceReport(source="im-bw", started="2026-11-20T06:00:00Z")
    report.fail("/data/crawl/hosts.json", "/data/crawl/hosts.json: damaged (no JSON)")
    assert explanation(report) == "/data/crawl/hosts.json: damaged (no JSON)"
