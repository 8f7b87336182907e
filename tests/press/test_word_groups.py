"""The analysis of German words against a table that was written without sight of it."""

import tomllib
from pathlib import Path

import pytest

from press import folding

GROUPS = tomllib.loads(Path(__file__).with_name("word_groups.toml").read_text(encoding="utf-8"))


def finds(query: str, word: str) -> bool:
    return set(folding.wanted(query)) <= folding.keys(folding.words(word))


@pytest.mark.parametrize(("part", "least"), [("tuning", 0.98), ("held", 0.96)])
def test_words_that_must_meet_meet(part, least):
    met = [finds(group["query"], word) for group in GROUPS[part] for word in group["finds"]]
    assert len(met) > 300
    assert sum(met) / len(met) >= least


@pytest.mark.parametrize("part", ["tuning", "held"])
def test_words_that_must_not_meet_stay_apart(part):
    met = [finds(group["query"], word) for group in GROUPS[part] for word in group["not"]]
    assert len(met) > 150
    assert sum(met) / len(met) <= 0.01


@pytest.mark.parametrize("part", ["tuning", "held"])
def test_every_query_finds_itself(part):
    assert [g["query"] for g in GROUPS[part] if not finds(g["query"], g["query"])] == []
