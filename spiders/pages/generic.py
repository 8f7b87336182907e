"""Article pages without a page object of their own: hints first, then what all layers agree on.

Hints are the selectors of the source's entry in the catalogue and what is known of its family's
markup. Each is looked up for itself; where none selects anything, the field comes from structured
data, our own reading and trafilatura. A field whose configured selector finds nothing is degraded.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from lxml import etree

from press.text import Block, clean_line, to_markdown
from spiders.pages import bodies, consensus, dating, naming, repeats, selecting
from spiders.pages.anatomy import Anatomy
from spiders.pages.base import DateWords, RawArticle
from spiders.pages.document import Document
from spiders.pages.families import MARKUP, UNKNOWN
from spiders.pages.page import PressPage
from spiders.pages.wording import ANY_DATE, folded, is_day_line, is_sentence
from spiders.selectors import PageSelectors
from spiders.sources import Source

MIN_BODY = 200
"""Characters below which a text that only one layer finds is taken for rubbish."""

MAX_CHARACTERS = 1_000_000
"""Characters of the largest page that trafilatura is asked about; it takes its time."""

_OTS = re.compile(r"^(?:[A-ZÄÖÜ][^()]{0,80})?\(ots(?:/[^)]*)?\)\s*(?:[-–—]\s*)?")
"""The dateline of a release by news aktuell: ``Auenstadt (ots) -``."""
_OTS_END = re.compile(r"^(?:Original-Content von|Rückfragen bitte an|Kontaktdaten anzeigen)\b")
_HEAD_BLOCKS = 5
"""Blocks at the front of a text among which lines of the article's head may still stand."""
_BYLINE = 110
_AGO = re.compile(r"^vor (?:\d+|einer|einem) (?:minute|stunde|tag|woche)", re.IGNORECASE)
_SET_APART = re.compile(rf"(?:^|[-–—|·,]\s*){ANY_DATE.pattern}\s*(?:[-–—|·,]|$)")
_NO_KICKER = re.compile(r"^(?:foto|bild|grafik|©|zurück|zur |alle )", re.IGNORECASE)
"""Words that open a credit or a link back, which stand over headlines as kickers do."""
_META_LINE = re.compile(
    r"^(?:ort|datum|typ|nummer|laufende nummer|ausgabejahr|erscheinungsdatum|ressort|thema)\b"
    r"\s*:?\s*\S.{0,60}$",
    re.IGNORECASE,
)
"""A label and its value, as releases of the federation carry them over their text."""
_EXPECTED = frozenset(("title", "date", "body"))
"""Fields that every article has; a kicker or lead may well be missing."""
_NAMES = {"date": "published"}


def main_text(text: str, url: str) -> str | None:
    """The main text of a page by trafilatura, a line per block; ``None`` when there is none."""
    if len(text) > MAX_CHARACTERS:
        return None
    from trafilatura import extract as run  # noqa: PLC0415

    found = run(
        text,
        url=url,
        output_format="txt",
        include_comments=False,
        include_tables=True,
        fast=True,
        target_language=None,
    )
    return found or None


def extract(text: str, url: str) -> str | None:
    """The main text as Markdown, or ``None`` when there is none to speak of."""
    body = to_markdown(consensus.blocks(main_text(text, url) or ""))
    return body if len(body) >= MIN_BODY else None


class GenericPage(PressPage):
    """An article page of a source that only hints are known of, if anything.

    `root` is the page's tree, from which `document` was made; selectors need it. `is_common` tells
    whether a line of text stands on most of the source's pages.
    """

    version = "generic"

    def __init__(
        self,
        text: str,
        document: Document,
        source: Source,
        root: etree._Element | None,
        is_common: Callable[[str], bool] = lambda _line: False,
    ) -> None:
        super().__init__(text, document, source)
        self.is_common = is_common
        self.root = etree.Element("html") if root is None else root
        self.markup = MARKUP.get(source.family, UNKNOWN)
        self.missed: list[str] = []
        self.lines: list[str] = []

    @classmethod
    def fits(cls, anatomy: Anatomy) -> bool:  # noqa: ARG003 - as in the base class
        """Every page."""
        return True

    def read(self) -> RawArticle:
        """All fields with their origins; what configured selectors missed is degraded."""
        raw = super().read()
        raw.degraded = [_NAMES.get(name, name) for name in self.missed]
        raw.problems += [
            f'{self.document.url}: "page.{name}" selects nothing; read without it'
            for name in self.missed
        ]
        return raw

    def _hints(self, name: str) -> Iterator[tuple[str, str]]:
        """The selectors of a field with the rule to name as its origin, the configured one first.

        Whoever asks for the next one has found nothing by the last.
        """
        configured = getattr(self.source.page, name) if self.source.page else None
        if configured:
            yield configured, "configured"
            if name in _EXPECTED:
                self.missed.append(name)
        for hints in self.markup.pages:
            css = getattr(hints, name)
            if css:
                yield css, self.markup.version

    def _hinted(self, name: str) -> str | None:
        """The text that a hint selects; its origin is noted."""
        beside = self.markup.beside if name == "title" else None
        for css, rule in self._hints(name):
            found = selecting.first_text(self.root, css, self.document, without=beside)
            if found:
                self.origins[name] = f"{rule}:{css}"
                return found
        return None

    @cached_property
    def hinted_title(self) -> str | None:
        """The headline that a hint selects."""
        found = self._hinted("title")
        return naming.undated(clean_line(found)) if found else None

    @cached_property
    def hinted_body(self) -> tuple[list[Block], str | None] | None:
        """The blocks of what a hint for the body selects, and the lead that is set apart in it."""
        for css, rule in self._hints("body"):
            part = Anatomy(
                selecting.part(selecting.select(self.root, css), self.document), self.source
            )
            part.headline = None
            blocks = self._own_blocks(part.body.blocks)
            size = sum(len(block.text) for block in blocks)
            if blocks and (rule == "configured" or size >= MIN_BODY):
                self.origins["body"] = f"{rule}:{css}"
                return blocks, None if part.body.from_lead else part.lead.text
        return None

    def _own_blocks(self, blocks: list[Block]) -> list[Block]:
        """Blocks without what opens a text but is none, and without what most pages print."""
        title, stated = folded(self.hinted_title or ""), folded(self.document.title)
        own: list[Block] = []
        for index, block in enumerate(blocks):
            text = _OTS.sub("", block.text)
            said = folded(text)
            named = said == title or (block.kind == "subhead" and said in stated)
            head = index < _HEAD_BLOCKS and (named or _is_of_head(text))
            if _OTS_END.match(text):
                break
            if text and not head:
                own.append(Block(block.kind, text))
        self.lines += [block.text for block in own]
        return [block for block in own if not self.is_common(block.text)] or own

    @cached_property
    def anatomy(self) -> Anatomy:
        """The page's parts around the headline and the text that all layers agree on."""
        source = repeats.with_pattern(self.source, self.document, dated=True)
        page = Anatomy(self.document, source)
        text = None if self.hinted_body else main_text(self.text, self.document.url)
        reference = consensus.Reference(self.document, text or "")
        page.headline = naming.find(self.document, source, page.keys)
        if not consensus.is_certain(page, bodies.leaves_of(page)):
            headline = naming.over_text(page.headline, self.document, reference.leaves)
            if headline != page.headline:
                page = Anatomy(self.document, source)
                page.headline = headline
        page.body = consensus.body(page, reference) if text else page.body
        return page

    @property
    def title(self) -> str | None:
        """The headline."""
        return self.hinted_title or self._named

    @property
    def _named(self) -> str | None:
        headline = self.anatomy.headline
        if headline:
            self._own("title", headline.rule)
            return clean_line(headline.title)
        if self.data.title:
            self.origins["title"] = "head"
            return naming.undated(self.data.title)
        self.origins["title"] = "<title>"
        return self.document.title or None

    @property
    def kicker(self) -> str | None:
        """The line over the headline."""
        hinted = self._hinted("kicker")
        headline = self.anatomy.headline
        if hinted or headline is None or not headline.kicker or _NO_KICKER.match(headline.kicker):
            return hinted
        self._own("kicker", headline.rule)
        return clean_line(headline.kicker)

    @property
    def lead(self) -> str | None:
        """The paragraph set apart before the body."""
        hinted = self._hinted("lead")
        if hinted:
            return hinted
        if self.hinted_body:
            if self.hinted_body[1]:
                self.origins["lead"] = self.origins["body"]
            return self.hinted_body[1]
        lead = self.anatomy.lead.text
        body = self.anatomy.body
        if lead and body.blocks and not body.from_lead and not _is_byline(lead):
            self._own("lead", self.anatomy.lead.rule)
            return clean_line(lead, 10_000)
        return None

    @property
    def body(self) -> str | None:
        """The article's text as Markdown."""
        if self.hinted_body:
            return to_markdown(self.hinted_body[0])
        blocks = self._own_blocks(self.anatomy.body.blocks)
        if blocks:
            self._own("body", "text")
            return to_markdown(blocks)
        if self.data.body:
            self.origins["body"] = "json-ld"
            return to_markdown(Block("paragraph", line) for line in self.data.body.split("\n"))
        return None

    @property
    def dates(self) -> list[DateWords]:
        """Words of the publication date; empty where nothing is certain."""
        chosen = dating.choose(self.anatomy, self.data)
        for css, _rule in self._hints("date"):
            hinted = selecting.date(self.root, css, self.document)
            if hinted:
                same = chosen and dating.day_of(chosen[0].text) == dating.day_of(hinted.text)
                return chosen if same else [hinted]
        return chosen

    @property
    def problems(self) -> list[str]:
        """What is missing, one line each."""
        found = self.hinted_body or self.anatomy.body.blocks or self.data.body
        return [] if found else [f"{self.document.url}: no body found"]


def _is_byline(text: str) -> bool:
    """Whether a short line under a headline says who wrote when, and in which section."""
    short = len(text) <= _BYLINE and not is_sentence(text)
    return short and bool(_SET_APART.search(text) or _AGO.match(text))


def _is_of_head(text: str) -> bool:
    """Whether a line says only where, when or under which number a release was published."""
    if is_sentence(text):
        return False
    return is_day_line(text) or bool(_META_LINE.match(text)) or _is_byline(text)


def drops(source: Source) -> Iterator[str]:
    """Selectors of what is no part of a source's articles."""
    hints: tuple[PageSelectors, ...] = MARKUP.get(source.family, UNKNOWN).pages
    for page in (*((source.page,) if source.page else ()), *hints):
        yield from page.drop
