"""What the operator set: the configuration file, and where data and configuration live.

The file is TOML; every wrong key or value is one line that names file, key and the nearest valid
key (`press.tables`). Tables under ``[sources]`` are checked by `spiders.sources`, which knows them.
"""

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import platformdirs

from press.tables import TableError, convert, read_toml

APP = "presselupe"
_CONTACT = re.compile(r"(mailto:)?[^\s@:/<>()]+@[^\s@:/<>()]+\.[^\s@:/<>()]+|https?://[^\s<>()]+")

Seconds = Annotated[float, msgspec.Meta(ge=0, le=3600)]
Days = Annotated[int, msgspec.Meta(ge=0, le=3650)]


class CrawlConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to crawl. `delay` is seconds between two requests to a host; under 2 only for own hosts.

    `contact` (an e-mail or web address) goes into the User-Agent. `recheck` are the days after
    publication on which an article is looked at again. `pages` is how many pages of a list a crawl
    follows at the most, unless it is told to take all. `timeout` is the seconds within which an
    answer must be there to its last byte.
    """

    contact: str | None = None
    delay: Seconds = 2.0
    recheck: tuple[Days, ...] = (1, 3, 14)
    pages: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = 100
    timeout: Annotated[float, msgspec.Meta(ge=1, le=300)] = 30.0


class ReaderConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the reader looks. Without `language` the terminal's locale decides."""

    language: Literal["de", "en"] | None = None


class NotifyConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who hears of a source that gets worse or well again: `urls` as Apprise writes them."""

    urls: tuple[str, ...] = ()


class LogConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A log of crawls: `file`, begun anew at `megabytes`, with so many old ones kept (`keep`)."""

    file: str | None = None
    megabytes: Annotated[float, msgspec.Meta(gt=0, le=10_000)] = 5.0
    keep: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 5


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole configuration; `path` is the file it came from.

    `keys` gives actions of the reader other keys; `tui.keymap` knows their names.
    """

    crawl: CrawlConfig = CrawlConfig()
    reader: ReaderConfig = ReaderConfig()
    notify: NotifyConfig = NotifyConfig()
    log: LogConfig = LogConfig()
    keys: dict[str, str | list[str]] = {}
    sources: dict[str, dict[str, Any]] = {}
    path: str = ""


def default_config_path() -> Path:
    """Where the configuration is looked for when none is named."""
    return platformdirs.user_config_path(APP) / "config.toml"


def default_data_path() -> Path:
    """Where data are kept when no directory is named."""
    return platformdirs.user_data_path(APP)


def data_path(option: str | None) -> Path:
    """The data directory: the option, else ``PRESSELUPE_DATA``, else the platform's own.

    Raises:
        TableError: it begins with ``~`` and the name of a user that is not there.
    """
    named = option or os.environ.get("PRESSELUPE_DATA")
    return _expanded(named) if named else default_data_path()


def load_config(option: str | None = None) -> Config:
    """Read the configuration: the file named, else ``PRESSELUPE_CONFIG``, else the platform's own.

    A file that was named must exist; the platform's own may be missing.

    Raises:
        TableError: the file cannot be read, or a key or value in it is wrong.
    """
    named = option or os.environ.get("PRESSELUPE_CONFIG")
    path = _expanded(named) if named else default_config_path()
    if not named and not path.exists():
        return Config()
    table = read_toml(path)
    if "path" in table:
        raise TableError(f'{path}: unknown key "path"')
    config = convert(table | {"path": str(path)}, Config, where=str(path))
    contact = config.crawl.contact
    # It goes into a request header, and those are ASCII.
    if contact is not None and not (contact.isascii() and _CONTACT.fullmatch(contact)):
        raise TableError(
            f'{path}: "crawl.contact": {contact!r} is no contact; '
            'give an e-mail address ("mailto:press@example.org") or a web address'
        )
    return config


def own_table(name: str, option: str | None = None) -> Path | None:
    """An operator's own table (`agencies.toml`, `topics.toml`) beside the configuration, if any.

    The configuration file is looked for as by `load_config`, but need not exist.

    Raises:
        TableError: its path begins with ``~`` and the name of a user that is not there.
    """
    named = option or os.environ.get("PRESSELUPE_CONFIG")
    config = _expanded(named) if named else default_config_path()
    path = config.parent / name
    try:
        return path if path.is_file() else None
    except OSError:  # no way to the directory: `load_config` says so, where it matters
        return None


def _expanded(named: str) -> Path:
    try:
        return Path(named).expanduser()
    except RuntimeError as error:
        raise TableError(f"{named}: there is no such user; write the whole path") from error
