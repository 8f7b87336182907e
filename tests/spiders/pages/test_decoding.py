"""The text of a page is read rightly whatever its server and its head say of the charset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.pages.decoding import text_of

SAID = "Die Übergabe der Brücke für Fußgänger"


@pytest.mark.parametrize("stated", [None, "utf-8", "iso-8859-1", "windows-1252", "no-charset"])
def test_utf_8_is_utf_8_whatever_is_stated(stated: str | None) -> None:
    page = f'<meta charset="iso-8859-1"><p>{SAID}</p>'
    assert SAID in text_of(page.encode(), stated)


@pytest.mark.parametrize("stated", [None, "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("meta", ["utf-8", "iso-8859-1", "windows-1252"])
def test_a_page_that_wrongly_calls_itself_utf_8_is_read_as_western(
    stated: str | None, meta: str
) -> None:
    page = f'<meta charset="{meta}"><p>{SAID} – 5 €</p>'
    assert f"{SAID} – 5 €" in text_of(page.encode("windows-1252"), stated)


def test_one_broken_byte_does_not_spoil_a_page_in_utf_8() -> None:
    body = f"<p>{SAID}</p>".encode() + b"\xe4<p>Ende</p>"
    assert SAID in text_of(body, "utf-8")


def test_a_page_cut_amid_a_character_is_still_utf_8() -> None:
    assert text_of(f"{SAID} ü".encode()[:-1], "iso-8859-1").startswith(SAID)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_mark_at_the_front_counts(encoding: str) -> None:
    assert text_of(f"<p>{SAID}</p>".encode(encoding), None) == f"<p>{SAID}</p>"


@given(st.binary(max_size=200), st.sampled_from([None, "", "utf-8", "latin-1", "x-unknown", "\0"]))
def test_any_bytes_are_read(body: bytes, stated: str | None) -> None:
    assert isinstance(text_of(body, stated), str)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=200))
def test_text_in_utf_8_comes_back(text: str) -> None:
    assert text_of(text.encode(), "iso-8859-1") == text
