"""Finding the headline and the kicker, whatever element they stand in."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from spiders.pages.document import (
    ASIDE,
    FOOTER,
    HEADER,
    HIDDEN,
    LIST,
    NAV,
    NOISE,
    Document,
    Leaf,
    Run,
    ancestors,
    parts,
)
from spiders.pages.kicker import MAX_KICKER, PATH_SIGNS, kicker_before, kicker_text, names_site
from spiders.pages.teasers import article_key
from spiders.pages.wording import (
    BRACKET_DATE,
    LABEL,
    folded,
)
from spiders.sources import Source

MAX_TITLE = 400
_MAX_CARD = 5
_OUTSIDE = NAV | FOOTER | HIDDEN
_PAGE = frozenset(("", "html", "body", "main"))
_MIN_PART = 12
"""Characters that a part of a line needs to be found amid a title."""
_TAIL = 4
"""Characters at a line's end that are in a title with which it agrees, if not their beginnings."""
_COVERAGE = 14.0
"""How much more a line counts that is the whole `<title>` than one that is a part of it."""
_CUT = re.compile(r"^\s*(?:$|[-–—|:·•»«/]\s|\|)|^\s\s")
_SIGN = re.compile(r"(?:\s[-–—|·•/]|[:|])\s*$")
_SEPARATOR = r"\s*(?:[-–—|:·•»«/]+)\s*"


class Headline(NamedTuple):
    """Title and kicker, the leaves that hold them (`first` up to before `end`), and the rule."""

    title: str
    kicker: str | None
    first: int
    end: int
    rule: str


class _Line(msgspec.Struct, frozen=True, eq=False):
    """A candidate: one leaf, or the lines of one element, as one text."""

    text: str
    runs: list[Run]
    leaf: Leaf
    end: int


def page_title(document: Document, source: Source) -> tuple[str, bool]:
    """The `<title>` without the site's name, and whether all that a site adds is known to be cut.

    The name is cut at its last occurrence: titles may hold ``-`` and ``|`` themselves.
    """
    text = document.title
    low = folded(text)
    for name in sorted((*source.site_names, source.name), key=len, reverse=True):
        at = low.rfind(folded(name))
        if at > 0 and not low[at + len(name) :].strip(" -|"):
            head = re.sub(rf"{_SEPARATOR}$", "", text[:at])
            if head != text[:at]:
                return head.strip(), name in source.site_names
    return text, False


def find(document: Document, source: Source, keys: list[str | None]) -> Headline | None:
    """The headline of an article page; ``None`` when no part of the page is one.

    `keys` tell for each of the page's links which article it leads to.
    """
    wanted, exact = page_title(document, source)
    candidates = _lines(document)
    if not exact:
        wanted, exact = _without_site(wanted, candidates, document)
    stated = [(wanted, exact, 4.0), (document.meta.get("og:title", ""), False, 3.0)]
    titles = [(title, folded(title), known, weight) for title, known, weight in stated if title]
    prose = next((leaf.index for leaf in document.leaves if len(leaf.text) > MAX_KICKER), 0)
    cards: frozenset[int] | None = None
    best: tuple[tuple[bool, float], _Line, int, str] | None = None
    for line in candidates:
        leaf = line.leaf
        for title, want, known, weight in titles:
            found = _agree(line, want, exact=known)
            if found is None or _is_path(line, found[0]):
                continue
            cut, quality, rule = found
            if cards is None and leaf.index > prose:
                cards = _cards(document, article_key(document.url, source), keys, prose)
            in_card = cards is not None and leaf.index in cards
            outside = not (in_card or _belongs_elsewhere(line, document))
            # A line of the site's header or of a teaser is the title where no other line is.
            rank = (outside, weight * quality + _standing(line, cut, title))
            # Of equal lines without heading the later one is the title, the earlier a path to it.
            ties = best is not None and rank == best[0] and not leaf.level and leaf.index <= prose
            if best is None or rank > best[0] or ties:
                best = (rank, line, cut, rule)
    if best:
        return _past_kicker(candidates, _headline(document, *best[1:]), wanted)
    return _first_heading(document, candidates) or _unseen(document, source, wanted)


def _standing(line: _Line, cut: int, title: str) -> float:
    """How much of `title` the line is from `cut` on, and how far its element speaks for it."""
    leaf = line.leaf
    score = _COVERAGE * (len(line.text) - cut) / len(title)
    if leaf.level:
        return score + 3.0 - leaf.level * 0.2
    return score - 3.0 if leaf.linked > 0.5 or leaf.flags & LIST else score  # noqa: PLR2004


def _without_site(title: str, candidates: list[_Line], document: Document) -> tuple[str, bool]:
    """The title without a site's name that is not configured, and whether one was cut off.

    It ends the `<title>`, and both it and what stands before it are lines of the page, the latter
    perhaps behind a kicker in its line; unlike a title after its kicker the name does not stand
    directly behind that.
    """
    low = folded(title)
    at = {
        folded(line.text): line.leaf.index
        for line in reversed(candidates)
        if len(line.text) <= len(low)
    }
    stated = folded(document.meta.get("og:title", ""))
    for name, index in at.items():
        head = re.sub(rf"{_SEPARATOR}$", "", low[: -len(name)]) if low.endswith(name) else ""
        if not head or len(low) <= len(head) + len(name):
            continue
        if name == stated:
            continue
        own = at.get(head)
        if own is None:
            named = low not in at and any(_ends_with(line, head) for line in candidates)
        else:
            named = not own < index <= own + 2
        if named:
            return title[: len(head)].strip(), True
    return title, False


def _ends_with(line: _Line, title: str) -> bool:
    """Whether a line is a kicker and `title`: a heading, or in two elements or with a sign."""
    text = folded(line.text)
    cut = len(text) - len(title)
    if not text.endswith(title) or not 0 < cut <= MAX_KICKER:
        return False
    return bool(line.leaf.level) or cut == _first_run_end(line) or bool(_SIGN.search(text[:cut]))


def _belongs_elsewhere(line: _Line, document: Document) -> bool:
    """Whether a line leads to another page or, being no heading, stands in the site's header."""
    return bool(line.leaf.flags & HEADER and not line.leaf.level) or _leads_away(line, document)


def _leads_away(line: _Line, document: Document) -> bool:
    """Whether the line's last words link to another page: the site's home, another article."""
    href = next((run.href for run in reversed(line.runs) if run.text.strip()), None)
    if not href or href == "#":
        return False
    own = (document.url, document.rels.get("canonical"), document.rels.get("shortlink"))
    return _address(href) not in {_address(url) for url in own if url}


def _address(url: str) -> tuple[str, str]:
    """What tells two pages apart: path and, for short links, the query of the root."""
    try:
        found = urlsplit(url)
    except ValueError:
        return url, ""
    path = found.path.rstrip("/").lower()
    return path, "" if path else found.query


def _cards(
    document: Document, own: str | None, keys: list[str | None], prose: int
) -> frozenset[int]:
    """The leaves behind the first paragraph in one small box with a link to another article.

    Without a paragraph nothing tells a teaser from an article's head with a link beside it.
    """
    if not prose:
        return frozenset()
    found: set[int] = set()
    for link, key in zip(document.links, keys, strict=True):
        if key is None or key == own or link.node.first <= prose:
            continue
        card = None
        for node in ancestors(link.node):
            if node.tag in _PAGE or node.end - node.first > _MAX_CARD or node.first <= prose:
                break
            card = node
        if card:
            found.update(range(card.first, card.end))
    return frozenset(found)


def _unseen(document: Document, source: Source, wanted: str) -> Headline | None:
    """The headline that only `<title>` names; it stands before the date or first paragraph."""
    if not wanted or wanted in (source.name, *source.site_names):
        return None
    outside = NAV | FOOTER | HIDDEN | ASIDE | HEADER | NOISE
    for leaf in document.leaves:
        if leaf.flags & outside:
            continue
        if BRACKET_DATE.match(leaf.text) or (len(leaf.text) > MAX_KICKER and not leaf.linked):
            return Headline(wanted, None, leaf.index, leaf.index, "<title>")
    return None


def _is_path(line: _Line, cut: int) -> bool:
    """Whether what stands before the title in its line is the path to the page."""
    before = line.text[:cut]
    links = {run.href for run in line.runs if run.href}
    return bool(before) and (
        len(before) > MAX_KICKER or len(links) > 1 or any(sign in before for sign in PATH_SIGNS)
    )


def _past_kicker(candidates: list[_Line], found: Headline, wanted: str) -> Headline:
    """The line after `found`, where `<title>` is ``Kicker: Title`` and `found` its kicker."""
    following = next((line for line in candidates if line.leaf.index >= found.end), None)
    if following is None or found.kicker or following.leaf.index > found.end + 1:
        return found
    whole, kicker, title = (folded(text) for text in (wanted, found.title, following.text))
    if kicker not in whole or title not in whole:
        return found
    both = rf"(?:^|[-|»]\s){re.escape(kicker)}\s*[:–|-]\s*{re.escape(title)}"
    if not re.search(both, whole):
        return found
    return Headline(
        following.text, kicker_text(found.title), found.first, following.end, found.rule
    )


def _lines(document: Document) -> list[_Line]:
    """Every short line or element's lines outside navigation, in page order."""
    found: list[_Line] = []
    leaves = document.leaves
    for leaf in leaves:
        text = leaf.text
        if not text or len(text) > MAX_TITLE or leaf.flags & _OUTSIDE:
            continue
        following = leaf.index + 1
        if not leaf.broken and following < len(leaves) and leaves[following].broken:
            whole = _element(leaves, leaf)
            if whole:
                found.append(whole)
        found.append(_Line(text, leaf.runs, leaf, following))
    return found


def _element(leaves: list[Leaf], first: Leaf) -> _Line | None:
    """The lines of an element that line breaks part, as one; ``None`` if there is only one."""
    end = first.index + 1
    while end < len(leaves) and leaves[end].broken and leaves[end].node is first.node:
        end += 1
    text = " ".join(part.text for part in leaves[first.index : end])
    if end == first.index + 1 or len(text) > MAX_TITLE:
        return None
    blank = Run(" ", None, 0, None, bold=False)
    runs = [run for part in leaves[first.index : end] for run in (*part.runs, blank)]
    return _Line(text, runs, first, end)


def _agree(line: _Line, want: str, *, exact: bool) -> tuple[int, float, str] | None:
    """Where in the line the title starts, how well it agrees with `want`, and by which rule.

    `want` is the title folded.
    """
    # However they agree, what ends the line is in the title: most paragraphs are no candidates.
    last = line.text[-1:]
    if last not in want and folded(last) not in want:
        return None
    text = folded(line.text)
    if text[:1] != want[:1] and text[-min(_TAIL, len(want)) :] not in want:
        return None
    if text == want:
        return 0, 1.0, "title"
    if exact:
        if text.endswith(want):
            return len(text) - len(want), 1.0, "title"
    elif len(text) > 2 and want.startswith(text) and _CUT.match(want[len(text) :]):  # noqa: PLR2004
        return 0, 0.9 + min(0.08, len(text) / 2000), "title"
    else:
        at = _glued(text, want)
        if at:
            return at, 0.88, "title"
    if text[:1] == want[:1]:
        shared = next((i for i, (a, b) in enumerate(zip(text, want, strict=False)) if a != b), 0)
        rest = want[shared:].lstrip(" :|-")
        if 0 < shared < len(text) and rest != want[shared:] and rest.startswith(text[shared:]):
            return shared, 0.95, "title"
    # What ends the line's last part ends the line.
    return _contained(line, text, want) if text.rstrip()[-_MIN_PART:] in want else None


def _glued(text: str, want: str) -> int:
    """Where the title starts in ``KickerTitle`` when `want` is ``Title - site``; 0 if nowhere."""
    probe = want[:6]
    at = text.find(probe, 1)
    while at > 0:
        rest = text[at:]
        if want.startswith(rest) and _CUT.match(want[len(rest) :]):
            return at
        at = text.find(probe, at + 1)
    return 0


def _contained(line: _Line, text: str, want: str) -> tuple[int, float, str] | None:
    """The line, or its part after a first inline element, inside ``Kicker: Title | site``."""
    for cut in (0, _first_run_end(line)):
        part = text[cut:].strip()
        at = want.find(part) if len(part) >= _MIN_PART else -1
        if at < 0 or (cut == 0 and at == 0):
            continue
        before, after = want[:at], want[at + len(part) :]
        if (not before.strip() or re.search(r"[-|:»/]\s*$", before) or cut) and (
            _CUT.match(after) and (after.strip() or not line.leaf.flags & NOISE)
        ):
            return cut, 0.7, "title"
    return None


def _first_run_end(line: _Line) -> int:
    """Where in the line's text its first inline element (a kicker's) ends; 0 if it has none."""
    found = parts(line.runs)
    if len(found) < 2 or not found[0].inline or not line.text.startswith(found[0].text):  # noqa: PLR2004
        return 0
    size = len(found[0].text)
    rest = line.text[size:]
    return size + len(rest) - len(rest.lstrip())


def _headline(document: Document, line: _Line, cut: int, rule: str) -> Headline:
    title = line.text[cut:].strip()
    glued = kicker_text(line.text[:cut])
    if not glued and cut == 0:
        split = _first_run_end(line)
        touching = split and (
            not line.text[split - 1].isspace() or line.text[:split].rstrip().endswith(":")
        )
        if line.end > line.leaf.index + 1 and line.leaf.text.endswith(":"):
            glued, title = kicker_text(line.leaf.text), line.text[len(line.leaf.text) :].strip()
        elif touching and line.leaf.level and len(line.text[split:].strip()) > 3:  # noqa: PLR2004
            glued, title = kicker_text(line.text[:split]), line.text[split:].strip()
    if glued:
        return Headline(title, glued, line.leaf.index, line.end, f"{rule}+kicker")
    before = kicker_before(document, line.leaf)
    if before:
        return Headline(title, before[0], before[1], line.end, rule)
    return Headline(title, None, line.leaf.index, line.end, rule)


def _first_heading(document: Document, candidates: list[_Line]) -> Headline | None:
    """The first heading that can be a title, where `<title>` agrees with nothing on the page."""
    for level in (1, 2):
        for line in candidates:
            leaf = line.leaf
            if leaf.level != level or leaf.flags & NOISE or LABEL.match(line.text):
                continue
            if names_site(document, line.text) or (leaf.linked > 0.5):  # noqa: PLR2004
                continue
            cut = _first_run_end(line)
            if cut:
                return Headline(
                    line.text[cut:].strip(),
                    kicker_text(line.text[:cut]),
                    leaf.index,
                    line.end,
                    f"h{level}+kicker",
                )
            return _headline(document, line, 0, f"h{level}")
    return None
