"""What an article leads to: its page, the same story elsewhere, related articles, addresses."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from press.article import Article
from press.text import clean_line, plain
from tui.language import _, day, mark

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"„“”‚‘’]+[^\s<>\"„“”‚‘’.,;:!?)\]}]")
_MOST = 200
"""Links of one article that are listed."""

PAGE = mark("Page")
TWIN = mark("Same story")
RELATED = mark("Related")
IN_TEXT = mark("In the text")
PICTURE = mark("Picture")


class Link(NamedTuple):
    """A link: of what kind, how it is called, where it leads, and the article there, if kept."""

    kind: str
    title: str
    url: str
    article_id: str | None = None


def links_of(article: Article, twins: Mapping[str, Article], kept: Mapping[str, str]) -> list[Link]:
    """The links of an article in the order of their numbers, each address once.

    `twins` are those that the archive has, by id; `kept` gives the ids of articles that the
    archive has, by address.
    """
    found: dict[str, Link] = {}
    for link in _links(article, twins):
        url = clean_line(link.url)
        id_ = None if link.kind == _(PAGE) else link.article_id or kept.get(link.url)
        found.setdefault(url, link._replace(url=url, article_id=id_))
    return list(found.values())[:_MOST]


def addresses(article: Article) -> list[str]:
    """The addresses that may be other articles'."""
    return [link.url for link in _links(article, {})][1:_MOST]


def _links(article: Article, twins: Mapping[str, Article]) -> Iterator[Link]:
    yield Link(_(PAGE), clean_line(article.title or "") or _("(without title)"), article.url)
    for id_ in article.twins:
        twin = twins.get(id_)
        if twin:
            yield Link(_(TWIN), _told(twin), twin.url, id_)
    for related in article.related:
        date = f"{day(related.published)}  " if related.published else ""
        yield Link(_(RELATED), date + clean_line(related.title or related.url), related.url)
    for address in _ADDRESS.findall(plain(article.body)):
        url = address if "://" in address else f"https://{address}"
        yield Link(_(IN_TEXT), clean_line(address), url)
    if article.image and article.image.url:
        title = article.image.caption or article.image.alt or article.image.url
        yield Link(_(PICTURE), clean_line(title), article.image.url)


def _told(twin: Article) -> str:
    date = day(twin.published) if twin.published else _("Without date")
    title = clean_line(twin.title or "") or _("(without title)")
    return f"{date}  {title} ({clean_line(twin.source)})"
