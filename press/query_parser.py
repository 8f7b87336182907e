"""Reading the filter language: recursive descent over the text, bounded in length and depth.

    query    = [ either ]
    either   = both { ("OR" | "ODER") both }
    both     = unary { [ "AND" | "UND" ] unary }
    unary    = { "-" | "NOT" | "NICHT" } atom
    atom     = "(" either ")" | phrase | title text | field value { "," value } | word | word "*"

Signs without a letter or digit beside them count as blanks.
"""

import re
from datetime import date

from press import query_dates
from press.query_fields import FIELDS, TITLE, canonical_field, nearest_field
from press.query_tree import Field, Node, Text, all_of, any_of, negated
from press.query_values import GAP, QueryError, read_value, short

MAX_LENGTH = 10_000
"""Characters of a query."""
MAX_DEPTH = 40
"""Brackets inside one another."""
MAX_TERMS = 300
"""Words, phrases and values of a query."""
MAX_COSTLY = 24
"""Phrases and prefixes of a query: each may touch a large part of the index."""
MIN_PREFIX = 2
"""Letters and digits before a ``*``."""

QUOTES = '"„“”«»'
"""Any of them opens and closes a phrase or a value."""
_BLANKS = re.compile(rf"[{GAP}]+")
_SIGNS = re.compile(rf"(?:[{GAP}]|(?![()*{QUOTES}−-])[\W_]|[−*-](?=[{GAP})]|$))+")
_MINUS = re.compile(r"[−-]")
WORD = re.compile(rf"[^{GAP}(){QUOTES}]+")
"""A word with the signs beside it."""
NAME = re.compile(r"([^\W\d_]+):(?!//)")
"""A field's name (1) with its colon."""
VALUE = re.compile(rf"[^{GAP}(){QUOTES},]+")
"""A value of a field, without quotation marks."""
PHRASE = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)([{QUOTES}]?)")
"""What stands in quotation marks (1), and the closing one (2; empty: there is none)."""
LETTER = re.compile(r"[^\W_]")
"""What makes a word of signs: a letter or a digit."""
_ENDING = re.compile("[^\\W_]|[\u0300-\u036f]")
_OPERATOR = re.compile(rf"(?:ODER|OR|AND|UND|NOT|NICHT)(?![^{GAP}(){QUOTES}])")
_OPERATORS = {
    "OR": "or", "ODER": "or", "AND": "and", "UND": "and", "NOT": "not", "NICHT": "not",
}  # fmt: skip

_A_TERM = "a word, a phrase, a field or ("


class Parser:
    """Reads one query; use `read` once."""

    def __init__(self, text: str, today: date | None) -> None:
        self._text = text
        self._today = today
        self._at = 0
        self._terms = 0
        self._costly = 0

    def read(self) -> Node:
        """The whole query as one node.

        Raises:
            QueryError: with the position, and what was expected there.
        """
        if len(self._text) > MAX_LENGTH:
            raise QueryError(
                MAX_LENGTH,
                "the query has {count} characters",
                expected=f"{MAX_LENGTH} at most",
                count=str(len(self._text)),
            )
        self._skip()
        if self._ended():
            return all_of(())
        node = self._either(0)
        if not self._ended():
            raise QueryError(self._at, '")" closes nothing', expected="an opening ( before it")
        return node

    def _either(self, depth: int) -> Node:
        nodes = [self._both(depth)]
        while self._take_operator("or"):
            nodes.append(self._both(depth))
        return any_of(nodes)

    def _both(self, depth: int) -> Node:
        nodes = [self._unary(depth)]
        while self._take_operator("and") or self._more():
            nodes.append(self._unary(depth))
        return all_of(nodes)

    def _unary(self, depth: int) -> Node:
        negative = False
        while self._take_operator("not") or self._take(_MINUS):
            negative = not negative
            self._skip()
        node = self._atom(depth)
        return negated(node) if negative else node

    def _atom(self, depth: int) -> Node:
        start = self._at
        if self._text.startswith("(", start):
            return self._group(depth)
        if self._text[start : start + 1] in tuple(QUOTES):
            return self._phrase(title=False)
        name = NAME.match(self._text, start)
        if name:
            self._at = name.end()
            return self._field(name[1], start)
        if self._text.startswith(")", start) or self._operator() or self._ended():
            raise QueryError(start, "{found}", expected=_A_TERM, found=self._found())
        return self._word(title=False)

    def _group(self, depth: int) -> Node:
        start = self._at
        if depth >= MAX_DEPTH:
            raise QueryError(
                start, "too many brackets inside one another", expected=f"{MAX_DEPTH} at most"
            )
        self._at += 1
        self._skip()
        node = self._either(depth + 1)
        if not self._text.startswith(")", self._at):
            raise QueryError(start, '"(" is not closed', expected=")")
        self._at += 1
        self._skip()
        return node

    def _field(self, name: str, start: int) -> Node:
        canonical = canonical_field(name)
        if canonical is None:
            raise QueryError(
                start,
                'there is no field "{name}"{hint}',
                expected="one of " + ", ".join((TITLE[0], *FIELDS)),
                name=name,
                hint=nearest_field(name),
            )
        if canonical == TITLE[0]:
            return self._title()
        values = [self._value(canonical)]
        while self._text.startswith(",", self._at):
            self._at += 1
            values.append(self._value(canonical))
        self._skip()
        return Field(canonical, tuple(dict.fromkeys(values)))

    def _value(self, name: str) -> str:
        start = self._at
        quoted = PHRASE.match(self._text, start)
        plain = quoted or VALUE.match(self._text, start)
        if not plain:
            raise QueryError(
                start, 'field "{name}" has no value', expected="a value after the colon", name=name
            )
        self._at = plain.end()
        if quoted:
            self._check_closed(quoted)
        self._count(start, costly=False)
        value = read_value(name, quoted[1] if quoted else plain[0], start)
        if name == "date" and self._today:
            return query_dates.fixed(value, self._today)
        return value

    def _title(self) -> Node:
        if self._text[self._at : self._at + 1] in tuple(QUOTES):
            return self._phrase(title=True)
        word = WORD.match(self._text, self._at)
        if not word or not LETTER.search(word[0]):
            raise QueryError(
                self._at,
                'field "title" has no value',
                expected="a word or a phrase after the colon",
            )
        return self._word(title=True)

    def _phrase(self, *, title: bool) -> Text:
        start = self._at
        found = PHRASE.match(self._text, start)
        if found is None:
            raise AssertionError(self._text)
        self._check_closed(found)
        words = " ".join(_BLANKS.sub(" ", found[1]).split())
        if not LETTER.search(words):
            raise QueryError(start, "there are no words in the quotes", expected="a word")
        self._at = found.end()
        self._count(start, costly=True)
        self._skip()
        return Text("phrase", words, title)

    def _check_closed(self, found: re.Match[str]) -> None:
        if not found[2]:
            raise QueryError(
                found.start(), "the quotation mark is not closed", expected='a closing "'
            )

    def _word(self, *, title: bool) -> Text:
        start = self._at
        found = WORD.match(self._text, start)
        if found is None:
            raise AssertionError(self._text)
        first = LETTER.search(found[0])
        body = _strip_right(found[0], but="*")
        prefix = body.endswith("*")
        lead, word = (first.start() if first else 0), _strip_right(body)
        word = word[lead:]
        star = found[0].find("*", 0, lead + len(word))
        if star >= 0 or not word:
            raise QueryError(
                start + max(star, 0), "a * stands only at the end of a word", expected="letters"
            )
        if prefix and len(LETTER.findall(word)) < MIN_PREFIX:
            raise QueryError(
                start,
                'the prefix "{word}*" is too short',
                expected=f"at least {MIN_PREFIX} letters before the *",
                word=word,
            )
        self._at = found.end()
        self._count(start, costly=prefix)
        self._skip()
        if prefix:
            return Text("prefix", word, title)
        return Text("phrase" if word in _OPERATORS else "word", word, title)

    def _count(self, start: int, *, costly: bool) -> None:
        self._terms += 1
        self._costly += costly
        if self._terms > MAX_TERMS or self._costly > MAX_COSTLY:
            raise QueryError(
                start,
                "the query has too many parts",
                expected=f"at most {MAX_TERMS}, of them {MAX_COSTLY} phrases and prefixes",
            )

    def _skip(self) -> None:
        """Pass over blanks and signs that mean nothing."""
        self._take(_SIGNS)

    def _take(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self._text, self._at)
        if found:
            self._at = found.end()
        return bool(found)

    def _operator(self) -> str | None:
        found = _OPERATOR.match(self._text, self._at)
        return _OPERATORS[found[0]] if found else None

    def _take_operator(self, meaning: str) -> bool:
        if self._operator() != meaning:
            return False
        self._take(_OPERATOR)
        self._skip()
        return True

    def _ended(self) -> bool:
        return self._at >= len(self._text)

    def _more(self) -> bool:
        """Whether another part follows that needs no word between."""
        return not self._ended() and self._text[self._at] != ")" and self._operator() != "or"

    def _found(self) -> str:
        if self._ended():
            return "the query ends"
        found = WORD.match(self._text, self._at)
        return f'found "{short(found[0] if found else self._text[self._at], 30)}"'


def _strip_right(word: str, *, but: str = "") -> str:
    """`word` without the signs at its end, except those in `but`; accents stay on their letter."""
    end = len(word)
    while end and not _ENDING.match(word, end - 1) and word[end - 1] not in but:
        end -= 1
    return word[:end]
