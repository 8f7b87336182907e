"""``presselupe reindex``: build the search index anew from the archive."""

import argparse

from tui.language import mark, ngettext

HELP = mark("build the search index anew from the archive")


def configure(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> int:
    """Rebuild the index; progress on a terminal, a rate at the end."""
    import sys

    from cli.progress import Meter
    from store.archive import Archive
    from store.config import data_path
    from store.index import Index

    data = data_path(options.data)
    meter = Meter(quiet=options.quiet)
    archive = Archive(data)
    count = Index(data, archive, heal=False).reindex(meter.show)
    meter.clear()
    if not options.quiet:
        told = ngettext("{n} article indexed", "{n} articles indexed", count)
        print(f"{told}, {meter.took(count)}", file=sys.stderr)
    for damage in archive.damaged:
        print(f"presselupe: {damage}", file=sys.stderr)
    return int(bool(archive.damaged))
