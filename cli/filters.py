"""The filter options that verbs share, and the one query that they make."""

import argparse
import itertools
import re
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cli.errors import UsageError
from tui.language import _, mark

if TYPE_CHECKING:
    from press.query import Query
    from press.query_completion import Names
    from store.library import Library

_OPTIONS = ("topic", "agency", "source", "state", "kind")
_OPEN = {
    "topic": mark('there is no topic "{0}"'),
    "agency": mark('there is no agency "{0}"'),
    "source": mark('there is no source "{0}"'),
}
"""Fields whose values are ids, and what to say of one that does not exist."""
_TOLD, _MEANT = 5, 3
"""Unknown ids that are told, and what each may mean."""

_FAR_FUTURE = datetime(9999, 1, 1, tzinfo=UTC)
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
        UsageError: a date or an id is none, or QUERY cannot be understood and a terminal is told.
        press.query.QueryError: QUERY cannot be understood.
    """
    from press.query import Query, QueryError

    query = _read(text or "")
    since, until = day_of(options.since, "--since"), day_of(options.until, "--until")
    if since and until and since > until:
        raise UsageError(f"--since {options.since} is after --until {options.until}")
    wanted = {name: getattr(options, name) or [] for name in _OPTIONS}
    wanted["date"] = [f"{since or ''}..{until or ''}"] if since or until else []
    for name, values in wanted.items():
        if values and name in ("topic", "agency"):
            _check_known(name, values)
        try:
            query &= Query().with_field(name, values)
        except QueryError as error:
            given = f"--{name} {', '.join(values)}"
            raise UsageError(f"{given}: wrong; expected {error.expected}") from error
    return query


def tell_unknown(options: argparse.Namespace, query: "Query", library: "Library") -> None:
    """Say on stderr which ids in a query do not exist.

    Raises:
        UsageError: one given as ``--source`` does not: a slip that no one would see in cron.
    """
    import sys

    from press.query import Query
    from press.query_tree import fields

    named = fields(Query().with_field("source", options.source or []).root)
    for value in (value for field in named for value in field.values):
        if not library.count(Query().with_field("source", [value])):
            _check_known("source", [value], options.config)
    notes = [] if options.quiet else unknown_ids(query, library, options.config)
    for note in notes:
        print(f"presselupe: {note}", file=sys.stderr)


def unknown_ids(query: "Query", library: "Library", config: str | None) -> list[str]:
    """A line for each topic, agency or source that does not exist, with what may be meant.

    What some article has exists, whether the registers know it or not.
    """
    from press.query import Field, Query
    from press.query_fields import BODIES
    from press.query_tree import fields

    asked = {
        ("agency" if field.name in BODIES else field.name, value)
        for field in fields(query.root)
        if field.name in _OPEN or field.name in BODIES
        for value in field.values
    }
    unknown = (
        (name, value)
        for name, value in sorted(asked)
        if not library.count(Query((Field(name, (value,)),)))
    )
    lines = (_unknown(name, value, config) for name, value in unknown)
    return list(itertools.islice(filter(None, lines), _TOLD))


def _read(text: str) -> "Query":
    """QUERY, read; on a terminal an error shows the place in it."""
    import sys

    from press.query import QueryError, parse

    try:
        return parse(text)
    except QueryError as error:
        if not sys.stderr.isatty():
            raise
        from tui.query_errors import in_words

        pointed = "\n".join(pointed_at(text, error.position, shutil.get_terminal_size().columns))
        raise UsageError(f"{in_words(error)}\n{pointed}") from error


def pointed_at(text: str, position: int, width: int) -> tuple[str, str]:
    """Two lines of at most `width` cells: `text` around `position`, and a sign below it."""
    from rich.cells import cell_len, chop_cells

    clean = "".join(c if c.isprintable() else " " for c in text)
    start = max(0, position - width // 2)
    before = ("  …" if start else "  ") + clean[start:position]
    shown = chop_cells(before + clean[position : position + width], width - 1)[0]
    return shown, " " * min(cell_len(before), width - 1) + "^"


def day_of(text: str | None, option: str) -> str | None:
    """A day given as an option, as ISO.

    Raises:
        UsageError: it is no day.
    """
    if text is None:
        return None
    from press.dates import PublishedDate, read_date

    # Read as from a page of a far future, for which no day is ahead.
    read = read_date(text, seen=_FAR_FUTURE) if _DAY.fullmatch(text.strip()) else None
    if not isinstance(read, PublishedDate):
        raise UsageError(f"{option} {text!r}: is no day; write 2025-10-13 or 13.10.2025")
    return read.value[:10]


def _check_known(name: str, values: list[str], config: str | None = None) -> None:
    from press.tables import nearest

    known = _names(name, config)
    for value in values:
        if value not in known:
            raise UsageError(f"--{name} {value!r}: no such {name}{nearest(value, known)}")


def _unknown(name: str, value: str, config: str | None) -> str | None:
    """What to say of an id that no article has; None where the registers know it."""
    from press.query_completion import Completer
    from press.tables import nearest

    known = _names(name, config)
    if value in known:
        return None
    asked = f"{name}:{value}"
    meant = [c.text for c in Completer({name: lambda: known}).candidates(asked, len(asked), _MEANT)]
    found = re.search('"(.*)"', nearest(value, known))
    if not meant and found:
        meant = [found[1]]
    hint = _(' (did you mean "{0}"?)').format(", ".join(meant)) if meant else ""
    return _(_OPEN[name]).format(value) + hint


def _names(name: str, config: str | None) -> "Names":
    """All topics, agencies or sources that there are, by id."""
    if name == "topic":
        from press import topics

        return {id_: [label] for id_, label in topics.labels().items()}
    if name == "agency":
        from press import agencies

        bodies = sorted(agencies.register().all(), key=lambda body: body.level != "bund")
        return {body.id: [body.name, *(alias.text for alias in body.aliases)] for body in bodies}
    from spiders.sources import catalogue
    from store.config import load_config

    own = load_config(config)
    return {source.id: [source.name] for source in catalogue(own)}
