"""The whole pipeline beside a bare Scrapy spider on the same pages, in one run.

``python -m bench.crawl [--count 1000] [--rounds 9]`` serves the bundled sites from a process of
their own and crawls them with no delay, by turns: a bare spider that fetches the same article pages
and takes five CSS fields of each, and `presselupe crawl`. Prints articles per second of wall time
and of processor time (medians; the budget is 60 % of the bare spider's in the same round), a second
crawl that finds nothing new, and where the time went (`bench.stages`).
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple, cast

from tests.command import Place, place

BARE = """
import sys
import scrapy
from scrapy.crawler import AsyncCrawlerProcess

class Bare(scrapy.Spider):
    name = "bare"

    async def start(self):
        for url in sys.stdin.read().split():
            yield scrapy.Request(url, dont_filter=True)

    def parse(self, response):
        yield {
            "title": response.css("title::text").get(),
            "heading": " ".join(response.css("h1 ::text, h2 ::text").getall()),
            "time": response.css("time::attr(datetime)").get(),
            "text": " ".join(response.css("p ::text").getall()),
            "links": response.css("a::attr(href)").getall(),
        }

process = AsyncCrawlerProcess({
    "LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False,
    "COOKIES_ENABLED": False, "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS": 2,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
})
process.crawl(Bare)
process.start()
"""
"""As many requests at a time as Presselupe has for two hosts."""


class Spent(NamedTuple):
    """What a run took, in seconds."""

    wall: float
    processor: float


def main() -> None:
    """Run both by turns and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    bare: list[Spent] = []
    ours: list[Spent] = []
    again: list[Spent] = []
    with tempfile.TemporaryDirectory() as directory, _sites(options.count) as sites:
        # The first crawl is not counted: it makes the server render its pages.
        urls = _urls(_place(directory, "0", sites), *sites)
        for number in range(1, options.rounds + 1):
            here = _place(directory, str(number), sites)
            bare.append(_spent(lambda: _bare(urls)))
            ours.append(_spent(lambda here=here: _crawl(here)))
            again.append(_spent(lambda here=here: _crawl(here)))
        stages = _stages(_place(directory, "stages", sites))
    print(f"{len(urls)} articles, median of {options.rounds} rounds\n")
    _print_rates(len(urls), bare, ours)
    seconds = _median(again).wall
    print(f"\nsecond crawl, nothing new: {seconds:.2f} s\n")
    _print_stages(stages, len(urls))


def _print_rates(count: int, bare: list[Spent], ours: list[Spent]) -> None:
    print("| | articles/s | per second of processor time |")
    print("|---|---:|---:|")
    for name, rounds in (("bare Scrapy spider, five selectors", bare), ("presselupe crawl", ours)):
        spent = _median(rounds)
        print(f"| {name} | {count / spent.wall:.0f} | {count / spent.processor:.0f} |")
    # Each round against the one beside it: the machine's pace changes from minute to minute.
    shares = [
        Spent(one.wall / other.wall, one.processor / other.processor)
        for one, other in zip(bare, ours, strict=True)
    ]
    share, processor = _median(shares), sorted(each.processor for each in shares)
    print(f"| share, median of the rounds | {share.wall:.0%} | {share.processor:.0%} |")
    print(f"\nprocessor time, all rounds: {', '.join(f'{each:.1%}' for each in processor)}")


def _print_stages(stages: dict[str, float], count: int) -> None:
    whole = sum(stages.values())
    print("| stage | ms per article | share |")
    print("|---|---:|---:|")
    for name, spent in sorted(stages.items(), key=lambda stage: -stage[1]):
        print(f"| {name} | {spent / count * 1000:.2f} | {spent / whole:.0%} |")
    print(f"| all | {whole / count * 1000:.2f} | |")


def _median(spent: list[Spent]) -> Spent:
    return Spent(
        statistics.median(each.wall for each in spent),
        statistics.median(each.processor for each in spent),
    )


def _place(directory: str, name: str, sites: tuple[str, str]) -> Place:
    path = Path(directory, name)
    path.mkdir()
    return place(path, portal=sites[0], ministry=sites[1])


def _crawl(here: Place) -> None:
    done = here.run("crawl", timeout=3600)
    if done.returncode:
        sys.exit(f"the crawl ended with {done.returncode}: {done.stderr}")


def _bare(urls: list[str]) -> None:
    command = [sys.executable, "-c", BARE]
    subprocess.run(command, input="\n".join(urls), text=True, check=True, stderr=subprocess.DEVNULL)


def _urls(here: Place, portal: str, ministry: str) -> list[str]:
    """What a crawl fetched as articles, in the order of the archive."""
    _crawl(here)
    return [_fetched(article, portal, ministry) for article in here.articles()]


def _fetched(article: dict[str, str], portal: str, ministry: str) -> str:
    base = portal if article["source"] == "move-online" else ministry
    return base + "/" + article["url"].split("/", 3)[3]


def _stages(here: Place) -> dict[str, float]:
    """Processor seconds per stage of one more crawl."""
    out = here.data.parent / "stages.json"
    arguments = here.command("crawl")[3:]
    command = [sys.executable, "-m", "bench.stages", str(out), *arguments]
    subprocess.run(command, check=True)
    stages: dict[str, float] = json.loads(out.read_text(encoding="utf-8"))
    return stages


@contextmanager
def _sites(count: int) -> Iterator[tuple[str, str]]:
    command = [sys.executable, "-m", "demo", "--count", str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sites:
        stdout = cast("IO[str]", sites.stdout)
        try:
            yield stdout.readline().strip(), stdout.readline().strip()
        finally:
            sites.terminate()


def _spent(work: Callable[[], object]) -> Spent:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    work()
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    main()
