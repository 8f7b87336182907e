"""``presselupe topics``: listing the topics, and measuring how well they are found."""

import argparse
import json
from pathlib import Path

import pytest

from cli import topics
from cli.errors import UsageError
from press.tables import TableError

TEXTS = [
    {
        "id": "a1",
        "title": "Glasfaser für Hessen",
        "body": "Der Ausbau beginnt.",
        "topics": ["breitband"],
        "regions": ["DE-HE"],
    },
    {"id": "a2", "title": "Drehleiter übergeben", "body": "Sie ist neu.", "topics": ["kultur"]},
]


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    topics.configure(parser)
    return topics.run(parser.parse_args(words))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(json.dumps(text) for text in TEXTS), encoding="utf-8")
    return path


def test_list_gives_every_topic(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert len(rows) >= 40
    found = {row[0]: row for row in rows}
    assert found["ki"][:4] == ["ki", "Künstliche Intelligenz", "20001298", "digitalisierung"]
    assert found["digitalisierung"][3] == "-"
    assert all(int(row[4]) > 10 for row in rows)


def test_list_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert list(rows[0]) == ["id", "label", "iptc", "broader", "terms"]


def test_evaluate_tells_scores_and_every_error(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("evaluate", str(texts)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 texts",
        "topics: precision 0.500, recall 0.500, F1 0.500 (1 / 1 / 1)",
        "regions: precision 1.000, recall 1.000, F1 1.000 (1 / 0 / 0)",
        "feuerwehr: precision 0.000, recall 1.000, F1 0.000 (0 / 1 / 0)",
        "breitband: precision 1.000, recall 1.000, F1 1.000 (1 / 0 / 0)",
        "kultur: precision 1.000, recall 0.000, F1 0.000 (0 / 0 / 1)",
        "a2: feuerwehr found, but not labelled: title “Drehleiter”",
        "a2: kultur labelled, but not found",
    ]


def test_evaluate_as_json(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", str(texts), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["texts"] == 2
    assert found["topics"]["f1"] == 0.5
    assert found["by_topic"]["breitband"]["right"] == 1
    assert found["errors"][1] == {"text": "a2", "error": "missed", "topic": "kultur", "rule": None}


def test_wrong_requests_and_wrong_texts_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give a file"):
        run("evaluate")
    with pytest.raises(UsageError, match="takes no file"):
        run("list", "x")
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": "a", "title": "t", "topics": "ki"}\n', encoding="utf-8")
    with pytest.raises(TableError, match="line 1: is no labelled text"):
        run("evaluate", str(path))
    with pytest.raises(TableError, match="cannot be read"):
        run("evaluate", str(tmp_path / "nothing.jsonl"))
