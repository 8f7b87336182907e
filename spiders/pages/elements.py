"""What elements and their attributes mean: inline or block, hidden or shown, which image."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import cast
from urllib.parse import urlsplit

from lxml import etree

from press.text import clean_line
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
    NUMBERED,
    PROSE,
    QUOTE,
    TABLE,
    Document,
    Picture,
)

INLINE = frozenset(
    (
        *("abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
        *("font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp"),
        *("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
BOLD = frozenset(("b", "strong"))
SKIPPED = frozenset(
    (
        *("style", "template", "noscript", "svg", "iframe", "object", "video", "audio", "canvas"),
        *("map", "button", "select", "textarea", "math", "dialog", "embed", "applet", "datalist"),
    )
)
VOID = frozenset(
    (
        *("br", "img", "meta", "link", "base", "source", "hr", "col"),
        *("head", "script", "title", "input", "html"),
    )
)
LEVELS = {f"h{level}": level for level in range(1, 7)}
_TAG_FLAGS = {
    "nav": NAV,
    "menu": NAV,
    "header": HEADER,
    "footer": FOOTER,
    "aside": ASIDE,
    "figure": FIGURE,
    "figcaption": FIGURE,
    "ul": LIST,
    "ol": LIST | NUMBERED,
    "blockquote": QUOTE,
    "table": TABLE,
    "form": FORM,
    "p": PROSE,
}
_ROLE_FLAGS = {
    "navigation": NAV,
    "banner": HEADER,
    "contentinfo": FOOTER,
    "complementary": ASIDE,
    "search": FORM,
    "dialog": NOISE,
    "alertdialog": NOISE,
}
SHAPING = frozenset(("class", "id", "role", "hidden", "style", "aria-hidden"))
"""Attributes that say what kind of element it is; `flags_of` and `is_bold` look at no other."""
_NOISE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|shariff|social|socialmedia|cookies?|consent|newsletter|"
    r"breadcrumbs?|related|advert|werbung|anzeige|comments?|skip-?links?|pagination|pager|"
    r"navigation|sidebar)(?:[\s_-]|$)"
)
_DISPLAY_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font(?:-weight)?\s*:[^;]*\b(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)
_CREDIT_CLASS = re.compile(
    r"(?:^|[\s._-])(?:copyright|credits?|bildnachweis|bildquelle|quelle|urheber|fotograf|"
    r"photographer|rechte)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_HIDES = frozenset(
    (
        *(
            "hidden",
            "hide",
            "invisible",
            "sr",
            "aural",
            "offscreen",
            "vishidden",
            "clip",
            "clipped",
        ),
        *("visuallyhidden", "visuallyhide", "screenreader", "screenreaders", "unsichtbar"),
        *("versteckt", "nonvisual"),
    )
)
_HIDES_ALONE = frozenset(("clip", "clipped"))
_ABOUT_HIDING = frozenset(
    (
        *(
            "u",
            "h",
            "is",
            "a11y",
            "acc",
            "access",
            "accessible",
            "accessibility",
            "util",
            "utility",
        ),
        *(
            "element",
            "text",
            "content",
            "visually",
            "visual",
            "visuell",
            "vis",
            "show",
            "for",
            "only",
        ),
        *("focusable", "focus", "nur", "reader", "readers", "response"),
    )
)
_PAIRS = re.compile(
    r"visually-?hid(?:den|e)|(?:hidden|hide)-?visually|off-screen|screen-?readers?-(?:text|only)|"
    r"(?:only|for|nur)-screen-?readers?|(?:^|-)sr-only|d-none"
)
_SHOWN_AGAIN = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|2xl|xxl|print):(?:block|flex|grid|inline|table|contents)|"
    r"d-(?:sm|md|lg|xl|xxl|print)-(?:block|flex|grid|inline|table))"
)


def attributes_of(element: etree._Element) -> dict[str, str]:
    """An element's attributes by name."""
    return dict(cast("Iterable[tuple[str, str]]", element.items()))


def flags_of(tag: str, attributes: Mapping[str, str]) -> int:
    """What an element adds to the place of all that stands in it."""
    flags = _TAG_FLAGS.get(tag, 0)
    if attributes:
        words, identity = attributes.get("class", ""), attributes.get("id", "")
        if words or identity:
            flags |= _class_flags(f"{words} {identity}")
        flags |= _ROLE_FLAGS.get(attributes.get("role", ""), 0)
        if is_hidden(attributes) or attributes.get("aria-hidden") == "true":
            flags |= HIDDEN
    return flags


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether no reader's eye sees an element: by attribute, style or the name of its class."""
    if "hidden" in attributes:
        return True
    if "style" in attributes and _DISPLAY_NONE.search(attributes["style"]):
        return True
    return "class" in attributes and bool(_class_flags(attributes["class"]) & HIDDEN)


def is_icon(element: etree._Element) -> bool:
    """Whether an inline element is a sign for the eye alone: a symbol, or an icon's one-word name.

    Text kept from screen readers is often shown (a date in figures beside one in words).
    """
    if element.get("aria-hidden") != "true":
        return False
    text = "".join(map(str, element.itertext())).strip()
    return re.fullmatch(r"[a-z_]*|\W*", text) is not None


def is_bold(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element sets its text in bold by its name or style."""
    return tag in BOLD or ("style" in attributes and bool(_BOLD_STYLE.search(attributes["style"])))


def names_credit(attributes: Mapping[str, str]) -> bool:
    """Whether an element's class says that it holds the credit of an image."""
    return "class" in attributes and bool(_CREDIT_CLASS.search(attributes["class"]))


@lru_cache(maxsize=4096)
def _class_flags(words: str) -> int:
    flags = NOISE if _NOISE_CLASS.search(words.lower()) else 0
    hidden = any(_names_hiding(word) for word in words.split())
    return flags | (HIDDEN if hidden and not _SHOWN_AGAIN.search(words) else 0)


@lru_cache(maxsize=8192)
def _names_hiding(word: str) -> bool:
    """Whether a class says "hidden from the eye", whatever the project's way of naming.

    All its parts must speak of hiding: ``overflow-hidden`` and ``hidden-print`` do not.
    """
    kebab = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", word).lower().replace("_", "-")
    parts = [part for part in kebab.split("-") if part]
    if "label" in parts:
        return False
    if _PAIRS.search(kebab):
        return not re.search(r"d-none-|-none-", kebab)
    core = [part for part in parts if part in _HIDES]
    if not core or not all(part in _HIDES or part in _ABOUT_HIDING for part in parts):
        return False
    return not _HIDES_ALONE.issuperset(core) or "text" not in parts


_NO_IMAGE = re.compile(
    r"(?:^|[/_.-])(?:icons?|spacer|pixel|sprite|blank|placeholder|platzhalter|transparent|loading|"
    r"loader|lazyload|1x1|clear)(?:[/_.-]|$)",
    re.IGNORECASE,
)
_LAZY = (
    *("data-src", "data-lazy-src", "data-original", "data-lazy", "data-srcset"),
    *("data-lazy-srcset", "src", "srcset"),
)
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)$", re.IGNORECASE)
_ICON_SIZE = 32


def picture_of(
    attributes: Mapping[str, str], document: Document, *, source: str = ""
) -> Picture | None:
    """The image of an `img`, lazily loaded ones too; ``None`` for icons and measuring pixels.

    `source` is what a `source` beside it offers, for an `img` that names no image itself.
    """
    for size in (attributes.get("width"), attributes.get("height")):
        if size and size.isdigit() and int(size) <= _ICON_SIZE:
            return None
    src = source_of(attributes) or source
    if not src:
        return None
    return Picture(document.absolute(src), clean_line(attributes.get("alt", "")) or None)


def source_of(attributes: Mapping[str, str]) -> str:
    """The address that an `img` or `source` loads sooner or later; "" for placeholders."""
    for name in _LAZY:
        value = attributes.get(name)
        value = value.strip() if value else ""
        if not value or value.startswith("data:"):
            continue
        src = value.split()[0].rstrip(",") if name.endswith("srcset") else value
        if _shows(src):
            return src
    return ""


@lru_cache(maxsize=1024)
def _shows(src: str) -> bool:
    """Whether a file's name is not that of an icon or placeholder."""
    return not _NO_IMAGE.search(src)


def unscripted(element: etree._Element, document: Document) -> Picture | None:
    """The image that a `noscript` shows: a file of an image, not a counter of visitors."""
    for image in element.iter("img"):
        attributes = attributes_of(image)
        if _IMAGE_FILE.search(urlsplit(source_of(attributes)).path):
            return picture_of(attributes, document)
    return None
