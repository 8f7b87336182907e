"""The bundled portal crawled by Presselupe, by news-please and by fundus, in one run.

``python -m bench.peers [--count 300] [--news-please VENV] [--fundus VENV]`` takes virtual
environments in which ``news-please`` or ``fundus`` is installed; neither is a dependency of ours.
The site has no feed or layout that they know, so each is helped to begin: news-please is given the
addresses of the articles (its library, without images), fundus a publisher as its documentation
wants one, with the site's sitemap and selectors for its present layout, and no delay. Prints what
each found and what it took; what is right is known, because the site's texts are.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from demo.sites import Sites, start
from demo.texts import PressText
from tests.command import place

NEWS_PLEASE = """
import json, sys
from newsplease import NewsPlease

urls = sys.stdin.read().split()
for url, found in NewsPlease.from_urls(urls, request_args={}, fetch_images=False).items():
    if found:
        print(json.dumps({
            "url": url, "title": found.title, "text": found.maintext,
            "date": str(found.date_publish) if found.date_publish else None,
        }))
"""

FUNDUS = """
import json, sys
from lxml.cssselect import CSSSelector
from fundus import Crawler, Sitemap
from fundus.parser import ArticleBody, BaseParser, ParserProxy, attribute
from fundus.parser.utility import extract_article_body_with_selector, generic_date_parsing
from fundus.publishers.base_objects import Publisher, PublisherGroup

base = sys.stdin.read().strip()

class PortalParser(ParserProxy):
    class V1(BaseParser):
        @attribute
        def title(self):
            heading = self.precomputed.doc.cssselect("h1.entry-title")[0]
            kicker = heading.cssselect(".kicker")
            return (kicker[0].tail if kicker else heading.text_content()).strip()

        @attribute
        def body(self):
            return extract_article_body_with_selector(
                self.precomputed.doc,
                summary_selector=CSSSelector("p.lead"),
                subheadline_selector=CSSSelector("div.entry-content > h2"),
                paragraph_selector=CSSSelector("div.entry-content > p"),
            )

        @attribute
        def publishing_date(self):
            lead = self.precomputed.doc.cssselect("p.lead")[0].text_content()
            day, month, year = lead.partition("[")[2].partition("]")[0].split(".")
            return generic_date_parsing(f"{year}-{month}-{day}")

class Portals(metaclass=PublisherGroup):
    default_language = "de"
    Portal = Publisher(
        name="Portal", domain=base + "/", parser=PortalParser,
        sources=[Sitemap(base + "/sitemap.xml", languages={"de"})],
    )

for found in Crawler(Portals, delay=0.0, threading=False).crawl(only_complete=False):
    print(json.dumps({
        "url": found.html.responded_url, "title": found.title, "text": str(found.body or ""),
        "date": str(found.publishing_date) if found.publishing_date else None,
    }))
"""


class Outcome(NamedTuple):
    """What one program found, by slug, and the seconds it took."""

    found: dict[str, dict[str, str | None]]
    wall: float
    processor: float
    requests: int


def main() -> None:
    """Run all that are there and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="texts of both bundled sites")
    parser.add_argument("--news-please", metavar="VENV", type=Path)
    parser.add_argument("--fundus", metavar="VENV", type=Path)
    options = parser.parse_args()
    with start(count=options.count) as sites:
        texts = {text.slug: text for text in sites.portal.texts}
        urls = "\n".join(f"{sites.portal_url}{text.path}" for text in texts.values())
        runs: dict[str, Callable[[], list[dict[str, str | None]]]] = {
            "presselupe": lambda: _presselupe(sites.portal_url)
        }
        if options.news_please:
            runs["news-please"] = lambda: _peer(options.news_please, NEWS_PLEASE, urls)
        if options.fundus:
            runs["fundus"] = lambda: _peer(options.fundus, FUNDUS, sites.portal_url)
        for page in texts.values():  # what the server renders once is not to count for the first
            sites.portal.get(f"{page.path}/")
        outcomes = {name: _outcome(run, sites) for name, run in runs.items()}
    _print(outcomes, texts)


def _print(outcomes: dict[str, Outcome], texts: dict[str, PressText]) -> None:
    print(f"{len(texts)} articles\n")
    print(f"| | {' | '.join(outcomes)} |")
    print(f"|---|{'---:|' * len(outcomes)}")
    rows: dict[str, Callable[[Outcome], str]] = {
        "articles found": lambda o: f"{len(o.found.keys() & texts.keys())}",
        "the title is right": lambda o: f"{_right(o, texts, _title_is_right)}",
        "the day is right": lambda o: f"{_right(o, texts, _day_is_right)}",
        "a wrong day": lambda o: f"{_right(o, texts, _day_is_wrong)}",
        "last words of the text are there": lambda o: f"{_right(o, texts, _end_is_there)}",
        "requests": lambda o: f"{o.requests}",
        "articles/s": lambda o: f"{len(o.found) / o.wall:.1f}",
        "articles per second of processor time": lambda o: f"{len(o.found) / o.processor:.1f}",
    }
    for name, tell in rows.items():
        print(f"| {name} | {' | '.join(map(tell, outcomes.values()))} |")


def _right(
    outcome: Outcome,
    texts: dict[str, PressText],
    judge: Callable[[dict[str, str | None], PressText], bool],
) -> int:
    return sum(judge(found, texts[slug]) for slug, found in outcome.found.items() if slug in texts)


def _title_is_right(found: dict[str, str | None], text: PressText) -> bool:
    return " ".join((found["title"] or "").split()) == " ".join(text.title.split())


def _day_is_right(found: dict[str, str | None], text: PressText) -> bool:
    return (found["date"] or "")[:10] == text.published[:10]


def _day_is_wrong(found: dict[str, str | None], text: PressText) -> bool:
    return bool(found["date"]) and not _day_is_right(found, text)


def _end_is_there(found: dict[str, str | None], text: PressText) -> bool:
    last = text.body.split()[-3:]
    return " ".join(last) in " ".join((found["text"] or "").split())


def _outcome(run: Callable[[], list[dict[str, str | None]]], sites: Sites) -> Outcome:
    before, asked = resource.getrusage(resource.RUSAGE_CHILDREN), len(sites.requests)
    started = time.monotonic()
    found = run()
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    by_slug = {(each["url"] or "").rstrip("/").rpartition("/")[2]: each for each in found}
    return Outcome(by_slug, wall, processor, len(sites.requests) - asked)


def _presselupe(portal: str) -> list[dict[str, str | None]]:
    """A whole crawl: discovered, fetched, understood, stored, indexed; and the export."""
    with tempfile.TemporaryDirectory() as directory:
        here = place(Path(directory), portal=portal)
        done = here.run("crawl", timeout=3600)
        if done.returncode not in (0, 3):
            sys.exit(f"the crawl ended with {done.returncode}: {done.stderr}")
        return [
            {
                "url": each["url"],
                "title": each["title"],
                "date": each["published"],
                "text": f"{each['lead'] or ''}\n{each['body'] or ''}",
            }
            for each in here.articles()
        ]


def _peer(venv: Path, program: str, text: str) -> list[dict[str, str | None]]:
    command = [str(venv / "bin" / "python"), "-c", program]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{venv}: ended with {done.returncode}: {done.stderr[-500:]}", file=sys.stderr)
    lines = (line for line in done.stdout.splitlines() if line.startswith("{"))
    return [json.loads(line) for line in lines]


if __name__ == "__main__":
    main()
