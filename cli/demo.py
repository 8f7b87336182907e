"""``presselupe demo``: the bundled sites, a crawl of them, and the reader on the result."""

import argparse
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from cli.errors import UsageError, require_terminal
from tui.language import _, mark, ngettext

_CONFIG = "demo.toml"
"""The configuration that a demo leaves beside its data, by which it knows them again."""
HELP = mark("crawl the bundled stand-in sites and open the reader; needs no internet")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add ``--no-reader``."""
    parser.add_argument("--no-reader", action="store_true", help=_("print a summary instead"))


def run(options: argparse.Namespace) -> int:
    """Serve, crawl, and read (or count)."""
    from demo.families import start_all
    from store.config import load_config
    from store.reports import EXIT_ATTENTION, EXIT_DONE
    from tui import keymap, language

    if not options.no_reader:
        require_terminal("`presselupe demo --no-reader`")
        own = load_config(options.config)
        keymap.use(own.keys, file=own.path)
    speak = options.lang or language.preferred()
    data = _data_directory(options.data)
    with start_all() as sites:
        config = _write_config(data, sites.configuration())
        code = _crawl(data, config, list(sites.urls), speak, quiet=options.quiet)
        if options.no_reader:
            _print_summary(data)
            return code
        if code not in (EXIT_DONE, EXIT_ATTENTION):
            return code

        from cli.watched import watch
        from tui.app import run as open_reader

        return open_reader(data, language=speak, watch=watch(str(config)))


def _data_directory(option: str | None) -> Path:
    """``--data``, or the demo's own directory, begun anew each day as its texts are.

    ``PRESSELUPE_DATA`` is for real data, and so is a directory with an archive of another making.

    Raises:
        UsageError: such a directory is named.
    """
    import platformdirs

    if option:
        named = Path(option).expanduser()
        if (named / "archive").exists() and not (named / _CONFIG).exists():
            raise UsageError(
                f"--data {option}: holds an archive that is not the demo's; name another directory"
            )
        return named
    data = platformdirs.user_data_path("presselupe-demo")
    stamp = data / "demo-day"
    today = date.today().isoformat()  # noqa: DTZ011 - the operator's own day is meant
    if stamp.exists() and stamp.read_text(encoding="utf-8") != today:
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    stamp.write_text(today, encoding="utf-8")
    return data


def _write_config(data: Path, text: str) -> Path:
    data.mkdir(parents=True, exist_ok=True)
    path = data / _CONFIG
    path.write_text(text, encoding="utf-8")
    return path


def _crawl(data: Path, config: Path, sources: list[str], speak: str, *, quiet: bool) -> int:
    """Crawl in a process of its own, as cron would; its narration is ours."""
    command = [sys.executable, "-m", "cli", "crawl", *sources, "--lang", speak]
    command += ["--data", str(data), "--config", str(config)] + ["-q"] * quiet
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own command


def _print_summary(data: Path) -> None:
    from press.query import parse
    from store.library import Library

    library = Library(data)
    facets = library.facets(parse(""))
    total = library.count(parse(""))
    print(ngettext("{n} article", "{n} articles", total))
    for name, count in sorted(facets.source.items()):
        print(f"  {name}: {count}")
    print(f"{_('data')}: {data}")
