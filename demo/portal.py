"""The stand-in portal: home page and topic lists with paging, feed, articles, short links."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime
from typing import Any

import msgspec

from demo.german import slug as slug_of
from demo.markup import body_html, figure_html
from demo.replies import OLD_HTML, TODAY, XML, Page
from demo.site import BERLIN, Layout, Site, alt_of, escaped, layouts
from demo.texts import PressText, Related, SiteName

PER_PAGE = 15
PER_FEED = 20
DEAD = "/k21-meldungen/zurueckgezogene-meldung"
"""Linked from the home page, and not there."""
AWAY = "/k21-meldungen/beitrag-eines-partners"
"""Redirects to a host that is none of the site's."""
EMPTY = "/k21-meldungen/noch-ohne-text"
"""A page with headline and date, and no text."""
FORBIDDEN = "/k21-meldungen/intern-probeseite"
"""An article like any other, but robots.txt forbids it."""
SPECIALS = {
    DEAD: "Zurückgezogen",
    AWAY: "Ein Beitrag aus anderem Haus",
    EMPTY: "Noch ohne Text",
    FORBIDDEN: "Nur zur internen Probe",
}
"""All of these, with the headlines that the home page gives them."""

_NEWEST_ID = 90_000


class Portal(Site):
    """A K21-like news portal. All markup is in `portal_layouts.toml`."""

    name: SiteName = "portal"
    robots = "User-agent: *\nDisallow: /intern/\nDisallow: /k21-meldungen/intern-\n"
    tdm = (
        b'[{"location": "/", "tdm-reservation": 1,'
        b' "tdm-policy": "https://www.move-online.de/nutzungsbedingungen.json"}]'
    )

    def set_state(self, *, variant: int | None = None, edition: int | None = None) -> None:
        """See `Site.set_state`."""
        super().set_state(variant=variant, edition=edition)
        self.by_id = {str(id_of(text)): text for text in self.texts}
        self.sections = {slug_of(text.section): text.section for text in self._all}

    def page(self, path: str, query: dict[str, str]) -> Page:
        """See `Site.page`."""
        bare = path.rstrip("/")
        if bare == "" and "p" in query:
            return self._short_link(query["p"])
        if bare == "/k21-meldungen/feed":
            return self._feed(query.get("paged", "1"))
        if bare.startswith("/k21-meldungen/"):
            return self._article(path, bare)
        if bare == "/impressum":
            return Page(self._frame("Impressum", "<h1>Impressum</h1><p>Nur zur Probe.</p>"))
        if bare.startswith("/intern"):
            return Page(self._frame("Intern", "<p>Nur für die Redaktion.</p>"))
        return self._list_page(bare, query)

    def _list_page(self, bare: str, query: dict[str, str]) -> Page:
        """The home page or a topic's list: ``/``, ``/k21-themen/{topic}``, further pages."""
        if bare.startswith("/k21-themen/"):
            root = "/".join(bare.split("/")[:3])
            section = self.sections.get(root.rpartition("/")[2])
            texts = [text for text in self.texts if text.section == section]
        else:
            root, section, texts = "", "Aktuelle Meldungen", self.texts
        number = self._page_number(bare.removeprefix(root), query)
        if section is None or number is None or (number - 1) * PER_PAGE >= max(1, len(texts)):
            return self._missing()
        return self._list(section, root, texts, number)

    def _page_number(self, rest: str, query: dict[str, str]) -> int | None:
        """The number in a list's address, as this variant writes addresses; 1 without one."""
        path, _, parameter = self.layout.next.partition("?")
        if not rest:
            written = query.get(parameter.partition("=")[0], "1") if parameter else "1"
        else:
            before = path.partition("{number}")[0]
            written = rest.removeprefix(before) if not parameter and rest.startswith(before) else ""
        return int(written) if written.isdecimal() and int(written) > 0 else None

    def _missing(self) -> Page:
        return Page(self._frame("Seite nicht gefunden", "<h1>Nicht gefunden</h1>"), status=404)

    def _short_link(self, id_: str) -> Page:
        text = self.by_id.get(id_)
        return Page(status=301, location=f"{text.path}/") if text else self._missing()

    def _frame(self, title: str, main: str, head: str = "", layout: Layout | None = None) -> str:
        links = {"/": "Home"} | {f"/k21-themen/{s}/": name for s, name in self.sections.items()}
        nav = "".join(
            f'<li><a href="{self.link(path)}">{escaped(name)}</a></li>'
            for path, name in links.items()
        )
        notice = "<p>Neu: Der Themenbrief zur Registermodernisierung ist da.</p>"
        return (
            (layout or self.layout)
            .page.strip()
            .format(
                title=escaped(title),
                head=head,
                today=TODAY,
                home=self.link("/"),
                nav=nav,
                main=main,
                notice=notice if self.edition > 1 else "",
            )
        )

    def _article(self, path: str, bare: str) -> Page:
        """An article, with a trailing slash; without one it redirects, as WordPress does.

        Pages of old times have kept their encoding too, and only their markup says which.
        """
        if bare == AWAY:
            return Page(status=302, location="https://partner.example.org/beitrag")
        slug = bare.removeprefix("/k21-meldungen/")
        text = self.by_slug.get(slug)
        if bare in (EMPTY, FORBIDDEN):
            text = self._special(bare)
        if text is None:
            return self._missing()
        if not path.endswith("/"):
            return Page(status=301, location=f"{path}/")
        page = Page(self._article_html(text), modified=self.modified(text))
        if "old" in text.traits:
            return page._replace(media=OLD_HTML, charset="windows-1252")
        return page

    def _special(self, bare: str) -> PressText:
        """The page without a text, and the one that must not be fetched."""
        changes: dict[str, Any] = {"title": SPECIALS[bare], "traits": frozenset()}
        if bare == EMPTY:
            changes |= {"blocks": [], "image": None, "lead": None, "related": []}
        return msgspec.structs.replace(self.texts[0], **changes)

    def _article_html(self, text: PressText) -> str:
        layout = _OLD_LAYOUT if "old" in text.traits else self.layout
        kicker = layout.kicker.format(kicker=escaped(text.kicker)) if text.kicker else ""
        neighbour = text.related[0].slug if text.related else self.texts[0].slug
        main = layout.article.format(
            heading=layout.heading.format(kicker=kicker, title=escaped(text.title)),
            lead=layout.lead.format(date=_date(text.published, text), lead=escaped(text.lead)),
            figure=figure_html(
                text.image,
                figure=layout.figure,
                caption=layout.caption,
                credit=layout.credit,
                twice="caption-twice" in text.traits,
            ),
            body=body_html(
                text, subhead=layout.subhead, link=self.link(f"/k21-meldungen/{neighbour}/")
            ),
            related=self._related(text, layout),
        )
        return self._frame(text.title, main, self._head(text), layout)

    def _head(self, text: PressText) -> str:
        head = ""
        if self.layout.canonical:
            head += f'<link rel="canonical" href="{text.url}/">'
            head += f'<link rel="shortlink" href="{self.public}/?p={id_of(text)}">'
        if self.layout.json_ld:
            facts = {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": text.title,
                "datePublished": _moment(text).isoformat(),
                "articleSection": text.section,
                "publisher": {"@type": "Organization", "name": "move"},
            }
            written = json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c")
            head += f'<script type="application/ld+json">{written}</script>'
        return head

    def _related(self, text: PressText, layout: Layout) -> str:
        if not text.related:
            return ""
        teasers = "".join(self._teaser(layout.teaser, other) for other in text.related)
        return layout.related.format(
            section=escaped(text.section),
            section_link=self.link(f"/k21-themen/{slug_of(text.section)}/"),
            teasers=teasers,
        )

    def _teaser(self, template: str, other: Related | PressText, link: str | None = None) -> str:
        headline = f"{other.kicker}: {other.title}" if other.kicker else other.title
        alt = other.alt if isinstance(other, Related) else alt_of(other)
        return template.format(
            link=self.link(link or f"/k21-meldungen/{other.slug}/"),
            alt=escaped(alt),
            form=escaped(other.form),
            headline=escaped(headline),
            date=_date(other.published),
            teaser=escaped(other.teaser),
        )

    def _list(self, name: str, root: str, texts: Sequence[PressText], number: int) -> Page:
        shown = texts[(number - 1) * PER_PAGE : number * PER_PAGE]
        items = [self._teaser(self.layout.item, text, _list_link(text)) for text in shown]
        if not root and number == 1 and len(items) > len(SPECIALS):
            for place, (path, title) in enumerate(SPECIALS.items(), start=2):
                special = msgspec.structs.replace(shown[place], title=title)
                items.insert(place * 2, self._teaser(self.layout.item, special, path))
        last = -(-len(texts) // PER_PAGE)
        main = self.layout.list.format(
            name=escaped(name), items="".join(items), paging=self._paging(root, number, last)
        )
        return Page(self._frame(name, main), modified=self.list_modified())

    def _paging(self, root: str, number: int, last: int) -> str:
        """Links to the pages around, and to the next one unless this is the last."""
        around = range(max(1, number - 2), min(last, number + 3) + 1)
        numbers = " ".join(
            f"<span>{n}</span>" if n == number else f'<a href="{self._at(root, n)}">{n}</a>'
            for n in around
        )
        if number >= last:
            return numbers
        return self.layout.paging.format(numbers=numbers, next=self._at(root, number + 1))

    def _at(self, root: str, number: int) -> str:
        path = self.layout.next.format(number=number) if number > 1 else "/"
        return self.link(root + path)

    def _feed(self, paged: str) -> Page:
        number = int(paged) if paged.isdecimal() else 0
        shown = self.texts[(number - 1) * PER_FEED : number * PER_FEED] if number > 0 else []
        if not shown:
            return self._missing()
        base = self.public if self.layout.public_links else self.base
        items = "\n".join(_feed_item(text, base) for text in shown)
        feed = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
            ' xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n'
            f"<title>Meldungen - move-online.de</title><link>{base}</link>"
            f'<atom:link href="{base}/k21-meldungen/feed/" rel="self" type="application/rss+xml"/>'
            "<description>move - moderne verwaltung</description><language>de</language>\n"
            f"{items}\n</channel></rss>\n"
        )
        return Page(feed, XML, modified=self.list_modified())


_OLD_LAYOUT = layouts("portal", "old")[0]


def id_of(text: PressText) -> int:
    """The number that the content system knows a text by."""
    return _NEWEST_ID - text.number


def _list_link(text: PressText) -> str | None:
    return f"/?p={id_of(text)}" if "shortlink" in text.traits else None


def _date(published: str, text: PressText | None = None) -> str:
    """The date as printed in brackets; old pages write no leading zeros."""
    year, month, day = published.split("-")
    if text and "old" in text.traits:
        return f"{int(day)}.{int(month)}.{year}"
    return f"{day}.{month}.{year}"


def _moment(text: PressText) -> datetime:
    return datetime.combine(text.day, time(), BERLIN) + timedelta(minutes=text.minute)


def _feed_item(text: PressText, base: str) -> str:
    written = format_datetime(_moment(text).astimezone(UTC))
    return (
        f"<item><title>{escaped(text.title)}</title><link>{base}{text.path}/</link>"
        f"<pubDate>{written}</pubDate><category>{escaped(text.section)}</category>"
        f'<guid isPermaLink="false">{text.url.removesuffix(text.path)}/?p={id_of(text)}</guid>'
        f"<description>{escaped(text.teaser)}</description></item>"
    )
