"""``presselupe read``: open the reader, in the terminal or in a browser."""

import argparse
import os

from cli.errors import UsageError, require_terminal
from tui import language
from tui.language import _, mark

HELP = mark("open the reader (what `presselupe` alone does)")
HOST, PORT = "127.0.0.1", 8000
_HIGHEST_PORT = 65_535


def configure(parser: argparse.ArgumentParser) -> None:
    """Add ``--serve``, ``--host`` and ``--port``."""
    parser.add_argument("--serve", action="store_true", help=_("serve the reader to a browser"))
    help_host = _("address to serve on (127.0.0.1: this machine only)")
    parser.add_argument("--host", metavar="ADDRESS", help=help_host)
    parser.add_argument("--port", metavar="PORT", type=int, help=_("port to serve on (8000)"))


def run(options: argparse.Namespace) -> int:
    """Open the reader on the data directory."""
    from store.config import data_path, load_config
    from store.settings import SettingsFile
    from tui import keymap

    serve = getattr(options, "serve", False)
    host, port = getattr(options, "host", None), getattr(options, "port", None)
    if not serve and (host is not None or port is not None):
        raise UsageError("--host and --port belong to --serve")
    if not serve and not _served():
        require_terminal("`presselupe search` or `export`")
    config = load_config(options.config)
    keymap.use(config.keys, file=config.path)
    data = data_path(options.data)
    remembered = SettingsFile(data).read().language
    speak = options.lang or remembered or config.reader.language or language.preferred()
    if serve:
        from cli.serving import serve as serve_reader

        if port is not None and not 0 < port <= _HIGHEST_PORT:
            raise UsageError(f"--port {port}: a port is a number from 1 to {_HIGHEST_PORT}")
        return serve_reader(_command(options), host or HOST, port or PORT)

    from cli.watched import watch
    from tui.app import run as open_reader

    return open_reader(data, language=speak, watch=watch(config.path or None))


def _served() -> bool:
    """Whether this process is what a browser is served: it talks to the server, not a terminal."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def _command(options: argparse.Namespace) -> list[str]:
    """The reader as a command of its own, with the same options."""
    import sys

    command = [sys.executable, "-m", "cli", "read"]
    for name in ("data", "config", "lang"):
        value = getattr(options, name)
        command += [f"--{name}", value] if value else []
    return command
