"""How well German words meet: ``python bench/words.py [--held]``.

Judges the analysis by tests/press/word_groups.toml. Recall is the share of the words that a query
must find and finds, `apart` the share of those that it must not find and does not; precision is the
share of right ones among all words found. Errors are listed for the tuning part; --held lists them
for the held part too, which then measures nothing any more. Speed and memory come after it.
"""

import argparse
import subprocess
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from demo.bulk import articles
from press import compounds, folding

GROUPS = Path(__file__).parents[1] / "tests/press/word_groups.toml"


FIRST_WORD = """
import time
import press.folding
def private():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024
memory, started = private(), time.process_time()
press.folding.analyse("Cybersicherheitsagentur")
took = (time.process_time() - started) * 1e3
print(f"first word of a process: {took:.0f} ms, {private() - memory:.1f} MB")
"""


class Pair(NamedTuple):
    """A query word and a word of a text: whether they should meet, and whether they do."""

    kind: str
    query: str
    word: str
    should: bool
    does: bool


class Score(NamedTuple):
    """Shares between 0 and 1."""

    recall: float
    apart: float
    precision: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--held", action="store_true", help="list the held part's errors too")
    options = parser.parse_args()
    print(f"{'part':8} {'kind':14} {'pairs':>5} {'recall':>7} {'apart':>7} {'precision':>9}")
    for part in ("tuning", "held"):
        found = pairs(part)
        kinds = defaultdict(list)
        for pair in found:
            kinds[pair.kind].append(pair)
        for kind, some in [("all", found), *sorted(kinds.items())]:
            recall, apart, precision = score(some)
            print(f"{part:8} {kind:14} {len(some):5} {recall:7.3f} {apart:7.3f} {precision:9.3f}")
        if part == "tuning" or options.held:
            for pair in found:
                if pair.should != pair.does:
                    print(f"  {pair.query} {'misses' if pair.should else 'finds'} {pair.word}")
    speed()


def pairs(part: str) -> list[Pair]:
    """All decided pairs of a part of the table, `tuning` or `held`."""
    groups = tomllib.loads(GROUPS.read_text(encoding="utf-8"))[part]
    return [
        Pair(group["kind"], group["query"], word, should, meet(group["query"], word))
        for group in groups
        for should, words in ((True, group["finds"]), (False, group["not"]))
        for word in words
    ]


def meet(query: str, word: str) -> bool:
    """Whether a query finds a text of one word."""
    wanted = set(folding.wanted(query))
    return bool(wanted) and wanted <= folding.keys(folding.words(word))


def score(pairs: list[Pair]) -> Score:
    """What share of some pairs is right."""
    right = sum(pair.should and pair.does for pair in pairs)
    should = sum(pair.should for pair in pairs)
    does = sum(pair.does for pair in pairs)
    return Score(
        right / max(should, 1),
        1 - (does - right) / max(len(pairs) - should, 1),
        right / max(does, 1),
    )


def speed() -> None:
    """Print what analysis costs: known tokens, words never seen, keys, time and memory to load."""
    texts = [f"{a.title} {a.lead} {a.body}" for a in articles(1_000)]
    tokens = [token for text in texts for token in folding.words(text)]
    new = list(dict.fromkeys(tokens))
    folding.analyse.cache_clear()
    compounds.parts.cache_clear()
    new_seconds = seconds(lambda: folding.exact(new))
    known_seconds = min(seconds(lambda: folding.exact(tokens)) for _ in range(3))
    keys = sum(len(folding.analyse(token).keys) for token in tokens) / len(tokens)
    print(f"\n{len(tokens) / known_seconds / 1e6:.1f} M known tokens/s, ", end="")
    print(f"{len(new) / new_seconds / 1e3:.0f} k new words/s ({len(new)} of them), ", end="")
    print(f"{keys:.2f} keys per token")
    subprocess.run([sys.executable, "-c", FIRST_WORD], check=True)


def seconds(work: Callable[[], object]) -> float:
    """How much processor time something takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
