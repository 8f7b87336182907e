import msgspec
import pytest

from press.article import AgencyMention, TopicLabel
from store import documents, entries
from store.archive import Archive, Arrival
from store.differences import Difference, differences
from store.index import Index
from tests.store.samples import article, full_article, id_for

DAY = "2022-10-13"


@pytest.fixture
def place(tmp_path):
    """An archive and its index: three articles, one of them undated, and nothing amiss."""
    archive = Archive(tmp_path)
    archive.keep([Arrival(article(n)) for n in "ab"] + [Arrival(article("c", published=None))])
    index = Index(tmp_path, archive)
    assert list(differences(archive, index)) == []
    return archive, index


def test_an_article_that_is_missing_in_the_index(place):
    archive, index = place
    archive.keep([Arrival(article("new"))])
    index.remove([id_for("c")])
    assert list(differences(archive, index)) == [
        Difference("missing", id_for("new"), DAY),
        Difference("missing", id_for("c"), "undated/2026-11"),
    ]


def test_an_article_that_only_the_index_has(place, tmp_path):
    archive, index = place
    (tmp_path / "archive" / "undated" / "2026-11.json").unlink()
    index.add([article("ghost", published="2022-10-20"), article("other")])
    assert list(differences(archive, index)) == [
        Difference("surplus", id_for("other"), DAY),
        Difference("surplus", id_for("ghost"), "2022-10-20"),
        Difference("surplus", id_for("c"), "undated/2026-11"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"body": "Ein anderer Satz."},
        {"version": 2, "changed": "2026-11-22T06:00:00Z"},
        {"issuer": "im-bw"},
        {"topics": [TopicLabel(id="ki", label="KI", rule="r")]},
        {"aliases": ["https://portal.example/?p=7"]},
    ],
)
def test_an_article_of_which_the_index_has_another_state(place, change):
    archive, index = place
    index.add([msgspec.structs.replace(article("a"), **change)])
    assert list(differences(archive, index)) == [Difference("other", id_for("a"), DAY)]


def test_an_article_under_another_day_is_told_of_both(place):
    archive, index = place
    index.add([article("a", published="2022-10-14")])
    assert list(differences(archive, index)) == [
        Difference("missing", id_for("a"), DAY),
        Difference("surplus", id_for("a"), "2022-10-14"),
    ]


def test_an_article_that_stands_in_the_index_twice(place):
    archive, index = place
    with index._writing(index._index, 20_000_000) as writer:
        writer.add_document(entries.document(documents.fields(article("a"))))
    index._show()
    assert list(differences(archive, index)) == [Difference("surplus", id_for("a"), DAY)]


def test_whatever_the_index_is_made_from_changes_the_digest():
    bsi = AgencyMention(id="bsi", name="BSI", text="BSI", rule="name")
    plain = article("x", published=None)
    full = msgspec.structs.replace(full_article("y"), agencies=[bsi])
    kept = {"schema_version", "published_precision", "published_raw", "published_origin"}
    kept |= {"modified", "image", "related", "language", "words", "last_seen", "version"}
    kept |= {"content_hash", "rights", "labelled", "twins"}
    for name in plain.__struct_fields__:
        value = getattr(full, name) or "2026-11-20T06:00:00Z"
        other = msgspec.structs.replace(plain, **{name: value})
        if value != getattr(plain, name):
            assert (documents.digest(other) == documents.digest(plain)) is (name in kept), name


def test_the_role_of_a_body_changes_the_digest():
    bsi = AgencyMention(id="bsi", name="BSI", text="BSI", rule="name")
    lead = msgspec.structs.replace(bsi, role="lead")
    digests = {documents.digest(article("x", agencies=[each])) for each in (bsi, lead)}
    assert len(digests) == 2


def test_having_been_seen_again_is_no_difference(place):
    archive, index = place
    archive.keep([Arrival(article("a", last_seen="2026-12-01T06:00:00Z"))])
    assert index.stale_days() == [DAY]
    assert list(differences(archive, index)) == []


def test_opening_the_index_mends_what_a_crash_left(place, tmp_path):
    archive, index = place
    archive.keep([Arrival(article("new")), Arrival(article("a", "Neu."))])
    assert {each.kind for each in differences(archive, index)} == {"missing", "other"}
    assert list(differences(archive, Index(tmp_path, archive))) == []
