"""The stranger portal's lists: home pages, topic pages, the feed, and a page that is gone."""

# Long lines are the texts' and the markup's own.
# ruff: noqa: E501

from collections.abc import Sequence
from html import escape

from tests.strangers import portal
from tests.strangers.markup import attribute, inline, weekday_date
from tests.strangers.texts import Piece


def teaser_list(
    s: portal.Site, pieces: Sequence[Piece], *, heading: str, paging: str, extra: str = ""
) -> str:
    """A home page or topic page: teasers, paging as given, sidebar, and `extra` links."""
    item = {
        1: '<article class="tz">{img}<h3><a href="{u}">{head}</a></h3><p>{stamp} {lead} <a href="{u}">mehr...</a></p></article>',
        2: '<li class="py-4"><a href="{u}"><span class="block text-xs">{kicker}</span><span class="block">{title}</span></a><span>{stamp} {lead}</span></li>',
        3: '<div class="anriss"><div class="spitze">{kicker}</div><div class="tz"><a href="{u}">{title}</a></div><div>{stamp} {lead} <a href="{u}">mehr...</a></div></div>',
        4: '<article><h2><a href="{u}"><span>{kicker}</span>{title}</a></h2><p><time datetime="{iso}">{stamp}</time> {lead}</p></article>',
        5: '<div class="mz-card">{img}<h5>{head}</h5><div>{stamp} {lead} <a href="{u}">mehr...</a></div></div>',
        6: '{img}<h5><a href="{u}">{head}</a></h5><p>{stamp} {lead} <a href="{u}">mehr...</a></p>',
    }[s.design]
    rows = "\n".join(
        item.format(
            u=s.link(p),
            head=portal.headline(p),
            kicker=escape(p.kicker, quote=False),
            title=escape(p.title, quote=False),
            stamp=portal.teaser_stamp(p),
            iso=p.day,
            lead=inline(p.lead or ""),
            img=f'<img src="/t.jpg" alt="{attribute(p.picture.alt)}">' if p.picture else "",
        )
        for p in pieces
    )
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8">
<title>{escape(heading, quote=False)}{escape(portal.SUFFIX, quote=False)}</title></head><body>
<div>{weekday_date(s.today)}</div><div>{portal.topics_html()}<a href="/k21-termine/">Termine</a>
<a href="/k21-it-guide/">IT-Guide</a><a href="/k21-heftarchiv/">Heftarchiv</a><a href="/k21-meldungen/feed">RSS</a></div>
<div><h2>{escape(heading, quote=False)}</h2>{rows}</div>{extra}{paging}
<div><h4>Meistgelesen</h4><ul>{portal.most_read(s)}</ul></div>
<div><a href="/impressum/">Impressum</a></div></body></html>"""


def paging(s: portal.Site, page: int, last: int) -> str:
    """The way to the next home page; every design has its own."""
    if page >= last and s.design != 3:
        return f'<div><a href="{page_path(s, page - 1)}">Neuere Meldungen</a></div>'
    on, back = page_path(s, page + 1), page_path(s, max(1, page - 1))
    if s.design == 1:
        return f'<div class="nav-links"><a class="prev page-numbers" href="{back}">«</a><span class="page-numbers current">{page}</span><a class="next page-numbers" href="{on}">Nächste »</a></div>'
    if s.design == 2:
        return f'<div class="flex"><a rel="next" href="{on}">Ältere Meldungen</a></div>'
    if s.design == 3:
        inner = " ".join(
            f"<b>{n}</b>" if n == page else f'<a href="{page_path(s, n)}">{n}</a>'
            for n in range(1, last + 1)
        )
        return f'<div class="blaettern">Seite: {inner}</div>'
    if s.design == 4:
        return (
            f'<nav aria-label="Seiten"><a href="{back}">zurück</a> <a href="{on}">weiter</a></nav>'
        )
    if s.design == 5:
        return (
            f'<div class="mz-laden"><a href="{portal.PUBLIC}{on}">Weitere Meldungen laden</a></div>'
        )
    return f'<p><a href="{on}" title="nächste Seite">&rsaquo;</a></p>'


def page_path(s: portal.Site, page: int) -> str:
    """The address of a home page."""
    if page == 1:
        return "/"
    return {2: f"/?paged={page}", 4: f"/seite/{page}/", 6: f"/?seite={page}"}.get(
        s.design, f"/page/{page}/"
    )


def feed(s: portal.Site, pieces: Sequence[Piece], *, host: str) -> str:
    """One page of the feed; an article's stamp is a minute past midnight in Berlin at times."""
    items = []
    for p in pieces:
        night = p.number % 5 == 0
        summer = 4 <= p.day.month <= 9
        stamp = (
            f"{p.day:%a, %d %b %Y} {'00:20:00' if night else '09:41:12'} +0{2 if summer else 1}00"
        )
        items.append(
            f"<item><title>{escape(p.title)}</title><link>{host}{p.path}/</link>"
            f"<pubDate>{stamp}</pubDate><guid isPermaLink='false'>{portal.PUBLIC}/?p={portal.post_id(p)}</guid>"
            f"<description><![CDATA[{p.lead}]]></description></item>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>move-online.de</title><link>{host}/</link>{''.join(items)}</channel></rss>"
    )


def lost_page() -> str:
    """A page that is gone but answers 200, as careless sites have it."""
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><meta name="robots" content="noindex,follow">
<title>Seite nicht gefunden{escape(portal.SUFFIX, quote=False)}</title></head><body><div>{portal.topics_html()}</div>
<h1>Seite nicht gefunden</h1><p>Die gewünschte Seite existiert leider nicht oder nicht mehr. Bitte nutzen Sie die Suche.</p>
<form action="/"><input name="s"><button>Suchen</button></form></body></html>"""
