"""The archive's files: one TinyDB file per day, found, read and written.

Day keys are ``2022-10-13`` (``2022/2022-10-13.json``) and ``undated/2026-11``
(``undated/2026-11.json``). What cannot be read is reported in `Days.damaged` and otherwise absent.
"""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from press.article import Article
from store.files import SET_ASIDE, DamagedFile, DamageList, WriteLock, remove_file, write_files
from store.storage import FileStorage, StoredDocument, TableFile, Tables, encode

ARTICLES, VERSIONS = "articles", "versions"

_UNDATED = "undated"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTH = re.compile(r"\d{4}-\d\d", re.ASCII)

_article = msgspec.json.Decoder(Article)


def day_of(article: Article) -> str:
    """The day an article is filed under: ``2022-10-13``, or ``undated/2026-11``."""
    if article.published:
        return article.published[:10]
    return f"{_UNDATED}/{article.first_seen[:7]}"


class Days:
    """The day files below one directory, and the lock their writers share."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.lock = WriteLock(directory)
        self.damaged = DamageList()

    def path(self, day: str) -> Path:
        """The file of a day.

        Raises:
            ValueError: `day` is no day key.
        """
        folder, _, name = day.rpartition("/")
        if (folder == _UNDATED and _MONTH.fullmatch(name)) or _DAY.fullmatch(day):
            return self.directory / (folder or day[:4]) / f"{name}.json"
        raise ValueError(f"{day!r} is no day: expected 2022-10-13 or undated/2026-11")

    def fingerprints(self) -> dict[str, str]:
        """Per day a text that changes whenever its file does; newest day first, undated last."""
        prints = {
            day: f"{stat.st_mtime_ns}-{stat.st_size}-{stat.st_ino}" for day, stat in self._files()
        }
        newest_first = sorted(prints, reverse=True)
        newest_first.sort(key=lambda day: day.startswith(_UNDATED))
        return {day: prints[day] for day in newest_first}

    def sizes(self) -> dict[str, int]:
        """The bytes of each day's file."""
        return {day: stat.st_size for day, stat in self._files()}

    def _files(self) -> Iterator[tuple[str, os.stat_result]]:
        for folder in _entries(self.directory):
            undated = folder.name == _UNDATED
            names = _MONTH if undated else _DAY
            for file in _entries(folder):
                name = file.name.removesuffix(".json")
                if name == file.name or not names.fullmatch(name):
                    continue
                if undated or name[:4] == folder.name:
                    with contextlib.suppress(OSError):
                        yield f"{_UNDATED}/{name}" if undated else name, file.stat()

    def set_aside(self) -> list[Path]:
        """The damaged files that lie there, from now or earlier."""
        return sorted(self.directory.rglob(f"*{SET_ASIDE}*"))

    def read(self, day: str) -> Tables:
        """A day's tables; none for a day without a file or with a damaged one."""
        try:
            return FileStorage(self.path(day), self.lock).read() or {}
        except DamagedFile as damage:
            self.damaged.report(damage)
            return {}

    def decode(self, stored: StoredDocument, day: str) -> Article | None:
        """The article in a document; one that is no article is reported and left where it is."""
        try:
            return _article.decode(stored.raw)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            path = self.path(day)
            self.damaged.report(DamagedFile(path, path, f"a document is no article: {error}"))
            return None

    def articles(self, day: str, table: str = ARTICLES) -> list[Article]:
        """All articles of a day in the order of the file; what is none is reported."""
        file = TableFile(self.path(day), table, self.lock, self.damaged.report)
        return list(file.records(Article).values())

    def write(self, days: Mapping[str, Tables]) -> None:
        """Replace the files of several days; see `store.files.write_files`."""
        write_files({self.path(day): encode(tables) for day, tables in days.items()})

    def remove(self, day: str) -> None:
        """Delete the file of a day."""
        remove_file(self.path(day))


def _entries(directory: os.PathLike[str]) -> list[os.DirEntry[str]]:
    """What lies in a directory; nothing where there is none (thousands of files: no `Path`s)."""
    try:
        with os.scandir(directory) as entries:
            return list(entries)
    except OSError:
        return []
