"""What the pages of a source have in common is learnt from counts, and nothing else is."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from spiders import habits
from spiders.habits import FEWEST, MAX_LINES, MAX_PAGES, Habits
from spiders.pages import RawArticle, read_page
from spiders.sources import Source

SOURCE = Source(
    id="probe",
    name="Probe",
    home="https://www.norderau.test/",
    kind="press_release",
    rights="official",
    family="listing",
)
ABOUT = (
    "Der Kreis Norderau ist mit achtzigtausend Menschen der kleinste des Landes und seit 1972 "
    "für Deiche, Schulen und Straßen an der Linde zuständig."
)


def read(number: int, known: Habits) -> RawArticle:
    text = "".join(
        f"<p>Satz {n} der Meldung {number} nennt {number * 10 + n} Gründe, aus denen der Kreis die "
        "Pumpwerke an der Linde bis zum Winter erneuern will.</p>"
        for n in range(3)
    )
    page = (
        f"<title>Meldung {number} von der Linde · Norderau am Fluss</title><main>"
        f"<div><b>Meldung {number} von der Linde</b></div><div>{text}<p>{ABOUT}</p></div></main>"
    )
    url = f"{SOURCE.home}presse/{number}"
    return read_page(page.encode(), url=url, source=SOURCE, habits=known)


def test_a_note_on_the_publisher_goes_once_most_pages_have_it() -> None:
    known = Habits()
    first = [read(number, known) for number in range(FEWEST)]
    assert all(ABOUT in (raw.body or "") for raw in first)
    later = read(FEWEST, known)
    assert ABOUT not in (later.body or "")
    assert (later.body or "").count("Satz") == 3


def test_the_site_s_name_is_learnt_from_titles() -> None:
    known = Habits()
    for number in range(FEWEST):
        read(number, known)
    assert known.site_names() == ["Norderau am Fluss"]


def test_a_page_read_again_counts_once() -> None:
    known = Habits()
    for _ in range(FEWEST * 2):
        read(1, known)
    assert known.pages == 1
    assert ABOUT in (read(1, known).body or "")


def test_a_text_that_consists_of_habits_alone_is_kept() -> None:
    known = Habits(pages=FEWEST, lines={ABOUT: FEWEST})
    page = f"<title>Über uns</title><main><h1>Über uns</h1><p>{ABOUT}</p></main>"
    raw = read_page(page.encode(), url=f"{SOURCE.home}ueber", source=SOURCE, habits=known)
    assert raw.body == ABOUT


def test_habits_are_kept_in_a_readable_file(tmp_path: Path) -> None:
    path = habits.path_of(tmp_path, "probe")
    path.parent.mkdir(parents=True)
    known = Habits()
    read(1, known)
    habits.save(path, known)
    assert habits.load(path) == known
    assert ABOUT in path.read_text(encoding="utf-8")
    path.write_text("{", encoding="utf-8")
    assert habits.load(path) == Habits()


@given(st.lists(st.integers(0, 300), max_size=60), st.integers(2, 400))
def test_counts_stay_bounded(numbers: list[int], width: int) -> None:
    known = Habits()
    for number in numbers:
        lines = [f"{number} {n}" for n in range(width)]
        known.note(f"https://a.test/{number}", f"{number} - Name", lines)
    assert len(known.lines) <= MAX_LINES
    assert known.pages <= min(MAX_PAGES, len(set(numbers)))
    assert len(known.seen) <= MAX_PAGES
