"""What a page tells of its site: the system, the feeds, how addresses of articles read.

Pure: HTML in, findings out. `spiders.finding` asks the site.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from parsel import Selector

from press.text import clean_line
from spiders.sources import Family, Source, site_of

FEED_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
)
_FEED_PATH = re.compile(r"(?i)/(?:feed|rss|atom)(?:/|$|\.)|\.(?:rss|atom)$|(?:rss|feed)[^/]*\.xml$")
_COMMENTS = re.compile(r"(?i)comment|kommentar")
_MOST_FEEDS = 6
_FEWEST_LINKS = 3
_HEADLINE = 25
"""Characters that the text of a link to an article has at the least."""
_FURNITURE = "ancestor::nav or ancestor::footer or ancestor::header[not(ancestor::article)]"
_PRESS = (
    re.compile(r"(?i)pressemitteilung|pressemeldung|presseinformation|medieninformation"),
    re.compile(r"(?i)\b(?:presse|meldungen|nachrichten|aktuelles|news)\b"),
)
_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"\s+[|–-]\s+|:\s+")
_NO_NAME = re.compile(r"(?i)|start(?:seite)?|home(?:page)?|willkommen|aktuelles|news|presse.*")
_CHANGING = re.compile(r"^\d|\d{4}")
"""What a directory has that is another one next year: a volume, a quarter."""
_EXTENSION = re.compile(r"\.[a-z]{3,5}$")


class Mark(NamedTuple):
    """What a site runs on, and by what that is known."""

    family: Family
    reason: str


class Link(NamedTuple):
    """A link: its absolute address and its text."""

    url: str
    text: str


_SYSTEM = re.compile(r"(?i)typo3|wordpress|government site|drupal|contao|plone|joomla|xoops|\bez\b")
"""Systems by the names that they give themselves; plugins name themselves there too."""
_TYPO3_NEWS = re.compile(r"tx[_-]news|\bnews-(?:list-view|single|img-wrap)\b|\barticletype-\d")

_MARKS: tuple[tuple[Family, str, Callable[[str, str, str], bool]], ...] = (
    ("presseportal", "the host", lambda host, _g, _h: host.endswith("presseportal.de")),
    ("k21", "addresses with /k21-meldungen/", lambda _host, _g, html: "/k21-meldungen/" in html),
    (
        "rsmpress",
        "TYPO3 with the extension rsmpress",
        lambda _host, _g, html: "tx_rsmpress" in html,
    ),
    (
        "gsb",
        "the Government Site Builder",
        lambda _host, generator, html: (
            "/SiteGlobals/" in html if not generator else "government site builder" in generator
        ),
    ),
    (
        "wordpress",
        "WordPress",
        lambda _host, generator, html: (
            "/wp-content/" in html if not generator else "wordpress" in generator
        ),
    ),
    (
        "typo3-news",
        "TYPO3 with its news extension",
        lambda _host, generator, html: "typo3" in generator and bool(_TYPO3_NEWS.search(html)),
    ),
)
"""Families, by what they are known, and how to tell. What a site calls its generator counts more
than addresses, which may be those of another site."""


class Site:
    """One page of a site, and what can be seen on it."""

    def __init__(self, html: str, url: str) -> None:
        self._selector = Selector(text=html or "<html></html>")
        self._html = html
        base = self._selector.css("base::attr(href)").get()
        self._base = urljoin(url, base) if base else url
        self.url = url

    def mark(self) -> Mark | None:
        """The family of page objects that the site's own marks name."""
        stated = self._selector.css('meta[name="generator" i]::attr(content)').getall()
        generator = " ".join(filter(_SYSTEM.search, stated)).lower()
        host = urlsplit(self.url).hostname or ""
        for family, reason, fits in _MARKS:
            if fits(host, generator, self._html):
                return Mark(family, reason)
        return None

    def feeds(self) -> list[str]:
        """Feeds that the page declares, then those that it links, each once."""
        declared = [
            url
            for link in self._selector.css('link[rel~="alternate"]')
            if link.attrib.get("type", "").split(";")[0].strip().lower() in FEED_TYPES
            and not _COMMENTS.search(link.attrib.get("title", ""))
            and (url := self._absolute(link.attrib.get("href", "")))
        ]
        linked = [
            url
            for href in self._selector.css("a::attr(href)").getall()
            if (url := self._absolute(href)) and _FEED_PATH.search(urlsplit(url).path)
        ]
        found = (url for url in (*declared, *linked) if not _COMMENTS.search(url))
        return list(dict.fromkeys(found))[:_MOST_FEEDS]

    def wordpress_rest(self) -> str | None:
        """Where WordPress offers its REST interface."""
        href = self._selector.css('link[rel="https://api.w.org/"]::attr(href)').get()
        return self._absolute(href) if href else None

    def name(self) -> str | None:
        """What the site calls itself."""
        said = self._selector.css('meta[property="og:site_name"]::attr(content)').get()
        title = self._selector.css("title::text").get() or ""
        parts = [part for part in _PARTS.split(title) if not _NO_NAME.fullmatch(part.strip())]
        return clean_line(said or (parts[-1] if parts else "")) or None

    def links(self, source: Source) -> list[Link]:
        """Links to the source's own pages with a headline's length of text, outside of menus."""
        found: dict[str, str] = {}
        for link in self._selector.xpath(f"//a[@href][not({_FURNITURE})]"):
            url = self._absolute(link.attrib["href"])
            text = clean_line(" ".join(link.xpath(".//text()").getall())) or ""
            if url and source.owns(url) and len(text) > len(found.get(url, "")):
                found[url] = text
        return [Link(url, text) for url, text in found.items() if len(text) >= _HEADLINE]

    def press_pages(self, source: Source) -> list[str]:
        """Pages of the source that may be its list of articles, the likeliest first."""
        ranked: dict[str, int] = {}
        for link in self._selector.css("a[href]"):
            url = self._absolute(link.attrib["href"])
            text = clean_line(" ".join(link.xpath(".//text()").getall())) or ""
            said = f"{urlsplit(url).path} {text}" if url else ""
            rank = next((i for i, words in enumerate(_PRESS) if words.search(said)), None)
            if url and rank is not None and source.owns(url) and len(text) < _HEADLINE:
                ranked.setdefault(url.partition("#")[0], rank)
        return sorted(ranked, key=lambda url: ranked[url])

    def _absolute(self, href: str) -> str | None:
        try:
            url = urljoin(self._base, href.strip())
        except ValueError:
            return None
        return url if site_of(url) else None


def groups(links: Iterable[Link], source: Source) -> list[list[str]]:
    """Addresses that read alike, the largest group first; what is too small to be a list is left.

    Two read alike if all but their last segment is the same, numbers apart.
    """
    alike: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for link in links:
        path = urlsplit(source.to_public(link.url)).path
        *head, last = path.strip("/").split("/")
        if last:
            extension = _EXTENSION.search(last)
            key = (*(_DIGITS.sub("0", each) for each in head), extension[0] if extension else "")
            alike[key][path] = None
    found = [list(paths) for paths in alike.values() if len(paths) >= _FEWEST_LINKS]
    return sorted(found, key=len, reverse=True)


def pattern_of(paths: Sequence[str], others: Iterable[str] = ()) -> str | None:
    """The regular expression of articles' paths, or nothing if they have too little in common.

    `others` are paths of the site that are no articles (its lists and feeds).
    """
    split = [path.strip("/").split("/") for path in paths]
    if not split:
        return None
    length = len(split[0])
    if all(len(segments) == length for segments in split):
        heads = list(zip(*(segments[:-1] for segments in split), strict=True))
        parts = [_segment(set(values)) for values in heads]
        last, end = _last([segments[-1] for segments in split])
    else:
        parts = [_escape(each) for each in _common(split)]
        last, end = ".+", "$"
    if all(part == _ANY for part in parts):
        return None
    start = "^/" + "".join(f"{part}/" for part in parts)
    pattern = re.compile(f"{start}({last}){end}")
    known = (pattern.match(other) for other in others)
    besides = "|".join(sorted({_escape(match[1].rstrip("/")) for match in known if match}))
    return f"{start}{f'(?!(?:{besides})/?$)' if besides else ''}{last}{end}"


_ANY = "[^/]+"


def _escape(text: str) -> str:
    """As in `re.escape`, but without what no one would write: a hyphen means itself."""
    return re.escape(text).replace(r"\-", "-")


def _segment(values: set[str]) -> str:
    """One directory of an address: itself where it is the same in all and no year or the like."""
    if all(each.isdecimal() for each in values):
        lengths = {len(each) for each in values}
        return {2: r"\d\d", 4: r"\d{4}"}.get(min(lengths), r"\d+") if len(lengths) == 1 else r"\d+"
    value = next(iter(values))
    return _escape(value) if len(values) == 1 and not _CHANGING.search(value) else _ANY


def _last(names: list[str]) -> tuple[str, str]:
    """The last segment, and what follows it."""
    extensions = {found[0] if (found := _EXTENSION.search(name)) else "" for name in names}
    extension = extensions.pop() if len(extensions) == 1 else ""
    name = r"\d+" if all(name.removesuffix(extension).isdecimal() for name in names) else _ANY
    return name, f"{_escape(extension)}$" if extension else "/?$"


def _common(split: list[list[str]]) -> list[str]:
    """The directories that all addresses begin with."""
    heads = zip(*(segments[:-1] for segments in split), strict=False)
    same = itertools.takewhile(lambda values: len(set(values)) == 1, heads)
    return [values[0] for values in same if not _CHANGING.search(values[0])]
