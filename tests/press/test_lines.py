"""Cleaning a line, whichever way it takes."""

from hypothesis import given
from hypothesis import strategies as st

from press.text import MAX_LINE, clean_line, clean_text

SIGNS = st.text(
    alphabet=[*"aäß .,\n\t\r\u00a0\u00ad\u200b\u2028\u3000\u3164\u2009„“–\x1b[0m\x00é\u0301😀"]
)


@given(SIGNS)
def test_a_line_is_the_cleaned_text_with_single_blanks(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(clean_text(text, MAX_LINE).split())
    assert type(line) is str


class Marked(str):
    """Text of a library's own type, as lxml has it."""

    __slots__ = ()


def test_a_line_is_plain_text_whatever_it_was() -> None:
    assert type(clean_line(Marked("Guten Tag"))) is str
