"""Run reports: states are told apart, and exit codes follow from them."""

import pytest

from spiders.report import SourceReport, State, exit_code

STARTED = "2026-11-21T06:00:00Z"


def concluded(*, interrupted: bool = False, **fields: object) -> SourceReport:
    report = SourceReport(source="im-bw", started=STARTED, **fields)  # type: ignore[arg-type]
    report.conclude(STARTED, interrupted=interrupted)
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
    report.conclude(STARTED, interrupted=True)
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
