"""Tools and boxes in an article that are not its text: share lines, calls to subscribe, adverts.

What tells them from prose is not one wording but that (almost) all of a line, or of a small box,
is links, buttons or calls to the reader.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from spiders.pages.document import LIST, NOISE, Leaf, ancestors
from spiders.pages.ending import is_keywords
from spiders.pages.wording import BYLINE, COOKIE_NOTICE, FURNITURE, Wording, is_sentence

if TYPE_CHECKING:
    from spiders.pages.anatomy import Anatomy

_LINKED, _LINE = 0.9, 150
_SHORT = 40
_PROSE = 60
_MAX_LEAVES, _MAX_BOX = 10, 500
"""Lines and characters of the largest box that is taken for a call or an advert."""

_CALL = re.compile(
    r"\b(?:abonnieren|bestellen|folgen|registrieren|teilen|diskutieren|kommentieren|unterstützen|"
    r"besuchen|verpassen|lesen|melden|schreiben|klicken|sichern|spenden|laden|nutzen) Sie\b|"
    r"\bnewsletter|\bjetzt (?:anmelden|abonnieren|registrieren|bestellen|lesen|testen)|"
    r"\b(?:nichts|keine \w+) mehr verpassen|\bkostenlos|\bcookies\b|auf dem laufenden|"
    r"\bfrei haus\b|ihre (?:meinung|e-mail)|\bpodcast|\bprobeabo|\bwhatsapp-kanal",
    re.IGNORECASE,
)
"""Words that ask the reader to do something on the site."""
_CALL_PIECES = (
    *("en sie", "newsletter", "jetzt ", "mehr verpassen", "kostenlos", "cookies", "podcast"),
    *("auf dem laufenden", "frei haus", "ihre meinung", "ihre e-mail", "probeabo"),
    "whatsapp-kanal",
)
"""Pieces of which every call holds one; looked for first, as that is ten times as fast."""
_HEAD = Wording(
    r"^\W*(?:(?:\w++[ -]){0,3}newsletter\b.{0,30}|cookies?\b.{0,30}|(?:immer|bleiben sie) .{0,40}|"
    r"(?:nichts|keine \w+) mehr verpassen|"
    r"(?:über|zu) (?:de[nr]|die) (?:autor|verfasser|redakteur)\w*|"
    r"folgen sie uns.{0,30}|ihre meinung.{0,30}|diskutieren sie mit|(?:unser )?podcast|unsere? app|"
    r"abo(?:nnement)?|(?:externe[rn]? )?inhalte?|social media|in eigener sache)\W*$"
)
"""The heading of a box that speaks to the reader or about the author."""
_ADVERT = re.compile(
    r"^\W*(?:anzeigen?|werbung|advertorial|sponsored(?: \w+)?|advertisement)\W*$", re.IGNORECASE
)
_ADVERT_PATH = re.compile(
    r"(?:^|[/_.-])(?:ads?|adserver|banner|werbung|anzeigen?|sponsor\w*)(?=[/_.-])"
)


def find(page: "Anatomy") -> frozenset[int]:
    """The leaves behind the headline that are tools or stand in a box of calls."""
    lines = [leaf for leaf in page.leaves[page.start :] if leaf.text]
    found = _tool_lines(lines)
    heads = {leaf.index for leaf in lines if len(leaf.text) <= _LINE and _HEAD.match(leaf.text)}
    near = _near(page, heads | found)
    for leaf in lines:
        if leaf.index in found:
            continue
        # A paragraph of the text is not asked for its words.
        asked = leaf.level or leaf.index in near
        if leaf.index in heads or (asked and _calls(leaf.text)):
            box = _box(page, leaf, found) or _run(page, leaf, found)
            found.update(box)
            near |= _near(page, box)
    for position, leaf in enumerate(lines) if found else ():
        if leaf.level and (
            _heads_tools(lines[position + 1 : position + 6], found)
            or _is_boxed_with_tools(page, leaf, found)
        ):
            found.add(leaf.index)
    return frozenset(found)


def _tool_lines(lines: list[Leaf]) -> set[int]:
    """The lines that are tools, and before the first prose those that are labels."""
    found: set[int] = set()
    seen_prose = announced = False
    for leaf in lines:
        text = leaf.text
        if not leaf.flags & LIST:
            announced = text[-1] == ":"
        is_tool = len(text) <= _LINE and _is_tool_line(leaf, announced=announced)
        if is_tool or (not seen_prose and _opens_as_label(leaf)):
            found.add(leaf.index)
        seen_prose = seen_prose or (len(text) >= _PROSE and is_sentence(text))
    return found


def _near(page: "Anatomy", tools: Iterable[int]) -> set[int]:
    """The leaves of the small elements around tools and headings of boxes."""
    near: set[int] = set()
    for index in tools:
        for node in ancestors(page.leaves[index].node):
            if node.end - node.first > _MAX_LEAVES:
                break
            near.update(range(node.first, node.end))
    return near


@lru_cache(1024)
def _calls(text: str) -> bool:
    """Whether a line asks the reader to do something on the site."""
    low = text.lower()
    for piece in _CALL_PIECES:
        if piece in low:
            return bool(_CALL.search(text))
    return False


def _is_tool_line(leaf: Leaf, *, announced: bool) -> bool:
    """Whether a short line is a tool or all link, and no sentence, heading or announced item."""
    if FURNITURE.match(leaf.text) or COOKIE_NOTICE.match(leaf.text):
        return True
    if leaf.linked < _LINKED or leaf.level:
        return False
    told = is_sentence(leaf.text) or (announced and leaf.flags & LIST)
    return not told


def _opens_as_label(leaf: Leaf) -> bool:
    """Whether a line before the text are its keywords or its author."""
    return is_keywords(leaf) or bool(BYLINE.match(leaf.text))


def _heads_tools(after: list[Leaf], found: set[int]) -> bool:
    """Whether a heading stands over nothing but tools."""
    if not after or after[0].index not in found:
        return False
    rest = [leaf for leaf in after if leaf.index not in found]
    return not rest or rest[0].level > 0


def _is_boxed_with_tools(page: "Anatomy", heading: Leaf, found: set[int]) -> bool:
    box = heading.node.parent
    if box is None or box.covers(page.start - 1):
        return False
    held = False
    for leaf in page.leaves[box.first : box.end]:
        if leaf.text and leaf is not heading:
            if leaf.index not in found:
                return False
            held = True
    return held


def _box(page: "Anatomy", leaf: Leaf, tools: set[int]) -> list[int]:
    """The leaves of the largest element around a call that holds nothing of the article."""
    best: list[int] = []
    for node in ancestors(leaf.node):
        if node.tag in ("", "html", "body", "main", "article") or node.first < page.start:
            break
        inside = page.leaves[node.first : node.end]
        if not _is_call_box(page, inside, tools):
            if len(inside) > 1:
                break
            continue
        best = [other.index for other in inside]
    return best


def _is_call_box(page: "Anatomy", inside: list[Leaf], tools: set[int]) -> bool:
    texts = [leaf for leaf in inside if leaf.text]
    size = sum(len(leaf.text) for leaf in texts)
    if len(texts) < 2 or len(inside) > _MAX_LEAVES or size > _MAX_BOX:  # noqa: PLR2004
        return False
    headed = _HEAD.match(texts[0].text)
    linked = any(leaf.index in tools for leaf in texts)
    if not (headed or linked) or (not any(_calls(leaf.text) for leaf in texts) and not headed):
        return False
    plain = [leaf for leaf in texts if leaf.index not in tools and not _calls(leaf.text)]
    prose = [leaf for leaf in plain if len(leaf.text) >= _SHORT or is_sentence(leaf.text)]
    if len(prose) > headed:
        return False
    own = sum(len(leaf.text) for leaf in texts if len(leaf.text) >= _PROSE)
    return page.prose_size - own > size


def _run(page: "Anatomy", leaf: Leaf, tools: set[int]) -> list[int]:
    """A call without box of its own: its heading, one or two calling lines, and a link."""
    if not _HEAD.match(leaf.text) and not leaf.level:
        return []
    run = [leaf.index]
    linked = called = False
    for other in page.leaves[leaf.index + 1 : leaf.index + 5]:
        if other.index in tools:
            linked = True
        elif not linked and len(other.text) < _MAX_BOX // 2 and _calls(other.text):
            called = True
        else:
            break
        run.append(other.index)
    return run if linked and called else []


def is_advert(page: "Anatomy", leaf: Leaf) -> bool:
    """Whether an image is an advert: by its alternative text, its address or its label."""
    if leaf.picture is None:
        return False
    allowed = page.title_leaf.flags if page.title_leaf else 0
    if leaf.flags & NOISE & ~allowed or _ADVERT.match(leaf.picture.alt or ""):
        return True
    if _ADVERT_PATH.search(urlsplit(leaf.picture.url).path.lower()):
        return True
    for node in ancestors(leaf.node):
        if node.covers(page.start - 1) or node.end - node.first > 4:  # noqa: PLR2004
            break
        texts = [other.text for other in page.leaves[node.first : node.end] if other.text]
        if texts:
            return all(_ADVERT.match(text) for text in texts)
    return False
