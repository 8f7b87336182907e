"""The filter options that verbs share, and the one query that they make."""

import argparse
import re
from typing import TYPE_CHECKING

from cli.errors import UsageError
from tui.language import _

if TYPE_CHECKING:
    from press.query import Query

_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}")


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add ``--since --until --topic --agency --source --state --kind``."""
    group = parser.add_argument_group(_("filters"))
    group.add_argument("--since", metavar="DATE", help=_("published on this day or later"))
    group.add_argument("--until", metavar="DATE", help=_("published on this day or earlier"))
    for name, text in (
        ("topic", _("topic id; may be given several times")),
        ("agency", _("agency id; may be given several times")),
        ("source", _("source id; may be given several times")),
        ("state", _("Land, such as bw or DE-BW; may be given several times")),
        ("kind", _("press_release or news")),
    ):
        group.add_argument(f"--{name}", action="append", metavar="ID", help=text)


def query_of(options: argparse.Namespace, text: str | None) -> "Query":
    """The query that QUERY and the filter options make together.

    Raises:
        UsageError: a date or an id is none.
        press.query.QueryError: QUERY cannot be understood.
    """
    from press.query import parse

    parts = [f"({text})"] if text and text.strip() else []
    if text:
        # Parsed alone first, so that an error's position is the one that was typed.
        parse(text)
    since, until = day_of(options.since, "--since"), day_of(options.until, "--until")
    if since or until:
        parts.append(f"date:{since or ''}..{until or ''}")
    for name in ("topic", "agency", "source", "state", "kind"):
        values = getattr(options, name) or []
        if values:
            _check_known(name, values)
            parts.append("(" + " OR ".join(f"{name}:{value}" for value in values) + ")")
    return parse(" ".join(parts))


def day_of(text: str | None, option: str) -> str | None:
    """A day given as an option, as ISO.

    Raises:
        UsageError: it is no day.
    """
    if text is None:
        return None
    from press.dates import PublishedDate, read_date

    read = read_date(text) if _DAY.fullmatch(text.strip()) else None
    if not isinstance(read, PublishedDate):
        raise UsageError(f"{option} {text!r}: is no day; write 2025-10-13 or 13.10.2025")
    return read.value[:10]


def _check_known(name: str, values: list[str]) -> None:
    from press.tables import nearest

    known: list[str]
    if name == "topic":
        from press import topics

        known = list(topics.labels())
    elif name == "agency":
        from press import agencies

        known = [agency.id for agency in agencies.register().all()]
    else:
        return
    for value in values:
        if value not in known:
            raise UsageError(f"--{name} {value!r}: no such {name}{nearest(value, known)}")
