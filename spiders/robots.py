"""robots.txt by RFC 9309: what may be fetched from a host, and how slowly."""

from http import HTTPStatus
from typing import NamedTuple

from protego import Protego

PRODUCT = "Presselupe"
"""The product token that robots.txt groups are matched with."""
SUCCESS, CLIENT_ERROR = range(200, 300), range(400, 500)
MAX_BYTES = 500 * 1024
"""RFC 9309 section 2.5: parsers read at least this much; more is cut off."""


class Robots(NamedTuple):
    """A host's rules. `rules` is ``None`` when there is no robots.txt: all is allowed."""

    rules: Protego | None

    def allows(self, url: str) -> bool:
        """Whether Presselupe may fetch `url`."""
        return self.rules is None or bool(self.rules.can_fetch(url, PRODUCT))

    @property
    def crawl_delay(self) -> float:
        """Seconds the host asks for between two requests; 0 if it does not say."""
        delay = self.rules.crawl_delay(PRODUCT) if self.rules else None
        return max(0.0, min(float(delay or 0), 3600.0))


class RobotsUnreachableError(Exception):
    """The host did not answer for robots.txt: nothing may be fetched from it in this run."""


def read_robots(status: int, body: bytes) -> Robots:
    """Judge the answer to a request for ``/robots.txt`` (redirects already followed).

    Raises:
        RobotsUnreachableError: a server error, or an answer that is neither file nor refusal.
    """
    if status in SUCCESS:
        text = body[:MAX_BYTES].decode("utf-8-sig", errors="replace")
        return Robots(Protego.parse(text))
    # 429 means "not now", so it is no permission, although RFC 9309 counts it among 4xx.
    if status in CLIENT_ERROR and status != HTTPStatus.TOO_MANY_REQUESTS:
        return Robots(None)
    raise RobotsUnreachableError(f"robots.txt answered {status}")
