"""newsboat on the same articles: ``python bench/newsboat.py [COUNT]``.

Needs newsboat (Debian: ``apt install newsboat``). It reads the articles of `demo.bulk` from feeds
on disk into its own cache first; then it is started in a terminal of 120 by 40, and each time is
from the key to the screen that answers it. Prints rows beside those of `bench/search.py`.
"""

import argparse
import fcntl
import html
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from demo.bulk import articles
from press.article import Article
from press.text import plain

PER_FEED = 1_000
PATIENCE = 600.0
"""Seconds that an answer may take."""
WORD = "Sicherheit"
_CONTROL = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()][A-Z0-9]|.)")
_CONFIG = "auto-reload no\nmax-items 0\nconfirm-exit no\nshow-read-feeds yes\n"


def item(article: Article) -> str:
    """An article as an item of RSS 2.0, with its whole text."""
    moment = datetime.fromisoformat(article.published or "2020-01-01").replace(tzinfo=UTC)
    text = html.escape("\n".join(filter(None, (article.lead, plain(article.body)))))
    return (
        f"<item><title>{html.escape(article.title or '')}</title><link>{article.url}</link>"
        f"<guid>{article.id}</guid><pubDate>{format_datetime(moment)}</pubDate>"
        f"<description>{text}</description></item>\n"
    )


def feeds(folder: Path, count: int) -> list[Path]:
    """Feeds on disk with `count` articles."""
    paths: list[Path] = []
    items: list[str] = []
    for number, article in enumerate(articles(count), start=1):
        items.append(item(article))
        if number % PER_FEED == 0 or number == count:
            paths.append(folder / f"feed{len(paths)}.xml")
            head = f"<rss version='2.0'><channel><title>Feed {len(paths)}</title><link>x</link>"
            paths[-1].write_text(f"{head}{''.join(items)}</channel></rss>", encoding="utf-8")
            items = []
    return paths


class Terminal:
    """A program in a terminal of its own, told keys and asked what it has written since."""

    def __init__(self, command: list[str]) -> None:
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm"
            os.execvp(command[0], command)  # noqa: S606 - the program that is measured
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def seconds_until(self, words: str, keys: str = "") -> float:
        """Press keys; the seconds until these words are written."""
        started = time.perf_counter()
        os.write(self._file, keys.encode())
        written = b""
        while words not in _CONTROL.sub(b"", written).decode("utf-8", "replace"):
            if time.perf_counter() - started > PATIENCE:
                raise TimeoutError(f"newsboat did not write {words!r}: {written[-500:]!r}")
            if select.select([self._file], [], [], 0.01)[0]:
                written += os.read(self._file, 1 << 16)
        return time.perf_counter() - started

    def memory(self) -> float:
        """Private memory in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = re.search(r"RssAnon:\s+(\d+)", status) or re.search(r"VmRSS:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else 0.0

    def end(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    count = parser.parse_args().count
    program = shutil.which("newsboat")
    if program is None:
        sys.exit("newsboat is not installed: apt install newsboat")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        paths = feeds(folder, count)
        every = '"query:Alle:age >= 0"'
        urls = "\n".join([every, *(f"file://{path}" for path in paths)])
        (folder / "urls").write_text(urls + "\n", encoding="utf-8")
        (folder / "config").write_text(_CONFIG, encoding="utf-8")
        command = [program, "-u", str(folder / "urls"), "-C", str(folder / "config")]
        command += ["-c", str(folder / "cache.db")]
        started = time.perf_counter()
        subprocess.run([*command, "-x", "reload"], check=True)
        row(f"newsboat: reading {count:,} articles from its feeds", time.perf_counter() - started)
        terminal = Terminal(command)
        try:
            row("newsboat: start to its list of feeds", terminal.seconds_until("Your feeds"))
            row("newsboat: list of all articles", terminal.seconds_until("Articles in", "\r"))
            terminal.seconds_until("Search for", "/")
            row(
                "newsboat: search, first hits", terminal.seconds_until("Search result", f"{WORD}\r")
            )
            print(f"| newsboat: private memory, MB | {terminal.memory():,.0f} | | | |")
        finally:
            terminal.end()


def row(what: str, seconds: float) -> None:
    print(f"| {what} | {seconds * 1000:,.0f} ms | | | |", flush=True)


if __name__ == "__main__":
    main()
