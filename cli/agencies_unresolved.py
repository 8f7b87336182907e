"""``presselupe agencies unresolved``: names in the archive that the register does not resolve."""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from cli.output import terminal
from tui.language import _, mark

if TYPE_CHECKING:
    from rich.padding import Padding
    from rich.text import Text

    from press.article import Article
    from press.mentions import Unresolved

_EXAMPLES = 3
"""Sentences that a name is shown with."""
_PAUSE = 0.2
"""Seconds between two lines of progress."""
_LIMIT = 50
_OUTCOMES = {
    "ambiguous": mark("ambiguous"),
    "land unclear": mark("Land unclear"),
    "unknown": mark("not in the register"),
}
_INDENT = 8


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
        _print(names)
    return tell_notices(library)


def _counted(articles: Iterable["Article"], options: argparse.Namespace) -> list[dict[str, object]]:
    """Every name with the number of its articles and the first sentences, most frequent first."""
    from press.agencies import register
    from spiders.sources import catalogue
    from store.config import load_config

    config = load_config(options.config)
    lands = {source.id: source.land for source in catalogue(config)}
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


def _verdict(name: dict[str, object]) -> str:
    """Why a name is not resolved, with the bodies that it may mean."""
    ids = name["candidates"]
    if not isinstance(ids, list) or not ids:
        return _(_OUTCOMES["unknown"])
    # Of one body alone what is missing is a word on where: the text might mean another Land's.
    outcome = "land unclear" if len(ids) == 1 else "ambiguous"
    return f"{_(_OUTCOMES[outcome])}: {', '.join(ids)}"


def _print(names: Iterable[dict[str, object]]) -> None:
    """The names with their sentences; without a terminal tabs between the columns."""
    console = terminal()
    for name in names:
        if console is None:
            print(name["articles"], name["text"], _verdict(name), sep="\t")
        else:
            console.print(_headed(name), soft_wrap=False)
        examples = name["examples"]
        for example in examples if isinstance(examples, list) else []:
            if console is None:
                print(f"\t{example['sentence']}", f"\t{example['id']} {example['url']}", sep="\n")
            else:
                console.print(_indented(example["sentence"]))
                console.print(_indented(example["id"], "dim"))


def _headed(name: dict[str, object]) -> "Text":
    from rich.text import Text

    line = Text(f"{name['articles']:>{_INDENT - 2}}  ")
    return line.append(str(name["text"]), "bold").append(f"  {_verdict(name)}")


def _indented(text: str, style: str = "") -> "Padding":
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(text, style), (0, 0, 0, _INDENT))


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
