"""Hits as lines: on a terminal with what was found marked, in a pipe plain."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from cli.output import terminal
from press import query_tree
from press.article import Article
from press.folding import spans
from press.query import Query
from press.query_snippet import snippet
from press.text import kicker_beside
from store.library import Library, Row
from tui.language import _, day

_HIT = "bold red"
"""How a hit is marked."""
_GAP = 2
_ID = 16


def print_hits(library: Library, query: Query, rows: Sequence[Row]) -> None:
    """A line per hit: id, date, source, title; below it, on a terminal, the place of the hit."""
    console = terminal()
    if console is None:
        for row in rows:
            print(row.id, row.published or "-", row.source, row.title or "-", sep="\t")
    elif rows:
        _print_marked(console, rows, query.words(), _articles(library, query, rows))


def head(row: Row | Article, words: Sequence[query_tree.Text], source_width: int) -> Text:
    """The line of a hit, with the words of the query marked in its title."""
    published = day(row.published) if row.published else "–"
    line = _columns(row.id, published, row.source, source_width)
    kicker = kicker_beside(row.title, row.kicker)
    if kicker:
        line.append_text(_marked(f"{kicker}: ", spans(kicker, words)))
    title = row.title or "–"
    return line.append_text(_marked(title, spans(title, words, title=True)))


def _print_marked(
    console: Console,
    rows: Sequence[Row],
    words: Sequence[query_tree.Text],
    articles: Iterator[Article | None],
) -> None:
    widest = max(len(_("source")), *(len(row.source) for row in rows))
    top = _columns(_("id"), _("date"), _("source"), widest).append(_("title"))
    top.stylize("bold")
    print_cut(console, top)
    for row, article in zip(rows, articles, strict=True):
        print_cut(console, head(row, words, widest))
        indent = _ID + _GAP
        found = article and snippet(article, words, console.width - indent)
        if found:
            print_cut(console, _marked(" " * indent, ()).append_text(_marked(*found)))


def _articles(library: Library, query: Query, rows: Sequence[Row]) -> Iterator[Article | None]:
    """The article of each row where words were asked for; None where the archive has lost it."""
    articles = library.articles(query) if query.words() else iter(())
    article = next(articles, None)
    for row in rows:
        if article and article.id == row.id:
            yield article
            article = next(articles, None)
        else:
            yield None


def _columns(id_: str, published: str, source: str, source_width: int) -> Text:
    gap = " " * _GAP
    date_width = len(day("2000-01-10"))
    return Text(f"{id_:{_ID}}{gap}{published:{date_width}}{gap}{source:{source_width}}{gap}")


def _marked(text: str, hits: Sequence[tuple[int, int]]) -> Text:
    line = Text(text)
    for start, end in hits:
        line.stylize(_HIT, start, end)
    return line


def print_cut(console: Console, line: Text) -> None:
    """One line of the terminal, with an ellipsis where it ends too early."""
    line.truncate(console.width, overflow="ellipsis")
    console.print(line, no_wrap=True, overflow="ignore", crop=False, highlight=False)
