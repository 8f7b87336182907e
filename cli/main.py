"""The `presselupe` command: options, verbs and exit codes.

Each verb is a module with ``HELP``, ``configure(parser)`` and ``run(options) -> exit code``; it
imports what it needs when it runs, so that ``--help`` stays instant. stdout is data, stderr is
narration. Global options may stand before or after the verb.
"""

import argparse
import errno
import importlib
import itertools
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from cli.errors import UsageError
from cli.interrupts import end_at_once, end_in_order
from tui import language
from tui.language import _, mark

VERBS = (
    "read",
    "demo",
    "crawl",
    "search",
    "show",
    "export",
    "sources",
    "agencies",
    "topics",
    "status",
    "notify",
    "purge",
    "reindex",
    "relabel",
    "verify",
    "doctor",
)
DEFAULT_VERB = "read"

GLOBAL_DEFAULTS = {
    "verb": None,
    "data": None,
    "config": None,
    "lang": None,
    "quiet": False,
    "verbose": 0,
}

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_BUSY, EXIT_INTERRUPTED = 0, 1, 2, 75, 130

_DESCRIPTION = mark(
    "Watches the German public sector's press: crawls it politely, keeps it, finds it."
)


class _Parser(argparse.ArgumentParser):
    """argparse with errors of one line, and help in the language in use."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own options
        # Half a word must not start what was not named (--y for --yes).
        super().__init__(allow_abbrev=False, **options)
        self._positionals.title = _("arguments")
        self._optionals.title = _("options")
        for action in self._actions:
            if action.dest == "help":
                action.help = _("show this help")

    def format_help(self) -> str:
        """What ``--help`` prints."""
        return super().format_help().replace("usage:", _("usage:"), 1)

    def error(self, message: str) -> NoReturn:
        """End with exit code 2 and one line on stderr."""
        self.exit(EXIT_USAGE, f"presselupe: {message} (--help: {self.prog} --help)\n")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """See that a value is one of the choices; if not, the nearest is named, or all are."""
        from press.tables import nearest

        if action.choices is not None and value not in action.choices:
            choices = [*map(str, action.choices)]
            hint = nearest(str(value), choices) or f" (choose from {', '.join(choices)})"
            raise argparse.ArgumentError(action, f"invalid choice: {str(value)!r}{hint}")


class _VerbParser(_Parser):
    """A verb's own parser: options may also stand before and between its arguments."""

    _within = False

    def parse_known_args(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse as argparse does, but take arguments wherever they stand."""
        if self._within:
            return super().parse_known_args(args, namespace)
        self._within = True
        words = _without_dashes(args or ())
        parsed, unknown = self.parse_known_intermixed_args(words, namespace)
        if unknown:
            self._refuse(unknown[0])
        for name, value in vars(parsed).items():
            if isinstance(value, list):
                setattr(parsed, name, [_with_dash(each) for each in value])
            else:
                setattr(parsed, name, _with_dash(value))
        return parsed, unknown

    def error(self, message: str) -> NoReturn:
        """End as every parser does; ``-verkehr`` is no ``-v`` with something behind it."""
        glued = re.search(r"argument (-\w)\S*: ignored explicit argument '(.*)'", message)
        if glued:
            self._refuse(glued[1] + glued[2])
        super().error(message)

    def _refuse(self, word: str) -> NoReturn:
        """End with what to do about a word that is neither option nor argument."""
        from press.tables import nearest

        if not word.startswith("-"):
            super().error(f"unrecognized arguments: {word}")
        told = f"{word}: no such option{nearest(word, self._option_string_actions)}"
        if word[1:2] != "-" and any(action.dest == "query" for action in self._actions):
            told += f"; if it belongs to the query, write {self.prog} -- {word}"
        super().error(told)


_DASH = "\0-"
"""A dash that argparse does not take for an option's; no argument has a zero byte."""


def _without_dashes(words: Sequence[str]) -> list[str]:
    """The words, of which none after ``--`` looks like an option any more.

    While it takes arguments wherever they stand, argparse forgets where the ``--`` was.
    """
    before = list(itertools.takewhile(lambda word: word != "--", words))
    after = words[len(before) + 1 :]
    return [*before, *(_DASH + word[1:] if word.startswith("-") else word for word in after)]


def _with_dash(value: object) -> object:
    return f"-{value[2:]}" if isinstance(value, str) and value.startswith(_DASH) else value


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; known failures become one line on stderr."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    end_at_once()
    _open_streams()
    _use_utf8()
    try:
        language.use(_language_of(words))
        options = _parser(words).parse_args(words, argparse.Namespace(**GLOBAL_DEFAULTS))
        _use_own_tables(options.config)
        verb = importlib.import_module(f"cli.{options.verb or DEFAULT_VERB}")
        end_in_order()
        code: int = verb.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output is gone; nothing more can or need be said to it.
        _let_go_of_stdout()
        return EXIT_DONE
    except Exception as error:
        known = _known_failure(error)
        if known is None:
            raise
        print(f"presselupe: {_told(error)}", file=sys.stderr)
        if isinstance(error, OSError):
            _let_go_of_stdout()
        return known
    return code


def _use_own_tables(config: str | None) -> None:
    """Lay the operator's own public bodies and topics over the shipped ones, for all verbs."""
    from press import register_data, topics_table
    from store.config import own_table

    register_data.use(own_table("agencies.toml", config))
    topics_table.use(own_table("topics.toml", config))


def _known_failure(error: Exception) -> int | None:
    """The exit code for an error whose message is meant for people; ``None`` for a defect."""
    from press.query import QueryError
    from press.tables import TableError
    from store.files import StoreError
    from store.lock import Busy

    if isinstance(error, (UsageError, TableError, QueryError)):
        return EXIT_USAGE
    if isinstance(error, Busy):
        return EXIT_BUSY
    return EXIT_FAILED if isinstance(error, (StoreError, OSError)) else None


def _told(error: Exception) -> str:
    """An error in one line; of standard output, which has no name, what to do as well."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        what = error.filename or "standard output"
        return f"{what}: cannot be written: {error.strerror}; make room, or write to another disk"
    return str(error)


def _open_streams() -> None:
    """Give a process that was started without stdout or stderr one that leads nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - lives as long as the process


def _let_go_of_stdout() -> None:
    """Lead stdout nowhere, or Python would try once more at exit what has just failed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _use_utf8() -> None:
    """Cron has LANG=C; what is written is UTF-8 all the same."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _language_of(words: Sequence[str]) -> str:
    """The language for help and messages, before the options are parsed; the last one counts."""
    wanted = None
    for word, following in itertools.zip_longest(words, words[1:]):
        value = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and value in language.LANGUAGES:
            wanted = value
    return wanted or language.preferred()


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser; only the verb that is asked for is configured."""
    shared = _global_options()
    parser = _Parser(prog="presselupe", description=_(_DESCRIPTION), parents=[shared])
    parser.add_argument(
        "--version",
        action="version",
        version=f"presselupe {_version(words)}",
        help=_("show the version"),
    )
    verbs = parser.add_subparsers(
        dest="verb", title=_("verbs"), metavar=_("VERB"), parser_class=_VerbParser
    )
    for name in VERBS:
        module = importlib.import_module(f"cli.{name}")
        sub = verbs.add_parser(
            name,
            help=_(module.HELP),
            description=_(module.HELP),
            parents=[shared],
        )
        if name in words:
            module.configure(sub)
    return parser


def _global_options() -> _VerbParser:
    """Options that may stand before or after the verb; unset ones leave no trace."""
    shared = _VerbParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group(_("global options"))
    group.add_argument("--data", metavar="DIR", help=_("where data are kept (PRESSELUPE_DATA)"))
    group.add_argument(
        "--config", metavar="FILE", help=_("the configuration file (PRESSELUPE_CONFIG)")
    )
    group.add_argument("--lang", choices=language.LANGUAGES, help=_("language of the interface"))
    group.add_argument("-q", "--quiet", action="store_true", help=_("say less"))
    group.add_argument("-v", "--verbose", action="count", help=_("say more"))
    return shared


def _version(words: Sequence[str]) -> str:
    if "--version" not in words:
        return ""
    from importlib.metadata import version

    return version("presselupe")
