"""A query, and why it finds an article, in plain words of the language in use.

`press.query_explain` gives the structures; here they become lines of text.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from press.query import parse
from press.query_explain import Days, Evidence, Part, Reason
from press.query_fields import BODIES, fold
from tui.language import _, day, mark, number
from tui.query_texts import written
from tui.reasons import in_words

_SPELLINGS = 4
"""Different spellings of a word that are shown."""

FIELDS = {
    "topic": mark("topic"),
    "agency": mark("agency"),
    "source": mark("source"),
    "state": mark("Land"),
    "region": mark("Land"),
    "kind": mark("kind"),
    "tag": mark("tag"),
    "section": mark("section"),
    "issuer": mark("issuer"),
    "actor": mark("issuer or lead actor"),
    "lineage": mark("body with predecessors and successors"),
    "portfolio": mark("body with all below it"),
    "level": mark("level"),
}
_LEVELS = {
    "bund": mark("federation"),
    "land": mark("Land"),
    "kommune": mark("municipalities"),
    "eu": mark("European Union"),
    "international": mark("international"),
}
_RELATIONS = {
    "predecessor": mark("predecessor of {0}"),
    "successor": mark("successor of {0}"),
    "below": mark("below {0}"),
    "level": mark("level: {0}"),
    "land": mark("Land: {0}"),
}
_TEXTS = {
    "title": mark("title"),
    "kicker": mark("kicker"),
    "lead": mark("lead"),
    "body": mark("text"),
}
_STATES = {
    "unread": mark("unread"),
    "read": mark("already read"),
    "starred": mark("starred"),
    "changed": mark("changed since it was published"),
    "undated": mark("without a date"),
    "degraded": mark("read with gaps"),
    "new": mark("new since the last visit"),
    "gone": mark("gone from its site"),
}
_KINDS = {"press_release": mark("press release"), "news": mark("news report")}
_LOOKED_FOR = {
    ("word", None): mark("the word “{0}” in all its forms"),
    ("word", "title"): mark("the word “{0}” in all its forms, in the title"),
    ("prefix", None): mark("words that begin with “{0}”"),
    ("prefix", "title"): mark("words that begin with “{0}”, in the title"),
    ("phrase", None): mark("exactly “{0}”"),
    ("phrase", "title"): mark("exactly “{0}”, in the title"),
}
_JOINED = {
    "not": mark("not this:"),
    "all": mark("all of these:"),
    "any": mark("at least one of these:"),
}


class Line(NamedTuple):
    """A line about a part of a query: how deep it stands in the tree, the part, and the words."""

    depth: int
    part: Part
    text: str


class Why(NamedTuple):
    """A line about one article: the part of the query, and what in the article made it hold."""

    depth: int
    asked: str
    text: str


def meaning(parts: Sequence[Part], depth: int = 0) -> Iterator[Line]:
    """What the parts of a query look for, a line each, those of brackets below them."""
    for part in parts:
        yield Line(depth, part, _meaning_of(part))
        yield from meaning(part.parts, depth + 1)


def keys(part: Part) -> str:
    """What a word is compared by, where that is not the word itself; else nothing."""
    if part.kind != "word" or [fold(part.values[0])] == list(part.keys):
        return ""
    return _("sought as {0}").format(" + ".join(part.keys))


def reasons(found: Sequence[Reason], depth: int = 0) -> Iterator[Why]:
    """Why an article was found, a line for each part of the query; of alternatives what holds."""
    for reason in found:
        if reason.kind in ("any", "all"):
            yield from reasons([part for part in reason.parts if part.holds], depth)
        else:
            shown = "; ".join(map(_related, reason.evidence)) or _absence(reason)
            yield Why(depth, written(parse(reason.asked)), shown)


def value_name(field: str, value: str) -> str:
    """A value of a field as people call it: a topic's label, an agency's name, a Land's."""
    if field == "topic":
        from press import topics

        return topics.labels().get(value, value)
    if field in BODIES:
        from press import register_data

        return register_data.names().get(value, value)
    if field in ("state", "region") or (field == "level" and value.startswith("DE-")):
        from press import regions

        return regions.label(value)
    if field in ("is", "kind", "level"):
        return _((_STATES | _KINDS | _LEVELS).get(value, value))
    return value


def _meaning_of(part: Part) -> str:
    if part.kind in _JOINED:
        return _(_JOINED[part.kind])
    if part.kind != "field":
        return _(_LOOKED_FOR[part.kind, part.field]).format(part.values[0])
    if part.field == "date":
        return _(" or ").join(map(_period, part.days))
    name = part.field or ""
    values = _(" or ").join(value_name(name, value) for value in part.values)
    return values if name == "is" else f"{_(FIELDS[name])}: {values}"


def _period(days: Days) -> str:
    if days.since and days.since == days.until:
        return _("published on {0}").format(day(days.since))
    if days.since and days.until:
        return _("published from {0} to {1}").format(day(days.since), day(days.until))
    if days.since:
        return _("published on {0} or later").format(day(days.since))
    return _("published on {0} or earlier").format(day(days.until or ""))


def _absence(reason: Reason) -> str:
    """Why a part holds that must not be: its words are not there, or it has something else."""
    if all(part.kind in ("word", "prefix", "phrase") for part in reason.parts):
        return _("does not occur")
    return _("is not so")


def _related(found: Evidence) -> str:
    """What made a part hold, and for a body of a group what it is to what was asked for."""
    shown = _evidence(found)
    if not found.relation:
        return shown
    field = "level" if found.relation in ("level", "land") else "agency"
    relation = _(_RELATIONS[found.relation]).format(value_name(field, found.of or ""))
    return f"{shown}, {relation}"


def _evidence(found: Evidence) -> str:
    if found.where == "issuer":
        return _("issued by {0}").format(value_name("agency", found.value or ""))
    if found.rule is not None:
        rule = in_words(found.rule)
        if found.words:
            rule = _("{0} “{1}”, {2}").format(rule, found.words[0], _place(found.where))
        return f"{found.name} ({rule})"
    if found.words:
        return f"{_place(found.where)}: {_spellings(found)}"
    if found.where == "date":
        return _("published on {0}").format(day(found.value or ""))
    value = value_name(found.where, found.value or "")
    return value if found.where == "is" else f"{_(FIELDS[found.where])}: {value}"


def _spellings(found: Evidence) -> str:
    shown = ", ".join(found.words[:_SPELLINGS])
    more = "…" if len(found.words) > _SPELLINGS else ""
    times = f" ({number(found.times)}×)" if found.times > len(found.words) or more else ""
    return shown + more + times


def _place(where: str) -> str:
    return _(_TEXTS.get(where, "text"))
