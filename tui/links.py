"""Handing an address on: to the browser, or to the clipboard of the machine."""

import os
import shutil
import subprocess
import sys

_TERMINAL_BROWSERS = frozenset({"www-browser", "links", "elinks", "lynx", "w3m"})
_TIMEOUT = 3.0


def browse(url: str) -> bool:
    """Open a web address in a graphical browser; False where there is none.

    A browser that runs in the terminal would draw over the reader, so it does not count.
    """
    if not url.startswith(("https://", "http://")):
        return False
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if os.path.basename(getattr(browser, "name", "")) in _TERMINAL_BROWSERS:  # noqa: PTH119
        return False
    try:
        return browser.open(url)
    except (webbrowser.Error, OSError):  # it has been taken away since it was found
        return False


def clipboard_tool() -> list[str] | None:
    """The command that fills this machine's clipboard from its input, if there is one."""
    candidates = [
        (sys.platform == "darwin", ["pbcopy"]),
        ("WAYLAND_DISPLAY" in os.environ, ["wl-copy"]),
        ("DISPLAY" in os.environ, ["xclip", "-selection", "clipboard"]),
        ("DISPLAY" in os.environ, ["xsel", "--clipboard", "--input"]),
        ("WSL_DISTRO_NAME" in os.environ, ["clip.exe"]),
    ]
    for applies, command in candidates:
        if applies and shutil.which(command[0]):
            return command
    return None


def copy(text: str) -> str | None:
    """Put `text` on the clipboard by a local tool; the tool's name, or None if that failed."""
    command = clipboard_tool()
    if command is None:
        return None
    try:
        subprocess.run(  # noqa: S603 - a fixed command, the text goes through its input
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return command[0]
