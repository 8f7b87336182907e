"""The stand-in ministry: a dated list with cHash links, releases, and their print views."""

import json
from hashlib import blake2s
from typing import Any
from urllib.parse import urlencode

from demo.markup import body_html, figure_html
from demo.replies import TODAY, Page
from demo.site import Site, alt_of, escaped
from demo.texts import ARTICLE_PATH, PressText, Related, SiteName, first_sentence

LIST = "/de/service/presse-und-oeffentlichkeitsarbeit/pressemitteilungen"
PER_PAGE = 10
_PAGE = "tx_rsmpress_list[page]"
_NAME = "Ministerium des Inneren, für Digitalisierung und Kommunen"


def c_hash(path: str, query: dict[str, str]) -> str:
    """The check sum that the content system puts on addresses with parameters."""
    kept = sorted((key, value) for key, value in query.items() if key != "cHash")
    return blake2s(f"{path}?{urlencode(kept)}".encode(), digest_size=16).hexdigest()


class Ministry(Site):
    """An rsmpress-like press page. All markup is in `ministry_layouts.toml`."""

    name: SiteName = "ministry"
    robots = "User-agent: *\nDisallow: /intern/\nDisallow: /de/suche\n"
    tdm = b'[{"location": "/", "tdm-reservation": 0}]'

    def page(self, path: str, query: dict[str, str]) -> Page:
        """See `Site.page`. Parameters without the right cHash lead nowhere."""
        bare = path.rstrip("/")
        if query and query.get("cHash") != c_hash(bare, query):
            return self._missing()
        if bare == LIST:
            return self._list(query.get(_PAGE, "1"))
        if bare in ("", "/de"):
            return Page(self._frame("Startseite", f'<a href="{self._to(LIST)}">Presse</a>'))
        if bare == "/de/impressum":
            return Page(self._frame("Impressum", "<h1>Impressum</h1><p>Nur zur Probe.</p>"))
        text = self.by_slug.get(bare.removeprefix(ARTICLE_PATH["ministry"]))
        if text is None or not bare.startswith(ARTICLE_PATH["ministry"]):
            return self._missing()
        if path.endswith("/"):
            return Page(status=301, location=bare)
        if query.get("print") == "1":
            return Page(self._print_html(text), modified=self.modified(text))
        return Page(self._article_html(text), modified=self.modified(text))

    def _missing(self) -> Page:
        return Page(self._frame("Seite nicht gefunden", "<h1>Nicht gefunden</h1>"), status=404)

    def _to(self, path: str, **query: str) -> str:
        """A link to a path of this site, with cHash where it has parameters."""
        if query:
            query["cHash"] = c_hash(path, query)
            path = f"{path}?{urlencode(query)}"
        return escaped(self.link(path.lstrip("/") if self.layout.bare_links else path))

    def _frame(self, title: str, main: str, head: str = "") -> str:
        notice = "<p>Besuchen Sie uns auf der Landesgartenschau.</p>" if self.edition > 1 else ""
        return self.layout.page.strip().format(
            title=escaped(title),
            head=head,
            today=TODAY,
            base=self.base,
            home=self._to("/de"),
            list=self._to(LIST),
            main=main,
            notice=notice,
        )

    def _list(self, written: str) -> Page:
        number = int(written) if written.isdecimal() else 0
        shown = self.texts[(number - 1) * PER_PAGE : number * PER_PAGE] if number > 0 else []
        if not shown:
            return self._missing()
        items = "".join(self._item(text) for text in shown)
        main = self.layout.list.format(items=items, paging=self._paging(number))
        return Page(self._frame("Pressemitteilungen", main), modified=self.list_modified())

    def _item(self, text: PressText) -> str:
        dated = "" if "undated" in text.traits else self.layout.time.format(
            iso=text.published, date=_short(text)
        )  # fmt: skip
        teaser = text.teaser
        if "short-teaser" in text.traits:
            teaser = first_sentence(teaser)
        return self.layout.item.format(
            link=self._to(text.path),
            alt=escaped(alt_of(text)),
            time=dated,
            kicker=escaped(text.kicker),
            title=escaped(text.title),
            teaser=escaped(teaser),
        )

    def _paging(self, number: int) -> str:
        last = -(-len(self.texts) // PER_PAGE)
        numbers = "".join(
            self.layout.next.format(link=self._at(n), number=n)
            for n in range(max(1, number - 2), min(last, number + 2) + 1)
            if n != number
        )
        if number >= last:
            return numbers
        return self.layout.paging.format(numbers=numbers, next=self._at(number + 1))

    def _at(self, number: int) -> str:
        return self._to(LIST, **{_PAGE: str(number)}) if number > 1 else self._to(LIST)

    def _article_html(self, text: PressText) -> str:
        layout = self.layout
        kicker = layout.kicker.format(kicker=escaped(text.kicker)) if text.kicker else ""
        neighbour = text.related[0].slug if text.related else self.texts[0].slug
        main = layout.article.format(
            heading=layout.heading.format(kicker=kicker, title=escaped(text.title)),
            lead=layout.lead.format(lead=escaped(text.lead)) if text.lead else "",
            figure=self._figure(text),
            body=body_html(
                text,
                subhead=layout.subhead,
                link=self._to(ARTICLE_PATH["ministry"] + neighbour),
            ),
            print=self._to(text.path, print="1"),
            related=self._related(text),
        )
        return self._frame(text.title, main, self._head(text))

    def _figure(self, text: PressText) -> str:
        return figure_html(
            text.image,
            figure=self.layout.figure,
            caption=self.layout.caption,
            credit=self.layout.credit,
            twice="caption-twice" in text.traits,
        )

    def _head(self, text: PressText) -> str:
        head = f'<link rel="canonical" href="{text.url}">' if self.layout.canonical else ""
        if self.layout.json_ld:
            facts = {"@context": "https://schema.org", "@type": "WebPage", "name": text.title}
            written = json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c")
            head += f'<script type="application/ld+json">{written}</script>'
        return head

    def _related(self, text: PressText) -> str:
        if not text.related:
            return ""
        label = "" if "no-related-heading" in text.traits else self.layout.label
        teasers = "".join(self._teaser(other) for other in text.related)
        return self.layout.related.format(label=label, teasers=teasers)

    def _teaser(self, other: Related) -> str:
        return self.layout.teaser.format(
            link=self._to(ARTICLE_PATH["ministry"] + other.slug),
            alt=escaped(other.alt),
            kicker=escaped(other.kicker),
            title=escaped(other.title),
        )

    def _print_html(self, text: PressText) -> str:
        """The print view, the one page that carries the date."""
        lead = f"<p><strong>{escaped(text.lead)}</strong></p>" if text.lead else ""
        credit = f"<p>{escaped(text.image.credit)}</p>" if text.image and text.image.credit else ""
        kicker = f"<p>{escaped(text.kicker and text.kicker.upper())}</p>"
        body = body_html(text, subhead="<h2>{text}</h2>", link=f"{self.public}{LIST}")
        query: dict[str, Any] = {"print": "1"}
        address = f"{text.url}?print=1&cHash={c_hash(text.path, query)}"
        return (
            f'<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8">'
            f"<title>{escaped(text.title)}</title></head><body>"
            f"<div>{_NAME}<br>Baden-Württemberg</div>\n<p>📅 {_short(text)}</p>\n"
            f"{kicker}\n<h1>{escaped(text.title)}</h1>\n{credit}\n{lead}\n{body}\n"
            f'<h3>Link dieser Seite:</h3><p><a href="{escaped(address)}">{escaped(address)}</a></p>'
            "</body></html>"
        )


def _short(text: PressText) -> str:
    return f"{text.day:%d.%m.%Y}"
