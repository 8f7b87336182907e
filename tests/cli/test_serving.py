"""The reader in a browser: for its own pages, on this machine, without anything from elsewhere."""

import asyncio
import contextlib
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import read, serving
from cli.errors import UsageError
from cli.main import main

aiohttp = pytest.importorskip("aiohttp", reason="textual-serve is not installed")
pytest.importorskip("textual_serve", reason="textual-serve is not installed")


def unused_port() -> int:
    """A port that nobody is given meanwhile: systems give out those from 32768 on."""
    while True:
        with contextlib.suppress(OSError), socket.socket() as tried:
            port = random.randrange(20_000, 32_000)
            tried.bind(("127.0.0.1", port))
            return port


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a reader that is being served on an empty archive."""
    port = unused_port()
    data = tmp_path_factory.mktemp("served")
    command = [sys.executable, "-m", "cli", "read", "--serve", "--port", str(port)]
    command += ["--data", str(data), "--lang", "en"]
    errors = (data / "stderr").open("w", encoding="utf-8")
    with subprocess.Popen(
        command, cwd=Path(__file__).parents[2], stdout=errors, stderr=errors
    ) as server:
        url = f"http://127.0.0.1:{port}"
        for _ in range(600):
            if "no login" in (data / "stderr").read_text(encoding="utf-8"):
                break
            time.sleep(0.1)
        yield url
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
    said = (data / "stderr").read_text(encoding="utf-8")
    assert said.startswith(f"presselupe: {url} (Ctrl+C ends it)\npresselupe: no login: ")
    assert "Traceback" not in said


def test_its_page_loads_nothing_from_elsewhere(served: str) -> None:
    with urllib.request.urlopen(served) as answer:
        page = answer.read().decode()
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert f"ws://{served.removeprefix('http://')}/ws" in page
    for address in re.findall(r'src="(http[^"]+)"', page):
        assert address.startswith(served)


def test_another_name_for_this_machine_is_refused(served: str) -> None:
    request = urllib.request.Request(served, headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403


@pytest.mark.parametrize("origin", [None, "http://evil.example", "http://127.0.0.1:1"])
async def test_other_pages_cannot_reach_into_it(served: str, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(f"{served}/ws", headers=headers)
        assert refused.value.status == 403


async def test_its_own_page_gets_the_reader(served: str) -> None:
    seen = b""
    async with aiohttp.ClientSession() as session:
        address = f"{served}/ws?width=100&height=30"
        async with session.ws_connect(address, headers={"Origin": served}) as connection:
            async with asyncio.timeout(20):
                async for message in connection:
                    if message.type == aiohttp.WSMsgType.BINARY:
                        seen += message.data
                    if b"archive is empty" in seen:
                        break
    assert b"archive is empty" in seen


def test_who_can_reach_it_is_said() -> None:
    assert "every user of this machine" in serving._told("127.0.0.1", 8000)
    assert "whoever reaches this address" in serving._told("0.0.0.0", 8000)
    assert "http://[::1]:8000" in serving._told("::1", 8000)
    assert serving.is_loopback("localhost")
    assert not serving.is_loopback("192.168.1.2")


def test_without_the_package_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    with pytest.raises(UsageError, match=r"pip install 'presselupe\[serve\]'"):
        serving.serve(["true"], "127.0.0.1", 8000)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--port", "8000"], "--host and --port belong to --serve"),
        (["--serve", "--port", "70000"], "--port 70000"),
    ],
)
def test_wrong_options_are_refused(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", *options, "--data", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


def test_the_command_keeps_the_options(tmp_path: Path) -> None:
    import argparse

    options = argparse.Namespace(data=str(tmp_path), config=None, lang="de")
    assert read._command(options)[1:] == [
        "-m",
        "cli",
        "read",
        "--data",
        str(tmp_path),
        "--lang",
        "de",
    ]
    assert os.fspath(tmp_path) in serving._joined(read._command(options))
