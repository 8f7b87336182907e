"""One crawl at a time per data directory.

The kernel holds the lock (`flock`) and releases it when the process ends, even by ``kill -9``; the
file's text only names the holder for whoever comes second.
"""

import contextlib
import fcntl
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from store.files import StoreError, make_directory

_NAME = "crawl.lock"


class Busy(Exception):  # noqa: N818
    """Another process holds the lock; `str()` is one line that names it."""


class _Holder(msgspec.Struct):
    pid: int
    host: str
    since: str
    what: str


@contextlib.contextmanager
def hold(data: Path, *, what: str) -> Iterator[None]:
    """Hold the data directory's crawl lock; `what` tells others who is at work (``"crawl"``).

    Raises:
        Busy: another process holds it; raised at once, without waiting.
        StoreError: the directory cannot be written or the file system cannot lock.
    """
    path = data / _NAME
    try:
        make_directory(data)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be opened: {error.strerror}; give write permission or set --data"
        ) from error
    try:
        _lock(file, path)
        _write_holder(file, what)
        try:
            yield
        finally:
            os.ftruncate(file, 0)
    finally:
        os.close(file)


def running_since(data: Path) -> str | None:
    """The UTC instant, less a second, at which the crawl now running began; ``None``: none is.

    Nothing is locked to find out, which could turn away a crawl that is just beginning: the holder
    is asked for by name. One on another machine counts as running until it is known to have ended.
    """
    try:
        holder = msgspec.json.decode((data / _NAME).read_bytes(), type=_Holder)
        if holder.host == socket.gethostname():
            os.kill(holder.pid, 0)
        began = datetime.fromisoformat(holder.since)
    except PermissionError:  # another user's process, and so a living one
        began = datetime.fromisoformat(holder.since)
    except (OSError, ValueError, msgspec.DecodeError):
        return None
    return f"{began - timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}"


def require_free(data: Path) -> None:
    """See to it that nobody holds the lock now; for who would load much before taking it.

    Raises:
        Busy: another process holds it.
    """
    path = data / _NAME
    try:
        file = os.open(path, os.O_RDWR)
    except OSError:
        return  # `hold` says what is wrong, if anything is
    try:
        with contextlib.suppress(StoreError):
            _lock(file, path)
    finally:
        os.close(file)


def _lock(file: int, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Busy(f"{path}: held by {_read_holder(file)}; wait for it to end or stop it") from None
    except OSError as error:
        raise StoreError(
            f"{path}: this file system cannot lock: {error.strerror}; use a local --data directory"
        ) from error


def _write_holder(file: int, what: str) -> None:
    since = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    holder = _Holder(pid=os.getpid(), host=socket.gethostname(), since=since, what=what)
    os.ftruncate(file, 0)
    # A full disk must not stop a crawl from being told so in its own words later on.
    with contextlib.suppress(OSError):
        os.pwrite(file, msgspec.json.encode(holder) + b"\n", 0)


def _read_holder(file: int) -> str:
    try:
        holder = msgspec.json.decode(os.pread(file, 4096, 0), type=_Holder)
    except msgspec.DecodeError:
        return "another process"
    return f"{holder.what} (process {holder.pid} on {holder.host}, since {holder.since})"
