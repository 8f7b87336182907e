"""The parts of an article page: headline, date, lead, image, body, teasers.

Found from the order of the parts, the containers they stand in and the wordings that every page of
a family prints. Class names are hints at most.
"""

from collections import Counter
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from press.article import Image, RelatedArticle
from press.dates import PublishedDate, read_date
from spiders.pages import bodies, entries, images, leads, teasers, title
from spiders.pages.document import (
    ASIDE,
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
    ANY_DATE,
    BRACKET_CREDIT,
    CALENDAR,
    CONTACT,
    CONTACT_LINE,
    END,
    FOOT,
    FURNITURE,
    LEGAL_LINK,
    POPULAR,
    RELATED,
    SECTION,
    is_sentence,
)
from spiders.sources import Source

_FURNITURE_FLAGS = NAV | HEADER | FOOTER | ASIDE | FORM | HIDDEN | NOISE
_BOX = 3
"""Paragraphs behind a heading over links from which it is a box within the text."""
_LOOSE = 100
"""Characters that a loose part of a teaser (its topic, its kicker) has at most."""


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
        return title.find(self.document, self.source)

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
        return teasers.units(self.document, self.source, own=self.own, title=index)

    @cached_property
    def marked(self) -> bytearray:
        """1 for each leaf that belongs to a teaser or to the frame around teasers."""
        marked = bytearray(len(self.leaves) + 1)
        for unit in self.units:
            for index in range(unit.first, unit.end):
                marked[index] = 1
        for unit in self.units:
            self._mark_frame(unit, marked)
        for link in self.document.links:
            if LEGAL_LINK.match(link.text) and not self._in_sentence(link):
                self._mark_foot(link.node, marked)
        return marked

    def _in_sentence(self, link: Link) -> bool:
        inside = self.leaves[link.node.first : link.node.end]
        return any(leaf.linked < 0.5 and len(leaf.text) > 60 for leaf in inside)  # noqa: PLR2004

    def _mark_foot(self, link: Node, marked: bytearray) -> None:
        """Mark the site's foot: the small element around a link to its legal notice."""
        top = link
        for node in ancestors(link.parent):
            if node.tag in ("", "html", "body", "main", "article") or (
                self.headline and node.end > self.headline.first
                and node.first < self.headline.end
            ):  # fmt: skip
                break
            prose = [
                leaf
                for leaf in self.leaves[node.first : node.end]
                if len(leaf.text) >= teasers.LONG
            ]
            if len(prose) > 1 or (prose and node.flags & LIST):
                break
            top = node
        for index in range(top.first, top.end):
            marked[index] = 1

    def _mark_frame(self, unit: teasers.Unit, marked: bytearray) -> None:
        """Mark what surrounds the teaser up to where the article's own text begins."""
        node = unit.node.parent
        while node is not None and node.tag not in ("", "html", "body", "main", "article"):
            if self.headline and node.covers(self.headline.end - 1):
                return
            loose = [i for i in range(node.first, node.end) if not marked[i]]
            if any(self._is_text(self.leaves[i]) for i in loose):
                return
            for index in loose:
                marked[index] = 1
            node = node.parent

    @staticmethod
    def _is_text(leaf: Leaf) -> bool:
        return len(leaf.text) > _LOOSE or (
            len(leaf.text) > 30 and leaf.text.endswith((".", "“", '"')) and leaf.linked < 0.5  # noqa: PLR2004
        )

    @cached_property
    def end(self) -> int:
        """The first leaf that is no longer the article."""
        ends = [self._flat_end()]
        seen_prose = False
        for index in range(self.start, len(self.leaves)):
            leaf = self.leaves[index]
            text = leaf.text
            if index >= ends[0]:
                break
            if not self.marked[index] and len(text) >= 60:  # noqa: PLR2004
                seen_prose = True
            if text and len(text) < 200 and self._ends_here(leaf, seen_prose=seen_prose):  # noqa: PLR2004
                ends.append(index)
                break
        return min(ends)

    def _ends_here(self, leaf: Leaf, *, seen_prose: bool) -> bool:
        text = leaf.text
        if END.match(text):
            return seen_prose
        if SECTION.search(text) and (leaf.level or len(text) < 100) and RELATED.match(text):  # noqa: PLR2004
            return True
        if RELATED.match(text) and not leaf.broken:
            return self._leads_away(leaf.index)
        if FOOT.match(text):
            return seen_prose and not self._goes_on(leaf.index)
        if CONTACT.match(text) and seen_prose:
            return self._rest_is_contact(leaf.index)
        return False

    def _leads_away(self, index: int) -> bool:
        """Whether what follows a heading are teasers, and the article does not go on after them."""
        after = [leaf for leaf in self.leaves[index + 1 :] if leaf.text]
        near = after[:4]
        if near and not any(self.marked[leaf.index] or leaf.linked > 0.5 for leaf in near):  # noqa: PLR2004
            return self.leaves[index].text.lower().startswith("weitere meldungen")
        if self._resumes(index):
            return False
        rest = [leaf for leaf in self.leaves[index + 1 :] if self._is_prose(leaf)]
        return len(rest) < _BOX or self.leaves[index].text.lower().startswith("weitere")

    def _is_prose(self, leaf: Leaf) -> bool:
        return (
            len(leaf.text) >= teasers.LONG
            and leaf.linked < 0.5  # noqa: PLR2004
            and is_sentence(leaf.text)
            and not ANY_DATE.match(leaf.text.lstrip("[ "))
            and self.is_content(leaf)
        )

    def heads_links(self, leaf: Leaf) -> bool:
        """Whether a line is the heading of a box of links within the text."""
        if len(leaf.text) > _LOOSE or not RELATED.match(leaf.text):
            return False
        after = self.leaves[leaf.index + 1 : leaf.index + 2]
        return bool(after) and (self.marked[after[0].index] == 1 or after[0].linked > 0.5)  # noqa: PLR2004

    def _resumes(self, index: int) -> bool:
        """Whether the article's own text goes on after this leaf, in the same container."""
        before = {
            leaf.node.parent
            for leaf in self.leaves[self.start : index]
            if len(leaf.text) >= teasers.LONG and not self.marked[leaf.index]
        }
        streak = 0
        for leaf in self.leaves[index + 1 :]:
            if not leaf.text:
                continue
            own = (
                len(leaf.text) >= teasers.LONG
                and not self.marked[leaf.index]
                and leaf.node.parent in before
                and leaf.linked < 0.5  # noqa: PLR2004
                and not ANY_DATE.match(leaf.text.lstrip("[ "))
            )
            streak = streak + 1 if own else 0
            if streak == 2:  # noqa: PLR2004
                return True
        return False

    def _goes_on(self, index: int) -> bool:
        """Whether any paragraph of the page's content stands behind this leaf."""
        return any(
            len(leaf.text) >= teasers.LONG and not FOOT.match(leaf.text) and self.is_content(leaf)
            for leaf in self.leaves[index + 1 :]
        )

    def _rest_is_contact(self, index: int) -> bool:
        rest = [
            leaf
            for leaf in self.leaves[index + 1 : self._flat_end()]
            if leaf.text and not self.marked[leaf.index] and not leaf.flags & _FURNITURE_FLAGS
        ]
        size = sum(len(leaf.text) for leaf in rest)
        before = sum(
            len(leaf.text)
            for leaf in self.leaves[self.start : index]
            if not self.marked[leaf.index]
        )
        return size < max(500, before * 0.5)

    def _flat_end(self) -> int:
        """Where teasers begin whose parts stand loose, one after the other, behind the article."""
        flat = [unit for unit in self.units if unit.flat and unit.first >= self.start]
        for unit in flat:
            siblings = [
                other
                for other in flat
                if other.node.parent is unit.node.parent and other.first >= unit.first
            ]
            leaf = self.leaves[unit.first] if unit.first < len(self.leaves) else None
            if leaf is None or (len(siblings) < 2 and not leaf.level):  # noqa: PLR2004
                continue
            index = unit.first
            while index > self.start and self._is_loose(self.leaves[index - 1], leaf):
                index -= 1
            return index
        return len(self.leaves)

    def _is_loose(self, leaf: Leaf, headline: Leaf) -> bool:
        """Whether a leaf before a loose teaser's headline belongs to it (image, topic, kicker)."""
        if leaf.picture:
            return True
        if len(leaf.text) > 60 or self._is_text(leaf):  # noqa: PLR2004
            return False
        return not leaf.text.endswith((".", "“", "!", "?")) and leaf.node is not headline.node

    def is_content(self, leaf: Leaf) -> bool:
        """Whether a leaf may be part of the article: no menu, foot, aside, teaser or tool."""
        allowed = self.title_leaf.flags if self.title_leaf else 0
        if leaf.flags & _FURNITURE_FLAGS & ~allowed & ~self._not_noise:
            return False
        if self.marked[leaf.index] or BRACKET_CREDIT.match(leaf.text):
            return False
        if leaf.text.startswith("©") and len(leaf.text) < 120:  # noqa: PLR2004
            return False
        return not FURNITURE.match(leaf.text) if len(leaf.text) < 160 else True  # noqa: PLR2004

    @cached_property
    def _not_noise(self) -> int:
        """`NOISE`, where the hint of class names covers most of the page's text and so misleads."""
        sizes: Counter[bool] = Counter()
        for leaf in self.leaves[self.start :]:
            if len(leaf.text) >= teasers.LONG and not self.marked[leaf.index]:
                sizes[bool(leaf.flags & NOISE)] += len(leaf.text)
        return NOISE if sizes[True] > sizes[False] else 0

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
            if len(leaf.text) > 200:  # noqa: PLR2004
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
        chosen = [
            unit
            for unit in self.units
            if unit.first >= last and teasers.outside_menus(unit) and not self._is_popular(unit)
        ]
        for position, unit in enumerate(chosen):
            first, end = self._loose_region(unit, chosen, position)
            said = entries.read(unit, self.document, first, end)
            known = found.get(unit.key) or RelatedArticle(url=unit.url)
            found[unit.key] = RelatedArticle(
                url=known.url,
                title=known.title or said.title,
                published=known.published or _day_of(said.stamp),
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

    def _is_popular(self, unit: teasers.Unit) -> bool:
        """Whether the heading over a teaser says that it is a site-wide list."""
        for leaf in reversed(self.leaves[max(self.start, unit.first - 60) : unit.first]):
            if leaf.level and not any(
                other.first <= leaf.index < other.end for other in self.units
            ):
                return bool(POPULAR.match(leaf.text))
        return False

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


@lru_cache(maxsize=4096)
def _day_of(stamp: str | None) -> str | None:
    """The ISO day (or minute) of a teaser's date."""
    if not stamp:
        return None
    read = read_date(stamp)
    return read.value if isinstance(read, PublishedDate) else None
