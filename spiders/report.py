"""What a run did, told so that an operator can trust it.

Scrapy ends with exit code 0 in nearly every failed run; Presselupe computes its own from these
reports. One report per source and run is kept in the crawl memory.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

MAX_NOTES = 200
"""Reasons kept per report; beyond that they are only counted."""

SAMPLE = 3
"""Pages that a run must have asked for before it can speak of drift or failure of the whole."""

State = Literal[
    "ok",
    "not modified",
    "empty",
    "drift",
    "blocked by robots",
    "robots unreachable",
    "unreachable",
    "interrupted",
    "failed",
]
UNFETCHED_STATES: frozenset[State] = frozenset(
    ("blocked by robots", "robots unreachable", "unreachable")
)
ATTENTION_STATES: frozenset[State] = frozenset(("drift", "empty"))
FAILED_STATES: frozenset[State] = UNFETCHED_STATES | {"interrupted", "failed"}

EXIT_DONE = 0
EXIT_SOME_FAILED = 1
EXIT_USAGE = 2
EXIT_ATTENTION = 3
EXIT_NOTHING_FETCHED = 4
EXIT_BUSY = 75
EXIT_INTERRUPTED = 130


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that went otherwise than wished: which address, and why."""

    url: str
    reason: str


class SourceReport(msgspec.Struct, kw_only=True):
    """One source's part of a run. Counts are of articles, except where the name says otherwise.

    `requests` counts requests of lists, feeds and articles; robots.txt and the like are in
    `manners_requests`. `lists` are list pages and feeds that were read, `lists_failed` those that
    could not be (but for 404 and 410, which are only noted), `lists_empty` those whose first page
    named no article; `not_modified` counts the answers 304. `refused` articles were read but not
    stored, `failed` ones could not be fetched and are tried again next time, `gone` ones answered
    404 or 410; `unreadable` ones are failed ones whose page was fetched but could not be read.
    `left_alone` says that the host was not asked any further. `bytes` are of bodies as
    decoded. `oldest` and `newest` are publication dates among the new articles.
    """

    source: str
    started: str
    finished: str | None = None
    state: State = "ok"
    requests: int = 0
    manners_requests: int = 0
    lists: int = 0
    lists_failed: int = 0
    lists_empty: int = 0
    not_modified: int = 0
    discovered: int = 0
    fetched: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    unreadable: int = 0
    failed: int = 0
    gone: int = 0
    undated: int = 0
    degraded: int = 0
    bytes: int = 0
    left_alone: bool = False
    robots: str | None = None
    tdm: str | None = None
    delay: float | None = None
    oldest: str | None = None
    newest: str | None = None
    notes: list[Note] = []
    notes_dropped: int = 0

    def note(self, url: str, reason: str) -> None:
        """Keep a reason, as long as there is room for it."""
        if len(self.notes) < MAX_NOTES:
            self.notes.append(Note(url=url, reason=reason))
        else:
            self.notes_dropped += 1

    def note_first(self, url: str, reason: str) -> None:
        """Keep a reason that says more of the run than all others, before them."""
        self.notes.insert(0, Note(url=url, reason=reason))

    def fail(self, where: str, reason: str) -> None:
        """Say that the run broke; the first reason stays."""
        if self.state != "failed":
            self.state = "failed"
            self.note_first(where, reason)

    def saw_date(self, published: str | None) -> None:
        """Widen `oldest` and `newest` by a new article's date."""
        if published is None:
            return
        self.oldest = min(self.oldest or published, published)
        self.newest = max(self.newest or published, published)

    def _is_drifting(self) -> bool:
        """Whether half of the pages read, or more, did not read as the page object expects."""
        astray = self.degraded + self.refused + self.unreadable
        return self.fetched >= SAMPLE and 2 * astray >= self.fetched

    def _is_incomplete(self) -> bool:
        """Whether lists, or half of the articles or more, could not be fetched."""
        if self.lists_failed or self.left_alone:
            return True
        return self.failed >= SAMPLE and self.failed >= self.fetched

    def conclude(self, finished: str, *, interrupted: bool) -> None:
        """Set `finished` and `state` from what was counted."""
        self.finished = finished
        if self.state == "failed":
            return
        if interrupted:
            self.state = "interrupted"
        elif self.lists == 0:
            self.state = self._unfetched_state()
        elif self._is_incomplete():
            self.state = "failed"
        elif self._is_drifting():
            self.state = "drift"
        elif self.discovered == 0 and self.lists_empty:
            self.state = "empty"
        elif self.discovered == self.new == self.changed == self.failed == 0:
            self.state = "not modified"

    def _unfetched_state(self) -> State:
        if self.robots == "unreachable":
            return "robots unreachable"
        return "blocked by robots" if self.robots == "blocked" else "unreachable"


class RunReport(msgspec.Struct, kw_only=True):
    """A whole run: what ``crawl --report FILE`` writes.

    `notices` are lines on the search index: rebuilt, or not up to date.
    """

    started: str
    finished: str
    sources: list[SourceReport]
    notices: list[str] = []

    @property
    def exit_code(self) -> int:
        """The run's exit code by the contract of the command line."""
        return exit_code([report.state for report in self.sources])


def exit_code(states: Sequence[State]) -> int:
    """What a run with these source states ends with.

    Interrupted runs are 130; nothing fetched at all is 4; some sources failed is 1; a source that
    drifts, or whose lists held no article, is 3.
    """
    if "interrupted" in states:
        return EXIT_INTERRUPTED
    if states and UNFETCHED_STATES.issuperset(states):
        return EXIT_NOTHING_FETCHED
    if not FAILED_STATES.isdisjoint(states):
        return EXIT_SOME_FAILED
    return EXIT_DONE if ATTENTION_STATES.isdisjoint(states) else EXIT_ATTENTION
