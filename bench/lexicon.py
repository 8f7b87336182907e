"""Makes press/lexicon.toml: ``python bench/lexicon.py`` (needs ``pip install simplemma==2.0.0``).

simplemma's German list (1.1 million forms with their lemmata) is full of compounds, and from them
this script learns what compounds are made of. Every noun is read as fronts and a head; the readings
that explain the most words win (Viterbi training); what serves in at least `USED` nouns is kept,
unless it is itself made of others. Beside fronts and heads it keeps the forms that
`press.stems.by_rule` does not bring back to their lemma. bench/lexicon.toml corrects it.
"""

import math
import textwrap
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from press.lexicon import LEARNT
from press.stems import by_rule, fixed, outward

CORRECTIONS = Path(__file__).with_suffix(".toml")
ROUNDS = 3
USED = 2
SHORTEST, LONGEST_ADJECTIVE = 3, 8
"""Letters of the shortest front or head."""
LEFT_WHOLE, LETTER = 10.0, 1.1
"""What it costs (in nats) to leave a word whole: a sum, and so much for each letter."""
COMPOSED = 30.0
"""The same sum where the question is only whether a head can be read as others."""

_LINKS = ("", "s", "es", "n", "en", "er", "e", "ns", "ens")
_HEADER = """\
# What German compounds are made of: made by bench/lexicon.py, corrected in bench/lexicon.toml.
#
# fronts      what stands in front of others, as it stands there; after a colon a word of its stem,
#             where no rule finds it
# heads       nouns that stand last, in their basic form
# adjectives  those whose endings -er and -em no rule takes off
# forms       inflected forms, each with the stem that no rule finds
#
# Learnt from the German list of simplemma 2.0.0 (https://github.com/adbar/simplemma, MIT), which
# names as its sources Michal Mechura's lemmatization lists (Open Database License), Wiktionary as
# packaged by kaikki.org, FreeLing, spaCy's lookups data, UniMorph and the Wikinflection corpus by
# Eleni Metheniti (CC BY 4.0). This extract is shared under the Open Database License 1.0
# (https://opendatacommons.org/licenses/odbl/1-0/), not under Presselupe's own licence.
"""

Lemmata = dict[str, set[str]]
Counts = dict[str, int]


def main() -> None:
    nouns, others = lemmata()
    lists = {k: set(v.split()) for k, v in tomllib.loads(CORRECTIONS.read_text()).items()}
    plurals = changed(nouns)
    fronts, heads = seed(nouns, others, plurals, lists)
    for _ in range(ROUNDS):
        fronts, heads = train(nouns, fronts, heads)
    whole = {form for lemma in lists["whole"] for form in nouns.get(lemma, set()) | {lemma}}
    whole |= {lemma + link for lemma in lists["whole"] for link in _LINKS}
    costs = Costs(fronts, heads)
    made = {word for word in heads if len(costs.read(word, COMPOSED)) > 1}
    made_fronts = {word for word in fronts if is_chain(word, fronts, heads, plurals)}
    heads = {w: n for w, n in heads.items() if n >= USED and (w not in made or w in whole)}
    fronts = {w: n for w, n in fronts.items() if n >= USED and (w not in made_fronts or w in whole)}
    kept = [*heads, *(lists["whole"] & nouns.keys())]
    forms = irregular(kept, nouns, others)
    bases = {w: noun for w in fronts if (noun := noun_of(w, nouns, plurals, forms))}
    LEARNT.write_text(
        _HEADER
        + listed("fronts", (f"{w}:{bases[w]}" if w in bases else w for w in fronts))
        + listed("heads", kept)
        + listed("adjectives", adjectives(nouns, others))
        + listed("forms", (f"{form}:{stem}" for form, stem in forms.items())),
        encoding="utf-8",
    )
    print(f"{len(fronts)} fronts, {len(kept)} heads, {len(forms)} forms")


def lemmata() -> tuple[Lemmata, Lemmata]:
    """The folded lemmata with their forms: nouns, and all others."""
    nouns: Lemmata = defaultdict(set)
    others: Lemmata = defaultdict(set)
    for form, lemma in DefaultDictionaryFactory().get_dictionary("de").items():
        if form.isalpha() and lemma.isalpha():
            kind = nouns if lemma[0].isupper() else others
            kind[outward(lemma)].add(outward(form))
    return dict(nouns), dict(others)


def seed(
    nouns: Lemmata, others: Lemmata, plurals: Mapping[str, str], lists: Mapping[str, set[str]]
) -> tuple[Counts, Counts]:
    """Every front and head of every way to cut a noun in two, with how many cuts it is in."""
    fronts: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for noun in nouns:
        for front, head in cuts(noun):
            barred = front in lists["no_front"] or head in lists["no_head"]
            if head not in nouns or barred:
                continue
            if is_bare(front, others) or any(singulars(front, nouns, plurals)):
                fronts[front] += 1
                heads[head] += 1
    return often(fronts), often(heads)


def cuts(word: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a word in two."""
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        yield word[:at], word[at:]


def singulars(front: str, nouns: Collection[str], plurals: Mapping[str, str]) -> Iterator[str]:
    """The nouns that may stand in front of another as `front`."""
    for link in _LINKS:
        lemma = front.removesuffix(link) if link else front
        if lemma + link == front and len(lemma) >= SHORTEST and lemma in nouns:
            yield lemma
    if front + "e" in nouns:
        yield front + "e"
    if front in plurals:
        yield plurals[front]


def changed(nouns: Lemmata) -> dict[str, str]:
    """Plurals that do more than add letters to their noun, each with it."""
    return {
        form: lemma
        for lemma, forms in nouns.items()
        for form in forms
        if form not in nouns and not form.startswith(lemma)
    }


def is_bare(front: str, others: Lemmata) -> bool:
    """Whether it is an adjective, or a verb without its ending."""
    return not others.keys().isdisjoint({front, front + "en", front + "n"})


def often(counts: Counter[str]) -> Counts:
    """Without what was seen only once."""
    return {word: count for word, count in counts.items() if count > 1}


def train(nouns: Iterable[str], fronts: Counts, heads: Counts) -> tuple[Counts, Counts]:
    """Count fronts and heads anew, each noun in its best reading alone."""
    new_fronts: Counter[str] = Counter()
    new_heads: Counter[str] = Counter()
    costs = Costs(fronts, heads)
    for noun in nouns:
        *before, last = costs.read(noun, LEFT_WHOLE)
        if before:
            new_fronts.update(before)
            new_heads[last] += 1
    return often(new_fronts), often(new_heads)


class Costs:
    """What each front and head costs: the rarer, the more."""

    def __init__(self, fronts: Counts, heads: Counts) -> None:
        every_front, every_head = sum(fronts.values()), sum(heads.values())
        self._fronts = {w: 1 + math.log(every_front / n) for w, n in fronts.items()}
        self._heads = {w: 1 + math.log(every_head / n) for w, n in heads.items()}

    def read(self, word: str, left_whole: float) -> tuple[str, ...]:
        """The cheapest reading of a word; one part if that is to leave it whole.

        No word is read as itself.
        """
        size = len(word)
        best: list[tuple[float, tuple[str, ...]] | None] = [None] * (size + 1)
        for start in range(size - SHORTEST, -1, -1):
            ways = [
                (self._fronts[word[start:end]] + after[0], (word[start:end], *after[1]))
                for end in range(start + SHORTEST, size - SHORTEST + 1)
                if (after := best[end]) and word[start:end] in self._fronts
            ]
            if start and word[start:] in self._heads:
                ways.append((self._heads[word[start:]], (word[start:],)))
            best[start] = min(ways, default=None)
        cheapest = best[0]
        if cheapest and cheapest[0] < left_whole + LETTER * size:
            return cheapest[1]
        return (word,)


def is_chain(word: str, fronts: Counts, heads: Counts, plurals: Mapping[str, str]) -> bool:
    """Whether a front is another front and a head with its link."""
    return any(
        front in fronts and not heads.keys().isdisjoint(singulars(rest, heads, plurals))
        for front, rest in cuts(word)
    )


def irregular(kept: Collection[str], nouns: Lemmata, others: Lemmata) -> dict[str, str]:
    """The forms of nouns that rules do not bring back, each with its stem.

    A form that is a word of its own is left alone, unless it only adds an ending.
    """
    found: dict[str, str] = {}
    for lemma in sorted(kept):
        stem = stem_of(lemma, kept, nouns, others)
        forms = nouns[lemma]
        for form in {lemma, *forms}:
            told = by_rule(form) == stem and form.startswith(lemma)
            plain = form == lemma or form[:-1] in forms | {lemma} or form == lemma + "en"
            own_word = form in nouns or form in others
            if not told and form not in fixed() and (plain or not own_word):
                found.setdefault(form, stem)
    return found


def stem_of(lemma: str, kept: Collection[str], nouns: Lemmata, others: Lemmata) -> str:
    """The stem of a noun: of ``beamter`` that of ``beamte``; of ``note`` itself, not ``not``."""
    if lemma.endswith("er") and lemma[:-1] in nouns[lemma]:
        return by_rule(lemma[:-1])
    stem = by_rule(lemma)
    confused = stem != lemma and stem in kept and lemma not in nouns[stem]
    return lemma if confused and lemma not in others.get(stem, ()) else stem


def adjectives(nouns: Lemmata, others: Lemmata) -> list[str]:
    """Short adjectives whose ``-er`` and ``-em`` no rule brings back."""
    return [
        lemma
        for lemma, forms in others.items()
        if len(lemma) <= LONGEST_ADJECTIVE
        and {lemma + "er", lemma + "em"} <= forms
        and by_rule(lemma + "em") != lemma
        and lemma + "er" not in nouns
        and not lemma.endswith("end")
    ]


def noun_of(
    front: str, nouns: Lemmata, plurals: Mapping[str, str], forms: Mapping[str, str]
) -> str | None:
    """A front's noun if rules do not bring the front back to its stem."""
    if front in forms:
        return None
    found = {by_rule(lemma): lemma for lemma in singulars(front, nouns, plurals)}
    return next(iter(found.values()), None) if by_rule(front) not in found else None


def listed(name: str, words: Iterable[str]) -> str:
    """A TOML string of many words, in order."""
    lines = textwrap.fill(" ".join(sorted(words)), 99, break_on_hyphens=False)
    return f"\n{name} = '''\n{lines}\n'''\n"


if __name__ == "__main__":
    main()
