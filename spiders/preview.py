"""What one page yields, read through the same path as in a crawl, without storing anything."""

import hashlib
import urllib.error
import urllib.request
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPMessage
from typing import Any
from urllib.parse import urlsplit

from press.article import to_document
from press.urls import canonical as canonical_url
from spiders import robots
from spiders.articles import canonical_of
from spiders.pages import read_page
from spiders.settings import user_agent
from spiders.sources import Source, require_contact
from spiders.tdm import decide
from spiders.understand import NotAnArticleError, understand
from spiders.visit import Found, PageRead
from store.config import Config
from store.files import StoreError

TIMEOUT = 30
MAX_BYTES = 10 * 1024 * 1024


class NotReadError(StoreError):
    """The page could not be fetched, or holds no article; the message says why."""


def preview(
    html: bytes, *, url: str, source: Source, encoding: str | None = None
) -> dict[str, Any]:
    """The article of a page as a crawl would store it, then ``origins`` and ``notes``.

    ``origins`` says for each field where on the page it came from, ``notes`` what is missing.

    Raises:
        NotReadError: there is no article on the page.
    """
    raw = read_page(html, url=url, source=source, encoding=encoding)
    page = PageRead(
        canonical=canonical_of(source, url, raw.canonical),
        asked=source.canonical(url),
        fetched_url=source.to_public(url),
        raw=raw,
        found=Found(url),
        seen=datetime.now(UTC),
        verdict=decide(
            url, rules=[], header=(None, None), meta=(raw.tdm_reservation, raw.tdm_policy)
        ),
        page_hash=hashlib.blake2b(html, digest_size=16).hexdigest(),
        etag=None,
        last_modified=None,
    )
    try:
        understood = understand(page, source)
    except NotAnArticleError as error:
        raise NotReadError(str(error)) from error
    origin = understood.article.published_origin
    return to_document(understood.article) | {
        "origins": raw.origins | ({"published": origin} if origin else {}),
        "notes": understood.remarks,
    }


class _StayOnHosts(urllib.request.HTTPRedirectHandler):
    """Follows redirects only inside the source's hosts."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def redirect_request(  # noqa: PLR0917 - the base class says so
        self,
        req: urllib.request.Request,
        fp: Any,  # noqa: ANN401 - as in the base class
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if not self.source.owns(newurl):
            raise NotReadError(f"{req.full_url}: redirects to another host ({newurl[:200]})")
        return super().redirect_request(
            req,
            fp,
            code,
            msg,
            headers,
            self.source.to_fetch(newurl),
        )


def fetch(url: str, source: Source, config: Config) -> tuple[str, bytes, str | None]:
    """Fetch one page politely: (public address that answered, body, charset of the header).

    Raises:
        TableError: a real host is asked without a contact.
        NotReadError: robots.txt forbids it, or there is no answer.
    """
    require_contact(source, config)
    if urlsplit(url).scheme not in ("http", "https"):
        raise NotReadError(f"{url}: is no web address (http or https)")
    canonical_url(url)
    opener = urllib.request.build_opener(_StayOnHosts(source))
    opener.addheaders = [
        ("User-Agent", user_agent(config.crawl.contact)),
        ("Accept-Language", "de"),
    ]
    target = source.to_fetch(url)
    root = "{0.scheme}://{0.netloc}".format(urlsplit(target))
    status, body, _charset, _url = _get(opener, f"{root}/robots.txt")
    try:
        allowed = robots.read_robots(status, body).allows(target)
    except robots.RobotsUnreachableError as error:
        raise NotReadError(f"{root}: {error}; nothing is fetched from it") from error
    if not allowed:
        raise NotReadError(f"{url}: robots.txt forbids this address")
    status, body, charset, answered = _get(opener, target)
    if status != HTTPStatus.OK:
        raise NotReadError(f"{url}: answered {status}")
    return source.to_public(answered), body, charset


def _get(opener: urllib.request.OpenerDirector, url: str) -> tuple[int, bytes, str | None, str]:
    try:
        with opener.open(url, timeout=TIMEOUT) as answer:
            body = answer.read(MAX_BYTES + 1)[:MAX_BYTES]
            return answer.status, body, answer.headers.get_content_charset(), answer.url
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(MAX_BYTES), None, url
    except OSError as error:
        raise NotReadError(f"{url}: no answer ({getattr(error, 'reason', error)})") from error
