"""Asking a source for a few pages outside a crawl: the same manners as in one."""

import socket
import time
from typing import Any

import pytest

from press.tables import TableError
from spiders.client import Client, Host, NoAnswerError, NotReadError, _within
from spiders.sources import read_source
from store.config import Config, CrawlConfig
from tests.loopback import Reply, serve
from tests.spiders.misbehaviour import dawdle, drip, hang, misstate, properly
from tests.spiders.misbehaviour import serve as misbehaving
from tests.stub import Answer

CONFIG = Config(crawl=CrawlConfig(delay=0.0))


def client(home: str, config: Config = CONFIG, **options: Any) -> Client:
    table = {"name": "Amt", "family": "listing", "kind": "news", "rights": "press", "lists": ["/l"]}
    return Client(read_source("amt", table | {"home": home}, where="test"), config, **options)


def test_robots_is_asked_first_and_once_and_what_it_forbids_is_not_asked_for() -> None:
    robots = Reply("User-agent: *\nDisallow: /geheim\n", kind="text/plain")
    with serve({"/robots.txt": robots, "/l": Reply("Liste")}) as site:
        asking = client(site.url)
        assert asking.page("/l").body == b"Liste"
        with pytest.raises(NotReadError, match=r"robots\.txt forbids"):
            asking.get("/geheim/1")
        assert asking.get("/fehlt").status == 404
        with pytest.raises(NotReadError, match="answered 404"):
            asking.page("/fehlt")
    assert site.asked == ["/robots.txt", "/l", "/fehlt", "/fehlt"]


def test_without_a_word_on_its_rules_nothing_is_asked_of_a_host() -> None:
    with serve({"/robots.txt": Reply("kaputt", 503), "/l": Reply("Liste")}) as site:
        with pytest.raises(NoAnswerError, match="nothing is fetched"):
            client(site.url).page("/l")
        assert site.asked == ["/robots.txt"]
    with pytest.raises(NoAnswerError, match="no answer"):
        client(site.url).page("/l")


def test_requests_are_as_far_apart_as_configuration_or_robots_ask_whichever_is_more() -> None:
    robots = Reply("User-agent: *\nCrawl-delay: 7\n", kind="text/plain")
    waited: list[float] = []
    with serve({"/robots.txt": robots, "/l": Reply("Liste")}) as site:
        hosts: dict[str, Host] = {}
        slow = Config(crawl=CrawlConfig(delay=3.0))
        asking = client(site.url, slow, hosts=hosts, wait=waited.append)
        asking.page("/l")
        client(site.url, slow, hosts=hosts, wait=waited.append).page("/l")
    assert [round(seconds) for seconds in waited] == [7, 7]


def test_redirects_are_followed_on_the_source_s_hosts_only_in_turn_and_not_in_circles() -> None:
    replies = {
        "/alt": Reply(status=301, headers={"Location": "/neu"}),
        "/neu": Reply("da"),
        "/weg": Reply(status=302, headers={"Location": "http://127.0.0.2:9/x"}),
        "/datei": Reply(status=302, headers={"Location": "file:///etc/passwd"}),
        "/kreis": Reply(status=302, headers={"Location": "/kreis"}),
    }
    waited: list[float] = []
    with serve(replies) as site:
        asking = client(site.url, Config(crawl=CrawlConfig(delay=1.0)), wait=waited.append)
        answer = asking.page("/alt")
        assert (answer.url, answer.body) == (f"{site.url}/neu", b"da")
        assert len(waited) == 2  # after robots.txt, and before the redirect's goal
        for path in ("/weg", "/datei"):
            with pytest.raises(NotReadError, match="leads to another host"):
                asking.get(path)
        with pytest.raises(NotReadError, match="in circles"):
            asking.get("/kreis")


def test_a_real_host_is_not_asked_without_a_contact() -> None:
    with pytest.raises(TableError, match=r"crawl\.contact"):
        client("https://www.amt.example/")


def test_what_is_no_page_of_the_source_is_not_asked_for() -> None:
    asking = client("http://127.0.0.1:9/")
    for url in ("https://anderswo.example/", "javascript:alert(1)", "http://[kaputt/"):
        with pytest.raises(NotReadError):
            asking.get(url)


def test_a_host_that_hangs_up_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spiders.client.TIMEOUT", 0.2)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        began = time.monotonic()
        with pytest.raises(NoAnswerError, match="no answer"):
            client(f"http://127.0.0.1:{listening.getsockname()[1]}/").get("/l")
        assert time.monotonic() - began < 5


def test_a_public_name_that_leads_into_a_private_network_is_asked_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contact = Config(crawl=CrawlConfig(contact="mailto:a@example.org"))
    with serve({"/l": Reply("geheim")}) as site:
        port = site.url.rpartition(":")[2]
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", int(port)))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)
        for scheme in ("http", "https"):
            with pytest.raises(NoAnswerError):
                client(f"{scheme}://innen.example:{port}/", contact, wait=lambda _: None).get("/l")
        with pytest.raises(NoAnswerError, match=r"private address 127\.0\.0\.1"):
            client(f"http://innen.example:{port}/", contact, wait=lambda _: None).get("/l")
        assert site.asked == []


SLOW = {"hangs": hang(30), "drips": drip(b"x" * 999, every=0.1, upto=30), "dawdles": dawdle}


@pytest.mark.parametrize("way", SLOW)
def test_no_answer_takes_longer_than_its_time(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spiders.client.TIMEOUT", 0.6)
    with misbehaving({"/robots.txt": properly(Answer(b"")), "/l": SLOW[way]}) as site:
        began = time.monotonic()
        with pytest.raises(NoAnswerError, match=r"no whole answer within 0\.6 s"):
            client(site.url).page("/l")
    assert time.monotonic() - began < 3


def test_a_socket_that_gives_up_first_is_told_in_the_same_words() -> None:
    def give_up() -> None:
        raise TimeoutError("timed out")

    with pytest.raises(TimeoutError, match=r"no whole answer within 30 s"):
        _within(30, give_up)


def test_an_answer_shorter_than_it_says_is_none() -> None:
    replies = {"/robots.txt": properly(Answer(b"")), "/l": misstate(b"Liste", 9)}
    with misbehaving(replies) as site, pytest.raises(NoAnswerError, match="was cut off"):
        client(site.url).page("/l")


def test_robots_txt_may_stand_on_another_host() -> None:
    with serve({"/r": Reply("User-agent: *\nDisallow: /geheim\n")}) as elsewhere:
        away = Reply(status=301, headers={"Location": f"{elsewhere.url}/r"})
        with serve({"/robots.txt": away, "/l": Reply("Liste")}) as site:
            asking = client(site.url)
            assert asking.page("/l").body == b"Liste"
            with pytest.raises(NotReadError, match=r"robots\.txt forbids"):
                asking.get("/geheim/1")
