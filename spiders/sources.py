"""The catalogue of sources: which sites are watched, and how their addresses read.

Sources live in `sources.toml`; an operator's configuration adds to them or overrides single keys
under ``[sources.ID]``. A source's public addresses are what articles are known by; `base_url`
only says where they are fetched from (a mirror, a proxy, a stand-in on loopback).
"""

import ipaddress
import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit, urlunsplit

import msgspec

from press import urls
from press.article import Kind
from press.tables import TableError, convert, nearest, read_toml
from store.config import Config, Seconds, default_config_path

CATALOGUE = Path(__file__).with_name("sources.toml")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """One site to watch, as configured.

    `home` is the public address of the site's start page; its host is the one that canonical URLs
    carry, `hosts` are other public hosts of the same site. `lists` and `feeds` are addresses (paths
    relative to `home`) to discover articles from. `article` is the regular expression that an
    article URL's path matches. `site_names` are the endings that the site gives its ``<title>``.
    `delay` is seconds between two requests; ``None`` takes the crawl's.
    """

    id: str
    name: str
    family: Literal["k21", "rsmpress"]
    home: str
    hosts: list[str] = []
    kind: Kind
    rights: Literal["official", "press"]
    issuer: str | None = None
    land: str | None = None
    lists: list[str] = []
    feeds: list[str] = []
    article: str
    site_names: list[str] = []
    enabled: bool = True
    delay: Seconds | None = None
    tdm: Literal["record", "respect"] = "record"
    base_url: str | None = None
    evidence: str | None = None

    @property
    def host(self) -> str:
        """The host that this source's canonical URLs carry."""
        return urlsplit(self.home).netloc

    @cached_property
    def public_hosts(self) -> frozenset[str]:
        """Every public host of the site, with and without ``www.``."""
        bare = {h.removeprefix("www.") for h in (self.host, *self.hosts)}
        return frozenset(bare | {f"www.{h}" for h in bare})

    @cached_property
    def fetch_host(self) -> str:
        """Host and port that requests go to."""
        return site_of(self.base_url or self.home) or ""

    @property
    def is_own(self) -> bool:
        """Whether the source is fetched from this machine or a private network."""
        host = urlsplit(f"//{self.fetch_host}").hostname or ""
        if host == "localhost" or host.endswith(".localhost"):
            return True
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        return address.is_loopback or address.is_private

    def to_fetch(self, url: str) -> str:
        """Where a public (or already local) address of this source is fetched from."""
        absolute = urljoin(self.home, url)
        if not self.base_url or site_of(absolute) not in self.public_hosts:
            return absolute
        base, parts = urlsplit(self.base_url), urlsplit(absolute)
        path = base.path.rstrip("/") + parts.path
        return urlunsplit((base.scheme, base.netloc, path, parts.query, ""))

    def to_public(self, url: str) -> str:
        """The public form of an address fetched from `base_url`; others stay as they are."""
        if not self.base_url:
            return url
        base, parts = urlsplit(self.base_url), urlsplit(url)
        prefix = base.path.rstrip("/")
        if site_of(url) != self.fetch_host or not f"{parts.path}/".startswith(f"{prefix}/"):
            return url
        home = urlsplit(self.home)
        return urlunsplit(
            (home.scheme, home.netloc, parts.path[len(prefix) :], parts.query, parts.fragment)
        )

    def canonical(self, url: str) -> str:
        """The canonical public URL of one of this source's pages, whatever host it was seen on.

        Raises:
            ValueError: it is no web address.
        """
        public = self.to_public(urljoin(self.home, url))
        is_public = site_of(public) in self.public_hosts
        return urls.canonical(public, host=self.host if is_public else None)

    def owns(self, url: str) -> bool:
        """Whether an address is a web address on this source's hosts, public or local."""
        try:
            site = site_of(urljoin(self.home, url))
        except ValueError:
            return False
        return site is not None and (site in self.public_hosts or site == self.fetch_host)


@lru_cache(maxsize=8192)
def site_of(url: str) -> str | None:
    """Host and port of a web address, in lower case, without a standard port.

    ``None`` for what is no web address, or carries a user name.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return host if port in (None, 80, 443) else f"{host}:{port}"


def require_contact(source: Source, config: Config) -> None:
    """See to it that a real site's operator can reach whoever crawls it.

    Raises:
        TableError: the source is on a real host and the configuration names no contact.
    """
    if not source.is_own and not config.crawl.contact:
        where = config.path or default_config_path()
        raise TableError(
            f'{where}: "crawl.contact" is missing; {source.id} is a real site whose operator must '
            'be able to reach you: contact = "mailto:you@example.org"'
        )


def load(overrides: dict[str, dict[str, Any]] | None = None, *, where: str = "") -> list[Source]:
    """The shipped catalogue with the operator's ``[sources]`` laid over it, in catalogue order.

    `where` names the file that `overrides` come from, for messages.

    Raises:
        TableError: a key, a value or a new source is wrong.
    """
    tables: dict[str, dict[str, Any]] = read_toml(CATALOGUE)
    merged = {name: dict(table) for name, table in tables.items()}
    for name, table in (overrides or {}).items():
        if name not in merged and not {"home", "family"} <= table.keys():
            raise TableError(
                f'{where}: "sources.{name}": no such source{nearest(name, merged)}; '
                "a new source needs at least home and family"
            )
        merged[name] = merged.get(name, {}) | table
    return [
        _source(name, table, where=f"{where or CATALOGUE.name}: [sources.{name}]")
        for name, table in merged.items()
    ]


def _source(name: str, table: dict[str, Any], *, where: str) -> Source:
    """One source from its table, its addresses and its pattern checked.

    Raises:
        TableError: a key or a value is wrong.
    """
    if "id" in table:
        raise TableError(f'{where}: unknown key "id"; the table\'s name is the id')
    if not _ID.fullmatch(name):
        raise TableError(f"{where}: {name!r} is no source id: use a-z, 0-9, dot and hyphen")
    source = convert({"id": name} | table, Source, where=where)
    try:
        re.compile(source.article)
    except re.error as error:
        raise TableError(
            f'{where}: "article": {source.article!r} is no regular expression: {error}'
        ) from error
    _check_addresses(source, where)
    return source


def _check_addresses(source: Source, where: str) -> None:
    for key, url in (("home", source.home), ("base_url", source.base_url)):
        if url is not None and site_of(url) is None:
            raise TableError(
                f'{where}: "{key}": {url!r} is no web address; write "https://www.example.org/"'
            )
    for host in source.hosts:
        if site_of(f"https://{host}") != host:
            raise TableError(f'{where}: "hosts": {host!r} is no host; write "www.example.org"')
    for key, paths in (("lists", source.lists), ("feeds", source.feeds)):
        for path in paths:
            if not source.owns(path):
                raise TableError(f'{where}: "{key}": {path!r} is not on {source.host}')
