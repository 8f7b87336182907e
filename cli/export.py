"""``presselupe export``: articles as JSON Lines, JSON, CSV, Markdown or plain text."""

import argparse

from cli.errors import tell_notices
from cli.filters import add_filters, query_of, tell_unknown
from tui.language import _, mark, ngettext

HELP = mark("export articles")
FORMATS = ("jsonl", "json", "csv", "md", "txt")
"""As `store.export_formats` has them, said again so that ``--help`` need not load them."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add QUERY, ``--format``, ``-o`` and the filters."""
    parser.add_argument("query", metavar="QUERY", nargs="*", help=_("words and filters"))
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="jsonl",
        help=_("JSON Lines, a JSON array, a table for spreadsheets, Markdown, plain text"),
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help=_("a file; - is stdout")
    )
    add_filters(parser)


def run(options: argparse.Namespace) -> int:
    """Write the articles, newest first; how many goes to stderr if a file is written."""
    import sys
    from pathlib import Path

    from cli.output import write_output
    from store.config import data_path
    from store.export_formats import write
    from store.library import Library

    query = query_of(options, " ".join(options.query))
    library = Library(data_path(options.data))
    tell_unknown(options, query, library)
    articles = library.records(query)
    if options.output == "-":
        write(articles, sys.stdout.buffer, options.format)
        return tell_notices(library)
    path = Path(options.output)
    count = write_output(path, lambda out: write(articles, out, options.format))
    if not options.quiet:
        print(f"{path}: " + ngettext("{n} article", "{n} articles", count), file=sys.stderr)
    return tell_notices(library)
