"""Stepping back and forth through the queries that have been asked."""

from hypothesis import given
from hypothesis import strategies as st

from press.query import Query, parse
from tests.tui.conftest import press, settled
from tui.history import History
from tui.reader import PresselupeApp

SIZE = (120, 40)


async def test_escape_takes_filters_back_one_by_one(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "f", "G", "k", "space", "escape")
        screen = await press(pilot, "slash", *" quelle:move-online", "enter")
        assert screen.line.box.value == "datum:1y quelle:move-online"
        assert screen.pages.total == 9
        screen = await press(pilot, "escape")
        assert screen.line.box.value == "datum:1y"
        screen = await press(pilot, "escape")
        assert screen.line.box.value == ""
        assert screen.pages.total == 12
        screen = await press(pilot, "escape")
        assert screen.pages.total == 12


async def test_one_typed_query_is_one_step_however_slowly_it_was_typed(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        for letters in ("kr", "ei", "s"):
            await press(pilot, *letters)
        screen = await press(pilot, "enter", "escape")
        assert screen.line.box.value == ""
        screen = await press(pilot, ">")
        assert screen.line.box.value == "kreis"
        assert screen.pages.total == 4
        screen = await press(pilot, "<")
        assert screen.pages.total == 12


async def test_the_ends_are_told(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "<")
        assert [note.message for note in app._notifications] == ["Das war die erste Anfrage."]
        await press(pilot, ">")
        assert [note.message for note in app._notifications] == ["Das war die letzte Anfrage."]


async def test_after_an_empty_result_the_list_has_the_focus_again(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *"xylophon")
        assert screen.pages.total == 0
        screen = await press(pilot, "escape")
        assert screen.line.box.value == "xylophon"
        screen = await press(pilot, "escape")
        assert screen.pages.total == 12
        assert screen.focused is screen.list


QUERIES = st.sampled_from([parse(text) for text in ("", "a1", "b2", "source:x", "date:7d")])


@given(st.lists(st.tuples(QUERIES, st.booleans())))
def test_going_all_the_way_back_ends_at_everything(asked: list[tuple[Query, bool]]) -> None:
    history = History()
    for query, instead in asked:
        history.visit(query, instead=instead)
    last = None
    steps = 0
    while (query := history.step(-1)) is not None:
        last, steps = query, steps + 1
    assert steps <= len(asked)
    assert last is None or last == Query()
    for _ in range(steps):
        assert history.step(1) is not None
    assert history.step(1) is None
