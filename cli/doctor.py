"""``presselupe doctor``: is everything in place? A line each, without reading the archive."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.language import _, instant, mark, ngettext, number

if TYPE_CHECKING:
    from spiders.sources import Source
    from store.config import Config

HELP = mark("check configuration, data directory, sources and terminal")

ENOUGH, SCANT = 1_000_000_000, 100_000_000
"""Free bytes below which it is said, and below which no crawl should begin."""
_PARTS = ("presselupe", "scrapy", "tantivy", "textual", "tinydb")


class Finding(NamedTuple):
    """One thing looked at. `level`: 0 well, 1 to be known, 2 to be mended."""

    level: int
    what: str
    told: str


Check = Callable[[], Iterator[Finding]]


def configure(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> int:
    """A line for each thing looked at; 1 if one of them must be mended."""
    from press.tables import TableError
    from store.files import StoreError

    worst = 0
    signs = (_("ok"), _("note"), _("wrong"))
    width = max(map(len, signs))
    for check in _checks(options):
        try:
            findings = list(check())
        except (TableError, StoreError, OSError) as error:
            findings = [Finding(2, check.__name__.strip("_"), str(error))]
        for finding in findings:
            worst = max(worst, finding.level)
            if finding.level or not options.quiet:
                print(f"{signs[finding.level]:<{width}}  {finding.what}: {finding.told}")
    sys.stdout.flush()
    return int(worst > 1)


def _checks(options: argparse.Namespace) -> Iterator[Check]:
    from press.tables import TableError
    from spiders.sources import catalogue
    from store.config import data_path, load_config

    yield _versions
    try:
        config = load_config(options.config)
        sources = [source for source in catalogue(config) if source.enabled]
        data = data_path(options.data)
    except TableError as error:
        message = str(error)
        yield lambda: iter([Finding(2, _("configuration"), message)])
        return

    def configuration() -> Iterator[Finding]:
        return _configuration(config, sources)

    def data_directory() -> Iterator[Finding]:
        return _data(data)

    def health() -> Iterator[Finding]:
        return _health(data, sources)

    yield configuration
    yield data_directory
    yield health
    yield _terminal


def _versions() -> Iterator[Finding]:
    from importlib.metadata import PackageNotFoundError, version

    told = [f"Python {sys.version.split()[0]}"]
    for part in _PARTS:
        try:
            told.append(f"{part} {version(part)}")
        except PackageNotFoundError:
            yield Finding(2, _("versions"), _("{part} is not installed").format(part=part))
    yield Finding(0, _("versions"), ", ".join(told))


def _configuration(config: "Config", sources: "list[Source]") -> Iterator[Finding]:
    from importlib.util import find_spec

    from press import agencies, topics
    from spiders.notices import INSTALL
    from store.config import default_config_path

    what = _("configuration")
    agencies.register()
    topics.topics()
    yield Finding(0, what, config.path or _("none at {path}").format(path=default_config_path()))
    real = [source.id for source in sources if not source.is_own]
    if real and not config.crawl.contact:
        told = _("crawl.contact is missing; real sites are not crawled without it")
        yield Finding(2, what, told)
    if config.notify.urls and find_spec("apprise") is None:
        yield Finding(2, what, _("[notify] needs Apprise; {how}").format(how=INSTALL))


def _data(data: Path) -> Iterator[Finding]:
    from store.archive import Archive
    from store.files import SET_ASIDE
    from store.index import Index
    from store.lock import running_since
    from store.purging import is_unfinished

    what = _("data")
    if not data.exists():
        yield Finding(
            1, what, _("{path} is not there yet; the first crawl makes it").format(path=data)
        )
        return
    if os.access(data, os.W_OK | os.X_OK):
        yield Finding(0, what, str(data))
    else:
        yield Finding(2, what, _("{path} cannot be written").format(path=data))
    free = shutil.disk_usage(data).free
    level = 2 if free < SCANT else 1 if free < ENOUGH else 0
    yield Finding(level, what, _("{n} MB free").format(n=number(free // 1_000_000)))
    if since := running_since(data):
        yield Finding(1, what, _("a crawl is running since {since}").format(since=instant(since)))
    if is_unfinished(data):
        yield Finding(1, what, _("a purge was interrupted; the next crawl completes it"))
    damaged = sorted(data.rglob(f"*{SET_ASIDE}*"))
    for path in damaged:
        yield Finding(
            2, what, _("{path}: damaged, set aside; run presselupe verify").format(path=path)
        )
    days = len(Archive(data).days())
    yield Finding(0, _("archive"), ngettext("{n} day", "{n} days", days))
    index = Index(data, heal=False)
    stale = len(index.stale_days())
    if index.notices or stale:
        told = ngettext("{n} day behind", "{n} days behind", stale)
        yield Finding(1, _("search index"), "; ".join([told, *index.notices]))
    else:
        yield Finding(0, _("search index"), _("level with the archive"))


def _health(data: Path, sources: "list[Source]") -> Iterator[Finding]:
    from store.health import read_health
    from store.index import Index
    from store.reports import WELL_STATES
    from tui.health_words import STATES, remark

    what = _("sources")
    yield Finding(0 if sources else 2, what, ngettext("{n} enabled", "{n} enabled", len(sources)))
    if not data.exists():
        return
    lands = {source.id: source.land for source in sources}
    for health in read_health(data, lands, index=Index(data, heal=False)):
        if health.state is None:
            yield Finding(1, health.source, _("never crawled"))
        elif health.state not in WELL_STATES:
            told = f"{_(STATES[health.state])} {remark(health)}".strip()
            yield Finding(1, health.source, told)


def _terminal() -> Iterator[Finding]:
    if not sys.stdout.isatty():
        yield Finding(0, _("terminal"), _("none; the reader needs one"))
        return
    size = shutil.get_terminal_size()
    term = os.environ.get("TERM", "-")
    utf8 = "utf" in (sys.stdin.encoding or "").lower() if sys.stdin else False
    locale = next((os.environ[n] for n in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(n)), "-")
    told = f"{term}, {size.columns} × {size.lines}, {locale}"
    yield Finding(0 if utf8 else 1, _("terminal"), told)
