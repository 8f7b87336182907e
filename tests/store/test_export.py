import io
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import jsonschema
import msgspec
import pytest

from press.article import Article, to_document
from store.export import export
from store.schema import text
from tests.store.samples import article, full_article

SCHEMA = Path(__file__).parents[2] / "docs" / "article.schema.json"
ARTICLES = [full_article(), article("a", published=None, title=None, body=None), article("b")]


def exported(articles: list[Article], form: str) -> bytes:
    out = io.BytesIO()
    assert export(articles, out, form) == len(articles)
    return out.getvalue()


def test_json_lines_are_one_compact_object_per_line_in_utf_8():
    lines = exported(ARTICLES, "jsonl").split(b"\n")
    assert lines.pop() == b""
    assert [json.loads(line) for line in lines] == [to_document(a) for a in ARTICLES]
    assert "Überschrift".encode() in lines[0]
    assert b'": ' not in lines[0]
    assert b"\r" not in lines[0]


def test_json_is_one_array():
    assert json.loads(exported(ARTICLES, "json")) == [to_document(a) for a in ARTICLES]


@pytest.mark.parametrize("count", [1, 255, 256, 257, 600])
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_any_number_comes_out_whole(form, count):
    content = exported([article(f"{number}") for number in range(count)], form)
    records = json.loads(content) if form == "json" else content.splitlines()
    assert len(records) == count


def test_nothing_is_an_empty_array_and_no_lines():
    assert json.loads(exported([], "json")) == []
    assert exported([], "jsonl") == b""


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_keys_stand_in_contract_order(form):
    content = exported([full_article()], form)
    document = json.loads(content.splitlines()[0] if form == "jsonl" else content[2:-3])
    assert list(document) == [f.encode_name for f in msgspec.structs.fields(Article)]
    assert next(iter(document)) == "schema_version"


def test_every_exported_document_validates_against_the_published_schema():
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for document in json.loads(exported(ARTICLES, "json")):
        validator.validate(document)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(to_document(ARTICLES[0]) | {"kind": "rumour"})


def test_the_published_schema_is_current():
    assert SCHEMA.read_text(encoding="utf-8") == text(), (
        "run: python -m store.schema > docs/article.schema.json"
    )


def test_the_schema_can_be_printed():
    done = subprocess.run(
        [sys.executable, "-m", "store.schema"],
        capture_output=True,
        check=True,
        cwd=SCHEMA.parents[1],
    )
    assert done.stdout == SCHEMA.read_bytes()


class _Nowhere(io.RawIOBase):
    def write(self, data: object) -> int:
        return len(data)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_memory_stays_flat(form):
    def articles(count: int):
        return (article(f"{number}", "Ein Satz. " * 300) for number in range(count))

    peaks = []
    for count in (600, 3000):
        tracemalloc.start()
        export(articles(count), _Nowhere(), form)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2
