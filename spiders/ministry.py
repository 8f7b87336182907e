"""The spider for ministry press pages of the rsmpress family (Baden-Württemberg, TYPO3)."""

from spiders.discovery import SourceSpider


class MinistrySpider(SourceSpider):
    """Press lists with their own next links; the walk is the common one."""

    name = "ministry"
    family = "rsmpress"
