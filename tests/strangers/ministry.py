"""The stranger ministry: one content, six sites whose builders never met."""

# Long lines are the texts' and the markup's own.
# ruff: noqa: E501

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from tests.strangers.markup import attribute, blocks_html, hyphenated, inline, numbers
from tests.strangers.texts import LIST_PATH, MINISTRY_PATH, Piece, ministry_pieces, related_to

PUBLIC = "https://im.baden-wuerttemberg.de"
LAND = "https://www.baden-wuerttemberg.de"
HOUSE = "Ministerium des Inneren, für Digitalisierung und Kommunen Baden-Württemberg"
DESIGNS = (1, 2, 3, 4, 5, 6)
PER_PAGE = 10
RELATED = 4
LOST_BLANK = {1: "&nbsp;<a>", 2: "<a>", 3: "<a> ", 4: "&nbsp;<a>", 5: "<a>&nbsp;", 6: "<a>"}


@dataclass(frozen=True)
class Site:
    """One instance: its design and the releases it prints."""

    design: int
    pieces: tuple[Piece, ...]

    def link(self, piece: Piece) -> str:
        """The address of a release as this site writes it."""
        forms = {
            1: (piece.path,),
            2: (f"{piece.path}/", piece.path),
            3: (f"{PUBLIC}{piece.path}", piece.path),
            4: (f"{piece.path}/",),
            5: (f"{PUBLIC}{piece.path}/",),
            6: (piece.path, f"{piece.path}#inhalt"),
        }[self.design]
        return forms[piece.number % len(forms)]


def site(design: int) -> Site:
    """The ministry in one design, with its traps."""
    return Site(design, ministry_pieces())


def c_hash(*parts: str) -> str:
    """TYPO3's guard: parameters without the right hash are refused."""
    return hashlib.md5("|".join(("salz", *parts)).encode(), usedforsecurity=False).hexdigest()


def print_path(piece: Piece) -> str:
    """The address of a release's print view, as the release links it."""
    return f"{piece.path}?print=1&cHash={c_hash('print', piece.path)}"


def list_path(page: int) -> str:
    """The address of a list page, as the list links it."""
    if page == 1:
        return LIST_PATH
    name = quote("tx_rsmpress_list[page]")
    return f"{LIST_PATH}?cHash={c_hash('page', str(page))}&{name}={page}"


def article(s: Site, piece: Piece) -> str:
    """A release's page."""
    return _PAGES[s.design](s, piece)


def printed(s: Site, p: Piece) -> str:
    """A release's print view, the one page that shows its date."""
    lead = f"<p><strong>{inline(p.lead)}</strong></p>" if p.lead else ""
    day = f"&#128197; {numbers(p.day)}" if s.design % 2 else f"\U0001f4c5 {numbers(p.day)}"
    credit = f"<p>{p.picture.credit.strip('()')}</p>" if p.picture and p.picture.credit else ""
    address = f"{PUBLIC}{print_path(p)}"
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8">
<title>{escape(p.title, quote=False)}: {HOUSE}</title><meta name="robots" content="noindex"></head><body>
<div>Ministerium des Inneren, für Digitalisierung und Kommunen<br>Baden-Württemberg</div>
<div>{day}</div><div>{escape(p.kicker.upper())}</div><h1>{escape(p.title, quote=False)}</h1>{credit}{lead}
{blocks_html(p.blocks, sub="<h2>{}</h2>")}
<h3><strong>Link dieser Seite:</strong></h3><p><a href="{attribute(address)}">{escape(address)}</a></p></body></html>"""


# --- parts that designs share ---------------------------------------------------------------


def _legend(piece: Piece) -> str:
    """Caption and credit in one line, as editors type them."""
    picture = piece.picture
    if not picture:
        return ""
    return escape(" ".join([*picture.captions, picture.credit]).strip(), quote=False)


def _kicker(p: Piece) -> str:
    return escape(p.kicker, quote=False)


def _title(p: Piece) -> str:
    return escape(p.title, quote=False)


def _alt(p: Piece) -> str:
    return attribute(p.picture.alt if p.picture else "")


def _related(s: Site, p: Piece) -> list[Piece]:
    return related_to(p, s.pieces, RELATED)


def _body(s: Site, p: Piece, **forms: str) -> str:
    return blocks_html(p.blocks, to=f"{LAND}/de/stichwort/", lost=LOST_BLANK[s.design], **forms)


def _menu() -> str:
    return (
        '<a href="/de/startseite">Startseite</a><a href="/de/sicherheit/polizei">Polizei</a>'
        '<a href="/de/sicherheit/feuerwehr">Feuerwehr</a><a href="/de/digitalisierung">Digitalisierung</a>'
        f'<a href="{LIST_PATH}">Pressemitteilungen</a>'
    )


CONTACT = (
    "Pressestelle des Innenministeriums, Willy-Brandt-Straße 41, 70173 Stuttgart, "
    "Telefon 0711 231-0, pressestelle@im.example"
)


# --- design 1: the newest layout: lead, reading time, share, figure ------------------------------


def _newest(s: Site, p: Piece) -> str:
    lead = f'<div class="pm-header__intro"><p>{inline(p.lead)}</p></div>' if p.lead else ""
    legend = f"<figcaption>{_legend(p)}</figcaption>" if _legend(p) else ""
    pic = (
        f'<figure class="pm-bild"><img src="/fileadmin/{p.number}.jpg" alt="{_alt(p)}">{legend}</figure>'
        if p.picture
        else ""
    )
    cards = "".join(
        f'<article class="karte"><a href="{s.link(r)}"><img src="/k.jpg" alt="{_alt(r)}">'
        f"<span>{_kicker(r)}</span><h3>{_title(r)}</h3></a></article>"
        for r in _related(s, p)
    )
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{_title(p)}: {HOUSE}</title>
<link rel="canonical" href="{PUBLIC}{p.path}"></head><body>
<header class="kopf"><a href="/">{HOUSE}</a><nav>{_menu()}</nav></header>
<main><div class="pm-header"><span class="pm-header__dach">{_kicker(p)}</span><h1>{_title(p)}</h1>{lead}</div>
<div class="pm-leiste"><span data-lesezeit>Berechne Lesezeit</span><ul><li><button>Teilen</button></li></ul>
<a href="{attribute(print_path(p))}" rel="nofollow">Drucken</a></div>
{pic}<div class="pm-inhalt">{_body(s, p, sub="<h2>{}</h2>")}</div>
<section class="pm-mehr"><h2>Weitere Meldungen</h2>{cards}</section></main>
<footer><p>Baden-Württemberg: The Länd</p><a href="/de/impressum">Impressum</a></footer></body></html>"""


# --- design 2: as of 2022: picture, lead, body, teasers without a heading in the same container ----


def _of_2022(s: Site, p: Piece) -> str:
    lead = f'<p class="bw-vorspann"><b>{inline(p.lead)}</b></p>' if p.lead else ""
    legend = f'<div class="bw-legende">{_legend(p)}</div>' if _legend(p) else ""
    pic = (
        f'<div class="bw-media"><img src="/b/{p.number}.jpg" alt="{_alt(p)}">{legend}</div>'
        if p.picture
        else ""
    )
    teasers = "".join(
        f'<div class="bw-tz"><img src="/b/t.jpg" alt="{_alt(r)}"><ul><li>{_kicker(r)}</li></ul>'
        f'<h3><a href="{s.link(r)}">{_title(r)}</a></h3></div>'
        for r in _related(s, p)
    )
    blank = "\n<p>&nbsp;</p>\n" if p.number % 3 == 0 else "\n"
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{_title(p)}: {HOUSE}</title></head><body>
<div class="bw-kopf">{_menu()}</div><div class="bw-krumen"><a href="/">Start</a> &gt; Presse &gt; {_title(p)}</div>
<div class="bw-seite"><p class="bw-thema">{_kicker(p)}</p><h2>{_title(p)}</h2>
{pic}{lead}<div class="bw-text">{_body(s, p, between=blank)}</div>
<p class="bw-aktion"><a href="{attribute(print_path(p))}">Seite drucken</a> <a href="#top">Zum Seitenanfang</a></p>
<div class="bw-reihe">{teasers}</div></div><div class="bw-fuss">© Innenministerium</div></body></html>"""


# --- design 3: headless boxes, contact and download boxes within the text's container --------------


def _boxes(s: Site, p: Piece) -> str:
    lead = f'<div class="box-7">{inline(p.lead)}</div>' if p.lead else ""
    legend = f"<br><i>{_legend(p)}</i>" if _legend(p) else ""
    pic = (
        f'<div class="box-8"><img src="/u/{p.number}.jpg" alt="{_alt(p)}">{legend}</div>'
        if p.picture
        else ""
    )
    rows = "".join(
        f'<li>{_kicker(r)}<br><a href="{s.link(r)}">{_title(r)}</a></li>' for r in _related(s, p)
    )
    download = (
        '<div class="box-11"><strong>Downloads</strong><ul><li><a href="/fileadmin/a.pdf">'
        "Pressefoto (JPG, 2,1 MB)</a></li><li><a href='/fileadmin/b.pdf'>Redemanuskript (PDF, 120 KB)</a></li></ul></div>"
        if p.number % 2
        else ""
    )
    sub = ("<p><strong>{}</strong></p>", '<div class="zt">{}</div>')[p.number % 2]
    return f"""<html lang="de"><head><meta http-equiv="content-type" content="text/html; charset=utf-8">
<title>{_title(p)}: {HOUSE}</title></head><body><div class="box-1">{HOUSE}</div><div class="box-2">{_menu()}</div>
<div class="box-3"><div class="box-5">{_kicker(p)}</div><div class="box-6">{_title(p)}</div>{pic}{lead}
<div class="box-9">{_body(s, p, sub=sub)}
{download}<div class="box-12"><strong>Kontakt</strong><p>{CONTACT}</p></div></div>
<div class="box-13"><a href="{attribute(print_path(p))}" title="Druckansicht"><img src="/d.gif" alt="Druckansicht"></a></div>
</div><div class="box-4"><p>Weitere Meldungen</p><ul>{rows}</ul></div></body></html>"""


# --- design 4: utility classes; lead outside the article; related inside it --------------------


def _utility(s: Site, p: Piece) -> str:
    lead = f'<p class="text-xl font-light mb-6">{inline(p.lead)}</p>' if p.lead else ""
    legend = f'<span class="block text-xs mt-1">{_legend(p)}</span>' if _legend(p) else ""
    pic = (
        f'<div class="relative"><img alt="{_alt(p)}" src="/a/{p.number}.webp" class="w-full">{legend}</div>'
        if p.picture
        else ""
    )
    rows = "".join(
        f'<li class="flex"><img src="/a/t.webp" alt="{_alt(r)}"><div><p class="text-xs">{_kicker(r)}</p>'
        f'<time class="text-xs" datetime="{r.day}">{numbers(r.day)}</time>'
        f'<a class="font-bold" href="{s.link(r)}">{_title(r)}</a></div></li>'
        for r in _related(s, p)
    )
    return f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{_title(p)} | Baden-Württemberg.de</title>
<meta property="og:title" content="{attribute(p.title)}"></head><body class="antialiased">
<div class="sticky top-0">{_menu()}</div><main class="max-w-4xl mx-auto">
<div class="text-sm uppercase">{hyphenated(p.kicker)}</div><h1 class="text-4xl">{hyphenated(p.title)}</h1>{lead}
<div class="flex text-xs"><span>Berechne Lesezeit</span> <span>•</span> <a href="#">Teilen</a>
<a href="{attribute(print_path(p))}">Druckversion</a></div>
<article class="prose">{pic}{_body(s, p, sub="<h3>{}</h3>", note='<p class="text-xs">{}</p>')}
<div class="not-prose border-t"><h3>Weitere Meldungen</h3><ul>{rows}</ul></div></article></main>
<div class="cookie fixed bottom-0"><p>Diese Webseite setzt technisch notwendige Cookies.</p><button>OK</button></div></body></html>"""


# --- design 5: hidden site heading, title as h2, teasers in a slider -------------------------------


def _slider(s: Site, p: Piece) -> str:
    lead = f'<div class="artikel-anriss"><p>{inline(p.lead)}</p></div>' if p.lead else ""
    legend = ""
    if p.picture and _legend(p):
        caption = escape(" ".join(p.picture.captions), quote=False)
        credit = escape(p.picture.credit, quote=False)
        legend = f"<span>{caption}</span>" + (f" <small>{credit}</small>" if credit else "")
        legend = f'<div class="unterzeile">{legend}</div>'
    pic = (
        f'<div class="artikel-foto"><img src="/f/{p.number}.jpg" alt="{_alt(p)}">{legend}</div>'
        if p.picture
        else ""
    )
    slides = "".join(
        f'<div role="group"><a href="{s.link(r)}"><img src="/f/s.jpg" alt="{_alt(r)}"><em>{_kicker(r)}</em>'
        f"<strong>{_title(r)}</strong></a></div>"
        for r in _related(s, p)
    )
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Innenministerium BW - {_title(p)}</title></head><body>
<h1 class="aural">{HOUSE}</h1><div role="navigation">{_menu()}</div>
<div role="main"><div class="artikel-kopf"><h3 class="dach">{_kicker(p)}</h3><h2 class="zeile">{_title(p)}</h2></div>
<div class="artikel-dienste"><p>Berechne Lesezeit</p><ul><li>Teilen</li></ul></div>
{pic}{lead}<div class="artikel-rumpf">{_body(s, p, sub="<h4>{}</h4>")}</div>
<div class="artikel-ende"><ul><li><a href="mailto:?subject=x">Per E-Mail teilen</a></li>
<li><a href="{attribute(print_path(p))}"><span aria-hidden="true">⎙</span><span class="aural">drucken</span></a></li></ul></div>
<div class="slider" aria-label="Weitere Meldungen">{slides}</div></div>
<div role="contentinfo"><p>{CONTACT}</p></div></body></html>"""


# --- design 6: everything flat in one column ---------------------------------------------------------


def _flat(s: Site, p: Piece) -> str:
    lead = f'<p class="einleitung">{inline(p.lead)}</p>' if p.lead else ""
    legend = f"<p><small>{_legend(p)}</small></p>" if _legend(p) else ""
    pic = f'<p><img src="/z/{p.number}.jpg" alt="{_alt(p)}"></p>{legend}' if p.picture else ""
    rows = "".join(
        f'<p><img src="/z/t.jpg" alt="{_alt(r)}"></p><p>• {_kicker(r)}</p><h4><a href="{s.link(r)}">{_title(r)}</a></h4>'
        for r in _related(s, p)
    )
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{_title(p)}: {HOUSE}</title>
<link rel="alternate" media="print" href="{attribute(print_path(p))}"></head><body>
<p class="menue">{_menu()}</p>
<div id="inhalt"><p class="thema">{_kicker(p)}</p><h1>{_title(p)}</h1>{lead}<p>Berechne Lesezeit</p><ul><li>Teilen</li></ul>
{pic}{_body(s, p, sub="<h2>{}</h2>")}<p><a href="{attribute(print_path(p))}">Drucken</a></p>
<h2>Weitere Meldungen</h2>{rows}</div><p>© 2025 {HOUSE}</p></body></html>"""


_PAGES: dict[int, Callable[[Site, Piece], str]] = {
    1: _newest,
    2: _of_2022,
    3: _boxes,
    4: _utility,
    5: _slider,
    6: _flat,
}


# --- list -----------------------------------------------------------------------------------


def list_page(s: Site, page: int, *, extra: str = "") -> str:
    """One list page, newest first; `extra` are further items."""
    start = (page - 1) * PER_PAGE
    rows = "\n".join(_item(s, p) for p in s.pieces[start : start + PER_PAGE])
    last = -(-len(s.pieces) // PER_PAGE)
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Pressemitteilungen: {HOUSE}</title></head><body>
<div>{_menu()}</div><h1>Pressemitteilungen</h1>
<form action="{LIST_PATH}"><input name="tx_rsmpress_list[search][keywords]"><button>Suchen</button></form>
<div>{rows}{extra}</div>{_paging(s, page, last)}
<div><h2>Termine</h2><ul><li><time datetime="2026-12-03">3. Dezember</time> <a href="/de/termine/1">Tag des Ehrenamts</a></li></ul></div>
<div><h2>Aus der Landesregierung</h2><a href="{LAND}/de/service/presse/pressemitteilung/pid/{s.pieces[0].slug}">{_title(s.pieces[0])}</a></div>
</body></html>"""


def _item(s: Site, p: Piece) -> str:
    kicker = "" if p.number % 13 == 5 else _kicker(p)
    text = inline(p.lead or p.blocks[0].lines[0])[:180].rsplit(" ", 1)[0] + " …"
    if "<a" in text:
        text = "Zur Meldung des Tages."
    when = f'<time datetime="{p.day}">{numbers(p.day)}</time>' if p.dated else ""
    form = {
        1: '<div class="pm-zeile">{when}<span>{kicker}</span><h3><a href="{u}">{title}</a></h3><p>{text}</p></div>',
        2: '<div class="bw-eintrag"><img src="/t.jpg" alt="{alt}"><div><p>{kicker}</p><h2>{title}</h2><p>{text}</p>{when}<a href="{u}">Mehr</a></div></div>',
        3: '<table class="liste"><tr><td>{when}</td><td>{kicker}<br><a href="{u}"><b>{title}</b></a><br>{text}</td></tr></table>',
        4: '<li class="flex"><a href="{u}" class="block"><img alt="{alt}" src="/t.webp"><span>{kicker}</span><span class="font-bold">{title}</span></a><p>{text}</p>{when}</li>',
        5: '<article><header><p>{kicker} {when}</p><h3>{title}</h3></header><p>{text}</p><footer><a href="{u}" aria-label="{title}">Weiterlesen</a></footer></article>',
        6: "<p>{when}</p><p>{kicker}</p><h3><a href='{u}'>{title}</a></h3><p>{text}</p><hr>",
    }[s.design]
    return form.format(
        u=s.link(p), kicker=kicker, title=_title(p), text=text, when=when, alt=_alt(p)
    )


def _paging(s: Site, page: int, last: int) -> str:
    back = f'<a href="{attribute(list_path(max(1, page - 1)))}">zurück</a>' if page > 1 else ""
    on = attribute(list_path(page + 1))
    if page >= last and s.design != 3:
        return f"<div>{back}</div>"
    if s.design == 1:
        return f'<div class="blaettern">{back}<a class="next" href="{on}">weiter</a></div>'
    if s.design == 2:
        return (
            f'<ul><li>{back}</li><li><a title="Nächste Seite" href="{PUBLIC}{on}">›</a></li></ul>'
        )
    if s.design == 3:
        pages = "".join(
            f"<b>{n}</b>" if n == page else f'<a href="{attribute(list_path(n))}">{n}</a>'
            for n in range(1, last + 1)
        )
        return f"<div>{pages}</div>"
    if s.design == 4:
        return f'<nav aria-label="Blättern">{back}<a rel="next" href="{on[on.index("?") :]}">Nächste</a></nav>'
    if s.design == 5:
        return f'<nav>{back}<a href="{on}" aria-label="Nächste Seite"><svg></svg></a></nav>'
    return f"<p>{back} <a href='{on}'>Weitere Meldungen anzeigen</a></p>"


def extra_item(title: str, href: str) -> str:
    """A list entry that leads nowhere good."""
    return f'<div><h3><a href="{href}">{title}</a></h3><p>Näheres in der Meldung.</p></div>'


def lost_page() -> str:
    """A release that is gone but answers 200."""
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Seite nicht gefunden: {HOUSE}</title></head><body>
<div>{_menu()}</div><h1>Seite nicht gefunden</h1><p>Die von Ihnen gewünschte Seite konnte leider nicht gefunden werden.
Möglicherweise wurde sie verschoben. Bitte nutzen Sie die Suche oder die Startseite.</p></body></html>"""


LOST = f"{MINISTRY_PATH}nicht-mehr-vorhanden"
DEAD = f"{MINISTRY_PATH}zurueckgezogen"
