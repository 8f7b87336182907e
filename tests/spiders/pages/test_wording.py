"""The short cuts before fixed wordings let through all that the wordings themselves would."""

import re

from hypothesis import given
from hypothesis import strategies as st

from spiders.pages import furniture, wording
from spiders.pages.wording import Wording

WORDINGS = [
    value
    for module in (wording, furniture)
    for value in vars(module).values()
    if isinstance(value, Wording)
]
PIECES = (
    *("Teilen", "auf Facebook", "Jetzt", "NEWSLETTER", "Über den Autor", "Weitere Meldungen"),
    *("Kategorie:", "IMPRESSUM", "Wir verwenden Cookies", "[03.05.2026]", "Grüße", "zum Thema"),
    *("Pressekontakt", "Stichwörter: Wald", "mehr", "›", "3 Min. Lesezeit", "Ähnliche Beiträge"),
)
LINES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join)


@given(line=LINES, change=st.sampled_from([str, str.upper, str.lower, str.swapcase]))
def test_a_wording_fits_its_lines_in_any_case_of_letters(line, change):
    said = change(line)
    for known in WORDINGS:
        expected = re.match(known._pattern.pattern, said, re.IGNORECASE) is not None
        assert known.match(said) is expected, (known._pattern.pattern[:60], said)


@given(text=st.from_regex(wording.CREDIT) | st.from_regex(wording._ALT_CREDIT))
def test_every_credit_passes_what_is_asked_before_it(text):
    for split, pattern in (
        (wording.split_credit, wording.CREDIT),
        (wording.split_alt, wording._ALT_CREDIT),
    ):
        match = pattern.search(text)
        assert split(text)[0] == (text[: match.start()].strip() if match else text)


@given(text=st.text(max_size=60) | LINES)
def test_folding_keeps_the_length_and_takes_each_sign_for_its_plain_one(text):
    folded = wording.folded(text)
    assert len(folded) == len(text)
    assert not set(folded) & set(wording._FOLDED)
    assert folded == wording.folded(folded)
