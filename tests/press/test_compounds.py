import pytest

from press.compounds import parts
from press.lexicon import lexicon

SPLIT = """
sicherheits|lage bundes|innen|ministerium geburts|vorbereitungs|kurse wild|ruhe|zonen not|ruf
forschungs|team umsatz|steuer|satzes antriebs|aggregat haus|arzt rad|wege ost|see
gueter|zuege kinder|gaerten fach|kraefte verwaltungs|digitalisierung cyber|resilienz
ministeriums|sprecher wolfsburger|strategie
"""

WHOLE = """
massnahmen unternehmen veranstaltungen herausforderung urteil vorstand regelmaessig verbrauch
anwendungen gesellschaft landschaftlich wissenschaftlerinnen vorsitzende deutschland heidelberg
programme interessen vegetation militaerischen angemessen abgewichen moderation statistik
"""


def test_members_of_a_compound_are_found_with_their_links():
    cuts = ["|".join(part.text for part in parts(word.replace("|", ""))) for word in SPLIT.split()]
    assert cuts == SPLIT.split()


@pytest.mark.parametrize("word", WHOLE.split())
def test_words_that_only_look_like_compounds_stay_whole(word):
    assert [part.text for part in parts(word)] == [word]


def test_parts_are_brought_back_to_their_stem_wherever_they_stand():
    for compound, noun in [
        ("laenderfinanzen", "land"),
        ("aerztekammer", "arzt"),
        ("kirchenrecht", "kirche"),
        ("jahresbericht", "jahr"),
        ("notenschnitt", "note"),
    ]:
        assert parts(compound)[0].stem == parts(noun)[0].stem


def test_the_lexicon_is_folded_and_in_order():
    known = lexicon()
    words = [*known.fronts, *known.heads, *known.forms, *known.forms.values()]
    assert len(known.fronts) > 10_000
    assert all(word == word.lower() and word.isalpha() for word in words)
    assert not any(letter in word for word in words for letter in "äöüß")
