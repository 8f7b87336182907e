"""``presselupe read``: open the reader."""

import argparse

from cli.errors import UsageError
from tui import language
from tui.language import mark

HELP = mark("open the reader (what `presselupe` alone does)")


def configure(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> int:
    """Open the reader on the data directory."""
    import sys

    from store.config import data_path, load_config

    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError("the reader needs a terminal; use `presselupe search` or `export` here")
    config = load_config(options.config)
    speak = options.lang or config.reader.language or language.preferred()

    from tui.app import run as open_reader

    return open_reader(data_path(options.data), language=speak)
