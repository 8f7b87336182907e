"""Read the strangers' pages without a network: ``python -m tests.strangers.offline [DESIGN…]``.

Every page goes straight into `spiders.pages.read_page`. A release's date comes from the list page
or, where the list has none, from the print view. Prints the checker's tables and what the lists
gave.
"""

import sys
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import msgspec

from press.dates import PublishedDate, read_date
from spiders import pages, sources
from spiders.pages.base import DateWords, RawArticle
from tests.strangers import check, gold, ministry, portal, server
from tests.strangers.texts import LIST_PATH, Piece


def main() -> None:
    """Print the tables of the designs named, or of all."""
    designs = [int(a) for a in sys.argv[1:]] or list(portal.DESIGNS)
    for design in designs:
        for report, notes in (read_portal(design), read_ministry(design)):
            sys.stdout.write(report.table() + "\n")
            sys.stdout.writelines(f"  list: {note}\n" for note in notes)
            sys.stdout.write("\n")


def read_portal(design: int) -> tuple[check.Report, list[str]]:
    """The portal's articles and lists in one design."""
    source = _source("move-online")
    site = portal.site(design, date.today())  # noqa: DTZ011
    rows = []
    for piece in site.pieces:
        url = f"{portal.PUBLIC}{piece.path}/"
        raw = pages.read_page(
            portal.article(site, piece).encode(), url=url, source=source, encoding="utf-8"
        )
        rows.append(_exported(raw, url, raw.dates))
    report = check.compare(
        f"portal {design}", rows, gold.portal_gold(site), numbers=gold.aliases(site)
    )
    return report, _portal_lists(site, source)


def _portal_lists(site: portal.Site, source: sources.Source) -> list[str]:
    notes, seen, target = [], set(), "/"
    for turn in count():
        answer = server.answer_portal(site, target, "127.0.0.1:1")
        url = f"{portal.PUBLIC}{target}"
        listing = pages.read_list(answer.text.encode(), url=url, source=source)
        seen |= {check._path(t.url, gold.aliases(site)) for t in listing.teasers}
        if turn == 0:
            topics = {x for x in listing.lists if "/k21-themen/" in x}
            notes.append(
                f"{len(topics)} topic lists found of 4; other lists {set(listing.lists) - topics}"
            )
        if not listing.next_url or turn > 12:
            break
        target = listing.next_url.removeprefix(portal.PUBLIC).removeprefix("http://127.0.0.1:1")
    listed = {p.path for p in site.pieces if not server.only_by_topic(p)}
    more = sorted(seen - {p.path for p in site.pieces})
    notes.append(f"{turn + 1} home pages of 5; unlisted {len(listed - seen)}; more: {more}")
    feed = server.answer_portal(site, "/k21-meldungen/feed/", "127.0.0.1:1")
    if feed.status == 200:
        local = msgspec.structs.replace(source, base_url="http://127.0.0.1:1")
        url = "http://127.0.0.1:1/k21-meldungen/feed/"
        listing = pages.read_feed(feed.text.encode(), url=url, source=local)
        dated = sum(t.date is not None for t in listing.teasers)
        notes.append(f"feed: {len(listing.teasers)} entries of 10, {dated} dated")
    return notes


def read_ministry(design: int) -> tuple[check.Report, list[str]]:
    """The ministry's releases and lists in one design."""
    source = _source("im-bw")
    site = ministry.site(design)
    listed, notes = _ministry_lists(site, source)
    rows = []
    for piece in site.pieces:
        url = f"{ministry.PUBLIC}{piece.path}"
        raw = pages.read_page(ministry.article(site, piece).encode(), url=url, source=source)
        from_list = listed.get(piece.path)
        dates = [from_list, *raw.dates] if from_list else raw.dates
        if not dates:
            dates = _printed_dates(site, piece, raw, source, notes)
        rows.append(_exported(raw, url, dates))
    return check.compare(f"ministry {design}", rows, gold.ministry_gold(site)), notes


def _printed_dates(
    site: ministry.Site, piece: Piece, raw: RawArticle, source: sources.Source, notes: list[str]
) -> list[DateWords]:
    wanted = f"{ministry.PUBLIC}{ministry.print_path(piece)}"
    if raw.print_url != wanted:
        notes.append(f"print view of {piece.slug}: {raw.print_url}")
    view = pages.read_page(ministry.printed(site, piece).encode(), url=wanted, source=source)
    return view.dates


def _ministry_lists(
    site: ministry.Site, source: sources.Source
) -> tuple[dict[str, DateWords | None], list[str]]:
    found: dict[str, DateWords | None] = {}
    target = LIST_PATH
    for turn in count():
        answer = server.answer_ministry(site, target, "")
        listing = pages.read_list(
            answer.text.encode(), url=f"{ministry.PUBLIC}{target}", source=source
        )
        for teaser in listing.teasers:
            path = check._path(teaser.url, {})
            found[path] = found.get(path) or teaser.date
        if not listing.next_url or turn > 12:
            break
        target = listing.next_url.removeprefix(ministry.PUBLIC)
    known = {p.path for p in site.pieces}
    undated = {p.path for p in site.pieces if not p.dated}
    wrong = [k for k in undated if found.get(k)]
    dated = sum(d is not None for d in found.values())
    more = sorted(found.keys() - known)
    notes = [f"{turn + 1} list pages of 5; unlisted {len(known - found.keys())}; more: {more}"]
    notes.append(f"dated {dated} of {len(known - undated)}; undated items dated: {len(wrong)}")
    return found, notes


def _source(name: str) -> sources.Source:
    return next(s for s in sources.load() if s.id == name)


def _exported(raw: RawArticle, url: str, dates: list[DateWords]) -> dict[str, Any]:
    published = None
    for words in dates:
        outcome = read_date(words.text, seen=datetime.now(UTC))
        if isinstance(outcome, PublishedDate):
            published = outcome.value
            break
    row: dict[str, Any] = msgspec.to_builtins(raw)
    return row | {"url": url, "published": published}


if __name__ == "__main__":
    main()
