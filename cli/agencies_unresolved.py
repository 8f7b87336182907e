"""``presselupe agencies unresolved``: names in the archive that the register does not resolve."""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from tui.language import _, mark

if TYPE_CHECKING:
    from press.article import Article
    from press.mentions import Unresolved

_EXAMPLES = 3
"""Sentences that a name is shown with."""
_PAUSE = 0.2
"""Seconds between two lines of progress."""
_LIMIT = 50
_OUTCOMES = {"ambiguous": mark("ambiguous"), "unknown": mark("not in the register")}


def unresolved(options: argparse.Namespace) -> int:
    """Print the names by how many articles have them, each with sentences and their articles."""
    import msgspec

    from cli.errors import tell_notices
    from press.query import parse
    from store.config import data_path
    from store.library import Library

    query = parse(" ".join(options.words))
    library = Library(data_path(options.data))
    lively = sys.stderr.isatty() and not options.quiet
    articles = library.articles(query)
    counted = _counted(_told(articles, library.count(query)) if lively else articles, options)
    limit = _LIMIT if options.limit is None else options.limit
    names = counted[: limit or None]
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(names)).decode())
    else:
        for name in names:
            print(*_lines(name), sep="\n")
    return tell_notices(library)


def _counted(articles: Iterable["Article"], options: argparse.Namespace) -> list[dict[str, object]]:
    """Every name with the number of its articles and the first sentences, most frequent first."""
    from press.agencies import register
    from spiders.sources import load
    from store.config import load_config

    config = load_config(options.config)
    lands = {source.id: source.land for source in load(config.sources, where=config.path)}
    known = register()
    counts: dict[tuple[str, str], int] = {}
    found: dict[tuple[str, str], list[tuple[Article, Unresolved]]] = {}
    for article in articles:
        names = known.unresolved(
            title=article.title,
            kicker=article.kicker,
            lead=article.lead,
            body=article.body,
            land=lands.get(article.source),
            on=date.fromisoformat(article.published[:10]) if article.published else None,
        )
        for key, name in {(name.outcome, name.text): name for name in reversed(names)}.items():
            counts[key] = counts.get(key, 0) + 1
            examples = found.setdefault(key, [])
            if len(examples) < _EXAMPLES:
                examples.append((article, name))
    return [
        {
            "text": text,
            "outcome": outcome,
            "articles": counts[outcome, text],
            "candidates": found[outcome, text][0][1].candidates,
            "examples": [
                {"id": article.id, "url": article.url, "sentence": name.sentence}
                for article, name in found[outcome, text]
            ],
        }
        for outcome, text in sorted(counts, key=lambda key: (-counts[key], key))
    ]


def _lines(name: dict[str, object]) -> Iterator[str]:
    ids = name["candidates"]
    candidates = f": {', '.join(ids)}" if isinstance(ids, list) and ids else ""
    yield f"{name['articles']}\t{name['text']}\t{_(_OUTCOMES[str(name['outcome'])])}{candidates}"
    examples = name["examples"]
    for example in examples if isinstance(examples, list) else []:
        yield f"\t{example['sentence']}"
        yield f"\t{example['id']} {example['url']}"


def _told(articles: Iterable["Article"], total: int) -> Iterator["Article"]:
    """The articles, with a line on the terminal that says how many have been gone through."""
    from tui.language import number

    told_at = 0.0
    for done, article in enumerate(articles):
        now = time.monotonic()
        if now - told_at > _PAUSE:
            told_at = now
            line = _("{done} of {total} articles").format(done=number(done), total=number(total))
            print(f"\r{line}\x1b[K", end="", file=sys.stderr, flush=True)
        yield article
    print("\r\x1b[K", end="", file=sys.stderr, flush=True)
