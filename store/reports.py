"""What a run did, told so that an operator can trust it: the reports that crawls leave.

Scrapy ends with exit code 0 in nearly every failed run; Presselupe computes its own from these
reports. One report per source and run is kept in the crawl memory (`store.memory`); what several
of them say together is worked out by `store.health`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

MAX_NOTES = 200
"""Reasons kept per report; beyond that they are only counted."""

MAX_PAGES = 100
"""Pages whose figures a report takes: the first ones read, which are the newest on the site."""

MAX_REFUSALS = 20
"""Different reasons for refusals that are counted apart."""

SAMPLE = 3
"""Pages that must have been asked for before one can speak of drift or failure of the whole."""

FIELDS = ("title", "kicker", "lead", "body", "published", "image")
"""Fields of an article whose coverage is watched."""

State = Literal[
    "ok",
    "not modified",
    "empty",
    "silent",
    "ended",
    "drift",
    "blocked by robots",
    "robots unreachable",
    "unreachable",
    "interrupted",
    "failed",
]
WELL_STATES: frozenset[State] = frozenset(("ok", "not modified"))
UNFETCHED_STATES: frozenset[State] = frozenset(
    ("blocked by robots", "robots unreachable", "unreachable")
)
ATTENTION_STATES: frozenset[State] = frozenset(("drift", "empty", "silent", "ended"))
FAILED_STATES: frozenset[State] = UNFETCHED_STATES | {"interrupted", "failed"}
DOUBTFUL_STATES: frozenset[State] = FAILED_STATES | {"empty", "silent"}
"""States after which lists are read whole again: an answer 304 would prove nothing."""

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


class Figures(msgspec.Struct, kw_only=True):
    """What a run's pages yielded: how many of them had each field, and the words of each body.

    A field counts if the source's own page object found it, and it is not blank.
    """

    pages: int = 0
    present: dict[str, int] = {}
    words: list[int] = []

    def add(self, found: Iterable[str], words: int) -> None:
        """Count one page with the fields found on it."""
        self.pages += 1
        for name in found:
            self.present[name] = self.present.get(name, 0) + 1
        self.words.append(words)


class Fall(msgspec.Struct, frozen=True, kw_only=True):
    """A field that pages lately yield less of than the source's pages used to.

    `before` and `now` are shares of pages (0 to 1); with `field` ``words`` they are the median
    words of a body. `pages` is how many were looked at now, `norm` how many before.
    """

    field: str
    before: float
    now: float
    pages: int
    norm: int


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """An article that a dry run found and a crawl would fetch.

    `why`: it is ``new``, was asked for in vain (``retry``), or is to be looked at again
    (``re-check``). `day` and `title` are what lists say.
    """

    url: str
    why: Literal["new", "retry", "re-check"]
    day: str | None = None
    title: str | None = None


class SourceReport(msgspec.Struct, kw_only=True):
    """One source's part of a run. Counts are of articles, except where the name says otherwise.

    `before` is the state that the source was in before this run. `seconds` is how long the run
    had taken when this source had ended. `requests` counts requests of lists, feeds and
    articles; robots.txt and the like are in `manners_requests`. `lists` are list pages and
    feeds that were read, `lists_not_modified` those of them that answered 304, `lists_failed`
    those that could not be read (but for 404 and 410, which are only noted), `lists_empty`
    those whose first page named no article, `lists_ended` those that the site has given up
    (410), now or earlier; `not_modified` counts all answers 304. `doubles` are pages whose text
    is stored already, of which they become other addresses. `refused` articles were read but
    not stored, `refusals` says why, `forbidden` those of them that robots.txt keeps us from;
    `failed` ones could not be fetched and are tried again next time, `gone` ones answered 404
    or 410; `unreadable` ones are failed ones whose page was fetched but could not be read.
    `left_alone` says that the host was not asked any further. `bytes` are of bodies as decoded.
    `tdm` is the strictest verdict met. `oldest` and `newest` are publication dates among the
    new articles. `figures` are of pages published lately, `older` of those published long
    before the run. `drift` says which fields fell, `quiet` for how many working days there was
    nothing new and `allowed` how many of them are the source's own rhythm (both absent where
    that is not known). `mirror` is where the source was fetched from, if that is not its own
    site; notes name public addresses all the same. A dry run tells what is `planned`, and the
    UTC instant of the `next_check` after that.
    """

    source: str
    started: str
    finished: str | None = None
    seconds: float | None = None
    state: State = "ok"
    before: State | None = None
    requests: int = 0
    manners_requests: int = 0
    lists: int = 0
    lists_not_modified: int = 0
    lists_failed: int = 0
    lists_empty: int = 0
    lists_ended: int = 0
    not_modified: int = 0
    discovered: int = 0
    fetched: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    doubles: int = 0
    refused: int = 0
    refusals: dict[str, int] = {}
    forbidden: int = 0
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
    figures: Figures = msgspec.field(default_factory=Figures)
    older: Figures = msgspec.field(default_factory=Figures)
    drift: list[Fall] = []
    quiet: int | None = None
    allowed: int | None = None
    notes: list[Note] = []
    notes_dropped: int = 0
    mirror: str | None = None
    planned: list[Planned] = []
    next_check: str | None = None

    def note(self, url: str, reason: str) -> None:
        """Keep a reason, as long as there is room for it."""
        if len(self.notes) < MAX_NOTES:
            self.notes.append(_note(url, reason))
        else:
            self.notes_dropped += 1

    def note_first(self, url: str, reason: str) -> None:
        """Keep a reason that says more of the run than all others, before them."""
        self.notes.insert(0, _note(url, reason))

    def fail(self, where: str, reason: str) -> None:
        """Say that the run broke; the first reason stays. One that names its place says it once."""
        if self.state != "failed":
            self.state = "failed"
            self.note_first(where, reason.removeprefix(f"{where}: "))

    def refuse(self, url: str, reason: str, *, forbidden: bool = False) -> None:
        """Count an article that is not stored, and why."""
        self.refused += 1
        self.forbidden += forbidden
        self.note(url, reason)
        kind = reason.partition(" (")[0][:100]
        if kind not in self.refusals and len(self.refusals) >= MAX_REFUSALS:
            kind = "other reasons"
        self.refusals[kind] = self.refusals.get(kind, 0) + 1

    def saw_date(self, published: str | None) -> None:
        """Widen `oldest` and `newest` by a new article's date."""
        if published is None:
            return
        self.oldest = min(self.oldest or published, published)
        self.newest = max(self.newest or published, published)

    def saw_tdm(self, reservation: str) -> None:
        """Take over a page's verdict if it is stricter than those met so far."""
        strictness = ("unset", "open", "reserved")
        self.tdm = max(self.tdm or "unset", reservation, key=strictness.index)

    def saw_page(self, found: Iterable[str], words: int, *, recent: bool) -> None:
        """Count what one page yielded; `recent` says that it was published lately."""
        if self.figures.pages + self.older.pages < MAX_PAGES:
            (self.figures if recent else self.older).add(found, words)

    @property
    def astray(self) -> int:
        """Pages fetched that did not read as the page object expects."""
        return self.degraded + self.refused - self.forbidden + self.unreadable

    @property
    def has_read(self) -> bool:
        """Whether the run has really read something, be it only a list."""
        return self.fetched > 0 or self.lists > self.lists_not_modified

    def _is_incomplete(self) -> bool:
        """Whether lists, or half of the articles or more, could not be fetched."""
        if self.lists_failed or self.left_alone:
            return True
        return self.failed >= SAMPLE and self.failed >= self.fetched

    def conclude(self, finished: str, *, seconds: float, interrupted: bool) -> None:
        """Set `finished`, `seconds` and, from what was counted, `state`.

        `seconds` are measured, since clocks may be set and stamps are of whole seconds.
        A run that has read nothing but answers 304 leaves a source as bad as it was before.
        """
        self.finished = finished
        self.seconds = seconds
        if self.state == "failed":
            return
        if interrupted:
            self.state = "interrupted"
        elif self.lists == 0:
            self.state = self._unfetched_state()
        elif self._is_incomplete():
            self.state = "failed"
        elif self.before and self.before not in WELL_STATES and not self.has_read:
            self.state = self.before
        elif is_astray([self]):
            self.state = "drift"
        elif self.discovered == 0 and self.lists_empty:
            self.state = "empty"
        elif self.discovered == self.new == self.changed == self.failed == 0:
            self.state = "not modified"

    def _unfetched_state(self) -> State:
        if self.lists_ended and not self.lists_failed:
            return "ended"
        if self.robots == "unreachable":
            return "robots unreachable"
        return "blocked by robots" if self.robots == "blocked" else "unreachable"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A source whose state has become another kind of state than was last told.

    `before` is ``None`` for a source that nothing was told of yet; `text` is one line.
    """

    source: str
    before: State | None
    state: State
    text: str


class RunReport(msgspec.Struct, kw_only=True):
    """A whole run: what ``crawl --report FILE`` writes.

    `notices` are lines on the search index (rebuilt, or not up to date) and on messages that could
    not be sent; `changes` are the sources that got worse or well again.
    """

    started: str
    finished: str
    seconds: float
    sources: list[SourceReport]
    notices: list[str] = []
    changes: list[Change] = []

    @property
    def exit_code(self) -> int:
        """The run's exit code by the contract of the command line."""
        return exit_code([report.state for report in self.sources])


def _note(url: str, reason: str) -> Note:
    """A note as it may be printed: what sites answer can hold control characters."""
    return Note(url=_printable(url), reason=_printable(reason))


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in text)


def is_astray(reports: Iterable[SourceReport]) -> bool:
    """Whether half of the pages last read, or more, did not read as the page object expects.

    `reports` are newest first; runs are taken together until there are `SAMPLE` pages.
    """
    fetched = astray = 0
    for report in reports:
        if report.fetched:
            fetched += report.fetched
            astray += report.astray
        if fetched >= SAMPLE:
            return 2 * astray >= fetched
    return False


def exit_code(states: Sequence[State]) -> int:
    """What a run with these source states ends with.

    Interrupted runs are 130; nothing fetched at all is 4; some sources failed is 1; a source that
    drifts, is silent, or whose lists held no article, is 3.
    """
    if "interrupted" in states:
        return EXIT_INTERRUPTED
    if states and UNFETCHED_STATES.issuperset(states):
        return EXIT_NOTHING_FETCHED
    if not FAILED_STATES.isdisjoint(states):
        return EXIT_SOME_FAILED
    return EXIT_DONE if ATTENTION_STATES.isdisjoint(states) else EXIT_ATTENTION


def report_of(stored: Mapping[str, object]) -> SourceReport:
    """A stored report, whatever version wrote it: what it lacks has its default.

    Raises:
        msgspec.ValidationError: it is no report.
    """
    return msgspec.convert(stored, SourceReport)
