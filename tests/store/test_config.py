"""The operator's configuration file."""

from pathlib import Path

import pytest

from press.tables import TableError
from store.config import data_path, load_config, own_table


def write(tmp_path: Path, text: str) -> str:
    path = tmp_path / "presselupe.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_without_a_file_the_defaults_hold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PRESSELUPE_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    config = load_config()
    assert config.crawl.delay == 2.0
    assert config.crawl.recheck == (1, 3, 14)


def test_the_documented_example_is_read(tmp_path: Path) -> None:
    config = load_config(
        write(
            tmp_path,
            '[crawl]\ncontact = "mailto:press@example.org"\ndelay = 0.0\n'
            '[sources.move-online]\nbase_url = "http://127.0.0.1:8801"\n',
        )
    )
    assert config.crawl.contact == "mailto:press@example.org"
    assert config.sources["move-online"] == {"base_url": "http://127.0.0.1:8801"}


def test_the_environment_may_name_the_file_and_the_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PRESSELUPE_CONFIG", write(tmp_path, "[crawl]\ndelay = 5\n"))
    monkeypatch.setenv("PRESSELUPE_DATA", str(tmp_path / "data"))
    assert load_config().crawl.delay == 5
    assert data_path(None) == tmp_path / "data"
    assert data_path(str(tmp_path / "other")) == tmp_path / "other"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[crawl]\ndelai = 1\n", 'unknown key "crawl.delai" (did you mean "delay"?)'),
        ("[crawl]\ndelay = -1\n", '"crawl.delay"'),
        ('[crawl]\ndelay = "slow"\n', '"crawl.delay"'),
        ('[crawl]\ncontact = "nobody"\n', "\"crawl.contact\": 'nobody' is no contact"),
        ('[reader]\nlanguage = "fr"\n', "'fr' is not allowed"),
        ('[crawl]\ncontact = "mailto:präsidium@example.org"\n', "is no contact"),
        ("x = " + "[" * 5000, "nested too deeply"),
        ("[crawl\n", "is not valid TOML"),
        ('path = "x"\n', 'unknown key "path"'),
        ("[kraul]\n", 'unknown key "kraul" (did you mean "crawl"?)'),
    ],
)
def test_a_slip_is_one_line_that_names_file_and_key(
    tmp_path: Path, text: str, message: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(TableError) as error:
        load_config(path)
    assert str(error.value).startswith(f"{path}: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_home_directory_of_nobody_is_said() -> None:
    with pytest.raises(TableError, match="no such user"):
        data_path("~nobody-of-that-name/data")


def test_a_named_file_must_exist_and_be_text(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        load_config(str(tmp_path / "missing.toml"))
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe")
    with pytest.raises(TableError, match="UTF-8"):
        load_config(str(binary))


def test_the_operators_own_bodies_stand_beside_the_configuration(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PRESSELUPE_CONFIG", raising=False)
    config = str(tmp_path / "presselupe.toml")
    assert own_table("agencies.toml", config) is None
    (tmp_path / "agencies.toml").write_text("", encoding="utf-8")
    assert own_table("agencies.toml", config) == tmp_path / "agencies.toml"
    monkeypatch.setenv("PRESSELUPE_CONFIG", config)
    assert own_table("agencies.toml") == tmp_path / "agencies.toml"
    assert own_table("agencies.toml", "x" * 5000 + "/config.toml") is None
