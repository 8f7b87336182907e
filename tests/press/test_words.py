"""Finding many phrases at once, and remembering what there is to say of words."""

from hypothesis import given
from hypothesis import strategies as st

from press import notes
from press.notes import Notes
from press.words import Hit, Phrases, by_first_word, even, longest

TEXTS = st.text("aAbBß -_.\n’\u00a0İ", max_size=40)
PHRASES = st.sets(st.text("abß -", min_size=1, max_size=6).filter(lambda text: text[0].isalpha()))


@given(TEXTS, PHRASES)
def test_phrases_are_found_wherever_they_are_no_part_of_a_longer_word(
    written: str, phrases: set[str]
) -> None:
    text = even(written)
    finder = Phrases(by_first_word(phrases).get, lambda phrase, words: not words.isupper())
    expected = {
        Hit(phrase, start, start + len(phrase))
        for phrase in phrases
        for start in range(len(written))
        if text.lower.startswith(phrase, start)
        and not text.lower[max(0, start - 1) : start].isalnum()
        and not text.lower[start + len(phrase) :][:1].isalnum()
        and not text.text[start : start + len(phrase)].isupper()
    }
    found = finder.find(text)
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_of_overlapping_phrases_the_leftmost_then_longest_is_chosen() -> None:
    phrases = ["amt für", "amt für umwelt", "umwelt und natur"]
    finder = Phrases(by_first_word(phrases).get, lambda _phrase, _words: True)
    found = longest(finder.find(even("Das Amt für Umwelt und Natur")))
    assert [hit.phrase for hit in found] == ["amt für umwelt"]


def test_what_is_noted_of_words_is_asked_once_and_forgotten_if_it_grows_too_much() -> None:
    asked: list[str] = []

    def length(word: str) -> int | None:
        asked.append(word)
        return len(word) if word.startswith("x") else None

    noted = Notes(length)
    assert noted.of(frozenset({"xa", "b"})) == {"xa": 2}
    assert noted.of(frozenset({"b"})) == {}
    assert sorted(asked) == ["b", "xa"]
    long = "y" * notes.MOST
    noted.of(frozenset({long}))
    assert noted.of(frozenset({"xc"})) == {"xc": 2}
    assert noted.of(frozenset({"xa"})) == {"xa": 2, "xc": 2}
    assert sorted(asked) == sorted(["b", "xa", long, "xc", "xa"])
