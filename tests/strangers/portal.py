"""The stranger portal: one content, six sites whose builders never met."""

# Long lines are the texts' and the markup's own.
# ruff: noqa: E501

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape

from tests.strangers.markup import attribute, blocks_html, hyphenated, inline, numbers, weekday_date
from tests.strangers.texts import Picture, Piece, portal_pieces, related_to, slug_of

PUBLIC = "https://www.move-online.de"
SUFFIX = " - move-online.de | move - moderne verwaltung"
DESIGNS = (1, 2, 3, 4, 5, 6)
RELATED = 15


@dataclass(frozen=True)
class Site:
    """One instance: its design, the day of the visit, and the articles it prints."""

    design: int
    today: date
    pieces: tuple[Piece, ...]

    def link(self, piece: Piece) -> str:
        """The address of an article as this site writes it; four habits, mixed by article."""
        forms = {
            1: (f"{PUBLIC}{piece.path}/",),
            2: (f"{piece.path}/", f"{PUBLIC}{piece.path}/"),
            3: (f"https://move-online.de{piece.path}", piece.path),
            4: (f"{piece.path}/",),
            5: (f"{PUBLIC}{piece.path}", f"/?p={post_id(piece)}", f"{PUBLIC}{piece.path}/"),
            6: (f"{piece.path}", f"{piece.path}/", f"{piece.path}/?utm_source=teaser"),
        }[self.design]
        return forms[piece.number % len(forms)]


def post_id(piece: Piece) -> int:
    """WordPress' number of an article."""
    return 40_000 + 37 * piece.number


def topic_slug(section: str) -> str:
    """``Portale & Register`` -> ``portale-register``."""
    return slug_of(section, Counter())


def site(design: int, today: date) -> Site:
    """The portal in one design, with its traps."""
    return Site(design, today, portal_pieces())


def article(s: Site, piece: Piece) -> str:
    """An article's page."""
    return _PAGES[s.design](s, piece)


# --- parts that designs share ---------------------------------------------------------------


def _stamp(piece: Piece) -> str:
    return f"[{numbers(piece.day, short=piece.short_date)}]"


def teaser_stamp(piece: Piece) -> str:
    """The date in front of a teaser."""
    return f"[{numbers(piece.day)}]"


def headline(piece: Piece) -> str:
    """Kicker and title as teasers print them."""
    return escape(f"{piece.kicker}: {piece.title}", quote=False)


def _title_tag(piece: Piece) -> str:
    return f"<title>{escape(piece.title + SUFFIX, quote=False)}</title>"


def _related(s: Site, piece: Piece) -> list[Piece]:
    return related_to(piece, s.pieces, RELATED)


def _bereich(piece: Piece) -> str:
    section = escape(piece.section, quote=False)
    return f"Weitere Meldungen und Beiträge aus dem Bereich: {section}"


def topics_html(form: str = '<a href="/k21-themen/{}/">{}</a>') -> str:
    sections = sorted({p.section for p in portal_pieces()})
    return "".join(form.format(topic_slug(x), escape(x, quote=False)) for x in sections)


def most_read(s: Site, form: str = '<li><a href="{}">{}</a></li>') -> str:
    chosen = s.pieces[5:30:6]
    return "".join(form.format(s.link(p), headline(p)) for p in chosen)


def _calendar() -> str:
    rows = (("03.12.2026", "Fachkongress, Leipzig"), ("14.01.2027", "Open Source Day, Bremen"))
    return "".join(f'<li><a href="/k21-termine/{d[:2]}/">{d} {t}</a></li>' for d, t in rows)


def _captions(picture: Picture, form: str) -> str:
    lines = "".join(form.format(escape(c, quote=False)) for c in picture.captions)
    lines += form.format(f"(Bildquelle: {escape(picture.credit, quote=False)})")
    return lines * 2 if picture.twice else lines


# --- design 1: page builder, everything three boxes deep -------------------------------------


def _builder(s: Site, p: Piece) -> str:
    pic = ""
    if p.picture:
        pic = (
            '<div class="pb_mod pb_image"><span class="pb_wrap"><img decoding="async" '
            f'src="/wp-content/uploads/{p.slug}.jpg" alt="{attribute(p.picture.alt)}"></span>'
            f'<div class="pb_below">{_captions(p.picture, "<p>{}</p>")}</div></div>'
        )
    teasers = "".join(
        '<div class="pb_col pb_1_3"><article class="tz"><a class="tz_img" href="{u}">'
        '<img src="/t/{n}.jpg" alt="{alt}"></a>{form}<h3><a href="{u}">{head}</a></h3>'
        '<p>{stamp} {lead} <a class="more-link" href="{u}">mehr...</a></p></article></div>'.format(
            u=s.link(r),
            n=r.number,
            alt=attribute(r.picture.alt if r.picture else ""),
            form=f"<span class='tz_form'>{r.form}</span>" if r.form else "",
            head=headline(r),
            stamp=teaser_stamp(r),
            lead=inline(r.lead or ""),
        )
        for r in _related(s, p)
    )
    tags = " ".join(f'<a rel="tag" href="/stichwort/{t.lower()}/">{t}</a>' for t in p.tags)
    body = blocks_html(
        p.blocks, sub=("<h3>{}</h3>", "<p><strong>{}</strong></p>", "<h2>{}</h2>")[p.number % 3]
    )
    return f"""<!DOCTYPE html>
<html lang="de-DE"><head><meta charset="UTF-8">{_title_tag(p)}
<link rel="alternate" type="application/rss+xml" title="Meldungen" href="{PUBLIC}/k21-meldungen/feed/">
<link rel="canonical" href="{PUBLIC}{p.path}/"><link rel="shortlink" href="{PUBLIC}/?p={post_id(p)}">
<style>.pb_mod{{margin:0}}</style></head>
<body class="k21-meldungen-template single postid-{post_id(p)}">
<div id="cmplz-cookiebanner"><div>Wir verwenden Cookies, um unsere Website zu verbessern.</div>
<button>Akzeptieren</button><button>Ablehnen</button></div>
<div class="pb_row pb_head"><div class="pb_col"><div class="pb_mod pb_code">{weekday_date(s.today)}</div>
<a href="/"><img src="/logo.svg" alt="move - moderne verwaltung"></a></div>
<div class="pb_col"><nav><ul><li><a href="/">Start</a></li><li>{topics_html()}</li>
<li><a href="/k21-it-guide/">IT-Guide</a></li><li><a href="/k21-meldungen/feed">RSS</a></li></ul></nav></div></div>
<div class="pb_section"><div class="pb_row"><div class="pb_col pb_3_4">
<div class="pb_mod pb_title"><h1><span class="pb_over">{escape(p.kicker, quote=False)}</span>{escape(p.title, quote=False)}</h1></div>
<div class="pb_mod pb_text"><div class="pb_inner"><p>{_stamp(p)} {inline(p.lead or "")}</p></div></div>
{pic}
<div class="pb_mod pb_text pb_main"><div class="pb_inner">{body}</div></div>
<div class="pb_mod pb_share"><a href="#">teilen</a><a href="#">twittern</a><a href="#">mitteilen</a><a href="#">E-Mail</a></div>
<div class="pb_mod pb_tags">Stichwörter: {tags}</div>
</div><div class="pb_col pb_1_4"><div class="pb_mod"><h4>Meistgelesen</h4><ul>{most_read(s)}</ul></div>
<div class="pb_mod"><h4>Termine</h4><ul>{_calendar()}</ul></div>
<div class="pb_mod"><a href="https://www.kommune21.de/k21-meldungen/aus-dem-schwesterblatt/">Kommune21: Aus dem Schwesterblatt</a></div></div></div></div>
<div class="pb_section pb_more"><div class="pb_row"><h2>{_bereich(p)}</h2></div><div class="pb_row">{teasers}</div></div>
<div class="pb_row pb_foot">© K21 media GmbH <a href="/impressum/">Impressum</a> <a href="/datenschutz/">Datenschutz</a></div>
</body></html>"""


# --- design 2: utility classes, one text node for kicker and title, breaks instead of paragraphs


def _utility(s: Site, p: Piece) -> str:
    pic = ""
    if p.picture:
        pic = (
            '<div class="float-left w-80 mr-6"><img loading="lazy" '
            f'src="/m/{p.number}.webp" alt="{attribute(p.picture.alt)}">'
            f'<div class="text-xs text-slate-500">{_captions(p.picture, "<div>{}</div>")}</div></div>'
        )
    body = blocks_html(
        p.blocks, sub="<b>{}</b>", para="{}", question="<b>{}</b>", between="<br><br>\n"
    )
    body = body.replace("</ul><br><br>", "</ul>").replace("</ol><br><br>", "</ol>")
    teasers = "".join(
        f'<li class="py-4 border-b">{f"<i>{r.form}</i>" if r.form else ""}'
        f'<a class="font-bold block" href="{s.link(r)}">{headline(r)}</a>'
        f'<span class="text-sm">{teaser_stamp(r)} {inline(r.lead or "")} '
        f'<a href="{s.link(r)}">mehr...</a></span></li>'
        for r in _related(s, p)
    )
    return f"""<!doctype html><html lang="de"><head><meta charset="utf-8"/>
<meta name="viewport" content="width=device-width">{_title_tag(p)}</head>
<body class="bg-white text-slate-900 antialiased">
<header class="flex justify-between px-8"><a href="/" class="font-black">move</a>
<time class="text-sm" datetime="{s.today:%Y-%m-%d}">{weekday_date(s.today)}</time></header>
<nav class="flex gap-4 px-8">{topics_html()}<a href="/k21-termine/">Termine</a></nav>
<ol class="flex text-xs px-8"><li><a href="/">Start</a> ›</li><li><a href="/k21-themen/{topic_slug(p.section)}/">{escape(p.section, quote=False)}</a></li></ol>
<div class="grid grid-cols-12"><div class="col-span-8 px-8">
<h2 class="text-3xl leading-tight">{escape(p.kicker + p.title, quote=False)}</h2>
<p class="text-lg my-4"><strong>{_stamp(p)} {inline(p.lead or "")}</strong></p>
<article class="clear-both">{pic}<div class="leading-relaxed">{body}</div>
<div class="flex gap-2 my-6"><button>Drucken</button><button>Teilen</button><button>Merken</button></div>
<h4 class="uppercase text-sm">{_bereich(p)}</h4><ul>{teasers}</ul></article></div>
<aside class="col-span-4 bg-slate-100"><h4>Meistgelesen</h4><ol>{most_read(s)}</ol>
<form action="/newsletter/"><label>Newsletter</label><p>Jeden Dienstag das Wichtigste aus Bund, Ländern und Kommunen.</p>
<input name="mail"><button>Abonnieren</button></form></aside></div>
<footer class="px-8 text-xs">K21 media GmbH · Impressum · AGB</footer></body></html>"""


# --- design 3: no headings at all, German class names, teasers as a definition list -------------


def _plainboxes(s: Site, p: Piece) -> str:
    pic = ""
    if p.picture:
        pic = (
            '<div class="abb"><a class="lupe" href="/bilder/gross.jpg">'
            f'<img src="/bilder/{p.number}.jpg" alt="{attribute(p.picture.alt)}" title="Vergrößern"></a>'
            f"{_captions(p.picture, '<div class=bu>{}</div>')}</div>"
        )
    body = blocks_html(
        p.blocks,
        sub='<p class="zw">{}</p>',
        question='<p class="frage"><em>{}</em></p>',
        between="\n<p>&nbsp;</p>\n" if p.number % 4 == 1 else "\n",
    )
    teasers = "".join(
        f'<dt>{f"<span>{r.form}</span> " if r.form else ""}<a href="{s.link(r)}">{headline(r)}</a></dt>'
        f'<dd>{teaser_stamp(r)} {inline(r.lead or "")} <a href="{s.link(r)}">mehr...</a></dd>'
        for r in _related(s, p)
    )
    return f"""<html lang="de"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
{_title_tag(p)}</head><body><table width="980" class="rahmen"><tr><td colspan="2">
<div class="kopf">move <span class="tag">{weekday_date(s.today)}</span></div>
<div class="nav">{topics_html()}</div></td></tr>
<tr valign="top"><td class="sp1"><div class="beitrag">
<div class="spitze">{escape(p.kicker, quote=False)}</div><div class="titelzeile">{hyphenated(p.title)}</div>
<p class="anlauf"><span class="dat">{_stamp(p)}</span> {inline(p.lead or "")}</p>
{pic}
<div class="txt">{body}</div>
<div class="werkzeug">Schrift: A A A | <a href="?druck=1">Artikel drucken</a> | <a href="mailto:?subject=x">Artikel empfehlen</a></div>
<div class="stw">Stichwörter: {", ".join(p.tags)}</div>
<p class="weitere">{_bereich(p)}</p><dl>{teasers}</dl>
</div></td><td class="sp2"><div class="kasten"><b>Meistgelesen</b><ul>{most_read(s)}</ul></div>
<div class="kasten"><b>Kalender</b><ul>{_calendar()}</ul></div></td></tr></table></body></html>"""


# --- design 4: careful HTML5 with structured data ----------------------------------------------


def _semantic(s: Site, p: Piece) -> str:
    pic = ""
    if p.picture:
        pic = (
            f'<figure><img src="/images/{p.number}.avif" alt="{attribute(p.picture.alt)}">'
            f"<figcaption>{_captions(p.picture, '<span>{}</span> ')}</figcaption></figure>"
        )
    body = blocks_html(p.blocks, sub="</section><section><h2>{}</h2>", question="<h3>{}</h3>")
    teasers = "".join(
        f"<li><article><header>{f'<small>{r.form}</small>' if r.form else ''}"
        f'<h3><a href="{s.link(r)}">{headline(r)}</a></h3></header>'
        f'<p><time datetime="{r.day}">{teaser_stamp(r)}</time> {inline(r.lead or "")} '
        f'<a href="{s.link(r)}" aria-label="mehr zu {attribute(r.title)}">mehr...</a></p></article></li>'
        for r in _related(s, p)
    )
    title = attribute(p.title + SUFFIX)
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8">{_title_tag(p)}
<meta property="og:title" content="{title}"><meta property="og:type" content="article">
<meta property="og:description" content="{attribute((p.lead or "")[:110])} …">
<link rel="canonical" href="{PUBLIC}{p.path}/">
<meta property="og:url" content="{PUBLIC}{p.path}/"></head><body>
<a href="#inhalt">Zum Inhalt springen</a>
<header><p>{weekday_date(s.today)}</p><h1><a href="/">move - moderne verwaltung</a></h1><nav>{topics_html()}</nav></header>
<main id="inhalt"><article><hgroup><p>{hyphenated(p.kicker)}</p><h1>{hyphenated(p.title)}</h1></hgroup>
<div>{_stamp(p)}</div>
<p>{inline(p.lead or "")}</p>{pic}
<section>{body}</section>
<footer><h2>Über die Autorin</h2><p>Gesine Hollerbach schreibt seit 2016 über Verwaltung und Technik. Sie lebt in Kiel.</p>
<ul><li><a href="#">Auf Mastodon teilen</a></li><li><a href="#">Auf LinkedIn teilen</a></li></ul></footer></article></main>
<aside><h2>{_bereich(p)}</h2><ol>{teasers}</ol></aside>
<aside><h2>Meistgelesen</h2><ol>{most_read(s)}</ol></aside>
<footer><p>Lesezeit und Verbreitung nach IVW</p><a href="/impressum/">Impressum</a></footer></body></html>"""


# --- design 5: two headings, the logo is the h1, drop caps, a newsletter box in the middle ------


def _magazine(s: Site, p: Piece) -> str:
    pic = ""
    if p.picture:
        pic = (
            '<div class="mz-media"><picture><source srcset="/x.webp">'
            f'<img src="/x/{p.number}.jpg" alt="{attribute(p.picture.alt)}"></picture>'
            f"<div class='mz-cap'>{_captions(p.picture, '<em>{}</em><br>')}</div></div>"
        )
    half = len(p.blocks) // 2
    sub = ("<h4>{}</h4>", '<p class="mz-zwischen"><b>{}</b></p>')[p.number % 2]
    first = blocks_html(p.blocks[:half], sub=sub)
    if first.startswith("<p>") and first[3].isalpha():
        first = f'<p><span class="mz-initial">{first[3]}</span>{first[4:]}'
    rest = blocks_html(p.blocks[half:], sub=sub)
    teasers = "".join(
        f'<div class="mz-card">'
        f'<img src="/c.jpg" alt="{attribute(r.picture.alt if r.picture else "")}">'
        f"<div>{f'<div>{r.form}</div>' if r.form else ''}<h5>{headline(r)}</h5>"
        f'<div>{teaser_stamp(r)} {inline(r.lead or "")} <a href="{s.link(r)}">mehr...</a></div></div></div>'
        for r in _related(s, p)
    )
    return f"""<!DOCTYPE html><html lang="de-DE"><head>{_title_tag(p)}<meta charset="utf-8">
<link rel="canonical" href="{PUBLIC}{p.path}/"></head><body>
<div class="mz-top"><p>{weekday_date(s.today)}</p><h1 class="mz-logo">move<small>moderne verwaltung</small></h1>
<div class="mz-nav">{topics_html()}<a href="/k21-it-guide/anbieter/">Anbieter</a></div></div>
<div class="mz-story"><div class="mz-head"><h3>{escape(p.kicker, quote=False)}</h3><h2>{escape(p.title, quote=False)}</h2>
<p class="mz-meta">Lesezeit: 3 Min. · <a href="#">Vorlesen</a></p></div>
<div class="mz-vor"><b>{_stamp(p)}</b> {inline(p.lead or "")}</div>
{pic}<div class="mz-body">{first}
<div class="mz-nl"><h4>Newsletter</h4><p>Keine Meldung mehr verpassen: Abonnieren Sie unseren wöchentlichen Newsletter.</p><a href="/newsletter/">Jetzt anmelden</a></div>
{rest}</div><div class="mz-tags"><span>Stichwörter</span><ul>{"".join(f"<li>{t}</li>" for t in p.tags)}</ul></div>
<div class="mz-share"><span>Artikel teilen</span><a href="#">Mastodon</a><a href="#">LinkedIn</a><a href="#">Xing</a></div></div>
<div class="mz-mehr"><div class="mz-mehr-t">{_bereich(p)}</div>{teasers}</div>
<div class="mz-rand"><h3>Meistgelesen</h3><ul>{most_read(s)}</ul></div><div class="mz-fuss"><a href="/kontakt/">Kontakt</a></div>
</body></html>"""


# --- design 6: nameless boxes; captions, body and teasers are flat neighbours --------------------


def _nameless(s: Site, p: Piece) -> str:
    pic = ""
    if p.picture:
        pic = (
            f'<p><img src="/f/{p.number}.png" alt="{attribute(p.picture.alt)}"></p>'
            f"{_captions(p.picture, '<p>{}</p>')}"
        )
    sub = ("<h3>{}</h3>", '<p class="c-9">{}</p>', "<h4><strong>{}</strong></h4>")[p.number % 3]
    body = blocks_html(
        p.blocks, sub=sub, between="\n<p>\u00a0</p>\n" if p.number % 3 == 0 else "\n"
    )
    teasers = "\n".join(
        f'<p><img src="/q.gif" alt="{attribute(r.picture.alt if r.picture else "")}"></p>'
        f"{f'<p>{r.form}</p>' if r.form else ''}<h5><a href='{s.link(r)}'>{headline(r)}</a></h5>"
        f"<p>{teaser_stamp(r)} {inline(r.lead or '')} <a href='{s.link(r)}'>mehr...</a></p>"
        for r in _related(s, p)
    )
    crumbs = f'<a href="/">Start</a> / <a href="/k21-themen/{topic_slug(p.section)}/">{escape(p.section, quote=False)}</a> /'
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8">{_title_tag(p)}</head><body>
<div class="c-1"><div class="c-2">{weekday_date(s.today)}</div><div class="c-3">{topics_html()}</div></div>
<div class="c-100"><div class="c-4">{crumbs}</div><div class="c-110">
<h1>{escape(p.kicker, quote=False)}<br/>{escape(p.title, quote=False)}</h1>
<p><span>{_stamp(p)}</span> {inline(p.lead or "")}</p>
{pic}
{body}
<p class="c-31"><a href="#">Teilen</a> <a href="#">Drucken</a></p>
<h4>Weitere Meldungen und Beiträge aus dem Bereich: <a href="/k21-themen/{topic_slug(p.section)}/">{escape(p.section, quote=False)}</a></h4>
{teasers}
</div><div class="c-120"><h4>Meistgelesen</h4>{most_read(s, '<p><a href="{}">{}</a></p>')}</div></div>
<div class="c-130">Diese Seite verwendet Cookies. <a href="/datenschutz/">Mehr erfahren</a></div></body></html>"""


_PAGES: dict[int, Callable[[Site, Piece], str]] = {
    1: _builder,
    2: _utility,
    3: _plainboxes,
    4: _semantic,
    5: _magazine,
    6: _nameless,
}
