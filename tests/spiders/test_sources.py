"""The catalogue of sources, and how an operator changes it."""

import pytest

from press.tables import TableError
from spiders.sources import Source, load, require_contact
from store.config import Config, CrawlConfig


def source(source_id: str, **overrides: object) -> Source:
    return {s.id: s for s in load({source_id: overrides}, where="config.toml")}[source_id]


def test_the_portal_and_the_interior_ministry_are_enabled_and_nothing_unverified_is() -> None:
    assert [s.id for s in load() if s.enabled] == ["move-online", "im-bw"]


def test_every_shipped_source_says_how_it_is_known() -> None:
    assert all(s.evidence for s in load())


def test_issuers_are_agencies_of_the_register() -> None:
    from press.agencies import register

    for each in load():
        if each.issuer:
            assert register().get(each.issuer), each.issuer


def test_a_base_url_changes_where_pages_are_fetched_but_not_what_they_are_called() -> None:
    im = source("im-bw", base_url="http://127.0.0.1:8802")
    public = "https://im.baden-wuerttemberg.de/de/pid/ein-titel"
    assert im.to_fetch(public) == "http://127.0.0.1:8802/de/pid/ein-titel"
    assert im.to_fetch("/de/pid/ein-titel") == "http://127.0.0.1:8802/de/pid/ein-titel"
    assert im.to_public("http://127.0.0.1:8802/de/pid/ein-titel") == public
    assert im.canonical("http://127.0.0.1:8802/de/pid/ein-titel/?print=1&cHash=ab") == public


def test_a_base_url_may_have_a_path_of_its_own() -> None:
    im = source("im-bw", base_url="http://localhost:9/mirror/")
    assert im.to_fetch("/de/x?a=1") == "http://localhost:9/mirror/de/x?a=1"
    assert im.to_public("http://localhost:9/mirror/de/x?a=1") == (
        "https://im.baden-wuerttemberg.de/de/x?a=1"
    )


def test_canonical_addresses_carry_the_source_s_own_host() -> None:
    move = source("move-online")
    wanted = "https://www.move-online.de/k21-meldungen/x"
    for seen in (
        "http://move-online.de/k21-meldungen/x/",
        "https://www.move-online.de/k21-meldungen/x#top",
        "/k21-meldungen/x/",
    ):
        assert move.canonical(seen) == wanted


def test_a_source_owns_its_hosts_with_and_without_www_and_its_base() -> None:
    move = source("move-online", base_url="http://127.0.0.1:8801")
    assert move.owns("https://move-online.de/x")
    assert move.owns("http://127.0.0.1:8801/x")
    assert move.owns("/x")
    assert not move.owns("https://www.kommune21.de/x")
    assert not move.owns("http://127.0.0.1:9999/x")


def test_a_source_owns_web_addresses_only_however_they_are_written() -> None:
    move = source("move-online", base_url="http://127.0.0.1:8801")
    assert move.owns("HTTPS://WWW.Move-Online.de:443/x")
    assert move.to_fetch("HTTPS://WWW.Move-Online.de:443/x") == "http://127.0.0.1:8801/x"
    for hostile in (
        "file://www.move-online.de/etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://user:secret@www.move-online.de/x",
        "https://www.move-online.de@example.org/x",
        "https://www.move-online.de:99999/x",
        "http://[::1/x",
        "//[/x",
    ):
        assert not move.owns(hostile), hostile


def test_only_own_hosts_may_be_crawled_without_a_contact() -> None:
    require_contact(source("im-bw", base_url="http://127.0.0.1:8802"), Config())
    require_contact(source("im-bw"), Config(crawl=CrawlConfig(contact="mailto:a@example.org")))
    with pytest.raises(TableError, match=r"crawl\.contact"):
        require_contact(source("im-bw"), Config())
    with pytest.raises(TableError, match=r"crawl\.contact"):
        require_contact(source("im-bw", base_url="http://8.8.8.8"), Config())


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"move-onlin": {"base_url": "http://x"}}, 'did you mean "move-online"'),
        ({"im-bw": {"base_ulr": "http://x"}}, 'did you mean "base_url"'),
        ({"im-bw": {"delay": "slow"}}, '"delay"'),
        ({"im-bw": {"family": "rsmpres"}}, 'did you mean "rsmpress"'),
        ({"neu": {"home": "https://x.de/", "family": "k21"}}, "missing"),
        ({"im-bw": {"base_url": "127.0.0.1:8802"}}, "\"base_url\": '127.0.0.1:8802' is no web"),
        ({"im-bw": {"base_url": "http://[::1"}}, "is no web address"),
        ({"im-bw": {"delay": -1}}, '"delay"'),
        ({"im-bw": {"lists": ["https://example.org/"]}}, "is not on im.baden-wuerttemberg.de"),
        ({"im-bw": {"hosts": ["https://x.de/"]}}, "is no host"),
        ({"im-bw": {"article": "("}}, "\"article\": '(' is no regular expression"),
        ({"im-bw": {"id": "x"}}, 'unknown key "id"'),
        ({"../x": {"home": "https://x.de/", "family": "k21"}}, "is no source id"),
    ],
)
def test_a_wrong_key_or_value_is_one_line_with_file_key_and_nearest(
    overrides: dict[str, dict[str, object]], message: str
) -> None:
    with pytest.raises(TableError, match=r"^config\.toml: ") as error:
        load(overrides, where="config.toml")
    assert message in str(error.value)
    assert "\n" not in str(error.value)
