"""Article pages of the K21 media (move-online, Kommune21, stadt+werk)."""

import re

from spiders.pages.anatomy import Anatomy
from spiders.pages.base import DateWords
from spiders.pages.page import PressPage

_FORMER_ADDRESS = re.compile(r"/meldung_\d+")


class K21Page(PressPage):
    """The layout of today: kicker and title in one heading, ``[DD.MM.YYYY]`` before the lead."""

    version = "k21-2"

    @classmethod
    def fits(cls, anatomy: Anatomy) -> bool:
        """Everything that is not the former layout."""
        return not K21FormerPage.fits(anatomy)

    def _visible_dates(self) -> list[DateWords]:
        lead = self.anatomy.lead.date
        # A `time` near the headline may be the site's current day; the date before the lead never.
        return [DateWords(lead, "lead")] if lead else self._stamps()


class K21FormerPage(K21Page):
    """The layout before WordPress (`meldung_NNNNN`): ``Kicker:`` on a line over the title."""

    version = "k21-1"

    @classmethod
    def fits(cls, anatomy: Anatomy) -> bool:
        """The address of old, or a kicker that ends with a colon on a line of its own."""
        if _FORMER_ADDRESS.search(anatomy.document.url):
            return True
        headline = anatomy.headline
        if headline is None or headline.kicker is None or headline.first >= headline.end:
            return False
        line = anatomy.leaves[headline.first].text
        return line.rstrip() == f"{headline.kicker}:"
