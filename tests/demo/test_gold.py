"""The page objects against the stand-in sites' gold standard: every variant, every peculiarity."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from typing import Any

import pytest

from demo.ministry import LIST
from demo.site import Site
from demo.sites import build
from demo.texts import PressText, expected
from press.dates import PublishedDate, read_date
from spiders.pages import read_feed, read_list, read_page
from spiders.sources import Source, load

UNTIL = date(2026, 11, 20)
NIGHT = datetime(2026, 11, 20, 22, tzinfo=UTC)
ALMOST_ALL = 0.98
ID = {"portal": "move-online", "ministry": "im-bw"}


@pytest.fixture(scope="module", params=range(4), ids=lambda n: f"variant-{n}")
def sites(request: pytest.FixtureRequest) -> tuple[Site, Site]:
    return build(210, until=UNTIL, today=lambda: UNTIL, variant=request.param)


def source_of(site: Site) -> Source:
    found = next(source for source in load() if source.id == ID[site.name])
    (source,) = (s for s in load({found.id: {"base_url": site.base}}) if s.id == found.id)
    return source


def address(text: PressText) -> str:
    return f"{text.path}/" if text.site == "portal" else text.path


def found_on_page(site: Site, text: PressText, source: Source) -> dict[str, Any]:
    path = address(text)
    raw = read_page(site.get(path).body, url=site.base + path, source=source)
    dates = [read_date(words.text, seen=NIGHT) for words in raw.dates]
    image = raw.image
    return {
        "url": source.canonical(site.base + path),
        "title": raw.title,
        "kicker": raw.kicker,
        "lead": raw.lead,
        "published": next((d.value[:10] for d in dates if isinstance(d, PublishedDate)), None),
        "body": raw.body,
        "section": raw.section,
        "image": image and {"alt": image.alt, "caption": image.caption, "credit": image.credit},
        "related": [
            {"url": source.canonical(r.url), "title": r.title, "published": r.published}
            for r in raw.related
        ],
    }


def test_fields_are_read_as_they_were_written(sites: tuple[Site, Site]) -> None:
    for site in sites:
        source = source_of(site)
        right: Counter[str] = Counter()
        wrong: dict[str, list[str]] = defaultdict(list)
        for text in site.texts:
            found, wanted = found_on_page(site, text, source), expected(text)
            if site.name == "ministry":
                # Its articles give no date; lists and print views do.
                wanted["published"] = found["published"]
            for field, value in wanted.items():
                right[field] += found[field] == value
                if found[field] != value:
                    wrong[field].append(text.slug)
        few = len(site.texts) * ALMOST_ALL
        bad = {f: wrong[f] for f in wrong if right[f] + _not_asked(site, f) < few}
        assert not bad, f"{site.name}: {bad}"


def _not_asked(site: Site, field: str) -> int:
    """Texts whose gold standard leaves a field out."""
    return sum(field not in expected(text) for text in site.texts)


def test_no_date_is_ever_wrong(sites: tuple[Site, Site]) -> None:
    portal, ministry = sites
    for text in portal.texts:
        assert found_on_page(portal, text, source_of(portal))["published"] == text.published
    for text in ministry.texts:
        assert found_on_page(ministry, text, source_of(ministry))["published"] is None


def test_lists_and_feed_give_every_article_in_order(sites: tuple[Site, Site]) -> None:
    portal, ministry = sites
    source = source_of(portal)
    feed = read_feed(
        portal.get("/k21-meldungen/feed/").body, url=f"{portal.base}/feed/", source=source
    )
    assert [source.canonical(t.url) for t in feed.teasers] == [t.url for t in portal.texts[:20]]
    source, page, found = source_of(ministry), LIST, []
    while page:
        path, _, query = page.partition("?")
        listing = read_list(ministry.get(path, query).body, url=ministry.base + page, source=source)
        found += [source.canonical(teaser.url) for teaser in listing.teasers]
        following = listing.next_url and source.to_fetch(source.to_public(listing.next_url))
        page = following.removeprefix(ministry.base) if following else ""
    assert found == [text.url for text in ministry.texts]
