"""The stand-in sites as servers, and the command that starts them."""

import http.client
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo.__main__ import configuration, main
from demo.sites import Sites, start

UNTIL = date(2026, 11, 20)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def sites() -> Iterator[Sites]:
    with start(count=60, until=UNTIL, today=lambda: UNTIL) as running:
        yield running


def connect(url: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)


def test_both_sites_answer_on_free_ports(sites: Sites) -> None:
    for url in (sites.portal_url, sites.ministry_url):
        connection = connect(url)
        connection.request("GET", "/")
        reply = connection.getresponse()
        assert reply.status == 200
        assert reply.getheader("Content-Type") == "text/html; charset=UTF-8"
        assert len(reply.read()) == int(reply.getheader("Content-Length") or 0)
        connection.close()


def test_one_connection_serves_many_requests(sites: Sites) -> None:
    connection = connect(sites.portal_url)
    connection.connect()
    kept = connection.sock
    tag = None
    for path, headers, status in [
        ("/", {}, 200),
        ("/nirgends", {}, 404),
        (sites.portal.texts[0].path, {}, 301),
        ("/", {"If-None-Match": "tag"}, 304),
        ("/robots.txt", {}, 200),
    ]:
        sent = {"If-None-Match": tag} if tag and headers else {}
        connection.request("GET", path, headers=sent)
        reply = connection.getresponse()
        tag = tag or reply.getheader("ETag")
        reply.read()
        assert reply.status == status
        assert connection.sock is kept
    connection.close()


def test_head_answers_like_get_without_a_body(sites: Sites) -> None:
    connection = connect(sites.ministry_url)
    path = sites.ministry.texts[0].path
    connection.request("HEAD", path)
    head = connection.getresponse()
    assert head.read() == b""
    connection.request("GET", path)
    get = connection.getresponse()
    get.read()
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type"):
        assert head.getheader(name) == get.getheader(name) is not None
    connection.close()


def test_the_log_says_who_asked_for_what(sites: Sites) -> None:
    connection = connect(sites.portal_url)
    headers = {"If-None-Match": '"x"', "User-Agent": "Presselupe/0"}
    connection.request("GET", "/k21-meldungen/feed/?paged=2", headers=headers)
    connection.getresponse().read()
    connection.close()
    (request,) = sites.requests
    assert request.method == "GET"
    assert request.site == "portal"
    assert request.path == "/k21-meldungen/feed/?paged=2"
    assert (request.status, request.conditional, request.agent) == (200, True, "Presselupe/0")
    assert request.time.tzinfo is not None


def test_edition_and_variant_change_while_serving(sites: Sites) -> None:
    first = sites.portal.get("/").body
    sites.set_edition(2)
    second = sites.portal.get("/").body
    sites.set_variant(2)
    third = sites.portal.get("/").body
    assert len({first, second, third}) == 3
    assert sites.ministry.variant == 2


def test_a_taken_port_is_an_error_and_leaves_nothing_open(sites: Sites) -> None:
    taken = urlsplit(sites.ministry_url).port or 0
    with pytest.raises(OSError, match="in use"):
        start(count=20, ports=(0, taken))


def test_after_close_nothing_answers() -> None:
    running = start(count=20, until=UNTIL)
    running.close()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", urlsplit(running.portal_url).port or 0), 2)


def test_the_configuration_crawls_these_sites(sites: Sites) -> None:
    table = tomllib.loads(configuration(sites))
    assert table["sources"]["move-online"]["base_url"] == sites.portal_url
    assert table["sources"]["im-bw"]["base_url"] == sites.ministry_url


def test_the_command_says_which_port_is_taken(
    sites: Sites, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = str(urlsplit(sites.portal_url).port)
    assert main(["--count", "20", "--portal-port", taken]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_command_refuses_too_few_texts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "3"]) == 2
    assert capsys.readouterr().err == "demo: count is 3; the sites need at least 20 texts\n"


def test_the_command_prints_both_addresses_and_ends_when_interrupted() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "demo", "--count", "20"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    portal, ministry = process.stdout.readline().strip(), process.stdout.readline().strip()
    connection = connect(portal)
    connection.request("GET", "/robots.txt")
    assert connection.getresponse().status == 200
    connection.close()
    assert ministry.startswith("http://127.0.0.1:")
    process.send_signal(signal.SIGINT)
    process.stdout.read()
    process.stdout.close()
    assert process.wait(10) == 130
