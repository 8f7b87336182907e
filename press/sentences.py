"""Where the sentence around a place in a text begins and ends."""

import re
from typing import NamedTuple

LONGEST = 600
"""Characters looked at on either side; a longer sentence is cut."""
_END = re.compile(r"\n|[.!?](?<=[^\W\d]{3}.)[\"“”»')]* (?=[\"„»A-ZÄÖÜ])")


class Sentence(NamedTuple):
    """The extent of a sentence in its text."""

    start: int
    end: int


def sentence_around(text: str, start: int, end: int) -> Sentence:
    """The sentence in which the words from `start` to `end` stand."""
    begin = max(0, start - LONGEST)
    for stop in _END.finditer(text, begin, start):
        begin = stop.end()
    stop_after = _END.search(text, end, end + LONGEST)
    last = stop_after.end() if stop_after else min(len(text), end + LONGEST)
    return Sentence(begin, last)
