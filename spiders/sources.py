"""The catalogue of sources: which sites are watched, and how their addresses read.

Sources live in `catalogue/*.toml`, by level and Land. An operator's own `sources.toml` beside the
configuration and the configuration's ``[sources.ID]`` add to them or override single keys. A
source's public addresses are what articles are known by; `base_url`
only says where they are fetched from (a mirror, a proxy, a stand-in on loopback).
"""

import ipaddress
import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import msgspec

from press import urls
from press.article import Kind
from press.tables import TableError, convert, nearest, read_toml
from spiders.selectors import ListSelectors, PageSelectors, check_selectors
from store.config import Config, CrawlConfig, Days, Seconds, default_config_path

CATALOGUE = Path(__file__).with_name("catalogue")
OWN = "sources.toml"
"""The operator's own catalogue, beside the configuration."""
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_PLAIN_SITE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?=[/?#]|\Z)")
"""The beginning of most addresses, which says alone which site they are on."""
_REMEMBERED = 8192
"""Addresses of a source that are known by heart."""


Family = Literal[
    "k21", "rsmpress", "gsb", "typo3-news", "wordpress", "presseportal", "feed", "listing"
]
"""Which page objects read a source, and how its articles are found.

``k21`` are the portals move-online, kommune21 and stadt+werk, ``rsmpress`` is Baden-Württemberg's
press extension for TYPO3, ``gsb`` the federal Government Site Builder, ``typo3-news`` TYPO3 with
its news extension, ``wordpress`` and ``presseportal`` what they say. ``feed`` (discovery by feeds)
and ``listing`` (by list pages) are sites of any other make: the generic layer reads them.
"""
FAMILIES: tuple[str, ...] = get_args(Family)
Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
"""A day, ``2026-09-30``."""


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """One site to watch, as configured.

    `home` is the public address of the site's start page; its host is the one that canonical URLs
    carry, `hosts` are other public hosts of the same site. `lists` and `feeds` are addresses (paths
    relative to `home`) to discover articles from; `listing` (``[ID.list]`` in TOML) and `page` say
    where things stand on them. `article` is the regular expression that an article URL's path
    matches; where it is empty, nothing tells articles' addresses from others. `drop_parameters`
    are query parameters that are no part of an article's address. `site_names` are the endings
    that the site gives its ``<title>``.
    `delay` is seconds between two requests, `recheck` the days after publication on which an
    article is looked at again; ``None`` takes the crawl's.

    `evidence` says how the entry is known and `evidence_date` of when that is (a year, month or
    day). `state` is ``verified`` once the source was seen working, on the day `checked`.
    """

    id: str
    name: str
    family: Family
    home: str
    hosts: list[str] = []
    kind: Kind
    rights: Literal["official", "press"]
    issuer: str | None = None
    land: str | None = None
    lists: list[str] = []
    feeds: list[str] = []
    article: str = ""
    drop_parameters: list[str] = []
    site_names: list[str] = []
    listing: ListSelectors | None = msgspec.field(default=None, name="list")
    page: PageSelectors | None = None
    enabled: bool = True
    delay: Seconds | None = None
    recheck: list[Days] | None = None
    tdm: Literal["record", "respect"] = "record"
    base_url: str | None = None
    evidence: str | None = None
    evidence_date: Annotated[str, msgspec.Meta(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")] | None = None
    state: Literal["verified", "unverified"] = "unverified"
    checked: Day | None = None

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
        return self._public_of(url) if self.base_url else url

    @cached_property
    def _public_of(self) -> Callable[[str], str]:
        return lru_cache(_REMEMBERED)(self._to_public)

    def _to_public(self, url: str) -> str:
        if not self.base_url or site_of(url) != self.fetch_host:
            return url
        base, parts = urlsplit(self.base_url), urlsplit(url)
        prefix = base.path.rstrip("/")
        if not f"{parts.path}/".startswith(f"{prefix}/"):
            return url
        home = urlsplit(self.home)
        return urlunsplit(
            (home.scheme, home.netloc, parts.path[len(prefix) :], parts.query, parts.fragment)
        )

    def as_spoken(self, url: str) -> str:
        """An owned address with the scheme of `home`.

        Articles are known by https addresses, and a person may ask for one of a site on http.
        """
        public = self.to_public(url)
        home, parts = urlsplit(self.home), urlsplit(public)
        if parts.scheme == home.scheme or site_of(public) not in self.public_hosts:
            return public
        return parts._replace(scheme=home.scheme, netloc=site_of(public) or "").geturl()

    def canonical(self, url: str) -> str:
        """The canonical public URL of one of this source's pages, whatever host it was seen on.

        Raises:
            ValueError: it is no web address.
        """
        return self._canonical_of(url)

    @cached_property
    def _canonical_of(self) -> Callable[[str], str]:
        # A list's entries are asked for six times, and every page links the same others.
        return lru_cache(_REMEMBERED)(self._canonical)

    def _canonical(self, url: str) -> str:
        public = self.to_public(self._absolute(url))
        is_public = site_of(public) in self.public_hosts
        canonical = urls.canonical(public, host=self.host if is_public else None)
        return self._without_dropped(canonical) if self.drop_parameters else canonical

    def _without_dropped(self, url: str) -> str:
        path, _, query = url.partition("?")
        kept = [p for p in query.split("&") if p and not self._drops(p.partition("=")[0])]
        return f"{path}?{'&'.join(kept)}" if kept else path

    def _drops(self, name: str) -> bool:
        return unquote(name) in self.drop_parameters

    def _absolute(self, url: str) -> str:
        """An address in full. Most are, and joining them all the same took longest of all."""
        return url if url.startswith(("https://", "http://")) else urljoin(self.home, url)

    def is_article(self, url: str) -> bool:
        """Whether one of this source's addresses, public or local, may be an article's.

        Where nothing is known of how they read, every one but the start page's may.
        """
        path = urlsplit(self.to_public(url)).path
        return re.search(self.article, path) is not None if self.article else path not in ("", "/")

    def owns(self, url: str) -> bool:
        """Whether an address is a web address on this source's hosts, public or local.

        A relative one is, as a link on its pages is.
        """
        try:
            site = site_of(self._absolute(url))
        except ValueError:
            return False
        return site is not None and (site in self.public_hosts or site == self.fetch_host)


def owner_of(url: str, sources: Iterable[Source]) -> Source | None:
    """The source that a page belongs to, by its whole address; a relative one has none.

    Of several on its host it is one whose articles' addresses read like it, else the first.
    """
    owners = [source for source in sources if site_of(url) and source.owns(url)]
    for source in owners:
        if source.is_article(url):
            return source
    return owners[0] if owners else None


def site_of(url: str) -> str | None:
    """Host and port of a web address, in lower case, without a standard port.

    ``None`` for what is no web address, or carries a user name.
    """
    # Nearly all are on a few sites, and taking the whole of each new one apart took far longer.
    plain = _PLAIN_SITE.match(url)
    return _site_of(plain[0] if plain else url)


@lru_cache(_REMEMBERED)
def _site_of(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return host if port in (None, 80, 443) else f"{host}:{port}"


POLITE_DELAY = 2.0
"""Seconds between two requests to a host that is not the operator's own, at the least."""


def delay_of(source: Source, config: CrawlConfig) -> float:
    """Seconds between two requests to a source; robots.txt may ask for more."""
    wished = config.delay if source.delay is None else source.delay
    return wished if source.is_own else max(POLITE_DELAY, wished)


def require_contact(source: Source, config: Config) -> None:
    """See to it that a real site's operator can reach whoever crawls it.

    Raises:
        TableError: the source is on a real host and the configuration names no contact.
    """
    if not source.is_own and not config.crawl.contact:
        where = config.path or default_config_path()
        raise TableError(
            f'{where}: "crawl.contact" is missing; {source.fetch_host} is a real site whose '
            'operator must be able to reach you: contact = "mailto:you@example.org"'
        )


class Layer(NamedTuple):
    """Tables of sources by id, the file they come from, and what their names begin with there."""

    tables: dict[str, Any]
    file: str
    prefix: str = ""


def catalogue(config: Config) -> list[Source]:
    """All sources as this operator has them, in catalogue order.

    The shipped catalogue, then the operator's own (`own_path`), then the configuration's
    ``[sources.ID]``: each adds sources or overrides single keys of those before.

    Raises:
        TableError: a file cannot be read, or a key, a value or a new source is wrong.
    """
    path = own_path(config)
    own = read_toml(path) if path.is_file() else {}
    return _read(shipped(), Layer(own, str(path)), Layer(config.sources, config.path, "sources."))


def own_path(config: Config) -> Path:
    """Where the operator's own catalogue is, or would be: beside the configuration."""
    return Path(config.path or default_config_path()).with_name(OWN)


def load(overrides: dict[str, dict[str, Any]] | None = None, *, where: str = "") -> list[Source]:
    """The shipped catalogue with ``[sources]`` tables laid over it, in catalogue order.

    `where` names the file that `overrides` come from, for messages.

    Raises:
        TableError: a key, a value or a new source is wrong.
    """
    return _read(shipped(), Layer(overrides or {}, where, "sources."))


def shipped() -> Layer:
    """The tables of the shipped catalogue, in catalogue order.

    A file's table ``[defaults]`` stands below all its others.

    Raises:
        TableError: a file cannot be read, or two hold one source.
    """
    tables: dict[str, Any] = {}
    for path in sorted(CATALOGUE.glob("*.toml")):
        read = read_toml(path)
        defaults = read.pop("defaults", {})
        for name, table in read.items():
            if name in tables:
                raise TableError(f"{path}: [{name}] is in another file of the catalogue already")
            tables[name] = defaults | table
    return Layer(tables, CATALOGUE.name)


def _read(first: Layer, *others: Layer) -> list[Source]:
    """Sources of one layer with others laid over it; errors name the last that had a say."""
    tables = dict(first.tables)
    where = {name: f"{first.file}: [{name}]" for name in tables}
    for layer in others:
        for name, table in layer.tables.items():
            full = f"{layer.prefix}{name}"
            if not isinstance(table, dict):
                raise TableError(
                    f'{layer.file}: "{full}": is no table; write [{full}] above its keys'
                )
            if name not in tables and not {"home", "family"} <= table.keys():
                raise TableError(
                    f'{layer.file}: "{full}": no such source{nearest(name, tables)}; '
                    "a new source needs at least home and family"
                )
            tables[name] = _merge(tables.get(name, {}), table)
            where[name] = f"{layer.file}: [{full}]"
    return [read_source(name, table, where=where[name]) for name, table in tables.items()]


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """One table over another, key by key; the tables in them (``list``, ``page``) too."""
    merged = below | above
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            merged[key] = below[key] | value
    return merged


def read_source(name: str, table: dict[str, Any], *, where: str) -> Source:
    """One source from its table: its addresses, pattern and selectors checked.

    Raises:
        TableError: a key or a value is wrong.
    """
    if "id" in table:
        raise TableError(f'{where}: unknown key "id"; the table\'s name is the id')
    if not _ID.fullmatch(name):
        raise TableError(f"{where}: {name!r} is no source id: use a-z, 0-9, dot and hyphen")
    # TOML has dates of its own, and who writes one without quotes means the same.
    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in table.items()}
    source = convert({"id": name} | plain, Source, where=where)
    try:
        re.compile(source.article)
    except re.error as error:
        raise TableError(
            f'{where}: "article": {source.article!r} is no regular expression: {error}'
        ) from error
    _check_addresses(source, where)
    _check_discovery(source, where)
    for key, selectors in (("list", source.listing), ("page", source.page)):
        if selectors is not None:
            check_selectors(key, selectors, where)
    return source


def _check_discovery(source: Source, where: str) -> None:
    if source.family == "feed" and not source.feeds:
        raise TableError(f'{where}: key "feeds" is missing; the family "feed" needs one')
    if source.family == "listing" and not source.lists:
        raise TableError(f'{where}: key "lists" is missing; the family "listing" needs one')
    if not source.lists and not source.feeds:
        raise TableError(f'{where}: keys "lists" and "feeds" are missing; a source needs one')


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
