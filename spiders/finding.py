"""From an address to a source: what a site offers, and an entry for the catalogue.

Asks the page itself, the feeds it names (else the usual addresses), and what robots.txt says of
sitemaps; nothing is guessed that the site does not show. The proposal is for a person to look at.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import msgspec

from press.agencies import register
from spiders.checking import read_listing
from spiders.client import Answer, Client, Host, NotReadError
from spiders.pages.base import Listing
from spiders.pages.decoding import text_of
from spiders.recognising import Mark, Site, groups, pattern_of
from spiders.sources import Source, read_source, site_of
from store.config import Config

USUAL_FEEDS = ("/feed/", "/rss.xml", "/feed.xml", "/rss", "/atom.xml")
"""Where feeds are when no page names one."""
FEWEST = 3
"""Entries that a list has at the least."""
_PRESS_PAGES = 3
"""Pages that are looked at for a list where the page given is none."""
_GROUPS = 4
"""Groups of links that are tried as a list."""
_HTML = frozenset(("text/html", "application/xhtml+xml"))


class FeedFound(msgspec.Struct, frozen=True, kw_only=True):
    """A feed that was asked for: how many entries it has, or why there are none."""

    url: str
    entries: int = 0
    problem: str | None = None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a site offers. `table` is the proposed entry, `id` its name in the catalogue.

    A crawl does not use `sitemaps`, and `wordpress_rest` only where there is neither feed nor list
    (then it is in the entry); they are told for whoever writes the entry by hand.
    """

    id: str
    table: dict[str, Any]
    mark: str | None = None
    feeds: list[FeedFound] = []
    sitemaps: list[str] = []
    wordpress_rest: str | None = None


def find(
    url: str,
    config: Config,
    *,
    hosts: dict[str, Host],
    taken: Iterable[str] = (),
    named: str | None = None,
) -> Finding:
    """Look at a site and propose an entry; `named` is the id wished, `taken` are those in use.

    Raises:
        NotReadError: the page cannot be fetched, or shows neither a feed nor a list of articles.
        TableError: a real host is to be asked without a contact.
    """
    if site_of(url) is None:
        raise NotReadError(f"{url}: is no web address (http or https)")
    draft = draft_of(url)
    client = Client(draft, config, hosts=hosts)
    start = client.page(url)
    site = _site(start) or _home(client)
    feeds, listings = _feeds(client, start, site if _site(start) else None)
    others = [_path(draft, each) for each in (*listings, start.url, draft.home)]
    article = _pattern(draft, listings.values(), others)
    listed = _listed(client, start, article, others)
    posts = None if listings or listed or not site else _posts(client, site)
    if not listings and not listed and not posts:
        raise NotReadError(
            f"{url}: neither a feed nor a list of articles is found; give the address of the page "
            "that lists them, or write the entry by hand (docs/sources.md)"
        )
    mark = (listed.site.mark() if listed else None) or (site.mark() if site else None)
    table = _table(
        draft,
        site,
        mark,
        feeds=list(listings),
        lists=[listed.site.url] if listed else [posts] if posts else [],
        article=article or (listed.article if listed else None),
    )
    return Finding(
        id=named or free_id(draft.home, taken, table.get("issuer")),
        table=table,
        mark=mark.reason if mark else None,
        feeds=feeds,
        sitemaps=list(_sitemaps(client)),
        wordpress_rest=site.wordpress_rest() if site else None,
    )


def draft_of(url: str) -> Source:
    """The source as far as a web address tells: its hosts."""
    parts = urlsplit(url)
    return Source(
        id="new",
        name="",
        family="listing",
        home=f"{parts.scheme}://{parts.netloc}/",
        kind="news",
        rights="press",
    )


def _site(answer: Answer) -> Site | None:
    if answer.content_type not in _HTML:
        return None
    return Site(text_of(answer.body, answer.encoding), answer.url)


def _home(client: Client) -> Site | None:
    """The start page, for its marks, where the address given is a feed's."""
    try:
        return _site(client.page(client.source.home))
    except NotReadError:
        return None


def _feeds(
    client: Client, start: Answer, site: Site | None
) -> tuple[list[FeedFound], dict[str, Listing]]:
    """Every feed asked for, and what the good ones hold."""
    if site is None:
        told, listing = _feed(client, start.url, start)
        return [told], {start.url: listing} if listing else {}
    told_all: list[FeedFound] = []
    good: dict[str, Listing] = {}
    declared = [url for url in site.feeds() if client.source.owns(url)]
    usual = [urljoin(start.url, path) for path in USUAL_FEEDS]
    for url in declared or usual:
        told, listing = _feed(client, url)
        if listing and not any(_same(listing, other) for other in good.values()):
            good[url] = listing
        if listing or url in declared:
            told_all.append(told)
        if listing and not declared:
            break
    return told_all, good


def _feed(
    client: Client, url: str, answer: Answer | None = None
) -> tuple[FeedFound, Listing | None]:
    try:
        answer = answer or client.page(url)
        listing = read_listing(answer.body, answer.url, "feed", client.source, answer.encoding)
    except NotReadError as error:
        return FeedFound(url=url, problem=str(error)), None
    entries = [each for each in listing.teasers if client.source.owns(each.url)]
    if not entries:
        problem = "; ".join(listing.problems) or "it names no article of this site"
        return FeedFound(url=url, problem=problem), None
    return FeedFound(url=url, entries=len(entries)), msgspec.structs.replace(
        listing, teasers=entries
    )


def _same(one: Listing, other: Listing) -> bool:
    """Whether two feeds name the same articles (RSS and Atom of one list)."""
    return {each.url for each in one.teasers} == {each.url for each in other.teasers}


def _pattern(source: Source, listings: Iterable[Listing], others: Iterable[str]) -> str | None:
    """How the articles' paths read that feeds name."""
    paths = [_path(source, each.url) for listing in listings for each in listing.teasers]
    return pattern_of(paths, others) if paths else None


def _path(source: Source, url: str) -> str:
    return urlsplit(source.canonical(url)).path


def _posts(client: Client, site: Site) -> str | None:
    """WordPress' own list of posts, if the site offers it and it names articles."""
    rest = site.wordpress_rest()
    url = urljoin(rest, "wp/v2/posts") if rest else None
    if url is None or not client.source.owns(url):
        return None
    try:
        answer = client.page(url)
        listing = read_listing(answer.body, url, "list", client.source, answer.encoding)
    except NotReadError:
        return None
    return url if listing.teasers else None


class _Listed(NamedTuple):
    """A page that lists articles, and how their paths read."""

    site: Site
    article: str


def _listed(
    client: Client, start: Answer, article: str | None, others: list[str]
) -> _Listed | None:
    """The page given, if it lists articles, else one that it links."""
    site = _site(start)
    if site is None:
        return None
    found = _list(client.source, start, article, others)
    if found:
        return _Listed(site, found)
    for url in site.press_pages(client.source)[:_PRESS_PAGES]:
        try:
            answer = client.page(url)
        except NotReadError:
            continue
        page = _site(answer)
        found = _list(client.source, answer, article, [*others, _path(client.source, answer.url)])
        if page and found:
            return _Listed(page, found)
    return None


def _list(draft: Source, answer: Answer, article: str | None, others: list[str]) -> str | None:
    """How the articles' paths read that a page lists; nothing if it lists none."""
    site = _site(answer)
    if site is None:
        return None
    patterns = [article] if article else []
    alike = groups(site.links(draft), draft)[:_GROUPS]
    patterns += [pattern for paths in alike if (pattern := pattern_of(paths, others))]
    best: tuple[tuple[int, int], str] | None = None
    for pattern in patterns:
        source = msgspec.structs.replace(draft, article=pattern)
        try:
            listing = read_listing(answer.body, answer.url, "list", source, answer.encoding)
        except NotReadError:
            continue
        score = (sum(each.date is not None for each in listing.teasers), len(listing.teasers))
        if score[1] >= FEWEST and (best is None or score > best[0]):
            best = (score, pattern)
    return best[1] if best else None


def _table(
    draft: Source,
    site: Site | None,
    mark: Mark | None,
    *,
    feeds: list[str],
    lists: list[str],
    article: str | None,
) -> dict[str, Any]:
    """The entry: what the site shows, and what the register of bodies knows of its host."""
    host = urlsplit(draft.home).hostname or ""
    bodies = [body for body in register().all() if _bare(host) in map(_bare, body.domains)]
    body = bodies[0] if len(bodies) == 1 else None
    table: dict[str, Any] = {
        "name": body.name if body else (site.name() if site else None) or host,
        "family": mark.family if mark else "listing" if lists else "feed",
        "home": draft.home,
        "kind": "press_release" if body else "news",
        "rights": "official" if body else "press",
        "issuer": body.id if body else None,
        "land": body.land if body else None,
        "lists": [_relative(draft, url) for url in lists],
        "feeds": [_relative(draft, url) for url in feeds],
        "article": article,
        "evidence": "found by `presselupe sources add`",
        "evidence_date": datetime.now(UTC).date().isoformat(),
    }
    return {key: value for key, value in table.items() if value}


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _relative(source: Source, url: str) -> str:
    parts = urlsplit(url)
    path = parts.path or "/"
    relative = f"{path}?{parts.query}" if parts.query else path
    return relative if site_of(url) == site_of(source.home) else url


def free_id(home: str, taken: Iterable[str], wished: str | None = None) -> str:
    """An id that is not in use: the one wished, else the host's name, numbered if need be."""
    labels = _bare(urlsplit(home).netloc).replace(":", ".").split(".")
    name = "-".join(labels if labels[-1].isdecimal() else labels[:-1] or labels)
    first = wished or re.sub(r"[^a-z0-9_-]+", "-", name).strip("-_") or "source"
    used = set(taken)
    numbered = (f"{first}-{number}" for number in itertools.count(2))
    return next(each for each in itertools.chain([first], numbered) if each not in used)


def _sitemaps(client: Client) -> Iterator[str]:
    """Sitemaps that robots.txt names."""
    for host in client.hosts.values():
        for line in host.robots_text.splitlines():
            key, _, value = line.partition(":")
            if key.strip().lower() == "sitemap" and site_of(value.strip()):
                yield value.strip()


def source_of(found: Finding) -> Source:
    """The proposed source, checked as an entry of the catalogue is.

    Raises:
        TableError: the id cannot be one.
    """
    return read_source(found.id, found.table, where=f"[{found.id}]")
