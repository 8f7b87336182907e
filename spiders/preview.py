"""What one page yields, read through the same path as in a crawl, without storing anything."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from press.article import to_document
from spiders.articles import canonical_of
from spiders.client import NotReadError
from spiders.pages import read_page
from spiders.sources import Source
from spiders.tdm import decide
from spiders.understand import NotAnArticleError, understand
from spiders.visit import Found, PageRead


def preview(
    html: bytes,
    *,
    url: str,
    source: Source,
    encoding: str | None = None,
    found: Found | None = None,
) -> dict[str, Any]:
    """The article of a page as a crawl would store it, then ``origins`` and ``notes``.

    `found` is what lists say of it. ``origins`` says for each field where on the page it came
    from, ``notes`` what is missing.

    Raises:
        NotReadError: there is no article on the page.
    """
    raw = read_page(html, url=url, source=source, encoding=encoding)
    page = PageRead(
        canonical=canonical_of(source, url, raw.canonical),
        asked=source.canonical(url),
        fetched_url=source.to_public(url),
        raw=raw,
        found=found or Found(url),
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
