"""``presselupe search``: hits as a table or as JSON; counts of them; why they are found."""

import argparse
from typing import TYPE_CHECKING

from cli.errors import UsageError, tell_notices
from cli.filters import add_filters, query_of, tell_unknown
from tui.language import _, mark, ngettext, number

if TYPE_CHECKING:
    from press.query import Query
    from store.library import Library

HELP = mark("search the archive")

_HITS, _EXPLAINED = 50, 10
"""How many hits are shown, and how many with their reasons."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add QUERY, ``--json``, ``--limit``, what else to show, and the filters."""
    parser.add_argument("query", metavar="QUERY", nargs="*", help=_("words and filters"))
    parser.add_argument(
        "--json", action="store_true", help=_("as JSON; hits as whole articles, one per line")
    )
    parser.add_argument(
        "--limit",
        type=_natural,
        metavar="N",
        help=_("how many hits (50), or values of each facet; 0 for all"),
    )
    views = parser.add_mutually_exclusive_group()
    views.add_argument("--count", action="store_true", help=_("print only how many there are"))
    views.add_argument(
        "--facets",
        action="store_true",
        help=_("how many have each topic, agency, source, Land and kind"),
    )
    views.add_argument(
        "--histogram",
        nargs="?",
        const="month",
        choices=("day", "week", "month"),
        help=_("how many there are per day, week or month (month)"),
    )
    views.add_argument(
        "--explain",
        action="store_true",
        help=_("how QUERY is understood, and why each hit is one"),
    )
    add_filters(parser)


def run(options: argparse.Namespace) -> int:
    """Print what was asked for; how many hits there are goes to stderr."""
    from store.config import data_path
    from store.library import Library

    if options.limit is not None and (options.count or options.histogram):
        raise UsageError("--limit: says nothing beside --count and --histogram")
    query = query_of(options, " ".join(options.query))
    library = Library(data_path(options.data))
    tell_unknown(options, query, library)
    if options.count:
        print(library.count(query))
    elif options.facets or options.histogram:
        _print_figures(library, query, options)
    elif options.explain:
        from cli.explained import print_explained

        limit = _limit(options, _EXPLAINED)
        print_explained(library, query, limit, as_json=options.json)
    else:
        _print_hits(library, query, options)
    return tell_notices(library)


def _natural(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 on")
    return int(text)


def _limit(options: argparse.Namespace, usual: int) -> int | None:
    """How many hits to show; None: all."""
    return (usual if options.limit is None else options.limit) or None


def _print_hits(library: "Library", query: "Query", options: argparse.Namespace) -> None:
    import itertools

    limit = _limit(options, _HITS)
    if options.json:
        import sys

        from store.export import export

        export(itertools.islice(library.records(query), limit), sys.stdout.buffer, "jsonl")
        return
    from cli.hits import print_hits

    total = library.count(query)
    rows = library.rows(query, 0, total if limit is None else min(limit, total))
    print_hits(library, query, rows)
    told = _hits(total)
    if len(rows) < total:
        told += ", " + ngettext("the newest shown", "the {n} newest shown", len(rows))
    elif query and not total:
        told += "; " + _("--explain shows how many each part of the query finds")
    _tell(options, told)


def _print_figures(library: "Library", query: "Query", options: argparse.Namespace) -> None:
    from cli.figures import print_facets, print_histogram

    total = library.count(query)
    told = _hits(total)
    if options.facets:
        facets = library.facets(query)
        print_facets(facets, query, limit=options.limit, as_json=options.json)
    else:
        counts = library.histogram(query, options.histogram)
        print_histogram(counts, options.histogram, as_json=options.json)
        undated = total - sum(counts.values())
        if undated:
            told += ", " + _("{0} without a date left out").format(number(undated))
    _tell(options, told)


def _hits(total: int) -> str:
    return ngettext("{n} hit", "{n} hits", total)


def _tell(options: argparse.Namespace, line: str) -> None:
    import sys

    if not options.quiet:
        print(line, file=sys.stderr)
