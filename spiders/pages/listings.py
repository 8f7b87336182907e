"""Lists of sites of any make: by selectors where they are known, else by what repeats.

Without selectors and without a pattern for articles' addresses, the entries are the largest set of
links that stand in elements of one kind and that carry, in most cases, a date.
"""

from collections.abc import Iterator
from urllib.parse import urldefrag

from lxml import etree

from press.text import clean_line
from spiders.pages import lists, paging, repeats, selecting
from spiders.pages.base import DateWords, Listing, Teaser
from spiders.pages.document import Document
from spiders.pages.families import MARKUP, UNKNOWN
from spiders.pages.wording import MORE
from spiders.selectors import ListSelectors
from spiders.sources import Source


def read(root: etree._Element | None, document: Document, source: Source) -> Listing:
    """The entries of a list page in page order, and the next page."""
    problems: list[str] = []
    for selectors, configured in _known(source):
        found = _selected(root, document, source, selectors) if root is not None else None
        if found and found.teasers:
            found.problems = problems
            return found
        if configured:
            problems.append(
                f'{document.url}: "list.item" selects no article; the list is read without it'
            )
    listing = lists.list_of(document, repeats.with_pattern(source, document))
    listing.problems = problems + listing.problems
    return listing


def _known(source: Source) -> Iterator[tuple[ListSelectors, bool]]:
    """The source's own selectors, then its family's."""
    if source.listing:
        yield source.listing, True
    for selectors in MARKUP.get(source.family, UNKNOWN).lists:
        yield selectors, False


def _selected(
    root: etree._Element, document: Document, source: Source, selectors: ListSelectors
) -> Listing:
    found: dict[str, Teaser] = {}
    for item in selecting.select(root, selectors.item):
        teaser = _teaser(item, document, source, selectors)
        if teaser:
            found.setdefault(teaser.url, teaser)
    following = selecting.select(root, selectors.next)
    next_url = selecting.address(following[0], document) if following else None
    return Listing(
        teasers=list(found.values()),
        next_url=next_url or paging.next_url(document, source),
    )


def _teaser(
    item: etree._Element, document: Document, source: Source, selectors: ListSelectors
) -> Teaser | None:
    """One entry; ``None`` without a link to an article of the source."""
    chosen = selecting.select(item, selectors.link) if selectors.link else [item]
    links = [link for element in chosen for link in (element, *element.iter("a"))]
    for link in links:
        url = selecting.address(link, document)
        if url is None or not source.owns(url) or not repeats.may_be_article(url, source):
            continue
        title = selecting.first_text(item, selectors.title, document) or _title(link, document)
        return Teaser(
            url=urldefrag(url)[0],
            title=title,
            kicker=selecting.first_text(item, selectors.kicker, document),
            teaser=selecting.first_text(item, selectors.teaser, document),
            date=_date(item, document, selectors),
        )
    return None


def _date(item: etree._Element, document: Document, selectors: ListSelectors) -> DateWords | None:
    found = selecting.date(item, selectors.date or "time", document)
    return found._replace(origin="list") if found else None


def _title(link: etree._Element, document: Document) -> str | None:
    """The words of an entry's link, if they are more than "more"."""
    said = (selecting.text(link, document), clean_line(link.get("title") or ""))
    return next((words for words in said if words and not MORE.match(words)), None)
