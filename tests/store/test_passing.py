"""Articles that an export passes on unread are the same as if they had been read."""

import io
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press.article import Article, to_document
from press.query import Query, parse
from store import passing
from store.archive import Archive, Arrival
from store.export import export
from store.library import Library
from store.storage import encode
from tests.store.samples import article, full_article


@pytest.fixture
def data(tmp_path: Path) -> Path:
    articles = [full_article(), *(article(f"{number}") for number in range(5))]
    Archive(tmp_path).keep([Arrival(each) for each in articles])
    return tmp_path


def exported(library: Library, query: str = "") -> list[dict[str, object]]:
    out = io.BytesIO()
    export(library.records(parse(query)), out, "jsonl")
    return [json.loads(line) for line in out.getvalue().splitlines()]


def day_files(data: Path) -> list[Path]:
    return sorted((data / "archive").rglob("????-??-??.json"))


def test_records_are_passed_on_as_they_are_stored(data: Path) -> None:
    library = Library(data)
    records = list(library.records(Query()))
    assert {type(record) for record in records} == {msgspec.Raw}
    assert exported(library) == [to_document(each) for each in library.articles(Query())]


def test_keys_stand_in_contract_order_whatever_the_files_order(data: Path) -> None:
    for path in day_files(data):
        tables = json.loads(path.read_bytes())
        for id_, document in tables["articles"].items():
            tables["articles"][id_] = dict(sorted(document.items()))
        path.write_text(json.dumps(tables), encoding="utf-8")
    keys = [field.encode_name for field in msgspec.structs.fields(Article)]
    assert all(list(document) == keys for document in exported(Library(data)))


def test_an_article_with_other_fields_is_read_first(data: Path) -> None:
    for path in day_files(data):
        tables = json.loads(path.read_bytes())
        for document in tables["articles"].values():
            del document["degraded"]
        path.write_text(json.dumps(tables), encoding="utf-8")
    library = Library(data)
    assert all(isinstance(record, Article) for record in library.records(Query()))
    assert all(document["degraded"] == [] for document in exported(library))


def test_a_table_in_an_older_order_or_with_another_before_it_is_read_first(data: Path) -> None:
    for path in day_files(data):
        tables = json.loads(path.read_bytes())
        path.write_bytes(encode({"versions": tables["articles"], "articles": tables["articles"]}))
    library = Library(data)
    assert all(isinstance(record, Article) for record in library.records(Query()))
    assert len(exported(library)) == 6


@given(cut=st.integers(min_value=0, max_value=4_000))
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_torn_file_is_never_passed_on_in_part(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "day.json"
    whole = encode({"articles": {"1": to_document(full_article()), "2": to_document(article("2"))}})
    torn = whole[: max(0, len(whole) - 3 - cut)]
    path.write_bytes(torn)
    assert not passing.stored(path, "articles")
    path.write_bytes(whole)
    assert len(passing.stored(path, "articles") or {}) == 2


def test_a_file_over_several_lines_still_gives_one_line_each(data: Path) -> None:
    for path in day_files(data):
        path.write_text(json.dumps(json.loads(path.read_bytes()), indent=2), encoding="utf-8")
    library = Library(data)
    assert len(exported(library)) == 6


def test_a_day_changed_since_it_was_indexed_is_read_before_it_is_passed_on(data: Path) -> None:
    library = Library(data)
    for path in day_files(data):
        tables = json.loads(path.read_bytes())
        for document in tables["articles"].values():
            document["words"] = "many"
        path.write_text(json.dumps(tables), encoding="utf-8")
    assert exported(library) == []
    assert library.notices
