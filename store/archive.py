"""The archive: articles and their versions, one TinyDB file per day of publication.

``archive/2022/2022-10-13.json`` holds what was published that day, in the order it arrived; what
has no date is filed under ``archive/undated/2026-11.json``, the month it was first seen. Tables:
``articles`` (the current state) and ``versions`` (what a changed article said before).

An article whose date is corrected moves. The steps, each durable before the next: the move is
noted in ``archive/moves.json``; the article is written to its new day; it leaves the old one; the
note is deleted. While a note is there, readers hide the article in its old day as soon as the new
day has it; so a crash between any two steps shows it exactly once, and the next `keep` (or
`finish_moves`) completes the move.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from press.article import Article, with_labels_of
from store import passing
from store.days import ARTICLES, VERSIONS, Days, day_of
from store.files import DamagedFile, remove_file
from store.filing import (
    Arrival,
    Filing,
    Kept,
    Move,
    Outcome,
    copy_versions,
    has,
    keep_version,
    key_of,
    last_of_each,
    version_keys,
)
from store.storage import TableFile, Tables, document

__all__ = ["Archive", "Arrival", "Kept", "Outcome", "day_of"]


class Archive:
    """The articles of one data directory, for any number of readers and writers at any time."""

    def __init__(self, data: Path) -> None:
        self._days = Days(data / "archive")
        self._notes = TableFile(
            data / "archive" / "moves.json", "moves", self._days.lock, self._days.damaged.report
        )

    @property
    def damaged(self) -> Sequence[DamagedFile]:
        """Files and single documents that this object found unreadable; all else is usable."""
        return self._days.damaged

    def keep(self, batch: Sequence[Arrival]) -> list[Kept]:
        """Store a batch, each touched day written once; on disk when this returns.

        An article is ``new``, ``changed`` (another `content_hash`: the version goes up, the old
        text is kept as a version) or the ``same`` (only `last_seen`, `aliases`, `twins` and
        `gone` follow, and an `issuer` where there was none). `first_seen` stays. Of several
        arrivals with one id the last counts. One result per id, in order of arrival.

        Raises:
            StoreError: the disk is full or read-only. What was stored before is intact; keep the
                batch again when it can be written.
            ValueError: an article's `id` or `published` is none; nothing is stored.
        """
        with self._days.lock:
            self.finish_moves()
            filing = Filing(self._days)
            kept = [filing.file(arrival) for arrival in last_of_each(batch)]
            if filing.notes:
                self._write_notes(filing.notes)
            self._days.write({day: filing.tables[day] for day in filing.touched})
            if filing.moves:
                self._leave_old_days(filing.moves, filing.tables)
            return kept

    def relabel(self, day: str, articles: Sequence[Article]) -> list[Article]:
        """Store the labels of a day's articles and nothing else of them.

        One write, on disk when this returns; gives the articles as stored. Versions stay as they
        are. An article that has left the day or says something else by now is passed over.

        Raises:
            StoreError: it cannot be written; what was stored before is intact.
        """
        with self._days.lock:
            self.finish_moves()
            tables = self._days.read(day)
            table = tables.get(ARTICLES, {})
            stored: list[Article] = []
            for article in articles:
                key = key_of(article.id)
                old = self._days.decode(table[key], day) if key in table else None
                if old and old.content_hash == article.content_hash:
                    stored.append(with_labels_of(old, article))
                    table[key] = document(stored[-1])
            if stored:
                self._days.write({day: tables})
            return stored

    def set_gone(self, id: str, day: str, gone: str | None) -> Article | None:  # noqa: A002
        """Note since when an article's page is gone (a UTC instant), or that it is there again.

        Nothing else of the article changes. One write, on disk when this returns; gives the article
        as stored, or ``None`` where nothing was to be noted: the first instant stays.

        Raises:
            StoreError: it cannot be written; what was stored before is intact.
        """
        with self._days.lock:
            self.finish_moves()
            tables = self._days.read(day)
            table = tables.get(ARTICLES, {})
            old = self._days.decode(table[key_of(id)], day) if key_of(id) in table else None
            if old is None or old.id != id or (old.gone is None) == (gone is None):
                return None
            article = msgspec.structs.replace(old, gone=gone)
            table[key_of(id)] = document(article)
            self._days.write({day: tables})
            return article

    def remove(self, ids: Mapping[str, Collection[str]]) -> None:
        """Delete articles, by the day each is filed under, with all their versions, for good.

        Each day is written once and keeps all else; gone from disk when this returns.

        Raises:
            StoreError: it cannot be written; every day still has a whole content, old or new.
        """
        with self._days.lock:
            self.finish_moves()
            for day, members in ids.items():
                tables = self._days.read(day)
                for id_ in members:
                    tables.get(ARTICLES, {}).pop(key_of(id_), None)
                    for key in version_keys(tables, id_):
                        del tables[VERSIONS][key]
                if any(tables.values()):
                    self._days.write({day: tables})
                else:
                    self._days.remove(day)

    def read(self, id: str, day: str) -> Article | None:  # noqa: A002
        """One article, or ``None`` where that day has no such one."""
        stored = self._days.read(day).get(ARTICLES, {}).get(key_of(id))
        article = self._days.decode(stored, day) if stored is not None else None
        if not article or article.id != id or id in self._moved_away(day):
            return None
        return article

    def day(self, day: str) -> list[Article]:
        """All articles of a day in order of arrival."""
        articles = self._days.articles(day)
        hidden = self._moved_away(day) if articles else ()
        return [article for article in articles if article.id not in hidden]

    def stored(self, day: str) -> dict[str, msgspec.Raw] | None:
        """The articles of a day as they stand there, see `store.passing`."""
        found = passing.stored(self._days.path(day), ARTICLES)
        if found:
            for id_ in self._moved_away(day):
                found.pop(id_, None)
        return found

    def days(self) -> list[str]:
        """The days that have articles, newest first, the undated months last."""
        return list(self.fingerprints())

    def fingerprints(self) -> dict[str, str]:
        """Per day a text that changes whenever the day's file does; ordered as `days`."""
        return self._days.fingerprints()

    def sizes(self) -> dict[str, int]:
        """The bytes of each day's file."""
        return self._days.sizes()

    def versions(self, id: str, day: str) -> list[Article]:  # noqa: A002
        """What an article said before, oldest first, without its current state."""
        articles = self._days.articles(day, VERSIONS)
        return sorted((a for a in articles if a.id == id), key=lambda article: article.version)

    def finish_moves(self) -> None:
        """Complete moves that a crash has left half done; cheap where there are none."""
        if not self._notes.path.exists():
            return
        with self._days.lock:
            moves = self._read_notes()
            tables = {day: self._days.read(day) for m in moves for day in (m.old, m.new)}
            self._leave_old_days([m for m in moves if has(tables[m.new], m.id)], tables)

    def verify(self) -> list[str]:
        """Read everything and mend what can be mended; one line for each thing found.

        Completes moves. Where an article stands in two days (its crawl memory was lost and its
        date corrected since) the one seen last stays, the other becomes one of its versions.
        Damaged files are named as long as they lie there, set aside now or earlier.
        """
        found: list[str] = []
        with self._days.lock:
            self.finish_moves()
            known: dict[str, tuple[str, str]] = {}
            for day in self.days():
                for article in self.day(day):
                    here = (article.last_seen, day)
                    other = known.get(article.id)
                    if other:
                        leave, stay = sorted((here, other))
                        self._merge_double(Move(article.id, old=leave[1], new=stay[1]))
                        found.append(f"{article.id}: stood in {leave[1]} too, now only {stay[1]}")
                    known[article.id] = max(here, other or here)
        new = {damage.kept_as for damage in self.damaged}
        earlier = [path for path in self._days.set_aside() if path not in new]
        remedy = "restore the day from a backup or run presselupe crawl --full, then delete it"
        found += [f"{path}: damaged, set aside earlier; {remedy}" for path in earlier]
        return found + [str(damage) for damage in self.damaged]

    def _merge_double(self, move: Move) -> None:
        tables = {day: self._days.read(day) for day in (move.old, move.new)}
        old = self._days.decode(tables[move.old][ARTICLES][key_of(move.id)], move.old)
        if old:
            keep_version(tables[move.old], old)
        copy_versions(move, tables)
        self._days.write({move.new: tables[move.new]})
        self._leave_old_days([move], tables)

    def _leave_old_days(self, moves: Iterable[Move], tables: dict[str, Tables]) -> None:
        """The last two steps of moves: out of the old days, then the note is deleted."""
        left: set[str] = set()
        for move in moves:
            left.add(move.old)
            tables[move.old].get(ARTICLES, {}).pop(key_of(move.id), None)
            for key in version_keys(tables[move.old], move.id):
                del tables[move.old][VERSIONS][key]
        empty = {day for day in left if not any(tables[day].values())}
        self._days.write({day: tables[day] for day in left - empty})
        for day in empty:
            self._days.remove(day)
        remove_file(self._notes.path)

    def _write_notes(self, moves: Iterable[Move]) -> None:
        self._notes.write({key_of(move.id): document(move) for move in moves})

    def _read_notes(self) -> list[Move]:
        return list(self._notes.records(Move).values())

    def _moved_away(self, day: str) -> set[str]:
        """Ids that stand in `day` only because a move has not been completed."""
        return {
            move.id
            for move in self._read_notes()
            if move.old == day and has(self._days.read(move.new), move.id)
        }
