"""The reader's reaction times on a generated archive, beside a bare Textual app's start.

    python bench/tui.py [ARTICLES | DIRECTORY]

Drives the real program in a pseudo-terminal of 120x40, compiled as an installed one is: times run
from the key's first byte sent to the first output that shows its effect. Loop lag is how late a
timer of 10 ms fires meanwhile. In a generated archive two articles, of 3 and of 300 KB, are the
newest, and newsboat is timed beside where it is installed. DIRECTORY is a data directory; what is
marked there is marked back.
"""

import argparse
import asyncio
import compileall
import fcntl
import math
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from press.article import Article

ROOT = Path(__file__).parents[1]
ROUNDS = 7
STARTS = 15
"""Pairs of starts: the machine's pace may change between one and the next."""
PATIENCE = 5.0
"""Seconds after which what is still painted is taken for something that blinks."""
MANY, BATCH = 100_000, 2_000
"""Articles from which on bodies are short; articles kept at once."""
SIZES = {"Kurzprobe": 3_000, "Langprobe": 300_000}
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
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
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
        """Wait until nothing is painted any more, but for what blinks."""
        until = time.perf_counter() + PATIENCE
        while self.output(quiet) and time.perf_counter() < until:
            pass

    def send(self, keys: str) -> None:
        """Send keys, and wait until nothing is painted any more."""
        os.write(self.handle, keys.encode())
        self.rest(1.0)

    def key(self, keys: str, quiet: float = 0.5) -> float:
        """Send keys; seconds until the first output that follows."""
        sent = time.perf_counter()
        os.write(self.handle, keys.encode())
        if not self.output(5.0):
            raise TimeoutError(f"{keys!r} has no effect")
        took = time.perf_counter() - sent
        self.rest(quiet)
        return took

    def resize(self, columns: int, lines: int) -> float:
        """Change the terminal's size; seconds until the first output that follows."""
        sent = time.perf_counter()
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)
        if not self.output(5.0):
            raise TimeoutError("resizing has no effect")
        took = time.perf_counter() - sent
        self.rest()
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
    for room in ("press", "store", "tui"):
        compileall.compile_dir(str(ROOT / room), quiet=2)
    if not given.isdigit():
        measure(Path(given), sizes=False)
        return
    with tempfile.TemporaryDirectory() as directory:
        data = Path(directory)
        fill(data, int(given))
        measure(data, sizes=True)
    if shutil.which("newsboat") and int(given) <= MANY:
        subprocess.run([sys.executable, str(ROOT / "bench/newsboat.py"), given], check=True)


def fill(data: Path, count: int) -> None:
    """Make an archive of `count` articles, the newest of 3 and of 300 KB."""
    sys.path.insert(0, str(ROOT))
    from demo import bulk
    from store.archive import Archive, Arrival
    from store.library import Library

    archive, batch = Archive(data), list[Arrival]()
    for article in bulk.articles(count, short=count > MANY):
        batch.append(Arrival(article, None))
        if len(batch) == BATCH:
            archive.keep(batch)
            batch = []
    archive.keep([*batch, *(Arrival(article, None) for article in of_two_sizes())])
    Library(data)


def of_two_sizes() -> "Iterator[Article]":
    """An article of 3 KB and one of 300 KB, told apart by their titles."""
    from msgspec.structs import replace

    from demo import bulk
    from press.urls import article_id

    pattern = next(iter(bulk.articles(1)))
    for title, size in SIZES.items():
        url = f"https://move-online.example/{title}"
        body = (pattern.body or "Ein Satz.") + "\n\n"
        yield replace(
            pattern,
            id=article_id(url),
            url=url,
            fetched_url=url,
            title=title,
            body=(body * (size // len(body) + 1))[:size].rsplit(" ", 1)[0],
            published=f"{date.today()}T23:59:00+01:00",  # noqa: DTZ011 - the local day
        )


def measure(data: Path, *, sizes: bool) -> None:
    bare, ours = starts(data)
    row("start of a bare Textual app", ms(statistics.median(bare)))
    row("start to the first list", ms(statistics.median(ours)))
    times = sorted(own / other for own, other in zip(ours, bare, strict=True))
    quarter = len(times) // 4
    row(
        "… times the bare app started beside it",
        f"{statistics.median(times):8.2f}   (half of them {times[quarter]:.2f} to "
        f"{times[-quarter - 1]:.2f})",
    )
    for name, value in reactions(data, SIZES if sizes else {}):
        row(name, value)
    asyncio.run(inside(data))


def row(name: str, value: str) -> None:
    print(f"{name:46}{value}", flush=True)


def starts(data: Path) -> tuple[list[float], list[float]]:
    """Seconds from the process's start to its first picture, taken in turn, bare and ours."""
    bare: list[float] = []
    ours: list[float] = []
    for script, text, times in ((BARE, "ready to read", bare), (READER, " Artikel", ours)) * STARTS:
        terminal = Terminal(script, str(data))
        times.append(terminal.wait_for(text) - terminal.started)
        terminal.close()
    return bare, ours


def reactions(data: Path, sizes: dict[str, int]) -> Iterator[tuple[str, str]]:
    terminal = Terminal(READER, str(data))
    terminal.wait_for(" Artikel")
    terminal.rest(1.0)
    yield "private memory with the first list", f"{terminal.private_memory():8.0f} MB"
    yield "key to paint: next article", spread(lambda: terminal.key("j"))
    yield "key to paint: page down", spread(lambda: terminal.key(" "))
    yield "key to paint: last article", ms(terminal.key("G"))
    yield "key to paint: first article", ms(terminal.key("g"))
    yield "resize to 80x24 and back", spread(lambda: resized(terminal) / 2)
    yield "mark read or unread", spread(lambda: terminal.key("m"))
    for title, size in sizes.items():
        terminal.send("/")
        terminal.send(f"titel:{title}\r")
        opening = spread(lambda: terminal.key("\r") + terminal.key("h"), 5)
        yield f"open and leave an article of {size // 1000} KB", opening
        terminal.send("\x1b")
    terminal.send("f")
    yield "filter change: a period on or off", spread(lambda: terminal.key(" "))
    terminal.send("\x1b")
    terminal.send("/")
    yield "type-ahead: first word to its hits", ms(typed(terminal, "cyber"))
    yield "type-ahead: a letter more to its hits", spread(lambda: retyped(terminal, "r"), 40)
    yield "private memory at the end", f"{terminal.private_memory():8.0f} MB"
    terminal.close()


def resized(terminal: Terminal) -> float:
    return terminal.resize(80, 24) + terminal.resize(120, 40)


def retyped(terminal: Terminal, letter: str) -> float:
    """Take a word's last letter away and type it again; seconds until its hits are there."""
    terminal.send("\x7f")
    took = typed(terminal, letter)
    terminal.rest()
    return took


def typed(terminal: Terminal, word: str) -> float:
    """Seconds until the number of hits has been painted, the pause after typing among them."""
    os.write(terminal.handle, word.encode())
    sent = time.perf_counter()
    return terminal.wait_for(" Artikel") - sent


async def inside(data: Path) -> None:
    """Loop lag while keys come as fast as they are taken, and while a year is marked read."""
    sys.path.insert(0, str(ROOT))
    from press.query import parse
    from store.library import Library
    from tui.reader import PresselupeApp

    lags: list[float] = []

    async def probe() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            lags.append(time.perf_counter() - before - 0.01)

    library = Library(data)
    app = PresselupeApp(library, today=date.today)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1.0)
        task = asyncio.create_task(probe())
        for keys in ("jjjjjjjjjj", "dddd", "GgGg", "    ", "mmss", "/cyber"):
            for key in keys:
                await pilot.press("space" if key == " " else "slash" if key == "/" else key)
        await pilot.pause(1.0)
        tell_lag("loop lag, keys", lags)
        ids = [id_ for id_, _place in zip(library.ids(parse("")), range(10_000), strict=False)]
        for count in (1, len(ids)):
            lags.clear()
            started = time.perf_counter()
            done = asyncio.to_thread(library.reader.mark_read, ids[:count])
            await done
            row(f"mark {count:,} read, durable", ms(time.perf_counter() - started))
            library.reader.undo()
        tell_lag("loop lag, marking many", lags)
        task.cancel()


def tell_lag(name: str, lags: list[float]) -> None:
    row(f"{name}: p95, longest", f"{ms(p95(lags))} {ms(max(lags))}")


def spread(once: Callable[[], float], rounds: int = 20) -> str:
    """Median, 95th percentile and the longest of several rounds."""
    times = [once() for _ in range(rounds)]
    return f"{ms(statistics.median(times))}   p95 {ms(p95(times))}   longest {ms(max(times))}"


def p95(times: list[float]) -> float:
    """The time that 95 of 100 do not exceed (nearest rank)."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


def ms(seconds: float) -> str:
    return f"{seconds * 1000:8.0f} ms"


if __name__ == "__main__":
    main()
