"""Whether a source works: its lists and feeds and a few of its articles, read and judged.

A source is verified when each of its lists and feeds names articles and each article looked at has
a title, a text and a date. Nothing is stored; the verdict is the caller's to keep.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from queue import Queue
from threading import Event, Lock
from typing import Any, Literal
from urllib.parse import urljoin

import msgspec

from spiders.client import Answer, Client, Host, NoAnswerError, NotReadError
from spiders.pages import read_feed, read_list, read_page
from spiders.pages.base import Listing
from spiders.preview import preview
from spiders.sources import Source, require_contact
from spiders.visit import Found
from store.config import Config

ARTICLES = 3
"""Articles of a source that are looked at."""

FIELDS = ("title", "kicker", "published", "lead", "body", "section", "image")
"""The fields that are told, in this order."""

_EXCERPT = 80
_WORKERS = 8
"""Hosts that are asked side by side."""
_READING = Lock()
"""Pages are read one at a time: reading is what the processor is for."""


class FieldSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What one field holds, cut short, and the layer and rule that it came from."""

    value: str
    origin: str | None = None


class ListSeen(msgspec.Struct, frozen=True, kw_only=True):
    """The first page of a list or feed: how many entries it has, and how many with a date.

    `reached` says whether the host answered at all.
    """

    url: str
    kind: Literal["feed", "list"]
    entries: int = 0
    dated: int = 0
    goes_on: bool = False
    reached: bool = True
    problem: str | None = None


class ArticleSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One article: its fields by name, and what keeps it from being complete.

    `missing` are fields that every article has (title, date, text), `degraded` those that only the
    generic layer could read although the family has a page object.
    """

    url: str
    fields: dict[str, FieldSeen] = {}
    missing: list[str] = []
    degraded: list[str] = []
    notes: list[str] = []
    problem: str | None = None


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one source; `reasons` say why it is not verified."""

    source: str
    name: str
    family: str
    day: date
    state: Literal["verified", "unverified"]
    reasons: list[str] = []
    lists: list[ListSeen] = []
    articles: list[ArticleSeen] = []

    @property
    def is_unreached(self) -> bool:
        """Whether no host answered, which says nothing of the source."""
        return not any(each.reached for each in self.lists)


def check(
    source: Source,
    config: Config,
    *,
    hosts: dict[str, Host] | None = None,
    articles: int = ARTICLES,
    wait: Callable[[float], object] = time.sleep,
) -> Checked:
    """Load a source's lists and feeds, the first page of each, and its newest articles.

    `hosts` is shared by sources that are checked one after another. At most one request goes to
    each list and feed and one to each article, besides robots.txt.

    Raises:
        TableError: a real host is to be asked without a contact.
    """
    client = Client(source, config, hosts=hosts, wait=wait)
    lists: list[ListSeen] = []
    found: dict[str, Found] = {}
    for kind, path in (*(("feed", p) for p in source.feeds), *(("list", p) for p in source.lists)):
        lists.append(_list(client, urljoin(source.home, path), kind, found))  # type: ignore[arg-type]
    seen = [_article(client, each) for each in list(found.values())[:articles]]
    reasons = list(_reasons(lists, seen))
    return Checked(
        source=source.id,
        name=source.name,
        family=source.family,
        day=datetime.now(UTC).date(),
        state="unverified" if reasons else "verified",
        reasons=reasons,
        lists=lists,
        articles=seen,
    )


def check_all(sources: Iterable[Source], config: Config) -> Iterator[Checked]:
    """Check sources, hosts side by side but each host's sources one after another.

    They come as they are done. A caller that stops early waits for no delay any more.

    Raises:
        TableError: a real host is to be asked without a contact; nothing was asked then.
    """
    queues: dict[str, list[Source]] = {}
    for source in sources:
        require_contact(source, config)
        queues.setdefault(source.fetch_host, []).append(source)
    done: Queue[Checked | BaseException] = Queue()
    stop = Event()
    with ThreadPoolExecutor(_WORKERS) as pool:
        for queue in queues.values():
            pool.submit(_check_queue, queue, config, stop, done)
        try:
            for _ in range(sum(map(len, queues.values()))):
                result = done.get()
                if isinstance(result, BaseException):
                    raise result
                yield result
        finally:
            stop.set()


def _check_queue(
    queue: list[Source], config: Config, stop: Event, done: "Queue[Checked | BaseException]"
) -> None:
    """Check one host's sources, until told to stop."""

    def wait(seconds: float) -> None:
        if stop.wait(seconds):
            raise NotReadError("stopped")

    hosts: dict[str, Host] = {}
    for source in queue:
        if stop.is_set():
            return
        try:
            done.put(check(source, config, hosts=hosts, wait=wait))
        except BaseException as error:  # noqa: BLE001 - told where the results are told
            done.put(error)


def _list(
    client: Client, url: str, kind: Literal["feed", "list"], found: dict[str, Found]
) -> ListSeen:
    """Read one list or feed; what it names is added to `found`."""
    try:
        answer = client.page(url)
    except NotReadError as error:
        reached = not isinstance(error, NoAnswerError)
        return ListSeen(url=url, kind=kind, reached=reached, problem=str(error))
    try:
        listing = read_listing(answer.body, answer.url, kind, client.source, answer.encoding)
    except NotReadError as error:
        return ListSeen(url=url, kind=kind, problem=str(error))
    sound = [teaser for teaser in listing.teasers if _is_sound(client.source, teaser.url)]
    for teaser in sound:
        canonical = client.source.canonical(teaser.url)
        found.setdefault(canonical, Found(teaser.url)).merge(teaser)
    problem = None if sound else _why_empty(answer, client.source, listing)
    return ListSeen(
        url=url,
        kind=kind,
        entries=len(sound),
        dated=sum(teaser.date is not None for teaser in sound),
        goes_on=listing.next_url is not None,
        problem=problem,
    )


def _why_empty(answer: Answer, source: Source, listing: Listing) -> str:
    """Why a list names nothing: a wall in its place, or what its reader says."""
    with _READING:
        page = read_page(answer.body, url=answer.url, source=source, encoding=answer.encoding)
    return page.wall or "; ".join(listing.problems) or "it names no article"


def read_listing(
    body: bytes, url: str, kind: Literal["feed", "list"], source: Source, encoding: str | None
) -> Listing:
    """A list page or feed as a crawl reads it.

    Raises:
        NotReadError: reading it broke.
    """
    try:
        with _READING:
            if kind == "feed":
                return read_feed(body, url=url, source=source, encoding=encoding)
            return read_list(body, url=url, source=source, encoding=encoding)
    except Exception as error:
        raise NotReadError(f"{url}: could not be read: {type(error).__name__}: {error}") from error


def _is_sound(source: Source, url: str) -> bool:
    try:
        source.canonical(url)
    except ValueError:
        return False
    return source.owns(url)


def _article(client: Client, found: Found) -> ArticleSeen:
    try:
        answer = client.page(found.url)
        with _READING:
            article = preview(
                answer.body,
                url=answer.url,
                source=client.source,
                encoding=answer.encoding,
                found=found,
            )
    except NotReadError as error:
        return ArticleSeen(url=found.url, problem=str(error))
    except Exception as error:  # noqa: BLE001 - a page that breaks its reader is a finding too
        problem = f"could not be read: {type(error).__name__}: {error}"
        return ArticleSeen(url=found.url, problem=problem)
    return ArticleSeen(
        url=article["url"],
        fields=dict(_fields(article)),
        missing=list(_missing(article)),
        degraded=article["degraded"],
        notes=article["notes"],
    )


def _missing(article: dict[str, Any]) -> Iterator[str]:
    for name, value in (
        ("title", article["title"]),
        ("published", article["published"]),
        ("body", article["body"] or article["lead"]),
    ):
        if not value:
            yield name


def _fields(article: dict[str, Any]) -> Iterator[tuple[str, FieldSeen]]:
    origins: dict[str, str] = article["origins"]
    for name in FIELDS:
        if article[name]:
            yield name, FieldSeen(value=_excerpt(name, article), origin=origins.get(name))


def _excerpt(name: str, article: dict[str, Any]) -> str:
    value = article[name]
    if name == "image":
        value = value["url"] or value["caption"] or ""
    text = " ".join(str(value).split())
    short = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}…"
    return f"({article['words']}) {short}" if name == "body" else short


def _reasons(lists: Sequence[ListSeen], articles: Sequence[ArticleSeen]) -> Iterator[str]:
    for each in lists:
        if each.problem:
            yield _with_address(each.url, each.problem)
    for article in articles:
        if article.problem:
            yield _with_address(article.url, article.problem)
        elif article.missing:
            yield f"{article.url}: without {', '.join(article.missing)}"
        elif article.degraded:
            yield f"{article.url}: {', '.join(article.degraded)} only by the generic layer"


def _with_address(url: str, problem: str) -> str:
    return problem if problem.startswith(url) else f"{url}: {problem}"
