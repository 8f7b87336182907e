"""``presselupe reindex``: build the search index anew from the archive."""

import argparse

from tui.language import _, mark, ngettext

HELP = mark("build the search index anew from the archive")

_PAUSE = 0.2
"""Seconds between two lines of progress."""


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
    started = told_at = time.monotonic()
    lively = sys.stderr.isatty() and not options.quiet

    def progress(done: int, share: float) -> None:
        nonlocal told_at
        now = time.monotonic()
        if lively and share and now - told_at > _PAUSE:
            told_at = now
            line = _progress(done, share, now - started)
            print(f"\r{line}\x1b[K", end="", file=sys.stderr, flush=True)

    archive = Archive(data)
    count = Index(data, archive, heal=False).reindex(progress)
    seconds = max(time.monotonic() - started, 1e-6)
    if not options.quiet:
        told = ngettext("{n} article indexed", "{n} articles indexed", count)
        end = "\r\x1b[K" if lively else ""
        rate = _("{rate}/s").format(rate=number(round(count / seconds)))
        took = f"{number(int(seconds))}{decimal_mark()}{int(seconds * 10) % 10} s"
        print(f"{end}{told}, {took}, {rate}", file=sys.stderr)
    for damage in archive.damaged:
        print(f"presselupe: {damage}", file=sys.stderr)
    return int(bool(archive.damaged))


def _progress(done: int, share: float, seconds: float) -> str:
    """How far a rebuild is, how fast, and how long it will still take."""
    from tui.language import number

    minutes, rest = divmod(round(seconds / share - seconds), 60)
    text = _("{done} articles, {percent} %, {rate}/s, {left} min left")
    rate = number(round(done / seconds))
    left = f"{minutes}:{rest:02}"
    return text.format(done=number(done), percent=round(100 * share), rate=rate, left=left)
