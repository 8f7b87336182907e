"""Answers are read from bytes however they come, by RFC 9112, and bounded."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError

from spiders.answers import (
    MAX_HEAD,
    Answer,
    ClosedError,
    NotHttpError,
    Reader,
    TransferError,
)

LIMIT = 1000
SIZED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhallo"
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
    b"3\r\nhal\r\n2;name=value\r\nlo\r\n0\r\nX-Trailer: 1\r\n\r\n"
)
WHOLE = {
    "sized": SIZED,
    "chunked": CHUNKED,
    "bare line feeds": SIZED.replace(b"\r\n", b"\n"),
    "chunks with bare line feeds": CHUNKED.replace(b"\r\n", b"\n"),
    "told to wait": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    + SIZED,
    "no reason": SIZED.replace(b"200 OK", b"200"),
}


def read(*pieces: bytes, limit: int = LIMIT) -> Answer | None:
    reader = Reader(limit)
    found = [reader.feed(piece) for piece in pieces]
    return found[-1]


@pytest.mark.parametrize("said", WHOLE.values(), ids=WHOLE)
@given(cuts=st.lists(st.integers(0, 200)))
def test_an_answer_is_the_same_however_it_is_cut(said: bytes, cuts: list[int]) -> None:
    places = sorted({0, len(said), *(cut % len(said) for cut in cuts)})
    pieces = [said[a:b] for a, b in itertools.pairwise(places)]
    answer = read(*pieces)
    assert answer is not None
    assert (answer.status, answer.body, answer.keeps) == (200, b"hallo", True)


@given(bodies=st.lists(st.binary(min_size=1, max_size=40), max_size=30))
def test_chunks_are_put_together(bodies: list[bytes]) -> None:
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(body), body) for body in bodies)
    answer = read(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n",
        limit=10_000,
    )
    assert answer is not None
    assert answer.body == b"".join(bodies)


@given(said=st.binary(max_size=300))
def test_whatever_comes_is_an_answer_or_told(said: bytes) -> None:
    for beginning in (b"", b"HTTP/1.1 200 OK\r\n", CHUNKED[:60]):
        try:
            answer = read(beginning + said)
        except (TransferError, DownloadCancelledError):
            continue
        assert answer is None or len(answer.body) <= LIMIT


def test_headers_are_named_alike_and_listed() -> None:
    answer = read(
        b"HTTP/1.1 404 Not Found\r\netag:  a \r\nX-long: one\r\n  two\r\nSET-cookie: a\r\n"
        b"set-cookie: b\r\nContent-Length: 0\r\n\r\n"
    )
    assert answer is not None
    assert answer.fields == {
        b"Etag": [b"a"],
        b"X-Long": [b"one  two"],
        b"Set-Cookie": [b"a", b"b"],
        b"Content-Length": [b"0"],
    }


@pytest.mark.parametrize("status", [204, 304])
def test_some_answers_have_no_body_whatever_they_say(status: int) -> None:
    answer = read(b"HTTP/1.1 %d X\r\nContent-Length: 5\r\n\r\n" % status)
    assert answer is not None
    assert answer.body == b""


@pytest.mark.parametrize(
    ("version", "connection", "keeps"),
    [
        (b"1.1", b"", True),
        (b"1.1", b"Connection: Keep-Alive\r\n", True),
        (b"1.1", b"Connection: Close\r\n", False),
        (b"1.0", b"", False),
        (b"1.0", b"Connection: keep-alive\r\n", True),
    ],
)
def test_a_connection_is_kept_as_it_says(version: bytes, connection: bytes, keeps: bool) -> None:
    answer = read(b"HTTP/%b 200 OK\r\n%bContent-Length: 0\r\n\r\n" % (version, connection))
    assert answer is not None
    assert answer.keeps is keeps


def test_what_comes_behind_an_answer_ends_its_connection() -> None:
    answer = read(SIZED + b"HTTP/1.1 200 OK\r\n\r\n")
    assert answer is not None
    assert answer.body == b"hallo"
    assert not answer.keeps


def test_a_body_without_a_length_ends_with_its_connection() -> None:
    reader = Reader(LIMIT)
    assert reader.feed(b"HTTP/1.1 200 OK\r\n\r\nhal") is None
    assert reader.feed(b"lo") is None
    answer = reader.end()
    assert (answer.body, answer.keeps) == (b"hallo", False)


@pytest.mark.parametrize("said", [SIZED[:-1], CHUNKED[:-1], CHUNKED[:-30]])
def test_a_body_cut_off_is_no_answer(said: bytes) -> None:
    reader = Reader(LIMIT)
    reader.feed(said)
    with pytest.raises(ResponseDataLossError, match="its answer was cut off"):
        reader.end()


def test_a_connection_closed_too_soon_is_told_apart_from_one_that_never_spoke() -> None:
    reader = Reader(LIMIT)
    with pytest.raises(ClosedError):
        reader.end()
    reader.feed(SIZED[:20])
    with pytest.raises(TransferError, match="closed before the answer was whole") as told:
        reader.end()
    assert not isinstance(told.value, ClosedError)


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x16\x03\x01",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        SIZED.replace(b"Length: 5", b"Length: -5"),
        SIZED.replace(b"Length: 5", b"Length: " + b"9" * 30),
        SIZED.replace(b"Length: 5", b"Length: 5\r\nContent-Length: 6"),
        CHUNKED.replace(b"\r\n3\r\n", b"\r\nx\r\n"),
        CHUNKED.replace(b"hal\r\n", b"hallo\r\n"),
    ],
)
def test_what_is_no_http_is_told_at_once(said: bytes) -> None:
    with pytest.raises(NotHttpError, match="what it answers is no HTTP"):
        read(said)


def test_an_encoding_that_was_not_asked_for_is_told() -> None:
    with pytest.raises(TransferError, match="not asked for"):
        read(CHUNKED.replace(b"Chunked", b"gzip, chunked"))


@pytest.mark.parametrize(
    "said",
    [
        SIZED.replace(b"Length: 5", b"Length: 1001"),
        CHUNKED.replace(b"\r\n3\r\nhal", b"\r\n3e9\r\n" + b"x" * 1001),
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1001,
    ],
)
def test_a_body_is_bounded_before_it_has_come_whole(said: bytes) -> None:
    with pytest.raises(DownloadCancelledError, match="is larger than allowed"):
        read(said)


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\n" + b"X-More: and more\r\n" * 20_000,
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * (MAX_HEAD + 1),
        b"HTTP/1.1 100 Continue\r\n\r\n" * 12_000,
        CHUNKED.replace(b"3\r\n", b"3" + b" " * (MAX_HEAD + 1) + b"\r\n"),
        CHUNKED[: CHUNKED.index(b"X-Trailer")] + b"X-Trailer: 1\r\n" * 30_000,
    ],
)
def test_a_head_is_bounded(said: bytes) -> None:
    with pytest.raises(TransferError, match="its headers are larger than allowed"):
        read(said)


def test_a_tunnel_has_no_body_and_stays_open() -> None:
    reader = Reader(0, opens_tunnel=True)
    answer = reader.feed(b"HTTP/1.0 200 Connection established\r\nContent-Length: 9\r\n\r\n")
    assert answer is not None
    assert (answer.body, answer.keeps) == (b"", True)
