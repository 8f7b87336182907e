"""A line of progress on a terminal, for work that goes through the whole archive."""

import sys
import time

from tui.language import _, decimal_mark, number

_PAUSE = 0.2
"""Seconds between two lines of progress."""


class Meter:
    """Shows how far the work is, how fast, and how long it will still take; only on a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._lively = sys.stderr.isatty() and not quiet
        self._started = self._told_at = time.monotonic()

    def show(self, done: int, share: float) -> None:
        """Articles done so far, and what share of the archive that is (0 to 1)."""
        now = time.monotonic()
        if self._lively and share and now - self._told_at > _PAUSE:
            self._told_at = now
            line = _line(done, share, now - self._started)
            print(f"\r{line}\x1b[K", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Make room for another line."""
        if self._lively:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def took(self, count: int) -> str:
        """How long so many articles took, and the rate."""
        seconds = max(time.monotonic() - self._started, 1e-6)
        rate = _("{rate}/s").format(rate=number(round(count / seconds)))
        return f"{number(int(seconds))}{decimal_mark()}{int(seconds * 10) % 10} s, {rate}"


def _line(done: int, share: float, seconds: float) -> str:
    minutes, rest = divmod(round(seconds / share - seconds), 60)
    text = _("{done} articles, {percent} %, {rate}/s, {left} min left")
    rate = number(round(done / seconds))
    left = f"{minutes}:{rest:02}"
    return text.format(done=number(done), percent=round(100 * share), rate=rate, left=left)
