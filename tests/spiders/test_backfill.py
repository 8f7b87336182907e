"""Looks back through a whole list: interrupted at any moment, they go on where they were."""

import signal
import time
from pathlib import Path

import pytest

from store.memory import CrawlMemory
from tests.command import Place, place
from tests.spiders.test_manners import LIST, PID, ROBOTS, article
from tests.stub import Answer, Stub, serve

PAGES, EACH = 14, 10
KILLED_AT = 112
"""Articles fetched by then; they become durable fifty at a time."""


def slug(page: int, number: int) -> str:
    return f"s{page:02}-{number}"


def paged(page: int) -> Answer:
    items = "".join(
        f'<li><time datetime="2025-{12 - page // 2:02}-{20 - n:02}">x</time>'
        f'<h3><a href="{PID}/{slug(page, n)}">Titel {slug(page, n)}</a></h3></li>'
        for n in range(EACH)
    )
    more = f'<a rel="next" href="{LIST}?page={page + 1}">weiter</a>' if page < PAGES else ""
    return Answer(f"<html><body><main><ul>{items}</ul>{more}</main></body></html>".encode())


def routes() -> dict[str, Answer]:
    lists = {LIST: paged(1)} | {f"{LIST}?page={n}": paged(n) for n in range(2, PAGES + 1)}
    articles = {
        f"{PID}/{slug(page, n)}": article(f"Titel {slug(page, n)}")
        for page in range(1, PAGES + 1)
        for n in range(EACH)
    }
    return {"/robots.txt": ROBOTS} | lists | articles


def fetched(site: Stub) -> set[str]:
    return {path for path in site.asked if path.startswith(PID)}


def list_pages(site: Stub) -> list[str]:
    return [path for path in site.asked if path.startswith(LIST)]


def interrupt(here: Place, site: Stub, how: signal.Signals, *arguments: str) -> int:
    """Interrupt a crawl when the site has been asked for so many articles."""
    site.asked.clear()
    with site.holding(lambda: len(fetched(site)) > KILLED_AT):
        crawl = here.start("crawl", *arguments)
        while len(fetched(site)) < KILLED_AT and crawl.poll() is None:
            time.sleep(0.005)
        crawl.send_signal(how)
    return crawl.wait(60)


@pytest.mark.parametrize(
    ("extent", "how"),
    [(["--since", "2020-01-01"], signal.SIGKILL), (["--full"], signal.SIGINT)],
)
def test_an_interrupted_look_back_goes_on_where_it_was(
    tmp_path: Path, extent: list[str], how: signal.Signals
) -> None:
    with serve(routes()) as site:
        here = place(tmp_path, ministry=site.url)
        if extent == ["--full"]:
            here.report()
        interrupt(here, site, how, *extent)
        assert CrawlMemory(here.data, "im-bw").back_fills()
        before = fetched(site)
        site.asked.clear()
        _code, reports = here.report(*extent)
        assert reports["im-bw"]["failed"] == 0
        again = fetched(site)
        assert again | before == {path for path in routes() if path.startswith(PID)}
        assert len(again & before) <= 50, "what was durable is not fetched again"
        assert len(list_pages(site)) <= PAGES - 5, "nor are the pages of the list before that"
        assert len(here.articles()) == PAGES * EACH
        assert CrawlMemory(here.data, "im-bw").back_fills() == {}


def test_a_full_look_back_never_begins_in_the_second_of_what_was_there_before(
    tmp_path: Path,
) -> None:
    few = {path: answer for path, answer in routes().items() if "page=" not in path}
    with serve(few) as site:
        here = place(tmp_path, ministry=site.url)
        here.report()
        before = {each["last_seen"] for each in here.articles()}
        _code, reports = here.report("--full")
    assert reports["im-bw"]["started"] > max(before)


def test_a_look_back_that_was_completed_takes_everything_again(tmp_path: Path) -> None:
    few = {path: answer for path, answer in routes().items() if "page=" not in path}
    with serve(few) as site:
        here = place(tmp_path, ministry=site.url)
        for _ in range(2):
            site.asked.clear()
            here.report("--full")
            assert len(fetched(site)) == EACH


def test_what_is_new_since_the_interruption_is_found_too(tmp_path: Path) -> None:
    changing = routes()
    with serve(changing) as site:
        here = place(tmp_path, ministry=site.url)
        interrupt(here, site, signal.SIGINT, "--since", "2020-01-01")
        new = f'<ul><li><h3><a href="{PID}/neu">Neu</a></h3></li>'.encode()
        changing[LIST] = Answer(paged(1).body.replace(b"<ul>", new))
        changing[f"{PID}/neu"] = article("Titel neu")
        here.report("--since", "2020-01-01")
        assert len(here.articles()) == PAGES * EACH + 1
