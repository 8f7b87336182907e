"""What has changed between two versions of an article, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal, NamedTuple

from press.article import Article
from press.text import blocks_of, clean_line, clean_text
from tui.language import _, moment

Kind = Literal["same", "deleted", "inserted"]

_TOKEN = re.compile(r"\s*\w+(?:[-‐‑’']\w+)*|\s*[^\w\s]|\s+")
_COMPARED = 4_000_000
"""Pairs of words, or of paragraphs, up to which all are compared; beyond, only rarer ones are."""


class Piece(NamedTuple):
    """Some words, and whether they stand in both versions, the old one, or the new one."""

    kind: Kind
    text: str


class Paragraph(NamedTuple):
    """A paragraph of the two versions laid over each other."""

    pieces: Sequence[Piece]

    @property
    def changed(self) -> bool:
        """Whether the versions differ in it."""
        return any(piece.kind != "same" for piece in self.pieces)


def changes(old: Article, new: Article) -> list[Paragraph]:
    """Two versions laid over each other: kicker, title, date and lead, then the body."""
    heads = zip(_head(old), _head(new), strict=True)
    head = [_paragraph(*pair) for pair in heads if any(pair)]
    return head + list(_aligned(_body(old), _body(new)))


def _head(article: Article) -> list[str]:
    date = moment(article.published) if article.published else _("Without date")
    texts = (article.kicker, article.title, date, article.lead)
    return [clean_line(text or "") for text in texts]


def _body(article: Article) -> list[str]:
    return [clean_text(block.text) for block in blocks_of(article.body)]


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """The paragraphs of two bodies; those that stand in each other's place word by word."""
    for kind, i1, i2, j1, j2 in _matcher(old, new).get_opcodes():
        if kind == "equal":
            yield from (Paragraph([Piece("same", text)]) for text in new[j1:j2])
        else:
            for one, other in zip_longest(old[i1:i2], new[j1:j2], fillvalue=""):
                yield _paragraph(one, other)


def _paragraph(old: str, new: str) -> Paragraph:
    """One paragraph: what stays, what goes, what comes, in reading order."""
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    words = _matcher([token.strip() for token in one], [token.strip() for token in other])
    pieces: list[Piece] = []
    for kind, i1, i2, j1, j2 in words.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(other[j1:j2])))
        else:
            pieces += _framed("deleted", "".join(one[i1:i2]))
            pieces += _framed("inserted", "".join(other[j1:j2]))
    return Paragraph(pieces)


def _framed(kind: Kind, text: str) -> Iterator[Piece]:
    """A piece without the blanks before it: they belong to what stands there before."""
    words = text.lstrip()
    if words:
        if len(words) < len(text):
            yield Piece("same", " ")
        yield Piece(kind, words)


def _matcher(old: Sequence[str], new: Sequence[str]) -> "SequenceMatcher[str]":
    few = len(old) * len(new) <= _COMPARED
    return SequenceMatcher(None, old, new, autojunk=not few)
