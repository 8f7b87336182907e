"""German words taken apart: inflection by rule, compounds by a short list of their members.

Everything here works on folded words: lower case, umlauts outward (``behoerde``). `stem` and
`parts` are light on purpose, since every reading process loads them; a splitter with a large
lexicon may take the place of `parts` in the indexing process, as long as it gives the same parts
to the words of a query.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from press.tables import convert, read_toml

TABLE = Path(__file__).with_name("compounds.toml")

SHORTEST = 8
"""Letters of the shortest word that is split."""
LONGEST = 60
"""Letters of the longest word that is split."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

_SHORTEST_MEMBER = 3
_UNKNOWN_HEAD, _UNKNOWN_TAIL = 4, 5
"""Letters of the shortest unknown stretch in front, and at the end."""
_BESIDE_UNKNOWN = 5
"""Letters that members must explain beside an unknown stretch: at the end without their ending."""
_NOT_A_HEAD = re.compile(
    r"(?:ab|an|auf|aus|be|dar|durch|ein|ent|er|fest|ge|gegen|gleich|her|heraus|hin|hinaus|hinter"
    r"|mit|nach|neben|statt|ueber|um|un|unter|ver|vor|vorher|wieder|wider|zer|zu|zusammen|zwischen)"
)
_NOT_A_TAIL = re.compile(
    r".{0,2}(?:isch|lich|ier(?:e|t|ung)|.*isier|ismus|ist(?:en)?$|schaft|heit|keit|ungs?(?:en)?$|innen$"
    r"|erin|ler|tum$|itaet|ions?(?:en)?$|i?ell|an[tz]|en[tz]|(?:bar|sam|los|haft)(?:e|$))"
)
_NO_ONSET = re.compile(r"s[bdfghjlmnqrsvwxz]|[lmnr][bcdfgklmnpqrstvwxz]")
_LINKED = re.compile(r".*(?:ung|heit|keit|schaft|ion|taet|ling|tum)s")

_ADJECTIVE = re.compile(
    r"(.{2,}(?:isch|lich|ig|al|iv|bar|sam|los|haft|ell|abel|ibel)"
    r"|.*(?:beauftragt|beschaeftigt|abgeordnet|angestellt|betroffen))e[mnrs]?"
)
_FOREIGN = re.compile(r"(.{4,}i)(?:ums?|en?)|(.{2,}e)(?:ums?|en?)")
_GENITIVE = re.compile(r"(.{3,}[^aeisux]|.{2,}t|.{3,}[^u][lr])(?<!ul)(?<!ur)s")
_ENDING = re.compile(r"(.{3,}nis)s(?:e|en|es)|(.{3,}in)nen|(.{4,}e[rl])n|(.{3,})(?:es|en|e)")
_LINKS = ("", "s", "es", "n", "en", "e", "er", "em", "ern", "nen", "se", "sen", "ses")


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    members: str
    short: str
    inner: str
    fixed: str
    plurals: dict[str, str]


def outward(word: str) -> str:
    """A word in lower case with its umlauts written out (``ß`` is ``ss`` by case folding)."""
    return word.casefold().translate(_UMLAUTS)


@cache
def _table() -> _Table:
    return convert(read_toml(TABLE), _Table, where=str(TABLE))


@cache
def _plurals() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for words that end in an irregular plural, and the singular of each."""
    singular = {outward(plural): outward(one) for one, plural in _table().plurals.items()}
    return re.compile(rf"(.*)({'|'.join(singular)})n?"), singular


@cache
def _fixed() -> frozenset[str]:
    return frozenset(outward(_table().fixed).split())


def stem(word: str) -> str:
    """What a word's inflected forms have in common (``ministeriums``, ``ministerien``).

    Endings only: derivation stays (``sicherheit`` is not ``sicher``), and so does what may be part
    of the word (``messer`` is not ``messe``).
    """
    if len(word) < 4 or not word.isalpha() or word in _fixed():  # noqa: PLR2004
        return word
    pattern, singular = _plurals()
    if found := pattern.fullmatch(word):
        return found[1] + singular[found[2]]
    if found := _ADJECTIVE.fullmatch(word):
        return found[1]
    if found := _FOREIGN.fullmatch(word):
        return found[1] or found[2]
    if found := _GENITIVE.fullmatch(word):
        word = found[1]
        if word in _fixed():
            return word
    found = _ENDING.fullmatch(word)
    return (found[1] or found[2] or found[3] or found[4]) if found else word


@cache
def _candidates() -> dict[str, str]:
    """What may be a form of a member, with that member."""
    members = outward(f"{_table().members} {_table().inner}").split()
    found = {member: member for member in members}
    for member in sorted(members, key=len, reverse=True):
        for form in _forms(member):
            found.setdefault(form, member)
    return found


@lru_cache(maxsize=1 << 14)
def _member(form: str) -> str | None:
    """The stem of the member that `form` is a form of, if it is one."""
    member = _candidates().get(form)
    if member is None:
        return None
    base = stem(member)
    # As the front of a compound even words like "rechts" are forms of their member.
    return base if stem(form) == base or form in _fixed() else None


def _forms(member: str) -> list[str]:
    """What `member` may look like in a text: inflected, or as the front of a compound."""
    made = [member + link for link in _LINKS]
    if member.endswith("e"):
        made += [member[:-1], member[:-1] + "s"]
    if member.endswith("um"):
        made += [member[:-2] + "en"]
    for plural, singular in _plurals()[1].items():
        if member.endswith(singular):
            made += [member.removesuffix(singular) + plural + link for link in ("", "n")]
    return made


@cache
def _inner() -> frozenset[str]:
    return frozenset(outward(_table().inner).split())


@cache
def _short() -> frozenset[str]:
    return frozenset(outward(_table().short).split())


@lru_cache(maxsize=1 << 16)
def parts(word: str) -> tuple[str, ...]:
    """The stems of a compound's members in order; a word that is none is its own only part.

    Members of the table explain the whole word, few and long ones first, or all of it but one
    unknown stretch at the front or at the end (``wolfsburgstrategie``).
    """
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return (stem(word),)
    front = _from_front(word)
    return front[-1] or _half_explained(word, front) or (stem(word),)


_Parts = tuple[str, ...]


def _from_front(word: str) -> list[_Parts]:
    """For every length the members that make up the first so many letters; empty: none do."""
    candidates, short = _candidates(), _short()
    found: list[_Parts] = [()]
    for end in range(1, len(word) + 1):
        best: _Parts = (word[:end],) if word[:end] in short and end < len(word) else ()
        for start in range(end - _SHORTEST_MEMBER + 1):
            before = found[start]
            if (before or not start) and (not best or len(before) + 1 < len(best)):
                piece = word[start:end]
                known = _member(piece) if piece in candidates else None
                if known and (end < len(word) or piece not in _inner()):
                    best = (*before, known)
        found.append(best)
    return found


def _from_end(word: str) -> list[_Parts]:
    """For every place the members that make up the letters from there on; empty: none do."""
    candidates = _candidates()
    size = len(word)
    found: list[_Parts] = [()] * (size + 1)
    for start in range(size - _SHORTEST_MEMBER, -1, -1):
        best: _Parts = ()
        for end in range(start + _SHORTEST_MEMBER, size + 1):
            after = found[end]
            if (after or end == size) and (not best or len(after) + 1 < len(best)):
                piece = word[start:end]
                known = _member(piece) if piece in candidates else None
                if known and (end < size or piece not in _inner()):
                    best = (known, *after)
        found[start] = best
    return found


def _half_explained(word: str, front: list[_Parts]) -> _Parts:
    """The parts with one unknown stretch, as short as possible; empty where that fails too."""
    end = _from_end(word)
    for unknown in range(_UNKNOWN_HEAD, len(word) - _BESIDE_UNKNOWN + 1):
        head, known = word[:unknown], end[unknown]
        if sum(map(len, known)) >= _BESIDE_UNKNOWN and not _NOT_A_HEAD.fullmatch(head):
            return (stem(head), *known)
        head, tail = word[:-unknown], word[-unknown:]
        if front[len(head)] and unknown >= _UNKNOWN_TAIL and _may_follow(head, tail):
            return (*front[len(head)], stem(tail))
    return ()


def _may_follow(head: str, tail: str) -> bool:
    """Whether an unknown tail may be a word of its own, and has not lost its s to the head."""
    borrowed = head.endswith("s") and tail[0] in "cpt" and not _LINKED.fullmatch(head)
    return not (borrowed or _NOT_A_TAIL.match(tail) or _NO_ONSET.match(tail))
