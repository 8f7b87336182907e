"""Scrapy's settings for Presselupe: polite, bounded, nothing that listens.

`scrapy.cfg` points here, so `scrapy list` and `scrapy shell` work as usual. What differs per
source (delay, contact) is set by `spiders.run`.
"""

from importlib.metadata import PackageNotFoundError, version

from press.urls import MAX_URL

try:
    VERSION = version("presselupe")
except PackageNotFoundError:
    VERSION = "0"


def user_agent(contact: str | None) -> str:
    """``Presselupe/VERSION (+CONTACT)``: who we are and how to reach us."""
    return f"Presselupe/{VERSION} (+{contact})" if contact else f"Presselupe/{VERSION}"


BOT_NAME = "presselupe"
SPIDER_MODULES = ["spiders.portal", "spiders.ministry"]
USER_AGENT = user_agent(None)

# `spiders.manners` obeys robots.txt by RFC 9309 and follows redirects inside a source's hosts;
# Scrapy's own parts allow everything when robots.txt is unreachable and redirects off the host.
ROBOTSTXT_OBEY = False
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
# Between Scrapy's retries (550) and the network, so that no retry escapes manners.
DOWNLOADER_MIDDLEWARES = {"spiders.manners.Manners": 560}
ITEM_PIPELINES = {"spiders.understand.Understand": 100, "spiders.keep.Keep": 200}

# `spiders.manners` paces. One request at a time: none waits in line past a Retry-After, and they
# go out strictly by priority, so that what a feed knows of an article is known before it is read.
DOWNLOAD_DELAY = 0.0
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# A page yields one article: a hundred waiting workers per page would only cost time.
CONCURRENT_ITEMS = 1
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
URLLENGTH_LIMIT = MAX_URL
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}

COOKIES_ENABLED = False
REFERER_ENABLED = False
HTTPAUTH_DOMAIN = None
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "de",
}

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
MEMUSAGE_ENABLED = False
LOGSTATS_INTERVAL = 0
STATS_DUMP = False
# The check parses a callback's source at every use; mypy says the same once.
WARN_ON_GENERATOR_RETURN_VALUE = False
LOG_LEVEL = "WARNING"
LOG_VERSIONS: list[str] = []
EXTENSIONS = {
    "scrapy.extensions.closespider.CloseSpider": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
}
