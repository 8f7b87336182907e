"""Articles written by a process of its own, which the reader starts, watches and may stop."""

import contextlib
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, BinaryIO, cast

import msgspec

from store.export_formats import FileFormat
from store.export_process import COMMAND, Order, Said


class HandingOut:
    """One such process. It writes to `out`, or to `articles` where that is a pipe.

    `said` blocks and is for a thread of its own; `stop` may come from any.

    Raises:
        OSError: the process cannot be started.
    """

    def __init__(
        self,
        data: Path,
        ids: Sequence[str],
        format: FileFormat,  # noqa: A002
        out: BinaryIO | int,
    ) -> None:
        self._order = Order(str(data), list(ids), format)
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            COMMAND, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.PIPE
        )

    @property
    def articles(self) -> IO[bytes] | None:
        """Where the articles come out, if that is a pipe."""
        return self._process.stdout

    def said(self) -> Iterator[Said]:
        """Give the order, then what is said until the end.

        Ends that were not said, by a signal or a failure of the process itself, are errors, too.
        """
        stdin = cast("BinaryIO", self._process.stdin)
        with contextlib.suppress(BrokenPipeError), stdin:
            stdin.write(msgspec.json.encode(self._order))
        told = Said()
        stderr = cast("BinaryIO", self._process.stderr)
        with stderr:
            for line in stderr:
                try:
                    told = msgspec.json.decode(line, type=Said)
                except msgspec.DecodeError:
                    told = Said(error=line.decode("utf-8", "replace").strip())
                yield told
        code = self._process.wait()
        if code and told.error is None:
            yield Said(error=f"the export has broken off (exit code {code})")

    def stop(self) -> None:
        """End the process; what it has written stays as it is."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()


def fill(writing: HandingOut, look: Callable[[int], object]) -> Said:
    """Wait for the end, and give what was said last; `look` is told how far it is, and may raise.

    Raises:
        OSError: the articles could not be written.
    """
    told = Said()
    try:
        for told in writing.said():
            if told.error is not None:
                raise OSError(None, told.error)
            look(told.done)
    finally:
        writing.stop()
    return told
