"""Thirty sources on thirty hosts: whether they wait for one another, and what they take of memory.

``python -m bench.hosts [--hosts 30] [--count 20] [--delay 2]`` serves as many stand-in sites, each
on a loopback address of its own, and crawls all of them in one run. A source's own pacing is what
its requests take if nothing but the delay counts: (requests - 1) x delay. The budget: the run takes
at most 10 % longer than the slowest source's own pacing, and less than 250 MB. A second crawl,
which finds nothing new, may take two seconds more than its pacing.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from demo.sites import Sites, start
from tests.command import Place

PORTAL = {
    "home": "https://www.move-online.de/",
    "family": "k21",
    "kind": "news",
    "rights": "press",
    "lists": ["/"],
    "feeds": ["/k21-meldungen/feed/"],
    "article": r"^/k21-meldungen/(?!feed/?$)[^/]+/?$",
}
MINISTRY = {
    "home": "https://im.baden-wuerttemberg.de/",
    "family": "rsmpress",
    "kind": "press_release",
    "rights": "official",
    "lists": ["/de/service/presse-und-oeffentlichkeitsarbeit/pressemitteilungen"],
    "feeds": [],
    "article": "/pid/",
}


class Run(NamedTuple):
    """One crawl: seconds of wall and of processor time, MB, the reports of its sources."""

    wall: float
    processor: float
    megabytes: float
    reports: list[dict[str, Any]]


def main() -> None:
    """Crawl twice and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=30)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--delay", type=float, default=2.0)
    options = parser.parse_args()
    with ExitStack() as stack, tempfile.TemporaryDirectory() as directory:
        sites = [
            stack.enter_context(start(count=options.count, host=f"127.0.0.{n + 2}", seed=n))
            for n in range(options.hosts)
        ]
        here = _place(Path(directory), sites, options.delay)
        first, second = _crawl(here), _crawl(here)
    print(f"{options.hosts} sources on {options.hosts} hosts, {options.delay:g} s delay each\n")
    print("| | first crawl | nothing new |")
    print("|---|---:|---:|")
    for name, values in _rows(first, second, options.delay).items():
        print(f"| {name} | {values[0]} | {values[1]} |")


def _rows(first: Run, second: Run, delay: float) -> dict[str, tuple[str, str]]:
    runs = (first, second)
    paces = [max(_pace(report, delay) for report in run.reports) for run in runs]
    rows = {
        "requests": [f"{sum(map(_requests, run.reports))}" for run in runs],
        "of the slowest source": [f"{max(map(_requests, run.reports))}" for run in runs],
        "articles new": [f"{sum(report['new'] for report in run.reports)}" for run in runs],
        "slowest source's own pacing": [f"{pace:.1f} s" for pace in paces],
        "the run": [f"{run.wall:.1f} s" for run in runs],
        "beyond pacing": [
            f"{run.wall - pace:.1f} s" + (f" ({run.wall / pace - 1:.0%})" if pace else "")
            for run, pace in zip(runs, paces, strict=True)
        ],
        "processor time": [f"{run.processor:.1f} s" for run in runs],
        "memory (peak RSS)": [f"{run.megabytes:.0f} MB" for run in runs],
    }
    return {name: (values[0], values[1]) for name, values in rows.items()}


def _requests(report: dict[str, Any]) -> int:
    return int(report["requests"] + report["manners_requests"])


def _pace(report: dict[str, Any], delay: float) -> float:
    return max(0, _requests(report) - 1) * delay


def _crawl(here: Place) -> Run:
    """One crawl in a process of its own."""
    report = here.data.parent / "report.json"
    command = here.command("crawl", "--report", str(report))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    megabytes = 0.0
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            megabytes = max(megabytes, _peak(process.pid))
            time.sleep(0.1)
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in (0, 3):
        sys.exit(f"the crawl ended with {process.returncode}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    reports = json.loads(report.read_text(encoding="utf-8"))["sources"]
    return Run(wall, processor, megabytes, reports)


def _peak(pid: int) -> float:
    """The most memory that a process has held, in MB; `getrusage` counts the parent's too."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    kilobytes = re.search(r"VmHWM:\s*(\d+)", status)
    return int(kilobytes[1]) / 1024 if kilobytes else 0.0


def _place(directory: Path, sites: list[Sites], delay: float) -> Place:
    lines = ["[crawl]", f"delay = {delay}"]
    for source in ("move-online", "im-bw"):
        lines += [f"[sources.{source}]", "enabled = false"]
    for number, site in enumerate(sites):
        table, url = (PORTAL, site.portal_url) if number % 2 else (MINISTRY, site.ministry_url)
        lines += [f"[sources.site-{number}]", f'name = "Site {number}"', f'base_url = "{url}"']
        lines += [
            "enabled = true",
            *(f"{key} = {json.dumps(value)}" for key, value in table.items()),
        ]
    config = directory / "presselupe.toml"
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Place(directory / "data", config)


if __name__ == "__main__":
    main()
