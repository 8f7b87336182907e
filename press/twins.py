"""Doubles: when two articles say the same, and which of them is the issuer's own.

A release stands on the ministry's page and on the Land's portal, one report on three sister sites.
Two articles are *identical* if all that they say is equal, the day included (`content_hash`). They
are *twins* if one is the other in edited words. Wrongly joined articles are worse than double ones,
so all of this must hold for twins:

- they are from different sources, at most `MAX_DAYS` days apart, and neither is short: a source's
  own articles in nearly the same words are a series, and short texts are alike by nature;
- most of the smaller text's runs of three words occur in the other, and it is not much smaller:
  boilerplate alone is not enough, and neither is a summary;
- every number of one of them occurs in the other: of a series (tonight's figures, the next grant)
  each part has numbers of its own, while an edit leaves out or adds;
- nearly all names (capitalised words) of one occur in the other;
- one of them begins with words that stand in the other, and with no name or number that does not:
  releases that share their ending begin with their own news.

Title and kicker count for nothing: portals write their own, and a series has the same every day.
"""

from array import array
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, TypeAlias
from zlib import crc32

from press.article import Article

MAX_DAYS = 3
"""Days between the publications of twins, at the most."""
MIN_WORDS = 25
"""Words of lead and body together below which texts are not compared."""
SKETCH = 32
"""Values of an article's sketch; two articles that share fewer than `CANDIDATE` are no twins."""
CANDIDATE = 4

_ALIKE = 0.7
_SIZE_RATIO = 0.4
_OPENING = 40
_OPENING_ALIKE = 0.75
_OTHER_NAMES = 0.08
_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»‹›„“”‚‘’–—…§·•"
_NAME, _NUMBER = 1, 2
_PRIME = 16_777_213
"""Just below 2**24, so that words and runs are small numbers and quick to reckon with."""
_REMEMBERED = 1 << 17
_Words: TypeAlias = "array[int]"


class Print(NamedTuple):
    """What is compared of an article.

    `words` are its lead and body as numbers (the same on every machine), the body from `opening`
    on; `numbers` are those that are numbers. `sketch` are the smallest of the text's runs of three
    words; short texts have none. `named` says that the text names its issuer.
    """

    id: str
    source: str
    kind: str
    issuer: str | None
    named: bool
    published: str | None
    content_hash: str
    twins: tuple[str, ...]
    words: _Words
    numbers: frozenset[int]
    opening: int
    sketch: _Words


class _Codes(dict[str, int]):
    """Words without the signs around them as numbers of 24 bits; the last two tell their kind."""

    def __missing__(self, written: str) -> int:
        word = written.strip(_SIGNS)
        kind = _NUMBER if word[:1].isdigit() else _NAME if word[:1].isupper() else 0
        code = crc32(word.encode("utf-8", "surrogatepass")) >> 10 << 2 | kind if word else 0
        if len(self) >= _REMEMBERED:
            self.clear()
        self[written] = code
        return code


_code = _Codes().__getitem__


def print_of(article: Article) -> Print:
    """What is compared of an article."""
    lead = list(filter(None, map(_code, (article.lead or "").split())))
    body = list(filter(None, map(_code, (article.body or "").split())))
    words = lead + body
    return Print(
        id=article.id,
        source=article.source,
        kind=article.kind,
        issuer=article.issuer,
        named=any(agency.id == article.issuer for agency in article.agencies),
        published=article.published,
        content_hash=article.content_hash,
        twins=tuple(article.twins),
        words=array("I", words),
        numbers=frozenset([word for word in words if word & 3 == _NUMBER]),
        opening=len(lead) if body else 0,
        sketch=_sketch(words) if len(words) >= MIN_WORDS else array("I"),
    )


def identical(one: Print, other: Print) -> bool:
    """Whether two articles say the same word for word, on the same day."""
    return one.content_hash == other.content_hash and bool(one.sketch and one.published)


def adds_nothing(later: Print, earlier: Print) -> bool:
    """Whether of two identical articles the later is only another address of the earlier.

    It is, unless it is of another kind or on the page of another issuer: then who looks for that
    issuer must find it. An issuer whom the text does not name, while it names the other's, is a
    portal's operator.
    """
    if later.kind != earlier.kind:
        return False
    is_portal = earlier.named and not later.named
    return later.issuer in {None, earlier.issuer} or is_portal


def alike(one: Print, other: Print) -> float:
    """How much of the smaller text is in the other, from 0 to 1; 0 unless the two are twins."""
    if one.source == other.source or not one.sketch or not other.sketch:
        return 0.0
    small, large = sorted((one, other), key=lambda each: len(each.words))
    if len(small.words) < _SIZE_RATIO * len(large.words):
        return 0.0
    if not _contained(one.numbers, other.numbers, 0):
        return 0.0
    if not _contained(_names(one), _names(other), _OTHER_NAMES):
        return 0.0
    runs, others = set(_runs(small.words)), set(_runs(large.words))
    share = len(runs & others) / len(runs)
    is_opening = _opens(small, large, others) or _opens(large, small, runs)
    return share if share >= _ALIKE and is_opening else 0.0


def rank(each: Print) -> tuple[bool, bool, bool, str, str]:
    """The order of twins: releases first, the issuer's own before a portal's, then the oldest."""
    return (
        each.kind != "press_release",
        each.issuer is None,
        not each.named,
        each.published or "9",
        each.id,
    )


def _sketch(words: Sequence[int]) -> _Words:
    """The smallest runs; of most texts about twice as many are looked at."""
    limit = 2 * SKETCH * _PRIME // len(words)
    return array("I", sorted({run for run in _runs(words) if run < limit})[:SKETCH])


def _runs(words: Sequence[int]) -> list[int]:
    """Every run of three words as one number, evenly spread below `_PRIME`."""
    return [
        (a * 31 + b * 17 + c) % _PRIME for a, b, c in zip(words, words[1:], words[2:], strict=False)
    ]


def _names(each: Print) -> set[int]:
    return {word for word in each.words if word & 3 == _NAME}


def _contained(some: AbstractSet[int], others: AbstractSet[int], tolerance: float) -> bool:
    """Whether one of two sets holds all of the other, but for a share of the smaller one."""
    alone = min(len(some - others), len(others - some))
    return alone <= tolerance * min(len(some), len(others))


def _opens(one: Print, other: Print, runs: set[int]) -> bool:
    """Whether the body of one begins with what the other, of these `runs`, says too."""
    begin = one.words[one.opening : one.opening + _OPENING]
    begun = _runs(begin)
    if not begun or sum(run in runs for run in begun) < _OPENING_ALIKE * len(begun):
        return False
    return {word for word in begin if word & 3} <= set(other.words)
