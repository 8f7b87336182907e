"""Page objects: HTML in, raw fields with their origins out.

`read_page` reads an article, `read_list` a list page, `read_feed` a feed. They are pure: no
network, no clock, the same bytes give the same answer.
"""

from web_poet import HttpResponse

from spiders.pages import generic, walk
from spiders.pages.anatomy import Anatomy
from spiders.pages.base import DateWords, Listing, RawArticle, Teaser
from spiders.pages.feeds import read_feed
from spiders.pages.k21 import K21FormerPage, K21Page
from spiders.pages.lists import list_of
from spiders.pages.page import PressPage
from spiders.pages.rsmpress import RsmpressPage, RsmpressPrintPage
from spiders.sources import Source

__all__ = [
    "DateWords",
    "Listing",
    "RawArticle",
    "Teaser",
    "read_feed",
    "read_list",
    "read_page",
]

VERSIONS: dict[str, tuple[type[PressPage], ...]] = {
    "k21": (K21Page, K21FormerPage),
    "rsmpress": (RsmpressPage, RsmpressPrintPage),
}
"""Page objects per family, newest layout first."""


def read_page(html: bytes, *, url: str, source: Source, encoding: str | None = None) -> RawArticle:
    """Read an article page.

    `url` is where the page was fetched (its own links are resolved against it), `encoding` what
    the response's header says. Broken, empty and foreign pages give what is certain and, in
    `problems`, why the rest is missing; nothing is raised.
    """
    response = _response(html, url, encoding)
    text = response.text
    document = walk.parse(text, url)
    anatomy = Anatomy(document, source)
    versions = VERSIONS[source.family]
    version = next((version for version in versions if version.fits(anatomy)), versions[0])
    page = version(response, document, source)
    page.anatomy = anatomy
    raw = page.read()
    if raw.body is None and not page.is_error_page and _may_hold_article(anatomy, text):
        _degrade(raw, generic.extract(text, url), url)
    return raw


def _may_hold_article(anatomy: Anatomy, text: str) -> bool:
    """Whether the generic layer is worth asking: not on pages of teasers, not on giants."""
    return (
        anatomy.headline is not None and not anatomy.units and len(text) <= generic.MAX_CHARACTERS
    )


def _degrade(raw: RawArticle, body: str | None, url: str) -> None:
    """Take the generic layer's body, where it finds one."""
    if body is None:
        return
    raw.body = body
    raw.origins["body"] = "trafilatura"
    raw.degraded = ["body"]
    raw.problems = [f"{url}: body only by the generic layer"]


def read_list(html: bytes, *, url: str, source: Source, encoding: str | None = None) -> Listing:
    """Read a list page: its articles in page order, the next page, the topic lists it links."""
    document = walk.parse(_response(html, url, encoding).text, url)
    return list_of(document, source)


def _response(html: bytes, url: str, encoding: str | None) -> HttpResponse:
    return HttpResponse(url, body=html[: walk.MAX_BYTES], encoding=encoding)
