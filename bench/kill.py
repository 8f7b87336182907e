"""kill -9 at random moments of a crawl: nothing lost, nothing double, no file unreadable.

``python -m bench.kill [--rounds 20] [--count 300] [--seed 1]`` starts the bundled sites, crawls
them again and again, kills each crawl at a random moment, and checks the archive after each round.
Prints a table and ends with 1 if anything was wrong.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

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
    print("round  requests  stored  double  unreadable")
    with tempfile.TemporaryDirectory() as directory, start(count=options.count) as sites:
        here = place(Path(directory), portal=sites.portal_url, ministry=sites.ministry_url)
        span = 2 * options.count // options.rounds + 20
        for number in range(options.rounds):
            asked = _crawl_and_kill(here, sites, chance.randrange(1, span))
            stored, double, unreadable = _check(here)
            faults.update(double=double, unreadable=unreadable)
            print(f"{number + 1:5}  {asked:8}  {stored:6}  {double:6}  {unreadable:10}")
        code, _reports = here.report()
        lost = _expected(sites) - set(_slugs(here))
        faults.update(lost=len(lost), double=_check(here)[1], failed=int(code != 0))
    print(f"completed by one more crawl: exit code {code}, lost {len(lost)}")
    return int(any(faults.values()))


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


def _slugs(here: Place) -> list[str]:
    return [article["url"].rsplit("/", 1)[-1] for article in here.articles()]


def _expected(sites: Sites) -> set[str]:
    return {text.slug for site in (sites.portal, sites.ministry) for text in site.texts}


if __name__ == "__main__":
    sys.exit(main())
