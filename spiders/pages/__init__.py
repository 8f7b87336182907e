"""Page objects: HTML in, raw fields with their origins out.

`read_page` reads an article, `read_list` a list page, `read_feed` a feed. They are pure: no
network, no clock, the same bytes (and habits) give the same answer.
"""

import msgspec
from lxml import etree

from spiders.habits import Habits
from spiders.pages import generic, listings, posts, selecting, walk
from spiders.pages.anatomy import Anatomy
from spiders.pages.base import DateWords, Listing, RawArticle, Teaser
from spiders.pages.decoding import text_of
from spiders.pages.document import Document
from spiders.pages.feeds import read_feed
from spiders.pages.generic import GenericPage
from spiders.pages.k21 import K21FormerPage, K21Page
from spiders.pages.lists import list_of
from spiders.pages.page import PressPage
from spiders.pages.rsmpress import RsmpressPage, RsmpressPrintPage
from spiders.pages.walls import wall
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


def read_page(
    html: bytes,
    *,
    url: str,
    source: Source,
    encoding: str | None = None,
    habits: Habits | None = None,
) -> RawArticle:
    """Read an article page.

    `url` is where the page was fetched (its own links are resolved against it), `encoding` what
    the response's header says. `habits` are what the source's pages have in common; the page is
    read by them and counted in them. Broken, empty and foreign pages give what is certain and, in
    `problems`, why the rest is missing; nothing is raised.
    """
    if posts.is_posts(url):
        return posts.read_page(html, url=url, source=source)
    text = text_of(html[: walk.MAX_BYTES], encoding)
    root = walk.tree_of(text)
    if root is not None:
        for css in generic.drops(source):
            selecting.drop(root, css)
    document = walk.document_of(root, url)
    reason = wall(document)
    if reason:
        return RawArticle(wall=reason, problems=[f"{url}: {reason}"])
    if source.family not in VERSIONS:
        return _read_generic(text, document, source, root, habits)
    anatomy = Anatomy(document, source)
    versions = VERSIONS[source.family]
    version = next((version for version in versions if version.fits(anatomy)), versions[0])
    page = version(text, document, source)
    page.anatomy = anatomy
    raw = page.read()
    if raw.body is None and not page.is_error_page and _may_hold_article(anatomy, text):
        _degrade(raw, generic.extract(text, url), url)
    return raw


def _read_generic(
    text: str,
    document: Document,
    source: Source,
    root: etree._Element | None,
    habits: Habits | None,
) -> RawArticle:
    if habits is None:
        return GenericPage(text, document, source, root).read()
    names = [*source.site_names, *habits.site_names()]
    known = msgspec.structs.replace(source, site_names=names)
    page = GenericPage(text, document, known, root, habits.is_common)
    raw = page.read()
    if raw.body:
        habits.note(document.url, document.title, page.lines)
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
    if posts.is_posts(url):
        return posts.read_list(html, url=url, source=source)
    root = walk.tree_of(text_of(html[: walk.MAX_BYTES], encoding))
    document = walk.document_of(root, url)
    if source.family in VERSIONS and source.listing is None:
        return list_of(document, source)
    return listings.read(root, document, source)
