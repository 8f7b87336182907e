"""Reading one article: hits, labels, links, versions, citation, and the way through the text."""

import time
from pathlib import Path

import msgspec
import pytest

from press.article import Article, RelatedArticle
from store.library import Library
from tests.tui.conftest import (
    BSI,
    LONG_BODY,
    article,
    keep,
    make_app,
    painted,
    press,
    settled,
    small_archive,
    titles,
    told,
    until,
)
from tui.citation import citation, text
from tui.language import use
from tui.reader import PresselupeApp
from tui.screens import handing_on
from tui.screens.choosing import Choices, ChoosingScreen
from tui.screens.versions import ChangesView, VersionsScreen

SIZE = (120, 40)
FIRST = "Bürgerdienste nach Cyberangriff wieder geöffnet"


async def open_first(pilot, screen):
    """Open the article that has everything."""
    screen.list.cursor = titles(screen).index(FIRST)
    await settled(pilot)
    return await press(pilot, "enter")


def lines(screen) -> list[str]:
    return [line.plain for line in screen.view._set]


def marked(screen) -> str:
    """The words that have been gone to."""
    view = screen.view
    spot = view.hits.here
    return view.parts[spot.part].text[spot.start : spot.end]


def in_sight(screen) -> bool:
    view = screen.view
    spot = view.hits.here
    return 0 <= view._line_of(spot) - view.scroll_offset.y < view.page


async def test_n_and_shift_n_go_from_hit_to_hit_with_a_counter(app: PresselupeApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *"verwaltung", "enter", "enter")
        assert "12 Treffer" in painted(screen, "article")[-1]
        screen = await press(pilot, "n", "n", "n", "n", "n")
        assert "Treffer 5 von 12" in painted(screen, "article")[-1]
        assert marked(screen) == "Verwaltung"
        assert in_sight(screen)
        assert screen.view.scroll_offset.y > 0
        screen = await press(pilot, "N", "N", "N", "N", "N")
        assert "Treffer 12 von 12" in painted(screen, "article")[-1]
        assert in_sight(screen)


async def test_without_hits_n_opens_the_next_unread(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "enter")
        first = screen.article.id
        screen = await press(pilot, "n")
        assert screen.article.id != first
        assert screen.focused is screen.view
        assert screen.library.reader.is_read(screen.article.id)


async def test_without_hits_upper_n_stays_and_marks_nothing(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "enter")
        first, read = screen.article.id, screen.library.reader.read_ids()
        screen = await press(pilot, "N")
        assert screen.article.id == first
        assert screen.library.reader.read_ids() == read


async def test_one_hit_is_told_in_the_singular_in_english(app: PresselupeApp) -> None:
    use("en")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = await press(pilot, "slash", *'"frage" ', "enter", "enter")
        assert screen.view.all_hits(1) == "1 hit"
        assert screen.view.all_hits(2) == "2 hits"


async def test_space_pages_through_the_article_and_on_to_the_next_unread(
    app: PresselupeApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_first(pilot, await settled(pilot))
        for _ in range(20):
            if screen.view.at_end:
                break
            before = screen.view.scroll_offset.y
            screen = await press(pilot, "space")
            assert screen.article.row.title == FIRST
            assert screen.view.scroll_offset.y > before
        assert painted(screen, "article")[-1].rstrip().endswith("Ende")
        screen = await press(pilot, "space")
        assert screen.article.row.title != FIRST
        assert screen.view.scroll_offset.y == 0
        assert screen.library.reader.is_read(screen.article.id)


@pytest.mark.parametrize("size", [(60, 20), SIZE])
async def test_why_labels_leads_to_the_words(app: PresselupeApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        screen = await open_first(pilot, await settled(pilot))
        await press(pilot, "W")
        assert isinstance(app.screen, ChoosingScreen)
        shown = str(app.screen.query_one(Choices).render())
        assert "Behörde: BSI" in shown
        assert "„BSI“ (Abkürzung)" in shown
        assert "Vorspann „Cyberangriff“" in shown
        assert "nicht im Text" in shown  # FITKO is not named there
        screen = await press(pilot, "1")
        assert marked(screen) == "BSI"
        assert in_sight(screen)
        screen = await press(pilot, "W", "3")
        assert marked(screen) == "Cyberangriff"
        assert screen.view.parts[screen.view.hits.words.part].field == "lead"


async def test_why_labels_opens_the_article_from_the_list(app: PresselupeApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await settled(pilot)
        screen.list.cursor = titles(screen).index(FIRST)
        await settled(pilot)
        screen = await press(pilot, "W", "1")
        await until(pilot, lambda: screen.view.hits.words is not None)
        assert screen.focused is screen.view
        assert marked(screen) == "BSI"
        assert in_sight(screen)


async def test_links_are_numbered_and_known_ones_open_here(
    app: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(handing_on, "browse", lambda url: opened.append(url) or True)
    async with app.run_test(size=SIZE) as pilot:
        screen = await open_first(pilot, await settled(pilot))
        assert "  [1] https://www.example.org/meldung/1" in lines(screen)
        await press(pilot, "L")
        shown = str(app.screen.query_one(Choices).render())
        assert "02.10.2026  Notfallplan für kleine Städte" in shown
        assert "im Archiv" in shown
        screen = await press(pilot, "2")
        assert screen.article.row.title == "Notfallplan für kleine Städte"
        assert screen.library.reader.is_read(screen.article.id)
        screen = await press(pilot, "s")
        assert screen.library.reader.is_starred(screen.article.id)
        screen = await press(pilot, "escape")
        assert screen.article.row.title == FIRST
        assert screen.focused is screen.view
        for key in ("L", "3"):
            await press(pilot, key)
        await until(pilot, lambda: bool(opened))
        assert opened == ["https://www.example.org/bild.jpg"]
        for key in ("L", "j", "o"):
            await press(pilot, key)
        await until(pilot, lambda: len(opened) > 1)
        assert opened[1] == "https://www.example.org/meldung/9"


async def test_leaving_a_followed_link_for_the_list_shows_the_lists_article(
    app: PresselupeApp,
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await open_first(pilot, await settled(pilot))
        screen = await press(pilot, "L", "2", "h")
        assert screen.focused is screen.list
        assert screen.article.id == screen.list.row.id


async def test_a_click_on_a_link_follows_it(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await open_first(pilot, await settled(pilot))
        screen = await press(pilot, "G")
        y = next(n for n, line in enumerate(lines(screen)) if "meldung/9" in line)
        await pilot.click("#article", offset=(12, y - screen.view.scroll_offset.y))
        screen = await settled(pilot)
        assert screen.article.row.title == "Notfallplan für kleine Städte"


async def test_many_links_are_chosen_by_numbers_of_two_digits(tmp_path: Path) -> None:
    related = [RelatedArticle(url=f"https://www.example.org/{n}") for n in range(2, 30)]
    keep(tmp_path, [article(1, related=related)])
    app = make_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "L", "1")
        assert isinstance(app.screen, ChoosingScreen)
        await pilot.press("2")
        await until(pilot, lambda: not isinstance(app.screen, ChoosingScreen))


async def test_twins_and_removal_stand_in_the_article(tmp_path: Path) -> None:
    first, second, *_rest = small_archive()
    gone = msgspec.structs.replace(first, gone="2026-11-21T06:00:00Z", twins=[second.id])
    keep(tmp_path, [gone, second])
    async with make_app(tmp_path).run_test(size=(200, 60)) as pilot:
        screen = await open_first(pilot, await settled(pilot))
        shown = "\n".join(lines(screen))
        assert "× von der Seite entfernt seit 21.11.2026, 07:00 Uhr" in shown
        assert "[2] 20.11.2026  Land legt Bericht zur Cybersicherheit vor" in shown
        screen = await press(pilot, "L", "2")
        assert screen.article.id == second.id


async def test_versions_show_what_was_changed_word_by_word(tmp_path: Path) -> None:
    first = small_archive()[0]
    keep(tmp_path, [first])
    assert first.body
    body = first.body.replace("verschlüsselte Dateien", "gesperrte Akten")
    changed = msgspec.structs.replace(first, body=body, content_hash="f" * 32)
    later = {"changed": "2026-11-21T09:00:00Z", "last_seen": "2026-11-21T09:00:00Z"}
    keep(tmp_path, [msgspec.structs.replace(changed, **later)])
    app = make_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await press(pilot, "enter")
        assert "± Fassung 2, geändert am 21.11.2026" in lines(screen)
        await press(pilot, "c")
        assert isinstance(app.screen, VersionsScreen)
        view = app.screen.query_one(ChangesView)
        shown = "\n".join(line.plain for line in view._set)
        assert "waren [−verschlüsselte Dateien−] {+gesperrte Akten+} aufgefallen" in shown
        assert "Absatz 1:" not in shown
        await pilot.press("n")
        assert "Änderung 1 von 2" in view.render_line(view.size.height - 1).text
        await pilot.press("a")
        assert "Absatz 1:" in "\n".join(line.plain for line in view._set)
        await pilot.press("a", "h")
        await pilot.pause()
        assert "[−" not in "\n".join(line.plain for line in view._set)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is screen


async def test_an_article_that_was_never_changed_says_so(app: PresselupeApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "c")
        await told(pilot, "zuerst gesehen")
        assert [n.message for n in app._notifications] == [
            "Der Artikel ist so, wie er zuerst gesehen wurde."
        ]


async def test_citation_and_text_are_copied(
    app: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_on, "copy", lambda _text: None)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        screen.list.cursor = titles(screen).index("Land legt Bericht zur Cybersicherheit vor")
        await settled(pilot)
        await press(pilot, "Y")
        await told(pilot, "OSC 52")
        assert app.clipboard == (
            "Innenministerium Baden-Württemberg: "
            "„Land legt Bericht zur Cybersicherheit vor“. Pressemitteilung vom 20.11.2026, "
            "https://www.example.org/meldung/2 (abgerufen am 20.11.2026)"
        )
        await press(pilot, "C")
        await until(pilot, lambda: app.clipboard.startswith("Land legt"))
        assert "\n\nDas Innenministerium hat den Bericht veröffentlicht.\n\n" in app.clipboard


def test_a_citation_names_the_site_where_no_body_issued_the_article() -> None:
    found = citation(article(1, title=None, published=None), None)
    assert found.startswith("example.org: „ohne Titel“. Meldung ohne Datum, https://")


def test_a_copied_text_keeps_lists_and_quotes() -> None:
    copied = text(article(1, body=LONG_BODY, agencies=[BSI]), None)
    assert "– Die Kasse ist geöffnet." in copied
    assert "2. Prüfen" in copied
    assert "> Wir haben vorgesorgt" in copied


async def test_dates_say_where_they_come_from(app: PresselupeApp) -> None:
    async with app.run_test(size=(200, 60)) as pilot:
        screen = await open_first(pilot, await settled(pilot))
        shown = "\n".join(lines(screen))
        assert "14:05 Uhr · aus dem Vorspann" in shown
        assert "zuerst gesehen    20.11.2026, 07:00 Uhr" in shown


async def test_another_width_keeps_the_place_in_the_text(app: PresselupeApp) -> None:
    async with app.run_test(size=(200, 30)) as pilot:
        screen = await open_first(pilot, await settled(pilot))
        screen = await press(pilot, *["j"] * 30)
        top = lines(screen)[screen.view.scroll_offset.y].strip()
        assert top
        await pilot.resize_terminal(80, 24)
        screen = await settled(pilot)
        assert top[:9] in lines(screen)[screen.view.scroll_offset.y]


BIG = 300_000


def big_article(body: str) -> Article:
    return article(1, title="Ein langer Bericht", body=body)


@pytest.mark.parametrize("paragraphs", [True, False], ids=["paragraphs", "one block"])
async def test_an_article_of_300_kilobytes_opens_without_lag(
    tmp_path: Path, *, paragraphs: bool
) -> None:
    sentence = "Die Verwaltung berichtet über ihre Vorhaben und deren Stand in diesem Jahr. "
    body = sentence * (BIG // len(sentence))
    if paragraphs:
        body = body.replace("Jahr. Die", "Jahr.\n\nDie")
    keep(tmp_path, [big_article(body)])
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        screen.view.show(None, [])
        read = None

        def first_picture() -> float:
            started = time.process_time()
            screen.view.show(read.id, read.parts)
            painted(screen, "article")
            return time.process_time() - started

        read = screen.article
        assert min(first_picture() for _ in range(3)) < 0.05
        screen = await press(pilot, "enter", "G")
        assert screen.view.at_end
        assert "https://www.example.org/meldung/1" in "\n".join(painted(screen, "article"))


def test_an_article_that_the_archive_has_twice_by_links_is_listed_once(tmp_path: Path) -> None:
    related = [RelatedArticle(url="https://www.example.org/meldung/2", title="Zwei")] * 3
    body = "Mehr unter https://www.example.org/meldung/2, auch unter www.example.org/x."
    keep(tmp_path, [article(1, related=related, body=body)])
    from press.query import Query
    from tui.answers import read_article

    links = read_article(Library(tmp_path), article(1).id, Query()).links
    assert [link.url for link in links] == [
        "https://www.example.org/meldung/1",
        "https://www.example.org/meldung/2",
        "https://www.example.org/x",
    ]
