from pathlib import Path

import pytest
from tinydb import TinyDB

from store import shards as module
from store.files import DamageList, WriteLock
from store.shards import LIMIT, Shards
from store.storage import ID_BITS, id_of
from tests.store.crash import Killed, die_at


@pytest.fixture
def damage():
    return DamageList()


@pytest.fixture
def shards(tmp_path, damage):
    return Shards(tmp_path / "things", "things", WriteLock(tmp_path), damage.report)


def documents(count: int) -> dict[int, dict[str, int]]:
    return {id_of(str(number).encode()): {"n": number} for number in range(count)}


def stored(shards: Shards) -> dict[int, dict[str, int]]:
    found = {}
    for path in shards.files():
        for key, record in shards.file(path).records(dict[str, int]).items():
            assert int(key) not in found
            found[int(key)] = record
    return found


def test_documents_come_back_by_id_in_the_order_asked_for(shards):
    all_of_them = documents(50)
    shards.put(all_of_them)
    wanted = [*reversed(all_of_them), 1]
    assert list(shards.get(wanted, dict[str, int]).items()) == list(reversed(all_of_them.items()))
    assert shards.get([1], dict) == {}


def test_files_are_few_at_first_and_split_as_they_grow(shards, tmp_path):
    shards.put(documents(100))
    assert len(shards.files()) == 16
    many = documents(16 * LIMIT + 100)
    shards.put(many)
    assert len(shards.files()) > 16
    assert stored(shards) == many
    largest = max(len(shards.file(path).read()) for path in shards.files())
    assert largest <= LIMIT
    for path in shards.files():
        with TinyDB(path, encoding="utf-8") as stock:
            assert len(stock.table("things")) > 0


def test_ids_that_all_begin_alike_split_as_deep_as_it_takes(shards):
    narrow = {(1 << (ID_BITS - 1)) + number: {"n": number} for number in range(LIMIT + 1)}
    shards.put(narrow)
    assert stored(shards) == narrow
    assert shards.get(list(narrow), dict[str, int]) == narrow


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", [1, 5, 16, 17])
def test_a_crash_while_splitting_shows_the_old_state_or_the_new(shards, monkeypatch, step, after):
    monkeypatch.setattr(module, "LIMIT", 40)
    base = 0xA << (ID_BITS - 4)
    old = {base + (n << (ID_BITS - 12)): {"n": n} for n in range(40)}
    new = old | {base + (n << (ID_BITS - 12)): {"n": -n} for n in range(20, 60)}
    shards.put(old)
    with pytest.MonkeyPatch.context() as patch:
        die_at(patch, step, after=after)
        try:
            shards.put(new)
        except Killed:
            assert stored(shards) in (old, new)
            assert shards.get(list(new), dict[str, int]) == stored(shards)
    shards.put(new)
    assert stored(shards) == new


def test_a_document_split_away_while_reading_is_found(shards, monkeypatch):
    monkeypatch.setattr(module, "LIMIT", 40)
    base = 0xA << (ID_BITS - 4)
    some = {base + (n << (ID_BITS - 12)): {"n": n} for n in range(60)}
    first, rest = dict(list(some.items())[:30]), dict(list(some.items())[30:])
    shards.put(first)
    file = Shards.file

    def split_meanwhile(self: Shards, path: Path) -> object:
        monkeypatch.setattr(Shards, "file", file)
        self.put(rest)
        return file(self, path)

    monkeypatch.setattr(Shards, "file", split_meanwhile)
    assert shards.get(list(first), dict[str, int]) == first


def test_a_damaged_file_costs_only_its_own_documents(shards, damage):
    all_of_them = documents(160)
    shards.put(all_of_them)
    lost = shards.files()[3]
    gone = {int(key) for key in shards.file(lost).read()}
    lost.write_bytes(b"{")
    kept = {i: d for i, d in all_of_them.items() if i not in gone}
    assert stored(shards) == kept
    assert [d.path for d in damage] == [lost]
    assert damage[0].kept_as.read_bytes() == b"{"
    shards.put(all_of_them)
    assert stored(shards) == all_of_them


WRITTEN = {
    "as we write it": '{{"things": {{\n{rows}\n}}}}\n',
    "by another program": '{{ "things" : {{ {rows} }} }}',
    "behind another table": '{{"more": {{\n"7": {{"n":0}}\n}}, "things": {{\n{rows}\n}}}}\n',
    "before another table": '{{"things": {{\n{rows}\n}}, "more": {{\n"7": {{"n":0}}\n}}}}\n',
}


@pytest.mark.parametrize("form", WRITTEN.values(), ids=WRITTEN)
def test_single_documents_are_found_however_their_file_was_written(shards, damage, form):
    all_of_them = documents(20)
    rows = ",\n".join(f'"{key}": {{"n":{value["n"]}}}' for key, value in all_of_them.items())
    path = shards.leaf(1)
    path.parent.mkdir()
    path.write_text(form.format(rows=rows))
    wanted = [*list(all_of_them)[::3], 7]
    found = shards.file(path).some(wanted, dict[str, int])
    assert found == {key: all_of_them[key] for key in wanted[:-1]}
    assert not damage


def test_a_single_document_of_another_kind_is_reported_and_left_out(shards, damage):
    path = shards.leaf(1)
    path.parent.mkdir()
    path.write_text('{"things": {\n"1": {"n":"one"},\n"2": {"n":2}\n}}\n')
    assert shards.file(path).some([1, 2], dict[str, int]) == {2: {"n": 2}}
    assert "unreadable" in str(damage[0])
