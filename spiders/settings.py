"""Scrapy's settings for Presselupe: polite, bounded, nothing that listens.

`scrapy.cfg` points here, so `scrapy list` and `scrapy shell` work as usual. What differs per
source (delay, contact) is set by `spiders.run`.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("presselupe")
except PackageNotFoundError:
    VERSION = "0"


def user_agent(contact: str | None) -> str:
    """``Presselupe/VERSION (+CONTACT)``: who we are and how to reach us."""
    return f"Presselupe/{VERSION} (+{contact})" if contact else f"Presselupe/{VERSION}"


BOT_NAME = "presselupe"
SPIDER_MODULES = ["spiders.discovery"]
USER_AGENT = user_agent(None)

# `spiders.manners` obeys robots.txt by RFC 9309 and follows redirects inside a source's hosts;
# Scrapy's own parts allow everything when robots.txt is unreachable and redirects off the host.
ROBOTSTXT_OBEY = False
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
# Manners stand between Scrapy's retries and the network, so that no retry escapes them. Of Scrapy's
# own parts these alone are of use: spiders judge status codes, hosts and depth themselves, and
# `spiders.transfer` says who asks and undoes gzip. Switching the others off would still load them.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "spiders.manners.Manners": 560,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
ITEM_PIPELINES = {"spiders.understand.Understand": 100, "spiders.keep.Keep": 200}

# `spiders.manners` paces. One request at a time: none waits in line past a Retry-After, and they
# go out strictly by priority, so that what a feed knows of an article is known before it is read.
SCHEDULER = "spiders.parts.Scheduler"
DOWNLOADER = "spiders.parts.Downloader"
DOWNLOAD_DELAY = 0.0
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# A page yields one article: a hundred waiting workers per page would only cost time.
CONCURRENT_ITEMS = 1
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
# No reactor of Twisted's: `spiders.transfer` needs none, and asyncio alone takes fewer turns.
TWISTED_REACTOR_ENABLED = False
# Hosts that may have private addresses: set by `spiders.run` to those of the operator's own.
OWN_HOSTS: list[str] = []
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
# Scrapy's own list names Twisted's errors, and loads its client for one of them.
RETRY_EXCEPTIONS = [
    "scrapy.exceptions.CannotResolveHostError",
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.DownloadTimeoutError",
    "scrapy.exceptions.ResponseDataLossError",
]
DOWNLOAD_HANDLERS = {
    "http": "spiders.transfer.Http",
    "https": "spiders.transfer.Http",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}

COOKIES_ENABLED = False
REFERER_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "de",
}

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
MEMUSAGE_ENABLED = False
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"
# The check parses a callback's source at every use; mypy says the same once.
WARN_ON_GENERATOR_RETURN_VALUE = False
LOG_LEVEL = "WARNING"
LOG_VERSIONS: list[str] = []
# None of Scrapy's extensions is used, and with the remote control comes all of aiohttp.
EXTENSIONS_BASE: dict[str, int] = {}
