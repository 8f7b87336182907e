"""WordPress' own interface: articles and lists as the JSON of ``/wp-json/wp/v2/…``.

Where a site offers it, it gives what its pages only show: the dates with their minutes, the text
without the page around it. Facts of the format: the reference of WordPress' REST API, posts.
"""

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from press.text import clean_line, to_markdown
from spiders.pages import walk
from spiders.pages.anatomy import Anatomy
from spiders.pages.base import DateWords, Listing, RawArticle, Teaser
from spiders.sources import Source

_MAX_POSTS = 100
"""Posts that WordPress gives at most in one answer."""
_ADDRESS = re.compile(r"/wp-json/wp/v2/|[?&]rest_route=/wp/v2/")
_PER_PAGE = 10
"""Posts in one answer where the address does not say how many."""


def is_posts(url: str) -> bool:
    """Whether an address is one of the interface."""
    return bool(_ADDRESS.search(url))


def read_list(body: bytes, *, url: str, source: Source) -> Listing:
    """The posts of one answer with their texts; the next page while answers are full."""
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError):
        return Listing(problems=[f"{url}: the answer is no JSON"])
    if not isinstance(posts, list):
        said = posts.get("message") if isinstance(posts, dict) else None
        reason = clean_line(said) if isinstance(said, str) else "no list of posts"
        return Listing(problems=[f"{url}: {reason}"])
    teasers = [
        teaser
        for post in posts[:_MAX_POSTS]
        if isinstance(post, dict) and (teaser := _teaser(post, source))
    ]
    listing = Listing(teasers=teasers, next_url=_next(url, len(posts)))
    if not teasers:
        listing.problems.append(f"{url}: no article found on the list")
    return listing


def read_page(body: bytes, *, url: str, source: Source) -> RawArticle:
    """One post (or the first of a list) as an article."""
    try:
        post = json.loads(body)
    except (ValueError, RecursionError):
        return RawArticle(problems=[f"{url}: the answer is no JSON"])
    if isinstance(post, list):
        post = post[0] if post else None
    if not isinstance(post, dict) or "link" not in post:
        return RawArticle(problems=[f"{url}: no post in the answer"])
    text = _body(_rendered(post, "content"), url, source)
    link = post["link"] if isinstance(post["link"], str) else None
    return RawArticle(
        title=_line(_rendered(post, "title"), url),
        body=text,
        dates=[date] if (date := _date(post, "date")) else [],
        modified=words.text if (words := _date(post, "modified")) else None,
        canonical=link if link and source.owns(link) else None,
        aliases=_aliases(post, source),
        origins={"title": "wp-json", "body": "wp-json"},
        problems=[] if text else [f"{url}: no body found"],
    )


def _teaser(post: dict[str, Any], source: Source) -> Teaser | None:
    link = post.get("link")
    if not isinstance(link, str) or not source.owns(link):
        return None
    date = _date(post, "date")
    return Teaser(
        url=link,
        aliases=_aliases(post, source),
        title=_line(_rendered(post, "title"), link),
        teaser=_line(_rendered(post, "excerpt"), link),
        text=_body(_rendered(post, "content"), link, source),
        date=DateWords(date.text, "feed") if date else None,
    )


def _date(post: dict[str, Any], name: str) -> DateWords | None:
    """A post's time: in UTC where it is given, else in the site's own zone."""
    for key, zone in ((f"{name}_gmt", "+00:00"), (name, "")):
        value = post.get(key)
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", value):
            return DateWords(value + zone, "json-ld")
    return None


def _rendered(post: dict[str, Any], name: str) -> str:
    value = post.get(name)
    rendered = value.get("rendered") if isinstance(value, dict) else None
    return rendered[: walk.MAX_BYTES] if isinstance(rendered, str) else ""


def _line(html: str, url: str) -> str | None:
    leaves = walk.parse(html, url).leaves
    return clean_line(" ".join(leaf.text for leaf in leaves)) or None


def _body(html: str, url: str, source: Source) -> str | None:
    page = Anatomy(walk.parse(html, url), source)
    page.headline = None
    return to_markdown(page.body.blocks) or None


def _aliases(post: dict[str, Any], source: Source) -> list[str]:
    guid = _rendered(post, "guid")
    return [guid] if re.match(r"https?://", guid) and source.owns(guid) else []


def _next(url: str, count: int) -> str | None:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    wanted, page = (query.get(name, "") for name in ("per_page", "page"))
    if count < (int(wanted) if wanted.isdigit() else _PER_PAGE) or (page and not page.isdigit()):
        return None
    query["page"] = str(int(page or 1) + 1)
    return urlunsplit(parts._replace(query=urlencode(query)))
