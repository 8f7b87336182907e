"""Visits: what is new since the last one, and where the reader was left."""

from datetime import UTC, datetime, timedelta

import pytest

from press.query import parse
from store.archive import Archive, Arrival
from store.files import StoreError
from store.library import Library
from store.lock import hold, running_since
from store.reader import ReaderState
from store.visits import IDLE, Place
from tests.store.samples import article, id_for

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def visits(data):
    return ReaderState(data, user="anna").visits


def test_before_the_first_visit_everything_is_new(tmp_path):
    assert visits(tmp_path).since is None
    first = visits(tmp_path)
    assert first.begin() == Place()
    assert first.since is None
    assert first.is_new("2020-01-01T00:00:00Z")


def test_what_came_after_a_visit_is_new_to_the_next(tmp_path):
    first = visits(tmp_path)
    first.begin(now=NINE)
    first.keep("2026-11-20T08:00:00Z", ended=True, now=NINE)
    second = visits(tmp_path)
    second.begin(now=NINE + timedelta(seconds=1))
    assert second.since == "2026-11-20T08:00:00Z"
    assert second.is_new("2026-11-20T08:00:01Z")
    assert not second.is_new("2026-11-20T08:00:00Z")


def test_a_visit_ends_with_what_was_shown_not_with_the_clock(tmp_path):
    """The list was not loaded again after 8:00, although the reader stayed open until ten."""
    first = visits(tmp_path)
    first.begin(now=NINE)
    first.keep("2026-11-20T08:00:00Z", now=NINE)
    first.keep("2026-11-20T08:00:00Z", ended=True, now=NINE + HOUR)
    assert visits(tmp_path).since == "2026-11-20T08:00:00Z"


def test_a_second_reader_shares_the_visit_of_the_first(tmp_path):
    last = visits(tmp_path)
    last.begin(now=NINE - 24 * HOUR)
    last.keep("2026-11-18T08:00:00Z", ended=True, now=NINE - 24 * HOUR)
    first, second = visits(tmp_path), visits(tmp_path)
    first.begin(now=NINE)
    first.keep("2026-11-20T08:00:00Z", now=NINE)
    second.begin(now=NINE + HOUR)
    assert second.since == first.since == "2026-11-18T08:00:00Z"
    second.keep("2026-11-20T09:30:00Z", ended=True, now=NINE + HOUR)
    first.keep("2026-11-20T08:00:00Z", ended=True, now=NINE + 2 * HOUR)
    assert visits(tmp_path).since == "2026-11-20T09:30:00Z"


def test_a_killed_reader_is_taken_up_again_until_it_has_been_silent_for_long(tmp_path):
    killed = visits(tmp_path)
    killed.begin(now=NINE)
    killed.keep("2026-11-20T08:00:00Z", now=NINE)
    soon, late = visits(tmp_path), visits(tmp_path)
    soon.begin(now=NINE + HOUR)
    assert soon.since is None
    late.begin(now=NINE + IDLE)
    assert late.since == "2026-11-20T08:00:00Z"


def test_a_visit_that_ends_during_a_crawl_ends_where_the_crawl_began(tmp_path):
    visit = visits(tmp_path)
    visit.begin()
    assert running_since(tmp_path) is None
    with hold(tmp_path, what="crawl"):
        began = running_since(tmp_path)
        visit.keep("2099-01-01T00:00:00Z", ended=True)
    assert running_since(tmp_path) is None
    assert visits(tmp_path).since == began


def test_a_reader_that_nobody_touched_for_long_begins_a_new_visit(tmp_path):
    reader = ReaderState(tmp_path, user="anna")
    reader.begin_visit()
    before = reader.changes
    reader.renew_visit("2026-11-20T08:00:00Z")
    assert reader.visits.since == "2026-11-20T08:00:00Z"
    assert reader.changes > before


def test_the_place_is_kept_with_the_end(tmp_path):
    visit = visits(tmp_path)
    visit.begin()
    place = Place("topic:ki", "0123456789abcdef", "2026-11-20", 7, 3, "article")
    visit.keep("", place=place, ended=True)
    again = visits(tmp_path)
    assert again.begin() == place
    again.keep("")
    assert visits(tmp_path).begin() == place


@pytest.mark.parametrize("content", [b"", b"{", b'{"visits": {"1": {"place": 3}}}', b"[]"])
def test_a_damaged_file_is_set_aside_and_counts_as_none(tmp_path, content):
    file = tmp_path / "reader" / "anna" / "visit.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    visit = visits(tmp_path)
    assert visit.begin() == Place()
    assert visit.since is None


def test_a_directory_that_cannot_be_written_is_said_when_writing_and_not_before(tmp_path):
    (tmp_path / "reader").write_text("in the way")
    visit = visits(tmp_path)
    assert visit.begin() == Place()
    with pytest.raises(StoreError):
        visit.keep("")


def test_is_new_finds_what_was_first_seen_since(tmp_path):
    old = article("old", first_seen="2026-11-19T06:00:00Z")
    Archive(tmp_path).keep([Arrival(old, None)])
    library = Library(tmp_path)
    assert library.count(parse("is:new")) == 1
    library.reader.begin_visit()
    library.reader.visits.keep(library.last_change(), ended=True)

    new = article("new", first_seen="2026-11-19T06:00:01Z", published=None)
    Archive(tmp_path).keep([Arrival(new, None)])
    library = Library(tmp_path)
    library.reader.begin_visit()
    assert [row.id for row in library.rows(parse("is:neu"))] == [id_for("new")]
    assert library.count(parse("-is:new")) == 1
    library.reader.renew_visit(library.last_change())
    assert library.count(parse("is:new")) == 0


def test_is_gone_finds_what_its_site_no_longer_has(tmp_path):
    articles = [article("a"), article("b", gone="2026-11-20T06:00:00Z")]
    Archive(tmp_path).keep([Arrival(each, None) for each in articles])
    library = Library(tmp_path)
    (row,) = library.rows(parse("ist:entfernt"))
    assert row.id == id_for("b")
    assert row.gone
