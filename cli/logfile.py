"""The log of crawls: a file that is begun anew when it is full, with some old ones kept."""

import contextlib
import logging
import time
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

from store.config import LogConfig
from store.files import StoreError

LOGGER = logging.getLogger("presselupe")
"""Who speaks of crawls; without a log file nobody listens."""
LOGGER.addHandler(logging.NullHandler())
LOGGER.propagate = False

_FORMAT = "%(asctime)sZ %(levelname)s %(message)s"


@contextlib.contextmanager
def log_to(config: LogConfig, option: str | None, *, verbose: bool) -> Iterator[None]:
    """Let `LOGGER`, and warnings of all others, write to a file if there is to be one.

    `option` (``--log``) stands before the configuration. `verbose` also writes what is well known:
    every page's remark. What a crawl dies of is logged too.

    Raises:
        StoreError: the file cannot be written.
    """
    named = option or config.file
    if not named:
        yield
        return
    handler = _open(Path(named).expanduser(), config)
    LOGGER.setLevel(logging.DEBUG if verbose else logging.INFO)
    LOGGER.addHandler(handler)
    others = logging.getLogger()
    others.addHandler(warnings := _Warnings(handler))
    try:
        yield
    except BaseException as error:
        LOGGER.error("%s: %s", type(error).__name__, error)  # noqa: TRY400 - a line, no traceback
        raise
    finally:
        LOGGER.removeHandler(handler)
        others.removeHandler(warnings)
        handler.close()


class _Warnings(logging.Handler):
    """Hands warnings of other programs' parts to the log; not their tracebacks."""

    def __init__(self, target: logging.Handler) -> None:
        super().__init__(logging.WARNING)
        self._target = target

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line, whatever the record has."""
        line = " ".join(record.getMessage().split())[:1000]
        self._target.handle(logging.makeLogRecord({**record.__dict__, **_plain(record, line)}))


def _plain(record: logging.LogRecord, line: str) -> dict[str, object]:
    return {"msg": f"{record.name}: {line}", "args": (), "exc_info": None, "exc_text": None}


def _open(path: Path, config: LogConfig) -> logging.Handler:
    try:
        handler = RotatingFileHandler(
            path,
            maxBytes=int(config.megabytes * 1_000_000),
            backupCount=config.keep,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except OSError as error:
        raise StoreError(
            f"{path}: the log cannot be written: {error.strerror or error}; "
            "give write permission or name another file"
        ) from error
    formatter = logging.Formatter(_FORMAT, "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    return handler
