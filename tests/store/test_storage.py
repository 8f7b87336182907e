import json
import multiprocessing

import pytest
from tinydb import Query, TinyDB
from tinydb.table import Document

from store.database import Database
from store.files import DamagedFile, DamageList, StoreError, WriteLock
from store.storage import FileStorage, TableFile, decode, encode, id_of, own_id


def test_tinydb_works_as_usual_on_our_storage(tmp_path):
    with Database(tmp_path / "db.json") as db:
        table = db.table("things")
        first = table.insert({"name": "Förderung", "n": 1})
        table.insert_multiple([{"name": "b", "n": 2}, {"name": "c", "n": 3}])
        table.update({"n": 20}, Query().name == "b")
        table.remove(Query().name == "c")
        assert table.get(doc_id=first) == {"name": "Förderung", "n": 1}
        assert [d["n"] for d in table.search(Query().n >= 1)] == [1, 20]
        assert len(table) == 2


def test_a_stock_tinydb_opens_our_files_and_we_open_its(tmp_path):
    path = tmp_path / "db.json"
    with Database(path) as ours:
        ours.table("things").put({7: {"name": "Ämter"}})
    with TinyDB(path, encoding="utf-8") as stock:
        assert stock.table("things").get(doc_id=7) == {"name": "Ämter"}
        stock.table("things").insert({"name": "Straße"})
    with Database(path) as ours:
        assert [d["name"] for d in ours.table("things")] == ["Ämter", "Straße"]


def test_a_file_has_one_document_per_line_also_after_a_pretty_printed_one_was_read(tmp_path):
    path = tmp_path / "db.json"
    path.write_text(json.dumps({"t": {"1": {"a": [1, 2], "b": "x\ny"}}}, indent=4))
    with Database(path) as db:
        db.table("t").put({2: {"a": []}})
    assert path.read_text().splitlines() == [
        '{"t": {',
        '"1": {"a":[1,2],"b":"x\\ny"},',
        '"2": {"a":[]}',
        "}}",
    ]


def test_put_replaces_and_inserts_a_batch_in_one_write(tmp_path, monkeypatch):
    db = Database(tmp_path / "db.json")
    db.table("t").put({1: {"v": 1}, 2: {"v": 2}})
    writes = []
    write = FileStorage.write
    monkeypatch.setattr(FileStorage, "write", lambda *a: (writes.append(1), write(*a)))
    db.table("t").put({2: {"v": 20}, 3: {"v": 3}})
    assert len(writes) == 1
    assert {d.doc_id: d["v"] for d in db.table("t")} == {1: 1, 2: 20, 3: 3}


def test_a_query_sees_what_another_process_has_written(tmp_path):
    db, other = Database(tmp_path / "db.json"), Database(tmp_path / "db.json")
    assert db.table("t").search(Query().v == 1) == []
    other.table("t").insert({"v": 1})
    assert len(db.table("t").search(Query().v == 1)) == 1


def _insert(path, start):
    with Database(path) as db:
        for number in range(start, start + 25):
            db.table("t").insert(Document({"n": number}, doc_id=number))


def test_four_processes_writing_at_once_lose_nothing(tmp_path):
    path = tmp_path / "db.json"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_insert, args=(path, 100 * i)) for i in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {writer.exitcode for writer in writers} == {0}
    with TinyDB(path, encoding="utf-8") as stock:
        assert len(stock.table("t")) == 100


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"t": {"1": {"a": "x', "truncated"),
        (b'{"t": {"1": {"a": "\xff"}}}', "not UTF-8 at byte 19"),
        (b"\x00" * 64, "malformed"),
        (b"[1, 2]", "Expected `object`, got `array`"),
        (b'{"t": 3}', "Expected `object`, got `int`"),
        (b'{"t": {"one": {}}}', '"one" is no document id'),
        (b"<html>404</html>", "malformed"),
    ],
)
def test_a_damaged_file_is_set_aside_with_its_content_and_the_reason(tmp_path, content, reason):
    path = tmp_path / "db.json"
    path.write_bytes(content)
    with pytest.raises(DamagedFile) as caught:
        FileStorage(path).read()
    damage = caught.value
    assert reason in damage.reason
    assert damage.path == path
    assert damage.kept_as.name.startswith("db.json.damaged-")
    assert damage.kept_as.read_bytes() == content
    assert not path.exists()
    assert "\n" not in str(damage)
    with Database(path) as db:
        db.table("t").insert({"a": 1})
        assert len(db.table("t")) == 1


def test_a_damaged_file_that_cannot_be_renamed_stays_and_is_reported(tmp_path, monkeypatch):
    path = tmp_path / "db.json"
    path.write_bytes(b"{")
    monkeypatch.setattr("pathlib.Path.rename", lambda *_: (_ for _ in ()).throw(PermissionError()))
    with pytest.raises(DamagedFile, match="left in place") as caught:
        FileStorage(path).read()
    assert caught.value.kept_as == path
    assert path.read_bytes() == b"{"


def test_a_file_mended_meanwhile_is_not_set_aside(tmp_path, monkeypatch):
    path = tmp_path / "db.json"
    path.write_bytes(b"{")
    storage = FileStorage(path)
    enter = WriteLock.__enter__

    def mended_while_waiting(self: WriteLock) -> None:
        enter(self)
        path.write_bytes(b'{"t": {}}')

    monkeypatch.setattr(WriteLock, "__enter__", mended_while_waiting)
    with pytest.raises(DamagedFile):
        storage.read()
    assert storage.read() == {"t": {}}


@pytest.mark.parametrize("content", [b"", b" \n", b"{}"])
def test_an_empty_file_is_an_empty_database(tmp_path, content):
    (tmp_path / "db.json").write_bytes(content)
    assert FileStorage(tmp_path / "db.json").read() == {}


def test_no_file_is_none_as_tinydb_expects(tmp_path):
    assert FileStorage(tmp_path / "db.json").read() is None


def test_what_cannot_be_json_is_refused_and_the_file_stays(tmp_path):
    db = Database(tmp_path / "db.json")
    db.table("t").insert({"a": 1})
    with pytest.raises(StoreError, match="cannot be written as JSON"):
        db.table("t").insert({"a": "\ud800"})
    assert len(db.table("t")) == 1


def test_a_table_file_reads_its_good_documents_and_reports_the_others(tmp_path):
    path = tmp_path / "t.json"
    path.write_bytes(b'{"t": {"1": {"n": 1}, "2": ["no object"], "3": {"n": "x"}, "4": {"n": 4}}}')
    damage = DamageList()
    file = TableFile(path, "t", WriteLock(tmp_path), damage.report)
    assert file.records(dict[str, int]) == {"1": {"n": 1}, "4": {"n": 4}}
    assert len(damage) == 2
    assert all(d.kept_as == path for d in damage)
    assert path.exists()


def test_ids_are_53_bits_of_the_article_id_and_exact_in_json():
    assert own_id("ffffffffffffffff") == 2**53 - 1
    assert own_id("0000000000000800") == 1
    assert json.loads(json.dumps(float(own_id("ffffffffffffffff")))) == 2**53 - 1
    assert 0 <= id_of(b"https://portal.example/") < 2**53


@pytest.mark.parametrize("wrong", ["", "abc", "-000000000000001", "0x00000000000001", "G" * 16])
def test_anything_else_is_no_article_id(wrong):
    with pytest.raises(ValueError, match="no article id"):
        own_id(wrong)


def test_encoding_and_decoding_keep_order_names_and_values():
    tables = {'a "quoted" name': {"2": {"x": None}, "1": {"y": 1.5}}, "empty": {}}
    decoded = decode(encode(tables))
    assert {n: {k: dict(d) for k, d in t.items()} for n, t in decoded.items()} == tables
    assert list(decoded['a "quoted" name']) == ["2", "1"]
