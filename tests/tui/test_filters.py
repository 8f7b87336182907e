"""The filter panel: every facet with its numbers, and values found by their names."""

from pathlib import Path

import pytest
from textual.widgets import Input

from press.article import AgencyMention
from press.query import parse
from store.library import Library
from tests.tui.conftest import TODAY, article, keep, make_app, press, settled, small_archive
from tui.counts import count, count_states
from tui.reader import PresselupeApp
from tui.widgets.facet_list import SHORT, FacetList

SIZE = (120, 40)
BODIES = ("bsi", "fitko", "bka", "bfv", "bmi", "bmf", "bmg", "thw", "zitis", "im-bw", "lfv-bw")


def facet(screen, name: str) -> FacetList:
    return screen.query_one(f"#facet-{name}", FacetList)


def numbers(screen, name: str) -> dict[str, int | None]:
    return {choice.value: choice.hits for choice in facet(screen, name).choices}


@pytest.fixture
def many(tmp_path: Path) -> PresselupeApp:
    """An archive that mentions more bodies than the panel shows unasked."""
    mentions = [AgencyMention(id=id_, name=id_, text=id_, rule="name") for id_ in BODIES]
    keep(tmp_path, [article(n, agencies=mentions[: n + 1]) for n in range(len(BODIES))])
    return make_app(tmp_path)


async def test_every_facet_shows_how_many_articles_each_value_has(data: Path) -> None:
    keep(data, [article(30, regions=["DE-BW", "DE"], changed="2026-11-20T07:00:00Z")])
    keep(data, [article(31, regions=["DE-BW"], gone="2026-11-20T07:00:00Z")])
    library = Library(data)
    library.reader.mark_read([row.id for row in library.rows(parse("quelle:im-bw"))])
    library.reader.star([library.rows(parse(""))[0].id])
    async with make_app(data).run_test(size=(120, 60)) as pilot:
        screen = await settled(pilot)
        assert numbers(screen, "state") == {"DE-BW": 2, "DE": 1}
        assert [c.label for c in facet(screen, "state").choices] == ["Baden-Württemberg", "Bund"]
        assert numbers(screen, "kind") == {"news": 12, "press_release": 2}
        assert numbers(screen, "is") == {
            "unread": 12,
            "new": 14,
            "starred": 1,
            "changed": 1,
            "undated": 1,
            "gone": 1,
        }


async def test_states_are_counted_within_the_query_but_for_the_state_itself(data: Path) -> None:
    library = Library(data, today=lambda: TODAY)
    library.reader.star([library.rows(parse("quelle:im-bw"))[0].id])
    query = parse("quelle:im-bw ist:markiert")
    assert count_states(library, query)["unread"] == 2
    assert count_states(library, query)["starred"] == 1
    counts = count(library, query, TODAY).with_states({"unread": 2})
    assert {c.value: c.hits for c in counts.choices("source", ["im-bw"])} == {"im-bw": 1}


async def test_the_numbers_of_states_follow_the_marks(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "m", "j", "s")
        screen.recount_states()
        screen = await settled(pilot)
        assert numbers(screen, "is")["unread"] == 11
        assert numbers(screen, "is")["starred"] == 1


async def test_several_values_of_one_facet_are_alternatives(app: PresselupeApp) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        screen = await settled(pilot)
        facet(screen, "is").focus()
        screen = await press(pilot, "g", "j", "j", "j", "j", "space", "k", "space")
        assert screen.line.box.value == "ist:undatiert,geändert"
        assert screen.pages.total == 1
        facet(screen, "kind").focus()
        screen = await press(pilot, "g", "space")
        assert screen.search.values("kind")
        assert screen.pages.total == 1


async def test_long_facets_are_short_until_asked_for(many: PresselupeApp) -> None:
    async with many.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        bodies = facet(screen, "agency")
        bodies.focus()
        assert bodies.render_line(SHORT).text.strip() == f"… {len(BODIES) - SHORT} weitere"
        screen = await press(pilot, "G", "space")
        assert bodies.size.height == len(BODIES)


async def test_a_value_of_a_long_facet_is_found_by_its_name(many: PresselupeApp) -> None:
    async with many.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        facet(screen, "agency").focus()
        screen = await press(pilot, "slash", *"verfassung")
        box = screen.query_one("#find-agency", Input)
        assert box.has_focus
        shown = [choice.value for choice in facet(screen, "agency")._shown]
        assert shown == ["bfv", "lfv-bw"]
        screen = await press(pilot, "enter", "j", "space")
        assert screen.line.box.value == "behörde:lfv-bw"
        screen = await press(pilot, "slash", "escape")
        assert facet(screen, "agency").has_focus
        assert not box.display
        assert len(facet(screen, "agency")._shown) > SHORT


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("way_out", ["f", "l", "escape"])
async def test_what_was_looked_for_is_forgotten_when_the_filters_are_left(
    many: PresselupeApp, size: tuple[int, int], way_out: str
) -> None:
    async with many.run_test(size=size) as pilot:
        await settled(pilot)
        screen = await press(pilot, "f", "J", "J", "slash", *"verfassung", "enter", way_out)
        assert screen.focused is screen.list
        screen = await press(pilot, "f")
        assert not screen.query_one("#find-agency", Input).display
        assert len(facet(screen, "agency")._shown) == SHORT


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_is_found_stands_below_the_box(
    many: PresselupeApp, size: tuple[int, int]
) -> None:
    async with many.run_test(size=size) as pilot:
        await settled(pilot)
        screen = await press(pilot, "f", "J", "J", "slash", *"verfassung")
        shown = "\n".join(line.text for line in many.screen._compositor.render_strips())
        assert "verfassung" in shown
        assert screen.query_one("#heading-agency").region.y < 8
        assert facet(screen, "agency").region.bottom <= size[1]


async def test_finding_does_not_mind_umlauts_and_finds_nothing_without_harm(
    many: PresselupeApp,
) -> None:
    async with many.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        facet(screen, "agency").focus()
        await press(pilot, "slash", *"wuerttemberg")
        assert {choice.value for choice in facet(screen, "agency")._shown} == {"im-bw", "lfv-bw"}
        screen = await press(pilot, *"xyz", "down", "space", "j", "G", "g")
        assert screen.line.box.value == ""


async def test_the_mouse_opens_the_box_and_chooses(many: PresselupeApp) -> None:
    async with many.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.click("#heading-agency")
        await press(pilot, *"zit")
        await pilot.click("#facet-agency", offset=(3, 0))
        screen = await settled(pilot)
        assert screen.line.box.value == "behörde:zitis"


async def test_escape_leaves_a_date_box_for_the_periods(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "f", "G", "space", "escape")
        assert facet(screen, "date").has_focus
        assert screen.line.box.value == ""


async def test_a_period_of_ones_own_is_marked_as_such(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *"datum:2026-11", "enter")
        assert "✓" in facet(screen, "date").render_line(6).text


async def test_a_thousand_values_are_walked_without_making_them_all(tmp_path: Path) -> None:
    mentions = [AgencyMention(id=f"b{n}", name="B", text="B", rule="name") for n in range(1000)]
    keep(tmp_path, [article(1, agencies=mentions), *small_archive()[1:]])
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        bodies = facet(screen, "agency")
        bodies.focus()
        screen = await press(pilot, "G", "space")
        made: list[int] = []
        whole = bodies.render_line
        bodies.render_line = lambda y: made.append(y) or whole(y)  # type: ignore[method-assign]
        screen = await press(pilot, "j")
        assert len(set(made)) < 100


async def test_choosing_filters_writes_the_query_and_narrows_the_list(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        topics = screen.query_one("#facet-topic", FacetList)
        assert {c.value: c.hits for c in topics.choices} == {"it-sicherheit": 2, "open-data": 3}
        topics.focus()
        values = [choice.value for choice in topics.choices]
        screen = await press(pilot, "space")
        assert screen.line.box.value == f"thema:{values[0]}"
        assert screen.pages.total == topics.choices[0].hits
        screen = await press(pilot, "j", "space")
        assert screen.search.values("topic") == tuple(values)
        assert screen.pages.total == 5
        screen = await press(pilot, "space", "k", "space")
        assert screen.line.box.value == ""
        assert screen.pages.total == 12


async def test_counts_follow_the_query(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *"source:im-bw", "enter")
        topics = screen.query_one("#facet-topic", FacetList)
        sources = screen.query_one("#facet-source", FacetList)
        assert {c.value: c.hits for c in topics.choices} == {"it-sicherheit": 1}
        assert {c.value: c.hits for c in sources.choices} == {"im-bw": 2, "move-online": 10}
        assert sources.chosen == {"im-bw"}


@pytest.mark.parametrize(
    ("keys", "written", "left"),
    [
        (["space"], "datum:heute", 4),
        (["j", "space"], "datum:gestern", 5),
        (["j", "j", "space"], "datum:7d", 9),
        (["j", "j", "j", "space"], "datum:1m", 9),
        (["j", "j", "j", "j", "space"], "datum:3m", 11),
        (["G", "k", "space"], "datum:1y", 11),
    ],
)
async def test_period_presets_are_one_key_away(
    app: PresselupeApp, keys: list[str], written: str, left: int
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "f", *keys)
        assert screen.line.box.value == written
        assert screen.pages.total == left
        presets = screen.query_one("#facet-date", FacetList)
        assert next(c.hits for c in presets.choices if c.value in presets.chosen) == left


async def test_a_period_of_ones_own_is_typed_in_german_form(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        screen.query_one("#since", Input).focus()
        await press(pilot, *"2.10.2026", "enter")
        screen.query_one("#until", Input).focus()
        screen = await press(pilot, *"19.11.", "enter")
        assert screen.line.box.value == "datum:2026-10-02..2026-11-19"
        assert screen.pages.total == 7
        screen.query_one("#since", Input).value = "Unsinn"
        screen.query_one("#since", Input).focus()
        screen = await press(pilot, "enter")
        assert screen.query_one("#since", Input).has_class("-wrong")
        assert screen.pages.total == 7


async def test_what_is_typed_shows_in_the_filter_panel(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *"thema:open-data datum:2026-11", "enter")
        assert screen.query_one("#facet-topic", FacetList).chosen == {"open-data"}
        assert screen.query_one("#since", Input).value == "01.11.2026"
        assert screen.query_one("#until", Input).value == "30.11.2026"
