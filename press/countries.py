"""Where a text names another country whose bodies are called like German ones.

Austria, Switzerland, Liechtenstein and Luxembourg have a Bundesrat, a Bundeskanzleramt, a
Landeskriminalamt or a Finanzministerium of their own.
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from press.notes import Notes
from press.sentences import sentence_around
from press.spans import Qualified, Span
from press.words import Even

_WORDS = {
    "AT": (
        r"Österreichs?|Österreichische?[nmrs]?|österreichische?[nmrs]?|Wiens?|Wiener|Graz|Grazer"
        r"|Linz|Linzer|Salzburg|Salzburger|Innsbruck|Klagenfurt|Tirols?|Tiroler|Steiermark"
        r"|[Ss]teirische[nmrs]?|[Ss]teiermärkische[nmrs]?|Kärntens?|Kärntner|Vorarlbergs?"
        r"|Niederösterreichs?|Oberösterreichs?|Burgenlandes"
    ),
    "CH": (
        r"(?<!Sächsische )(?<!Sächsischen )(?<!Fränkische )(?<!Fränkischen )(?<!Holsteinische )"
        r"(?<!Holsteinischen )Schweiz|Schweizer|Schweizerische?[nmrs]?|schweizerische?[nmrs]?"
        r"|[Ee]idgenössische?[nmrs]?|Berns?|Berner|Zürich|Zürcher|St\. Gallen|Basel|Basler|Genf"
        r"|Lausanne|Luzern|Bellinzona"
    ),
    "LI": r"Liechtensteins?|[Ll]iechtensteinische?[nmrs]?|Vaduz",
    "LU": r"Luxemburgs?|[Ll]uxemburgische?[nmrs]?|Luxemburger",
}
_STEMS = {
    "AT": (
        *("sterreich", "Wien", "Graz", "Linz", "Salzburg", "Innsbruck", "Klagenfurt", "Tirol"),
        *("teierm", "teirisch", "Kärnt", "Vorarlberg", "Burgenlandes"),
    ),
    "CH": (
        *("chweiz", "idgenöss", "Bern", "Zürich", "Zürcher", "Gallen", "Basel", "Basler", "Genf"),
        *("Lausanne", "Luzern", "Bellinzona"),
    ),
    "LI": ("iechtenstein", "Vaduz"),
    "LU": ("uxemburg",),
}
"""Parts of all those words: most texts have none."""
_ANY_STEM = re.compile("|".join(stem for stems in _STEMS.values() for stem in stems))
_PATTERNS = {code: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") for code, words in _WORDS.items()}
_NAMES = re.compile(r"(Österreichische[rs]|Schweizer(?:ische[rs])?|Liechtensteinische[rs]) (.+)")
_BESIDE_BEFORE = re.compile(r" (?:[a-zäöüß]+e[nrsm]? ){0,1}")
_BESIDE_AFTER = re.compile(r" (?:in |der |in der |von |aus |des Fürstentums |des Großherzogtums )")
_OPENING = re.compile(r"(?:^|[\n.!?:;,–] ?|und )(?:[„\"»] ?)?(?:In|in|Aus|aus) (?:der )?$")


_GERMAN = re.compile(
    r"eutsch|\bBundes(?:tag|wehr|innen|finanz|justiz|wirtschaft|gesundheit|verkehr|umwelt|digital"
    r"|land|länder|familien|bildung|forschung|außen)|\bLänder[ns]?\b"
)
"""Words that only Germans use, or that say that a text is about Germany."""
_RELATION = re.compile(
    r"(?:^|\W)(?:mit|zu|zur|nach|gegen|für|aus|an|wie|Abkommen|Grenze) (?:der )?$"
)


class Foreign(NamedTuple):
    """A country named in a text: its ISO 3166-1 code, and where."""

    code: str
    start: int
    end: int


def _codes(chunk: str) -> list[str]:
    """The countries that a chunk of a text may have to do with."""
    if not _ANY_STEM.search(chunk):
        return []
    return [code for code, stems in _STEMS.items() if any(stem in chunk for stem in stems)]


_MAY_MEAN = Notes(_codes)


def countries(text: Even) -> list[Foreign]:
    """The places where a text names such a country, by noun, adjective or city, in its order."""
    codes = {code for _, codes in text.noted(_MAY_MEAN) for code in codes}
    found = [
        Foreign(code, *match.span())
        for code, pattern in _PATTERNS.items()
        if code in codes
        for match in pattern.finditer(text.text)
    ]
    return sorted(found, key=lambda place: place.start)


def without_country(name: str) -> tuple[str, str] | None:
    """A foreign body's name without its country, and that country's code."""
    match = _NAMES.fullmatch(name)
    return (match[2], {"Ö": "AT", "S": "CH", "L": "LI"}[name[0]]) if match else None


def beside(text: str, place: Foreign, start: int, end: int) -> bool:
    """Whether a country stands directly before or behind the words from `start` to `end`."""
    return bool(
        (place.end <= start and _BESIDE_BEFORE.fullmatch(text, place.end, start))
        or (place.start >= end and _BESIDE_AFTER.fullmatch(text, end, place.start))
    )


def opens(text: str, place: Foreign) -> bool:
    """Whether a sentence or clause places itself in a country (``In Wien hat``, ``Wien:``)."""
    line_start = place.start == 0 or text[place.start - 1] == "\n"
    return bool(_OPENING.search(text, max(0, place.start - 12), place.start)) or (
        line_start and text[place.end : place.end + 1] == ":"
    )


class Countries:
    """The countries of a text, and which of them a name in it means."""

    def __init__(self, text: Even, *, german: bool) -> None:
        """`german` says that source or places have to do with Germany."""
        self._written = text.text
        self.places = countries(text)
        self._starts = [place.start for place in self.places]
        self._german = german or bool(self.places and _GERMAN.search(text.text))

    def of(self, span: Span) -> Qualified | None:
        """The country whose body a name means that Germany has too; None: perhaps the German one.

        It stands beside the name, opens its sentence or clause, or nothing in the text is German:
        then the sentence's, the last one before, or the first, but not ``mit der Schweiz``.
        """
        if not self.places:
            return None
        begin, end = sentence_around(self._written, span.start, span.end)
        inside = self.places[bisect_left(self._starts, begin) : bisect_left(self._starts, end)]
        for place in inside:
            if beside(self._written, place, span.left, span.end):
                return self._meant(place, 5, "with")
        for place in reversed(inside):
            if place.start < span.start and opens(self._written, place):
                return self._meant(place, 7, "resolved by")
        if self._german:
            return None
        before = self.places[max(0, bisect_left(self._starts, span.start) - 1) :]
        for place in [*inside, *before[:1], *self.places[:1]]:
            if not _RELATION.search(self._written, max(0, place.start - 16), place.start):
                return self._meant(place, 8, "resolved by")
        return None

    def _meant(self, place: Foreign, rank: int, how: str) -> Qualified:
        return Qualified(place.code, rank, f'{how} "{self._written[place.start : place.end]}"')
