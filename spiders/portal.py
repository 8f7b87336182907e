"""The spider for news portals of the K21 family (move-online, kommune21, stadt-und-werk)."""

from urllib.parse import urljoin

from spiders.discovery import SourceSpider, Walk
from spiders.pages.base import Listing


class PortalSpider(SourceSpider):
    """Home page with paging, topic lists found on it, and the WordPress feed with its pages."""

    name = "portal"
    family = "k21"

    def next_page(self, walk: Walk, listing: Listing) -> str | None:
        """Lists say where they go on; a WordPress feed goes on at ``?paged=N``."""
        if walk.kind == "feed":
            return urljoin(walk.url, f"?paged={walk.page + 1}")
        return listing.next_url
