"""``presselupe show``: one article as text or JSON."""

import argparse
from typing import TYPE_CHECKING

from cli.errors import UsageError, tell_notices
from tui.language import _, day_and_time, mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from press.article import Article

HELP = mark("show one article")
_LINE = 88
"""Cells of a line of text that still reads well."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add ID or URL, ``--json`` and ``--versions``."""
    parser.add_argument("article", metavar="ID|URL", help=_("an article's id or address"))
    parser.add_argument("--json", action="store_true", help=_("as JSON"))
    parser.add_argument("--versions", action="store_true", help=_("every version, oldest first"))


def run(options: argparse.Namespace) -> int:
    """Print the article, or all its versions."""
    import sys

    from store.config import data_path
    from store.export import export
    from store.library import Library

    library = Library(data_path(options.data))
    if options.versions:
        articles = library.versions(options.article)
    else:
        article = library.article(options.article)
        articles = [article] if article else []
    if not articles:
        raise UsageError(f"{options.article}: no such article; `presselupe search` finds ids")
    if options.json:
        export(articles, sys.stdout.buffer, "jsonl")
    else:
        twins = list(filter(None, map(library.article, articles[-1].twins)))
        print("\n\n\n".join(_wrapped(as_text(article, twins)) for article in articles))
    return tell_notices(library)


def as_text(article: "Article", twins: "Sequence[Article]" = ()) -> str:
    """An article as plain text for a terminal or a pipe.

    `twins` are the articles that say the same in edited words, the issuer's own first.
    """
    from press.dates import RefusedDate, read_date
    from tui.reasons import in_words

    lines = [article.kicker, article.title]
    if article.published:
        lines.append(f"{day_and_time(article.published)} ({_origin(article.published_origin)})")
    elif article.published_raw:
        read = read_date(article.published_raw)
        reason = f": {read.reason}" if isinstance(read, RefusedDate) else ""
        lines.append(f"{_('undated')} ({article.published_raw!r}{reason})")
    else:
        lines.append(_("undated"))
    head = [line for line in lines if line]
    agencies = ", ".join(f"{a.name} [{in_words(a.rule)}: {a.text}]" for a in article.agencies)
    topics = ", ".join(f"{t.label} [{in_words(t.rule)}]" for t in article.topics)
    facts = [
        f"{_('source')}: {article.source}",
        f"{_('agencies')}: {agencies}" if agencies else None,
        f"{_('topics')}: {topics}" if topics else None,
        f"{_('version')} {article.version}" if article.version > 1 else None,
        article.url,
        *(f"{_('also at')}: {url}" for url in _elsewhere(article)),
        *(
            f"{_('the same in other words')}: {each.source}, {each.id}, {each.url}"
            for each in twins
        ),
    ]
    parts = ["\n".join(head), article.lead, _body(article.body)]
    parts.append("\n".join(fact for fact in facts if fact))
    return "\n\n".join(part for part in parts if part)


def _elsewhere(article: "Article") -> "Iterator[str]":
    """Its addresses on other sites; those on its own are spellings of one address."""
    from urllib.parse import urlsplit

    seen = {urlsplit(article.url).netloc.removeprefix("www.")}
    for url in article.aliases:
        host = urlsplit(url).netloc.removeprefix("www.")
        if host not in seen:
            seen.add(host)
            yield url


def _body(body: str | None) -> str:
    """The body as it is kept, in Markdown, but without the backslashes that only programs need."""
    import re

    return re.sub(r"(?m)^\\", "", body or "")


def _wrapped(text: str) -> str:
    """`text` broken for the terminal, list items hanging; for a pipe it stays as it is."""
    import shutil
    import sys
    import textwrap

    if not sys.stdout.isatty():
        return text
    width = min(shutil.get_terminal_size().columns, _LINE)
    return "\n".join(
        textwrap.fill(
            line,
            width,
            subsequent_indent="  " if line.startswith(("- ", "> ")) else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    )


def _origin(origin: str | None) -> str:
    return {
        "lead": _("from the lead"),
        "list": _("from the list"),
        "feed": _("from the feed"),
        "json-ld": _("from structured data"),
        "meta": _("from the page's metadata"),
        "time": _("from the page's time element"),
        "print": _("from the print view"),
    }.get(origin or "", "")
