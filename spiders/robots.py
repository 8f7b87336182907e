"""robots.txt by RFC 9309: what may be fetched from a host, and how slowly."""

import re
from http import HTTPStatus
from typing import NamedTuple

from protego import Protego

PRODUCT = "Presselupe"
"""The product token that robots.txt groups are matched with."""
SUCCESS, CLIENT_ERROR = range(200, 300), range(400, 500)
MAX_BYTES = 500 * 1024
"""RFC 9309 section 2.5: parsers read at least this much; more is cut off."""
_LINE = re.compile(r"^\s*(user-agent|crawl-delay)\s*:\s*([^#]*?)\s*(?:#.*)?$", re.IGNORECASE)
_TOKEN = re.compile(r"\*|[A-Za-z_-]+")


class Robots(NamedTuple):
    """A host's rules. `rules` is ``None`` when there is no robots.txt: all is allowed."""

    rules: Protego | None

    def allows(self, url: str) -> bool:
        """Whether Presselupe may fetch `url`."""
        return self.rules is None or bool(self.rules.can_fetch(url, PRODUCT))

    @property
    def crawl_delay(self) -> float:
        """Seconds the host asks for between two requests; 0 if it does not say."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(PRODUCT)
        by_rate = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(0.0, min(max(self.rules.crawl_delay(PRODUCT) or 0.0, by_rate), 3600.0))


class RobotsUnreachableError(Exception):
    """The host did not answer for robots.txt: nothing may be fetched from it in this run."""


def read_robots(status: int, body: bytes) -> Robots:
    """Judge the answer to a request for ``/robots.txt`` (redirects already followed).

    Raises:
        RobotsUnreachableError: a server error, or an answer that is neither file nor refusal.
    """
    if status in SUCCESS:
        text = body[:MAX_BYTES].decode("utf-8-sig", errors="replace")
        return Robots(Protego.parse("\n".join(map(_as_rfc, text.splitlines()))))
    # 429 means "not now", so it is no permission, although RFC 9309 counts it among 4xx.
    if status in CLIENT_ERROR and status != HTTPStatus.TOO_MANY_REQUESTS:
        return Robots(None)
    raise RobotsUnreachableError(f"robots.txt answered {status}")


def _as_rfc(line: str) -> str:
    """A line as Protego reads it by RFC 9309.

    By section 2.2.1 a group is ours if its product token is ours, in any case; Protego also takes
    the beginning of it (``Presse``) for ours, and ``Presselupe/1.0`` for another's. Germans write a
    decimal comma.
    """
    match = _LINE.match(line)
    if not match:
        return line
    name, value = match[1].lower(), match[2]
    if name == "crawl-delay":
        return f"Crawl-delay: {value.replace(',', '.')}"
    token = _TOKEN.match(value)
    said = token[0].lower() if token else ""
    agent = said if said in ("*", PRODUCT.lower()) else "another"
    return f"User-agent: {agent}"
