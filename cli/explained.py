"""How a query was understood, what each part of it finds, and why it finds what it finds."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.hits import head, print_cut
from cli.output import terminal
from press.article import Article
from press.query import Query, parse
from press.query_explain import Marks, Part, Reason, explain, understood
from store.library import Library
from tui.language import _, number
from tui.query_explained import Why, keys, meaning, reasons

_LOOKED_INTO = 5
"""Articles that examples of a word are taken from."""
_EXAMPLES = 4
"""Examples of a word that are shown."""
_EXAMPLED = 20
"""Words that examples are looked for."""
_WIDEST = 30
"""Cells of a part of the query beside its reasons."""


class _Found(msgspec.Struct, frozen=True):
    """How many articles a part of the query finds alone, and as which words."""

    total: int
    examples: tuple[str, ...]


class _Answer(NamedTuple):
    """What is to be told: the query's parts, what each finds, and hits with their reasons."""

    query: Query
    parts: tuple[Part, ...]
    found: Mapping[str, _Found]
    total: int
    hits: Iterator[tuple[Article, tuple[Reason, ...]]]


def print_explained(library: Library, query: Query, limit: int | None, *, as_json: bool) -> None:
    """The parts of the query with what each finds alone, then the newest hits with their reasons.

    A terminal gets tables, a pipe a line per part and per reason; JSON is one object.
    """
    today = date.today()  # noqa: DTZ011 - the reader's own day is meant
    parts = understood(query, today)
    articles = itertools.islice(library.articles(query), limit)
    hits = ((each, explain(query, each, _marks(library, each), today)) for each in articles)
    answer = _Answer(query, parts, _finds(library, parts, today), library.count(query), hits)
    console = None if as_json else terminal()
    if as_json:
        print(msgspec.json.encode(_as_json(answer)).decode())
    elif console is None:
        _print_plain(answer)
    else:
        _print_tables(console, answer)


def _marks(library: Library, article: Article) -> Marks:
    reader = library.reader
    id_ = article.id
    tags, new = tuple(reader.tags(id_)), reader.visits.is_new(article.first_seen)
    return Marks(reader.is_read(id_), reader.is_starred(id_), tags, new)


def _finds(library: Library, parts: Sequence[Part], today: date) -> dict[str, _Found]:
    """What each part finds alone, by its text."""
    found: dict[str, _Found] = {}
    exampled = 0
    for part in _all(parts):
        alone = parse(part.asked)
        examples: tuple[str, ...] = ()
        if part.kind in ("word", "prefix") and exampled < _EXAMPLED:
            exampled += 1
            articles = itertools.islice(library.articles(alone), _LOOKED_INTO)
            examples = _examples(alone, articles, today)
        found[part.asked] = _Found(library.count(alone), examples)
    return found


def _examples(query: Query, articles: Iterator[Article], today: date) -> tuple[str, ...]:
    """Different spellings of a word, as articles have it."""
    words = (
        word
        for article in articles
        for reason in explain(query, article, Marks(), today)
        for evidence in reason.evidence
        for word in evidence.words
    )
    return tuple(itertools.islice(dict.fromkeys(words), _EXAMPLES))


def _all(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _all(part.parts)


def _as_json(answer: _Answer) -> dict[str, Any]:
    return {
        "query": str(answer.query),
        "total": answer.total,
        "parts": [_part_as_json(part, answer.found) for part in answer.parts],
        "hits": [
            {"id": a.id, "url": a.url, "title": a.title, "published": a.published, "why": why}
            for a, why in answer.hits
        ],
    }


def _part_as_json(part: Part, found: Mapping[str, _Found]) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.structs.asdict(part)
    inner = [_part_as_json(each, found) for each in part.parts]
    return fields | msgspec.structs.asdict(found[part.asked]) | {"parts": inner}


def _note(part: Part, found: _Found) -> str:
    """What a word is compared by, and examples of what it finds."""
    examples = _("e.g. {0}").format(", ".join(found.examples)) if found.examples else ""
    return "; ".join(filter(None, (keys(part), examples)))


def _print_plain(answer: _Answer) -> None:
    for line in meaning(answer.parts):
        finds = answer.found[line.part.asked]
        print("  " * line.depth + line.text, finds.total, _note(line.part, finds), sep="\t")
    print(_("all together"), answer.total, "", sep="\t")
    for article, why in answer.hits:
        print()
        print(article.id, article.published or "-", article.source, article.title or "-", sep="\t")
        for each in reasons(why):
            print("  " * each.depth + each.asked, each.text, sep="\t")


def _print_tables(console: Console, answer: _Answer) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    table.add_column(_("understood as"), max_width=console.width // 2)
    table.add_column(_("hits"), justify="right", no_wrap=True)
    table.add_column("", style="dim")
    for line in meaning(answer.parts):
        finds = answer.found[line.part.asked]
        text = Padding(Text(line.text), (0, 0, 0, 2 * line.depth))
        table.add_row(text, number(finds.total), Text(_note(line.part, finds)))
    table.add_row(Text(_("all together"), "bold"), Text(number(answer.total), "bold"), "")
    console.print(table, highlight=False)
    for article, why in answer.hits:
        console.print()
        print_cut(console, head(article, answer.query.words(), len(article.source)))
        console.print(_reasons(list(reasons(why)), console.width), highlight=False)


def _reasons(lines: Sequence[Why], width: int) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 2), show_header=False)
    table.add_column(max_width=min(_WIDEST, width // 3), style="bold", overflow="fold")
    table.add_column()
    for line in lines:
        table.add_row(Text("  " * line.depth + line.asked), Text(line.text))
    return table
