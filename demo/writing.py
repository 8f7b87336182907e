"""Writing one text: choosing topic, bodies and persons; filling headline, lead and paragraphs."""

import random
from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Literal, NamedTuple, TypeVar

from demo.german import CASES, WEEKDAYS, long_date, noun_forms, slug
from demo.grammar import Grammar, compile_rules
from demo.vocabulary import BODIES, LANDS, TOPICS, WORDS, Body, Forms
from press.article import Image
from press.text import Block, BlockKind

T = TypeVar("T")
Form = Literal["interview", "bericht", "zumeldung"]

TRAITS = {
    "old": "old layout: kicker with a colon, [10.5.2016], caption glued before the body",
    "caption-twice": "caption and credit printed twice in a row",
    "interview": "questions and answers",
    "zumeldung": "a reaction: one paragraph and a quotation",
    "lost-blank": "no blank between a word and the link that follows",
    "linked": "links in the running text",
    "nbsp": "paragraphs of nothing but no-break spaces",
    "soft-hyphens": "soft hyphens inside long words",
    "undated": "the ministry's list gives no date: only the print view does",
    "short-teaser": "the list's teaser is shorter than the lead",
    "shortlink": "lists link to ?p=ID",
    "no-related-heading": "teasers of other texts without a heading",
    "footnote": "the last paragraph is a footnote with an asterisk",
}
"""What can be peculiar to a text's page."""

_SHARES = {
    "portal": {
        "linked": 0.3,
        "lost-blank": 0.03,
        "nbsp": 0.08,
        "soft-hyphens": 0.06,
        "shortlink": 0.12,
    },
    "ministry": {
        "linked": 0.35,
        "lost-blank": 0.06,
        "nbsp": 0.12,
        "soft-hyphens": 0.1,
        "undated": 0.12,
        "short-teaser": 0.25,
        "no-related-heading": 0.25,
    },
}
_FORMS: dict[str, dict[Form | None, float]] = {
    "portal": {"interview": 0.08, "bericht": 0.12, None: 0.8},
    "ministry": {"zumeldung": 0.1, None: 0.9},
}
_KICKERS = {"none": 4, "body": 22, "two": 8, "series": 4, "year": 5, "land": 22, "town": 35}
_IMAGES = {"none": 16, "alt only": 6, "alt is caption": 17, "both": 61}
_SECTIONS = {"list": 18, "quotation": 6, "voices": 34, "facts": 42}
_LISTS: dict[BlockKind, float] = {"item": 4, "numbered": 1}
_KINDS = {"f Stadt Stadt": 5, "m Landkreis Landkreises": 3, "f Gemeinde Gemeinde": 2}
_EVENTS = ("Fachkongress", "Digitalgipfel", "Länderforum")
_PORTAL_CREDITS = compile_rules({"credit": WORDS["photographers"]})["credit"]
_MINISTRY_CREDITS = compile_rules({"credit": WORDS["ministry_photographers"]})["credit"]
_BY_SITE = {
    site: tuple(topic for topic in TOPICS if site in topic.sites) for site in ("portal", "ministry")
}
_MINISTRY = next(body for body in BODIES if body.id == "im-bw")
_FEWEST_FOR_NBSP = 3


class Draft(NamedTuple):
    """A text as written, before it has an address and neighbours."""

    title: str
    kicker: str | None
    lead: str | None
    blocks: list[Block]
    section: str
    minute: int
    image: Image | None
    form: Form | None
    topic: str
    bodies: list[str]
    region: str | None
    traits: frozenset[str]


def write(
    site: Literal["portal", "ministry"],
    day: date,
    chance: random.Random,
    *,
    old: bool,
    issuer: Body = _MINISTRY,
) -> Draft:
    """One text for `site`, published on `day`; all chance comes from `chance`.

    `issuer` is who publishes if the site is a ministry's.
    """
    return _Writer(site, day, chance, old=old, issuer=issuer).draft()


class _Writer:
    """The choices made for one text."""

    def __init__(
        self, site: str, day: date, chance: random.Random, *, old: bool, issuer: Body
    ) -> None:
        self.site = site
        self.issuer = issuer
        self.day = day
        self.chance = chance.random
        self.old = old
        self.traits = {"old"} if old else set()
        self.topic = self._one(_BY_SITE[site])
        self.form = None if old else self._draw(_FORMS[site])
        self.town = self._town()
        self.land = self._one(LANDS)
        words = dict(self._one(self.topic.things))
        self.grammar = Grammar(self.topic.rules, words, self.chance)
        self._bind_places(words)
        self._bind_days(words)
        for key in "pqr":
            words |= self._person(key)
        self._choose_bodies(words)
        self._name_bodies(long=True)

    def _one(self, choices: Sequence[T]) -> T:
        return choices[int(self.chance() * len(choices))]

    def _draw(self, shares: Mapping[T, float]) -> T:
        """A key of `shares`, each as likely as its share of the whole."""
        keys, weights = list(shares), list(accumulate(shares.values()))
        return keys[bisect(weights, self.chance() * weights[-1], hi=len(keys) - 1)]

    def _sometimes(self, share: float) -> bool:
        return self.chance() < share

    def _few(self, least: int, most: int) -> int:
        return least + int(self.chance() * (most - least + 1))

    def _town(self) -> str:
        return self._one(WORDS["town_starts"]) + self._one(WORDS["town_ends"])

    def _bind_places(self, words: Forms) -> None:
        words["town"], words["town2"], words["town3"] = self.town, self._town(), self._town()
        words["land"], words["land2"] = self.land.name, self._one(LANDS).name
        if self.site == "ministry":
            seats = ("Stuttgart", self.town) if self.issuer is _MINISTRY else (self.town,)
            words["town"] = self._one(seats)
            home = (land.name for land in LANDS if land.code == self.issuer.region)
            words["land"] = next(home, self.land.name)

    def _bind_days(self, words: Forms) -> None:
        event = self.day - timedelta(days=self._few(0, 3))
        ahead = self.day + timedelta(days=self._few(20, 220))
        weekday = WEEKDAYS[event.weekday()]
        plain = long_date(event, year=False)
        words["day"] = self._one((f"am {weekday}", f"am {plain}", f"am {weekday} ({plain})"))
        words["short_day"] = long_date(ahead, year=self._sometimes(0.5))
        words["short_past"] = long_date(event - timedelta(days=self._few(5, 25)), year=False)
        words["day_ahead"] = f"am {long_date(ahead, year=False)}"
        words["year"] = str(self.day.year + self._few(1, 4))
        words["past"] = str(self.day.year - self._few(1, 6))

    def _person(self, key: str) -> Forms:
        kind = self._one(("female", "male"))
        first, last = self._one(WORDS[f"{kind}_names"]), self._one(WORDS["family_names"])
        name = f"Dr. {first} {last}" if self._sometimes(0.12) else f"{first} {last}"
        role = self._one(WORDS[f"{kind}_roles"])
        return {
            key: f"{role} {name}",
            f"{key}.last": last,
            f"{key}.name": name,
            f"{key}.role": role,
            f"{key}.title": "Frau" if kind == "female" else "Herr",
        }

    def _choose_bodies(self, words: Forms) -> None:
        """Who acts, a public body or a town, and with which partner."""
        self.actor: Body | None = None
        if self.site == "ministry":
            self.actor = self.issuer
        elif self._sometimes(0.45):
            self.actor = self._one(BODIES)
        if self.actor:
            self.actor_long, self.actor_short = self.actor.long, self.actor.short
            words["actor.bare"] = self.actor.name
        else:
            gender, noun, genitive = self._draw(_KINDS).split()
            self.actor_long = noun_forms(gender, noun, genitive, self.town)
            self.actor_short = noun_forms(gender, noun, genitive)
            words["actor.bare"] = self.town if noun == "Stadt" else f"{noun} {self.town}"
        self.partner = self._one([body for body in BODIES if body is not self.actor])
        words["partner.name"] = self.partner.name

    def _name_bodies(self, *, long: bool) -> None:
        """Let the next sentences name the bodies in full, or by their short names."""
        words = self.grammar.words
        actor = self.actor_long if long else self.actor_short
        partner = self.partner.long if long else self.partner.short
        for case in CASES:
            words[f"actor{case}"], words[f"partner{case}"] = actor[case], partner[case]
        words["actor.short"] = self.actor_short[""]

    def draft(self) -> Draft:
        """The whole text; the headline first, so that the lead names bodies in full."""
        title = self.grammar.sentence("statement" if self.form == "zumeldung" else "title")
        lead = self._lead()
        blocks = self._blocks()
        image = self._image()
        self._choose_traits(blocks)
        return Draft(
            title=title,
            kicker=self._kicker(),
            lead=lead,
            blocks=blocks,
            section=self.topic.section if self.site == "portal" else self.topic.kicker,
            minute=self._few(0, 1439) if self._sometimes(0.1) else self._few(420, 1080),
            image=image,
            form=self.form if self.site == "portal" else None,
            topic=self.topic.id,
            bodies=[body.id for body in (self.actor, self.partner) if body],
            region=self.actor.region if self.actor else self.land.code,
            traits=frozenset(self.traits),
        )

    def _lead(self) -> str | None:
        if self.site == "ministry" and (self.old or self.form == "zumeldung"):
            return None
        if self._sometimes(0.15 if self.site == "ministry" else 0.03):
            return None
        lead = self.grammar.sentence("lead")
        if self.form == "interview":
            return f"{lead} move-online sprach mit {self.grammar.words['p']}."
        return lead

    def _kicker(self) -> str | None:
        if self.site == "ministry":
            return None if self._sometimes(0.06) else self.topic.kicker
        body = self.actor.name if self.actor else self.town
        match self._draw(_KICKERS):
            case "none":
                return None
            case "body":
                return body
            case "two":
                return f"{body}{self._one(('/', ' / '))}{self.partner.name}"
            case "series":
                return f"Serie {self.topic.section} (Teil {self._few(1, 9)})"
            case "year":
                return f"{self._one(_EVENTS)} {self.day.year}"
            case "land":
                return self.land.name
        return self.town

    def _blocks(self) -> list[Block]:
        if self.form == "zumeldung":
            return self._statement()
        return self._interview() if self.form == "interview" else self._report()

    def _paragraph(self, *rules: str) -> Block:
        return Block("paragraph", " ".join(self.grammar.sentence(rule) for rule in rules))

    def _quotation(self, sentences: int) -> str:
        return ". ".join(self.grammar.sentence("saying") for _ in range(sentences)) + "."

    def _statement(self) -> list[Block]:
        before, quotation = self._paragraph("reaction"), f"„{self._quotation(3)}“"
        if self._sometimes(0.4):
            return [Block("paragraph", f"{before.text} {quotation}")]
        return [before, Block("paragraph", quotation)]

    def _interview(self) -> list[Block]:
        blocks = []
        for _ in range(self._few(5, 6)):
            blocks.append(self._paragraph("question"))
            self._name_bodies(long=self._sometimes(0.3))
            blocks.append(self._paragraph("answer", "detail", "fact"))
        return blocks

    def _report(self) -> list[Block]:
        blocks = [self._paragraph("opening", "fact", "detail")]
        for number in range(self._few(1, 4)):
            if number or self._sometimes(0.7):
                blocks.append(Block("subhead", self.grammar.sentence("subhead")))
            self._name_bodies(long=self._sometimes(0.3))
            blocks += self._section()
        if self._sometimes(0.7):
            blocks.append(self._paragraph("outlook", "outlook"))
        if self._sometimes(0.04):
            self.traits.add("footnote")
            blocks.append(Block("paragraph", "* Stand der Angaben: Redaktionsschluss."))
        return blocks

    def _section(self) -> list[Block]:
        match self._draw(_SECTIONS):
            case "list":
                kind = self._draw(_LISTS)
                items = [Block(kind, self.grammar.fresh("list_item")) for _ in range(4)]
                return [
                    self._paragraph("detail", "list_intro"),
                    *items[: self._few(3, 4)],
                    self._paragraph("fact", "quote"),
                ]
            case "quotation":
                before = self._paragraph("background", "number")
                return [before, Block("quote", self._quotation(2))]
            case "voices":
                return [
                    self._paragraph("quote", "detail"),
                    self._paragraph("fact", "background", "detail", "number"),
                ]
        return [
            self._paragraph("background", "fact", "detail"),
            self._paragraph("detail", "quote"),
            self._paragraph("number", "detail"),
        ]

    def _image(self) -> Image | None:
        how = self._draw(_IMAGES)
        if how == "none" or (self.site == "ministry" and self.old):
            return None
        self._name_bodies(long=False)
        caption = self.grammar.pick("caption")
        alt = caption if how == "alt is caption" else self.grammar.pick("alt")
        credits_ = _PORTAL_CREDITS if self.site == "portal" else _MINISTRY_CREDITS
        credit = None if self._sometimes(0.1) else self.grammar.expand(self._one(credits_))
        if credit and how != "alt only" and not self.old and self._sometimes(0.07):
            self.traits.add("caption-twice")
        return Image(
            url=f"/bilder/{slug(self.town)}-{self._few(100, 999)}.jpg",
            alt=alt,
            caption=None if how == "alt only" else caption,
            credit=credit,
        )

    def _choose_traits(self, blocks: list[Block]) -> None:
        if self.form in ("interview", "zumeldung"):
            self.traits.add(self.form)
        for trait, share in _SHARES[self.site].items():
            if self._sometimes(share):
                self.traits.add(trait)
        if "lost-blank" in self.traits:
            self.traits.add("linked")
        if len(blocks) < _FEWEST_FOR_NBSP:
            self.traits.discard("nbsp")
