"""Feeds: RSS 0.9 to 2.0 and Atom, as `Listing`s."""

import html
import re
from typing import Any
from urllib.parse import urljoin

from press.text import clean_line
from spiders.pages.base import DateWords, Listing, Teaser
from spiders.pages.teasers import article_key
from spiders.pages.walk import MAX_BYTES
from spiders.sources import Source

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,2000}>")
_MAX_ENTRIES = 2_000


def read_feed(body: bytes, *, url: str, source: Source) -> Listing:
    """The entries of a feed on this source's hosts, with dates as the feed words them.

    Nothing is raised: a feed that is broken, is HTML or declares entities (which can be made to
    explode) gives no entries and one line in `problems`. `next_url` is always ``None``.
    """
    if len(body) > MAX_BYTES:
        return Listing(problems=[f"{url}: the feed is larger than {MAX_BYTES // 1_000_000} MB"])
    if _ENTITY.search(body.replace(b"\x00", b"")):
        return Listing(problems=[f"{url}: the feed declares entities and is not read"])
    import feedparser  # noqa: PLC0415

    try:
        parsed = feedparser.parse(body, response_headers={"content-location": url})
    except Exception as error:  # noqa: BLE001
        # feedparser lets errors of its sub-parsers through; a feed must never stop a crawl.
        return Listing(problems=[f"{url}: the feed cannot be read: {type(error).__name__}"])
    version = str(parsed.get("version") or "")
    if not version:
        return Listing(problems=[f"{url}: this is no feed"])
    listing = Listing()
    seen: set[str] = set()
    for entry in parsed.entries[:_MAX_ENTRIES]:
        teaser = _teaser(entry, url=url, atom=version.startswith("atom"), source=source)
        if teaser is None or not source.owns(teaser.url) or teaser.url in seen:
            continue
        seen.add(teaser.url)
        listing.teasers.append(teaser)
    if not listing.teasers:
        listing.problems.append(f"{url}: the feed has no entry of {source.host}")
    return listing


def _teaser(entry: Any, *, url: str, atom: bool, source: Source) -> Teaser | None:  # noqa: ANN401
    link = _link(entry, url)
    if link is None:
        return None
    date = dict.get(entry, "published") or (None if atom else dict.get(entry, "updated"))
    return Teaser(
        url=link,
        aliases=_aliases(entry, link, source),
        title=_plain(dict.get(entry, "title")),
        teaser=_plain(dict.get(entry, "summary")),
        date=DateWords(clean_line(date, 200), "feed") if date and date.strip() else None,
    )


def _link(entry: Any, url: str) -> str | None:  # noqa: ANN401
    """The entry's address; its guid only where that is an address."""
    link, guid = dict.get(entry, "link"), dict.get(entry, "id")
    if not isinstance(link, str) or not link.strip():
        link = guid if isinstance(guid, str) and guid.startswith(("http://", "https://")) else ""
    try:
        absolute = urljoin(url, link.strip()) if link else ""
    except ValueError:
        return None
    return absolute if absolute.startswith(("http://", "https://")) else None


def _aliases(entry: Any, link: str, source: Source) -> list[str]:  # noqa: ANN401
    """The entry's guid, where it is one more address of an article on the source's hosts."""
    guid = dict.get(entry, "id")
    if not isinstance(guid, str) or not guid.strip().startswith(("http://", "https://")):
        return []
    guid = guid.strip()
    try:
        other = source.owns(guid) and source.canonical(guid) != source.canonical(link)
    except ValueError:
        return []
    return [guid] if other and article_key(guid, source) is not None else []


def _plain(value: object) -> str | None:
    """A feed's text without markup, entities resolved even where they are escaped twice."""
    if not isinstance(value, str):
        return None
    text = html.unescape(html.unescape(_TAG.sub(" ", value[:20_000])))
    return clean_line(_TAG.sub(" ", text), 2_000) or None
