"""``presselupe sources import`` and ``export``: lists of feeds as OPML."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.errors import UsageError
from tui.language import _, ngettext

if TYPE_CHECKING:
    from spiders.sources import Source


def import_(options: argparse.Namespace) -> int:
    """Add the feeds of an OPML file to the operator's catalogue; 1 if one could not be."""
    from press.tables import TableError
    from spiders import opml
    from spiders.finding import free_id
    from spiders.own_sources import add
    from spiders.sources import catalogue, own_path, read_source
    from store.config import load_config

    if len(options.words) != 1:
        raise UsageError("sources import: give one OPML file (- is standard input)")
    name = options.words[0]
    config = load_config(options.config)
    sources = catalogue(config)
    taken = {source.id for source in sources}
    known = _feeds(sources)
    tables: dict[str, dict[str, Any]] = {}
    failed = 0
    feeds = opml.read(_content(name), name)
    for feed in feeds.refused:
        failed += 1
        print(f"presselupe: {name}: {feed[:200]!r}: is no web address; left out", file=sys.stderr)
    for outline in feeds.outlines:
        if outline.feed in known:
            _tell(_("{feed}: is in the catalogue already, as {source}"), outline.feed, known)
            continue
        table = opml.table_of(outline)
        id_ = free_id(table["home"], taken)
        try:
            read_source(id_, table, where=f"{name}: {outline.feed}")
        except TableError as error:
            failed += 1
            print(f"presselupe: {error}", file=sys.stderr)
            continue
        taken.add(id_)
        tables[id_] = table
    if tables:
        add(own_path(config), tables)
    for id_ in tables:
        print(id_)
    told = ngettext("{n} source added", "{n} sources added", len(tables))
    print(f"presselupe: {told}", file=sys.stderr)
    if tables:
        how = _(
            "They are not crawled yet: check them with `presselupe sources check ID`, then set "
            "enabled = true in {path}"
        ).format(path=own_path(config))
        print(f"presselupe: {how}", file=sys.stderr)
    return 1 if failed else 0


def _content(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror}") from error


def _feeds(sources: "list[Source]") -> dict[str, str]:
    """The sources' ids by the public addresses of their feeds."""
    from urllib.parse import urljoin

    return {urljoin(s.home, feed): s.id for s in sources for feed in s.feeds}


def _tell(text: str, feed: str, known: dict[str, str]) -> None:
    print(f"presselupe: {text.format(feed=feed, source=known[feed])}", file=sys.stderr)


def export(options: argparse.Namespace) -> int:
    """Write the sources named, else those enabled, as OPML."""
    from cli.output import write_output
    from cli.sources import named
    from spiders import opml
    from spiders.sources import catalogue
    from store.config import load_config

    sources = named(options.words, catalogue(load_config(options.config)), all_=options.all)
    written = opml.write(sources)
    if options.output == "-":
        sys.stdout.buffer.write(written)
        return 0
    write_output(Path(options.output), lambda out: out.write(written))
    return 0
