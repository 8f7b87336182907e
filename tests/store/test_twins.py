"""Doubles as a crawl stores them: once, linked, whatever comes first and whatever is killed."""

import itertools
from pathlib import Path

import pytest
from msgspec.structs import replace

from press.article import Article
from store.archive import Archive, Arrival
from store.twins import Doubles, Settled
from tests.press.test_twins import EDITED, LEAD, MINISTRY, PORTAL, RELEASE, named, released

OWN = named(released(RELEASE, "im-bw", issuer="im-bw", title="Ministerium eröffnet Lagezentrum"))
ON_PORTAL = released(EDITED, "landesportal-bw", issuer="stm-bw", lead=LEAD, published="2022-10-14")
REPORT = released(RELEASE.replace(" weitere", ""), "move-online", kind="news", title="Warnung")
SISTERS = [
    replace(released(RELEASE, source, kind="news"), aliases=[f"https://{source}.example/?p=1"])
    for source in ("move-online", "kommune21", "stadt-und-werk")
]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def keep(archive: Archive, *articles: Article) -> Settled:
    """Store articles as a crawl that has just begun does."""
    settled = Doubles(archive).settle([Arrival(article) for article in articles])
    archive.keep(settled.batch)
    return settled


def stored(archive: Archive) -> dict[str, Article]:
    return {article.source: article for day in archive.days() for article in archive.day(day)}


def test_one_report_on_three_sister_sites_is_one_article_with_all_addresses(
    archive: Archive,
) -> None:
    first, *others = SISTERS
    for sister in SISTERS:
        keep(archive, sister)
    assert list(stored(archive)) == ["move-online"]
    addresses = {url for each in others for url in (each.url, *each.aliases)}
    assert addresses <= set(stored(archive)["move-online"].aliases)
    assert stored(archive)["move-online"].title == first.title


def test_in_one_batch_it_is_the_same(archive: Archive) -> None:
    settled = keep(archive, *SISTERS)
    assert len(stored(archive)) == 1
    assert settled.kept_as == {each.id: SISTERS[0].id for each in SISTERS[1:]}


def test_an_article_that_is_not_what_its_list_says_stays_its_own(archive: Archive) -> None:
    arrivals = [Arrival(each) for each in SISTERS[:2]]
    settled = Doubles(archive).settle(arrivals, own={SISTERS[1].id})
    assert settled.kept_as == {}
    assert len(settled.batch) == 2


def test_what_is_stored_stays_when_the_issuers_page_comes_second(archive: Archive) -> None:
    keep(archive, PORTAL)
    keep(archive, MINISTRY)
    assert stored(archive)["landesportal-bw"].twins == [MINISTRY.id]
    assert stored(archive)["im-bw"].twins == [PORTAL.id]


def test_when_the_portal_comes_second_it_is_another_address(archive: Archive) -> None:
    keep(archive, MINISTRY)
    keep(archive, PORTAL)
    assert list(stored(archive)) == ["im-bw"]
    assert PORTAL.url in stored(archive)["im-bw"].aliases


@pytest.mark.parametrize("order", list(itertools.permutations((OWN, ON_PORTAL, REPORT))))
def test_edited_versions_name_each_other_the_issuers_first_in_any_order(
    archive: Archive, order: tuple[Article, ...]
) -> None:
    for each in order:
        keep(archive, each)
    found = stored(archive)
    assert found["im-bw"].twins == [ON_PORTAL.id, REPORT.id]
    assert found["landesportal-bw"].twins == [OWN.id, REPORT.id]
    assert found["move-online"].twins == [OWN.id, ON_PORTAL.id]
    assert {each.version for each in found.values()} == {1}


def test_a_later_crawl_changes_nothing(archive: Archive) -> None:
    keep(archive, OWN, ON_PORTAL, *SISTERS)
    before = stored(archive), archive.fingerprints()
    keep(archive, OWN, ON_PORTAL, *SISTERS)
    assert (stored(archive), archive.fingerprints()) == before


@pytest.mark.parametrize("written", [OWN.id, ON_PORTAL.id], ids=["own", "portal"])
def test_a_crawl_killed_between_two_days_is_completed_by_the_next(
    archive: Archive, written: str
) -> None:
    keep(archive, OWN)
    half = Doubles(archive).settle([Arrival(ON_PORTAL)])
    archive.keep([arrival for arrival in half.batch if arrival.article.id == written])
    keep(archive, ON_PORTAL)
    assert stored(archive)["im-bw"].twins == [ON_PORTAL.id]
    assert stored(archive)["landesportal-bw"].twins == [OWN.id]


def test_an_edit_keeps_the_link_and_makes_a_version(archive: Archive) -> None:
    keep(archive, OWN, ON_PORTAL)
    later = replace(
        OWN, body="Ganz andere Worte.", content_hash="0" * 32, last_seen="2022-10-20T00:00:00Z"
    )
    keep(archive, later)
    found = stored(archive)["im-bw"]
    assert (found.version, found.twins) == (2, [ON_PORTAL.id])


def test_a_batch_may_bring_an_edit_and_a_new_twin_of_it(archive: Archive) -> None:
    keep(archive, OWN)
    later = replace(OWN, lead="Jetzt mit Vorspann.", content_hash="1" * 32)
    for batch in ((later, ON_PORTAL), (ON_PORTAL, later)):
        settled = Doubles(archive).settle([Arrival(each) for each in batch])
        by_id = {arrival.article.id: arrival.article for arrival in settled.batch}
        assert by_id[OWN.id].lead == "Jetzt mit Vorspann."
        assert by_id[OWN.id].twins == [ON_PORTAL.id]


def test_an_article_found_by_another_source_under_another_date_moves(archive: Archive) -> None:
    keep(archive, OWN)
    keep(archive, replace(OWN, published="2022-10-15", content_hash="2" * 32))
    assert [len(archive.day(day)) for day in archive.days()] == [1]
    assert archive.days() == ["2022-10-15"]


def test_four_days_apart_is_something_else(archive: Archive) -> None:
    keep(archive, OWN)
    keep(archive, replace(ON_PORTAL, published="2022-10-17"))
    assert stored(archive)["im-bw"].twins == []


def test_what_has_no_date_is_never_joined(archive: Archive) -> None:
    undated = [replace(each, published=None) for each in (*SISTERS, ON_PORTAL)]
    keep(archive, *undated)
    assert len(stored(archive)) == 4
    assert not any(each.twins for each in stored(archive).values())


def test_of_one_page_found_by_two_sources_the_issuer_is_kept(archive: Archive) -> None:
    collected = replace(OWN, issuer=None)
    keep(archive, collected)
    keep(archive, OWN)
    keep(archive, replace(collected, lead="Jetzt mit Vorspann.", content_hash="3" * 32))
    assert stored(archive)["im-bw"].issuer == "im-bw"
