"""The search index: derived from the archive, disposable, healing itself.

``index/state.json`` names the directory of the tantivy index in use, and for every archive day the
fingerprint it had when it was indexed. From that, whoever opens the index sees what is missing:

- no state, another schema version, unreadable index files: it is rebuilt, beside the old one,
  which readers keep until the new one takes its place;
- days whose fingerprint differs (a crash between archive and index, a restored backup): they are
  indexed again.

One process writes at a time (a lock held only while writing), any number read; a reader sees what
others wrote after `refresh`. Who finds the index wanting while another process is at it goes on
with what there is.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import tantivy

from press.article import Article
from store import entries
from store.archive import Archive
from store.asking import among, between
from store.checksums import damage
from store.days import day_of
from store.files import StoreError, make_directory, read_file, write_file
from store.read_ahead import read_ahead
from store.view import View

if TYPE_CHECKING:
    from store.preparing import Prepared

_HEAP, _SMALL_HEAP = 100_000_000, 20_000_000
"""Bytes that tantivy buffers: for a whole archive, for a batch."""
_STATE = "state.json"


Progress = Callable[[int, float], None]
"""Told how many articles a rebuild has done, and what share of the archive that is (0 to 1)."""


class _State(msgspec.Struct, kw_only=True):
    schema: int
    directory: str
    days: dict[str, str]
    changed: str | None = None


class Index:
    """The index of one data directory. Opening it heals it where it can (unless not to `heal`).

    `view` answers; it is replaced by `refresh`, never changed, so that a caller who keeps it sees
    one state throughout. `notices` are lines on what was found wanting.
    """

    def __init__(self, data: Path, archive: Archive | None = None, *, heal: bool = True) -> None:
        self.schema = entries.schema()
        self.notices: list[str] = []
        self._archive = archive or Archive(data)
        self._home = data / "index"
        self._state: _State | None = None
        self._stamp: tuple[int, int] | None = None
        self._seen: dict[str, str] = {}
        self._index = tantivy.Index(self.schema)
        self.view = View(self._index.searcher(), self.schema, 0)
        self._load()
        if heal:
            self.heal()

    @property
    def changed(self) -> str | None:
        """The UTC instant of the newest change in the archive that the index knows."""
        return self._state.changed if self._state else None

    @property
    def exists(self) -> bool:
        """Whether there is a usable index; there is none before the first article."""
        return self._state is not None

    def damage(self) -> str | None:
        """What is wrong with the index's files; reads them all, opening only the latest ones."""
        return damage(self._home / self._state.directory, newer_than=0) if self._state else None

    def read_ahead(self) -> None:
        """Have the system read the index's files before they are asked for (`store.read_ahead`)."""
        if self._state:
            read_ahead(self._home / self._state.directory)

    def refresh(self) -> bool:
        """See what other processes have written since; whether there was anything."""
        if self._stamp == self._stamp_on_disk():
            return False
        self._load()
        return True

    def add(self, articles: Iterable[Article], *, days: Iterable[str] = ()) -> None:
        """Index articles just kept in the archive, in place of what was known of them.

        Give it everything that one `Archive.keep` returned; found at once by this object, by
        others after their `refresh`. `days` are further ones just written, of which nothing else
        than these articles has changed for the index.

        Raises:
            StoreError: the index cannot be written.
        """
        self._change(list(articles), [], days)

    def remove(self, ids: Iterable[str], *, days: Iterable[str] = ()) -> None:
        """Forget articles that have left the archive, and with them nothing else of their `days`.

        Raises:
            StoreError: the index cannot be written.
        """
        self._change([], list(ids), days)

    def reindex(self, progress: Progress | None = None) -> int:
        """Build the index anew from the archive; how many articles it holds.

        Raises:
            StoreError: another process is rebuilding it, or it cannot be written.
        """
        with self._turn("rebuild", wait=False) as mine:
            if not mine:
                raise StoreError(f"{self._home}: another process is rebuilding it; wait for it")
            self._rebuild(progress or _silent)
        return self.view.searcher.num_docs

    def level_days(self) -> set[str]:
        """The archive days that the index holds as they are now: their articles have been read."""
        known = self._state.days if self._state else {}
        return {day for day, _ in known.items() & self._archive.fingerprints().items()}

    def stale_days(self) -> list[str]:
        """The archive days that the index does not hold as they are now."""
        known = self._state.days if self._state else {}
        now = self._archive.fingerprints()
        return sorted({day for day, print_ in (known.items() ^ now.items())})

    def _load(self) -> None:
        """Open what the state file names; without a usable index there is an empty one."""
        self._stamp = self._stamp_on_disk()
        state = self._read_state()
        opened = self._open(state) if state else None
        self._index = opened or tantivy.Index(self.schema)
        self._state = state if opened else None
        self._show()

    def _show(self) -> None:
        """Let `view` be what is committed."""
        self._index.reload()
        self.view = View(self._index.searcher(), self.schema, self.view.generation + 1)

    def _open(self, state: _State) -> tantivy.Index | None:
        path = self._home / state.directory
        try:
            found = damage(path, newer_than=self._stamp[0] if self._stamp else 0)
            if found or not tantivy.Index.exists(str(path)):
                raise ValueError(found or "its files are gone")  # noqa: TRY301
            index = self._open_directory(state.directory)
            index.reload()
            index.searcher()
        except (ValueError, OSError) as error:
            self._notice(f"{path}: the search index cannot be used: {_first_line(error)}")
            return None
        return index

    def _open_directory(self, name: str) -> tantivy.Index:
        index = tantivy.Index(self.schema, str(self._readable(self._home / name)))
        index.config_reader("manual", 0)
        return index

    def _readable(self, path: Path) -> Path:
        """Where tantivy can open an index: even to read, it wants to write a lock beside it."""
        if os.access(path, os.W_OK):
            return path
        links = Path(tempfile.mkdtemp(prefix="presselupe-"))
        weakref.finalize(self, shutil.rmtree, links, ignore_errors=True)
        for file in path.iterdir():
            if not file.name.endswith(".lock"):
                (links / file.name).symlink_to(file.absolute())
        return links

    def heal(self, progress: Progress | None = None) -> None:
        """Bring the index up to the archive, unless another process is at it.

        Opening does it; who opened it not to `heal` does it later. What `progress` raises ends the
        building of a missing index.
        """
        try:
            self._seen = self._archive.fingerprints()
            if self._state is None:
                self._build_missing(progress or _silent)
            elif self._state.days != self._seen:
                with self._turn("write", wait=False) as mine:
                    if mine:
                        self.refresh()
                        self._catch_up()
        except StoreError as error:
            self._notice(f"the search index is not up to date: {error}")

    def begin(self) -> None:
        """Begin the index of an archive without articles: its first ones join it as all others do.

        Where that fails it is built from the archive later.
        """
        if self._state is None and not self._archive.days():
            with contextlib.suppress(StoreError), self._turn("rebuild", wait=False) as mine:
                if mine:
                    self._rebuild(_silent)

    def _build_missing(self, progress: Progress, *, first: bool = False) -> None:
        """Build the index there is not; the `first` one of a new archive is no news."""
        days = len(self._archive.days())
        if not days:
            return
        with self._turn("rebuild", wait=False) as mine:
            self.refresh()
            if not mine:
                self._notice("another process is building the search index; it is not complete yet")
            elif self._state is None:
                if not first:
                    self._notice(f"building the search index from {days} days of the archive")
                self._rebuild(progress)

    def _rebuild(self, progress: Progress) -> None:
        """Build a new index beside the old one and put it in its place."""
        name = f"{time.time_ns():x}"
        self._sweep(keep=self._state.directory if self._state else None)
        make_directory(self._home / name)
        try:
            index = self._open_directory(name)
        except ValueError as error:
            raise StoreError(f"{self._home / name}: {_first_line(error)}") from error
        fingerprints = self._archive.fingerprints()
        state = _State(schema=entries.SCHEMA_VERSION, directory=name, days=fingerprints)
        sizes = self._archive.sizes()
        every, read, done = sum(sizes.values()) or 1, 0, 0
        with self._writing(index, _HEAP) as writer:
            for day in fingerprints:
                prepared = _prepare(self._archive.day(day))
                self._put(writer, prepared, state)
                done += len(prepared.fields)
                read += sizes.get(day, 0)
                progress(done, min(read / every, 1.0))
        with self._turn("write", wait=True):
            self._index, self._state = index, state
            self._catch_up()
        self._sweep(keep=name)

    def _catch_up(self) -> None:
        """Index the days anew that differ from the archive; the caller holds the write lock."""
        state = self._state
        if state is None:
            return
        known, now = state.days, self._archive.fingerprints()
        stale = sorted({day for day, _ in known.items() ^ now.items()})
        if stale:
            with self._writing(self._index, _SMALL_HEAP) as writer:
                for day in stale:
                    self._index_day(writer, day, state)
        state.days = now
        self._seen = dict(now)
        self._write_state(state)

    def _index_day(self, writer: tantivy.IndexWriter, day: str, state: _State) -> None:
        """Index one day of the archive in place of what the index had of it."""
        first, last = entries.slots(day)
        writer.delete_documents_by_query(between(self.schema, first, last))
        self._put(writer, _prepare(self._archive.day(day)), state)

    def _change(
        self, articles: list[Article], removed: list[str], days: Iterable[str] = ()
    ) -> None:
        touched = {*days, *(day_of(article) for article in articles)}
        with self._turn("write", wait=True):
            self.refresh()
            state = self._state
            if state:
                # What the archive had before this batch may have been missed, by a crash or by
                # others: then the batch alone does not make the day complete.
                missed = {d for d in touched if state.days.get(d) != self._seen.get(d)}
                now = self._archive.fingerprints()
                with self._writing(self._index, _SMALL_HEAP) as writer:
                    writer.delete_documents_by_query(among(self.schema, removed))
                    self._put(writer, _prepare(articles), state)
                    for day in missed:
                        self._index_day(writer, day, state)
                self._seen = now
                state.days.update({day: now[day] for day in touched if day in now})
                for day in touched - now.keys():
                    state.days.pop(day, None)
                self._write_state(state)
        if state is None:
            self._build_missing(_silent, first=True)

    def _put(self, writer: tantivy.IndexWriter, prepared: "Prepared", state: _State) -> None:
        """Put articles in place of what the index had of them; what cannot be indexed is told."""
        for line in prepared.refused:
            self._notice(line)
        if not prepared.fields:
            return
        state.changed = max(filter(None, (state.changed, prepared.changed)), default=None)
        writer.delete_documents_by_query(among(self.schema, prepared.fields))
        for fields in prepared.fields.values():
            writer.add_document(entries.document(fields))

    def _write_state(self, state: _State) -> None:
        write_file(self._home / _STATE, msgspec.json.encode(state))
        self._state = state
        self._stamp = self._stamp_on_disk()
        self._show()

    def _read_state(self) -> _State | None:
        content = read_file(self._home / _STATE)
        if content is None:
            return None
        try:
            state = msgspec.json.decode(content, type=_State)
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._notice(f"{self._home / _STATE}: damaged; the search index is built anew")
            return None
        if state.schema != entries.SCHEMA_VERSION:
            self._notice(f"{self._home}: the search index is of another version")
            return None
        return state

    def _stamp_on_disk(self) -> tuple[int, int] | None:
        try:
            stat = (self._home / _STATE).stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ino

    def _sweep(self, *, keep: str | None) -> None:
        """Remove index directories that no state names (left by a killed rebuild, or replaced)."""
        with contextlib.suppress(FileNotFoundError):
            for path in self._home.iterdir():
                if path.is_dir() and path.name != keep:
                    shutil.rmtree(path, ignore_errors=True)

    @contextlib.contextmanager
    def _turn(self, name: str, *, wait: bool) -> Iterator[bool]:
        """Hold one of the index's locks; gives whether it is held (always, if it may wait)."""
        path = self._home / f"{name}.lock"
        try:
            make_directory(self._home)
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise StoreError(f"{path}: cannot be opened: {error.strerror}") from error
        try:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(file)

    @contextlib.contextmanager
    def _writing(self, index: tantivy.Index, heap: int) -> Iterator[tantivy.IndexWriter]:
        """A writer whose work is on disk and merged when the block ends."""
        try:
            writer = index.writer(heap, 1)
            yield writer
            writer.commit()
            writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise StoreError(f"{self._home}: cannot be written: {_first_line(error)}") from error

    def _notice(self, line: str) -> None:
        self.notices.append(line)


def _prepare(articles: Iterable[Article]) -> "Prepared":
    """`store.preparing.prepare`; it brings the analysis of words along, which no reader needs."""
    from store.preparing import prepare  # noqa: PLC0415

    return prepare(articles)


def _silent(_done: int, _share: float) -> None:
    """No one wants to know."""


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0][:200]
