"""`presselupe show` names the articles that say the same, and an article's other sites."""

from pathlib import Path

from msgspec.structs import replace

from store.archive import Archive, Arrival
from tests.command import Place
from tests.store.samples import article


def test_twins_are_shown_with_source_id_and_address(tmp_path: Path) -> None:
    release, portal = article("a", source="im-bw"), article("b", source="landesportal-bw")
    linked = [replace(release, twins=[portal.id]), replace(portal, twins=[release.id, "0" * 16])]
    Archive(tmp_path / "data").keep([Arrival(each) for each in linked])
    here = Place(tmp_path / "data", tmp_path / "presselupe.toml")
    here.config.write_text("", encoding="utf-8")
    lines = here.run("show", portal.id).stdout.splitlines()
    assert [line for line in lines if line.startswith("the same in other words")] == [
        f"the same in other words: im-bw, {release.id}, {release.url}"
    ]
    assert f'"twins":["{release.id}","{"0" * 16}"]' in here.run("show", "--json", portal.id).stdout


def test_addresses_on_other_sites_are_shown_once_per_site(tmp_path: Path) -> None:
    sister = "https://www.schwester.example/meldung/a"
    aliases = ["https://portal.example/?p=1", sister, f"{sister}/"]
    Archive(tmp_path / "data").keep([Arrival(article("a", aliases=aliases))])
    here = Place(tmp_path / "data", tmp_path / "presselupe.toml")
    here.config.write_text("", encoding="utf-8")
    lines = here.run("show", article("a").id).stdout.splitlines()
    assert [line for line in lines if line.startswith("also at")] == [f"also at: {sister}"]
