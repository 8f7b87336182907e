"""The parts of an article page: headline, date, lead, image, body, teasers.

Found from the order of the parts, the containers they stand in and the wordings that every page of
a family prints. Class names are hints at most.
"""

from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from press.article import Image, RelatedArticle
from press.dates import PublishedDate, read_date
from spiders.pages import bodies, ending, entries, furniture, images, leads, teasers, title
from spiders.pages.document import (
    ASIDE,
    FIGURE,
    FOOTER,
    FORM,
    HEADER,
    HIDDEN,
    LIST,
    NAV,
    NOISE,
    Document,
    Leaf,
    Link,
    Node,
    ancestors,
)
from spiders.pages.wording import (
    BRACKET_CREDIT,
    CALENDAR,
    CONTACT_LINE,
    LEGAL_LINK,
    POPULAR,
    RELATED,
    SECTION,
)
from spiders.sources import Source

_HEADED = 60
"""Leaves before a teaser among which the heading over it may stand."""
_FURNITURE_FLAGS = NAV | HEADER | FOOTER | ASIDE | FORM | HIDDEN | NOISE


class Anatomy:
    """What stands where on one article page. Everything is found once, when first asked for."""

    def __init__(self, document: Document, source: Source) -> None:
        self.document = document
        self.source = source
        self.leaves = document.leaves

    @cached_property
    def own(self) -> frozenset[str]:
        """The keys of the page's own addresses."""
        known = (
            self.document.url,
            self.document.rels.get("canonical", ""),
            self.document.rels.get("shortlink", ""),
            self.document.meta.get("og:url", ""),
        )
        return frozenset(
            key for url in known if (key := teasers.article_key(url, self.source)) is not None
        )

    @cached_property
    def headline(self) -> title.Headline | None:
        """Title and kicker."""
        return title.find(self.document, self.source, self.keys)

    @cached_property
    def keys(self) -> list[str | None]:
        """For each of the page's links the key of the article that it leads to."""
        return teasers.article_keys(self.document, self.source)

    @cached_property
    def start(self) -> int:
        """The first leaf after the headline."""
        return self.headline.end if self.headline else 0

    @cached_property
    def title_leaf(self) -> Leaf | None:
        """The leaf that ends the headline."""
        if self.headline is None or self.headline.first == self.headline.end:
            return None
        return self.leaves[self.headline.end - 1]

    @cached_property
    def units(self) -> list[teasers.Unit]:
        """Teasers of other articles, in page order."""
        index = self.headline.end - 1 if self.headline else None
        return teasers.units(self.document, keys=self.keys, own=self.own, title=index)

    @cached_property
    def marked(self) -> bytearray:
        """1 for each leaf that belongs to a teaser or to the frame around teasers."""
        marked = self._in_units.copy()
        for unit in self.units:
            self._mark_frame(unit, marked)
        for foot in self.feet:
            marked[foot.first : foot.end] = b"\1" * (foot.end - foot.first)
        return marked

    @cached_property
    def _in_units(self) -> bytearray:
        """1 for each leaf that belongs to a teaser."""
        found = bytearray(len(self.leaves) + 1)
        for unit in self.units:
            found[unit.first : unit.end] = b"\1" * (unit.end - unit.first)
        return found

    @cached_property
    def feet(self) -> list[Node]:
        """The site's feet: the small elements around links to its legal notice."""
        return [
            self._foot(link.node)
            for link in self.document.links
            if LEGAL_LINK.match(link.text) and not self._in_sentence(link)
        ]

    def _in_sentence(self, link: Link) -> bool:
        inside = self.leaves[link.node.first : link.node.end]
        return any(leaf.linked < 0.5 and len(leaf.text) > 60 for leaf in inside)  # noqa: PLR2004

    def _foot(self, link: Node) -> Node:
        top = link
        for node in ancestors(link.parent):
            if node.tag in ("", "html", "body", "main", "article") or (
                self.headline and node.end > self.headline.first and node.first < self.headline.end
            ):
                break
            inside = self.leaves[node.first : node.end]
            prose = [leaf for leaf in inside if len(leaf.text) >= teasers.LONG]
            if len(prose) > 1 or (prose and node.flags & LIST):
                break
            top = node
        return top

    def _mark_frame(self, unit: teasers.Unit, marked: bytearray) -> None:
        """Mark what surrounds the teaser up to where the article's own text begins."""
        node = unit.node.parent
        while node is not None and node.tag not in ("", "html", "body", "main", "article"):
            if self.headline and node.covers(self.headline.end - 1):
                return
            if marked.find(0, node.first, node.end) >= 0:
                loose = [i for i in range(node.first, node.end) if not marked[i]]
                if any(ending.is_teaser_text(self.leaves[i]) for i in loose):
                    return
                for index in loose:
                    marked[index] = 1
            node = node.parent

    @cached_property
    def end(self) -> int:
        """The first leaf that is no longer the article."""
        return ending.find(self)

    @cached_property
    def tools(self) -> frozenset[int]:
        """Leaves that are tools, calls to the reader or labels rather than text."""
        return furniture.find(self)

    @cached_property
    def prose_size(self) -> int:
        """Characters of all lines behind the headline that are long enough to be prose."""
        return sum(
            len(leaf.text)
            for leaf in self.leaves[self.start :]
            if len(leaf.text) >= 60 and not self.marked[leaf.index]  # noqa: PLR2004
        )

    def may_be_text(self, leaf: Leaf) -> bool:
        """Whether a leaf stands where text may stand: in no menu, foot, aside or teaser."""
        return not (leaf.flags & self._outside or self.marked[leaf.index])

    @cached_property
    def _outside(self) -> int:
        """Where no text of the article stands; the headline's own place is none of it."""
        allowed = self.title_leaf.flags if self.title_leaf else 0
        return _FURNITURE_FLAGS & ~allowed & ~self._not_noise

    def is_content(self, leaf: Leaf) -> bool:
        """Whether a leaf may be part of the article: no menu, foot, aside, teaser or tool."""
        if leaf.flags & self._outside or self.marked[leaf.index] or leaf.index in self.tools:
            return False
        if BRACKET_CREDIT.match(leaf.text) or (leaf.flags & FIGURE and _in_caption(leaf)):
            return False
        return not (leaf.text.startswith("©") and len(leaf.text) < 120)  # noqa: PLR2004

    @cached_property
    def _not_noise(self) -> int:
        """`NOISE`, where the hint of class names covers most of the page's text and so misleads."""
        noisy = plain = 0
        for leaf in self.leaves[self.start :]:
            size = len(leaf.text)
            if size >= teasers.LONG and not self.marked[leaf.index]:
                if leaf.flags & NOISE:
                    noisy += size
                else:
                    plain += size
        return NOISE if noisy > plain else 0

    @cached_property
    def pictures(self) -> images.Pictures:
        """The main image and every caption of the article."""
        return images.find(self)

    @cached_property
    def lead(self) -> leads.Lead:
        """The date in front of the lead and the lead."""
        return leads.find(self)

    @cached_property
    def body(self) -> bodies.Body:
        """The article's own text, and whether the lead had to serve as body."""
        return bodies.find(self)

    @cached_property
    def image(self) -> Image | None:
        """The main image, or ``None``."""
        return self.pictures.main

    @cached_property
    def section(self) -> str | None:
        """The site's own heading, from the line over the teasers."""
        for leaf in self.leaves[self.start :]:
            # To ask for the first words is ten times as fast.
            if len(leaf.text) > 200 or "aus d" not in leaf.text.lower():  # noqa: PLR2004
                continue
            match = SECTION.search(leaf.text)
            if match and (RELATED.match(leaf.text) or match.start() < 40):  # noqa: PLR2004
                if match[1].strip(" :"):
                    return match[1].strip(" :")
                following = self.leaves[leaf.index + 1 : leaf.index + 2]
                if following and following[0].text and len(following[0].text) < 80:  # noqa: PLR2004
                    return following[0].text
        return None

    def related(self) -> list[RelatedArticle]:
        """The teasers after the article, one per article linked."""
        last = self.body.last if self.body.blocks else self.start
        found: dict[str, RelatedArticle] = {}
        in_foot = bytearray(len(self.leaves) + 1)
        for foot in self.feet:
            in_foot[foot.first : foot.end] = b"\1" * (foot.end - foot.first)
        chosen = [
            unit
            for unit in self.units
            if unit.first >= last and not in_foot[unit.first] and teasers.outside_menus(unit)
        ]
        chosen = self._not_popular(chosen)
        for position, unit in enumerate(chosen):
            first, end = self._loose_region(unit, chosen, position)
            said = entries.read(unit, self.document, first, end)
            day = _day_of(said.stamp)
            known = found.get(unit.key)
            if known is None:
                found[unit.key] = RelatedArticle(url=unit.url, title=said.title, published=day)
            elif not (known.title and known.published):
                found[unit.key] = RelatedArticle(
                    url=known.url,
                    title=known.title or said.title,
                    published=known.published or day,
                )
        return list(found.values())

    def _loose_region(
        self, unit: teasers.Unit, chosen: list[teasers.Unit], position: int
    ) -> tuple[int, int]:
        """The leaves of a teaser; a loose one reaches to the next teaser's headline."""
        if not unit.flat:
            return unit.first, unit.end
        following = chosen[position + 1].first if position + 1 < len(chosen) else len(self.leaves)
        end = unit.end
        parent = unit.node.parent
        while end < following and (parent is None or parent.covers(end)) and self.leaves[end].text:
            if end + 1 == following and len(self.leaves[end].text) < 60:  # noqa: PLR2004
                break
            end += 1
        return unit.first, end

    def _not_popular(self, units: list[teasers.Unit]) -> list[teasers.Unit]:
        """The teasers over which no heading says that they are a site-wide list."""
        chosen: list[teasers.Unit] = []
        at = start = self.start
        heading: Leaf | None = None
        for unit in units:
            for leaf in self.leaves[at : unit.first]:
                if leaf.level and not self._in_units[leaf.index]:
                    heading = leaf
            at = max(at, unit.first)
            near = heading is not None and heading.index >= max(start, unit.first - _HEADED)
            if not (near and heading and POPULAR.match(heading.text)):
                chosen.append(unit)
        return chosen

    @cached_property
    def prints_bare_credit(self) -> bool:
        """Whether this is a print view, which prints an image's credit without a label."""
        return self.source.family == "rsmpress" and (
            "print=1" in urlsplit(self.document.url).query
            or any(leaf.text.startswith(CALENDAR) for leaf in self.leaves[:30])
        )

    def is_contact_line(self, leaf: Leaf) -> bool:
        """Whether a short line is a telephone number or an address for mail."""
        short = len(leaf.text) < 200 and not leaf.text.endswith((".", "“"))  # noqa: PLR2004
        return short and bool(CONTACT_LINE.search(leaf.text))


def _in_caption(leaf: Leaf) -> bool:
    return any(node.tag == "figcaption" for node in ancestors(leaf.node))


@lru_cache(maxsize=4096)
def _day_of(stamp: str | None) -> str | None:
    """The ISO day (or minute) of a teaser's date."""
    if not stamp:
        return None
    read = read_date(stamp)
    return read.value if isinstance(read, PublishedDate) else None
