"""Pages, lists and feeds that are broken, empty, huge or meant to harm."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.pages import read_feed, read_list, read_page
from spiders.sources import load

PORTAL, MINISTRY = (source for source in load() if source.enabled)
URL = "https://www.move-online.de/k21-meldungen/beitrag"

_PIECES = st.sampled_from(
    [
        b"<html>", b"<h1>", b"</h1>", b"<p>", b"</p>", b"<div class=x>", b"</div>", b"<a href=",
        b"'/k21-meldungen/x'>", b"</a>", b"[13.10.2022] ", b"(Bildquelle: A)", b"<img src=a alt=b>",
        b"<br>", b"<ul><li>", b"<time datetime=2022-01-01>", b"\x00", b"\xff\xfe", b"\x1b[31m",
        b"Weitere Meldungen", b"<script type='application/ld+json'>{", b"<base href='http://['>",
        b"<title>A - B", b"&nbsp;", b"Ein Satz, der lang genug ist, um als Absatz zu gelten.",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.binary(max_size=40)), max_size=40))
@settings(max_examples=120, deadline=None)
def test_junk_bytes_raise_nothing(pieces: list[bytes]) -> None:
    junk = b"".join(pieces)
    for source in (PORTAL, MINISTRY):
        raw = read_page(junk, url=URL, source=source)
        assert raw.body is None or raw.body.strip()
        read_list(junk, url=URL, source=source)
    read_feed(junk, url=URL, source=PORTAL)


@pytest.mark.parametrize(
    "piece",
    [b"<div>", b"<table><tr><td>", b"<p><a href=/k21-meldungen/x>Ein Wort</a>", b"<img src=a><p>A"],
)
def test_ten_megabytes_of_tags_are_bounded(piece: bytes) -> None:
    page = piece * (10_000_000 // len(piece))
    start = time.process_time()
    read_page(page, url=URL, source=PORTAL)
    read_list(page, url=URL, source=PORTAL)
    assert time.process_time() - start < 8


def test_an_empty_page_says_so() -> None:
    raw = read_page(b"", url=URL, source=PORTAL)
    assert (raw.title, raw.body) == (None, None)
    assert raw.problems == [f"{URL}: no headline found"]


def test_control_and_escape_characters_do_not_reach_the_fields() -> None:
    html = (
        "<title>Klare Sicht - move-online.de | move - moderne verwaltung</title>"
        "<h1>\x1b[31mKlare\u202e Sicht</h1><p>[13.10.2022] Ein Vorspann ohne\x07 Klang.</p>"
        "<p>Der Text steht hier\u200b und ist lang genug, um als Absatz zu gelten.</p>"
    )
    raw = read_page(html.encode(), url=URL, source=PORTAL)
    assert raw.title == "Klare Sicht"
    assert raw.lead == "Ein Vorspann ohne Klang."
    assert raw.body == "Der Text steht hier und ist lang genug, um als Absatz zu gelten."


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252"])
def test_the_encoding_is_the_header_s_else_the_page_s_own(encoding: str) -> None:
    text = "Größe zählt in Brückenau, so der Bürgermeister bei der Übergabe der Schlüssel."
    page = f"<meta charset={encoding}><h1>Über Größe</h1><p>[1.2.2022] Kurz.</p><p>{text}</p>"
    raw = read_page(page.encode(encoding), url=URL, source=PORTAL)
    assert raw.title == "Über Größe"
    told = read_page(
        page.replace("meta", "x").encode(encoding), url=URL, source=PORTAL, encoding=encoding
    )
    assert told.body == text


def test_thousands_of_tiles_on_one_line_are_bounded() -> None:
    tiles = "".join(
        f"<a href=/k21-meldungen/x{n}/><span>Ort</span> <b>Titel {n}</b></a> <i>Text {n}.</i> "
        for n in range(3_000)
    )
    page = f"<main><h1>Meldungen</h1><p>{tiles}</p></main>".encode()
    start = time.process_time()
    teasers = read_list(page, url=URL, source=PORTAL).teasers
    read_page(page, url=URL, source=PORTAL)
    assert time.process_time() - start < 8
    assert len(teasers) >= 100
