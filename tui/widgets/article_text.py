"""An article as the parts a reader sees, in reading order, before they are set to a width."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from press.article import Article
from press.text import Block, blocks_of, clean_line, clean_text
from tui.article_links import PAGE, TWIN, Link
from tui.language import _, day, instant, mark, moment, ngettext
from tui.reasons import in_words
from tui.widgets.rows import CHANGED, GONE, NOTED, STARRED

ORIGINS = {
    "lead": mark("from the lead"),
    "list": mark("from the list"),
    "feed": mark("from the feed"),
    "json-ld": mark("from the page's data (JSON-LD)"),
    "meta": mark("from the page's data (meta)"),
    "time": mark("from the page's time element"),
    "print": mark("from the print view"),
}
"""Where a date stood, in words, by `published_origin`."""

KINDS = {"press_release": mark("press release"), "news": mark("news report")}

_LABEL = 13
"""Cells of the labels' column above the text."""
_DATE_LABEL = 18
"""Cells of the labels' column of the dates below it."""


class Part(NamedTuple):
    """A paragraph to set: its words, its look, what stands before its first and other lines.

    `gap` asks for a blank line above; `hits` are the spans that the query hit. `field` is the part
    of the article that the words are (``title``, ``body``, …), empty for what is said about it;
    `link` is the number of the link that the words are; `marks` are spans with a look of their own.
    """

    text: str
    look: str = "body"
    first: str = ""
    indent: str = ""
    gap: bool = True
    hits: Sequence[tuple[int, int]] = ()
    field: str = ""
    link: int = 0
    marks: Sequence[tuple[int, int, str]] = ()


class Own(NamedTuple):
    """What the reader has said of the article."""

    starred: bool = False
    tags: Sequence[str] = ()
    note: str | None = None


def parts_of(
    article: Article, *, issuer: str | None, own: Own, links: Sequence[Link] = ()
) -> list[Part]:
    """The article from its kicker to its links.

    `issuer` is the name of its publisher; `links` are shown with their numbers.
    """
    parts = [
        *_head(article, starred=own.starred),
        *_facts(article, issuer, own.tags, links),
        *_note(own.note),
        *_text(article),
        *_picture(article),
        *_reasons(article),
        *_dates(article),
        *_links(links),
    ]
    return [part for part in parts if part.text]


def date_in_words(article: Article) -> str:
    """The date with its origin: ``Donnerstag, 13. Oktober 2022 · aus dem Vorspann``."""
    if article.published is None:
        if article.published_raw:
            found = clean_line(article.published_raw, 200)
            return _("Without date; the page says: {text}").format(text=found)
        return _("Without date")
    words = moment(article.published)
    origin = ORIGINS.get(article.published_origin or "")
    return f"{words} · {_(origin)}" if origin else words


def _head(article: Article, *, starred: bool) -> Iterator[Part]:
    if article.kicker:
        yield Part(clean_line(article.kicker), "kicker", gap=False, field="kicker")
    title = clean_line(article.title or "")
    yield Part(title or _("(without title)"), "title", gap=False, field="title" if title else "")
    yield Part(date_in_words(article), "meta")
    about = [clean_line(article.source), _(KINDS[article.kind])]
    if article.words:
        about.append(ngettext("{n} word", "{n} words", article.words))
    if starred:
        about.append(f"{STARRED} " + _("starred"))
    yield Part(" · ".join(about), "meta", gap=False)
    if article.changed:
        changed = _("version {n}, changed on {day}")
        changed = changed.format(n=article.version, day=day(article.changed))
        yield Part(f"{CHANGED} {changed}", "notice", gap=False)
    if article.gone:
        gone = _("removed from the site, seen on {moment}").format(moment=instant(article.gone))
        yield Part(f"{GONE} {gone}", "notice", gap=False)


def _facts(
    article: Article, issuer: str | None, tags: Sequence[str], links: Sequence[Link]
) -> Iterator[Part]:
    twins = [f"[{n}] {link.title}" for n, link in enumerate(links, 1) if link.kind == _(TWIN)]
    facts = [
        (_("Issuer"), clean_line(issuer or "")),
        (_("Agencies"), ", ".join(clean_line(agency.name) for agency in article.agencies)),
        (_("Topics"), ", ".join(clean_line(topic.label) for topic in article.topics)),
        (_("Own tags"), ", ".join(map(clean_line, tags))),
        *((_("Also in"), twin) for twin in twins),
    ]
    gap = True
    for label, text in facts:
        if text:
            yield Part(text, "fact", f"{label:<{_LABEL}}", " " * _LABEL, gap)
            gap = False


def _note(note: str | None) -> Iterator[Part]:
    if note:
        yield Part(f"{NOTED} " + _("Note"), "label")
        for line in clean_text(note).splitlines():
            yield Part(line or " ", "fact", "  ▎ ", "  ▎ ", gap=False)


def _text(article: Article) -> Iterator[Part]:
    if article.lead:
        yield Part(clean_line(article.lead, 2_000_000), "lead", field="lead")
    previous: Block | None = None
    number = 0
    for block in blocks_of(article.body):
        close = previous is not None and previous.kind == block.kind
        number = number + 1 if close else 1
        yield _block(block, number, close=close)
        previous = block
    if not article.lead and not article.body:
        yield Part(_("The archive has no text of this article."), "meta")


def _block(block: Block, number: int, *, close: bool) -> Part:
    """A block of the body; `number` counts the items of a list, `close` ones stand together."""
    text = clean_line(block.text, 2_000_000)
    if block.kind == "item":
        return Part(text, "body", "  • ", "    ", not close, field="body")
    if block.kind == "numbered":
        first = f"{number:>3}. "
        return Part(text, "body", first, " " * len(first), not close, field="body")
    if block.kind == "quote":
        return Part(text, "quote", "  ▎ ", "  ▎ ", field="body")
    return Part(text, "subhead" if block.kind == "subhead" else "body", field="body")


def _picture(article: Article) -> Iterator[Part]:
    image = article.image
    if image is None or not (image.caption or image.credit or image.alt):
        return
    yield Part(_("Picture"), "label")
    yield Part(clean_line(image.caption or image.alt or ""), "caption", gap=False, field="caption")
    if image.credit:
        credit = _("Credit: {name}").format(name=clean_line(image.credit))
        yield Part(credit, "meta", gap=False)


def _reasons(article: Article) -> Iterator[Part]:
    if not article.agencies and not article.topics:
        return
    yield Part(_("Why these agencies and topics"), "label")
    for agency in article.agencies:
        why = _("“{words}” ({rule})").format(
            words=clean_line(agency.text), rule=in_words(agency.rule)
        )
        yield Part(f"{clean_line(agency.name)}: {why}", "meta", "  • ", "    ", gap=False)
    for topic in article.topics:
        why = f"{clean_line(topic.label)}: {in_words(topic.rule)}"
        yield Part(why, "meta", "  • ", "    ", gap=False)


def _dates(article: Article) -> Iterator[Part]:
    """What is known of the article's times beside its date."""
    dates = [(_("First seen"), instant(article.first_seen))]
    if article.last_seen != article.first_seen:
        dates.append((_("Last seen"), instant(article.last_seen)))
    if article.modified:
        when = instant(article.modified) if "T" in article.modified else day(article.modified)
        dates.append((_("Changed"), f"{when} · " + _("says the page")))
    if article.degraded:
        fields = ", ".join(map(clean_line, article.degraded))
        dates.append((_("Read with gaps"), fields))
    yield Part(_("Archive"), "label")
    for label, text in dates:
        first = f"  {label:<{_DATE_LABEL}}"
        yield Part(text, "meta", first, " " * len(first), gap=False)


def _links(links: Sequence[Link]) -> Iterator[Part]:
    if links:
        yield Part(_("Links"), "label")
    for number, link in enumerate(links, 1):
        first = f"{f'[{number}]':>5} "
        if link.kind != _(PAGE) and link.title != link.url:
            text = f"{link.kind}: {link.title}"
            yield Part(text, "meta", first, " " * len(first), gap=False, link=number)
            first = " " * len(first)
        yield Part(link.url, "link", first, " " * len(first), gap=False, link=number)
