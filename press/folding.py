"""One analysis of German text, for the index, for queries and for highlights.

A token is a run of letters and digits, hyphenated ones together. It is folded (NFKC, soft hyphens
out, lower case, umlauts outward: ``Behörde`` and ``Behoerde`` are one) and gives

- its *exact* form, for phrases: folded, hyphens kept, nothing taken off;
- its *keys*, for words: the token is cut at hyphens and into the members of compounds, each
  without its ending, and every run of neighbouring parts is a key. The longest run is the token's
  *whole* key, and it is what a query word looks for: ``Cybersicherheit`` (``cyber`` +
  ``sicherheit``) is found in ``Cyber-Sicherheitsagentur``, whose keys are ``cyber``,
  ``sicherheit``, ``agentur``, ``cybersicherheit``, ``sicherheitagentur`` and the whole. Prefixes
  look for the beginning of a key, so what follows a part as written (``sicherheitsagentur``) is
  one too.

``Bürger*innen``, ``Bürger:innen`` and ``Bürger_innen`` are one token, found as Bürger and as
Bürgerinnen.

Any engine that compares these texts byte by byte gives the same answers.
"""

import itertools
import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from press import compounds
from press.compounds import Part
from press.query_tree import Text
from press.stems import outward

MAX_TOKEN = 120
"""Characters of a token that count; the rest of a longer one is left out."""
MAX_PARTS = 10
"""Parts of a token whose runs are keys; of a longer chain only parts and the whole are."""

_HYPHENS = "-‐‑–"
_FEMININE = r"[*:_]in(?:nen)?(?![^\W_])"
_TOKEN = re.compile(rf"[^\W_]+(?:[{_HYPHENS}][^\W_]+|{_FEMININE})*")
_INSIDE = r"(?:[^\W_]|[\u00ad\u0300-\u036f])"
_ODD_TOKEN = re.compile(rf"[^\W_]{_INSIDE}*(?:[{_HYPHENS}]{_INSIDE}+|{_FEMININE})*")
_ODD = re.compile("[\u00ad\u0300-\u036f]")
_HYPHEN = re.compile(f"[{_HYPHENS}]")
_BOTH = re.compile(_FEMININE)
_ABBREVIATIONS = re.compile(r".*[A-ZÄÖÜ]{2}s")
_NO_LETTER = re.compile(r"[\W_]+")


class Token(NamedTuple):
    """What a token is known by: `whole` is one of `keys`."""

    exact: str
    keys: tuple[str, ...]
    whole: str


def fold(text: str) -> str:
    """`text` as it is compared: NFKC, no soft hyphens, lower case, umlauts outward."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    return unicodedata.normalize("NFKC", outward(plain))


# An index is built of hundreds of tokens per article: no Python between the tokens of `keys`.
_exact: Callable[[Token], str] = operator.attrgetter("exact")
_keys: Callable[[Token], tuple[str, ...]] = operator.attrgetter("keys")


@lru_cache(maxsize=1 << 16)
def analyse(token: str) -> Token:
    """What one token of a text, as written, is known by."""
    lower = token.lower()
    if token != lower and token[1:] == lower[1:]:  # nouns and beginnings of sentences
        return analyse(lower)
    if _BOTH.search(token):
        feminine, masculine = _analysed(token), _analysed(_BOTH.sub("", token))
        return feminine._replace(keys=tuple({*feminine.keys, *masculine.keys}))
    return _analysed(token)


def _analysed(token: str) -> Token:
    members = _members(token)
    exact = "-".join(members)
    if _ABBREVIATIONS.fullmatch(token[:MAX_TOKEN]):
        members[-1] = members[-1].removesuffix("s")
    joined = compounds.parts("".join(members))
    whole = "".join(part.stem for part in joined)
    keys = [whole, *_runs(joined), *_tails(joined, 1)]
    if len(members) > 1:
        cut = [part for member in members for part in compounds.parts(member)]
        keys += [*_runs(cut), *_tails(cut, 0)]
    return Token(exact, tuple(dict.fromkeys(keys)), whole)


def _members(text: str) -> list[str]:
    """What stands between hyphens, folded."""
    cut = [_NO_LETTER.sub("", fold(member)) for member in _HYPHEN.split(text[:MAX_TOKEN])]
    return [member for member in cut if member]


def _runs(parts: Sequence[Part]) -> list[str]:
    """The stems of all neighbouring parts; of a long chain only those of single ones."""
    stems = [part.stem for part in parts]
    count = len(parts)
    if count > MAX_PARTS:
        return stems
    return ["".join(stems[i:j]) for i in range(count) for j in range(i + 1, count + 1)]


def _tails(parts: Sequence[Part], first: int) -> list[str]:
    """The token from a part on as written, for prefixes past a linking letter."""
    if len(parts) > MAX_PARTS:
        return []
    return [
        "".join(part.text for part in parts[start:])
        for start in range(first, len(parts) - 1)
        if any(part.text != part.stem for part in parts[start:-1])
    ]


def words(text: str) -> list[str]:
    """The tokens of `text` as written."""
    return _pattern(text).findall(text)


def keys(words: Iterable[str]) -> set[str]:
    """All keys of tokens as written: what a query word is looked up in."""
    found = set(itertools.chain.from_iterable(map(_keys, map(analyse, set(words)))))
    found.discard("")
    return found


def exact(words: Iterable[str]) -> list[str]:
    """The exact forms of tokens as written, in order: what phrases are looked up in."""
    return list(filter(None, map(_exact, map(analyse, words))))


def wanted(text: str) -> list[str]:
    """The keys that a query word looks for (one, or several as in ``bund.de``: all must be)."""
    return [whole for word in words(text) if (whole := analyse(word).whole)]


class Prefix(NamedTuple):
    """What a prefix looks for: exact forms that begin with `exact`, or keys that do with `key`."""

    exact: str
    key: str

    def matches(self, token: Token) -> bool:
        """Whether a token begins with it, as written or in one of its parts."""
        return token.exact.startswith(self.exact) or any(
            key.startswith(self.key) for key in token.keys
        )


def prefix(text: str) -> Prefix:
    """What the letters before a ``*`` look for."""
    members = [_NO_LETTER.sub("", fold(member)) for member in _HYPHEN.split(text[:MAX_TOKEN])]
    return Prefix("-".join(members), "".join(members))


def spans(text: str, asked: Iterable[Text], *, title: bool = False) -> list[tuple[int, int]]:
    """Where `text` has what a query looks for: (start, end) offsets into it, apart and in order.

    `asked` are a query's `words()`. Those that a title must have count only with `title`.
    """
    asked = [word for word in asked if title or not word.title]
    single = {key for word in asked if word.kind == "word" for key in wanted(word.text)}
    prefixes = [prefix(word.text) for word in asked if word.kind == "prefix"]
    phrases = [
        found for word in asked if word.kind == "phrase" and (found := exact(words(word.text)))
    ]
    if not (single or prefixes or phrases):
        return []
    places = [(m.start(), m.end(), analyse(m[0])) for m in _pattern(text).finditer(text)]
    hits = [
        (start, end)
        for start, end, token in places
        if not single.isdisjoint(token.keys) or any(p.matches(token) for p in prefixes)
    ]
    forms = [token.exact for _, _, token in places]
    for phrase in phrases:
        size = len(phrase)
        hits += [
            (places[at][0], places[at + size - 1][1])
            for at in range(len(forms) - size + 1)
            if forms[at] == phrase[0] and forms[at : at + size] == phrase
        ]
    return _apart(hits)


def _pattern(text: str) -> re.Pattern[str]:
    return _ODD_TOKEN if _ODD.search(text) else _TOKEN


def _apart(hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(hits):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
