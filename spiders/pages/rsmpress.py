"""Article pages of Baden-Württemberg's portal and ministries (TYPO3, extension rsmpress)."""

import re
from urllib.parse import parse_qs, urlsplit

from spiders.pages.anatomy import Anatomy
from spiders.pages.base import DateWords
from spiders.pages.page import PressPage
from spiders.pages.wording import ANY_DATE, CALENDAR, DATE_LINE, WEEKDAY_DATE

_HEAD_LINES = 30
_SMALL = frozenset(
    [
        "und",
        "oder",
        "der",
        "die",
        "das",
        "des",
        "dem",
        "den",
        "in",
        "im",
        "für",
        "von",
        "zu",
        "zur",
        "zum",
        "mit",
        "am",
        "an",
        "auf",
    ]
)


class RsmpressPage(PressPage):
    """The article page: no date in its text; the kicker is the ministry's topic."""

    version = "rsmpress-2"

    @classmethod
    def fits(cls, anatomy: Anatomy) -> bool:
        """Everything that is not a print view."""
        return not RsmpressPrintPage.fits(anatomy)

    @property
    def dates(self) -> list[DateWords]:
        """Words of the publication date; list and print view know it better than vague names."""
        return [*self.data.dates, *self._visible_dates()]

    @property
    def section(self) -> str | None:
        """The topic: from the page's head, else the kicker, which is the topic's name."""
        kicker = self.anatomy.headline.kicker if self.anatomy.headline else None
        if self.data.section:
            self.origins["section"] = "head"
            return self.data.section
        if not kicker:
            return None
        self._own("section", "kicker")
        return self._topic(kicker)

    def _topic(self, kicker: str) -> str:
        return kicker


class RsmpressPrintPage(RsmpressPage):
    """The print view: ministry, date, topic in capitals, title, credit, bold lead, own address."""

    version = "rsmpress-print"

    @classmethod
    def fits(cls, anatomy: Anatomy) -> bool:
        """The address asks for the print view, or the first lines show its calendar sign."""
        query = parse_qs(urlsplit(anatomy.document.url).query)
        return query.get("print") == ["1"] or any(
            leaf.text.startswith(CALENDAR) for leaf in anatomy.leaves[:_HEAD_LINES]
        )

    def _visible_dates(self) -> list[DateWords]:
        limit = self.anatomy.start + 6
        lines = [leaf.text for leaf in self.document.leaves[:limit] if len(leaf.text) < 80]  # noqa: PLR2004
        marked = [line for line in lines if CALENDAR in line]
        plain = [line for line in lines if DATE_LINE.match(line) and not WEEKDAY_DATE.match(line)]
        for line in (*marked, *plain):
            found = ANY_DATE.search(line)
            if found:
                return [DateWords(found[0], "print")]
        return self._stamps()

    def _topic(self, kicker: str) -> str:
        return _natural_case(kicker)


def _natural_case(text: str) -> str:
    """A topic in capitals as written elsewhere: ``INNERE SICHERHEIT`` → ``Innere Sicherheit``.

    Words of up to three letters (``IT``, ``BSI``) stay in capitals.
    """
    if not text.isupper() or max(map(len, re.findall(r"\w+", text))) <= 4:  # noqa: PLR2004
        return text

    def natural(match: re.Match[str]) -> str:
        word: str = match[0]
        if word.lower() in _SMALL and match.start() > 0:
            return word.lower()
        return word if len(word) <= 3 else word.capitalize()  # noqa: PLR2004

    return re.sub(r"[^\W\d_]+", natural, text)
