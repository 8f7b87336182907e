import multiprocessing
import time

import pytest
from tinydb import TinyDB

from store.files import StoreError
from store.reader import KEPT_ACTIONS, ReaderState, amend_note
from tests.store.samples import id_for

A, B, C = id_for("a"), id_for("b"), id_for("c")


@pytest.fixture
def reader(tmp_path):
    return ReaderState(tmp_path, "anna")


def test_marks_are_kept(reader, tmp_path):
    reader.mark_read([A, B])
    reader.star([B])
    reader.mark_read([A], read=False)
    reader.set_tags(C, ["Cyber", " NIS-2 ", "Cyber", ""])
    reader.set_note(C, "Für die Vorlage am Montag\nnachfragen")
    for state in (reader, ReaderState(tmp_path, "anna")):
        assert (state.is_read(A), state.is_read(B)) == (False, True)
        assert (state.is_starred(A), state.is_starred(B)) == (False, True)
        assert state.read_ids() == {B}
        assert state.starred_ids() == {B}
        assert state.tags(C) == ["Cyber", "NIS-2"]
        assert state.tagged("cyber") == {C}
        assert state.note(C) == "Für die Vorlage am Montag\nnachfragen"
        assert (state.tags(A), state.note(A)) == ([], None)


def test_each_person_has_marks_of_their_own(reader, tmp_path):
    reader.mark_read([A])
    assert not ReaderState(tmp_path, "berta").is_read(A)


@pytest.mark.parametrize("user", ["../../etc", "Jörg Müller", "a/b", "...", ""])
def test_any_user_name_makes_one_directory_below_reader(tmp_path, user):
    ReaderState(tmp_path, user).mark_read([A])
    (folder,) = (tmp_path / "reader").iterdir()
    assert (folder / "marks").is_dir()
    assert ReaderState(tmp_path, user).is_read(A)


def test_without_a_name_it_is_the_one_logged_in(tmp_path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "carla")
    ReaderState(tmp_path).mark_read([A])
    assert ReaderState(tmp_path, "carla").is_read(A)


def test_what_is_no_article_id_is_refused(reader):
    with pytest.raises(ValueError, match="no article id"):
        reader.mark_read(["https://portal.example/"])


def test_notes_and_tags_are_cleaned(reader):
    reader.set_note(A, "eins\x1b[31m zwei\x00")
    reader.set_tags(A, ["a\x07b"])
    assert reader.note(A) == "eins zwei"
    assert reader.tags(A) == ["ab"]
    reader.set_note(A, "  ")
    assert reader.note(A) is None


def test_searches_are_saved_replaced_and_deleted(reader, tmp_path):
    reader.save_search("Cyber", 'cyber* "offene Daten" -Bayern')
    reader.save_search("Förderung", "thema:foerderung")
    reader.save_search("Cyber", "cyber*")
    assert reader.searches() == {"Cyber": "cyber*", "Förderung": "thema:foerderung"}
    assert reader.delete_search("Cyber")
    assert not reader.delete_search("Cyber")
    assert ReaderState(tmp_path, "anna").searches() == {"Förderung": "thema:foerderung"}
    with pytest.raises(ValueError, match="needs a name"):
        reader.save_search(" ", "x")


# Undo


def test_undo_takes_back_one_action_after_the_other(reader):
    reader.mark_read([A, B])
    reader.star([A])
    reader.set_tags(A, ["x"])
    reader.set_note(A, "n")
    reader.save_search("s", "q")
    reader.mark_read([B], read=False)
    undone = [reader.undo() for _ in range(7)]
    assert undone == ["unread 1", "search 1", "note 1", "tag 1", "star 1", "read 2", None]
    assert reader.read_ids() == reader.starred_ids() == frozenset()
    assert (reader.tags(A), reader.note(A), reader.searches()) == ([], None, {})


def test_undo_restores_what_was_there_before_and_only_what_the_action_changed(reader):
    reader.mark_read([A])
    reader.mark_read([A, B, C])
    assert reader.undo() == "read 2"
    assert reader.read_ids() == {A}
    reader.set_note(A, "erste")
    reader.set_note(A, "zweite")
    reader.undo()
    assert reader.note(A) == "erste"


def test_an_action_that_changes_nothing_is_not_in_the_journal(reader):
    reader.mark_read([A])
    changes = reader.changes
    reader.mark_read([A])
    reader.star([B], starred=False)
    assert reader.changes == changes
    assert reader.undo() == "read 1"
    assert reader.undo() is None


def test_undo_outlives_the_window_and_leaves_other_fields_alone(reader, tmp_path):
    reader.mark_read([A])
    other = ReaderState(tmp_path, "anna")
    other.star([A])
    other.undo()
    assert (other.is_read(A), other.is_starred(A)) == (True, False)


def test_the_journal_is_bounded(reader, tmp_path):
    for number in range(KEPT_ACTIONS + 5):
        reader.star([id_for(f"{number}")])
    assert len(list((tmp_path / "reader/anna/undo").glob("*.json"))) == KEPT_ACTIONS


# Two windows


def test_two_windows_see_each_others_marks_after_refresh(reader, tmp_path):
    other = ReaderState(tmp_path, "anna")
    other.load()
    assert not other.refresh()
    reader.mark_read([A])
    before = other.changes
    assert other.refresh()
    assert other.changes == before + 1
    assert other.is_read(A)
    assert not other.refresh()
    reader.undo()
    assert other.refresh()
    assert not other.is_read(A)


def test_own_marks_are_no_news(reader):
    reader.load()
    reader.mark_read([A])
    assert not reader.refresh()


def _mark(data, name):
    reader = ReaderState(data, "anna")
    for number in range(30):
        reader.mark_read([id_for(f"{name}{number}")])
        reader.star([id_for("common")], starred=number % 2 == 0)
        reader.set_tags(id_for(f"{name}{number}"), [name])


def test_windows_marking_at_once_lose_nothing(tmp_path):
    context = multiprocessing.get_context("spawn")
    windows = [context.Process(target=_mark, args=(tmp_path, f"w{i}")) for i in range(4)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert {window.exitcode for window in windows} == {0}
    state = ReaderState(tmp_path, "anna")
    assert state.read_ids() == {id_for(f"w{i}{n}") for i in range(4) for n in range(30)}
    assert len(state.tagged("w2")) == 30
    assert state.damaged == []


# Damage and size


def test_a_damaged_file_is_set_aside_and_the_other_marks_stay(reader, tmp_path):
    ids = [id_for(f"{number}") for number in range(200)]
    reader.mark_read(ids)
    path = next((tmp_path / "reader/anna/marks").glob("*.json"))
    path.write_bytes(b"\x00\x00")
    state = ReaderState(tmp_path, "anna")
    assert 0 < len(state.read_ids()) < 200
    (damage,) = state.damaged
    assert damage.path == path
    assert damage.kept_as.read_bytes() == b"\x00\x00"
    state.mark_read(ids)
    assert len(state.read_ids()) == 200


def test_a_search_is_moved_and_what_is_undone_comes_back_to_its_place(reader, tmp_path):
    for name in ("a", "b", "c"):
        reader.save_search(name, f"query {name}")
    assert reader.move_search("c", -1)
    assert list(ReaderState(tmp_path, "anna").searches()) == ["a", "c", "b"]
    assert not reader.move_search("a", -1)
    assert not reader.move_search("x", 1)
    reader.delete_search("a")
    reader.save_search("d", "query d")
    for names in (["c", "b"], ["a", "c", "b"], ["a", "b", "c"]):
        reader.undo()
        assert list(reader.searches()) == names
    assert reader.searches()["c"] == "query c"


def test_a_search_is_renamed_in_its_place_and_undone_as_one(reader, tmp_path):
    for name in ("a", "b", "c"):
        reader.save_search(name, f"query {name}")
    assert reader.rename_search("a", " A ")
    assert list(ReaderState(tmp_path, "anna").searches().items()) == [
        ("A", "query a"),
        ("b", "query b"),
        ("c", "query c"),
    ]
    assert reader.rename_search("A", "c")
    assert reader.searches() == {"c": "query a", "b": "query b"}
    reader.undo()
    assert reader.searches() == {"A": "query a", "b": "query b", "c": "query c"}
    reader.undo()
    assert list(reader.searches()) == ["a", "b", "c"]
    assert not reader.rename_search("x", "y")
    assert not reader.rename_search("a", "a")
    with pytest.raises(ValueError, match="name"):
        reader.rename_search("a", " ")


def test_all_tags_come_with_the_most_frequent_first(reader):
    assert reader.all_tags() == []
    reader.set_tags(A, ["x", "y"])
    reader.set_tags(B, ["y"])
    assert reader.all_tags() == ["y", "x"]


def test_a_note_that_is_amended_is_undone_as_one(reader, tmp_path):
    reader.set_note(A, "eins")
    reader.set_note(A, "eins zwei")
    amend_note(reader, A, "eins zwei drei")
    assert reader.note(A) == ReaderState(tmp_path, "anna").note(A) == "eins zwei drei"
    assert reader.undo() == "note 1"
    assert reader.note(A) == "eins"


def test_damaged_searches_and_journal_are_set_aside_too(reader, tmp_path):
    reader.save_search("s", "q")
    reader.star([A])
    reader.mark_read([A])
    folder = tmp_path / "reader/anna"
    (folder / "searches.json").write_bytes(b"[]")
    max((folder / "undo").glob("*.json")).write_bytes(b"{")
    assert reader.searches() == {}
    assert reader.undo() == "star 1"
    assert len(reader.damaged) == 2


def test_a_full_disk_is_one_clear_line_and_the_marks_stay(reader, monkeypatch):
    reader.mark_read([A])

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match="No space left on device"):
        reader.mark_read([B])
    monkeypatch.undo()
    assert reader.read_ids() == {A}
    assert reader.undo() == "read 1"


def test_every_file_is_a_stock_tinydb(reader, tmp_path):
    reader.mark_read([A, B])
    reader.save_search("s", "q")
    files = list(tmp_path.rglob("*.json"))
    assert len(files) >= 4
    for path in files:
        with TinyDB(path, encoding="utf-8") as stock:
            assert all(len(stock.table(name)) for name in stock.tables())


def test_reading_makes_no_files(reader, tmp_path):
    assert not reader.is_read(A)
    assert not reader.refresh()
    assert reader.searches() == {}
    assert list(tmp_path.iterdir()) == []


def test_ten_thousand_marks_in_one_call_and_one_more_are_quick(reader):
    reader.mark_read([id_for(f"{number}") for number in range(10_000)])
    started = time.process_time()
    reader.mark_read([A])
    assert time.process_time() - started < 0.2
    assert reader.undo() == "read 1"
    assert reader.undo() == "read 10000"
    assert reader.read_ids() == frozenset()


def test_the_marks_of_few_articles_need_not_all_be_loaded(tmp_path, monkeypatch):
    marks = [id_for(str(n)) for n in range(600)]
    state = ReaderState(tmp_path, "ada")
    state.mark_read(marks[:300])
    state.star(marks[299:301])
    expected = [(n < 300, n in (299, 300)) for n in range(290, 310)]
    fresh = ReaderState(tmp_path, "ada")
    with monkeypatch.context() as patch:
        patch.setattr(ReaderState, "refresh", lambda _: pytest.fail("loaded all marks"))
        assert fresh.flags(marks[290:310]) == expected
        assert fresh.flags([]) == []
    fresh.load()
    assert fresh.flags(marks[290:310]) == expected
    assert [read for read, _ in ReaderState(tmp_path, "ada").flags(marks)].count(True) == 300
