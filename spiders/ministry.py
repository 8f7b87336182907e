"""The spider for ministry press pages of the rsmpress family (Baden-Württemberg, TYPO3)."""

from spiders.discovery import SourceSpider
from spiders.visit import PageRead


class MinistrySpider(SourceSpider):
    """Press lists with their own next links; the walk is the common one."""

    name = "ministry"
    family = "rsmpress"

    def print_view_of(self, page: PageRead) -> str | None:
        """The page's own link; without one the address that these sites' print views have."""
        return page.raw.print_url or f"{page.canonical}?print=1"
