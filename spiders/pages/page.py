"""The page object that both families share: an article page's fields, layer by layer."""

import re
from functools import cached_property
from typing import ClassVar
from urllib.parse import urlsplit

from press.article import Image, RelatedArticle
from press.text import Block, clean_line, to_markdown
from spiders.pages import stamps, structured
from spiders.pages.anatomy import Anatomy
from spiders.pages.base import DateWords, RawArticle
from spiders.pages.document import Document
from spiders.pages.title import page_title
from spiders.pages.wording import APOLOGY, NOT_FOUND, folded
from spiders.sources import Source

_PRINT_LINK = re.compile(r"[?&]print=1(?:&|$)")


_FIELDS = tuple(
    name
    for name in RawArticle.__struct_fields__
    if name not in ("origins", "degraded", "wall")  # what is said of the fields, or instead of them
)


class PressPage:
    """A family's article page, built from a document; its fields are those of `RawArticle`.

    A source's configuration names its family. Subclasses are the versions of a layout; `fits` is
    the probe by which the newest that applies is chosen.
    """

    version: ClassVar[str]

    def __init__(self, text: str, document: Document, source: Source) -> None:
        self.text = text
        self.document = document
        self.source = source
        self.origins: dict[str, str] = {}

    @classmethod
    def fits(cls, anatomy: Anatomy) -> bool:
        """Whether a page has this version's structure."""
        raise NotImplementedError

    @cached_property
    def anatomy(self) -> Anatomy:
        """The page's parts."""
        return Anatomy(self.document, self.source)

    @cached_property
    def data(self) -> structured.Structured:
        """What the page's head says."""
        headline = self.anatomy.headline
        return structured.read(self.document, title=headline.title if headline else None)

    def read(self) -> RawArticle:
        """All fields with their origins."""
        fields = {name: getattr(self, name) for name in _FIELDS}
        return RawArticle(**fields, origins=self.origins)

    def _own(self, name: str, rule: str) -> None:
        self.origins[name] = f"{self.version}:{rule}"

    @property
    def title(self) -> str | None:
        """The headline as the page shows it, else as its head names it."""
        if self.anatomy.headline:
            self._own("title", self.anatomy.headline.rule)
            return clean_line(self.anatomy.headline.title)
        if self.data.title:
            self.origins["title"] = "head"
            return self.data.title
        if self.document.title:
            self.origins["title"] = "<title>"
            return page_title(self.document, self.source)[0] or None
        return None

    @property
    def kicker(self) -> str | None:
        """The line over the headline."""
        headline = self.anatomy.headline
        if headline is None or headline.kicker is None:
            return None
        self._own("kicker", headline.rule)
        return clean_line(headline.kicker)

    @property
    def lead(self) -> str | None:
        """The paragraph set apart before the body, without its date."""
        body, lead = self.anatomy.body, self.anatomy.lead
        if not lead.text or body.from_lead or self.is_error_page:
            return None
        self._own("lead", lead.rule)
        return clean_line(lead.text, 10_000)

    @property
    def body(self) -> str | None:
        """The article's text as Markdown."""
        if self.is_error_page:
            return None
        body = self.anatomy.body
        if body.blocks and self.anatomy.headline is not None:
            self._own("body", "lead" if body.from_lead else "text")
            return to_markdown(body.blocks)
        if self.data.body:
            self.origins["body"] = "json-ld"
            return to_markdown(Block("paragraph", line) for line in self.data.body.split("\n"))
        return None

    @property
    def section(self) -> str | None:
        """The site's own heading for the article."""
        section = self.anatomy.section
        if section:
            self._own("section", "line over the teasers")
            return clean_line(section)
        if self.data.section:
            self.origins["section"] = "head"
            return self.data.section
        return None

    @property
    def image(self) -> Image | None:
        """The main image."""
        image = self.anatomy.image
        if image is not None:
            self._own("image", "first in the article")
        return image

    @property
    def related(self) -> list[RelatedArticle]:
        """Teasers of other articles behind the text."""
        related = self.anatomy.related()
        if related:
            self._own("related", "teasers")
        return related

    @property
    def language(self) -> str | None:
        """The page's language tag."""
        return self.document.language

    @property
    def modified(self) -> str | None:
        """The page's own stamp of its last change."""
        return self.data.modified

    @property
    def dates(self) -> list[DateWords]:
        """Words of the publication date, in order of trust."""
        return [*self.data.dates, *self._visible_dates(), *self.data.vague]

    def _visible_dates(self) -> list[DateWords]:
        lead = self.anatomy.lead.date
        return [*self._stamps(), *([DateWords(lead, "lead")] if lead else [])]

    def _stamps(self) -> list[DateWords]:
        """The `time` in the article's head."""
        value = stamps.find(self.anatomy)
        return [DateWords(value, "time")] if value else []

    @property
    def canonical(self) -> str | None:
        """The page's canonical link, if it leads to an article of this source."""
        url = self.document.rels.get("canonical")
        if not url or not self.source.owns(url):
            return None
        return url if self.source.is_article(url) else None

    @property
    def aliases(self) -> list[str]:
        """Other addresses that the page gives for itself: its short link."""
        url = self.document.rels.get("shortlink")
        return [url] if url and self.source.owns(url) else []

    @property
    def print_url(self) -> str | None:
        """The page's print view."""
        for link in self.document.links:
            # Hardly any link is one: to ask for the words first is three times as fast.
            if "print=1" in link.href and self._is_print_view(link.href):
                return link.href
        alternate = self.document.rels.get("alternate:print")
        return alternate if alternate and self.source.owns(alternate) else None

    def _is_print_view(self, href: str) -> bool:
        own = urlsplit(self.document.url).path.rstrip("/")
        asks = _PRINT_LINK.search(href) and self.source.owns(href)
        return bool(asks) and urlsplit(href).path.rstrip("/") == own

    @property
    def tdm_reservation(self) -> str | None:
        """The page's TDM reservation as written."""
        return self.document.meta.get("tdm-reservation")

    @property
    def tdm_policy(self) -> str | None:
        """The address of the page's TDM policy as written."""
        return self.document.meta.get("tdm-policy")

    @cached_property
    def is_error_page(self) -> bool:
        """Whether the page only says that there is no such page: by its title, a heading, its text.

        A site's logo may be its first heading, so that the headline alone does not tell.
        """
        page = self.anatomy
        texts = [block.text for block in page.body.blocks]
        if len(texts) >= 3 or page.lead.date:  # noqa: PLR2004
            return False
        headings = [leaf.text for leaf in page.leaves if leaf.level and not page.marked[leaf.index]]
        shown = page.headline.title if page.headline else ""
        said = (page_title(self.document, self.source)[0], shown, *headings)
        return any(NOT_FOUND.match(line) for line in said) or any(map(APOLOGY.match, texts))

    @property
    def problems(self) -> list[str]:
        """What is missing, one line each."""
        found: list[str] = []
        if self.is_error_page:
            found.append(f"{self.document.url}: the page says that it does not exist")
        elif self.anatomy.headline is None:
            found.append(f"{self.document.url}: no headline found")
        elif not self.anatomy.body.blocks:
            found.append(f"{self.document.url}: no body found")
        return found

    def same(self, one: str, other: str) -> bool:
        """Whether two lines say the same but for case, dashes and quotation marks."""
        return folded(one) == folded(other)
