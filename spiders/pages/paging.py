"""Where a list goes on: the page behind this one, as the page itself links it.

What tells nearly always: a link to the same list whose page number is the current one plus 1. The
list is the same if path and parameters are, but for the one place that holds the number. Words and
signs decide where numbers do not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urldefrag, urlsplit

from spiders.pages.document import Document, Link
from spiders.pages.teasers import article_key
from spiders.sources import Source

_NOUN = (
    r"(?:(?:presse|kurz|news)?-?(?:meldung|mitteilung|nachricht|information|neuigkeit|seite)(?:en)?|"
    r"(?:bericht|beiträg|einträg|ergebniss|inhalt|element|text)en?|artikeln?|treffern?|news|themen)"
)
_SHOW = r"(?:(?:nach|hinzu)?laden|(?:an)?zeigen|ansehen|einblenden|aufrufen|blättern)"
_NEXT = re.compile(
    rf"^[\W_]*(?:(?:(?:gehe |weiter )?(?:zur|zu den|auf die) |die )?(?:nächste|folgende)[nrs]?"
    rf"(?: \d+)?(?: {_NOUN})?(?: {_SHOW})?|(?:vor|vorwärts|weiter)(?: ?{_SHOW})?|"
    rf"(?:zu )?ältere[nr]?(?: {_NOUN})?(?: {_SHOW})?|(?:eine )?seite (?:vor|weiter)|"
    r"next(?: page)?|older(?: \w+)?)[\W_]*$",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"^[\W_]*(?:(?:zeige |lade )?(?:noch )?(?:mehr|weitere)(?: \d+)?(?: {_NOUN})?(?: {_SHOW})?|"
    r"(?:load|show|view) more(?: \w+)?)[\W_]*$",
    re.IGNORECASE,
)
"""Words that go on only if the address does: they also stand over links to other lists."""
_NEXT_SIGN = re.compile(r"^(?:[›→>⟩▶❯»]|>>)$")
_BACK = re.compile(
    r"^[\W_]*(?:(?:zur |auf die )?(?:vorherige|vorige|neuere|erste|letzte)[nrs]?\b|zurück\b|"
    r"previous\b|prev\b|newer\b|first\b|last\b|(?:zum )?(?:anfang|ende)\b)",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"^\W*(?:(?:gehe |weiter |springe )?(?:zur? )?(?:seite|page|s\.) ?)?(\d{1,5})"
    r"(?: ?(?:von|/|of) ?\d+)?(?: (?:aufrufen|anzeigen|öffnen))?\W*$",
    re.IGNORECASE,
)
_NEXT_CLASS = re.compile(r"(?:^|[\s._-])(?:next|nxt|older|forward|load-?more)(?:$|[\s_-])")
_BACK_CLASS = re.compile(r"(?:^|[\s._-])(?:prev|previous|newer|first|last)(?:$|[\s_-])")
_PAGE_NAME = re.compile(
    r"(?:^|[^a-z])(?:page|paged|pages|pg|page-?(?:nr|no|number|index)|(?:current|curr)-?page|"
    r"seiten?|seiten-?(?:nr|nummer))(?:$|[^a-z])"
)
_SIZE_NAME = re.compile(r"per[^a-z]?page|page[^a-z]?size")
_OFFSET_NAME = re.compile(
    r"(?:^|[^a-z])(?:offset|skip|start|start-?(?:at|index|row)|limitstart|first-?result|from)"
    r"(?:$|[^a-z])"
)
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp)$")
_VALUE = re.compile(r"(.*\D|)(\d{1,5})", re.DOTALL)
_MARK = re.compile(r"[/_,;-](?:([a-zäöü]+)[/_,;-]?)?(\d{1,5})")
_YEARS = range(1900, 2101)


class _Step(NamedTuple):
    """How a link differs from the page it stands on: in the number that `place` holds."""

    place: str
    current: int | None
    number: int

    @property
    def is_page(self) -> bool:
        """Whether the place is named as page numbers are."""
        return bool(_PAGE_NAME.search(self.place)) and not _SIZE_NAME.search(self.place)

    @property
    def is_offset(self) -> bool:
        """Whether the place is named as counts of entries to skip are."""
        return bool(_OFFSET_NAME.search(self.place))


def next_url(document: Document, source: Source) -> str | None:
    """The next page of a list; ``None`` where the page links none.

    `rel=next` goes first, then the number after the current one, then words and signs. Links to
    articles, to other lists and back are never taken.
    """
    here = source.canonical(document.url)
    ours = urlsplit(here)
    pairs = [
        (link, _step(ours, urlsplit(there))) for link, there in _usable(document, source, here)
    ]
    for link, step in pairs:
        if "next" in link.rel.split() and not (step and step.number <= (step.current or 0)):
            return urldefrag(link.href)[0]
    going_on = [pair for pair in pairs if not _goes_back(pair[0])]
    steps_on = [(link, step) for link, step in going_on if step]
    found = _following(steps_on) or _growing(steps_on) or _worded(going_on, here, source)
    return urldefrag(found.href)[0] if found else None


def _usable(document: Document, source: Source, here: str) -> Iterator[tuple[Link, str]]:
    """Links, buttons and the head's relation that stay on the site and lead to no article.

    Each with its canonical address.
    """
    head = document.rels.get("next")
    first = [Link(head, document.nodes[0], "", "next", "")] if head else []
    for link in (*first, *document.links, *document.controls):
        if article_key(link.href, source) is not None or not source.owns(link.href):
            continue
        try:
            there = source.canonical(link.href)
        except ValueError:
            continue
        if there != here:
            yield link, there


def _step(here: SplitResult, there: SplitResult) -> _Step | None:
    """The one number in which two canonical addresses differ; ``None`` for different lists."""
    if here.netloc != there.netloc:
        return None
    ours, theirs = (dict(parse_qsl(url.query, keep_blank_values=True)) for url in (here, there))
    path, other = (_SUFFIX.sub("", url.path).rstrip("/") for url in (here, there))
    if path != other:
        return _step_in_path(path, other) if ours == theirs else None
    names = [name for name in ours | theirs if ours.get(name) != theirs.get(name)]
    value = _VALUE.fullmatch(theirs.get(names[0], "")) if len(names) == 1 else None
    if value is None:
        return None
    own = _VALUE.fullmatch(ours[names[0]]) if names[0] in ours else None
    if names[0] in ours and (own is None or own[1] != value[1]):
        return None
    return _Step(f"{names[0]} {value[1]}".lower(), own and int(own[2]), int(value[2]))


def _step_in_path(path: str, other: str) -> _Step | None:
    mark = _MARK.fullmatch(other[len(path) :]) if other.startswith(path) else None
    if mark:
        return _Step((mark[1] or "/").lower(), None, int(mark[2]))
    ours, theirs = _VALUE.fullmatch(path), _VALUE.fullmatch(other)
    if ours is None or theirs is None or ours[1] != theirs[1]:
        return None
    word = re.search(r"([a-zäöü]*)[/_,;-]?$", ours[1])
    return _Step((word[1] if word and word[1] else "/").lower(), int(ours[2]), int(theirs[2]))


def _following(pairs: list[tuple[Link, _Step]]) -> Link | None:
    """The link to the current page's number plus 1."""
    places = dict.fromkeys(step.place for _, step in pairs)
    for place in places:
        group = [(link, step) for link, step in pairs if step.place == place]
        step = group[0][1]
        if step.is_offset or not (step.is_page or {step.number, step.current}.isdisjoint(_YEARS)):
            continue
        current = (0 if _counts_from_zero(group) else 1) if step.current is None else step.current
        exact = [pair for pair in group if pair[1].number == current + 1]
        if any(step.is_page or _tells(link, {current + 1, current + 2}) for link, step in exact):
            return exact[0][0]
    return None


def _tells(link: Link, numbers: set[int]) -> bool:
    """Whether a link shows one of these page numbers or says that it goes on."""
    return _shown(link) in numbers or _says_next(link) or _says_more(link)


def _counts_from_zero(group: list[tuple[Link, _Step]]) -> bool:
    """Whether the second page has the number 1, by what the links to it show or say."""
    shown = {(number - step.number) for link, step in group if (number := _shown(link))}
    if shown:
        return shown == {1}
    return any(step.number == 1 and (_says_next(link) or _says_more(link)) for link, step in group)


def _growing(pairs: list[tuple[Link, _Step]]) -> Link | None:
    """The link with the least offset after the current one."""
    more = [
        (step.number, link)
        for link, step in pairs
        if step.number > (step.current or 0)
        and not step.is_page
        and (_says_next(link) or _says_more(link) or (step.is_offset and _shown(link)))
        and (step.is_offset or {step.number, step.current}.isdisjoint(_YEARS))
    ]
    return min(more, key=lambda pair: pair[0])[1] if more else None


def _worded(pairs: list[tuple[Link, _Step | None]], here: str, source: Source) -> Link | None:
    """A link that says that it goes on, to an address that differs in more than a number."""
    wanted = (page_number(here) or 1) + 1
    ours = urlsplit(here)
    for link, step in pairs:
        if step or not _says_next(link):
            continue
        there = source.canonical(link.href)
        theirs = urlsplit(there)
        if page_number(there) == wanted and _same_branch(ours.path, theirs.path):
            return link
        if theirs.path == ours.path and theirs.query and page_number(there) is None:
            return link
    return None


def _same_branch(one: str, other: str) -> bool:
    """Whether one path continues the other, page numbers aside."""
    low, high = sorted((f"{_base(one)}/", f"{_base(other)}/"), key=len)
    return high.startswith(low)


def _base(path: str) -> str:
    return re.sub(r"/(?:page|seite)[/-]\d+$", "", _SUFFIX.sub("", path).rstrip("/"))


def page_number(url: str) -> int | None:
    """The page number that an address names as one: ``/page/2/``, ``…[page]=2``, ``seite-2``."""
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query):
        if re.fullmatch(r"\d{1,5}", value) and _Step(name.lower(), None, 0).is_page:
            return int(value)
    match = re.search(r"/(?:page|seite)[/-](\d{1,5})/?$", parts.path)
    return int(match[1]) if match else None


def _words(link: Link) -> Iterator[str]:
    """What a link says, by the words all see first."""
    return (text for text in (link.text, link.label, link.hint) if text)


def _shown(link: Link) -> int | None:
    for text in _words(link):
        match = _SHOWN.match(text)
        if match:
            return int(match[1])
    return None


def _says_next(link: Link) -> bool:
    if any(_NEXT.match(text) or _NEXT_SIGN.match(text) for text in _words(link)):
        return True
    return _shown(link) is None and bool(_NEXT_CLASS.search(_classes(link)))


def _says_more(link: Link) -> bool:
    return any(_MORE.match(text) for text in _words(link))


def _goes_back(link: Link) -> bool:
    if "prev" in link.rel.split() or any(_BACK.match(text) for text in _words(link)):
        return True
    return _shown(link) is None and bool(_BACK_CLASS.search(_classes(link)))


def _classes(link: Link) -> str:
    """The class names of a link and of the list item that holds it."""
    parent = link.node.parent
    return f"{link.node.key} {parent.key if parent and parent.tag == 'li' else ''}".lower()
