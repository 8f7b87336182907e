"""What a crawl says: nothing when all is well, a line per problem, a log, messages on changes."""

import contextlib
import json
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from demo.sites import Sites, start
from tests.command import Place, place

pytest.importorskip("apprise", reason="Apprise is an extra: pip install -e .[notify]")


@pytest.fixture
def sites() -> Iterator[Sites]:
    with start(count=20) as running:
        yield running


@pytest.fixture
def here(tmp_path: Path, sites: Sites) -> Place:
    return place(tmp_path, portal=sites.portal_url, ministry=sites.ministry_url)


class Mailbox(list[dict]):
    """Messages as Apprise's json:// posts them; `status` is what it is answered."""

    status = 200
    port = 0

    @property
    def url(self) -> str:
        return f"json://user:secret@127.0.0.1:{self.port}/hook"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    received = Mailbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if received.status == 200:
                received.append(json.loads(body))
            self.send_response(received.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    received.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield received
    server.shutdown()
    server.server_close()


def tell(place: Place, *urls: str) -> None:
    with place.config.open("a", encoding="utf-8") as file:
        file.write(f"[notify]\nurls = {json.dumps(urls)}\n")


def redirected(place: Place, old: str, new: str) -> None:
    text = place.config.read_text(encoding="utf-8")
    place.config.write_text(text.replace(old, new), encoding="utf-8")


def test_a_crawl_that_goes_well_says_nothing(here: Place) -> None:
    for _ in range(2):
        done = here.run("crawl")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_progress_is_drawn_on_a_terminal_only(here: Place) -> None:
    terminal, side = os.openpty()
    with subprocess.Popen(here.command("crawl"), stderr=side) as crawl:
        os.close(side)
        drawn = b""
        with contextlib.suppress(OSError):  # Linux' way to say that the other side is closed
            while read := os.read(terminal, 4096):
                drawn += read
    os.close(terminal)
    assert crawl.returncode == 0
    assert b"\x1b[" in drawn
    assert drawn.decode().rstrip().splitlines()[-1].startswith("im-bw: ok; ")


def test_a_problem_is_one_line_in_english_whatever_the_language(here: Place, sites: Sites) -> None:
    redirected(here, sites.ministry_url, "http://127.0.0.1:9")
    command = [word if word != "en" else "de" for word in here.command("crawl")]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line == (
        "presselupe: im-bw: robots unreachable: https://im.baden-wuerttemberg.de/robots.txt: "
        "the connection was refused; nothing is fetched from this host in this run"
    )


def test_pages_are_named_by_their_public_addresses_and_a_mirror_only_at_length(
    here: Place, sites: Sites
) -> None:
    redirected(here, sites.ministry_url, "http://127.0.0.1:9")
    short, long = here.run("crawl").stderr, here.run("crawl", "-v").stderr
    assert "127.0.0.1" not in short
    assert "  fetched from http://127.0.0.1:9\n" in long
    _code, reports = here.report()
    assert reports["im-bw"]["mirror"] == "http://127.0.0.1:9"
    assert "127.0.0.1" not in json.dumps(reports["im-bw"]["notes"])


def test_verbose_tells_every_source_in_the_user_s_language(here: Place) -> None:
    command = [word if word != "en" else "de" for word in here.command("crawl", "-v")]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    assert " neu, " in done.stderr
    assert "Anfragen" in done.stderr


def test_a_look_back_from_tomorrow_is_refused(here: Place) -> None:
    done = here.run("crawl", "--since", "2999-01-01")
    assert done.returncode == 2
    assert done.stderr == (
        "presselupe: --since 2999-01-01: lies ahead; name today or a day before\n"
    )


def test_the_log_keeps_every_run_and_rotates(here: Place, tmp_path: Path, sites: Sites) -> None:
    log = tmp_path / "presselupe.log"
    here.run("crawl", "--log", str(log))
    first = log.read_text(encoding="utf-8")
    assert "INFO crawl of move-online, im-bw" in first
    assert "INFO im-bw: ok: requests" in first
    redirected(here, sites.ministry_url, "http://127.0.0.1:9")
    with here.config.open("a", encoding="utf-8") as file:
        file.write(f'[log]\nfile = "{log}"\nmegabytes = 0.0005\nkeep = 2\n')
    for _ in range(4):
        here.run("crawl", "im-bw")
    logs = sorted(tmp_path.glob("presselupe.log*"))
    assert any("WARNING im-bw: robots unreachable" in path.read_text("utf-8") for path in logs)
    assert [path.name for path in logs] == [
        "presselupe.log",
        "presselupe.log.1",
        "presselupe.log.2",
    ]
    refused = here.run("crawl", "--log", "/nowhere/x.log")
    assert refused.returncode == 1
    assert "the log cannot be written" in refused.stderr


def test_messages_go_out_on_changes_only_and_recovery_is_told(
    here: Place, sites: Sites, mailbox: Mailbox
) -> None:
    tell(here, mailbox.url)
    here.run("crawl")
    assert mailbox == []
    redirected(here, sites.ministry_url, "http://127.0.0.1:9")
    here.run("crawl")
    here.run("crawl")
    assert [each["title"] for each in mailbox] == ["Presselupe: im-bw"]
    assert mailbox[0]["message"].startswith("im-bw: robots unreachable: ")
    redirected(here, "http://127.0.0.1:9", sites.ministry_url)
    _code, reports = here.report()
    assert reports["im-bw"]["before"] == "robots unreachable"
    here.run("crawl")
    assert len(mailbox) == 2
    assert mailbox[1]["message"].startswith("im-bw: well again ")


def test_a_message_that_fails_is_told_and_sent_with_the_next_run(
    here: Place, sites: Sites, mailbox: Mailbox
) -> None:
    tell(here, mailbox.url)
    redirected(here, sites.ministry_url, "http://127.0.0.1:9")
    mailbox.status = 500
    done = here.run("crawl")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert "was not sent" in lines[0]
    assert "secret" not in done.stderr
    mailbox.status = 200
    here.run("crawl")
    assert len(mailbox) == 1


def test_notify_tests_every_address(here: Place, mailbox: Mailbox) -> None:
    nobody = here.run("notify", "--test")
    assert nobody.returncode == 2
    assert '"notify.urls" is missing' in nobody.stderr
    tell(here, mailbox.url, "nonsense://secret@x", "json://127.0.0.1:9")
    done = here.run("notify", "--test")
    assert done.returncode == 1
    assert len(mailbox) == 1
    lines = done.stderr.splitlines()
    assert "nonsense://… is no address that Apprise knows" in lines[0]
    assert "json://127.0.0.1:9" in lines[1]
    assert lines[2] == "1 test message sent"
    assert "secret" not in done.stderr
