"""An article as the parts a reader sees, in reading order, before they are set to a width."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from press.article import Article
from press.text import Block, blocks_of, clean_line, clean_text
from tui.language import _, day, mark, moment, ngettext
from tui.reasons import in_words
from tui.widgets.rows import CHANGED, NOTED, STARRED

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


class Part(NamedTuple):
    """A paragraph to set: its words, its look, what stands before its first and other lines.

    `gap` asks for a blank line above; `hits` are the spans that the query hit.
    """

    text: str
    look: str = "body"
    first: str = ""
    indent: str = ""
    gap: bool = True
    hits: Sequence[tuple[int, int]] = ()


class Own(NamedTuple):
    """What the reader has said of the article."""

    starred: bool = False
    tags: Sequence[str] = ()
    note: str | None = None


def parts_of(article: Article, *, issuer: str | None, own: Own) -> list[Part]:
    """The article from its kicker to its address; `issuer` is the name of its publisher."""
    parts = [
        *_head(article, starred=own.starred),
        *_facts(article, issuer, own.tags),
        *_note(own.note),
        *_text(article),
        *_picture(article),
        *_reasons(article),
        *_related(article),
        Part(_("Address"), "label"),
        Part(clean_line(article.url), "link", gap=False),
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
        yield Part(clean_line(article.kicker), "kicker", gap=False)
    yield Part(clean_line(article.title or "") or _("(without title)"), "title", gap=False)
    yield Part(date_in_words(article), "meta")
    about = [clean_line(article.source), _(KINDS[article.kind])]
    if article.words:
        about.append(ngettext("{n} word", "{n} words", article.words))
    if article.changed:
        changed = _("changed on {day}").format(day=day(article.changed))
        about.append(f"{CHANGED} {changed}")
    if starred:
        about.append(f"{STARRED} " + _("starred"))
    yield Part(" · ".join(about), "meta", gap=False)


def _facts(article: Article, issuer: str | None, tags: Sequence[str]) -> Iterator[Part]:
    facts = [
        (_("Issuer"), clean_line(issuer or "")),
        (_("Agencies"), ", ".join(clean_line(agency.name) for agency in article.agencies)),
        (_("Topics"), ", ".join(clean_line(topic.label) for topic in article.topics)),
        (_("Own tags"), ", ".join(map(clean_line, tags))),
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
        yield Part(clean_text(article.lead), "lead")
    previous: Block | None = None
    number = 0
    for block in blocks_of(article.body):
        close = previous is not None and previous.kind == block.kind
        number = number + 1 if close else 1
        text = clean_line(block.text, 2_000_000)
        if block.kind == "item":
            yield Part(text, "body", "  • ", "    ", not close)
        elif block.kind == "numbered":
            first = f"{number:>3}. "
            yield Part(text, "body", first, " " * len(first), not close)
        elif block.kind == "quote":
            yield Part(text, "quote", "  ▎ ", "  ▎ ")
        else:
            yield Part(text, "subhead" if block.kind == "subhead" else "body")
        previous = block
    if not article.lead and not article.body:
        yield Part(_("The archive has no text of this article."), "meta")


def _picture(article: Article) -> Iterator[Part]:
    image = article.image
    if image is None or not (image.caption or image.credit or image.alt):
        return
    yield Part(_("Picture"), "label")
    yield Part(clean_line(image.caption or image.alt or ""), "caption", gap=False)
    if image.credit:
        credit = _("Credit: {name}").format(name=clean_line(image.credit))
        yield Part(credit, "meta", gap=False)


def _reasons(article: Article) -> Iterator[Part]:
    if not article.agencies and not article.topics:
        return
    yield Part(_("Why these agencies and topics"), "label")
    for agency in article.agencies:
        why = f"{clean_line(agency.name)}: „{clean_line(agency.text)}“ ({in_words(agency.rule)})"
        yield Part(why, "meta", "  • ", "    ", gap=False)
    for topic in article.topics:
        why = f"{clean_line(topic.label)}: {in_words(topic.rule)}"
        yield Part(why, "meta", "  • ", "    ", gap=False)


def _related(article: Article) -> Iterator[Part]:
    if not article.related:
        return
    yield Part(_("Related"), "label")
    for link in article.related:
        date = f"{day(link.published)}  " if link.published else ""
        text = clean_line(link.title or link.url)
        yield Part(f"{date}{text}", "meta", "  • ", "    ", gap=False)
        if link.title:
            yield Part(clean_line(link.url), "link", "    ", "    ", gap=False)
