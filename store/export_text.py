"""Articles as texts for people: Markdown and plain text, streaming.

What a page says never becomes markup: in Markdown every sign that would mean something stands
behind a backslash, so that a reader sees the words as they were printed. There are no labels, so
the files are the same whatever language the reader speaks; days are written as ISO dates.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import BinaryIO, Literal

from press.article import Article
from press.text import Block, blocks_of, clean_line, clean_text

TextFormat = Literal["md", "txt"]

_LINE = 2_000_000
_MEANING = re.compile(r"[\\`*_\[\]<>&~|$]")
_AT_LINE_START = re.compile(r"^(?:(\d{1,9})([.)])(?=\s|$)|([-+=#]))")
_LINKABLE = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_RULES = {"md": "\n\n---\n\n", "txt": "\n\n" + "=" * 72 + "\n\n"}
"""What stands between two articles."""


def export_text(articles: Iterable[Article], out: BinaryIO, format: TextFormat) -> int:  # noqa: A002
    """Write articles one after another and return how many; UTF-8, LF."""
    write = as_markdown if format == "md" else as_text
    count = 0
    for article in articles:
        text = (_RULES[format] if count else "") + write(article)
        out.write(text.encode())
        count += 1
    if count:
        out.write(b"\n")
    return count


def as_markdown(article: Article) -> str:
    """An article as CommonMark: title, facts, address, lead, body, names."""
    kicker = clean_line(article.kicker or "")
    facts = [f"**{escaped(kicker)}**" if kicker else "", *map(escaped, _facts(article))]
    lead = clean_line(article.lead or "", _LINE)
    url = clean_line(article.url)
    parts = [
        f"# {escaped(_title(article))}",
        " · ".join(filter(None, facts)),
        f"<{url}>" if _LINKABLE.fullmatch(url) else escaped(url),
        f"**{escaped(lead)}**" if lead else "",
        _body(article, _markdown_block),
        *map(escaped, _names(article)),
    ]
    return "\n\n".join(filter(None, parts))


def as_text(article: Article) -> str:
    """An article as plain text, a paragraph on one line; for reading and for pipes."""
    head = [clean_line(article.kicker or ""), _title(article), " · ".join(_facts(article))]
    parts = [
        "\n".join(filter(None, [*head, clean_line(article.url)])),
        clean_text(article.lead or ""),
        plain_body(article),
        *_names(article),
    ]
    return "\n\n".join(filter(None, parts))


def plain_body(article: Article) -> str:
    """The body without Markdown; list items have a bullet or their number, quotes a bar."""
    return _body(article, _plain_block)


def escaped(text: str) -> str:
    """`text` so that CommonMark shows it as it is, wherever in a line it stands."""
    return _AT_LINE_START.sub(r"\1\\\2\3", _MEANING.sub(r"\\\g<0>", text))


def _title(article: Article) -> str:
    return clean_line(article.title or "") or "–"


def _facts(article: Article) -> Iterator[str]:
    """When, from where, from whom."""
    if article.published:
        at = article.published
        yield at[:10] + (f" {at[11:16]}" if article.published_precision == "minute" else "")
    elif article.published_raw:
        yield f"({clean_line(article.published_raw)})"
    yield clean_line(article.source)
    if article.section:
        yield clean_line(article.section)


def _names(article: Article) -> Iterator[str]:
    """The public bodies on a line, the topics on another."""
    yield ", ".join(clean_line(agency.name) for agency in article.agencies)
    yield ", ".join(clean_line(topic.label) for topic in article.topics)


def _body(article: Article, write: Callable[[Block, int], str]) -> str:
    """The blocks, each written by `write` with its number in its list; lists stand close."""
    blocks = [block for block in blocks_of(clean_text(article.body or "")) if block.text.strip()]
    if not blocks:
        return ""
    number = 1
    parts = [write(blocks[0], number)]
    for before, block in pairwise(blocks):
        in_list = block.kind == before.kind and block.kind in ("item", "numbered")
        number = number + 1 if in_list else 1
        parts.append(("\n" if in_list else "\n\n") + write(block, number))
    return "".join(parts)


def _markdown_block(block: Block, number: int) -> str:
    text = escaped(block.text)
    match block.kind:
        case "subhead":
            return f"## {text}"
        case "item":
            return f"- {text}"
        case "numbered":
            return f"{number}. {text}"
        case "quote":
            return f"> {text}"
        case _:
            return text


def _plain_block(block: Block, number: int) -> str:
    signs = {"item": "• ", "numbered": f"{number}. ", "quote": "│ "}
    return signs.get(block.kind, "") + block.text
