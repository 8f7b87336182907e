"""``presselupe search``: hits as a table, or as JSON."""

import argparse
from typing import TYPE_CHECKING

from cli.errors import tell_notices
from cli.filters import add_filters, query_of
from tui.language import _, mark, ngettext

if TYPE_CHECKING:
    from store.library import Row

HELP = mark("search the archive")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add QUERY, ``--json``, ``--limit`` and the filters."""
    parser.add_argument("query", metavar="QUERY", nargs="*", help=_("words and filters"))
    parser.add_argument("--json", action="store_true", help=_("whole articles as JSON Lines"))
    parser.add_argument(
        "--limit", type=int, default=50, metavar="N", help=_("how many hits (50; 0 for all)")
    )
    parser.add_argument("--count", action="store_true", help=_("print only how many there are"))
    add_filters(parser)


def run(options: argparse.Namespace) -> int:
    """Print the newest hits; the count goes to stderr."""
    import itertools
    import sys

    from store.config import data_path
    from store.export import export
    from store.library import Library

    query = query_of(options, " ".join(options.query))
    library = Library(data_path(options.data))
    if options.count:
        print(library.count(query))
        return tell_notices(library)
    limit = options.limit if options.limit > 0 else None
    if options.json:
        export(itertools.islice(library.articles(query), limit), sys.stdout.buffer, "jsonl")
        return tell_notices(library)
    total = library.count(query)
    rows = library.rows(query, 0, total if limit is None else min(limit, total))
    _print_table(rows)
    if not options.quiet:
        told = ngettext("{n} hit", "{n} hits", total)
        if len(rows) < total:
            told += ", " + ngettext("the newest shown", "the {n} newest shown", len(rows))
        print(told, file=sys.stderr)
    return tell_notices(library)


def _print_table(rows: "list[Row]") -> None:
    """A line per hit: id, date, source, title; cut to the terminal's width on a terminal only."""
    import sys

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    if not sys.stdout.isatty():
        for row in rows:
            print(row.id, row.published or "-", row.source, row.title or "-", sep="\t")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(_("id"), no_wrap=True, min_width=16)
    table.add_column(_("date"), no_wrap=True, min_width=10)
    table.add_column(_("source"), no_wrap=True)
    table.add_column(_("title"), no_wrap=True, overflow="ellipsis", ratio=1)
    for row in rows:
        title = f"{row.kicker}: {row.title}" if row.kicker else row.title or "–"
        table.add_row(row.id, (row.published or "–")[:10], row.source, Text(title))
    Console().print(table)
