"""`presselupe sources preview`: what a page yields, field by field, through a crawl's own path."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import Place, place

SEEDS = Path(__file__).parents[3] / "shared" / "data" / "seeds"


@pytest.fixture
def here(tmp_path: Path) -> Place:
    return place(tmp_path)


def preview(here: Place, name: str, url: str) -> dict[str, Any]:
    path = SEEDS / name
    if not path.exists():
        pytest.skip(f"{path} is not here: the reference pages are not part of the project")
    done = here.run("sources", "preview", "--html", str(path), "--url", url, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_portal_s_reference_page(here: Place) -> None:
    url = "https://www.move-online.de/k21-meldungen/transatlantisches-buendnis-fuer-cybersecurity"
    found = preview(here, "move-online-2022-10-13.html", url + "/")
    assert found["url"] == url
    assert (found["kind"], found["issuer"]) == ("news", None)
    assert found["kicker"] == "Baden-Württemberg"
    assert found["title"] == "Transatlantisches Bündnis für Cybersecurity"
    assert (found["published"], found["published_precision"]) == ("2022-10-13", "day")
    assert found["published_origin"] == "lead"
    assert found["lead"].startswith("Baden-Württemberg und Kalifornien wollen")
    assert found["lead"].endswith("unterstützen soll.")
    assert found["section"] == "IT-Sicherheit"
    assert found["image"]["credit"] == "Cal OES"
    assert found["image"]["caption"].endswith("enger zusammenarbeiten.")
    blocks = found["body"].split("\n\n")
    assert len(blocks) == 5
    assert [block for block in blocks if block.startswith("## ")] == [
        "## Weitere Partnerschaften über Landesgrenzen hinaus"
    ]
    assert blocks[-1].endswith("Gespräche statt.")
    agencies = {agency["id"] for agency in found["agencies"]}
    assert agencies >= {"im-bw", "cal-oes", "israel-national-cyber-directorate"}
    assert not agencies & {"bsi", "lsi", "zendis", "senin-be", "im-nw"}
    assert found["regions"] == ["DE-BW", "US-CA"]
    assert len(found["related"]) == 15
    assert all(each["url"] and each["title"] and each["published"] for each in found["related"])


def test_the_ministry_s_reference_page(here: Place) -> None:
    name = "im-bw-2022-10-06"
    text = SEEDS / f"{name}.txt"
    if not text.exists():
        pytest.skip(f"{text} is not here: the reference pages are not part of the project")
    url = text.read_text(encoding="utf-8").strip().splitlines()[-1].strip("<>")
    found = preview(here, f"{name}.html", url)
    assert found["url"] == url.split("?")[0]
    assert (found["kind"], found["issuer"]) == ("press_release", "im-bw")
    assert found["kicker"] == "DIGITALISIERUNG"
    assert "digitalisierung" in {topic["id"] for topic in found["topics"]}
    assert found["title"] == "Kalifornien und Baden-Württemberg unterzeichnen Letter of Intent"
    assert (found["published"], found["published_origin"]) == ("2022-10-06", "print")
    assert found["lead"].startswith("CIO/CDO Stefan Krebs und Direktor des Cal OES")
    assert found["section"] == "Digitalisierung"
    assert found["image"]["credit"] == "Cal OES"
    assert found["body"].count("\n## ") == 4
    assert "Link dieser Seite" not in found["body"]
    agencies = {agency["id"] for agency in found["agencies"]}
    assert agencies >= {"im-bw", "cal-oes", "israel-national-cyber-directorate", "csbw"}
    assert found["regions"] == ["DE-BW", "US-CA"]
    assert found["related"] == []


def test_every_field_names_its_origin(here: Place, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<title>Neue Leitstelle - move-online.de | move - moderne verwaltung</title>"
        "<main><h1><span>Ulm</span>Neue Leitstelle</h1><p>[03.03.2026] Ulm baut neu.</p>"
        "<p>Die Leitstelle entsteht am Ostrand der Stadt. Sie geht 2028 in Betrieb.</p></main>",
        encoding="utf-8",
    )
    url = "https://www.move-online.de/k21-meldungen/neue-leitstelle"
    told = here.run("sources", "preview", "--html", str(page), "--url", url).stdout
    assert "title  [k21" in told
    assert "published  [lead]" in told
    found = json.loads(
        here.run("sources", "preview", "--html", str(page), "--url", url, "--json").stdout
    )
    for field in ("title", "kicker", "lead", "body"):
        assert found["origins"][field]
    assert found["notes"] == []


def test_a_page_without_an_article_is_exit_code_1_and_one_line(here: Place, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b"<html><body></body></html>")
    url = "https://www.move-online.de/k21-meldungen/nichts"
    done = here.run("sources", "preview", "--html", str(page), "--url", url, "--json")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
