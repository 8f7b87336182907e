"""``presselupe reindex``: build the search index anew from the archive."""

import argparse

from tui.language import _, mark, ngettext

HELP = mark("build the search index anew from the archive")


def configure(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> int:
    """Rebuild the index; progress on a terminal, a rate at the end."""
    import sys
    import time

    from store.archive import Archive
    from store.config import data_path
    from store.index import Index
    from tui.language import decimal_mark, number

    data = data_path(options.data)
    started = time.monotonic()
    lively = sys.stderr.isatty() and not options.quiet

    def progress(done: int, total: int) -> None:
        if lively:
            days = _("{done} of {total} days").format(done=number(done), total=number(total))
            print(f"\r{days} ", end="", file=sys.stderr, flush=True)

    archive = Archive(data)
    count = Index(data, archive, heal=False).reindex(progress)
    seconds = max(time.monotonic() - started, 1e-6)
    if not options.quiet:
        told = ngettext("{n} article indexed", "{n} articles indexed", count)
        end = "\r" if lively else ""
        rate = _("{rate}/s").format(rate=number(round(count / seconds)))
        took = f"{number(int(seconds))}{decimal_mark()}{int(seconds * 10) % 10} s"
        print(f"{end}{told}, {took}, {rate}", file=sys.stderr)
    for damage in archive.damaged:
        print(f"presselupe: {damage}", file=sys.stderr)
    return int(bool(archive.damaged))
