"""What the pages of one source have in common: lines that most of them print, endings of titles.

Counts, nothing more, in a file of the crawl memory that anyone can read. A line of the text that
most pages print says nothing of any of them (an address, a note on the publisher); what ends most
titles is the site's name.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from press.urls import article_id
from store.files import read_file, write_file

FEWEST = 6
"""Pages that must have been read before anything counts as a habit."""
SHARE = 0.6
"""Share of the pages that must have a line for it to be one."""
MAX_PAGES = 200
"""Pages after which all counts are halved, so that a new design is learnt."""
MAX_LINES = 2_000
MAX_LINE = 600
MAX_ENDING = 120
_SEPARATOR = re.compile(r"\s+[-–—|:·•»]+\s+|:\s+|\s+\|\s*")


class Habits(msgspec.Struct, kw_only=True):
    """Counts over the pages of a source; `seen` are the ids of the pages last counted."""

    pages: int = 0
    lines: dict[str, int] = {}
    endings: dict[str, int] = {}
    seen: list[str] = []

    def note(self, url: str, title: str, lines: Iterable[str]) -> None:
        """Count a page, once: its `<title>` and the lines of its text."""
        known = article_id(url)
        if known in self.seen:
            return
        self.seen = [*self.seen[1 - MAX_PAGES :], known]
        self.pages += 1
        for line in {line for line in lines if 0 < len(line) <= MAX_LINE}:
            self.lines[line] = self.lines.get(line, 0) + 1
        for ending in _endings(title):
            self.endings[ending] = self.endings.get(ending, 0) + 1
        if self.pages >= MAX_PAGES:
            self.pages //= 2
            self.lines, self.endings = _halved(self.lines), _halved(self.endings)
        self.lines, self.endings = _bounded(self.lines), _bounded(self.endings)

    def is_common(self, line: str) -> bool:
        """Whether most pages print this line."""
        return self._is_habit(self.lines.get(line, 0))

    def site_names(self) -> list[str]:
        """What ends the titles of most pages, the longest first."""
        found = [ending for ending, count in self.endings.items() if self._is_habit(count)]
        return sorted(found, key=len, reverse=True)

    def _is_habit(self, count: int) -> bool:
        return self.pages >= FEWEST and count >= SHARE * self.pages


def load(path: Path) -> Habits:
    """The habits kept in a file; none yet where it is missing or unreadable."""
    content = read_file(path)
    try:
        return msgspec.json.decode(content, type=Habits) if content else Habits()
    except msgspec.DecodeError:
        return Habits()


def save(path: Path, habits: Habits) -> None:
    """Keep the habits.

    Raises:
        StoreError: the disk is full or read-only.
    """
    write_file(path, msgspec.json.format(msgspec.json.encode(habits), indent=1) + b"\n")


def path_of(data: Path, source_id: str) -> Path:
    """Where the habits of a source are kept."""
    return data / "crawl" / source_id / "habits.json"


def _endings(title: str) -> list[str]:
    """What stands behind each sign that parts a title."""
    found = (title[match.end() :].strip() for match in _SEPARATOR.finditer(title[:1000]))
    return [ending for ending in found if 0 < len(ending) <= MAX_ENDING]


def _halved(counts: dict[str, int]) -> dict[str, int]:
    return {text: count // 2 for text, count in counts.items() if count > 1}


def _bounded(counts: dict[str, int]) -> dict[str, int]:
    """The newest half of what was counted once and all else, where there is too much."""
    if len(counts) <= MAX_LINES:
        return counts
    once = [text for text, count in counts.items() if count == 1]
    old = set(once[: max(len(once) // 2, len(counts) - MAX_LINES)])
    return {text: count for text, count in counts.items() if text not in old}
