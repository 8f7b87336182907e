"""German compounds taken apart, by the members that `press.lexicon` knows.

Everything here works on folded words: lower case, umlauts outward (``behoerde``).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from press.lexicon import LINKED, lexicon
from press.stems import by_rule, plurals

SHORTEST = 6
"""Letters of the shortest word that is split."""
LONGEST = 60
"""Letters of the longest word that is split."""

_SHORTEST_MEMBER = 3
_UNKNOWN_FRONT, _UNKNOWN_TAIL = 4, 5
"""Letters of the shortest unknown stretch in front, and at the end."""
_AFTER_UNKNOWN = 6
"""Letters that members must explain after an unknown front, not counting their endings."""
_NOT_A_FRONT = re.compile(
    r"(?:ab|an|auf|aus|bei?|dar|durch|ein|ent|er|fest|ge|gegen|gleich|her|hin|miss|mit|nach|neben"
    r"|statt|ueber|umg?|un|unter|ver|vor|wieder|wider|zer|zu|zusammen|zwischen|regel)[a-z]{0,3}"
    r"|.*(?:be|ge|zu|ver|ent|aus|ein|auf|vor|un)"
)
_NOT_A_TAIL = re.compile(
    r".{0,2}(?:isch|lich|ier(?:e|t|ung)|.*isier|ismus|ist(?:en)?$|schaft|heit|keit|ungs?(?:en)?$|innen$"
    r"|erin|ler|tum$|itaet|ions?(?:en)?$|i?ell|an[tz]|en[tz]|(?:bar|sam|los|haft)(?:e|$))|maessig|i?al|er?weise|.{0,2}ung|ende"
)
_NO_ONSET = re.compile(r"s[bdfghjlmnqrsvwxz]|[lmnr][bcdfgklmnpqrstvwxz]")
_LINKED = tuple(end + "s" for end in LINKED)
_ENDINGS = (
    (1, frozenset({"s", "n", "e"})),
    (2, frozenset({"es", "en", "er", "em", "se"})),
    (3, frozenset({"ern", "nen", "ses", "sen"})),
)
_LAST_LETTERS = frozenset("snerm")


class Part(NamedTuple):
    """A part of a word: as it stands there, and its stem."""

    text: str
    stem: str


_Parts = tuple[Part, ...]


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """What a word's inflected forms have in common (``haeuser`` and ``hauses``: ``haus``)."""
    return lexicon().forms.get(word) or by_rule(word)


@lru_cache(maxsize=1 << 16)
def parts(word: str) -> _Parts:
    """The members of a compound in order; a word that is none is its own only part.

    Members explain the whole word, few and long ones first, or all of it but one unknown stretch
    at the front or at the end (``wolfsburgstrategie``). A member itself is never split.
    """
    whole = (Part(word, stem(word)),)
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or _is_head(word):
        return whole
    after = _from_end(word)
    return after[0] or _half_explained(word, after) or whole


def _is_head(word: str) -> bool:
    """Whether a word may stand last: it is a form of one that does."""
    known = lexicon()
    if word in known.heads or word in known.forms or word in plurals():
        return True
    if word[-1] in _LAST_LETTERS:
        for size, ends in _ENDINGS:
            if word[-size:] in ends and word[:-size] in known.heads:
                return True
    return False


def _from_end(word: str) -> list[_Parts]:
    """For every place the members that make up the letters from there on; empty: none do."""
    fronts = lexicon().fronts
    size = len(word)
    found: list[_Parts] = [()] * (size + 1)
    explained: list[int] = []
    for start in range(size - _SHORTEST_MEMBER, -1, -1):
        tail = word[start:]
        best: _Parts = (Part(tail, stem(tail)),) if _is_head(tail) else ()
        for end in explained:
            if end < start + _SHORTEST_MEMBER:
                break
            after = found[end]
            if (not best or len(after) + 1 < len(best)) and (front := word[start:end]) in fronts:
                best = (Part(front, stem(fronts[front])), *after)
        if best:
            found[start] = best
            explained.append(start)
    if not found[0]:
        for end in range(1, min(_SHORTEST_MEMBER, size - _AFTER_UNKNOWN) + 1):
            if word[:end] in lexicon().short and found[end]:
                found[0] = (Part(word[:end], word[:end]), *found[end])
    return found


def _half_explained(word: str, after: list[_Parts]) -> _Parts:
    """The parts with one unknown stretch, as short as possible; empty where that fails too."""
    for end in range(_UNKNOWN_FRONT, len(word) - _AFTER_UNKNOWN + 1):
        front = word[:end]
        explained = sum(len(part.stem) for part in after[end])
        if explained >= _AFTER_UNKNOWN and not _NOT_A_FRONT.fullmatch(front):
            return (Part(front, stem(front)), *after[end])
    before = _from_front(word)
    for start in range(len(word) - _UNKNOWN_TAIL, _SHORTEST_MEMBER - 1, -1):
        tail = word[start:]
        if before[start] and _may_follow(word[:start], tail):
            return (*before[start], Part(tail, stem(tail)))
    return ()


def _from_front(word: str) -> list[_Parts]:
    """For every length the fronts that make up the first so many letters; empty: none do."""
    fronts = lexicon().fronts
    found: list[_Parts] = [()]
    explained = [0]
    for end in range(1, len(word) + 1):
        best: _Parts = ()
        for start in explained:
            if start > end - _SHORTEST_MEMBER:
                break
            before = found[start]
            if (not best or len(before) + 1 < len(best)) and (piece := word[start:end]) in fronts:
                best = (*before, Part(piece, stem(fronts[piece])))
        found.append(best)
        if best:
            explained.append(end)
    return found


def _may_follow(front: str, tail: str) -> bool:
    """Whether an unknown tail may be a word of its own after `front`."""
    is_open = front in lexicon().open or front.endswith(_LINKED)
    return is_open and not (_NOT_A_TAIL.match(tail) or _NO_ONSET.match(tail))
