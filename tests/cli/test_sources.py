"""`presselupe sources`: how a site becomes a source, against sites on loopback."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from demo.families import Families, start_all
from demo.sites import Sites, start
from spiders.checking import check
from spiders.client import Host
from spiders.finding import find, source_of
from spiders.sources import load
from store.config import Config, CrawlConfig
from tests.command import Place
from tests.loopback import Reply, serve

TODAY = datetime.now(UTC).date().isoformat()
HEADLINE = "Amt eröffnet das {n}. Bürgerbüro am Marktplatz"
TEXT = (
    "Das Amt hat am Marktplatz ein weiteres Bürgerbüro eröffnet. Es ist an fünf Tagen der Woche "
    "für alle da, die einen Ausweis brauchen. Zwölf Beschäftigte arbeiten dort."
)


@pytest.fixture(scope="module")
def sites() -> Iterator[Sites]:
    with start(count=60) as running:
        yield running


@pytest.fixture
def here(tmp_path: Path) -> Place:
    config = tmp_path / "config.toml"
    config.write_text("[crawl]\ndelay = 0.0\n", encoding="utf-8")
    return Place(tmp_path / "data", config)


def own(here: Place) -> dict[str, Any]:
    """The operator's own catalogue, as it is on disk."""
    path = here.config.with_name("sources.toml")
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def article(number: int) -> Reply:
    title = HEADLINE.format(n=number)
    return Reply(
        f"<html><head><title>{title} - Amt</title></head><body><main><article><h1>{title}</h1>"
        f'<time datetime="2026-11-0{number}">{number}. November 2026</time>'
        f"<p>{TEXT}</p><p>{TEXT[::-1]}</p></article></main></body></html>"
    )


def feed(base: str = "", count: int = 3) -> Reply:
    items = "".join(
        f"<item><title>{HEADLINE.format(n=n)}</title><link>{base}/meldung/{n}-buergerbuero</link>"
        f"<pubDate>0{n} Nov 2026 10:00:00 +0100</pubDate></item>"
        for n in range(1, count + 1)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    return Reply(body, kind="application/rss+xml")


def pages(count: int = 3) -> dict[str, Reply]:
    return {f"/meldung/{n}-buergerbuero": article(n) for n in range(1, count + 1)}


# Finding


def test_a_ministry_is_recognised_and_shown_from_its_start_page_but_not_written_without_a_yes(
    here: Place, sites: Sites
) -> None:
    done = here.run("sources", "add", f"{sites.ministry_url}/")
    assert done.returncode == 0, done.stderr
    assert "recognised by: TYPO3 with the extension rsmpress" in done.stdout
    assert 'family = "rsmpress"' in done.stdout
    assert done.stdout.count("    title  ") == 5
    assert "/pressemitteilung/pid/[^/]+/?$" in done.stdout
    assert "--yes" in done.stderr
    assert own(here) == {}


def test_with_a_yes_the_site_is_a_source_that_can_be_crawled(here: Place, sites: Sites) -> None:
    added = here.run("sources", "add", sites.portal_url, "--yes", "--id", "vorbild", "--json")
    assert added.returncode == 0, added.stderr
    told = json.loads(added.stdout)
    assert (told["finding"]["id"], told["written"]) == ("vorbild", True)
    assert [each["entries"] > 0 for each in told["finding"]["feeds"]] == [True]
    assert told["finding"]["sitemaps"] == [f"{sites.portal_url}/sitemap.xml"]
    entry = own(here)["vorbild"]
    assert (entry["family"], entry["feeds"]) == ("k21", ["/k21-meldungen/feed/"])
    assert (entry["state"], entry["checked"], entry["lists"]) == ("verified", TODAY, ["/"])
    listed = here.run("sources", "list", "vorbild", "verified").stdout
    assert listed.startswith("vorbild\t")
    assert listed.rstrip().endswith(f"\tenabled\tverified\t{TODAY}")
    code, reports = here.report("vorbild")
    assert code == 0
    assert reports["vorbild"]["new"] > 10
    again = here.run("sources", "add", sites.portal_url)
    assert again.returncode == 2
    assert "belongs to vorbild" in again.stderr
    assert here.run("sources", "add", sites.portal_url, "--id", "vorbild").returncode == 2


def test_a_feed_s_own_address_is_enough_and_its_site_is_looked_at_for_the_family(
    here: Place,
) -> None:
    home = Reply(
        '<meta name="generator" content="WordPress 6.4"><title>Start - Amt Neustadt</title>'
    )
    replies = {"/": home, "/feed/": feed(), **pages()}
    with serve(replies) as site:
        done = here.run("sources", "add", f"{site.url}/feed/", "--yes", "--json")
        assert done.returncode == 0, done.stderr
    (entry,) = own(here).values()
    assert (entry["family"], entry["name"]) == ("wordpress", "Amt Neustadt")
    assert entry["feeds"] == ["/feed/"]
    assert re.search(entry["article"], "/meldung/9-neu")
    assert not re.search(entry["article"], "/feed/")


def test_usual_addresses_are_tried_where_no_feed_is_named_and_the_first_is_enough(
    here: Place,
) -> None:
    with serve({"/": Reply("<p>Willkommen</p>"), "/rss.xml": feed(), **pages()}) as site:
        done = here.run("sources", "add", site.url, "--yes", "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["finding"]["feeds"][0]["url"] == f"{site.url}/rss.xml"
        assert "/atom.xml" not in site.asked
        ((name, table),) = own(here).items()
        assert table["family"] == "feed"
        code, reports = here.report(name)
        assert (code, reports[name]["new"], reports[name]["undated"]) == (0, 3, 0)


def test_a_wordpress_site_without_feed_and_list_is_read_through_its_interface(
    here: Place,
) -> None:
    replies: dict[str, Reply] = {**pages()}
    with serve(replies) as site:
        api = f'<link rel="https://api.w.org/" href="{site.url}/wp-json/"><p>Willkommen</p>'
        posts = [
            {
                "id": n,
                "date_gmt": f"2026-11-0{n}T09:00:00",
                "link": f"{site.url}/meldung/{n}-buergerbuero",
                "title": {"rendered": HEADLINE.format(n=n)},
                "content": {"rendered": f"<p>{TEXT}</p>"},
            }
            for n in (1, 2, 3)
        ]
        replies["/"] = Reply(api)
        replies["/wp-json/wp/v2/posts"] = Reply(json.dumps(posts), kind="application/json")
        done = here.run("sources", "add", site.url, "--yes", "--id", "amt", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["finding"]["wordpress_rest"] == f"{site.url}/wp-json/"
    assert [each["dated"] for each in told["checked"]["lists"]] == [3]
    assert own(here)["amt"]["lists"] == ["/wp-json/wp/v2/posts"]


def test_a_site_without_feed_or_list_and_one_that_forbids_it_are_one_line(here: Place) -> None:
    robots = Reply("User-agent: *\nDisallow: /zu\n", kind="text/plain")
    with serve({"/": Reply("<p>Nichts</p>"), "/robots.txt": robots}) as site:
        for path, message in (("/", "neither a feed nor a list"), ("/zu", "robots.txt forbids")):
            done = here.run("sources", "add", site.url + path, "-q")
            assert (done.returncode, done.stdout) == (1, "")
            assert message in done.stderr
            assert done.stderr.count("\n") == 1
    assert own(here) == {}


def test_a_source_whose_articles_lack_something_is_written_as_unverified(here: Place) -> None:
    broken = pages() | {"/meldung/2-buergerbuero": Reply("weg", 410)}
    with serve({"/": Reply("<p>x</p>"), "/feed/": feed(), **broken}) as site:
        done = here.run("sources", "add", f"{site.url}/feed/", "--yes", "--id", "amt")
    assert done.returncode == 3
    assert "/meldung/2-buergerbuero: answered 410" in done.stdout
    assert own(here)["amt"]["state"] == "unverified"


@pytest.mark.parametrize(("answer", "written"), [("j\n", True), ("yes\n", True), ("\n", False)])
def test_on_a_terminal_the_entry_waits_for_an_answer(
    here: Place, answer: str, written: bool
) -> None:
    with serve({"/": Reply("<p>x</p>"), "/feed/": feed(), **pages()}) as site:
        command = here.command("sources", "add", f"{site.url}/feed/", "--id", "amt")
        mine, theirs = os.openpty()
        try:
            os.write(mine, answer.encode())
            done = subprocess.run(
                command, stdin=theirs, capture_output=True, text=True, timeout=60, check=False
            )
        finally:
            os.close(mine)
            os.close(theirs)
    assert "Write this entry? [y/N]" in done.stderr
    assert (done.returncode, "amt" in own(here)) == ((0, True) if written else (1, False))


# Checking


def entry(here: Place, base: str, text: str = "", name: str = "amt") -> None:
    """An entry as someone wrote it by hand."""
    here.config.with_name("sources.toml").write_text(
        f'# von Hand\n[{name}] # das Amt\nname = "Amt"\nfamily = "feed"\nhome = "{base}/"\n'
        f'kind = "news"\nrights = "press"\nfeeds = ["/feed/"]\narticle = "^/meldung/"\n{text}',
        encoding="utf-8",
    )


def test_a_working_source_is_verified_field_by_field_with_few_requests(here: Place) -> None:
    with serve({"/feed/": feed(count=5), **pages(5)}) as site:
        entry(here, site.url)
        done = here.run("sources", "check", "amt")
        assert done.returncode == 0, done.stdout + done.stderr
        assert site.asked == [
            "/robots.txt",
            "/feed/",
            *(f"/meldung/{n}-buergerbuero" for n in (1, 2, 3)),
        ]
    assert "5 entries, 5 with a date" in done.stdout
    assert re.search(r"title +Amt eröffnet das 1\. Bürgerbüro am Marktplatz  \[.+\]", done.stdout)
    assert re.search(r"published +2026-11-01", done.stdout)
    assert re.search(r"kicker +-\n", done.stdout)
    assert done.stdout.endswith("  verified\n")
    text = here.config.with_name("sources.toml").read_text(encoding="utf-8")
    assert text.startswith("# von Hand\n[amt] # das Amt\n")
    assert (own(here)["amt"]["state"], own(here)["amt"]["checked"]) == ("verified", TODAY)


def test_what_is_missing_is_said_and_the_verdict_is_taken_back(here: Place) -> None:
    without_date = Reply(f"<main><h1>{HEADLINE.format(n=1)}</h1><p>{TEXT}</p></main>")
    undated = feed(count=1)._replace(body=re.sub("<pubDate>.*?</pubDate>", "", feed(count=1).body))
    with serve({"/feed/": undated, "/meldung/1-buergerbuero": without_date}) as site:
        entry(here, site.url, 'state = "verified"\nchecked = "2026-01-01"\n')
        done = here.run("sources", "check", "amt", "--json")
    assert done.returncode == 1
    (result,) = json.loads(done.stdout)
    assert (result["state"], result["articles"][0]["missing"]) == ("unverified", ["published"])
    assert result["reasons"] == [f"{result['articles'][0]['url']}: without published"]
    assert own(here)["amt"]["state"] == "unverified"


def test_a_wall_in_place_of_a_list_is_named(here: Place) -> None:
    wall = Reply("<html><title>Wartungsarbeiten</title><h1>Wartung</h1></html>")
    with serve({"/feed/": wall}) as site:
        entry(here, site.url)
        done = here.run("sources", "check", "amt", "--json")
    assert done.returncode == 1
    (reason,) = json.loads(done.stdout)[0]["reasons"]
    assert reason == f"{site.url}/feed/: a notice of maintenance instead of the page"


def test_a_host_that_does_not_answer_is_exit_code_4_and_no_verdict(here: Place) -> None:
    with serve({}) as site:
        entry(here, site.url, 'state = "verified"\nchecked = "2026-01-01"\n')
    done = here.run("sources", "check", "amt")
    assert done.returncode == 4
    assert "no answer" in done.stdout
    assert own(here)["amt"] == own(here)["amt"] | {"state": "verified", "checked": "2026-01-01"}


def test_a_verdict_that_cannot_be_kept_is_told_once_the_result_is(here: Place) -> None:
    with serve({"/feed/": feed(), **pages()}) as site:
        here.config.write_text(
            "[crawl]\ndelay = 0.0\n[sources.amt]\nname = 'Amt'\nfamily = 'feed'\nkind = 'news'\n"
            f"rights = 'press'\nhome = '{site.url}'\nfeeds = ['/feed/']\n",
            encoding="utf-8",
        )
        here.config.with_name("sources.toml").symlink_to("/proc/self/status/nowhere.toml")
        done = here.run("sources", "check", "amt")
    assert done.returncode == 1
    assert "verified" in done.stdout
    assert "cannot be opened" in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_robots_forbids_is_not_asked_for_and_is_a_reason(here: Place) -> None:
    robots = Reply("User-agent: *\nDisallow: /feed\n", kind="text/plain")
    with serve({"/robots.txt": robots, "/feed/": feed()}) as site:
        entry(here, site.url)
        done = here.run("sources", "check", "amt")
        assert site.asked == ["/robots.txt"]
    assert done.returncode == 1
    assert "robots.txt forbids" in done.stdout


def test_a_mirror_says_nothing_of_the_site_so_no_verdict_is_noted(
    here: Place, sites: Sites
) -> None:
    here.config.write_text(
        f'[crawl]\ndelay = 0.0\n[sources.im-bw]\nbase_url = "{sites.ministry_url}"\n',
        encoding="utf-8",
    )
    done = here.run("sources", "check", "im-bw")
    assert done.returncode == 0, done.stdout
    assert "no verdict is noted" in done.stderr
    assert own(here) == {}


def test_real_hosts_are_not_asked_without_a_contact_and_unknown_names_have_a_nearest(
    here: Place,
) -> None:
    for arguments, message in (
        (["check", "bmi"], "crawl.contact"),
        (["check", "bmii"], 'did you mean "bmi"'),
        (["add", "https://www.amt.example/"], "www.amt.example is a real site"),
        (["add"], "give one URL"),
        (["record", "bmi"], "give the source's id and the page's URL"),
        (["import", "/nicht/da.opml"], "cannot be read"),
    ):
        done = here.run("sources", *arguments, "-q")
        assert done.returncode == 2, arguments
        assert message in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["preview", "www.bmi.bund.de"], "https://www.bmi.bund.de"),
        (["add", "www.bmi.bund.de"], "https://www.bmi.bund.de"),
        (["add", ""], "https://…"),
        (["record", "move-online", "nonsense"], "https://…"),
    ],
)
def test_what_is_no_web_address_is_asked_of_no_host(
    here: Place, words: list[str], meant: str
) -> None:
    here.config.write_text('[crawl]\ncontact = "mailto:a@example.org"\n', encoding="utf-8")
    done = here.run("sources", *words, https_proxy="http://127.0.0.1:9")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"presselupe: {words[-1]!r}: is no web address; write {meant}\n"


# Every family


@pytest.fixture(scope="module")
def families() -> Iterator[Families]:
    with start_all(count=60) as running:
        yield running


def test_the_shipped_entry_of_every_family_works_on_its_stand_in_site(
    here: Place, families: Families
) -> None:
    here.config.write_text(families.configuration(), encoding="utf-8")
    done = here.run("sources", "check", *families.urls, "--json")
    assert done.returncode == 0, done.stdout
    results = json.loads(done.stdout)
    assert {result["source"]: result["reasons"] for result in results} == {
        name: [] for name in families.urls
    }
    assert len({result["family"] for result in results}) >= 8
    assert all(len(result["articles"]) == 3 for result in results)


def test_the_page_that_lists_articles_is_enough_to_add_a_site_of_any_family(
    families: Families,
) -> None:
    config = Config(crawl=CrawlConfig(delay=0.0))
    shipped = {source.id: source for source in load()}
    for name, url in families.urls.items():
        source = shipped[name]
        page = urljoin(url, next(iter((*source.lists, *source.feeds))))
        hosts: dict[str, Host] = {}
        added = source_of(find(page, config, hosts=hosts))
        result = check(added, config, hosts=hosts, articles=5)
        assert (result.reasons, len(result.articles)) == ([], 5), name
        assert added.is_article(result.articles[0].url)
        assert not added.is_article(page) or added.family == "feed", name


# Listing


def test_the_catalogue_is_listed_by_any_words_of_a_line_and_as_json(here: Place) -> None:
    rows = [line.split("\t") for line in here.run("sources").stdout.splitlines()]
    assert len(rows) >= 60
    assert [row[5] for row in rows if row[5] != "disabled"] == ["enabled"] * 2
    found = here.run("sources", "list", "wuerttemberg", "press_release", "rsmpress").stdout
    assert len(found.splitlines()) == 13
    assert here.run("sources", "list", "gibtsnicht").returncode == 1
    assert here.run("sources", "list", "verified").stdout == ""
    assert len(here.run("sources", "list", "unverified").stdout.splitlines()) == len(rows)
    listed = json.loads(here.run("sources", "list", "bmi", "--json").stdout)
    assert [each["id"] for each in listed] == ["bmi"]
    assert listed[0]["list"]["item"] == ".c-content-teaser"


# Recording


def test_a_recorded_page_is_read_again_and_a_difference_is_told(here: Place) -> None:
    with serve(pages()) as site:
        entry(here, site.url)
        url = f"{site.url}/meldung/1-buergerbuero"
        done = here.run("sources", "record", "amt", url.replace("http:", "https:"))
        assert done.returncode == 0, done.stderr
        assert here.run("sources", "record", "amt", url).returncode == 1  # is there already
        assert here.run("sources", "record", "amt", f"{site.url}/meldung/7").returncode == 1
    folder = Path(done.stdout.strip())
    assert folder == here.data / "fixtures/feed/amt-1-buergerbuero"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert (expected["url"], expected["title"]) == (url, HEADLINE.format(n=1))
    assert expected["kicker"] is None
    right = here.run("sources", "test")
    assert (right.returncode, right.stdout) == (0, "1 page, 1 as expected\n")

    (folder / "expected.json").write_text(json.dumps(expected | {"title": "Anders"}))
    wrong = here.run("sources", "test")
    assert wrong.returncode == 1
    assert "feed/amt-1-buergerbuero: title\n" in wrong.stdout
    assert '    expected: "Anders"\n    found: "Amt eröffnet' in wrong.stdout
    (outcome,) = json.loads(here.run("sources", "test", "--json").stdout)
    assert [each["field"] for each in outcome["differences"]] == ["title"]
    for text, told in (
        ("[]", "is no object of fields"),
        ("{", "is no JSON"),
        ('{"title": "x"}', 'key "url" is missing'),
        ('{"url": "https://x.de/", "titel": "x"}', 'unknown key "titel" (did you mean "title"?)'),
        (None, "is missing"),
    ):
        path = folder / "expected.json"
        path.write_text(text) if text else path.unlink()
        broken = here.run("sources", "test")
        assert broken.returncode == 1
        assert f"feed/amt-1-buergerbuero: {path}: {told}" in broken.stdout
        assert text is None or "docs/sources.md" in broken.stdout


def test_cases_of_the_project_have_the_same_form(here: Place) -> None:
    cases = Path(__file__).parents[1] / "spiders/pages/fixtures"
    shutil.copytree(cases / "k21", here.data / "fixtures/k21")
    done = here.run("sources", "test")
    assert done.returncode == 0, done.stdout
    assert int(done.stdout.split()[0]) >= 15


def test_a_saved_page_can_be_recorded_and_one_without_an_article_cannot(
    here: Place, tmp_path: Path
) -> None:
    entry(here, "https://www.amt.example")
    page = tmp_path / "seite.html"
    page.write_bytes(article(2).body.replace("<html>", "<html><meta charset=latin-1>").encode("l1"))
    url = "https://www.amt.example/meldung/2"
    done = here.run("sources", "record", "amt", url, "--html", str(page))
    assert done.returncode == 0, done.stderr
    assert here.run("sources", "test").returncode == 0
    page.write_text("<p>nichts</p>")
    empty = here.run("sources", "record", "amt", f"{url}/x", "--html", str(page), "-q")
    assert empty.returncode == 1
    assert "nothing to expect" in empty.stderr


# Exchanging


def test_feeds_go_out_and_come_in_as_opml(here: Place, tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    assert here.run("sources", "export", "behoerden-spiegel", "-o", str(file)).returncode == 0
    known = here.run("sources", "import", str(file))
    assert (known.returncode, known.stdout) == (0, "")
    assert "as behoerden-spiegel" in known.stderr
    file.write_text(
        file.read_text(encoding="utf-8").replace("behoerden-spiegel.de", "amt.example"),
        encoding="utf-8",
    )
    done = here.run("sources", "import", str(file))
    assert (done.returncode, done.stdout) == (0, "amt\n")
    assert own(here)["amt"]["feeds"] == ["https://www.amt.example/feed/"]
    assert "enabled = true" in done.stderr
    assert here.run("sources", "list", "amt", "unverified", "disabled").returncode == 0
    again = here.run("sources", "import", str(file))
    assert "as amt" in again.stderr
    file.write_text(
        '<opml version="2.0"><body><outline xmlUrl="javascript:1"/></body></opml>', encoding="utf-8"
    )
    refused = here.run("sources", "import", str(file))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "'javascript:1': is no web address; left out" in refused.stderr
    exported = here.run("sources", "export", "behoerden-spiegel", "amt").stdout
    assert 'xmlUrl="https://www.amt.example/feed/"' in exported
    assert "www.bmi.bund.de" not in exported
    assert "www.bmi.bund.de" in here.run("sources", "export", "--all").stdout
