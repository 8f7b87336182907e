"""kill -9 at random moments of a crawl: nothing lost, nothing double, no file unreadable.

``python -m bench.kill [--rounds 20] [--count 300] [--seed 1]`` starts the bundled sites. Each round
begins with an empty archive, kills one to three crawls at random moments, checks the archive with
stock TinyDB after each, and lets a last crawl complete it. Prints a table and ends with 1 if
anything was wrong.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tinydb import TinyDB

from demo.sites import Sites, start
from tests.command import Place, place


def main() -> int:
    """Run the rounds and tell what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    faults: Counter[str] = Counter()
    print("round  killed after requests  stored by then  double  unreadable  lost at the end")
    with start(count=options.count) as sites:
        for number in range(options.rounds):
            with tempfile.TemporaryDirectory() as directory:
                here = place(Path(directory), portal=sites.portal_url, ministry=sites.ministry_url)
                row = _round(here, sites, chance)
            faults.update(double=row.double, unreadable=row.unreadable, lost=row.lost)
            killed, stored = " ".join(map(str, row.killed)), " ".join(map(str, row.stored))
            print(
                f"{number + 1:5}  {killed:>21}  {stored:>14}  {row.double:6}  {row.unreadable:10}"
                f"  {row.lost:15}",
                flush=True,
            )
    print("wrong in all:", dict(faults))
    return int(any(faults.values()))


class Round(NamedTuple):
    """What one round showed; `killed` and `stored` have a number per kill."""

    killed: list[int]
    stored: list[int]
    double: int
    unreadable: int
    lost: int


def _round(here: Place, sites: Sites, chance: random.Random) -> Round:
    killed, stored, double, unreadable = [], [], 0, 0
    requests = len(_expected(sites)) * 13 // 10
    for _ in range(chance.randint(1, 3)):
        killed.append(_crawl_and_kill(here, sites, chance.randrange(1, requests)))
        found = _check(here)
        stored.append(found[0])
        double += found[1]
        unreadable += found[2]
    code, reports = here.report()
    failed = code not in (0, 3)  # 3: the texts are some weeks old, which looks like silence
    if failed:
        print(f"the completing crawl ended with {code}: {reports}")
    found = _check(here)
    lost = len(_expected(sites) - set(_addresses(here)))
    return Round(killed, stored, double + found[1], unreadable + found[2], lost + int(failed))


def _crawl_and_kill(here: Place, sites: Sites, requests: int) -> int:
    before = len(sites.requests)
    crawl = here.start("crawl")
    while len(sites.requests) < before + requests and crawl.poll() is None:
        time.sleep(0.002)
    crawl.kill()
    crawl.wait()
    return len(sites.requests) - before


def _check(here: Place) -> tuple[int, int, int]:
    """(stored, double, unreadable files) by stock TinyDB, not by our own reading."""
    stored: Counter[str] = Counter()
    unreadable = 0
    for path in (here.data / "archive").glob("*/*.json*"):
        try:
            stored.update(each["id"] for each in TinyDB(path).table("articles").all())
        except ValueError:
            unreadable += 1
    return len(stored), sum(count - 1 for count in stored.values()), unreadable


def _addresses(here: Place) -> list[str]:
    return [article["url"] for article in here.articles()]


def _expected(sites: Sites) -> set[str]:
    return {text.url for site in (sites.portal, sites.ministry) for text in site.texts}


if __name__ == "__main__":
    sys.exit(main())
