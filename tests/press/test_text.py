"""Hostile text at the door, and the small Markdown of bodies."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press import text as press_text
from press.text import Block, blocks_of, clean_line, clean_text, count_words, plain, to_markdown

LINES = [
    ("Förderung  für\u00a0Kommunen\n", "Förderung für Kommunen"),
    ("Fo\u0308rderung", "Förderung"),
    ("Cyber\u00adsicher\u00adheit", "Cybersicherheit"),
    ("\x1b[31mrot\x1b[0m", "rot"),
    ("\x1b]0;Fenstertitel\x07Text", "Text"),
    ("\x1b]8;;https://b.example\x1b\\Text\x1b]8;;\x1b\\", "Text"),
    ("\x1b\x1b[31m[31mText", "[31mText"),
    ("Text\x1b", "Text"),
    ("a\x00b\x07c\x7fd\x9be", "abcde"),
    ("\u202eTXET\u202c links", "TXET links"),
    ("\u2066a\u2069\u200e\u200f\u061cb", "ab"),
    ("null\u200bbreite\ufeff", "nullbreite"),
    ("leer\u3164\u115f\u034f.", "leer."),
    ("a\ud800b", "ab"),
    ("Tab\tund\vZeilen\fbruch\u0085hier\u2028und\u2029da\r\n", "Tab und Zeilen bruch hier und da"),
    ("👩\u200d💻 und ☎\ufe0f", "👩\u200d💻 und ☎\ufe0f"),
    ("\U000e0041\U000e0042Text", "Text"),
    ("Bürger*innen & <b>Ämter</b>", "Bürger*innen & <b>Ämter</b>"),
    ("", ""),
    (" \u3000\u200b ", ""),
]

BODIES = [
    ([Block("paragraph", "Eins."), Block("paragraph", "Zwei.")], "Eins.\n\nZwei."),
    ([Block("subhead", "Ziele"), Block("paragraph", "Text")], "## Ziele\n\nText"),
    ([Block("item", "a"), Block("item", "b"), Block("paragraph", "c")], "- a\n- b\n\nc"),
    ([Block("numbered", "a"), Block("numbered", "b")], "1. a\n2. b"),
    (
        [Block("numbered", "a"), Block("paragraph", "b"), Block("numbered", "c")],
        "1. a\n\nb\n\n1. c",
    ),
    ([Block("item", "a"), Block("numbered", "b")], "- a\n\n1. b"),
    ([Block("quote", "Wir handeln."), Block("quote", "Jetzt.")], "> Wir handeln.\n\n> Jetzt."),
    ([Block("paragraph", "- kein Punkt")], "\\- kein Punkt"),
    ([Block("paragraph", "1. Januar")], "\\1. Januar"),
    ([Block("paragraph", "## kein Titel")], "\\## kein Titel"),
    ([Block("paragraph", ">kein Zitat")], "\\>kein Zitat"),
    ([Block("paragraph", "\\n")], "\\\\n"),
    ([Block("paragraph", "*innen_ und #Thema -5 %")], "*innen_ und #Thema -5 %"),
    ([Block("item", "- a"), Block("subhead", "# b")], "- - a\n\n## # b"),
    ([Block("paragraph", "zwei\nZeilen")], "zwei Zeilen"),
    ([Block("paragraph", " \u200b"), Block("paragraph", "a")], "a"),
    ([], ""),
]


@pytest.mark.parametrize(("raw", "clean"), LINES)
def test_a_line_is_cleaned(raw, clean):
    assert clean_line(raw) == clean


def test_cleaning_a_text_keeps_its_line_breaks_as_one_sign():
    assert clean_text("a\r\nb\rc\n\nd\u2028e\tf") == "a\nb\nc\n\nd\ne f"


@pytest.mark.parametrize(("blocks", "body"), BODIES)
def test_blocks_become_markdown_and_come_back(blocks, body):
    assert to_markdown(blocks) == body
    kept = [Block(kind, clean_line(text)) for kind, text in blocks if clean_line(text)]
    assert blocks_of(body) == kept


def test_sizes_are_bounded(monkeypatch):
    monkeypatch.setattr(press_text, "MAX_TEXT", 1_000)
    body = to_markdown(Block("paragraph", "wort " * 20) for _ in range(100))

    assert len(body) <= 1_000
    assert {block.text for block in blocks_of(body)} == {("wort " * 20).strip()}
    assert len(clean_line("ä" * 5_000)) == press_text.MAX_LINE
    assert len(clean_line("a" * 5_000)) == press_text.MAX_LINE
    assert clean_line("abc def", 5) == "abc d"


def test_plain_text_has_no_signs_of_markdown():
    body = "## Ziele\n\n\\- kein Punkt\n\n- Punkt\n1. Zahl\n\n> Zitat"

    assert plain(body) == "Ziele\n- kein Punkt\nPunkt\nZahl\nZitat"
    assert plain(None) == ""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (None, 0),
        ("", 0),
        ("Ein Wort, zwei Wörter.", 4),
        ("## IT-Sicherheit\n\n- in 24 Ländern", 4),
        ("Bund-Länder-Runde geht's an", 3),
    ],
)
def test_words_are_counted_as_read(body, words):
    assert count_words(body) == words


HOSTILE = [
    *"aä.#-+*>1) \\\x1b[]m;\x07\x9b\r\n\t\x0b\u0085\u2028\u00a0",
    *"\u202e\u2066\u200b\u200d\ufe0f\u0308\u0301",
    *("\x1b[", "\x1b]", "\x1b\\", "1. ", "- ", "## ", "> ", "\ud800", "\U000e0041", "\u0301\u0316"),
]
hostile = st.lists(st.sampled_from(HOSTILE), max_size=60).map("".join) | st.text(max_size=100)
kinds = st.sampled_from(["paragraph", "subhead", "item", "numbered", "quote"])
some_blocks = st.lists(st.builds(Block, kinds, hostile), max_size=8)
DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(hostile)
def test_nothing_that_steers_a_terminal_survives(raw):
    for clean in (clean_text(raw).replace("\n", ""), clean_line(raw)):
        assert not {unicodedata.category(c) for c in clean} & {"Cc", "Cs", "Zl", "Zp"}
        assert not {unicodedata.bidirectional(c) for c in clean} & DIRECTIONS
        assert not set(clean) & set("\u200b\u200e\u200f\u061c\u2060\ufeff\u00ad")


@given(hostile)
def test_cleaning_twice_is_cleaning_once(raw):
    assert clean_text(clean_text(raw)) == clean_text(raw)
    assert clean_line(clean_line(raw)) == clean_line(raw)
    assert clean_line(clean_text(raw)) == clean_line(raw)


@given(hostile)
def test_a_clean_line_is_one_line_with_single_blanks_in_nfc(raw):
    line = clean_line(raw)

    assert line.split(" ") == (line.split() or [""])
    assert unicodedata.is_normalized("NFC", line)


@given(
    st.text(
        st.characters(min_codepoint=0x20, max_codepoint=0x24F) | st.sampled_from("–—„“”‚‘’•…€"),
        max_size=40,
    )
)
def test_ordinary_german_text_is_cleaned_alike_beside_any_other_sign(line):
    assert clean_text(line + "\u4e2d") == clean_text(line) + "\u4e2d"


@given(some_blocks)
def test_every_body_reads_back_as_it_was_written(blocks):
    body = to_markdown(blocks)
    kept = [Block(kind, clean_line(text)) for kind, text in blocks if clean_line(text)]

    assert blocks_of(body) == kept
    assert to_markdown(blocks_of(body)) == body


@given(hostile)
def test_any_text_at_all_can_be_read_as_a_body(raw):
    assert all("\n" not in block.text for block in blocks_of(raw))
    assert count_words(raw) >= 0


@pytest.mark.parametrize(
    "filling",
    [
        "a",
        "ä ",
        "\u0301\u0316",
        "\u0591\u05a0",
        "\x1b[",
        "\x1b]",
        "\x1b[0",
        "\n",
        "# ",
        "1. ",
        "a-",
    ],
)
def test_ten_million_characters_take_time_in_proportion(filling):
    raw = "a" + filling * (10_000_000 // len(filling))

    start = time.process_time()
    count_words(to_markdown([Block("paragraph", raw), Block("item", clean_text(raw))]))

    assert time.process_time() - start < 10


@given(st.lists(st.text("aß9_-‐'’.*# \u00a0\n", max_size=30), max_size=5))
def test_words_are_counted_alike_by_chunks_and_over_the_whole_text(parts: list[str]) -> None:
    body = "\n".join(parts)
    assert count_words(body) == len(re.findall(r"\w+(?:[-‐‑'’]\w+)*", plain(body)))
