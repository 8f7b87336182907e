"""Bodies, figures and headings as markup, with the irregularities that real editors leave."""

import html
import re
from collections.abc import Iterator
from itertools import groupby

from demo.texts import PressText
from press.article import Image
from press.text import Block

_NOUN = re.compile(r" (der|die|das|dem|den|des|eine?) ([A-ZÄÖÜ][\w-]+)")
_LONG_WORD = re.compile(r"\b(\w{7})(\w{7,})")
_BLANKS_BEFORE_LINKS = (" ", "\n      ", "&nbsp;", " ")


def body_html(text: PressText, *, subhead: str, link: str) -> str:
    """The body: paragraphs, subheads, lists, quotes.

    `subhead` is the template of a subhead (with ``{text}``), `link` the target of running links.
    """
    parts: list[str] = []
    for kind, group in groupby(text.blocks, key=lambda block: block.kind):
        blocks = list(group)
        if kind in ("item", "numbered"):
            tag = "ul" if kind == "item" else "ol"
            items = "\n".join(f"  <li>{html.escape(block.text)}</li>" for block in blocks)
            parts.append(f"<{tag}>\n{items}\n</{tag}>")
        elif kind == "subhead":
            parts += [subhead.format(text=html.escape(block.text)) for block in blocks]
        else:
            parts += _paragraphs(text, blocks, link)
    if "nbsp" in text.traits:
        parts.insert(2, "<p>&nbsp;</p>")
        parts.append("<p>\u00a0</p>")
    return "\n".join(parts)


def _paragraphs(text: PressText, blocks: list[Block], link: str) -> Iterator[str]:
    for number, block in enumerate(blocks):
        made = html.escape(block.text, quote=False)
        if "soft-hyphens" in text.traits:
            made = _LONG_WORD.sub("\\1\u00ad\\2", made)
        if "linked" in text.traits and number % 2 == 0:
            made = _linked(made, link, number + text.number, lost="lost-blank" in text.traits)
        if block.kind == "quote":
            yield f"<blockquote><p>{made}</p></blockquote>"
        elif "interview" in text.traits and block.text.endswith("?"):
            yield f"<p><strong>{made}</strong></p>"
        else:
            yield f"<p>{made}</p>"


def _linked(made: str, link: str, number: int, *, lost: bool) -> str:
    """A noun of the paragraph as a link, with one of the blanks that editors put before it."""
    blank = "" if lost else _BLANKS_BEFORE_LINKS[number % len(_BLANKS_BEFORE_LINKS)]
    return _NOUN.sub(rf' \1{blank}<a href="{html.escape(link)}">\2</a>', made, count=1)


def figure_html(image: Image | None, *, figure: str, caption: str, credit: str, twice: bool) -> str:
    """The main image with caption and credit, by the layout's templates; nothing without image."""
    if image is None:
        return ""
    owner = credit.format(credit=html.escape(image.credit)) if image.credit else ""
    words = html.escape(image.caption or "")
    below = caption.format(caption=words, credit=owner) if words or owner else ""
    return figure.format(
        src=html.escape(image.url or ""),
        alt=html.escape(image.alt or ""),
        caption=below * (2 if twice else 1),
    )
