import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.ids import Ids

SETS = st.sets(st.sampled_from("abcdefghij"))
STEPS = st.lists(st.tuples(SETS, SETS), max_size=8)


@given(SETS, STEPS, st.integers(0, 12))
def test_ids_are_a_set_however_they_were_changed(first, steps, carried):
    expected, ids = set(first), Ids(frozenset(first))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.ids._CHANGES", carried)
        for drop, more in steps:
            add = more - drop
            expected = (expected - drop) | add
            ids = ids.but(add, drop)
            assert ids == expected
            assert sorted(ids) == sorted(expected)
            assert len(ids) == len(expected)
            assert [each in ids for each in "abcdefghij"] == [e in expected for e in "abcdefghij"]
            assert ids == (ids.base - ids.dropped) | ids.added
            assert len(ids.added) + len(ids.dropped) <= carried


def test_one_more_id_costs_no_copy_of_a_large_set():
    many = Ids(frozenset(map(str, range(1000))))
    more = many.but(["new"], ["7"])
    assert more.base is many.base
    assert (more.added, more.dropped) == ({"new"}, {"7"})
    assert many == set(map(str, range(1000)))
    assert more.but(["new"], ["7", "unknown"]) is more
    assert more.but(["7"], ["new"]) == many
    assert more & {"new", "7", "8"} == {"new", "8"}
