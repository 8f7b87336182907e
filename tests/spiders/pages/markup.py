# ruff: noqa: E501 -- markup reads better unbroken
"""Random pages for known articles: the same parts in ever other elements, classes and containers.

`article` makes what a page must yield, `page` one way to mark it up. Both take a `random.Random`,
so a failing page is named by its seed. Texts are our own wording.
"""

import html
import random
from dataclasses import dataclass, field

_NOUNS = [
    "Meldewesen",
    "Bürgerbüro",
    "Rechenzentrum",
    "Breitbandausbau",
    "Warn-App",
    "Landkreis",
    "Katasteramt",
    "Serverraum",
    "Leitstelle",
    "Feuerwache",
    "Datenhaushalt",
    "Fachverfahren",
    "Bauantrag",
    "Zulassungsstelle",
    "Ratssitzung",
    "Netzwerk",
    "Notfallplan",
    "Förderbescheid",
    "Pilotprojekt",
    "Wegweiser",
    "Lagezentrum",
    "Schulträger",
    "Archiv",
    "Terminportal",
]
_PLACES = [
    "Oberau",
    "Nordheim",
    "Lindental",
    "Rosenfurt",
    "Auenstadt",
    "Kirchbach",
    "Talhausen",
    "Brückenau",
]
_VERBS = [
    "erneuert",
    "erprobt",
    "eröffnet",
    "prüft",
    "ordnet",
    "verlegt",
    "sichert",
    "bündelt",
    "modernisiert",
    "testet",
]
_ADJ = [
    "gemeinsame",
    "neue",
    "digitale",
    "landesweite",
    "offene",
    "kommunale",
    "sichere",
    "zweite",
    "mobile",
]
_KICKERS = (
    "Auenstadt",
    "BSI/LSI",
    "Serie Klimaschutz (Teil 1)",
    "Fachkonferenz 2025",
    "Feuerwehr",
    "Innere Sicherheit",
    "Amt für Wasser und Boden",
    "Digitalisierung",
    "Rosenfurt / Talhausen",
    "Katastophenschutz",
    "IT-Sicherheit",
    "Kommunale IT",
)
_TITLES = (
    "1.000. Plakette geht an {place}",
    "Meldewesen 4.0",
    "„Wir fangen einfach an“",
    "{noun} - ein Anfang",
    "Wege | Ziele | {noun}",
    "{place} {verb} {noun}",
    "Gut gerüstet für den Winter",
    "Was kostet ein {noun}?",
    "Zumeldung zum {noun}",
    "{noun} für {place}: so geht es weiter",
    "Eine neue Leiterin für das {noun}",
)


@dataclass
class Gold:
    """What must come out of a page."""

    family: str
    url: str
    title: str
    kicker: str | None
    lead: str | None
    blocks: list[tuple[str, str]]
    date: str | None
    section: str | None
    image: dict[str, str | None] | None
    captions: list[str] = field(default_factory=list)
    related: list[dict[str, str | None]] = field(default_factory=list)

    @property
    def body(self) -> str:
        return " ".join(text for _, text in self.blocks)


def sentence(rng: random.Random) -> str:
    forms = (
        "Die {adj} {noun}-Lösung {verb} seit dem {day}. {month} den Betrieb in {place}.",
        "Das {noun} in {place} {verb} damit bereits die {adj} Stufe, heißt es aus dem Rathaus.",
        "Wer in {place} wohnt, kann das {noun} ohne Wartezeit nutzen und spart sich einen Weg.",
        "„Unser {noun} ist kein Selbstzweck, es hilft den Menschen in {place}“, sagte Amtsleiterin Petra Lohmann.",
        "Für die {adj} Ausstattung stehen {number} Euro bereit, verteilt auf drei Jahre.",
        "Zuvor hatte {place} das {noun} getrennt geführt; nun entsteht eine {adj} Anlaufstelle.",
        "Bis zum Herbst soll das {noun} alle {number} Anschlüsse erreichen.",
    )
    return rng.choice(forms).format(
        adj=rng.choice(_ADJ),
        noun=rng.choice(_NOUNS),
        verb=rng.choice(_VERBS),
        place=rng.choice(_PLACES),
        day=rng.randint(1, 28),
        month=rng.choice(("März", "Mai", "Juli")),
        number=f"{rng.randint(2, 900)}.{rng.randint(100, 999)}",
    )


def paragraph(rng: random.Random, low: int = 2, high: int = 5) -> str:
    return " ".join(sentence(rng) for _ in range(rng.randint(low, high)))


def title(rng: random.Random) -> str:
    return rng.choice(_TITLES).format(
        place=rng.choice(_PLACES), noun=rng.choice(_NOUNS), verb=rng.choice(_VERBS)
    )


def article(rng: random.Random, family: str) -> Gold:
    """An article of one family with a random choice of parts."""
    host = (
        "https://www.move-online.de/k21-meldungen/"
        if family == "k21"
        else (
            "https://im.baden-wuerttemberg.de/de/service/presse-und-oeffentlichkeitsarbeit/pressemitteilung/pid/"
        )
    )
    slug = f"beitrag-{rng.randint(1, 10**9)}"
    kicker = rng.choice(_KICKERS) if family == "k21" or rng.random() < 0.9 else None
    blocks: list[tuple[str, str]] = []
    for index in range(rng.randint(1, 6)):
        if index and rng.random() < 0.35:
            blocks.append(("subhead", f"{rng.choice(_ADJ).title()} {rng.choice(_NOUNS)} im Blick"))
        blocks.append(("paragraph", paragraph(rng)))
        if rng.random() < 0.12:
            blocks.extend(("item", sentence(rng)) for _ in range(3))
            blocks.append(("paragraph", paragraph(rng)))
        if rng.random() < 0.1:
            blocks.append(("quote", sentence(rng)))
            blocks.append(("paragraph", paragraph(rng)))
    if rng.random() < 0.1:
        blocks.append(("paragraph", "* Das Verfahren steht allen Gemeinden in Auenstadt offen."))
    lead = paragraph(rng, 1, 2) if rng.random() < (0.95 if family == "k21" else 0.7) else None
    day = f"{rng.randint(1, 28):02}.{rng.randint(1, 12):02}.{rng.randint(2011, 2026)}"
    gold = Gold(
        family,
        host + slug,
        title(rng),
        kicker,
        lead,
        blocks,
        day if family == "k21" else None,
        rng.choice(("IT-Sicherheit", "E-Government", "Portale")) if family == "k21" else kicker,
        None,
    )
    if rng.random() < 0.75:
        _add_image(gold, rng)
    for number in range(rng.choice((0, 1, 3, 3, 6, 15))):
        gold.related.append(
            {
                "url": f"{host}anderer-{number}-{rng.randint(1, 10**6)}",
                "title": title(rng) + f" {number}",
                "published": f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
                "kicker": rng.choice(_KICKERS),
                "text": paragraph(rng, 1, 2),
            }
        )
    if not gold.related and family == "k21":
        gold.section = None
    return gold


def _add_image(gold: Gold, rng: random.Random) -> None:
    alt = rng.choice(("Blick auf ein Rathaus mit Turm.", "Petra Lohmann", "Jacken der Feuerwehr"))
    caption = rng.choice(
        (
            alt,
            "Symbolbild",
            "v.l.: Petra Lohmann, Amtsleiterin, und Uwe Sand bei der Übergabe.",
            "Stadt Auenstadt: Mit Geduld zum Erfolg.",
            None,
        )
    )
    credit = rng.choice(
        ("Stadt Auenstadt", "musterfoto17/beispiel.test", "dpa", "Amt für Bilder / Jo Wolf")
    )
    if rng.random() < 0.2:
        credit = None
    if gold.family == "k21" and caption is None:
        caption = alt
    gold.captions = [caption] if caption else []
    if caption and rng.random() < 0.2:
        gold.captions.append("Vorn die Leiterin des Hauses mit zwei Gästen aus dem Landkreis.")
    gold.image = {
        "alt": alt,
        "caption": " ".join(gold.captions) or None,
        "credit": credit if gold.captions or gold.family == "k21" else None,
    }


def _name(rng: random.Random) -> str:
    return "".join(rng.choice("bcdfghklmnprstvz") + rng.choice("aeiou") for _ in range(3))


class Page:
    """One way to mark an article up."""

    def __init__(self, gold: Gold, rng: random.Random) -> None:
        self.gold = gold
        self.rng = rng
        self.p_class = _name(rng) if rng.random() < 0.3 else None

    def pick(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def box(self, inner: str, *, tags: tuple[str, ...] = ("div",), named: float = 0.6) -> str:
        tag = self.pick(*tags)
        name = f' class="{_name(self.rng)}"' if self.chance(named) else ""
        return f"<{tag}{name}>{inner}</{tag}>"

    def p(self, inner: str) -> str:
        name = f' class="{self.p_class}"' if self.p_class else ""
        return f"<p{name}>{inner}</p>"

    def render(self) -> str:
        head = self._head()
        main = self._main()
        return (
            f'<!doctype html><html lang="de"><head>{head}</head><body>'
            f"{self._top()}{main}{self._foot()}</body></html>"
        )

    def _head(self) -> str:
        gold = self.gold
        suffix = (
            " - move-online.de | move - moderne verwaltung"
            if gold.family == "k21"
            else self.pick(
                ": Ministerium des Inneren Baden-Württemberg",
                ": Baden-Württemberg.de",
                " | Innenministerium",
            )
        )
        shown = gold.title
        if gold.kicker and self.chance(0.1):
            shown = f"{gold.kicker}: {gold.title}"
        parts = ['<meta charset="utf-8">', f"<title>{html.escape(shown + suffix)}</title>"]
        if self.chance(0.4):
            parts.append(f'<link rel="canonical" href="{gold.url}/">')
        if self.chance(0.3):
            parts.append(f'<meta property="og:title" content="{html.escape(gold.title)}">')
        if self.chance(0.3):
            parts.append(
                f'<meta name="description" content="{html.escape(gold.lead or gold.body[:150])}">'
            )
        return "".join(parts)

    def _top(self) -> str:
        day = "Mittwoch, 12. November 2025"
        stamp = self.pick(
            f"<div>{day}</div>",
            f"<p>{day}</p>",
            f'<time datetime="2025-11-12">{day}</time>',
            f"<span>{day}</span>",
            "",
        )
        menu = '<a href="/k21-themen/it/">IT</a><a href="/de/themen/">Themen</a><a href="/kontakt">Kontakt</a>'
        nav = self.pick(
            f"<nav>{menu}</nav>",
            f"<ul><li>{menu.replace('</a>', '</a></li><li>')}</li></ul>",
            f"<div>{menu}</div>",
        )
        logo = self.pick(
            '<a href="/"><img src="/logo.svg" alt="Zur Startseite"></a>',
            "<div>Das Portal</div>",
            "",
        )
        here = html.escape(self.gold.title)
        crumbs = self.pick(
            f"<ul><li><a href='/'>Start</a></li><li><a href='/presse'>Presse</a></li><li>{here}</li></ul>",
            f"<div><a href='/'>Start</a> / <a href='/presse'>Presse</a> / {here}</div>",
            '<nav aria-label="Brotkrumen"><ol><li><a href="/">Start</a></li><li>Meldungen</li></ol></nav>',
            '<div><a href="/">Start</a> › <a href="/presse">Presse</a> › Meldung</div>',
            "",
            "",
        )
        top = self.box(f"{logo}{stamp}{nav}", tags=("header", "div", "div")) + crumbs
        return top + (self._sidebar() if self.chance(0.15) else "")

    def _sidebar(self) -> str:
        base = self.gold.url.rsplit("/", 1)[0].split("/", maxsplit=3)[3]
        items = "".join(
            f'<li><a href="/{base}/viel-gelesen-{n}">Viel gelesenes Thema {n}</a></li>'
            for n in range(3)
        )
        return self.box(f"<h3>Meistgelesen</h3><ul>{items}</ul>", tags=("aside", "div"))

    def _after(self) -> str:
        base = self.gold.url.rsplit("/", 1)[0].split("/", 3)[3]
        return self.pick(
            "",
            "",
            "<p>Stichwörter: Auenstadt, Rathaus, Netze</p>",
            "<div><span>Schlagwörter</span> <a href='/tag/netze'>Netze</a> <a href='/tag/rathaus'>Rathaus</a></div>",
            f"<nav><a rel='prev' href='/{base}/davor'>Ältere Meldung aus dem Archiv</a></nav>",
            f"<div><a href='/{base}/davor'>« Vorheriger Beitrag</a> <a href='/{base}/danach'>Nächster Beitrag »</a></div>",
            "<div><h3>Newsletter abonnieren</h3><p>Jeden Donnerstag das Wichtigste aus der Verwaltung frei Haus.</p></div>",
            "<p><a href='/presse'>Zurück zur Übersicht</a></p>",
            "<div class='tags'><a href='/tag/netze'>Netze</a></div>",
        )

    def _headline(self) -> str:
        gold = self.gold
        t, k = html.escape(gold.title), html.escape(gold.kicker or "")
        c = f' class="{_name(self.rng)}"' if self.chance(0.6) else ""
        if not k:
            return self.pick(f"<h1{c}>{t}</h1>", f"<h2{c}>{t}</h2>", f"<div{c}>{t}</div>")
        choices = [
            f"<h1><span{c}>{k}</span>{t}</h1>",
            f"<h1><span>{k}</span><span>{t}</span></h1>",
            f"<h2><small{c}>{k}</small>{t}</h2>",
            f"<h1>{k}<br>{t}</h1>",
            f"<p{c}>{k}</p><h1>{t}</h1>",
            f"<span{c}>{k}</span><h2>{t}</h2>",
            f"<div{c}>{k}</div><div>{t}</div>",
            f"<h3>{k}</h3><h1>{t}</h1>",
            f"<h2>{k}</h2><h2>{t}</h2>",
            f"<header><p>{k}</p><h1>{t}</h1></header>",
            f"<hgroup><p>{k}</p><h1>{t}</h1></hgroup>",
            f"<p><span>{k}</span><strong>{t}</strong></p>",
            f"<div><div>{k}</div><h1>{t}</h1></div>",
            f"<h1><em>{k}</em> <b>{t}</b></h1>",
        ]
        choices.append(f"<h1>{k}<span>{t}</span></h1>")
        choices.append(f'<h1><a href="{gold.url}"><span>{k}</span> {t}</a></h1>')
        if gold.family == "k21":
            choices.append(f"<div><b>{k}:<br>{t}</b></div>")
            choices.append(f"<h1>{k}{t}</h1>")
        return self.rng.choice(choices)

    def _lead(self) -> str:
        gold = self.gold
        lead = html.escape(gold.lead or "")
        if gold.family == "k21":
            date = f"[{gold.date}]"
            if not lead:
                return self.pick(f"<p>{date}</p>", f"<div>{date}</div>")
            return self.pick(
                f"<p>{date} {lead}</p>",
                f"<div>{date} {lead}</div>",
                f"<p><span>{date}</span> {lead}</p>",
                f"<p><strong>{date} {lead}</strong></p>",
                f"<div><b>{date}</b> {lead}</div>",
                f"<div><span>{date}</span><span>{lead}</span></div>",
                f"<div><p>{date} {lead}</p></div>",
                f"<span>{date}</span><p><strong>{lead}</strong></p>",
                f'<div class="x{_name(self.rng)}"><span>{date}</span><p>{lead}</p></div>',
                f"<p>{date}&nbsp;<em>{lead}</em></p>",
            )
        if not lead:
            return ""
        return self.pick(
            f'<p class="lead">{lead}</p>',
            f"<p><strong>{lead}</strong></p>",
            f'<div class="a{_name(self.rng)}"><p>{lead}</p></div>',
            f'<p class="{_name(self.rng)}">{lead}</p>',
            f"<div>{lead}</div>",
        )

    def _share(self) -> str:
        return self.pick(
            "<p>Lesezeit: ca. 2 Minuten</p>",
            "<ul><li><a href='https://x.com/intent?u=1'>Auf X teilen</a></li><li><a href='mailto:?s'>Per E-Mail teilen</a></li><li>Link kopieren</li></ul>",
            "<div>Artikel teilen: <a href='https://www.linkedin.com/shareArticle?u=1'>LinkedIn</a> <a href='https://wa.me/?t=1'>WhatsApp</a></div>",
            "<div><a href='?print=1'>Artikel drucken</a> | <a href='?pdf=1'>Als PDF speichern</a></div>",
            "<p>Berechne Lesezeit</p><ul><li>Teilen</li></ul>",
            '<div><span>Berechne Lesezeit</span></div><ul><li><a href="#">Teilen</a></li></ul>',
            '<div><a href="https://www.facebook.com/sharer?u=x">Facebook</a> <a href="mailto:?x">E-Mail</a>'
            ' <a href="?print=1">Drucken</a></div>',
            "<div>3 Min. Lesezeit</div><button>Teilen</button>",
            "<div><span>Berechne Lesezeit</span><span>•</span> <a href='#'>Teilen</a></div>",
        )

    def _image(self) -> str:
        gold = self.gold
        if not gold.image:
            return ""
        alt, credit = gold.image["alt"] or "", gold.image["credit"]
        if gold.family == "k21":
            mark = f"(Bildquelle: {credit})" if credit else ""
        else:
            mark = (
                self.pick(f"(Foto: {credit})", f"(Bild: {credit})", f"Quelle: {credit}")
                if credit
                else ""
            )
        img = f'<img src="/bilder/a.jpg" alt="{html.escape(alt)}">'
        if self.chance(0.1):
            img = img.replace("src=", 'class="lazy" src="data:image/gif;base64,R0lGOD" data-src=')
        if self.chance(0.1):
            img += '<span class="visually-hidden">Bild in groß zeigen</span>'
        img = self.pick(
            img,
            f"<picture><source srcset='/bilder/a.webp'>{img}</picture>",
            f'<a href="/bilder/gross.jpg">{img}</a>',
        )
        caps = [html.escape(text) for text in gold.captions]
        if not caps and not mark:
            return self.pick(img, f"<figure>{img}</figure>", f"<div>{img}</div>", f"<p>{img}</p>")
        lines = [*caps, mark] if mark else caps
        joined = " ".join(lines)
        choices = [
            f"<figure>{img}<figcaption>{joined}</figcaption></figure>",
            f"<figure>{img}<figcaption>{''.join(f'<span>{x}</span>' for x in lines)}</figcaption></figure>",
            f"<div>{img}{''.join(f'<p>{x}</p>' for x in lines)}</div>",
            f"<div><div>{img}</div><div>{''.join(f'<div>{x}</div>' for x in lines)}</div></div>",
            f"<div>{img}<span>{joined}</span></div>",
            f'<div class="{_name(self.rng)}">{img}<small>{joined}</small></div>',
            f"<table><tr><td>{img}</td></tr><tr><td>{joined}</td></tr></table>",
        ]
        choices.append(f"<dl><dt>{img}</dt>{''.join(f'<dd>{x}</dd>' for x in lines)}</dl>")
        choices.append(
            f"<figure><div>{img}<button>Bild vergrößern</button></div><figcaption><p>{joined}</p></figcaption></figure>"
        )
        if mark.startswith("("):
            choices.append(f"{img}{''.join(f'<p>{x}</p>' for x in lines)}")
            choices.append(f"<div>{img}{'<br>'.join(lines)}</div>")
            twice = "".join(f"<p>{x}</p>" for x in lines)
            choices.append(f"<div>{img}<div>{twice}</div><div>{twice}</div></div>")
        return self.rng.choice(choices)

    def _inline(self, text: str) -> str:
        words = html.escape(text, quote=False).split(" ")
        if len(words) > 8 and self.chance(0.3):
            at = self.rng.randint(2, len(words) - 3)
            before, word = words[at - 1], words[at]
            other = self.gold.url.rsplit("/", 1)[0] + f"/im-text-{at}"
            link = f'<a href="{self.pick(f"/de/thema/{at}", other, "https://beispiel.test/x")}">{word}</a>'
            if before[-1:].islower() and word[:1].isupper() and self.chance(0.4):
                words[at - 1 : at + 1] = [before + link]
            else:
                words[at] = self.pick(
                    link,
                    f"<strong>{word}</strong>",
                    f"<em>{word}</em>",
                    f"{word[:2]}&shy;{word[2:]}",
                )
        return " ".join(words)

    def _pasted(self, inner: str) -> str:
        return f'<span style="font-size: 12pt">{inner}</span>' if self.pasted else inner

    def _body(self) -> str:
        self.pasted = self.chance(0.15)
        style = self.pick("p", "p", "p", "div", "br", "wrapped", "sections")
        sub = self.pick("h2", "h3", "h4", "bold", "plain")
        parts: list[str] = []
        blocks = self.gold.blocks
        index = 0
        while index < len(blocks):
            kind, text = blocks[index]
            inner = self._pasted(self._inline(text))
            if kind == "item":
                items = []
                while index < len(blocks) and blocks[index][0] == "item":
                    items.append(f"<li>{self._inline(blocks[index][1])}</li>")
                    index += 1
                tag = self.pick("ul", "ol")
                parts.append(f"<{tag}>{''.join(items)}</{tag}>")
                continue
            index += 1
            if kind == "subhead":
                bold, tag = f"<strong>{inner}</strong>", sub if sub.startswith("h") else "p"
                parts.append(f"<{tag}>{bold if sub == 'bold' else inner}</{tag}>")
                continue
            if kind == "quote":
                parts.append(f"<blockquote><p>{inner}</p></blockquote>")
                continue
            if style == "div":
                parts.append(f"<div>{inner}</div>")
            elif style == "br":
                parts.append(f"{inner}<br><br>")
            elif style == "wrapped":
                parts.append(f"<div><div>{self.p(inner)}</div></div>")
            else:
                parts.append(self.p(inner))
            if self.chance(0.08):
                parts.append("<p>&nbsp;</p>")
        if style == "sections":
            return "".join(f'<div class="ce">{part}</div>' for part in parts)
        return "".join(parts)

    def _related(self) -> str:
        gold = self.gold
        if not gold.related:
            return ""
        kind = (
            self.pick("div", "li", "article", "link", "flat")
            if len(gold.related) > 1
            else self.pick("div", "li", "article", "link")
        )
        items = [self._teaser(item, kind) for item in gold.related]
        inner = f"<ul>{''.join(items)}</ul>" if kind == "li" else "".join(items)
        if kind in ("div", "article", "link") and self.chance(0.5):
            inner = self.box(inner)
        tag = self.pick("h2", "h3", "h4", "div", "p")
        heading = ""
        if gold.family == "k21":
            link = self.pick(gold.section or "", f'<a href="/k21-themen/x/">{gold.section}</a>')
            heading = f"<{tag}>Weitere Meldungen und Beiträge aus dem Bereich: {link}</{tag}>"
            if self.chance(0.2):
                heading = f"<{tag}>Weitere Meldungen und Beiträge aus dem Bereich:</{tag}><p><a href='/k21-themen/x/'>{gold.section}</a></p>"
        elif self.chance(0.6):
            heading = f"<{tag}>Weitere Meldungen</{tag}>"
        return self.pick(
            f"{heading}{inner}", self.box(heading + inner, tags=("section", "div", "aside"))
        )

    def _teaser(self, item: dict[str, str | None], kind: str) -> str:
        gold = self.gold
        t, k = html.escape(item["title"] or ""), html.escape(item["kicker"] or "")
        href = (
            (item["url"] or "")
            .replace("https://www.move-online.de", "")
            .replace("https://im.baden-wuerttemberg.de", "")
        )
        img = '<img src="/bilder/t.jpg" alt="Ein Bild zu etwas anderem">'
        tag = self.pick("h3", "h4", "div", "p")
        if gold.family == "k21":
            year, month, day = (item["published"] or "").split("-")
            text = f"<p>[{day}.{month}.{year}] {html.escape(item['text'] or '')} <a href='{href}'>mehr...</a></p>"
            inner = f"{img}<{tag}><a href='{href}'>{t}</a></{tag}>{text}"
            if kind == "link":
                return f"<div><a href='{href}'>{img}<{tag}>{t}</{tag}></a></div>"
        else:
            topic = self.pick(f"<ul><li>{k}</li></ul>", f"<span>{k}</span>", f"<p>{k}</p>")
            if kind == "link":
                return f"<a href='{href}'>{img}{topic}<h3>{t}</h3></a>"
            inner = f"{img}{topic}<{tag}><a href='{href}'>{t}</a></{tag}>"
        if kind == "flat":
            return inner
        if self.chance(0.2):
            bare = (
                f"{img}<span>{k}</span><h4>{t}</h4>"
                if gold.family != "k21"
                else f"{img}<h4>{t}</h4>{text.split(' <a', maxsplit=1)[0]}</p>"
            )
            inner = f'{bare}<a class="karte" href="{href}" aria-label="Zum Artikel"></a>'
        return f"<{kind}>{inner}</{kind}>" if kind != "div" else f'<div class="t">{inner}</div>'

    def _main(self) -> str:
        headline, lead, image, body = self._headline(), self._lead(), self._image(), self._body()
        share = self._share() if self.chance(0.5) else ""
        if self.gold.family == "k21":
            head = f"{lead}{image}"
            tail = share
        elif self.chance(0.5) and self.gold.lead:
            head, tail = f"{lead}{share}{image}", ""
        else:
            head, tail = f"{share}{image}{lead}", ""
        tail += self._after()
        related = self._related()
        if self.gold.family != "k21" and self.chance(0.25):
            tail += (
                self.pick(
                    "",
                    "<address>Pressestelle<br>Schlossplatz 1<br>70173 Stuttgart<br>Tel.: 0711 123-0</address>",
                )
                or "<h3>Pressekontakt</h3><p>Petra Lohmann<br>Telefon: 0711 123456<br>presse@example.test</p>"
            )
        shape = self.pick("one", "body-box", "lead-outside", "split", "nested")
        inside = self.chance(0.5)
        rel_in, rel_out = (related, "") if inside else ("", related)
        if shape == "one":
            inner = self.box(
                headline + head + body + tail + rel_in, tags=("article", "div", "section")
            )
        elif shape == "body-box":
            inner = self.box(
                headline + head + self.box(body) + tail + rel_in, tags=("article", "div")
            )
        elif shape == "lead-outside":
            inner = headline + head + self.box(body + tail + rel_in, tags=("article", "div"))
        elif shape == "split":
            inner = self.box(headline) + self.box(head) + self.box(body) + self.box(tail + rel_in)
        else:
            inner = self.box(self.box(headline + head) + self.box(self.box(body)) + tail + rel_in)
        return self.box(inner + rel_out, tags=("main", "div"))

    def _foot(self) -> str:
        text = (
            "Dieses Portal ist ein Angebot des Beispielverlags mit Sitz in Auenstadt und berichtet täglich "
            "über Neues aus der Verwaltung."
        )
        return self.pick(
            f"<footer><p>{text}</p><p>© 2026 Verlag</p></footer>",
            "<div><a href='/impressum'>Impressum</a> <a href='/datenschutz'>Datenschutz</a></div>",
            f"<div class='fuss'><p>{text}</p><ul><li><a href='/impressum'>Impressum</a></li></ul></div>",
            "",
        ) + self.pick(
            "",
            "<div class='cookie'><p>Wir verwenden Cookies, um die Seite zu verbessern und anonym auszuwerten.</p></div>",
        )
