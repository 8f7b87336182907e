"""``presselupe purge``: delete articles for good."""

import argparse
import sys
from typing import TYPE_CHECKING

from cli.errors import UsageError
from tui.language import _, mark, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from press.article import Article
    from store.library import Library

HELP = mark("delete articles for good; only shows them without --yes")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what is to go, and the word that does it."""
    from cli.filters import add_filters

    parser.add_argument("query", metavar="QUERY", nargs="*", help=_("words and filters"))
    parser.add_argument(
        "--url", metavar="URL", action="append", help=_("this article, by address or id")
    )
    parser.add_argument(
        "--older-than",
        metavar="DAYS",
        help=_("published, or if undated first seen, more than so many days ago"),
    )
    parser.add_argument("--yes", action="store_true", help=_("delete them"))
    parser.add_argument("--dry-run", action="store_true", help=_("delete nothing; report only"))
    add_filters(parser)


def run(options: argparse.Namespace) -> int:
    """Print a line per article that goes (or would), and how many on stderr.

    Raises:
        UsageError: nothing was named, or not clearly.
    """
    from store.config import data_path
    from store.library import Library
    from store.lock import hold
    from store.purging import complete

    chooser = _Chooser(options)
    data = data_path(options.data)
    if not options.yes or options.dry_run:
        found = _print_each(chooser.articles(_sound(Library(data))))
        told = ngettext(
            "{n} article would be deleted; --yes deletes it",
            "{n} articles would be deleted; --yes deletes them",
            found,
        )
        print(told, file=sys.stderr)
        return 0
    with hold(data, what="purge"):
        complete(data)
        gone = _purge(data, chooser.articles(_sound(Library(data))))
    if not options.quiet:
        print(ngettext("{n} article deleted", "{n} articles deleted", gone), file=sys.stderr)
    return 0


def _purge(data: "Path", articles: "Iterator[Article]") -> int:
    from store.purging import purge

    chosen = list(articles)
    gone = max(purge(data, chosen), default=0)
    _print_each(chosen)
    return gone


def _sound(library: "Library") -> "Library":
    """The library, if what it finds is all that there is.

    Raises:
        UsageError: archive and index are not level.
    """
    if not library.is_sound:
        problems = "; ".join(library.notices) or "the search index is not up to date"
        raise UsageError(f"purge: not all articles can be seen: {problems}; run presselupe verify")
    return library


def _print_each(articles: "Iterator[Article] | list[Article]") -> int:
    count = 0
    for article in articles:
        print(article.id, article.published or "-", article.source, article.title or "-", sep="\t")
        count += 1
    return count


class _Chooser:
    """What the command line names."""

    def __init__(self, options: argparse.Namespace) -> None:
        from cli.filters import query_of
        from press.query import Query

        self._options = options
        self._urls: list[str] = options.url or []
        self._before = _cutoff(options.older_than)
        self._query = query_of(options, " ".join(options.query))
        named = self._query != Query() or self._before
        if not named and not self._urls:
            raise UsageError(
                "purge: name what is to go: QUERY, --source, --url, --older-than, --until, …"
            )
        if named and self._urls:
            raise UsageError("purge: --url stands alone, without QUERY and filters")

    def articles(self, library: "Library") -> "Iterator[Article]":
        """The articles named.

        Raises:
            UsageError: there is none at an address, or no such source.
        """
        from cli.filters import tell_unknown

        tell_unknown(self._options, self._query, library)
        for url in self._urls:
            article = library.article(url)
            if article is None:
                raise UsageError(f"{url}: no such article")
            yield article
        if self._urls:
            return
        for article in library.articles(self._query):
            if self._before is None or (article.published or article.first_seen) < self._before:
                yield article


def _cutoff(days: str | None) -> str | None:
    """The first day that stays.

    Raises:
        UsageError: it is no number of days.
    """
    from datetime import date, timedelta

    from store.health import today

    if days is None:
        return None
    digits = days.lstrip("0")
    if not (digits.isdecimal() and digits.isascii()):
        raise UsageError(f"--older-than {days!r}: is no number of days; write 730")
    # The calendar begins in the year 1, within seven digits of days.
    age = min(int(digits[:7]), (today() - date.min).days)
    return (today() - timedelta(days=age)).isoformat()
