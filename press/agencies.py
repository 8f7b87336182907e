"""Public bodies: the register, looking bodies up, and finding them in an article.

The register's data is `agencies.toml`; `press.register` reads it and `press.mentions` finds.
"""

import difflib
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from press.article import AgencyMention
from press.mentions import Finder
from press.register import Agency, Alias, Level, read
from press.text import plain
from press.words import even

__all__ = ["Agency", "Alias", "Level", "Register", "register"]


class Register:
    """All known bodies, by id and by their names."""

    def __init__(self, agencies: list[Agency], where: str) -> None:
        self._agencies = {agency.id: agency for agency in agencies}
        self._finder = Finder(agencies, where)

    @cached_property
    def _names(self) -> dict[str, str]:
        """The ids by everything that a body is called, evened and in lower case."""
        return {
            even(text).lower: agency.id
            for agency in self._agencies.values()
            for text in (agency.id, agency.name, *(alias.text for alias in agency.aliases))
        }

    def get(self, id_: str) -> Agency | None:
        """The body with this id."""
        return self._agencies.get(id_)

    def name(self, id_: str) -> str:
        """What to call a body; an unknown id is its own name."""
        agency = self._agencies.get(id_)
        return agency.name if agency else id_

    def all(self) -> list[Agency]:
        """Every body, in the register's order."""
        return list(self._agencies.values())

    def suggest(self, text: str, limit: int = 8) -> list[str]:
        """Ids of bodies that `text` may mean, best first.

        An id or name equal to it, then names that begin with it, contain it, or resemble it.
        """
        wanted = even(text.strip()).lower
        if not wanted:
            return []
        close = difflib.get_close_matches(wanted, self._names, n=limit, cutoff=0.7)
        ranked = [
            *(name for name in self._names if name == wanted),
            *(name for name in self._names if name.startswith(wanted)),
            *(name for name in self._names if wanted in name),
            *close,
        ]
        return list(dict.fromkeys(self._names[name] for name in ranked))[:limit]

    def find(
        self,
        *,
        title: str | None,
        kicker: str | None,
        lead: str | None,
        body: str | None,
        land: str | None,
        on: date | None = None,
    ) -> list[AgencyMention]:
        """The bodies that an article names, each once, in order of first appearance.

        `land` is the source's Land, `on` the day of publication: of bodies that bore the same name
        at different times, the one of that day is meant. `press.mentions` states the rules.
        """
        texts = (title or "", kicker or "", lead or "", plain(body))
        return self._finder.find("\n".join(texts), kicker=kicker or "", land=land, on=on)


@cache
def register(extra: Path | None = None) -> Register:
    """The shipped register, with an operator's own file laid over it.

    Raises:
        TableError: a file is wrong, or a name could mean two bodies.
    """
    return Register(read(extra), str(extra or "agencies.toml"))
