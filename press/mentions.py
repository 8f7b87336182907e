"""Finding the public bodies that a text names, and saying why.

Rules, best first; a body counts once, at its first place, with its best rule:

- ``name``, ``short name``: a full or short name, inflected by rule, whole words, longest first.
- ``former name (until 2021)``: the same for a name that was not valid on the article's day.
- ``abbreviation``: exactly as written; not if the text itself defines it otherwise
  (``Body-Mass-Index (BMI)``).
- ``office holder``: the minister stands for the ministry (``Ministerin für Verkehr``).
- generic names (``Innenministerium``, ``Landeskriminalamt``) and local abbreviations (``LKA``)
  mean a body only with a Land, as `press.qualifying` finds it, first near them, then in the text as
  a whole. An abbreviation also where the text gives it behind the long form, a federal one also
  where another federal body is named.
- A name that Austria or Switzerland has too (`press.countries`) is theirs in a text about them.
- What a headline shortens is found where the text has it in full (`press.headlines`).
- A generic office (``Innenminister``) counts where it means one person or has a Land beside it:
  conferences of ministers do not.
- Plurals (``die Innenministerien von Hessen und Bayern``) count with the Länder beside them, words
  with a common ending (``Innen- und Finanzministerium``) each.
- A generic name with another country or an unknown adjective on ``-isch`` beside it
  (``das israelische Innenministerium``) is none of ours, nor is a name inside that of an
  association or a law (``Verein der Freunde des THW``, ``BSI-Gesetz``).

What remains is ambiguous, and not reported.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import Literal, NamedTuple

from press.article import AgencyMention
from press.candidates import candidates
from press.ellipsis import Shared, shared_beginnings, shared_endings
from press.meanings import Meaning, written_as
from press.names import Names
from press.places import gazetteer
from press.qualifying import Context
from press.resolving import Search
from press.sentences import sentence_around
from press.spans import Ambiguous, Found, Span
from press.words import RUN, Even, Hit, Phrases, ends_word, even, longest, starts_word

_PREFIX = re.compile(r"(?<![\w-])(?:ex|vize|us|eu)-$")
_PREFIX_GENERIC = re.compile(r"(?<![\w-])(?:ex|vize|cdu|csu|spd|fdp|afd|grünen?|linken?|fdp)-$")
_ADDRESS = re.compile(r"(?:https?://|www\.|\.[a-z]{2,4}/)\S*$")
_ASSOCIATION = re.compile(
    r"(?:[Vv]erein|[Ff]reunde|[Ff]reundeskreis|[Ff]örder(?:er|kreis|innen)|[Vv]ereinigung)"
    r"(?: und \w+)? (?:der|des|vom|für (?:das|die|den)) $"
)
_ARTICLES = (" der ", " des ", " vom ", " das ", " die ", " den ")
_OPEN = re.compile(r"(?:Staatsministerium|Landesamt|Bundesamt|Senatsverwaltung)(?:e?s)?")
_GOES_ON = re.compile(r" (?:für|zur|der|des|zum) ")
_PART = re.compile(
    r" (?:des|der) (?:(?:Bundes|Ober)\w*(?:gericht|hof)|Universität|Hochschule|Stadt\b|Gemeinde)"
    r"|(?<=Zoll) auf\b|[- ](?:Norm|EN|ISO|IEC|SPEC|A\d)\b| der Herzen\b"
)
_LAW = re.compile(
    r"-(?:\w*[Gg]esetz|\w*[Vv]erordnung|\w*[Vv]erein(?:igung)?|Stiftung|\w*[Kk]rankenhaus|\w*[Kk]lini"
    r"|\w*[Ss]chule|Gymnasium|Stadion|Arena|Halle|Straße|Platz|Apotheke|Preis\b|Torte)"
)
_WORKS_AND_PLACES = (
    *(" Band", " Gruppe", "Film", "Films", "Serie", "Roman", "Romans", "Buch", "Buches"),
    *("Café", "Cafés", "Restaurant", "Restaurants", "Kneipe", "Hotel", "Hotels", "Schiff"),
)
"""What is called after a body but is none."""
_QUOTES = ' „"»'
_JOINING = (" ", "-")


class _Name(NamedTuple):
    """A name in the text: what it may mean, and where."""

    meaning: Meaning
    span: Span


class Unresolved(NamedTuple):
    """A name in a text that is reported as no body, and why.

    ``ambiguous``: one of `candidates` (ids) is meant, and nothing says which; ``unknown``: it looks
    like a body that the register lacks.
    """

    text: str
    outcome: Literal["ambiguous", "unknown"]
    sentence: str
    candidates: list[str]


class Findings(NamedTuple):
    """All that was found in a text: names of bodies, ambiguous ones, and where known words are."""

    found: list[Found]
    ambiguous: list[Ambiguous]
    known: list[Span]


_REMEMBERED = 8192
"""Names as written whose meanings are kept."""


class Finder:
    """All names of all bodies, ready for finding."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._meaning = lru_cache(_REMEMBERED)(self._meant)
        self._phrases = Phrases(names.beginning, self._means_something)
        self._bodies_of = cache(self._bodies_beginning)

    def _bodies_beginning(self, word: str) -> set[str]:
        """The ids of all bodies whose names begin with a word."""
        first = RUN.search(word.lower())
        phrases = (self._names.beginning(first[0]) if first else None) or ()
        return {
            surface.agency.id
            for phrase in phrases
            for surface in self._names.get(phrase) or ()
            if surface.written.partition(" ")[0] == word
        }

    def find(
        self, written: str, *, heading: int, kicker: str, land: str | None, on: date | None
    ) -> list[AgencyMention]:
        """The bodies named in `written`, in order of first appearance, each with words and rule.

        What begins before `heading` is title, kicker or lead.
        """
        first: dict[str, int] = {}
        best: dict[str, Found] = {}
        context = Context(even(written), heading=heading, kicker=kicker, land=land, on=on)
        for found in self.search(context).found:
            id_ = found.agency.id
            first[id_] = min(found.start, first.get(id_, found.start))
            if id_ not in best or (found.rank, found.start) < (best[id_].rank, best[id_].start):
                best[id_] = found
        return [
            AgencyMention(
                id=id_,
                name=best[id_].agency.name,
                text=written[best[id_].start : best[id_].end],
                rule=best[id_].rule,
                outcome=best[id_].outcome,
                role="lead" if first[id_] < heading else "mentioned",
            )
            for id_ in sorted(first, key=first.__getitem__)
        ]

    def unresolved(
        self, written: str, *, heading: int, kicker: str, land: str | None, on: date | None
    ) -> list[Unresolved]:
        """The names in `written` that may be bodies and are not reported, in its order."""
        context = Context(even(written), heading=heading, kicker=kicker, land=land, on=on)
        findings = self.search(context)
        found: list[tuple[int, Unresolved]] = []
        for ambiguous in findings.ambiguous:
            words = written[ambiguous.start : ambiguous.end]
            sentence = _sentence(written, ambiguous.start, ambiguous.end)
            name = Unresolved(words, "ambiguous", sentence, ambiguous.candidates)
            found.append((ambiguous.start, name))
        known = bytearray(len(written))
        for span in findings.known:
            known[span.start : span.end] = b"\1" * (span.end - span.start)
        for candidate in candidates(written):
            if not any(known[candidate.start : candidate.end]):
                sentence = _sentence(written, candidate.start, candidate.end)
                name = Unresolved(candidate.text, "unknown", sentence, [])
                found.append((candidate.start, name))
        return [name for _, name in sorted(found, key=itemgetter(0))]

    def search(self, context: Context) -> Findings:
        """Everything in a text that is a name of a body, or may be one."""
        search = Search(context, self._bodies_of)
        names = self._named(context)
        for name in names:
            if not name.meaning.exact:
                search.long(name.span, name.meaning)
        for name in names:
            if name.meaning.exact:
                search.short(name.span, name.meaning)
        search.settle()
        search.follow()
        return Findings(search.found, search.ambiguous, [name.span for name in names])

    def _named(self, context: Context) -> list[_Name]:
        text = context.written
        hits = longest(self._hits(context.text))
        groups = list(shared_endings(text)) if "-" in text else []
        lefts = {group.middle: group.start for group in groups}
        names = []
        for phrase, start, end in hits:
            meaning = self._meaning(phrase, text[start:end])
            span = Span(start, end, lefts.get(start, start))
            if meaning and not _in_another_name(text, span):
                names.append(_Name(meaning, span))
            names += self._named_with(context, span)
        for group in groups:
            if not any(hit.start < group.middle < hit.end for hit in hits):
                names += self._of_group(group)
        for group in shared_beginnings(context.text):
            names += self._of_group(group)
        return names

    def _named_with(self, context: Context, span: Span) -> Iterator[_Name]:
        """What a name that begins with a Land stands for with the Länder before it.

        ``das bayerische und das hessische Innenministerium``
        """
        bare = context.behind_shared_adjective(span.start)
        meaning = self._called(context.written[bare : span.end]) if bare else None
        if bare and meaning:
            yield _Name(meaning, Span(bare, span.end, bare))

    def _of_group(self, group: Shared) -> Iterator[_Name]:
        span = Span(group.start, group.end, group.start)
        for each in group.readings:
            surfaces = next(filter(None, map(self._names.get, each)), None)
            if surfaces:
                yield _Name(Meaning(surfaces), span)

    def _called(self, words: str) -> Meaning | None:
        return self._meaning(words.lower(), words)

    def _hits(self, text: Even) -> Iterator[Hit]:
        for hit in self._phrases.find(text):
            phrase, start, end = hit
            whole = starts_word(text.lower, start)
            if not ends_word(text.text, end) or not (whole or text.lower[start - 1] == "-"):
                continue
            meaning = self._meaning(phrase, text.text[start:end])
            if meaning is None:
                continue
            if (whole and not _in_address(text, start)) or (
                not whole and _begins_behind_hyphen(text, start, shared=not meaning.clear)
            ):
                yield hit

    def _means_something(self, phrase: str, words: str) -> bool:
        return self._meaning(phrase, words) is not None

    def _meant(self, phrase: str, words: str) -> Meaning | None:
        """What a phrase means if it is written so."""
        surfaces = [s for s in self._names.get(phrase) or () if written_as(words, s)]
        return Meaning(surfaces) if surfaces else None


def _in_another_name(text: str, span: Span) -> bool:
    """Whether a name is only part of a longer one: of an association, a law, a norm, a house."""
    after = text[span.end : span.end + 1]
    if _GOES_ON.match(text, span.end) and _OPEN.fullmatch(text, span.start, span.end):
        return True
    if after in _JOINING and _PART.match(text, span.end):
        return True
    before = text[max(0, span.left - 60) : span.left]
    if before.rstrip(_QUOTES).removesuffix("Alte").rstrip(_QUOTES).endswith(_WORKS_AND_PLACES):
        return True
    if before.endswith(_ARTICLES) and _ASSOCIATION.search(before):
        return True
    return after == "-" and bool(_LAW.match(text, span.end))


def _sentence(text: str, start: int, end: int) -> str:
    sentence = sentence_around(text, start, end)
    return text[sentence.start : sentence.end].strip()


def _in_address(text: Even, start: int) -> bool:
    if start == 0 or text.lower[start - 1] not in "/?=&#":
        return False
    return bool(_ADDRESS.search(text.lower[max(0, start - 120) : start]))


def _begins_behind_hyphen(text: Even, start: int, *, shared: bool) -> bool:
    """Whether a name begins behind a hyphen; ``Ex-``, ``EU-`` or a Land may stand before that."""
    before = text.lower[max(0, start - 24) : start]
    allowed = _PREFIX_GENERIC if shared else _PREFIX
    if allowed.search(before):
        return True
    return any(
        place.end == len(before) - 1 and place.form in ("name", "beside")
        for place in gazetteer().find(Even(text.text[max(0, start - 24) : start], before))
    )
