"""Feeds as `Listing`s: what `spiders.pages.feed_formats` reads, on the source's own terms."""

import html
import re
from collections.abc import Sequence
from urllib.parse import urljoin

from press.text import clean_line, count_words
from spiders.pages import feed_text
from spiders.pages.base import DateWords, Listing, RawArticle, Teaser
from spiders.pages.document import on_site
from spiders.pages.feed_formats import Entry, NotAFeedError, parse
from spiders.pages.teasers import article_key
from spiders.pages.walk import MAX_BYTES
from spiders.sources import Source

_TAG = re.compile(r"<[^>]{0,2000}>")
_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_CLOCK = re.compile(r"\d\d?:\d\d")
_MIDNIGHT = re.compile(r"\b0?0:00(?::00)?\b")
_MIN_ALIKE = 3
"""Entries that must bear the very same time before it is taken for the feed's own."""
_MOST = 0.7
"""Share of the page's words that a feed's text must have to be the whole text."""


def read_feed(body: bytes, *, url: str, source: Source, encoding: str | None = None) -> Listing:
    """The entries of a feed on this source's hosts, with dates as the feed words them.

    `encoding` is what the server says; the feed's own word counts more. Nothing is raised: what is
    no feed, or none that may be read, gives no entries and one line in `problems`.
    """
    if len(body) > MAX_BYTES:
        return Listing(problems=[f"{url}: the feed is larger than {MAX_BYTES // 1_000_000} MB"])
    try:
        feed = parse(body, url, encoding)
    except NotAFeedError as error:
        return Listing(problems=[f"{url}: {error}"])
    listing = Listing(next_url=feed.next_url)
    dated = not _is_stamped(feed.entries)
    seen: set[str] = set()
    for entry in feed.entries:
        teaser = _teaser(entry, url, source, dated=dated)
        if teaser is None or not source.owns(teaser.url) or teaser.url in seen:
            continue
        seen.add(teaser.url)
        listing.teasers.append(teaser)
    if not dated:
        listing.problems.append(
            f"{url}: all entries bear the same time ({feed.entries[0].date}): it is when the feed "
            "was made, and no publication"
        )
    if not listing.teasers:
        listing.problems.append(f"{url}: the feed has no entry of {source.host}")
    return listing


def take_text(raw: RawArticle, text: str | None, source: Source) -> RawArticle:
    """The article with the full text that its feed gives, where that is the better one.

    It is if the page has none, and of sources that are only known by their feed (family ``feed``)
    if it is not much shorter than what the generic layer found. The body's origin then is
    ``feed``; of other families the article counts as degraded.
    """
    if text is None or raw.wall:
        return raw
    found = count_words(raw.body)
    if source.family == "feed":
        if count_words(text) < _MOST * found:
            return raw
    elif found or raw.lead:
        return raw
    else:
        raw.degraded = sorted({*raw.degraded, "body"})
        raw.problems = [*raw.problems, "body taken from the feed: the page has none"]
    raw.body = text
    raw.origins["body"] = "feed"
    if raw.lead and text.startswith(raw.lead):
        raw.lead = None
        raw.origins.pop("lead", None)
    return raw


def _is_stamped(entries: Sequence[Entry]) -> bool:
    """Whether the entries bear the time at which the feed was made, all the same one."""
    dates = {entry.date for entry in entries}
    if len(entries) < _MIN_ALIKE or len(dates) > 1:
        return False
    date = dates.pop() or ""
    return bool(_CLOCK.search(date)) and not _MIDNIGHT.search(date)


def _teaser(entry: Entry, url: str, source: Source, *, dated: bool) -> Teaser | None:
    link = _link(entry, url)
    if link is None:
        return None
    date = clean_line(entry.date or "", 200) if dated else ""
    return Teaser(
        url=link,
        aliases=_aliases(entry, link, source),
        title=_plain(entry.title),
        teaser=_plain(entry.summary),
        text=feed_text.markdown(entry.content),
        date=DateWords(date, "feed") if date else None,
    )


def _link(entry: Entry, url: str) -> str | None:
    """The entry's address without a session; its guid only where that is an address."""
    link = entry.link
    if link is None and entry.guid and entry.guid.startswith(("http://", "https://")):
        link = entry.guid
    try:
        link = (link or "").strip()
        absolute = link and (on_site(None, link) or urljoin(url, link))
    except ValueError:
        return None
    return _SESSION.sub("", absolute) if absolute.startswith(("http://", "https://")) else None


def _aliases(entry: Entry, link: str, source: Source) -> list[str]:
    """The entry's guid, where it is one more address of an article on the source's hosts."""
    guid = entry.guid
    if not guid or guid == link or not guid.startswith(("http://", "https://")):
        return []
    try:
        other = source.owns(guid) and source.canonical(guid) != source.canonical(link)
    except ValueError:
        return []
    return [guid] if other and article_key(guid, source) is not None else []


def _plain(markup: str | None) -> str | None:
    """A feed's text without markup, entities resolved even where they are escaped twice."""
    if markup is None:
        return None
    text = html.unescape(html.unescape(_TAG.sub(" ", markup[:20_000])))
    return clean_line(_TAG.sub(" ", text), 2_000) or None
