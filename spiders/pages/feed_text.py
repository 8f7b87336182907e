"""The full text of an article as a feed carries it: HTML of a feed as the Markdown of a body."""

import re

from lxml import etree
from lxml import html as lxml_html

from press.text import Block, BlockKind, clean_line, count_words, to_markdown

MIN_WORDS = 25
"""Words below which a feed's text is a teaser."""
MAX_HTML = 1_000_000

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "subhead"),
    "blockquote": "quote",
}
_BLOCKS = {
    *("p", "div", "section", "article", "header", "footer", "main", "pre", "hr"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "tr"),
    *_KINDS,
}
_LEFT_OUT = {
    *("script", "style", "noscript", "form", "button", "nav", "aside"),
    *("figure", "figcaption", "iframe", "svg", "video", "audio"),
}
_LISTS: dict[str, BlockKind] = {"ul": "item", "ol": "numbered"}
_BLANK_LINE = re.compile(r"\n\s*\n")
_CUT_OFF = re.compile(
    r"(?:\[?(?:…|\.{3})\]?|weiterlesen|mehr lesen|read more)\W{0,3}$", re.IGNORECASE
)
_APPEARED = re.compile(
    r"(?:Der Beitrag|The post)\s.{1,400}\s(?:erschien|ist zuerst|appeared first)\b.{0,200}$",
    re.DOTALL,
)


def markdown(content: str | None) -> str | None:
    """A feed's HTML as the Markdown of a body; nothing if it is a teaser only, or cut off.

    WordPress ends it with a line on where the post appeared first, which is no part of it.
    """
    if not content or len(content) > MAX_HTML:
        return None
    try:
        root = lxml_html.document_fromstring(f"<div>{content}</div>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    blocks = _Reader().read(root)
    while blocks and _APPEARED.match(blocks[-1].text):
        blocks.pop()
    body = to_markdown(blocks)
    if count_words(body) < MIN_WORDS or _CUT_OFF.search(blocks[-1].text):
        return None
    return body


class _Reader:
    """Reads the blocks of a fragment in their order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._kinds: list[BlockKind] = ["paragraph"]
        self._lists: list[BlockKind] = []
        self._hidden = 0

    def read(self, root: etree._Element) -> list[Block]:
        """All blocks of an element."""
        for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            name = node.tag if isinstance(node.tag, str) else ""
            if event == "start":
                self._begin(name)
                self._add(node.text)
                continue
            if event == "end":
                self._end(name)
            self._add(node.tail)
        self._flush()
        return self.blocks

    def _begin(self, name: str) -> None:
        self._hidden += name in _LEFT_OUT
        if name in _LISTS:
            self._lists.append(_LISTS[name])
        if name in _BLOCKS:
            self._flush()
            self._kinds.append(self._kind(name))
        if name == "br":
            self._add("\n")

    def _end(self, name: str) -> None:
        if name in _BLOCKS:
            self._flush()
            self._kinds.pop()
        if name in _LISTS:
            self._lists.pop()
        self._hidden -= name in _LEFT_OUT

    def _kind(self, name: str) -> BlockKind:
        """What a block's text is: the paragraphs of items and quotes stay what they are in."""
        if name == "li":
            return self._lists[-1] if self._lists else "item"
        outer = self._kinds[-1]
        return _KINDS.get(name) or (outer if outer != "subhead" else "paragraph")

    def _add(self, text: str | None) -> None:
        if text and not self._hidden:
            self._words.append(text)

    def _flush(self) -> None:
        for part in _BLANK_LINE.split("".join(self._words)):
            text = clean_line(part, 100_000)
            if text:
                self.blocks.append(Block(self._kinds[-1], text))
        self._words = []
