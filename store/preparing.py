"""Articles made ready for the index."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from press.article import Article
from store import documents


class Prepared(NamedTuple):
    """What the index takes: fields by article id; lines on articles that cannot be indexed.

    `changed` is the instant of the newest change among them.
    """

    fields: dict[str, dict[str, Any]]
    refused: list[str]
    changed: str | None


def prepare(articles: Iterable[Article]) -> Prepared:
    """Make articles ready for the index."""
    fields: dict[str, dict[str, Any]] = {}
    refused: list[str] = []
    changed: str | None = None
    for article in articles:
        try:
            fields[article.id] = documents.fields(article)
        except ValueError as error:
            refused.append(f"{article.url}: not indexed: {str(error).splitlines()[0][:200]}")
        else:
            newest = article.changed or article.first_seen
            changed = max(changed or newest, newest)
    return Prepared(fields, refused, changed)
