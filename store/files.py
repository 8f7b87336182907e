"""Files that survive: written whole or not at all, on disk when the call returns.

A file is never changed in place. Its new content goes to a temporary file beside it, is forced to
disk, and takes the old name in one step; then the directory is forced to disk too. So a reader
needs no lock and sees either the old content or the new, and a killed writer leaves at most a
temporary file, which the next writer removes.

Writers of one directory tree take turns by `WriteLock`.
"""

import contextlib
import fcntl
import itertools
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

SET_ASIDE = ".damaged-"
"""What stands between a damaged file's name and the time it was set aside."""

_TEMPORARY = ".presselupe-tmp"
_LOCK_NAME = ".lock"
_numbers = itertools.count()
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_OPEN_AT_ONCE = 64


class StoreError(Exception):
    """Something cannot be read or written; `str()` is one line: what, where, what to do."""


class DamagedFile(StoreError):  # noqa: N818
    """A file's content is no longer what was written there.

    `path` is the file, `kept_as` where its content is kept now (`path` itself where nothing could
    or need be moved), `reason` what is wrong with it.
    """

    def __init__(self, path: Path, kept_as: Path, reason: str) -> None:
        self.path, self.kept_as, self.reason = path, kept_as, reason
        kept = "left in place" if kept_as == path else f"kept as {kept_as.name}"
        what = f"damaged ({reason}); its content is {kept}"
        super().__init__(f"{path}: {what}, restore it from a backup")


class DamageList(list[DamagedFile]):
    """What has been found damaged, each thing once."""

    def report(self, damage: DamagedFile) -> None:
        """Add what is not in the list yet."""
        if str(damage) not in map(str, self):
            self.append(damage)


def read_file(path: Path) -> bytes | None:
    """The file's content, or ``None`` where there is no such file.

    Raises:
        StoreError: the file is there but cannot be read.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}; check it") from error


def write_file(path: Path, content: bytes) -> None:
    """Replace one file, durably and in one step. See `write_files`."""
    write_files({path: content})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Replace several files, each in one step; all are on disk when this returns.

    All contents are written and forced to disk before the first file is replaced, so a full disk
    changes nothing at all. Files are replaced in the order given. Missing directories are made.

    Raises:
        StoreError: the disk is full, the directory read-only, …; every file still has a whole
            content, old or new.
    """
    waiting: dict[Path, str] = {}
    at = Path()
    try:
        for at in {path.parent: path for path in contents}.values():
            make_directory(at.parent)
        for together in _parts(list(contents), _OPEN_AT_ONCE):
            _write_together(together, contents, waiting)
        for at in contents:
            os.replace(waiting[at], at)  # noqa: PTH105 - thousands in a crawl: no `Path`s
            del waiting[at]
        for directory in {path.parent for path in contents}:
            _force_to_disk(directory)
    except OSError as error:
        raise StoreError(_explain_write(at, error)) from error
    finally:
        for temporary in waiting.values():
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _write_together(
    paths: Sequence[Path], contents: Mapping[Path, bytes], waiting: dict[Path, str]
) -> None:
    """Write the contents of some files to temporary ones, noted in `waiting`; on disk on return.

    None is forced to disk before all are written: most of what that takes is then done once.
    """
    handles: dict[Path, int] = {}
    at = Path()
    try:
        for at in paths:
            waiting[at] = _temporary(at)
            handles[at] = os.open(waiting[at], _NEW, 0o666)
            left = memoryview(contents[at])
            while left:
                left = left[os.write(handles[at], left) :]
        for at in paths:
            os.fsync(handles[at])
    except OSError as error:
        raise StoreError(_explain_write(at, error)) from error
    finally:
        for handle in handles.values():
            os.close(handle)


def _parts(paths: list[Path], size: int) -> Iterator[list[Path]]:
    """A list in parts of a size."""
    for start in range(0, len(paths), size):
        yield paths[start : start + size]


def write_soon(path: Path, content: bytes) -> None:
    """Replace a file in one step, but leave it to the system when that reaches the disk.

    For what may be missing or empty after a power failure, though never after a mere crash.

    Raises:
        StoreError: as `write_files`.
    """
    temporary = Path(_temporary(path))
    try:
        make_directory(path.parent)
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise StoreError(_explain_write(path, error)) from error


def remove_file(path: Path) -> None:
    """Delete a file, durably; it is no error if there is none.

    Raises:
        StoreError: the directory is read-only, ….
    """
    try:
        path.unlink()
        _force_to_disk(path.parent)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(_explain_write(path, error)) from error


def make_directory(path: Path) -> None:
    """Make a directory and its missing parents, durably.

    Raises:
        OSError: as `Path.mkdir`.
    """
    if path.is_dir():
        return
    make_directory(path.parent)
    path.mkdir(exist_ok=True)
    _force_to_disk(path.parent)


def set_aside(path: Path, reason: str) -> DamagedFile:
    """Rename a damaged file to ``NAME.damaged-STAMP`` and say so.

    Only under the tree's `WriteLock`: else a file just mended by another process might go.
    Where renaming is impossible (a read-only directory) the file stays.
    """
    kept_as = path.with_name(f"{path.name}{SET_ASIDE}{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    try:
        path.rename(kept_as)
        _force_to_disk(path.parent)
    except OSError:
        kept_as = path
    return DamagedFile(path, kept_as, reason)


class WriteLock:
    """Writers of one directory tree, of any process or thread, take turns.

    A context manager; the same object may be entered again by the thread that holds it. The kernel
    releases the lock when the process ends, however it ends. The first time it is taken, temporary
    files that killed writers left in the tree are removed.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._thread_lock = threading.RLock()
        self._depth = 0
        self._file = -1
        self._swept = False

    def __enter__(self) -> None:
        """Wait until no one else writes.

        Raises:
            StoreError: the directory cannot be written.
        """
        self._thread_lock.acquire()
        try:
            if self._depth == 0:
                self._file = self._lock()
                self._sweep()
            self._depth += 1
        except BaseException:
            self._thread_lock.release()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._depth -= 1
        if self._depth == 0:
            os.close(self._file)
        self._thread_lock.release()

    def _lock(self) -> int:
        path = self._directory / _LOCK_NAME
        try:
            make_directory(self._directory)
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise StoreError(_explain_write(path, error)) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError as error:
            os.close(file)
            raise StoreError(_explain_write(path, error)) from error
        return file

    def _sweep(self) -> None:
        if not self._swept:
            for stale in self._directory.rglob(f".*{_TEMPORARY}"):
                with contextlib.suppress(OSError):
                    stale.unlink()
            self._swept = True


def _temporary(path: Path) -> str:
    directory, name = os.path.split(path)
    return f"{directory or '.'}/.{name}.{os.getpid()}-{next(_numbers)}{_TEMPORARY}"


def _force_to_disk(directory: Path) -> None:
    """Make renames, new names and deletions in a directory durable."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _explain_write(path: Path, error: OSError) -> str:
    return (
        f"{path}: cannot be written: {error.strerror or error}; what was there before is intact, "
        "make room or give write permission and run again"
    )
