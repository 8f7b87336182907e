"""From a page as read to an article as understood: date, agencies, topics, regions, rights.

Nothing is invented: an article without a readable date has none, with the words as found kept and
the reason in the run report.
"""

from collections.abc import Iterable
from typing import NamedTuple, Self

from msgspec.structs import replace
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from press import urls
from press.article import (
    Article,
    DateOrigin,
    Image,
    Precision,
    RelatedArticle,
    Rights,
    content_hash,
)
from press.dates import PublishedDate, read_date
from press.labels import label
from press.text import count_words
from spiders.pages.base import DateWords, RawArticle
from spiders.pages.feeds import take_text
from spiders.sources import Source
from spiders.visit import PageRead, Visit, utc
from spiders.yields import note_yield

TRUST: tuple[DateOrigin, ...] = ("json-ld", "meta", "time", "feed", "lead", "list", "print")
"""Origins of publication dates, most trusted first (design section 4)."""


class Understood(NamedTuple):
    """An article, and one-line remarks on it for the run report."""

    article: Article
    remarks: list[str]


class NotAnArticleError(ValueError):
    """The page holds no article; the message is the reason."""


class Dated(NamedTuple):
    """The publication fields of an article, and why there is no date if there is none."""

    value: str | None = None
    precision: Precision | None = None
    raw: str | None = None
    origin: DateOrigin | None = None
    reason: str | None = None


class Understand:
    """Scrapy pipeline: `PageRead` in, `(PageRead, Article)` out; pages without an article drop."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a pipeline."""
        return cls(crawler)

    def process_item(self, page: PageRead) -> tuple[PageRead, Article]:
        """Understand one page.

        Raises:
            DropItem: the page holds no article; it is reported as refused.
        """
        visit: Visit = self.crawler.spider.visit  # type: ignore[union-attr]
        try:
            understood = understand(page, visit.source)
        except NotAnArticleError as error:
            dated = publication([*page.raw.dates, *page.found.dates], page)
            note_yield(visit.report, page.raw, dated.value)
            visit.report.refuse(page.fetched_url, str(error))
            visit.remember(page.asked, "refused", str(error))
            raise DropItem(str(error), log_level="DEBUG") from error
        note_yield(visit.report, page.raw, understood.article.published)
        for remark in understood.remarks:
            visit.report.note(page.canonical, remark)
        return page, understood.article


def understand(page: PageRead, source: Source) -> Understood:
    """Make an article of a page.

    Raises:
        NotAnArticleError: it has no title or no text.
    """
    raw = take_text(page.raw, page.found.text, source)
    title = raw.title or page.found.title
    if title is None:
        raise NotAnArticleError("no title found" + _because(raw.problems))
    if raw.body is None and raw.lead is None:
        raise NotAnArticleError("no text found" + _because(raw.problems))
    dated = publication([*raw.dates, *page.found.dates], page)
    seen = utc(page.seen)
    article = Article(
        id=urls.article_id(page.canonical),
        url=page.canonical,
        fetched_url=page.fetched_url,
        aliases=_aliases(page, source),
        source=source.id,
        kind=source.kind,
        title=title,
        kicker=raw.kicker,
        lead=raw.lead,
        body=raw.body,
        section=raw.section,
        published=dated.value,
        published_precision=dated.precision,
        published_raw=dated.raw,
        published_origin=dated.origin,
        modified=raw.modified,
        issuer=source.issuer,
        image=_image(raw.image, source),
        related=_related(raw.related, source, page.canonical),
        language=raw.language,
        words=count_words(raw.body),
        first_seen=seen,
        last_seen=seen,
        content_hash=content_hash(
            title=title,
            kicker=raw.kicker,
            lead=raw.lead,
            body=raw.body,
            published=dated.value[:10] if dated.value else None,
        ),
        degraded=raw.degraded,
        rights=Rights(
            klass=source.rights, tdm=page.verdict.reservation, policy=page.verdict.policy
        ),
    )
    article = label(article, source.land)
    if source.tdm == "respect" and page.verdict.reservation == "reserved":
        article = _title_and_date_only(article)
    return Understood(article, _remarks(article, raw, dated))


def publication(words: Iterable[DateWords], page: PageRead) -> Dated:
    """The publication date by trust in where the words stood; the first readable one counts."""
    refused: Dated | None = None
    for each in sorted(words, key=lambda each: TRUST.index(each.origin)):
        read = read_date(each.text, seen=page.seen)
        if isinstance(read, PublishedDate):
            return Dated(read.value, read.precision, read.raw, each.origin)
        refused = refused or Dated(raw=read.raw, reason=read.reason)
    return refused or Dated(reason="the page gives no date")


def _because(problems: list[str]) -> str:
    return f" ({'; '.join(problems)})" if problems else ""


def _remarks(article: Article, raw: RawArticle, dated: Dated) -> list[str]:
    remarks = list(raw.problems)
    if article.published is None:
        remarks.append(f"undated: {dated.reason}")
    if article.degraded:
        remarks.append(f"degraded: {', '.join(article.degraded)} from the generic layer")
    return remarks


def _aliases(page: PageRead, source: Source) -> list[str]:
    """Every other public address that the article was seen under, sorted."""
    seen = {page.fetched_url, source.to_public(page.found.url), page.asked, *page.found.aliases}
    seen |= {url for url in page.raw.aliases if source.owns(url)}
    if page.raw.print_url and source.owns(page.raw.print_url):
        seen.add(page.raw.print_url)
    if page.raw.canonical and source.owns(page.raw.canonical):
        seen.add(page.raw.canonical)
    return sorted({source.to_public(url) for url in seen} - {page.canonical})


def _image(image: Image | None, source: Source) -> Image | None:
    if image is None or image.url is None:
        return image
    return Image(
        url=source.to_public(image.url),
        alt=image.alt,
        caption=image.caption,
        credit=image.credit,
    )


def _related(related: list[RelatedArticle], source: Source, canonical: str) -> list[RelatedArticle]:
    """Other articles linked from the page, by their canonical addresses, each once."""
    kept: dict[str, RelatedArticle] = {}
    for each in related:
        try:
            url = source.canonical(each.url) if source.owns(each.url) else each.url
        except ValueError:
            continue
        if url != canonical:
            kept.setdefault(
                url, RelatedArticle(url=url, title=each.title, published=each.published)
            )
    return list(kept.values())


def _title_and_date_only(article: Article) -> Article:
    """What may be kept of an article whose publisher reserves text and data mining."""
    return replace(
        article,
        kicker=None,
        lead=None,
        body=None,
        image=None,
        related=[],
        words=0,
        agencies=[],
        topics=[],
    )
