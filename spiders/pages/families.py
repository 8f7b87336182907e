"""What is known of the markup of families of sites: where things stand in their articles and lists.

From records of 2020 to 2026 (see `evidence` in the catalogue); a site changes its templates without
asking. So these are hints, tried in order, each for itself: where none selects anything, a page is
read as one of unknown make.
"""

from typing import NamedTuple

from spiders.selectors import ListSelectors, PageSelectors


class Markup(NamedTuple):
    """A family's hints. `beside` selects what stands in a headline but is no part of it."""

    version: str
    pages: tuple[PageSelectors, ...] = ()
    lists: tuple[ListSelectors, ...] = ()
    beside: str | None = None


UNKNOWN = Markup("generic")

_GSB = Markup(
    "gsb-1",
    pages=(
        PageSelectors(
            title="h1.c-content-stage__headline",
            kicker=".c-content-stage__theme",
            date=".c-content-stage__date",
            lead="p.c-content-stage__p",
            drop=["span.aural", "h1.aural", "h2.aural", ".c-content-stage__type"],
        ),
        PageSelectors(title="#content h1:not(.aural)", date=".docData", lead=".c-intro__text"),
        PageSelectors(title="main h1:not(.aural)", date="h1 .topline .date, h1 .c-topline time"),
        PageSelectors(title="h1[class*=headline]", date="span.metadata, .article-metadata"),
        PageSelectors(date=".c-topline time, .c-meta-info time, p.topline .date, .bmf-date"),
        PageSelectors(date=".c-topline, p.topline, .c-teaser__date"),
    ),
    lists=(
        ListSelectors(
            item=".c-content-teaser",
            link="a.c-content-teaser__l",
            date=".c-content-teaser__small",
            title="a.c-content-teaser__l",
            teaser=".c-content-teaser__p--text",
            next=".navIndex li.forward > a",
        ),
        ListSelectors(
            item=".c-search-teaser",
            link="a.c-search-teaser__link",
            next=".navIndex li.forward > a",
        ),
        ListSelectors(
            item="table.textualData tbody tr",
            link="a",
            date="td:first-child",
            title="a",
            next=".navIndex li.forward > a",
        ),
        ListSelectors(
            item=".c-news-grid__element",
            link="a.c-link",
            date=".c-news-grid__topline time",
            title=".c-news-grid__headline",
        ),
        ListSelectors(
            item=".c-teaser",
            date="time, .c-teaser__date, .c-topline__item:last-child",
            title=".c-teaser__headline, h2, h3",
            next=".c-nav-index__item--next > a, .c-pagination__item--next > a",
        ),
    ),
    beside=".aural, .topline, .c-topline",
)

_TYPO3 = Markup(
    "typo3-news-1",
    pages=(
        PageSelectors(
            title=".news-single h1",
            date=".news-single time, .news-single .news-list-date",
            lead=".news-single .teaser-text",
            body=".news-single .news-text-wrap",
            drop=[".news-related-wrap", ".news-backlink-wrap", ".news-related-files-link"],
        ),
        PageSelectors(
            title="h1[itemprop=headline]",
            date="[itemprop=datePublished]",
            lead="[itemprop=description]",
            body="[itemprop=articleBody]",
        ),
        PageSelectors(date=".news-list-date"),
    ),
    lists=(
        ListSelectors(
            item=".news-list-view .article",
            link="h2 a, h3 a, h4 a",
            date="time, .news-list-date",
            title="h2, h3, h4",
            teaser="[itemprop=description], .teaser-text",
            next=".f3-widget-paginator .next a, .page-navigation .next a, .pagination .next a",
        ),
    ),
)

_WORDPRESS = Markup(
    "wordpress-1",
    pages=(
        PageSelectors(
            title="h1.entry-title",
            date="time.entry-date.published",
            body="article .entry-content",
            drop=[
                ".sharedaddy",
                ".jp-relatedposts",
                ".post-navigation",
                ".comments-area",
                ".author-box",
                ".yarpp-related",
                ".wp-block-latest-posts",
            ],
        ),
        PageSelectors(
            title="h1.wp-block-post-title",
            date=".wp-block-post-date time, time.entry-date",
            body=".wp-block-post-content",
        ),
    ),
    lists=(
        ListSelectors(
            item="article.post, article.type-post",
            link=".entry-title a",
            date="time.entry-date.published, time.entry-date, time",
            title=".entry-title",
            teaser=".entry-summary",
            next=".nav-previous a, a.next.page-numbers",
        ),
    ),
)

_PRESSEPORTAL = Markup(
    "presseportal-1",
    pages=(
        PageSelectors(
            title="article.story h1",
            kicker="article.story p.customer",
            date="article.story p.date",
            body="article.story",
            drop=[
                "article.story .contact-headline ~ *",
                ".contact-headline",
                ".contact-text",
                ".originator",
                ".story-citation",
            ],
        ),
    ),
    lists=(
        ListSelectors(
            item="article.news",
            link="h3.news-headline-clamp a",
            date="div.date",
            title="h3.news-headline-clamp",
        ),
    ),
)

MARKUP: dict[str, Markup] = {
    "gsb": _GSB,
    "typo3-news": _TYPO3,
    "wordpress": _WORDPRESS,
    "presseportal": _PRESSEPORTAL,
}
"""Hints by family; other families have none of their own."""
