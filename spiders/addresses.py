"""Which addresses a crawl may connect to: never private ones, unless they are the operator's own.

A public name may be made to lead into the operator's network (its DNS says 127.0.0.1 or 10.0.0.1).
So the address is judged where it is resolved, at every connection, not where a name is written.
"""

import ipaddress
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.error import DNSLookupError

from spiders.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twisted.internet.defer import Deferred

_refused: dict[str, str] = {}
"""Names that led to private addresses. Twisted keeps no more of a failed look-up than that."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet's, as a server may have."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return parsed.is_global and not parsed.is_multicast


def refusal(host: str) -> str | None:
    """Why a host was not connected to, if that was for its address."""
    address = _refused.get(host)
    return f"{host} leads to the private address {address}" if address else None


def host_of(url: str) -> str:
    """The host name of an address, empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_operators(source: Source) -> bool:
    """Whether a source is fetched from where the operator's own configuration says.

    A mirror named in `base_url` may stand in a private network under any name.
    """
    return source.is_own or source.base_url is not None


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, but for names that lead to private addresses.

    The setting ``OWN_HOSTS`` names the hosts that may: those that the operator crawls as their own,
    and (of itself) the operator's proxies.
    """

    own: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Scrapy's way to make a resolver."""
        resolver: Self = super().from_crawler(crawler, reactor)
        own: Iterable[str] = crawler.settings.getlist("OWN_HOSTS")
        proxies = (host_of(proxy) for proxy in getproxies().values())
        resolver.own = frozenset((*own, *proxies)) - {""}
        return resolver

    def getHostByName(  # noqa: N802 - Twisted's name
        self, name: str, timeout: "Sequence[int]" = ()
    ) -> "Deferred[str]":
        """The address of a host; fails with `DNSLookupError` if it is a private one."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found if name in self.own else found.addCallback(_require_public, name)


def _require_public(address: str, name: str) -> str:
    if not is_public(address):
        _refused[name] = address
        raise DNSLookupError(refusal(name))
    return address
