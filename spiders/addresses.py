"""Which addresses a crawl may connect to: never private ones, unless they are the operator's own.

A public name may be made to lead into the operator's network (its DNS says 127.0.0.1 or 10.0.0.1).
So the address is judged where it is resolved, at every connection, not where a name is written.
"""

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit
from urllib.request import getproxies

from spiders.sources import Source


class NoAddressError(OSError):
    """A host has no address that may be connected to; the message is the reason."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet's, as a server may have."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return parsed.is_global and not parsed.is_multicast


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


def may_be_private(hosts: Iterable[str]) -> frozenset[str]:
    """Hosts that may have private addresses: the operator's own, and the operator's proxies."""
    return frozenset((*hosts, *map(host_of, getproxies().values()))) - {""}


def require_public(host: str, own: Collection[str]) -> None:
    """See that a host which is named by its address is a public one or `own`.

    Raises:
        NoAddressError: it is neither.
    """
    with contextlib.suppress(ValueError):
        if not is_public(str(ipaddress.ip_address(host))) and host not in own:
            raise NoAddressError(f"{host} leads to the private address {host}")


async def addresses_of(host: str, port: int, own: Collection[str]) -> list[str]:
    """The addresses of a host, IPv4 first; private ones only of `own` hosts.

    Raises:
        NoAddressError: there are none.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAddressError("there is no host of this name") from error
    addresses = [str(each[4][0]) for each in sorted(found, key=lambda each: each[0])]
    if host in own:
        return addresses
    public = [address for address in addresses if is_public(address)]
    if not public:
        raise NoAddressError(f"{host} leads to the private address {addresses[0]}")
    return public
