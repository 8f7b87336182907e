"""The reader's reaction times on a generated archive, beside a bare Textual app's start.

    python bench/tui.py [ARTICLES | DIRECTORY]

Drives the real program in a pseudo-terminal of 120x40: times run from the key's first byte sent
to the first output that shows its effect. Loop lag is how late a timer of 10 ms fires meanwhile.
"""

import argparse
import asyncio
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 7
_ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("ready to read")

Bare().run()
"""
READER = """
import sys
from pathlib import Path
from tui.app import run

run(Path(sys.argv[1]), language="de")
"""


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, script: str, *arguments: str) -> None:
        self.started = time.perf_counter()
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.execv(sys.executable, [sys.executable, "-c", script, *arguments])  # noqa: S606

    def output(self, timeout: float) -> bytes:
        """What comes next, empty if nothing does."""
        ready, _, _ = select.select([self.handle], [], [], timeout)
        try:
            return os.read(self.handle, 1 << 16) if ready else b""
        except OSError:
            return b""

    def wait_for(self, text: str, timeout: float = 60.0) -> float:
        """The instant at which `text` has been painted."""
        seen = b""
        until = time.perf_counter() + timeout
        while time.perf_counter() < until:
            seen += self.output(0.05)
            if text.encode() in _ESCAPES.sub(b"", seen):
                return time.perf_counter()
        raise TimeoutError(f"{text!r} has not been painted")

    def rest(self, quiet: float = 0.4) -> None:
        """Wait until nothing is painted any more."""
        while self.output(quiet):
            pass

    def key(self, keys: str, quiet: float = 0.5) -> float:
        """Send keys; seconds until the first output that follows."""
        sent = time.perf_counter()
        os.write(self.handle, keys.encode())
        if not self.output(5.0):
            raise TimeoutError(f"{keys!r} has no effect")
        took = time.perf_counter() - sent
        self.rest(quiet)
        return took

    def private_memory(self) -> float:
        """Megabytes of the process's own memory."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = re.search(r"RssAnon:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else float("nan")

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.handle)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", nargs="?", default="10000", help="articles, or a data directory")
    given = parser.parse_args().archive
    if not given.isdigit():
        measure(Path(given))
        return
    with tempfile.TemporaryDirectory() as directory:
        data = Path(directory)
        fill(data, int(given))
        measure(data)


def fill(data: Path, count: int) -> None:
    """Make an archive of `count` articles."""
    sys.path.insert(0, str(ROOT))
    from demo import bulk
    from store.archive import Archive, Arrival
    from store.library import Library

    Archive(data).keep([Arrival(article, None) for article in bulk.articles(count)])
    Library(data)


def measure(data: Path) -> None:
    bare, ours = starts(data)
    print(f"{'start of a bare Textual app':46}{ms(bare)}")
    print(f"{'start to the first list':46}{ms(ours)}   {ours / bare:.2f} times the bare app")
    for name, value in reactions(data):
        print(f"{name:46}{value}")
    lag = asyncio.run(loop_lag(data))
    print(f"{'loop lag, p95':46}{ms(lag[int(len(lag) * 0.95)])}")
    print(f"{'loop lag, longest':46}{ms(lag[-1])}")


def starts(data: Path) -> tuple[float, float]:
    """Median seconds from the process's start to its first picture, taken in turn."""
    bare: list[float] = []
    ours: list[float] = []
    for script, text, times in ((BARE, "ready to read", bare), (READER, " Artikel", ours)) * ROUNDS:
        terminal = Terminal(script, str(data))
        times.append(terminal.wait_for(text) - terminal.started)
        terminal.close()
    return statistics.median(bare), statistics.median(ours)


def reactions(data: Path) -> Iterator[tuple[str, str]]:
    terminal = Terminal(READER, str(data))
    terminal.wait_for(" Artikel")
    terminal.rest(1.0)
    yield "private memory with the first list", f"{terminal.private_memory():8.0f} MB"
    yield "key to paint: next article (median)", ms(median(lambda: terminal.key("j")))
    yield "key to paint: page down (median)", ms(median(lambda: terminal.key(" ")))
    yield "key to paint: last article", ms(terminal.key("G"))
    yield "key to paint: first article", ms(terminal.key("g"))
    yield "open an article (median)", ms(median(lambda: terminal.key("\r") + terminal.key("h")) / 2)
    yield "mark read and unread (median)", ms(median(lambda: terminal.key("m")))
    terminal.key("/")
    yield "type-ahead: last letter to hits", ms(typed(terminal, "cyber"))
    yield "private memory at the end", f"{terminal.private_memory():8.0f} MB"
    terminal.close()


def typed(terminal: Terminal, word: str) -> float:
    """Seconds from the last letter to the number of hits, the typing pause among them."""
    os.write(terminal.handle, word.encode())
    sent = time.perf_counter()
    return terminal.wait_for(" Artikel") - sent


async def loop_lag(data: Path) -> list[float]:
    """How late a timer fires while keys come as fast as they are taken; sorted seconds."""
    sys.path.insert(0, str(ROOT))
    from store.library import Library
    from tui.reader import PresselupeApp

    lags: list[float] = []

    async def probe() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            lags.append(time.perf_counter() - before - 0.01)

    app = PresselupeApp(Library(data), today=date.today)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1.0)
        task = asyncio.create_task(probe())
        for keys in ("jjjjjjjjjj", "dddd", "GgGg", "    ", "mmss", "/cyber"):
            for key in keys:
                await pilot.press("space" if key == " " else "slash" if key == "/" else key)
        await pilot.pause(1.0)
        task.cancel()
    return sorted(lags)


def median(once: Callable[[], float], rounds: int = 9) -> float:
    return statistics.median(once() for _ in range(rounds))


def ms(seconds: float) -> str:
    return f"{seconds * 1000:8.0f} ms"


if __name__ == "__main__":
    main()
