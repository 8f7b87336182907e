"""What ``presselupe crawl --dry-run`` prints: per source what its lists told, and what is due."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.language import _, day, in_germany, mark, ngettext, number

if TYPE_CHECKING:
    from store.reports import Planned, RunReport, SourceReport

WHY = {"new": mark("new"), "retry": mark("once more"), "re-check": mark("re-check")}
"""Why an article would be fetched."""


def plan(report: "RunReport") -> Iterator[str]:
    """The lines: a heading for each source, below it a line for each article."""
    width = max(len(_(word)) for word in WHY.values())
    for source in report.sources:
        yield f"{source.source}: {_heading(source)}"
        for planned in source.planned:
            yield f"  {_(WHY[planned.why]):<{width}}  {_line(planned)}"


def _line(planned: "Planned") -> str:
    return "  ".join(filter(None, (planned.day or "-" * 10, planned.url, planned.title)))


def _heading(report: "SourceReport") -> str:
    from tui.health_words import STATES

    told = [_(STATES[report.state]), ngettext("{n} list read", "{n} lists read", report.lists)]
    if report.lists_not_modified:
        unchanged = report.lists_not_modified
        told[-1] += f" ({ngettext('{n} unchanged', '{n} unchanged', unchanged)})"
    if report.forbidden:
        forbidden = ngettext(
            "{n} article forbidden by robots.txt",
            "{n} articles forbidden by robots.txt",
            report.forbidden,
        )
        told.append(forbidden)
    told.append(_amount(report))
    if report.next_check:
        when = day(in_germany(report.next_check).date())
        told.append(_("next re-check {when}").format(when=when))
    return ", ".join(told)


def _amount(report: "SourceReport") -> str:
    """How many articles would be fetched, and how long that would take at the least."""
    if not report.planned:
        return _("nothing to fetch")
    counts = Counter(planned.why for planned in report.planned)
    told = ngettext("{n} article to fetch", "{n} articles to fetch", len(report.planned))
    kinds = ", ".join(f"{number(n)} {_(WHY[why])}" for why, n in counts.items())
    told = f"{told} ({kinds})"
    seconds = number(round(len(report.planned) * (report.delay or 0)))
    return _("{told}, {n} s at the least").format(told=told, n=seconds) if report.delay else told
