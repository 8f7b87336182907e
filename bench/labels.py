"""How fast articles are labelled: ``python -m bench.labels [COUNT]``.

Labels COUNT generated articles of 5 KB (default 2,000; `demo.bulk`) in this process and prints
milliseconds of processor time for each and how many that is in a minute of a core.
"""

import argparse
import statistics
import time

from demo.bulk import articles
from press.article import Article
from press.labels import label

TO_REACH = 20_000
ROUNDS = 3
LAND = "DE-BW"
WARM = 50


def main() -> None:
    """Label and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=2_000)
    stock = list(articles(parser.parse_args().count))
    size = sum(len((article.body or "").encode()) for article in stock) / len(stock)
    print(f"{len(stock):,} articles, bodies of {size / 1000:.1f} KB; median of {ROUNDS} rounds\n")
    spent = _spent(stock)
    print("| | ms of processor time | a minute and core | to reach |")
    print("|---|---:|---:|---:|")
    print(f"| an article labelled | {spent * 1000:.2f} | {60 / spent:,.0f} | {TO_REACH:,} |")


def _spent(stock: list[Article]) -> float:
    """Seconds of processor time for an article: agencies, topics and regions."""
    for article in stock[:WARM]:
        label(article, LAND)
    rounds: list[float] = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for article in stock:
            label(article, LAND)
        rounds.append((time.process_time() - began) / len(stock))
    return statistics.median(rounds)


if __name__ == "__main__":
    main()
