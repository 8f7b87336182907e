"""Why an article has its agencies and topics: the words, the rule, and the place in the text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from press.article import Article
from press.text import clean_line
from tui.language import _
from tui.reasons import in_words
from tui.widgets.article_text import Part
from tui.widgets.setting import Spot

_RULE = re.compile(r'(?P<field>\w+)(?:: | ")(?P<words>.*?)"?(?: \(\d+×\))?')
"""A topic's rule: ``body: Open Data (3×)`` or ``kicker "Cybersicherheit"``."""


class Label(NamedTuple):
    """An agency or a topic: what it is called, by what it was found, and where that stands.

    `spot` is None where the words are not in the text: the source's section is no part of it.
    """

    kind: str
    name: str
    why: str
    spot: Spot | None


def labels_of(article: Article, parts: Sequence[Part]) -> list[Label]:
    """Agencies, then topics, as the article names them; `parts` are those being shown."""
    return [*_agencies(article, parts), *_topics(article, parts)]


def _agencies(article: Article, parts: Sequence[Part]) -> Iterator[Label]:
    for agency in article.agencies:
        words = clean_line(agency.text)
        why = _("“{words}” ({rule})").format(words=words, rule=in_words(agency.rule))
        yield Label(_("Agency"), clean_line(agency.name), why, _find(parts, words))


def _topics(article: Article, parts: Sequence[Part]) -> Iterator[Label]:
    for topic in article.topics:
        found = _RULE.fullmatch(clean_line(topic.rule))
        spot = _find(parts, found["words"], found["field"]) if found else None
        yield Label(_("Topic"), clean_line(topic.label), in_words(topic.rule), spot)


def _find(parts: Sequence[Part], words: str, field: str | None = None) -> Spot | None:
    """The first place of some words as written, whole words before parts of others."""
    pattern = re.escape(words)
    for form in (rf"(?<!\w){pattern}(?!\w)", pattern):
        for index, part in _of(parts, field):
            found = re.search(form, part.text, re.IGNORECASE) if words else None
            if found:
                return Spot(index, *found.span())
    return None


def _of(parts: Sequence[Part], field: str | None) -> Iterable[tuple[int, Part]]:
    for index, part in enumerate(parts):
        if part.field and (field is None or part.field == field):
            yield index, part
