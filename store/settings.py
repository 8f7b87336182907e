"""How a person has set the reader up: colours, language, widths of the panes.

One small document in ``reader/<user>/settings.json``, beside the marks and with the same care:
written whole or not at all, set aside when damaged. Nothing in it is worth an error: a setting
that cannot be read is the usual one.
"""

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from store.files import DamageList, WriteLock
from store.reader import user_folder
from store.storage import TableFile, document

_ONLY = "1"

Percent = Annotated[int, msgspec.Meta(ge=1, le=99)]


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What has been set; None is the usual.

    `filters` is the width of the filters in cells. `list_wide` and `list_middle` are the list's
    share, in percent, of what list and article have together, with and without filters beside
    them. `commands` were given articles, the latest first.
    """

    theme: str | None = None
    language: Literal["de", "en"] | None = None
    filters: Annotated[int, msgspec.Meta(ge=10, le=100)] | None = None
    list_wide: Percent | None = None
    list_middle: Percent | None = None
    commands: tuple[str, ...] = ()


class SettingsFile:
    """The settings of one person for one data directory."""

    def __init__(self, data: Path, user: str | None = None) -> None:
        self.damaged = DamageList()
        directory = data / "reader" / user_folder(user)
        self._file = TableFile(
            directory / "settings.json", "settings", WriteLock(directory), self.damaged.report
        )

    def read(self) -> Settings:
        """What has been set, or the usual."""
        return self._file.records(Settings).get(_ONLY, Settings())

    def write(self, settings: Settings) -> None:
        """Keep settings; on disk when this returns.

        Raises:
            StoreError: they cannot be written; the old ones are intact.
        """
        self._file.write({_ONLY: document(settings)})
