"""``presselupe verify``: read everything, mend what can be mended, name the rest."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.language import _, mark, ngettext

if TYPE_CHECKING:
    from store.archive import Archive
    from store.index import Index

HELP = mark("check archive and index; mend what can be mended")

_KINDS = {
    "missing": mark("{day} {id}: in the archive, not in the search index"),
    "surplus": mark("{day} {id}: in the search index, not in the archive"),
    "other": mark("{day} {id}: the search index has another state of it than the archive"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> int:
    """A line for each thing found, exit code 1 if there was any."""
    import sys

    from cli.relabel import tell_due
    from store.archive import Archive
    from store.config import data_path
    from store.index import Index

    data = data_path(options.data)
    archive = Archive(data)
    found = 0
    for line in archive.verify():
        print(line)
        found += 1
    for line in _of_index(archive, Index(data, archive, heal=False), quiet=options.quiet):
        print(line)
        found += 1
    if not options.quiet:
        tell_due(options.config, options.data)
        days = len(archive.days())
        print(ngettext("{n} day checked", "{n} days checked", days), file=sys.stderr)
    return int(bool(found))


def _of_index(archive: "Archive", index: "Index", *, quiet: bool) -> "Iterator[str]":
    """Lines on the search index: its files, then every article in which it differs."""
    import sys

    from store.differences import differences

    yield from index.notices
    damage = index.damage()
    if damage or not index.exists:
        if damage or archive.days():
            reason = damage or _("there is none that can be used")
            yield _("search index: {reason}; run presselupe reindex").format(reason=reason)
        return
    stale = set(index.stale_days())
    lasting = differing = False
    for each in differences(archive, index):
        yield _(_KINDS[each.kind]).format(day=each.day, id=each.id)
        differing = True
        lasting = lasting or each.day not in stale
    if differing and not quiet:
        heals = _("the search index catches up when next opened")
        print(_("run presselupe reindex") if lasting else heals, file=sys.stderr)
