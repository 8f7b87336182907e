"""A command of the person's own that is given articles: run beside the reader, not in it."""

import codecs
import contextlib
import os
import signal
import subprocess
from collections.abc import Callable
from typing import IO, BinaryIO, cast

from press.text import clean_text

MOST = 1_000_000
"""Characters of output that are kept."""

_CHUNK = 65_536
_LINE = 20_000
"""Characters that a line may have before it is broken."""


class Pipe:
    """One run of a command in a session of its own, so that it can be stopped with all it started.

    It reads from `source`, which is closed here. `read` blocks and is for a thread of its own;
    `stop` may come from any.

    Raises:
        OSError: no shell can be started.
    """

    def __init__(self, command: str, source: IO[bytes]) -> None:
        self.stopped = False
        with source:
            self._process = subprocess.Popen(  # noqa: S602 - the person's own command, as typed
                command,
                shell=True,
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def read(self, show: Callable[[str, bool], object]) -> int:
        """Hand on the output in cleaned pieces; the exit code (a signal's is negative).

        The second argument says whether output was left out because there is too much of it.
        """
        stdout = cast("BinaryIO", self._process.stdout)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        rest, kept = "", 0
        while data := os.read(stdout.fileno(), _CHUNK):
            if kept >= MOST:
                continue
            text = rest + decoder.decode(data)
            end = len(text) if len(text) > _LINE else text.rfind("\n") + 1
            piece, rest = text[:end][: MOST - kept], text[end:]
            kept += len(piece)
            if piece:
                show(clean_text(piece), kept >= MOST)
        if kept < MOST and (rest := clean_text(rest + decoder.decode(b"", final=True))):
            show(rest, False)  # noqa: FBT003 - as the parameter says
        stdout.close()
        return self._process.wait()

    def stop(self, *, at_once: bool = False) -> None:
        """Ask the command and all that it started to end; `at_once` does not ask."""
        self.stopped = True
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL if at_once else signal.SIGTERM)

    @property
    def running(self) -> bool:
        """Whether the command has not ended yet."""
        return self._process.poll() is None
