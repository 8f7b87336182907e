"""How well pages are read: the generic layer and the own page objects on strange pages, and speed.

The pages of `../shared/data/press_pages` are of no site that Presselupe knows. Their gold gives a
date, a title, passages that the text must hold and passages that it must not. Prints a table.

    python bench/pages.py [DIRECTORY]
"""

import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from press.dates import PublishedDate, read_date
from press.text import plain
from spiders.pages import RawArticle, generic, read_page
from spiders.sources import Source, load

PAGES = Path(__file__).resolve().parents[2] / "shared/data/press_pages"
Reader = Callable[[bytes, str], RawArticle]


def squeezed(text: str | None) -> str:
    return " ".join((text or "").lower().split())


def day(raw: RawArticle) -> str | None:
    for words in raw.dates:
        read = read_date(words.text)
        if isinstance(read, PublishedDate):
            return read.value[:10]
    return None


def own(family: str) -> Reader:
    """The page object of a family, told that every address is one of its articles."""
    known: Source = next(source for source in load() if source.family == family)

    def read(html: bytes, url: str) -> RawArticle:
        source = msgspec.structs.replace(known, home=url, article="(?!)", site_names=[])
        return read_page(html, url=url, source=source)

    return read


def by_trafilatura(html: bytes, url: str) -> RawArticle:
    return generic.read(html.decode("utf-8", "replace"), url)


def score(gold: list[dict[str, Any]], folder: Path, read: Reader) -> dict[str, float]:
    """Shares of exact dates and titles, of passages found and of passages kept out; ms a page."""
    dated = [page for page in gold if page.get("date")]
    held = wanted = kept_out = unwanted = dates = titles = empty = 0
    seconds = 0.0
    for page in gold:
        html = gzip.decompress((folder / page["file"]).read_bytes())
        start = time.perf_counter()
        raw = read(html, page["url"])
        seconds += time.perf_counter() - start
        text = squeezed(" ".join(filter(None, (raw.lead, plain(raw.body)))))
        held += sum(squeezed(passage) in text for passage in page["with"])
        wanted += len(page["with"])
        kept_out += sum(squeezed(passage) not in text for passage in page["without"])
        unwanted += len(page["without"])
        dates += bool(page.get("date")) and day(raw) == page["date"]
        titles += squeezed(raw.title) == squeezed(page.get("title"))
        empty += raw.body is None
    return {
        "date": dates / max(1, len(dated)),
        "title": titles / len(gold),
        "passages held": held / wanted,
        "kept out": kept_out / unwanted,
        "no body": empty / len(gold),
        "ms a page": seconds / len(gold) * 1000,
    }


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    print(f"{len(gold)} pages of {folder}")
    for name, read in (
        ("trafilatura", by_trafilatura),
        ("own, k21", own("k21")),
        ("own, rsmpress", own("rsmpress")),
    ):
        scores = score(gold, folder, read)
        print(f"{name:14}", "  ".join(f"{key} {value:.3f}" for key, value in scores.items()))


if __name__ == "__main__":
    main()
