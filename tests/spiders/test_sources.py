"""The catalogue of sources, and how an operator changes it."""

import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.tables import TableError
from spiders.sources import (
    Source,
    _site_of,
    catalogue,
    delay_of,
    load,
    owner_of,
    require_contact,
    shipped,
    site_of,
)
from store.config import Config, CrawlConfig, load_config


def source(source_id: str, **overrides: object) -> Source:
    return {s.id: s for s in load({source_id: overrides}, where="config.toml")}[source_id]


def test_the_portal_and_the_interior_ministry_are_enabled_and_nothing_unverified_is() -> None:
    assert [s.id for s in load() if s.enabled] == ["move-online", "im-bw"]


def test_the_catalogue_covers_federation_laender_press_and_police() -> None:
    sources = {source.id: source for source in load()}
    assert len(sources) >= 60
    ministries = ["stm", "im", "fm", "jum", "km", "mlr", "mlw", "mwk", "sm", "um", "vm", "wm"]
    assert {f"{each}-bw" for each in ministries} <= sources.keys()
    federal = "bmi bmds bmf bmg bmas bmftr bmjv bmleh bmukn bmv bmvg bmwe bmwsb bmz bmbfsfj"
    assert {*federal.split(), "auswaertiges-amt", "bsi", "bnetza", "bfdi", "bbk"} <= sources.keys()
    lands = {source.land for source in sources.values()}
    assert len({land for land in lands if land}) == 16
    assert {"kommune21", "stadt-und-werk", "behoerden-spiegel"} <= sources.keys()
    assert any(source.family == "presseportal" for source in sources.values())


def test_every_shipped_source_says_how_and_of_when_it_is_known() -> None:
    assert [s.id for s in load() if not (s.evidence and s.evidence_date)] == []


def test_no_shipped_source_claims_to_be_verified_because_nobody_has_loaded_it() -> None:
    assert {s.state for s in load()} == {"unverified"}
    assert {s.checked for s in load()} == {None}


def test_what_is_known_of_robots_files_is_respected() -> None:
    bmi, kartellamt = source("bmi"), source("bundeskartellamt")
    assert delay_of(bmi, CrawlConfig()) == 10
    assert not any("SiteGlobals" in path for path in (*bmi.lists, *bmi.feeds))
    assert any(path.startswith("/DE/service/") for path in bmi.feeds)
    assert delay_of(kartellamt, CrawlConfig()) == 30


def test_the_catalogue_is_read_and_checked_in_a_blink() -> None:
    load()
    spent = []
    for _ in range(3):
        began = time.process_time()
        load()
        spent.append(time.process_time() - began)
    assert min(spent) < 0.2


def test_lists_and_feeds_are_no_articles() -> None:
    wrong = [
        (each.id, path)
        for each in load()
        for path in (*each.lists, *each.feeds)
        if each.article and each.is_article(each.canonical(path))
    ]
    assert wrong == []


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


def test_a_page_s_source_is_told_by_a_whole_address_only() -> None:
    for text in ("www.bmi.bund.de", "/x", "nonsense", "", "//www.bmi.bund.de/x"):
        assert owner_of(text, load()) is None, text
    found = owner_of("https://www.bmi.bund.de/x", load())
    assert found
    assert found.id == "bmi"


def test_an_address_is_asked_for_with_the_scheme_that_the_site_speaks() -> None:
    local = msgspec.structs.replace(source("bmi"), home="http://127.0.0.1:8801/", hosts=["x.de"])
    assert local.as_spoken("https://127.0.0.1:8801/a?b=1") == "http://127.0.0.1:8801/a?b=1"
    assert local.as_spoken("https://x.de:443/a") == "http://x.de/a"
    assert local.as_spoken("https://anderswo.de/a") == "https://anderswo.de/a"
    mirrored = source("bmi", base_url="http://127.0.0.1:8801/m")
    public = mirrored.as_spoken("https://127.0.0.1:8801/m/a")
    assert (public, mirrored.to_fetch(public)) == (
        "https://www.bmi.bund.de/a",
        "http://127.0.0.1:8801/m/a",
    )


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


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"list": {"item": "li["}}, "\"list.item\": 'li[' is no CSS selector"),
        ({"list": {"item": ""}}, "\"list.item\": '' is no CSS selector"),
        ({"list": {"item": "li", "date": "time::attr(datetime)"}}, '"list.date"'),
        ({"list": {"item": "li", "titel": "h3"}}, 'did you mean "title"'),
        ({"list": {"link": "a"}}, 'key "list.item" is missing'),
        ({"list": "li"}, '"list"'),
        ({"page": {"drop": ["nav", "a:b("]}}, "\"page.drop\": 'a:b(' is no CSS selector"),
        ({"page": {"drop": "nav"}}, '"page.drop"'),
        ({"page": {"boddy": "p"}}, 'did you mean "body"'),
        ({"recheck": [-1]}, '"recheck'),
        ({"checked": "gestern"}, '"checked"'),
        ({"state": "verfied"}, 'did you mean "verified"'),
        ({"lists": []}, "a source needs one"),
        ({"family": "feed"}, 'key "feeds" is missing'),
        ({"family": "listing", "lists": [], "feeds": ["/x"]}, 'key "lists" is missing'),
    ],
)
def test_selectors_and_states_are_checked_too(overrides: dict[str, object], message: str) -> None:
    with pytest.raises(TableError, match=r"^config\.toml: \[sources\.im-bw\]: ") as error:
        load({"im-bw": overrides}, where="config.toml")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_selectors_of_the_shipped_entry_are_overridden_one_by_one() -> None:
    bmi = source("bmi", page={"body": "div.text"})
    assert bmi.page
    assert (bmi.page.body, bmi.page.title) == ("div.text", "h1.c-content-stage__headline")


def test_parameters_that_are_no_part_of_an_address_are_dropped_from_it() -> None:
    im = source("im-bw", drop_parameters=["sid", "größe"])
    page = "https://im.baden-wuerttemberg.de/de/pid/x"
    assert im.canonical(f"{page}?sid=1&page=2&gr%C3%B6%C3%9Fe=3") == f"{page}?page=2"
    assert im.canonical(f"{page}?sid=1") == page


def test_where_nothing_tells_articles_from_others_any_but_the_start_page_may_be_one() -> None:
    bmz = source("bmz")
    assert bmz.article == ""
    assert bmz.is_article("https://www.bmz.de/de/x")
    assert not bmz.is_article("https://www.bmz.de/")
    im = source("im-bw", base_url="http://localhost:9/mirror/")
    assert im.is_article("http://localhost:9/mirror/de/pid/x")
    assert not im.is_article("http://localhost:9/mirror/de/x")


def test_of_several_sources_on_a_host_a_page_belongs_to_the_one_whose_articles_read_so() -> None:
    host = "https://www.presseportal.de"
    for newsroom, owner in ((110969, "pp-aalen"), (110977, "pp-stuttgart")):
        found = owner_of(f"{host}/blaulicht/pm/{newsroom}/5812345", load()[::-1])
        assert found
        assert found.id in (owner, "presseportal-polizei", "presseportal-polizei-bw")
    assert owner_of("https://example.org/", load()) is None


def own(directory: Path, text: str, config: str = "") -> Config:
    (directory / "config.toml").write_text(config, encoding="utf-8")
    (directory / "sources.toml").write_text(text, encoding="utf-8")
    return load_config(str(directory / "config.toml"))


def test_the_operator_s_own_catalogue_adds_and_overrides_and_the_configuration_has_the_last_word(
    tmp_path: Path,
) -> None:
    config = own(
        tmp_path,
        """
        [bmi]
        state = "verified"
        checked = 2026-11-22
        delay = 20
        [blog]
        name = "Ein Blog"
        family = "feed"
        home = "https://blog.example/"
        kind = "news"
        rights = "press"
        feeds = ["/feed"]
        """,
        "[sources.bmi]\ndelay = 30\n",
    )
    sources = {each.id: each for each in catalogue(config)}
    bmi = sources["bmi"]
    assert (bmi.state, bmi.checked, bmi.delay) == ("verified", "2026-11-22", 30)
    assert sources["blog"].enabled
    assert len(sources) == len(shipped().tables) + 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[bim]\nstate = "verified"', '"bim": no such source'),
        ("bmi = 1", '"bmi": is no table'),
        ("[bmi]\ndelai = 1", '[bmi]: unknown key "delai" (did you mean "delay"?)'),
        ("[bmi", "is not valid TOML"),
    ],
)
def test_a_slip_in_the_own_catalogue_names_that_file(
    tmp_path: Path, text: str, message: str
) -> None:
    config = own(tmp_path, text)
    with pytest.raises(TableError) as error:
        catalogue(config)
    assert str(error.value).startswith(str(tmp_path / "sources.toml"))
    assert message in str(error.value)


@given(
    st.sampled_from(["http://", "https://", "HTTPS://", "ftp://", "//", ""]),
    st.text("aB1.-_:@[]ä %", max_size=12),
    st.text("/?#@:[]a\t\n .1", max_size=8),
)
def test_a_site_is_the_same_by_the_beginning_of_an_address_as_by_all_of_it(
    scheme: str, host: str, rest: str
) -> None:
    assert site_of(scheme + host + rest) == _site_of(scheme + host + rest)
    assert site_of(f"https://www.example.org{rest}") == _site_of(f"https://www.example.org{rest}")
