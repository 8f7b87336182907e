"""The piece of an article's text that shows best what a query found in it."""

from collections.abc import Sequence
from typing import NamedTuple

from press import folding
from press.article import Article
from press.query_tree import Text
from press.text import plain

_MORE = "…"
_BEFORE = 4
"""A snippet begins at most a quarter of its width before its first hit."""
_TOLD_APART = 12
"""Words of a query that are told apart when places are compared; each costs a pass of the text."""


class Snippet(NamedTuple):
    """A line of text, and where in it the hits are: (start, end) offsets."""

    text: str
    hits: tuple[tuple[int, int], ...]


def snippet(article: Article, words: Sequence[Text], width: int) -> Snippet | None:
    """About `width` characters of lead or body with as many of the `words` as can be, and hits.

    Of equally good places the first. ``None`` where the text has none of them (the title may).
    """
    asked = [word for word in words if not word.title]
    best: tuple[int, int, Snippet] | None = None
    for text in (article.lead, plain(article.body)):
        line = (text or "").replace("\n", " ")
        hits = folding.spans(line, asked)
        if hits:
            words_in, hits_in, first = _best(line, hits, asked, width)
            if best is None or (words_in, hits_in) > best[:2]:
                best = words_in, hits_in, _cut(line, hits, first, width)
    return best and best[2]


def _best(
    line: str, hits: list[tuple[int, int]], asked: Sequence[Text], width: int
) -> tuple[int, int, int]:
    """The best place to begin: how many words and how many hits are there, and its first hit."""
    known = {
        span: index
        for index, word in enumerate(asked[:_TOLD_APART])
        for span in folding.spans(line, (word,))
    }
    best = (0, 0, 0)
    for number, (start, _) in enumerate(hits):
        within = [hit for hit in hits[number : number + width] if hit[1] - start <= width * 3 // 4]
        found = (len({known.get(hit, hit) for hit in within}), len(within))
        if found > best[:2]:
            best = (*found, number)
    return best


def _cut(line: str, hits: list[tuple[int, int]], first: int, width: int) -> Snippet:
    """The line from shortly before its hit number `first` on, of whole words where it can be."""
    start = max(0, min(hits[first][0] - width // _BEFORE, len(line) - width))
    if start:
        blank = line.find(" ", start, hits[first][0])
        start = blank + 1 if blank >= 0 else start
    end, room = len(line), width - bool(start)
    if end - start > room:
        end = start + room - 1
        blank = line.rfind(" ", max(start, hits[first][1]), end + 1)
        end = blank if blank > 0 else end
    before = _MORE if start else ""
    after = _MORE if end < len(line) else ""
    shift = len(before) - start
    inside = [
        (max(a, start) + shift, min(b, end) + shift) for a, b in hits if a < end and b > start
    ]
    return Snippet(before + line[start:end] + after, tuple(inside))
