"""``presselupe verify``: read everything, mend what can be mended, name the rest."""

import argparse

from tui.language import _, mark, ngettext

HELP = mark("check archive and index; mend what can be mended")


def configure(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> int:
    """A line for each thing found, exit code 1 if there was any."""
    import sys

    from store.archive import Archive
    from store.config import data_path
    from store.index import Index

    data = data_path(options.data)
    archive = Archive(data)
    found = archive.verify()
    index = Index(data, archive, heal=False)
    found += [
        _("{day}: the search index is behind; it catches up when next opened").format(day=day)
        for day in index.stale_days()
    ]
    for line in found:
        print(line)
    if not options.quiet:
        days = len(archive.days())
        print(ngettext("{n} day checked", "{n} days checked", days), file=sys.stderr)
    return int(bool(found))
