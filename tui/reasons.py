"""Why an article has an agency or a topic, in the language in use.

`press` gives its rules in English (``generic name, resolved by the source's Land DE-BW``); here
their fixed words are put into the reader's language, and the words of the article stay.
"""

import re

from press.text import clean_line
from tui.language import _, mark

_PHRASES = (
    mark("abbreviation, explained in the text"),
    mark("local abbreviation"),
    mark("generic office"),
    mark("generic name"),
    mark("office holder"),
    mark("abbreviation"),
    mark("short name"),
    mark("name"),
)
_FORMS = (
    (re.compile(r"former (.*) \(until (\d{4})\)"), mark("{0}, in use until {1}")),
    (re.compile(r"later (.*) \(since (\d{4})\)"), mark("{0}, in use since {1}")),
    (re.compile(r"(.*), resolved by the source's Land (.*)"), mark("{0}, Land of the source: {1}")),
    (
        re.compile(r'(.*), resolved by "(.*)" in the sentence'),
        mark("{0}, by “{1}” in the sentence"),
    ),
    (re.compile(r'(.*), resolved by "(.*)" in the text'), mark("{0}, by “{1}” in the text")),
    (re.compile(r'(.*), resolved by "(.*)" before'), mark("{0}, by “{1}” before it")),
    (
        re.compile(r'(.*), resolved by "(.*)", to which it belongs'),
        mark("{0}, by “{1}”, to which it belongs"),
    ),
    (
        re.compile(r'(.*), resolved by the only Land of the text, "(.*)"'),
        mark("{0}, by the only Land of the text: “{1}”"),
    ),
    (re.compile(r'(.*), resolved by "(.*)"'), mark("{0}, by “{1}”")),
    (re.compile(r'(.*), resolved by the kicker "(.*)"'), mark("{0}, by the kicker “{1}”")),
    (re.compile(r'(.*), with "(.*)"'), mark("{0}, by “{1}” beside it")),
    (re.compile(r'section(?: "|: )(.*?)"?'), mark("section “{0}”")),
    (re.compile(r'kicker(?: "|: )(.*?)"?'), mark("kicker “{0}”")),
    (re.compile(r'title(?: "|: )(.*?)"?'), mark("title “{0}”")),
    (re.compile(r'lead(?: "|: )(.*?)"?'), mark("lead “{0}”")),
    (re.compile(r'body(?: "|: )(.*?)"?'), mark("text “{0}”")),
)
_YEARS = re.compile(r"(?:former|later) .* \((?:until|since) \d{4}\)")


def in_words(rule: str) -> str:
    """A rule of `press` for people; one that is not known here stays as it is."""
    rule = clean_line(rule)
    if rule in _PHRASES:
        return _(rule)
    for pattern, template in _FORMS:
        found = pattern.fullmatch(rule)
        if found:
            return _(template).format(*map(_known, found.groups()))
    return rule


def _known(words: str) -> str:
    """A phrase of `press`, maybe with its years, in the reader's language; other words as given."""
    return in_words(words) if words in _PHRASES or _YEARS.fullmatch(words) else words
