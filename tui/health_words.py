"""A source's health in the user's words, for tables and summaries."""

from typing import TYPE_CHECKING

from tui.language import _, mark, ngettext, number

if TYPE_CHECKING:
    from store.health import Health
    from store.reports import Fall, State

STATES: "dict[State, str]" = {
    "ok": mark("ok"),
    "not modified": mark("not modified"),
    "empty": mark("empty"),
    "silent": mark("silent"),
    "drift": mark("drift"),
    "ended": mark("ended"),
    "blocked by robots": mark("blocked by robots"),
    "robots unreachable": mark("robots unreachable"),
    "unreachable": mark("unreachable"),
    "interrupted": mark("interrupted"),
    "failed": mark("failed"),
}
FIELDS = {
    "title": mark("title"),
    "kicker": mark("kicker"),
    "lead": mark("lead"),
    "body": mark("text"),
    "published": mark("date"),
    "image": mark("image"),
}


def remark(health: "Health") -> str:
    """What is to be known of a source beyond its state: what fell, for how long it is quiet."""
    if health.state == "silent" and health.rhythm and health.quiet:
        told = _("nothing new for {n} working days, {allowed} are usual")
        return told.format(n=number(health.quiet), allowed=number(health.rhythm.allowed))
    return "; ".join(map(fallen, health.falls))


def fallen(fall: "Fall") -> str:
    """What fell, from what to what: ``Text 98 % → 12 %``."""
    if fall.field == "words":
        told = _("text {before} → {now} words")
        return told.format(before=number(round(fall.before)), now=number(round(fall.now)))
    return f"{_(FIELDS[fall.field])} {fall.before * 100:.0f} % → {fall.now * 100:.0f} %"


def pace(health: "Health") -> str:
    """How often there is something new, in working days."""
    if health.rhythm is None:
        return ""
    days = health.rhythm.typical
    if days < 1:
        return _("daily")
    return ngettext("every working day", "every {n} working days", days)
