"""The sources with their health, and a crawl of them in a process of its own."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from press.text import clean_text
from store.health import Health, news_by_day, read_health, today
from store.index import Index
from store.reports import ATTENTION_STATES, FAILED_STATES
from tui.catalogue import Watched
from tui.language import _, current, mark

WEEKS = 12
"""Weeks whose news are shown, the present one last."""

FAILED, ASTRAY, NEVER, WELL, OFF = range(5)

EXITS: Mapping[int, str] = {
    0: mark("The crawl is done."),
    1: mark("The crawl is done, but some sources failed."),
    2: mark("The crawl did not begin: something in its configuration is wrong (see the log)."),
    3: mark("The crawl is done; a source needs a look."),
    4: mark("Nothing could be fetched at all."),
    75: mark("Another crawl is running; this one did not begin."),
    130: mark("The crawl was stopped; what it had found is kept."),
}
"""The exit codes of ``presselupe crawl``, in words."""

LOG = "crawl.log"
"""What the last crawl that was started from the reader said, in the data directory."""

_SAID = re.compile(r"(?m)^([a-z0-9][a-z0-9._-]*): (.+)$")
_BARS = "▁▂▃▄▅▆▇█"
_TAIL = 200_000
"""Bytes at the end of a log that are shown."""


class SourceNews(NamedTuple):
    """A source, how it is, and how many articles of each of the last weeks it has."""

    source: Watched
    health: Health
    weeks: Sequence[int]


def read_sources(data: Path, catalogue: Iterable[Watched]) -> list[SourceNews]:
    """All sources, those in trouble first; blocks."""
    index, on = Index(data, heal=False), today()
    sources = list(catalogue)
    lands = {source.id: source.land for source in sources}
    healths = {each.source: each for each in read_health(data, lands, index=index, on=on)}
    found = [
        SourceNews(source, healths[source.id], weekly(news_by_day(index.view, source.id), on))
        for source in sources
    ]
    return sorted(found, key=lambda each: (urgency(each), each.source.name.casefold()))


def weekly(news: Mapping[date, int], on: date) -> list[int]:
    """Articles per week, of the last `WEEKS` weeks; weeks begin on Monday."""
    first = on - timedelta(days=on.weekday(), weeks=WEEKS - 1)
    weeks = [0] * WEEKS
    for day, number in news.items():
        if first <= day <= on:
            weeks[(day - first).days // 7] += number
    return weeks


def urgency(each: SourceNews) -> int:
    """How soon a source needs a look: `FAILED`, `ASTRAY`, `NEVER` crawled, `WELL`, or `OFF`."""
    state = each.health.state
    if not each.source.enabled:
        return OFF
    if state in FAILED_STATES:
        return FAILED
    if state in ATTENTION_STATES:
        return ASTRAY
    return NEVER if state is None else WELL


def sparkline(numbers: Sequence[int]) -> str:
    """Numbers as a row of bars, a dot where there is nothing."""
    most = max(numbers, default=0)
    return "".join(_BARS[(number * 8 - 1) // most] if number else "·" for number in numbers)


class Crawl:
    """A crawl in a session of its own: it goes on when the reader is left.

    Raises:
        OSError: it cannot be started, or its log cannot be written.
    """

    def __init__(self, data: Path, config: str | None, sources: Sequence[str]) -> None:
        self.sources = sources
        self.log = data / LOG
        command = [sys.executable, "-m", "cli", "crawl", *sources, "-v", "--data", str(data)]
        command += ["--lang", current(), *(["--config", config] if config else [])]
        with self.log.open("wb") as out:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def code(self) -> int | None:
        """What it has ended with, None while it runs."""
        return self._process.poll()

    def stop(self) -> None:
        """Ask it to end; it keeps what it has found."""
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGINT)

    def progress(self) -> dict[str, str]:
        """What it has said last of each source, in the order in which it said so."""
        said: dict[str, str] = {}
        for found in _SAID.finditer(read_log(self.log)):
            said.pop(found[1], None)
            said[found[1]] = found[2]
        return said


def read_log(path: Path) -> str:
    """The end of a log, cleaned; empty where there is none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            text = file.read(_TAIL).decode("utf-8", "replace")
    except OSError:
        return ""
    return clean_text(text if size <= _TAIL else text.partition("\n")[2])


def exit_in_words(code: int) -> str:
    """What a crawl's exit code means."""
    if code in EXITS:
        return _(EXITS[code])
    return _("The crawl has broken off (exit code {code}); its log says more.").format(code=code)
