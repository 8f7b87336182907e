"""What a headline shortens and the text below names in full."""

import re
from collections.abc import Callable, Iterator

from press.meanings import Meaning
from press.seen import Seen
from press.spans import Found, Span

_BARE = re.compile(r"(?:Bundes|Landes)(\w{6,})")
_COMPOUND = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]{3,}(?:amt|agentur|anstalt|zentrale|stelle|zentrum|institut|betrieb|behörde"
    r"|gesellschaft|akademie|dienst)(?=e?s? )"
)
_TELLING = 2
"""Of how many bodies the first word of a name may be to stand for it (not ``Landesamt``)."""


def again(found: Found, span: Span) -> Found:
    """A body that the text has named in full, where it stands in another form."""
    rule = "abbreviation, explained in the text"
    return Found(found.agency, span.start, span.end, 5, rule, "alias")


def first_words(
    heading: str, text: str, found: list[Found], bodies_of: Callable[[str], set[str]]
) -> Iterator[Found]:
    """The first word of a name in the heading (``Bundesagentur`` for the one ``für Arbeit``).

    `bodies_of` gives the ids of all bodies whose names begin with a word.
    """
    first: dict[str, dict[str, Found]] = {}
    for each in found:
        word = _COMPOUND.match(text, each.start, each.end)
        if word and word[0] in heading and _is_telling(word[0], bodies_of):
            first.setdefault(word[0], {})[each.agency.id] = each
    for beginning, bodies in first.items():
        if len(bodies) == 1:
            (each,) = bodies.values()
            pattern = rf"(?<![\w-]){beginning}(?:e?s)?(?!\w| für | der | des | in der )"
            yield from _all(each, pattern, heading)


def _is_telling(word: str, bodies_of: Callable[[str], set[str]]) -> bool:
    return word != "Rechenzentrum" and len(bodies_of(word)) <= _TELLING


def without_level(heading: str, text: str, found: list[Found]) -> Iterator[Found]:
    """A name without ``Bundes`` or ``Landes`` in the heading (``Kartellamt``)."""
    bare: dict[str, Found] = {}
    for each in found:
        match = _BARE.match(text, each.start, each.end)
        if match:
            bare.setdefault(match[1].capitalize().removesuffix("es").removesuffix("s"), each)
    taken = [each for each in found if each.start < len(heading)]
    for word, each in bare.items():
        if word in heading:
            for named in _all(each, rf"(?<![\w-]){word}(?:e?s)?(?!\w)", heading):
                if not any(other.start <= named.start < other.end for other in taken):
                    yield named


def without_land(span: Span, meaning: Meaning, seen: Seen) -> Found | None:
    """The one body of a shared name that the text names, for that name without its Land."""
    if span.end in seen.ends:
        return None
    ids = {surface.agency.id for surface in meaning.alone} & seen.ids.keys()
    return again(seen.ids[ids.pop()], span) if len(ids) == 1 else None


def _all(found: Found, pattern: str, heading: str) -> Iterator[Found]:
    for match in re.finditer(pattern, heading):
        yield again(found, Span(match.start(), match.end(), match.start()))
