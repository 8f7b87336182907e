# ruff: noqa: E501 -- markup reads better unbroken
"""Random list pages for known entries, in the manner of `markup`."""

import html
import random
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.spiders.pages import markup


@dataclass
class Entry:
    """What a list says of one article."""

    url: str
    title: str
    kicker: str | None
    teaser: str | None
    date: str | None


@dataclass
class GoldList:
    """What must come out of a list page."""

    family: str
    url: str
    entries: list[Entry] = field(default_factory=list)
    next_url: str | None = None


def listing(rng: random.Random, family: str) -> GoldList:
    """A list of one family with a random choice of parts."""
    host = "https://www.move-online.de" if family == "k21" else "https://im.baden-wuerttemberg.de"
    path = (
        "/k21-meldungen/"
        if family == "k21"
        else "/de/service/presse-und-oeffentlichkeitsarbeit/pressemitteilung/pid/"
    )
    url = host + (
        "/"
        if family == "k21"
        else "/de/service/presse-und-oeffentlichkeitsarbeit/pressemitteilungen"
    )
    gold = GoldList(family, url)
    for number in range(rng.randint(2, 12)):
        gold.entries.append(
            Entry(
                f"{host}{path}eintrag-{number}-{rng.randint(1, 10**6)}",
                f"{markup.title(rng)} {number}",
                rng.choice(markup._KICKERS),
                markup.paragraph(rng, 1, 2),
                f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
            )
        )
    gold.next_url = rng.choice(
        (
            None,
            f"{host}/page/2/"
            if family == "k21"
            else f"{url}?tx_rsmpress_list%5Bpage%5D=2&cHash=ab12",
            None,
        )
    )
    return gold


class ListPage:
    """One way to mark a list up."""

    def __init__(self, gold: GoldList, rng: random.Random) -> None:
        self.gold = gold
        self.rng = rng
        self.shape = rng.choice(("div", "li", "article", "tr", "link", "flat", "dl"))
        self.title_tag = rng.choice(("h2", "h3", "h4", "div", "strong"))
        self.kicker_form = rng.choice(("before", "before-p", "inside"))
        self.date_form = rng.choice(
            ("time", "line", "lead") if gold.family == "k21" else ("time", "line", "time-after")
        )
        self.more = rng.choice((True, False))

    def render(self) -> str:
        items = [self._item(entry) for entry in self.gold.entries]
        wrap = {"li": "<ul>{}</ul>", "tr": "<table>{}</table>", "dl": "<dl>{}</dl>"}.get(
            self.shape, "<div>{}</div>"
        )
        day = '<time datetime="2025-11-12">Mittwoch, 12. November 2025</time>'
        menu = '<a href="/k21-themen/it/">IT</a> <a href="/k21-themen/ki/">KI</a> <a href="/kontakt">Kontakt</a>'
        return (
            f"<!doctype html><html lang=de><head><title>Liste</title></head><body><header>{day}<nav>{menu}</nav></header>"
            f"<main><h1>Meldungen</h1>{wrap.format(''.join(items))}{self._pager()}</main>"
            "<footer><a href='/impressum'>Impressum</a></footer></body></html>"
        )

    def _pager(self) -> str:
        if not self.gold.next_url:
            return self.rng.choice(("", "<div><span>1</span></div>"))
        href = html.escape(self.gold.next_url)
        return self.rng.choice(
            (
                f'<a href="{href}">Nächste</a>',
                f'<ul><li><span>1</span></li><li><a href="{href}">2</a></li></ul>',
                f'<div><a rel="next" href="{href}">vor</a></div>',
                f'<nav><a href="{href}" aria-label="Nächste Seite">›</a></nav>',
                f'<p><a href="{href}">Ältere Beiträge »</a></p>',
                f'<a href="{href}" title="Nächste Seite"><svg></svg></a>',
            )
        )

    def _item(self, entry: Entry) -> str:
        href = urlsplit(entry.url).path
        title, kicker = html.escape(entry.title), html.escape(entry.kicker or "")
        year, month, day = (entry.date or "--").split("-")
        date = f"{day}.{month}.{year}"
        stamp = (
            f'<time datetime="{entry.date}">{date}</time>'
            if self.date_form.startswith("time")
            else f"<span>{date}</span>"
        )
        image = (
            f'<a href="{href}"><img src="/bild.jpg" alt="Ein Bild"></a>'
            if self.rng.random() < 0.5
            else ""
        )
        lead = (
            f"[{date}] {html.escape(entry.teaser or '')}"
            if self.date_form == "lead"
            else html.escape(entry.teaser or "")
        )
        more = f' <a href="{href}">mehr ...</a>' if self.more else ""
        inside = f"<span>{kicker}</span>" if self.kicker_form == "inside" else ""
        above = {"before": f"<span>{kicker}</span>", "before-p": f"<p>{kicker}</p>"}.get(
            self.kicker_form, ""
        )
        tag = self.title_tag
        headline = f"<{tag}><a href='{href}'>{inside}{title}</a></{tag}>"
        text = f"<p>{lead}{more}</p>"
        first = "" if self.date_form in ("lead", "time-after") else f"<div>{stamp}</div>"
        last = f"<div>{stamp}</div>" if self.date_form == "time-after" else ""
        if self.shape == "link":
            block = tag if tag != "strong" else "h3"
            return f"<a href='{href}'>{first}{above}<{block}>{inside}{title}</{block}><p>{lead}</p>{last}</a>"
        if self.shape == "dl":
            return f"<dt>{first}{above}{headline}</dt><dd>{text}{last}</dd>"
        if self.shape == "tr":
            return (
                f"<tr><td>{stamp if first else ''}</td><td>{above}{headline}{text}{last}</td></tr>"
            )
        inner = f"{first}{image}{above}{headline}{text}{last}"
        return inner if self.shape == "flat" else f"<{self.shape}>{inner}</{self.shape}>"
