"""Handing an address on says truthfully what happened."""

import webbrowser
from types import SimpleNamespace

import pytest

from tests.tui.conftest import press, settled, told, until
from tui import links
from tui.reader import PresselupeApp
from tui.screens import handing_on
from tui.screens.url import UrlScreen


def test_only_web_addresses_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    browser = SimpleNamespace(name="firefox", open=lambda url: opened.append(url) or True)
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    assert links.browse("https://www.example.org/a")
    assert not links.browse("file:///etc/passwd")
    assert not links.browse("javascript:alert(1)")
    assert opened == ["https://www.example.org/a"]


def test_a_browser_in_the_terminal_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = SimpleNamespace(name="/usr/bin/w3m", open=lambda _url: pytest.fail("opened"))
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    assert not links.browse("https://www.example.org/a")


def test_without_a_display_no_tool_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(links.sys, "platform", "linux")
    assert links.copy("x") is None


def test_a_tool_that_fails_is_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "clipboard_tool", lambda: ["false"])
    assert links.copy("x") is None
    monkeypatch.setattr(links, "clipboard_tool", lambda: ["/no/such/tool"])
    assert links.copy("x") is None
    monkeypatch.setattr(links, "clipboard_tool", lambda: ["cat"])
    assert links.copy("x") == "cat"


@pytest.mark.parametrize(
    ("tool", "said"),
    [
        ("xclip", "Adresse kopiert, mit xclip und über das Terminal (OSC 52)."),
        (None, "Adresse an die Zwischenablage des Terminals geschickt (OSC 52); U zeigt sie."),
    ],
)
async def test_copying_says_by_which_way(
    app: PresselupeApp, monkeypatch: pytest.MonkeyPatch, tool: str | None, said: str
) -> None:
    monkeypatch.setattr(handing_on, "copy", lambda _url: tool)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await settled(pilot)
        await press(pilot, "y")
        await told(pilot, said)
        assert [n.message for n in app._notifications] == [said]
        assert app.clipboard == screen.library.article(screen.list.row.id).url


async def test_without_a_browser_the_address_is_shown(
    app: PresselupeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_on, "browse", lambda _url: False)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "o")
        await until(pilot, lambda: isinstance(app.screen, UrlScreen))
        assert isinstance(app.screen, UrlScreen)
