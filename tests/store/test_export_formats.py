"""CSV, Markdown and plain text: whole, readable, and harmless in the programs that open them."""

import csv
import io
import tracemalloc

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from press.article import AgencyMention, Article, TopicLabel
from press.text import Block, blocks_of, to_markdown
from store.export_csv import COLUMNS, export_csv, guarded, unguarded
from store.export_formats import FORMATS, write
from store.export_text import as_markdown, as_text, escaped
from tests.store.samples import article, full_article
from tests.store.test_export import _Nowhere

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
SHOWN = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=("Cc", "Cf")),
    max_size=40,
).map(lambda text: " ".join(text.split()))


def written(articles: list[Article], form: str) -> str:
    out = io.BytesIO()
    assert write(articles, out, form) == len(articles)
    return out.getvalue().decode()


def table(articles: list[Article]) -> list[dict[str, str]]:
    text = written(articles, "csv")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@given(st.lists(TEXT, min_size=4, max_size=4), TEXT)
def test_whatever_stands_in_a_cell_comes_back(texts, other):
    title, kicker, lead, raw = texts
    given_ = article(title=title, kicker=kicker, lead=lead, published_raw=raw, section=other)
    [row] = table([given_])
    for name in ("title", "kicker", "lead", "published_raw", "section"):
        assert unguarded(row[name]) == getattr(given_, name)
    assert row["id"] == given_.id
    assert row["version"] == "1"


@given(st.lists(st.sampled_from([*"=+-@'\";\t\n x", "＝"]), max_size=12).map("".join))
def test_no_cell_or_part_of_a_cell_begins_a_formula(text):
    assert unguarded(guarded(text)) == text
    for part in guarded(text).replace(";", "\n").replace("\t", "\n").split("\n"):
        assert part.strip(' "')[:1] not in {*"=+-@", "＝"} or not part


def test_ordinary_texts_stay_as_they_are():
    for text in ("Bund-Länder-Runde", "5 - 3 = 2", "a@b.de", "‚Zitat‘", "'n Abend", "1; 2", ""):
        assert guarded(text) == text
    assert guarded("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert guarded('ja;"=1') == "ja;'\"=1"


def test_csv_is_rfc_4180_with_a_mark_for_spreadsheets():
    text = written([article(title='Er sagte: "Nein", dann', lead="eins\nzwei")], "csv")
    head, _, rest = text.partition("\r\n")
    assert head == "\ufeff" + ",".join(COLUMNS)
    assert '"Er sagte: ""Nein"", dann","' not in head
    assert '"Er sagte: ""Nein"", dann",,"eins\nzwei",' in rest
    assert rest.endswith("\r\n")
    assert written([], "csv") == head + "\r\n"


def test_every_field_of_the_contract_has_its_columns():
    fields = [field.encode_name for field in msgspec.structs.fields(Article)]
    owners = [
        name if name in fields else next(f for f in fields if name.startswith(f"{f}_"))
        for name in COLUMNS
    ]
    assert list(dict.fromkeys(owners)) == fields


def test_lists_are_joined_and_bodies_are_plain():
    body = "Ein Satz.\n\n## Zwischentitel\n\n- eins\n- zwei\n\n1. erstens\n\n\\- kein Punkt"
    named = AgencyMention(id="bsi", name="BSI", text="BSI", rule="x")
    topics = [TopicLabel(id=name, label=name.title(), rule="x") for name in ("a", "b")]
    [row] = table([article(body=body, agencies=[named], topics=topics, regions=["DE-BW", "DE"])])
    assert (row["agencies"], row["agencies_names"]) == ("bsi", "BSI")
    assert (row["topics"], row["topics_labels"], row["regions"]) == ("a; b", "A; B", "DE-BW; DE")
    assert row["body"] == (
        "Ein Satz.\n\nZwischentitel\n\n• eins\n• zwei\n\n1. erstens\n\n'- kein Punkt"
    )
    assert (row["image_url"], row["gone"]) == ("", "")


@given(SHOWN.filter(bool))
def test_markdown_shows_every_text_as_it_is(text):
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(escaped(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == text


@given(st.lists(st.tuples(st.sampled_from(["paragraph", "subhead", "quote"]), SHOWN), max_size=5))
def test_markdown_keeps_the_blocks_of_a_body(blocks):
    body = to_markdown(Block(kind, text) for kind, text in blocks)
    tokens = MarkdownIt("commonmark").parse(as_markdown(article(body=body)))
    shown = [
        "".join(child.content for child in token.children or [])
        for token in tokens
        if token.type == "inline"
    ]
    kept = [block.text for block in blocks_of(body)]
    assert shown[len(shown) - len(kept) :] == kept


def test_markdown_of_an_article():
    text = as_markdown(
        full_article(),
    )
    assert text == (
        "# Überschrift full\n\n"
        "**Beispielstadt** · 2022-10-13 14:05 · portal · Digitales\n\n"
        "<https://portal.example/meldung/full>\n\n"
        "**Ein Vorspann.**\n\n"
        "Ein Satz über Förderung.\n\n"
        "Thema"
    )


def test_a_page_cannot_smuggle_markup_into_markdown():
    hostile = "<script>alert(1)</script> [Klick](javascript:x) &amp; **fett**"
    rendered = MarkdownIt("commonmark").render(
        as_markdown(article(title=hostile, lead=hostile, body=hostile, url="javascript:alert(1)"))
    )
    assert "<script" not in rendered
    assert "<a " not in rendered
    assert rendered.count("**fett**") == 3


def test_plain_text_of_articles_stands_apart():
    first = article("a", text="Absatz.\n\n- eins\n- zwei\n\n> gesagt", lead="Vorspann.")
    bare = article("b", title=None, body=None, published=None, published_raw="Herbst")
    text = written([first, bare], "txt")
    assert text == (
        "Überschrift a\n2022-10-13 · portal\nhttps://portal.example/meldung/a\n\n"
        "Vorspann.\n\nAbsatz.\n\n• eins\n• zwei\n\n│ gesagt\n\n"
        + "=" * 72
        + "\n\n–\n(Herbst) · portal\nhttps://portal.example/meldung/b\n"
    )


def test_control_characters_reach_no_terminal():
    text = as_text(article(title="a\x1b[31mb", text="c\x07d", lead="e\x9bf"))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\x9b" not in text


def test_what_is_encoded_already_is_read_where_it_must_be():
    encoded = msgspec.Raw(msgspec.json.encode(full_article()))
    for form in FORMATS:
        assert written([encoded], form) == written([full_article()], form)


@pytest.mark.parametrize("form", ["csv", "md", "txt"])
def test_memory_stays_flat(form):
    def peak(count: int) -> int:
        tracemalloc.start()
        write((article(f"{n}", "Ein Satz. " * 100) for n in range(count)), _Nowhere(), form)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(1500) < peak(600) * 1.2 + 50_000


def test_csv_takes_articles_as_they_come():
    out = io.BytesIO()

    def articles():
        for number in range(600):
            if number == 512:
                assert out.tell() > 0
            yield article(f"{number}")

    assert export_csv(articles(), out) == 600
