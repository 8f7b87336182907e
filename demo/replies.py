"""Answers of a stand-in site: pages, and the replies that HTTP makes of them."""

import gzip
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from hashlib import blake2s
from http import HTTPStatus
from typing import NamedTuple

TODAY = "\x02today\x02"
"""Stands in a page for the day of the crawl; it is filled in last and no part of the ETag."""

HTML = "text/html; charset=UTF-8"
OLD_HTML = "text/html"
XML = "application/rss+xml; charset=UTF-8"
JSON = "application/json"
TEXT = "text/plain; charset=UTF-8"


class Page(NamedTuple):
    """What is at an address: a text, or with `location` a redirect."""

    text: str = ""
    media: str = HTML
    status: int = 200
    modified: datetime | None = None
    charset: str = "utf-8"
    location: str | None = None


class Reply(NamedTuple):
    """An HTTP answer, ready to be sent."""

    status: int
    headers: dict[str, str]
    body: bytes


def reply(page: Page, headers: Mapping[str, str], today: str) -> Reply:
    """Answer a request for `page`: conditional (304), compressed where the client accepts it.

    `headers` have lower-case names; `today` is what the page's header says of the day.
    """
    if page.location is not None:
        return Reply(page.status, {"Location": page.location, "Content-Length": "0"}, b"")
    zipped = page.status == HTTPStatus.OK and "gzip" in headers.get("accept-encoding", "")
    tag = etag(page.text)
    sent = {"Vary": "Accept-Encoding"}
    if page.status == HTTPStatus.OK:
        sent["ETag"] = f'"{tag}-gzip"' if zipped else f'"{tag}"'
        if page.modified:
            sent["Last-Modified"] = format_datetime(page.modified, usegmt=True)
        if _unchanged(page, tag, headers):
            return Reply(304, sent, b"")
    body = _encoded(page.text, page.charset, today, zipped=zipped)
    if zipped:
        sent["Content-Encoding"] = "gzip"
    sent |= {"Content-Type": page.media, "Content-Length": str(len(body))}
    return Reply(page.status, sent, body)


@lru_cache(maxsize=4096)
def etag(text: str) -> str:
    """The opaque tag of a page, the same on every day and machine."""
    return blake2s(text.encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=1024)
def _encoded(text: str, charset: str, today: str, *, zipped: bool) -> bytes:
    body = text.replace(TODAY, today).encode(charset, "xmlcharrefreplace")
    return gzip.compress(body, compresslevel=1, mtime=0) if zipped else body


def _unchanged(page: Page, tag: str, headers: Mapping[str, str]) -> bool:
    """RFC 9110, section 13: If-None-Match decides; If-Modified-Since only without it."""
    known = headers.get("if-none-match")
    if known is not None:
        tags = {part.strip().removeprefix("W/").strip('"') for part in known.split(",")}
        return bool(tags & {"*", tag, f"{tag}-gzip"})
    since = headers.get("if-modified-since")
    if since is None or page.modified is None:
        return False
    try:
        return page.modified <= parsedate_to_datetime(since).astimezone(UTC)
    except ValueError:
        return False
