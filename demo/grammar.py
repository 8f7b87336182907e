"""Sentences from rules: templates with slots, compiled once, expanded quickly.

A template is text with slots: ``{key}`` is replaced by the article's own word of that key, else by
a random expansion of the rule of that name; ``{Key}`` does the same and capitalises it.
"""

import re
from collections.abc import Callable, Mapping, Sequence

Part = tuple[str, bool]
"""A slot: its key, and whether to capitalise."""
Template = str | tuple[str | Part, ...]
Rules = dict[str, tuple[Template, ...]]

_SLOT = re.compile(r"\{([^{}]+)\}")
_CONTRACTIONS = {"zu dem ": "zum ", "zu der ": "zur ", "bei dem ": "beim ", "von dem ": "vom "}


def compile_template(text: str) -> Template:
    """A template ready for `Grammar.expand`; text without slots stays as it is."""
    pieces = _SLOT.split(text)
    if len(pieces) == 1:
        return text
    parts: list[str | Part] = []
    for number, piece in enumerate(pieces):
        if number % 2:
            parts.append((piece[0].lower() + piece[1:], piece[0].isupper()))
        elif piece:
            parts.append(piece)
    return tuple(parts)


def compile_rules(rules: Mapping[str, Sequence[str]]) -> Rules:
    """Every rule's templates compiled."""
    return {key: tuple(map(compile_template, texts)) for key, texts in rules.items()}


def capitalised(text: str) -> str:
    """`text` with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def contracted(before: str, phrase: str) -> tuple[str, str]:
    """A preposition at the end of `before` and the article of `phrase` as one word, if German does.

    >>> contracted("Fragen zu ", "dem Portal")
    ('Fragen zum ', 'Portal')
    """
    start, blank, preposition = before.removesuffix(" ").rpartition(" ")
    article, _, rest = phrase.partition(" ")
    joined = _CONTRACTIONS.get(f"{preposition} {article} ")
    if joined is None or not before.endswith(" "):
        return before, phrase
    return f"{start}{blank}{joined}", rest


class Grammar:
    """The rules of one article: shared and topical rules, and the words bound for this article.

    `chance` is a source of random numbers in [0, 1).
    """

    def __init__(self, rules: Rules, words: dict[str, str], chance: Callable[[], float]) -> None:
        self.rules = rules
        self.words = words
        self.chance = chance
        self._used: dict[str, list[int]] = {}

    def expand(self, template: Template) -> str:
        """The text of a template.

        Raises:
            KeyError: a slot names neither a word nor a rule.
        """
        if isinstance(template, str):
            return template
        made: list[str] = []
        for part in template:
            if isinstance(part, str):
                made.append(part)
                continue
            key, capital = part
            text = self.words.get(key)
            if text is None:
                text = self.pick(key)
            if made and text.startswith(("dem ", "der ")):
                made[-1], text = contracted(made[-1], text)
            made.append(capitalised(text) if capital else text)
        return "".join(made)

    def pick(self, key: str) -> str:
        """A random expansion of the rule `key`."""
        choices = self.rules[key]
        return self.expand(choices[int(self.chance() * len(choices))])

    def fresh(self, key: str) -> str:
        """Like `pick`, but a template comes again only after all others of the rule have come."""
        left = self._used.get(key)
        if not left:
            left = self._used[key] = list(range(len(self.rules[key])))
        number = left.pop(int(self.chance() * len(left)))
        return self.expand(self.rules[key][number])

    def sentence(self, key: str) -> str:
        """A fresh expansion with a capital first letter."""
        return capitalised(self.fresh(key))
