"""Acceptance: sites that the page objects have never seen, crawled through the command line."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.strangers import check, portal, server

HEAVY = (1, 4)
DESIGNS = [pytest.param(n, marks=pytest.mark.heavy) if n in HEAVY else n for n in portal.DESIGNS]


class Crawled(NamedTuple):
    """One design after its first crawl."""

    sites: server.Strangers
    reports: list[check.Report]
    rows: list[dict[str, Any]]
    folder: Path


@pytest.fixture(scope="module", params=DESIGNS)
def crawled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp(f"design{request.param}")
    with server.serve(design=request.param) as sites:
        (folder / "presselupe.toml").write_text(
            '[crawl]\ncontact = "mailto:press@example.org"\ndelay = 0.0\n'
            f'[sources.move-online]\nbase_url = "{sites.portal_url}"\n'
            f'[sources.im-bw]\nbase_url = "{sites.ministry_url}"\n',
            encoding="utf-8",
        )
        _presselupe(folder, "crawl")
        exported = _presselupe(folder, "export", "--format", "jsonl")
        rows = [json.loads(line) for line in exported.splitlines()]
        today = date.today()  # noqa: DTZ011
        yield Crawled(sites, check.compare_export(rows, request.param, today), rows, folder)


def _presselupe(folder: Path, *arguments: str) -> str:
    program = Path(sys.executable).with_name("presselupe")
    options = ["--config", str(folder / "presselupe.toml"), "--data", str(folder / "data")]
    done = subprocess.run(
        [str(program), *options, *arguments], capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout.decode()[-2000:] + done.stderr.decode()[-4000:]
    return done.stdout.decode()


def test_every_article_is_there_once_and_nothing_else(crawled: Crawled) -> None:
    for report in crawled.reports:
        assert not report.missing, report.table()
        assert not report.extra, report.table()
        assert not report.doubles, report.table()
    assert len({row["id"] for row in crawled.rows}) == len(crawled.rows)
    assert {row["source"] for row in crawled.rows} == {"move-online", "im-bw"}


def test_every_day_of_publication_is_exact(crawled: Crawled) -> None:
    for report in crawled.reports:
        assert report.share("published") == 1.0, report.table()


@pytest.mark.parametrize("name", [n for n in check.FIELDS if n != "published"])
def test_other_fields_are_exact_in_98_of_100(crawled: Crawled, name: str) -> None:
    for report in crawled.reports:
        assert report.share(name) >= 0.98, report.table()


def test_bodies_have_the_articles_words_and_no_others(crawled: Crawled) -> None:
    for report in crawled.reports:
        assert report.mean_f1 >= 0.97, report.table()
        assert min(body.f1 for body in report.bodies) >= 0.9, report.table()


def test_robots_txt_is_kept_and_addresses_are_public(crawled: Crawled) -> None:
    asked = [r.target for r in crawled.sites.log]
    assert not [t for t in asked if t.startswith(("/k21-meldungen/vorschau-", "/fileadmin/"))]
    assert not [t for t in asked if "druck=" in t]
    assert not [row["url"] for row in crawled.rows if "127.0.0.1" in json.dumps(row)]


def test_a_second_crawl_asks_for_no_article_again(crawled: Crawled) -> None:
    before = len(crawled.sites.log)
    _presselupe(crawled.folder, "crawl")
    again = {r.target.split("?")[0].rstrip("/") for r in crawled.sites.log[before:]}
    articles = {p.path for p in (*crawled.sites.portal.pieces, *crawled.sites.ministry.pieces)}
    assert not again & articles
