"""Writing articles out in a process of its own: ``python -m store.export_process``.

Writing thousands of articles keeps Python busy for seconds; in a process of its own it disturbs
nobody. The order comes in as JSON, articles go to stdout, and what is to be said goes to stderr, a
JSON object per line (`Said`).
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from store.export import Record
from store.export_formats import FileFormat, write
from store.files import StoreError
from store.library import Library

COMMAND = (sys.executable, "-m", __spec__.name if __name__ == "__main__" else __name__)
"""What to start; nothing but the order is told to it."""

_EVERY = 0.1
"""Seconds between two lines on how far it is."""


class Order(msgspec.Struct, frozen=True):
    """Which articles of a data directory are wanted, and in which format."""

    data: str
    ids: list[str]
    format: FileFormat


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many articles are written; at the end also what was wrong with them, or what failed."""

    done: int = 0
    notices: list[str] = []
    error: str | None = None


def main() -> int:
    """Carry out the order that stdin holds; the exit code."""
    os.nice(10)  # whoever waits for it wants to go on reading
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    try:
        library = Library(Path(order.data))
        records = _watched(library.records_of(order.ids))
        count = write(records, sys.stdout.buffer, order.format)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        return 0  # who reads has had enough
    except (StoreError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        _say(Said(error=reason or str(error)))
        return 1
    _say(Said(done=count, notices=[] if library.is_sound else library.notices))
    return 0


def _watched(records: Iterable[Record]) -> Iterator[Record]:
    """The same records; how many there were is said now and then."""
    said = 0.0
    for count, record in enumerate(records):
        now = time.monotonic()
        if now - said > _EVERY:
            said = now
            _say(Said(done=count))
        yield record


def _say(said: Said) -> None:
    sys.stderr.buffer.write(msgspec.json.encode(said) + b"\n")
    sys.stderr.buffer.flush()


if __name__ == "__main__":
    code = main()
    if code == 0:
        # A pipe that was closed at the other end must not be complained of at the very end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
