"""Messages: each address hears of every change once, whatever becomes of the others."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from spiders import notices
from store.reports import RunReport, SourceReport, State

LIVE, SHAKY = "json://live:secret@example.org", "json://shaky:secret@example.org"
AT = "2026-11-20T06:00:00Z"
UNREACHABLE = "im-bw: unreachable: unreachable"


class Post:
    """What was sent to whom, instead of Apprise; the addresses in `down` cannot be reached."""

    def __init__(self) -> None:
        self.down: set[str] = set()
        self.sent: list[tuple[str, str]] = []

    def send(self, urls: Sequence[str], _title: str, body: str) -> list[str]:
        self.sent += [(url, body) for url in urls if url not in self.down]
        return ["an address was not reached" for url in urls if url in self.down]

    def taken(self) -> list[tuple[str, str]]:
        sent, self.sent = self.sent, []
        return sent


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    made = Post()
    monkeypatch.setattr(notices, "send", made.send)
    return made


def run(data: Path, state: State, *urls: str) -> RunReport:
    source = SourceReport(source="im-bw", started=AT, finished=AT, state=state)
    report = RunReport(started=AT, finished=AT, seconds=0.1, sources=[source])
    notices.tell(report, data, urls)
    return report


def test_an_address_that_was_down_gets_what_it_missed_and_the_other_nothing_twice(
    tmp_path: Path, post: Post
) -> None:
    post.down = {SHAKY}
    first = run(tmp_path, "unreachable", LIVE, SHAKY)
    assert post.taken() == [(LIVE, UNREACHABLE)]
    assert first.notices == ["an address was not reached"]
    assert [change.state for change in first.changes] == ["unreachable"]
    assert run(tmp_path, "unreachable", LIVE, SHAKY).changes == []
    assert post.taken() == []
    post.down = set()
    assert run(tmp_path, "unreachable", LIVE, SHAKY).notices == []
    assert post.taken() == [(SHAKY, UNREACHABLE)]
    run(tmp_path, "unreachable", LIVE, SHAKY)
    assert post.taken() == []
    run(tmp_path, "ok", LIVE, SHAKY)
    assert [url for url, body in post.taken() if "well again" in body] == [LIVE, SHAKY]


def test_who_never_heard_of_a_failure_does_not_hear_of_its_end(tmp_path: Path, post: Post) -> None:
    post.down = {SHAKY}
    run(tmp_path, "unreachable", SHAKY)
    post.down = set()
    run(tmp_path, "ok", SHAKY)
    assert post.taken() == []


def test_a_new_address_hears_once_of_what_is_not_well(tmp_path: Path, post: Post) -> None:
    run(tmp_path, "failed")
    run(tmp_path, "failed", LIVE, LIVE)
    run(tmp_path, "failed", LIVE)
    assert [url for url, _body in post.taken()] == [LIVE]


@pytest.mark.usefixtures("post")
def test_no_address_is_kept_in_the_clear(tmp_path: Path) -> None:
    run(tmp_path, "failed", LIVE)
    kept = (tmp_path / "crawl" / "told.json").read_text(encoding="utf-8")
    assert "im-bw" in kept
    assert "secret" not in kept
    assert "example.org" not in kept
