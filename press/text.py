"""Text at the door: cleaning what pages say, and the small Markdown that bodies are kept in.

Scraped text is hostile. Everything that enters Presselupe passes `clean_line` or `clean_text`:
control, escape, bidirectional-override and invisible characters go, blanks are made plain, and
sizes are bounded.

A body is Markdown limited to blocks, separated by blank lines: paragraphs, ``##`` subheads, ``-``
and ``1.`` list items, ``>`` quotes. There is no inline markup: ``Bürger*innen`` and ``_`` mean
themselves. A paragraph that would read as another block is escaped with one backslash.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

MAX_LINE = 2_000
"""Characters kept of a title, kicker or caption."""
MAX_TEXT = 2_000_000
"""Characters kept of a body."""

BlockKind = Literal["paragraph", "subhead", "item", "numbered", "quote"]


class Block(NamedTuple):
    """One block of a body: its kind and its text on one line."""

    kind: BlockKind
    text: str


_ORDINARY = re.compile(
    "[\n -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2015\u2018-\u201f\u2022\u2026\u20ac]*"
)
_LINE_BREAKS = re.compile("\r\n?|[\v\f\u0085\u2028\u2029]")
_DROPPED = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f"  # control, escape
    "\u00ad\u180e\u200b\u2060-\u2064\ufeff"  # soft hyphen, no width
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # fillers without ink
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # writing direction
    "\u2065\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"  # no characters at all
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and musical layout
    "\U000e0000-\U000e0fff]"  # tags and variation supplements
)
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_LETTERS = re.compile(r"\w+")
_WORD = re.compile(r"\w+(?:[-‐‑'’]\w+)*")
_REMEMBERED, _LONGEST = 20_000, 60
"""Words whose count is remembered, and characters that such a one may have."""
_MARKS = re.compile(r"([^\w\s!-~]{30})[^\w\s!-~]+")
_LOOKS_LIKE_BLOCK = re.compile(r"(?:#{1,6}\s|[-+*]\s|>|\\|\d{1,9}[.)]\s)")
_MARKER = re.compile(
    r"(?P<head>#{1,6})\s+|(?P<item>[-+*])\s+|(?P<number>\d{1,9}[.)])\s+|(?P<quote>>)\s?"
)


def clean_text(text: str, limit: int = MAX_TEXT) -> str:
    """`text` in NFC without control, escape and invisible characters; line breaks are line feeds.

    Of the joiners those that shape emoji and letters stay. A run of signs or combining marks is cut
    after the thirtieth.
    """
    text = text[: limit * 4]
    if _ORDINARY.fullmatch(text):
        return text[:limit]
    if "\x1b" in text:
        text = _ANSI.sub("", text)
    text = _DROPPED.sub("", _LINE_BREAKS.sub("\n", text).replace("\t", " "))
    # Putting a run of marks in order takes quadratic time.
    text = _MARKS.sub(r"\1", text)
    return unicodedata.normalize("NFC", text)[:limit]


def clean_line(text: str, limit: int = MAX_LINE) -> str:
    """`text` cleaned and on one line, every run of blanks (also no-break ones) a single blank."""
    if not text:
        return ""
    if len(text) > limit or not _ORDINARY.fullmatch(text):
        text = clean_text(text, limit)
    # Most lines are one already. Blanks other than the common one are not printable.
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return str(text)
    return " ".join(text.split())


def kicker_beside(title: str | None, kicker: str | None) -> str:
    """A kicker on one line, to be set beside its title; empty where the title begins with it."""
    shown = clean_line(kicker or "")
    heading = " ".join(_LETTERS.findall((title or "").casefold()))
    repeated = " ".join(_LETTERS.findall(shown.casefold()))
    return shown if repeated and not f"{heading} ".startswith(f"{repeated} ") else ""


def to_markdown(blocks: Iterable[Block]) -> str:
    """Blocks as the Markdown of a body; items of one list stand on following lines.

    Blocks that would make the body longer than `MAX_TEXT` characters are left out, with all that
    follow.
    """
    parts: list[str] = []
    previous: BlockKind | None = None
    number = size = 0
    for block in blocks:
        text = clean_line(block.text, MAX_TEXT)
        if not text:
            continue
        number = number + 1 if block.kind == "numbered" and previous == "numbered" else 1
        close = block.kind == previous and block.kind in ("item", "numbered")
        separator = "" if not parts else "\n" if close else "\n\n"
        part = separator + _marked(block.kind, text, number)
        size += len(part)
        if size > MAX_TEXT and parts:
            break
        parts.append(part)
        previous = block.kind
    return "".join(parts)


def _marked(kind: BlockKind, text: str, number: int) -> str:
    if kind == "subhead":
        return f"## {text}"
    if kind == "item":
        return f"- {text}"
    if kind == "numbered":
        return f"{number}. {text}"
    if kind == "quote":
        return f"> {text}"
    return f"\\{text}" if _LOOKS_LIKE_BLOCK.match(text) else text


def blocks_of(body: str | None) -> list[Block]:
    """The blocks of a body, as `to_markdown` wrote it."""
    return [_read_block(line) for line in (body or "").split("\n") if line.strip()]


def _read_block(line: str) -> Block:
    if line.startswith("\\"):
        return Block("paragraph", line[1:])
    marker = _MARKER.match(line)
    if not marker:
        return Block("paragraph", line)
    text = line[marker.end() :]
    if marker["head"]:
        return Block("subhead", text)
    if marker["item"]:
        return Block("item", text)
    return Block("numbered" if marker["number"] else "quote", text)


@lru_cache(maxsize=4)
def plain(body: str | None) -> str:
    """The body's words without Markdown signs, a line per block.

    The last few stay at hand: labelling and indexing ask for one article's several times.
    """
    lines = [line for line in (body or "").split("\n") if line.strip()]
    # No block's sign is a letter, so that most lines are their own text.
    return "\n".join([line if line[0].isalpha() else _read_block(line).text for line in lines])


def heading(title: str | None, kicker: str | None, lead: str | None) -> str:
    """What stands above an article's body, a line for each; with `plain` it is the whole text."""
    return f"{title or ''}\n{kicker or ''}\n{lead or ''}\n"


class _Counts(dict[str, int]):
    """Words in what stands between two blanks, remembered: words come again in every text."""

    def __missing__(self, chunk: str) -> int:
        number = len(_WORD.findall(chunk))
        if len(self) >= _REMEMBERED:
            self.clear()
        if len(chunk) <= _LONGEST:
            self[chunk] = number
        return number


_words_in = _Counts().__getitem__


@lru_cache(maxsize=4)
def count_words(body: str | None) -> int:
    """Words of a body: runs of letters or digits, hyphenated ones count once."""
    return sum(map(_words_in, plain(body).split()))
