# ruff: noqa: E501 -- markup reads better unbroken
"""What earlier pages said is remembered to read faster, and never changes what a page says."""

import json
from pathlib import Path

import msgspec
import pytest

from spiders.pages import RawArticle, entries, furniture, read_list, read_page, wording
from spiders.sources import load

FIXTURES = sorted(Path(__file__).with_name("fixtures").glob("*/*/page.html"))
PORTAL = next(source for source in load() if source.id == "move-online")
URL = "https://www.move-online.de/k21-meldungen/"


def forget() -> None:
    entries._known.clear()
    furniture._calls.cache_clear()
    for known in (*vars(wording).values(), *vars(furniture).values()):
        if isinstance(known, wording.Wording):
            known.match.cache_clear()


def read(path: Path) -> bytes:
    url = json.loads(path.with_name("expected.json").read_text(encoding="utf-8"))["url"]
    source = next(source for source in load() if source.owns(url))
    page = path.read_bytes()
    return msgspec.json.encode(
        (read_page(page, url=url, source=source), read_list(page, url=url, source=source))
    )


def test_no_page_is_read_otherwise_after_others() -> None:
    cold = {}
    for path in FIXTURES:
        forget()
        cold[path] = read(path)
    forget()
    for path in reversed(FIXTURES):
        read(path)
    assert entries._known
    assert {path: read(path) for path in FIXTURES} == cold


def teasers(*items: str) -> list[bytes]:
    page = f"<html><body><h1>Meldungen</h1><ul>{''.join(items)}</ul></body></html>".encode()
    return list(map(msgspec.json.encode, read_list(page, url=URL, source=PORTAL).teasers))


def item(
    number: int, *, day: str = "03.02.2026", text: str = "Nun folgt der letzte Abschnitt."
) -> str:
    return f"<li><a href=/k21-meldungen/{number}/><span>Aalen</span><span>Radweg wird breiter</span></a><span>[{day}] {text}</span></li>"


@pytest.mark.parametrize(
    "other",
    [
        item(1, day="04.02.2026"),
        item(1).replace("wird breiter", "wird schmaler"),
        item(1).replace("<span>Aalen</span>", ""),
        item(1).replace("</li>", "<time datetime=2026-02-05></time></li>"),
        item(1).replace("<span>Radweg", "<h3>Radweg").replace("breiter</span>", "breiter</h3>"),
    ],
)
def test_teasers_that_differ_are_told_apart(other: str) -> None:
    forget()
    alone = teasers(other, item(2))
    forget()
    teasers(item(1), item(2))
    assert teasers(other, item(2)) == alone


def test_a_teaser_says_the_same_wherever_it_stands() -> None:
    forget()
    first = teasers(item(1), item(2), item(3))
    known = len(entries._known)
    assert teasers(item(4), "<li><p>Anzeige</p></li>", item(1))[-1] == first[0]
    assert len(entries._known) <= known + 2


def test_memory_stays_small() -> None:
    forget()
    for number in range(0, 3 * entries._REMEMBERED, 50):
        teasers(
            *(
                item(n, text=f"Nun folgt Abschnitt {n} des Weges.")
                for n in range(number, number + 50)
            )
        )
    assert len(entries._known) <= entries._REMEMBERED


def test_a_wording_knows_its_lines_in_any_case() -> None:
    assert wording.FURNITURE.match("Seite DRUCKEN")
    assert not wording.FURNITURE.match("Die Seite ist wieder da.")
    assert wording.FURNITURE.match("Seite DRUCKEN")


def test_an_article_is_none_the_wiser() -> None:
    """What `read_page` gives is a fresh object each time: a reader that changes it changes no other."""
    path = FIXTURES[0]
    first = read(path)
    url = json.loads(path.with_name("expected.json").read_text(encoding="utf-8"))["url"]
    source = next(source for source in load() if source.owns(url))
    page: RawArticle = read_page(path.read_bytes(), url=url, source=source)
    page.related.clear()
    assert read(path) == first
