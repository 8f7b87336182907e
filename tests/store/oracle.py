"""What a query should find, worked out article by article from its text."""

from datetime import date
from functools import cache

from press import folding
from press.agencies import register
from press.article import Article
from press.query import Any, Field, Node, Not, Text
from press.query_dates import bounds
from press.query_fields import fold
from press.text import plain
from store.reader import ReaderState


def matches(node: Node, article: Article, today: date, reader: ReaderState) -> bool:
    if isinstance(node, Text):
        return _has_text(node, article)
    if isinstance(node, Field):
        return any(_has(node.name, value, article, today, reader) for value in node.values)
    if isinstance(node, Not):
        return not matches(node.node, article, today, reader)
    some = any if isinstance(node, Any) else all
    return some(matches(part, article, today, reader) for part in node.nodes)


def in_order(articles: list[Article]) -> list[Article]:
    """Newest first, undated last, equal times by id."""
    by_id = sorted(articles, key=lambda article: article.id)
    by_time = sorted(
        by_id, key=lambda a: (a.published or a.first_seen)[:16].ljust(16, "0"), reverse=True
    )
    return sorted(by_time, key=lambda article: article.published is None)


def _has_text(text: Text, article: Article) -> bool:
    tokens = _tokens(article)[: 1 if text.title else 4]
    if text.kind == "prefix":
        wanted = folding.prefix(text.text)
        return any(wanted.matches(token) for field in tokens for token in field)
    if text.kind == "word":
        keys = {key for field in tokens for token in field for key in token.keys}
        return set(folding.wanted(text.text)) <= keys
    phrase = folding.exact(folding.words(text.text))
    return any(_follow(phrase, [token.exact for token in field]) for field in tokens)


_known: dict[str, list[list[folding.Token]]] = {}


def _tokens(article: Article) -> list[list[folding.Token]]:
    """The tokens of title, kicker, lead and body."""
    key = article.id + article.content_hash
    if key not in _known:
        fields = (article.title, article.kicker, article.lead, plain(article.body))
        _known[key] = [[folding.analyse(w) for w in folding.words(f or "")] for f in fields]
    return _known[key]


def _follow(phrase: list[str], words: list[str]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))


def _has(name: str, value: str, article: Article, today: date, reader: ReaderState) -> bool:
    if name == "date":
        since, until = bounds(value, today)
        day = article.published and date.fromisoformat(article.published[:10])
        return bool(day) and (since or date.min) <= day <= (until or date.max)
    if name in ("lineage", "portfolio", "level"):
        return not _group(name, value).isdisjoint(_named(article))
    held = {
        "topic": [topic.id for topic in article.topics],
        "agency": _named(article),
        "issuer": [article.issuer],
        "actor": _named(article, role="lead"),
        "source": [article.source],
        "state": article.regions,
        "kind": [article.kind],
        "section": [article.section and fold(article.section)],
        "tag": [tag.casefold() for tag in reader.tags(article.id)],
        "is": [name for name, true in _states(article, reader).items() if true],
    }
    return (fold(value) if name == "section" else value.casefold() if name == "tag" else value) in (
        held[name]
    )


def _named(article: Article, role: str | None = None) -> list[str]:
    """The issuer, and the bodies that the article names (in this role)."""
    named = [each.id for each in article.agencies if role in (None, each.role)]
    return [*filter(None, [article.issuer]), *named]


_REGISTER = register()


@cache
def _before(id_: str) -> set[str]:
    body = _REGISTER.get(id_)
    return {id_}.union(*map(_before, body.predecessors if body else ()))


@cache
def _group(name: str, value: str) -> set[str]:
    if name == "lineage":
        return _before(value) | {b.id for b in _REGISTER.all() if value in _before(b.id)}
    if name == "portfolio":
        below = {b.id for b in _REGISTER.all() if value in _REGISTER.parents(b.id)}
        return {value} | below
    return {body.id for body in _REGISTER.all() if value in (body.level, body.region)}


def _states(article: Article, reader: ReaderState) -> dict[str, bool]:
    return {
        "read": reader.is_read(article.id),
        "unread": not reader.is_read(article.id),
        "starred": reader.is_starred(article.id),
        "changed": article.changed is not None,
        "undated": article.published is None,
        "degraded": bool(article.degraded),
        "new": reader.visits.is_new(article.first_seen),
        "gone": article.gone is not None,
    }
