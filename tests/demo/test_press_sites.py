"""The other stand-in sites as pure answers: addresses, lists, feeds, and the portal's versions."""

from datetime import date
from typing import Any

import pytest

from demo.press_site import PressSite, portal_versions, releases, tables
from demo.texts import press_texts
from spiders.pages import read_feed, read_list
from spiders.sources import Source, load

UNTIL = date(2026, 11, 20)
SOURCES = {source.id: source for source in load()}
TABLES = tables()


def site_of(name: str, count: int = 12, **options: Any) -> PressSite:
    texts = releases(name, TABLES[name], count, seed=1, until=UNTIL)
    public, base = SOURCES[name].home, "http://127.0.0.1:1"
    return PressSite(
        name, TABLES[name], texts, public=public, base=base, today=lambda: UNTIL, **options
    )


@pytest.mark.parametrize("name", TABLES)
def test_a_site_stands_in_for_a_source_of_the_catalogue(name: str) -> None:
    source, table = SOURCES[name], TABLES[name]
    site = site_of(name)
    assert len(table.layout) == 2
    for path in filter(None, (table.list, table.feed)):
        assert site.get(path).status == 200
    for configured in (*source.lists, *source.feeds):
        path, _, query = configured.partition("?")
        assert site.get(path, query).status == 200, configured
    assert len({site.path(text) for text in site.texts}) == 12


@pytest.mark.parametrize("name", TABLES)
def test_the_same_arguments_give_the_same_pages(name: str) -> None:
    one, other = site_of(name), site_of(name)
    for text in one.texts:
        assert one.get(one.path(text)).body == other.get(other.path(text)).body


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if table.list])
@pytest.mark.parametrize("variant", [0, 1])
def test_lists_lead_to_every_text_by_their_own_next_links(name: str, variant: int) -> None:
    site = site_of(name, variant=variant)
    source = _fetched_from(SOURCES[name], site.base)
    path, found = TABLES[name].list or "", []
    while path:
        route, _, query = path.partition("?")
        page = read_list(site.get(route, query).body, url=site.base + path, source=source)
        found += [source.canonical(teaser.url) for teaser in page.teasers]
        path = (page.next_url or "").removeprefix(site.base).removeprefix(site.public)
    assert found == [site.expected(text)["url"] for text in site.texts]


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if table.feed])
def test_feeds_name_the_newest_texts_as_they_are_written(name: str) -> None:
    site = site_of(name)
    source = _fetched_from(SOURCES[name], site.base)
    listing = read_feed(site.get(TABLES[name].feed or "").body, url=site.base, source=source)
    assert listing.problems == []
    newest = site.texts[: TABLES[name].per_page]
    expected = [site.expected(text) for text in newest]
    assert [source.canonical(teaser.url) for teaser in listing.teasers] == [
        each["url"] for each in expected
    ]
    assert [teaser.title for teaser in listing.teasers] == [each["title"] for each in expected]


def test_the_portal_publishes_some_releases_word_for_word_and_edits_the_others() -> None:
    own = [text for text in press_texts(40) if text.site == "ministry"][:9]
    versions = portal_versions(own)
    same = [one.title == other.title for one, other in zip(own, versions, strict=True)]
    assert same == [False, False, True] * 3
    for one, other in zip(own, versions, strict=True):
        assert (other.body == one.body) == (other.title == one.title)
        assert other.published == one.published


def _fetched_from(source: Source, base: str) -> Source:
    return next(each for each in load({source.id: {"base_url": base}}) if each.id == source.id)
