"""What elements' attributes say of them, remembered: a site repeats few on all its pages."""

from functools import lru_cache
from typing import NamedTuple

from press.text import clean_line
from spiders.pages.elements import LEVELS, SHAPING, flags_of, is_bold

Attributes = tuple[tuple[str, str], ...]


class Shape(NamedTuple):
    """What an element's name and attributes say of it, whatever stands in it."""

    key: str
    flags: int
    bold: bool
    level: int


def shape_of(tag: str, items: list[tuple[str, str]]) -> Shape:
    """The shape of an element with these attributes."""
    return _shape(tag, _shaping(items) if items else ())


@lru_cache(maxsize=4096)
def _shape(tag: str, shaping: Attributes) -> Shape:
    """The shape of an element by its attributes among `SHAPING`."""
    attributes = dict(shaping)
    words = attributes.get("class", "")
    key = f"{tag}.{words}" if words or attributes.get("id") else tag
    return Shape(key, flags_of(tag, attributes), is_bold(tag, attributes), LEVELS.get(tag, 0))


def _shaping(items: list[tuple[str, str]]) -> Attributes:
    """The attributes that say what kind of element it is."""
    if len(items) == 1:
        return tuple(items) if items[0][0] in SHAPING else ()
    return tuple([item for item in items if item[0] in SHAPING])


class Anchor(NamedTuple):
    """What an anchor's attributes say: `href` is empty where it leads to no other page."""

    shape: Shape
    href: str
    named: bool
    rel: str
    label: str


@lru_cache(maxsize=4096)
def anchor_of(items: Attributes) -> Anchor:
    """An anchor by its attributes: the links of a site's menus are the same on all its pages."""
    attributes = dict(items)
    href = attributes.get("href", "")
    label = attributes.get("aria-label") or attributes.get("title") or ""
    return Anchor(
        shape_of("a", list(items)),
        "" if href.lower().startswith(("javascript:", "#")) else href,
        bool(href),
        attributes.get("rel", "").lower(),
        clean_line(label),
    )
