"""The whole pipeline beside a bare Scrapy spider on the same pages, in one run.

``python -m bench.crawl [--count 1000]`` serves the bundled sites from a process of their own and
crawls them twice with no delay: a bare spider that fetches the same article pages and takes five
CSS fields of each, and `presselupe crawl`. Prints articles per second of wall time and of processor
time; the budget is 60 % of the bare spider's.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple, cast

from tests.command import place

BARE = """
import sys
import scrapy
from scrapy.crawler import AsyncCrawlerProcess

class Bare(scrapy.Spider):
    name = "bare"
    custom_settings = {
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False, "COOKIES_ENABLED": False, "DOWNLOAD_DELAY": 0,
    }

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

process = AsyncCrawlerProcess()
process.crawl(Bare)
process.start()
"""


class Spent(NamedTuple):
    """What a run took, in seconds."""

    wall: float
    processor: float


def main() -> None:
    """Run both and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory, _sites(options.count) as (portal, ministry):
        here = place(Path(directory), portal=portal, ministry=ministry)
        ours = _spent(lambda: here.run("crawl", timeout=3600))
        urls = [_fetched(article, portal, ministry) for article in here.articles()]
        command = [sys.executable, "-c", BARE]
        text = "\n".join(urls)
        bare = _spent(lambda: subprocess.run(command, input=text, text=True, check=True))
        again = _spent(lambda: here.run("crawl"))
    count = len(urls)
    print(f"{count} articles       wall/s  processor/s")
    for name, spent in (("bare spider", bare), ("presselupe", ours)):
        print(f"{name:15} {count / spent.wall:9.0f} {count / spent.processor:12.0f}")
    share = (bare.wall / ours.wall, bare.processor / ours.processor)
    print(f"{'share':15} {share[0]:9.0%} {share[1]:12.0%}")
    print(f"second crawl, nothing new: {again.wall:.2f} s")


@contextmanager
def _sites(count: int) -> Iterator[tuple[str, str]]:
    command = [sys.executable, "-m", "demo", "--count", str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sites:
        stdout = cast("IO[str]", sites.stdout)
        try:
            yield stdout.readline().strip(), stdout.readline().strip()
        finally:
            sites.terminate()


def _fetched(article: dict[str, str], portal: str, ministry: str) -> str:
    base = portal if article["source"] == "move-online" else ministry
    return base + "/" + article["url"].split("/", 3)[3]


def _spent(work: Callable[[], object]) -> Spent:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    work()
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    main()
