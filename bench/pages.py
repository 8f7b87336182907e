"""How well pages of unknown sites are read, beside trafilatura with htmldate.

The pages of `../shared/data/press_pages` are of no site that Presselupe knows. Their gold gives a
date, a title, passages that the text must hold and passages that it must not, as in the evaluation
of trafilatura, whose measures these are: precision and recall over passages, exact days, wrong
days, exact titles; and milliseconds of processor time. Prints a table.

    python -m bench.pages [DIRECTORY] [--errors]
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from press.dates import PublishedDate, read_date
from press.text import plain
from spiders.pages import RawArticle, read_page
from spiders.sources import Source
from spiders.understand import TRUST

PAGES = Path(__file__).resolve().parents[2] / "shared/data/press_pages"
SEEN = datetime(2026, 11, 21, tzinfo=UTC)
"""When the pages count as fetched; all were published before."""


class Read(NamedTuple):
    """What a reader makes of a page."""

    day: str | None
    title: str | None
    text: str


Reader = Callable[[bytes, str], Read]


class Score(NamedTuple):
    """The measures of one reader, and one line for each miss."""

    precision: float
    recall: float
    exact: int
    wrong: int
    absent: int
    titles: int
    milliseconds: float
    errors: list[str]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def ours(html: bytes, url: str) -> Read:
    """The generic layer as a crawl uses it, for a source of which only the address is known."""
    parts = urlsplit(url)
    source = Source(
        id="unknown",
        name="",
        family="listing",
        home=f"{parts.scheme}://{parts.netloc}/",
        kind="press_release",
        rights="official",
        article="",
    )
    raw = read_page(html, url=url, source=source)
    text = "\n".join(filter(None, (raw.lead, plain(raw.body))))
    return Read(_day(raw), raw.title, text)


def _day(raw: RawArticle) -> str | None:
    """The day of publication, by trust in where it stood, as in a crawl."""
    for words in sorted(raw.dates, key=lambda each: TRUST.index(each.origin)):
        read = read_date(words.text, seen=SEEN)
        if isinstance(read, PublishedDate):
            return read.value[:10]
    return None


def trafilatura(html: bytes, url: str) -> Read:
    """What trafilatura with htmldate gives, as it comes."""
    from trafilatura import bare_extraction

    found = bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        return Read(None, None, "")
    return Read(found.date, found.title, found.text or "")


def squeezed(text: str | None) -> str:
    """A text for comparison: case, blanks and soft hyphens do not count."""
    return " ".join((text or "").replace("\xad", "").lower().split())


def score(gold: list[dict[str, Any]], folder: Path, read: Reader) -> Score:
    """Measure one reader; the first page is read once before, so that imports do not count."""
    held = kept = missed = 0
    exact = wrong = absent = titles = 0
    seconds = 0.0
    errors: list[str] = []
    pages = [gzip.decompress((folder / page["file"]).read_bytes()) for page in gold]
    read(pages[0], gold[0]["url"])
    for page, html in zip(gold, pages, strict=True):
        started = time.process_time()
        found = read(html, page["url"])
        seconds += time.process_time() - started
        text = squeezed(found.text)
        name = page["file"].split(".")[0]
        for passage in page["with"]:
            held += (there := squeezed(passage) in text)
            missed += not there
            errors += [] if there else [f"{name} misses   {passage}"]
        for passage in page["without"]:
            kept += (there := squeezed(passage) in text)
            errors += [f"{name} keeps    {passage}"] if there else []
        if page["date"]:
            exact += found.day == page["date"]
            absent += found.day is None
            wrong += found.day not in (None, page["date"])
            if found.day != page["date"]:
                errors.append(f"{name} date     {found.day}, not {page['date']}")
        if page["title"]:
            titles += (same := squeezed(found.title) == squeezed(page["title"]))
            errors += [] if same else [f"{name} title    {found.title!r}, not {page['title']!r}"]
    return Score(
        held / max(1, held + kept),
        held / max(1, held + missed),
        exact,
        wrong,
        absent,
        titles,
        seconds / len(gold) * 1000,
        errors,
    )


def main() -> None:
    """Print the table; with --errors every miss of ours after it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    gold = json.loads((options.directory / "gold.json").read_text(encoding="utf-8"))
    dated, titled = (sum(bool(page[key]) for page in gold) for key in ("date", "title"))
    sys.stdout.write(f"{len(gold)} pages, {dated} with a day, {titled} with a title\n")
    sys.stdout.write("                 F1   prec. recall  day  wrong absent title  ms/page\n")
    for name, read in (("trafilatura", trafilatura), ("presselupe", ours)):
        found = score(gold, options.directory, read)
        sys.stdout.write(
            f"{name:12} {found.f1:6.3f} {found.precision:6.3f} {found.recall:6.3f} "
            f"{found.exact:4} {found.wrong:6} {found.absent:6} {found.titles:5} "
            f"{found.milliseconds:8.1f}\n"
        )
    if options.errors:
        sys.stdout.write("\n".join((*found.errors, "")))


if __name__ == "__main__":
    main()
