"""Canonical addresses: one page, one URL, one id, whoever links to it and however."""

import ipaddress
import re
from functools import lru_cache
from hashlib import blake2b
from string import ascii_letters, digits
from urllib.parse import SplitResult, quote, unquote, urlsplit

MAX_URL = 8_000
"""Characters of the longest address taken."""

_UNRESERVED = frozenset(ascii_letters + digits + "-._~")
_PATH_SAFE = "/!$&'()*+,;=:@%"
_QUERY_SAFE = f"{_PATH_SAFE}?"
_WEB_PORTS = (None, 80, 443)

_LINE_BREAKS = re.compile(r"[\t\r\n]")
_AMPERSAND = re.compile(r"&(?:amp;|#0*38;|#[xX]0*26;)+")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")

_DROPPED = re.compile(
    r"utm_.*|(?:pk|piwik|mtm|matomo)_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|_ga|_gl|wt_mc"
    r"|mc_cid|mc_eid"  # campaigns
    r"|phpsessid|jsessionid|sessionid|fe_typo_user"  # sessions
    r"|chash|no_cache"  # TYPO3's checksum and cache switch
    r"|nn"  # the Government Site Builder's navigation node: one page hangs on many
    r"|print|printview|druckansicht|drucken|amp"  # other views of the same page
)


# A crawl asks for the same few hundred addresses over and over: they stand on every page.
@lru_cache(maxsize=8192)
def canonical(url: str, *, host: str | None = None) -> str:
    """The canonical form of an absolute http or https address; idempotent, always ASCII.

    The scheme is https; the host is in lower case, in its ASCII form (IDNA 2008) and without user,
    ports 80 and 443 or final dot; `host` (with its port, if any) takes its place where given. There
    is no fragment, no trailing slash but the root's, no dot segment. Escapes are in upper case and
    only where needed. Parameters that count visitors, hold sessions or ask for the print view are
    dropped, the others keep their order and spelling. Doubled slashes stay: they may mean a page
    of its own.

    Raises:
        ValueError: `url` (or `host`) is no web address; one line says which and why.
    """
    try:
        parts = _split(url)
        netloc = _netloc(parts if host is None else urlsplit(f"//{host}"))
        query = _query(parts.query)
        return _bounded(f"https://{netloc}{_path(parts.path)}{'?' if query else ''}{query}")
    except ValueError as error:
        why = str(error)[:120].encode("ascii", "backslashreplace").decode()
        raise ValueError(f"no web address: {url[:120]!a}: {why}") from None


def article_id(canonical_url: str) -> str:
    """The id of the article at a canonical URL: the first 16 hex digits of its BLAKE2b digest."""
    return blake2b(canonical_url.encode()).hexdigest()[:16]


def _bounded(url: str) -> str:
    if len(url) > MAX_URL:
        raise ValueError(f"longer than {MAX_URL:,} characters")
    return url


def _split(url: str) -> SplitResult:
    url = _AMPERSAND.sub("&", _LINE_BREAKS.sub("", _bounded(url))).strip()
    path, mark, rest = url.partition("?")
    parts = urlsplit(path.replace("\\", "/") + mark + rest)
    if parts.scheme not in ("http", "https"):
        raise ValueError("it does not begin with http:// or https://")
    return parts


def _netloc(parts: SplitResult) -> str:
    name, port = (parts.hostname or "").removesuffix("."), parts.port
    if ":" in name and "%" not in name:
        name = f"[{ipaddress.IPv6Address(name).compressed}]"
    elif not name.isascii():
        name = _ascii_host(name)
    if not name.startswith("[") and not _HOST.fullmatch(name):
        raise ValueError(f"{name!a} is no host name" if name else "it names no host")
    return name if port in _WEB_PORTS else f"{name}:{port}"


def _ascii_host(name: str) -> str:
    # Only hosts with umlauts and the like pay for idna's tables.
    import idna  # noqa: PLC0415

    return idna.encode(name, uts46=True).decode("ascii")


def _path(path: str) -> str:
    path = _SESSION.sub("", _AMPERSAND.sub("&", _escaped(path, _PATH_SAFE)))
    segments: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del segments[-1:]
        elif segment != ".":
            segments.append(segment)
    return "/" + "/".join(segments).rstrip("/")


def _query(query: str) -> str:
    parameters = _AMPERSAND.sub("&", "&" + _escaped(query, _QUERY_SAFE)).split("&")
    return "&".join(p for p in parameters if p and not _is_dropped(p))


def _is_dropped(parameter: str) -> bool:
    name = unquote(parameter.partition("=")[0]).casefold()
    return _DROPPED.fullmatch(name) is not None


def _escaped(text: str, safe: str) -> str:
    text = _ESCAPE.sub(_kept_escape, _BROKEN_ESCAPE.sub("%25", text))
    return quote(text, safe=safe, errors="replace")


def _kept_escape(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()
