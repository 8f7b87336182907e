"""Health: what a source's last runs and its news say of it, for crawls, monitors and people.

Pure but for `news_by_day` and `watched_since`, which ask the index. A run's own counts give its
first state (`store.reports`); `judge` adds what only several runs can tell: drift and silence.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from store.asking import Engine
from store.counting import SLOTS, count
from store.drift import falls
from store.entries import UNDATED, date_of
from store.files import SET_ASIDE, DamagedFile
from store.index import Index
from store.memory import CrawlMemory
from store.reports import (
    WELL_STATES,
    Fall,
    SourceReport,
    State,
    is_astray,
    report_of,
)
from store.silence import Rhythm, calendar_of, quiet, rhythm
from store.view import View

News = Mapping[date, int]
"""How many articles were published on each day; undated ones count on the day they were found."""

BERLIN = ZoneInfo("Europe/Berlin")
_JUDGED: frozenset[State] = WELL_STATES | {"silent"}


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """How a source is.

    `state` is that of the last run, or ``silent`` if it has become so since; ``None`` if the source
    was never crawled. `last_well` is the UTC instant at which a run last ended well, `newest` the
    day of the newest article. `quiet` is for how many working days there was nothing new, `rhythm`
    what the source's own history allows (``None``: too little of it). `falls` are the fields that
    drift. `error` says why the last run that did not end well (at `error_at`) did not. `damage`
    says which file with its reports is unreadable; the state is then ``failed``, since how the
    source really is cannot be known.
    """

    source: str
    state: State | None
    last_run: SourceReport | None = None
    last_well: str | None = None
    newest: str | None = None
    articles: int = 0
    rhythm: Rhythm | None = None
    quiet: int | None = None
    falls: list[Fall] = []
    error: str | None = None
    error_at: str | None = None
    damage: str | None = None


def today() -> date:
    """The day in Germany, where the sources are."""
    return datetime.now(BERLIN).date()


def news_by_day(view: View, source: str) -> dict[date, int]:
    """A source's news as the index has them."""
    found = count(view, Engine.term_query(view.schema, "source", source), (SLOTS,))[SLOTS]
    news: dict[date, int] = {}
    for slot, number in found.items():
        day = date_of(slot) or date_of(slot + UNDATED)
        if day:
            news[day] = news.get(day, 0) + number
    return news


def watched_since(view: View, source: str) -> date | None:
    """The day on which the first article of a source was seen, as the index has it."""
    engine = Engine.term_query(view.schema, "source", source)
    first = view.searcher.aggregate(engine, {"first": {"min": {"field": "seen"}}})["first"]["value"]
    return datetime.fromtimestamp(first, BERLIN).date() if first else None


def judge(
    report: SourceReport,
    earlier: Sequence[SourceReport],
    news: News,
    land: str | None,
    on: date,
    *,
    watched: date | None = None,
) -> None:
    """Add to a concluded report what its source's earlier runs (newest first) and news tell.

    `watched` is the day of the source's first crawl, where it is known. A run that failed stays
    failed; what it read is looked at all the same.
    """
    report.drift = falls([report, *earlier])
    gaps, silence = _silence(news, land, on, [report, *earlier], watched)
    report.quiet, report.allowed = silence, gaps.allowed if gaps else None
    if report.state not in _JUDGED:
        return
    if report.drift or is_astray([report, *earlier]):
        report.state = "drift"
    elif report.state in WELL_STATES and is_silent(gaps, silence):
        report.state = "silent"


def is_silent(gaps: Rhythm | None, silence: int | None) -> bool:
    """Whether there has been nothing new for longer than the source's rhythm allows."""
    return gaps is not None and silence is not None and silence > gaps.allowed


def health(
    source: str,
    reports: Sequence[SourceReport],
    news: News,
    land: str | None,
    on: date,
    *,
    watched: date | None = None,
) -> Health:
    """How a source is on a day; `reports` are newest first, `watched` is as for `judge`."""
    last = reports[0] if reports else None
    gaps, silence = _silence(news, land, on, reports, watched)
    bad = next((each for each in reports if each.state not in WELL_STATES), None)
    well = next((each for each in reports if each.state in WELL_STATES), None)
    state = last.state if last else None
    if state in WELL_STATES and is_silent(gaps, silence):
        state = "silent"
    return Health(
        source=source,
        state=state,
        last_run=last,
        last_well=ended(well) if well else None,
        newest=max(news).isoformat() if news else None,
        articles=sum(news.values()),
        rhythm=gaps,
        quiet=silence,
        falls=last.drift if last else [],
        error=explanation(bad) if bad else None,
        error_at=ended(bad) if bad else None,
    )


def read_health(
    data: Path,
    lands: Mapping[str, str | None],
    *,
    index: Index | None = None,
    on: date | None = None,
) -> Iterator[Health]:
    """How each source is (given with its Land), from what crawls have left in `data`."""
    view = (index or Index(data)).view
    for source, land in lands.items():
        memory = CrawlMemory(data, source)
        reports = reports_of(memory)
        news, watched = news_by_day(view, source), watched_since(view, source)
        told = health(source, reports, news, land, on or today(), watched=watched)
        damage = _damage(memory, data / "crawl" / source / "reports.json", reports)
        if damage:
            told = replace(told, state="failed", error=damage, error_at=None, damage=damage)
        yield told


def state_before(reports: Sequence[SourceReport]) -> State | None:
    """The state that the last runs (newest first) left a source in, but for interrupted ones."""
    return next((each.state for each in reports if each.state != "interrupted"), None)


def reports_of(memory: CrawlMemory) -> list[SourceReport]:
    """All reports kept of a source, newest first; what is none is left out."""
    reports: list[SourceReport] = []
    for stored in memory.reports(None):
        with contextlib.suppress(msgspec.ValidationError):
            reports.append(report_of(stored))
    return reports


def ended(report: SourceReport) -> str:
    """The UTC instant of a run's end."""
    return report.finished or report.started


def explanation(report: SourceReport) -> str:
    """Why a source is as it is, in one English line for logs and messages."""
    if report.state == "silent":
        return f"nothing new for {report.quiet} working days, {report.allowed} are usual"
    if report.state == "drift" and report.drift:
        return "; ".join(map(fall_told, report.drift))
    if report.notes:
        return f"{report.notes[0].url}: {report.notes[0].reason}"
    return report.state


def fall_told(fall: Fall) -> str:
    """A fall in a few English words: what fell, from what to what, over how many pages."""
    if fall.field == "words":
        change = f"body fell from {fall.before:.0f} to {fall.now:.0f} words"
    else:
        change = f"{fall.field} fell from {fall.before:.0%} to {fall.now:.0%} of pages"
    return f"{change} (last {fall.pages} pages, {fall.norm} before)"


def _damage(memory: CrawlMemory, path: Path, reports: Sequence[SourceReport]) -> str | None:
    """What is wrong with a source's reports; told until there are new ones."""
    if memory.damaged:
        return str(memory.damaged[0])
    if reports:
        return None
    aside = max(path.parent.glob(f"{path.name}{SET_ASIDE}*"), default=None)
    return str(DamagedFile(path, aside, "found earlier")) if aside else None


def _silence(
    news: News,
    land: str | None,
    on: date,
    reports: Sequence[SourceReport],
    watched: date | None,
) -> tuple[Rhythm | None, int | None]:
    """The rhythm, and the working days without news, as far as runs have seen them.

    What a run has just brought is news to us, whatever its date: an old archive is not silent.
    """
    calendar = calendar_of(land)
    gaps = rhythm(news, calendar, watched=watched, on=on)
    if not gaps:
        return None, None
    brought = (
        datetime.fromisoformat(r.started).astimezone(BERLIN).date() for r in reports if r.new
    )
    return gaps, quiet(min(on, max([max(news), *brought])), on, calendar)
