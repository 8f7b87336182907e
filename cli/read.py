"""``presselupe read``: open the reader."""

import argparse

from cli.errors import require_terminal
from tui import language
from tui.language import mark

HELP = mark("open the reader (what `presselupe` alone does)")


def configure(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> int:
    """Open the reader on the data directory."""
    from store.config import data_path, load_config

    require_terminal("`presselupe search` or `export`")
    config = load_config(options.config)
    speak = options.lang or config.reader.language or language.preferred()

    from tui.app import run as open_reader

    return open_reader(data_path(options.data), language=speak)
