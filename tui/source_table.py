"""What is told of a source: a line of the table, and the details below it."""

from collections.abc import Iterator

from press.text import clean_line
from store.health import Health, ended
from tui.health_words import STATES, pace, remark
from tui.language import _, day, in_germany, mark, ngettext, number, short_day
from tui.watching import NEVER, WEEKS, SourceNews, sparkline, urgency

_NOTES = 12
"""Remarks of the last run that are shown."""
_LINE = 300
_ROBOTS = {
    "allowed": mark("allowed"),
    "blocked": mark("blocked"),
    "unreachable": mark("unreachable"),
}
_TDM = {
    "open": mark("open"),
    "reserved": mark("reserved"),
    "unset": mark("nothing said"),
}
_SIGNS = ("✗", "!", "·", "✓", "–")
"""By how soon a source needs a look (`tui.watching.urgency`)."""

COLUMNS = {
    "state": mark("State"),
    "name": mark("Source"),
    "run": mark("Last run"),
    "newest": mark("Newest"),
    "weeks": mark("12 weeks"),
    "pace": mark("Ø"),
    "robots": mark("robots"),
    "tdm": mark("TDM"),
    "remark": mark("Remark"),
}
STATE_WIDTH, _NAME, _SCROLLBAR = 19, 12, 2
NARROW, WIDE, _WIDER = 80, 110, 150
"""Columns of the screen from which on there is room for more."""


def state(each: SourceNews) -> str:
    """How a source is, in a word or two."""
    if each.health.damage:
        return _("damaged")
    if not each.source.enabled and each.health.state is None:
        return _("not enabled")
    return _(STATES[each.health.state]) if each.health.state else _("never crawled")


def columns(width: int) -> dict[str, int]:
    """The columns that there is room for, with their widths; the name takes what is left."""
    fixed = {"state": STATE_WIDTH, "run": 13, "newest": 11, "weeks": WEEKS}
    if width < NARROW:
        del fixed["newest"], fixed["weeks"]
    elif width < WIDE:
        fixed["newest"] = 8
    else:
        fixed |= {"pace": 4, "robots": 10, "tdm": 12}
    if width >= _WIDER:
        fixed["remark"] = width // 4
    room = width - _SCROLLBAR - sum(fixed.values()) - 2 * (len(fixed) + 1)
    return {"state": fixed.pop("state"), "name": max(_NAME, room), **fixed}


def cells(each: SourceNews, *, short: bool) -> dict[str, str]:
    """What stands in each column; `short` leaves the years out."""
    health, report = each.health, each.health.last_run
    newest = (short_day if short else day)(health.newest) if health.newest else ""
    trouble = (health.error or "") if urgency(each) < NEVER and not health.damage else ""
    return {
        "state": f"{_SIGNS[urgency(each)]} {state(each)}",
        "name": clean_line(each.source.name),
        "run": moment(ended(report)) if report else "",
        "newest": newest,
        "weeks": sparkline(each.weeks),
        "pace": f"{number(round(sum(each.weeks) / len(each.weeks))):>4}",
        "robots": _(_ROBOTS[report.robots]) if report and report.robots in _ROBOTS else "",
        "tdm": _(_TDM[report.tdm]) if report and report.tdm in _TDM else "",
        "remark": clean_line(remark(health) or trouble, _LINE),
    }


def details(each: SourceNews) -> Iterator[str]:
    """Everything that is known of a source, a line each."""
    health, report = each.health, each.health.last_run
    facts = [
        (_("Address"), each.source.home),
        (_("State"), " · ".join(filter(None, [state(each), remark(health)]))),
        *_damage(health),
        (_("Last run"), _run(health)),
        (_("Newest"), _newest(health)),
        (_("Per week"), f"{sparkline(each.weeks)}  {' '.join(map(number, each.weeks))}"),
        (_("Rhythm"), _rhythm(health)),
    ]
    if report:
        robots = _(_ROBOTS[report.robots]) if report.robots in _ROBOTS else report.robots
        facts.append((_("robots"), robots or _("not asked")))
        facts.append((_("TDM"), _(_TDM[report.tdm]) if report.tdm in _TDM else _("not seen")))
        if report.delay is not None:
            facts.append((_("Pause"), _("{n} s between requests").format(n=f"{report.delay:g}")))
        facts.append((_("Brought"), _brought(each)))
    if health.error and health.error_at:
        facts.append((_("Last error"), f"{moment(health.error_at)}: {health.error}"))
    width = max(len(label) for label, _text in facts) + 2
    for label, text in facts:
        if text:
            yield f"{label:<{width}}{clean_line(text, _LINE)}"
    for note in report.notes[:_NOTES] if report else ():
        yield " " * width + clean_line(f"{note.url}: {note.reason}", _LINE)


def _damage(health: Health) -> Iterator[tuple[str, str]]:
    """What is wrong with the reports of its crawls, and what to do about it."""
    if health.damage:
        from tui.notices import in_words

        yield _("Damaged"), in_words([health.damage])
        yield "", _("Its articles are whole. Restore the file from a backup, or crawl the source:")
        yield "", _("then what is known of its crawls begins anew.")


def _run(health: Health) -> str:
    if health.damage:
        return ""
    if health.last_run is None:
        return _("never crawled")
    run = ended(health.last_run)
    told = moment(run)
    if health.last_well and health.last_well != run:
        told += " · " + _("last well {time}").format(time=moment(health.last_well))
    return told


def _newest(health: Health) -> str:
    if health.newest is None:
        return _("no article yet")
    articles = ngettext("{n} article", "{n} articles", health.articles)
    return f"{day(health.newest)} · {articles}"


def _rhythm(health: Health) -> str:
    if health.rhythm is None:
        return ""
    told = pace(health)
    if health.quiet:
        told += " · " + ngettext(
            "nothing new for {n} working day", "nothing new for {n} working days", health.quiet
        )
    return told


def _brought(each: SourceNews) -> str:
    report = each.health.last_run
    if report is None:
        return ""
    counts = [
        (report.new, _("new")),
        (report.changed, _("changed")),
        (report.unchanged, _("unchanged")),
        (report.refused, _("refused")),
        (report.failed, _("failed")),
        (report.gone, _("gone")),
    ]
    told = [f"{number(count)} {word}" for count, word in counts if count]
    told.append(ngettext("{n} request", "{n} requests", report.requests))
    return ", ".join(told)


def moment(instant: str) -> str:
    """A UTC instant as the clock in Germany has it, short: day and time."""
    at = in_germany(instant)
    return f"{short_day(at.date())} {at:%H:%M}"
