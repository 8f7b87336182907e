"""Writing one text: choosing topic, bodies and persons, and filling headline, lead and paragraphs."""

import random
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple

from demo.german import CASES, MONTHS, WEEKDAYS, long_date, noun_forms, thing_forms
from demo.grammar import Grammar, Rules, capitalised, compile_rules
from press.article import Image
from press.text import Block

NEW_LAYOUT_SINCE = 2018
"""Texts of earlier years are printed in the old layout."""

TRAITS = (
    "old",  # old layout: kicker with a colon, [10.5.2016], caption glued before the body
    "caption-twice",  # caption and credit printed twice in a row
    "interview",  # questions and answers
    "zumeldung",  # one paragraph and a quotation
    "lost-blank",  # no blank between a word and the link that follows
    "linked",  # links in the running text
    "nbsp",  # paragraphs of nothing but no-break spaces
    "soft-hyphens",  # soft hyphens inside long words
    "undated",  # the ministry's list gives no date: only the print view does
    "short-teaser",  # the list's teaser is shorter than the lead
    "shortlink",  # lists link to ?p=ID
    "no-related-heading",  # teasers of other texts without a heading
    "footnote",  # the last paragraph is a footnote with an asterisk
)

_FOLDER = Path(__file__).parent
_SHARED: dict[str, Any] = tomllib.loads((_FOLDER / "grammar.toml").read_text(encoding="utf-8"))
_TOPICS: dict[str, Any] = tomllib.loads((_FOLDER / "topics.toml").read_text(encoding="utf-8"))
_WORDS: dict[str, list[str]] = _SHARED["words"]

Forms = dict[str, str]


class Draft(NamedTuple):
    """A text as written, before it has an address and neighbours."""

    title: str
    kicker: str | None
    lead: str | None
    blocks: list[Block]
    section: str
    minute: int
    image: Image | None
    form: str | None
    topic: str
    bodies: list[str]
    region: str | None
    traits: frozenset[str]


class Body(NamedTuple):
    """A public body: long and short forms by case, and the region it belongs to."""

    id: str
    long: Forms
    short: Forms
    name: str
    region: str


class Topic(NamedTuple):
    """A topic with its rules merged over the shared ones, and its things as forms."""

    id: str
    section: str
    kicker: str
    rules: Rules
    things: tuple[Forms, ...]
    sites: tuple[str, ...]


def _bodies() -> tuple[Body, ...]:
    made = []
    for line in _WORDS["bodies"]:
        id_, gender, noun, genitive, tail, short, region = line.split("|")
        long = noun_forms(gender, noun, genitive, tail)
        brief = noun_forms(gender, short, f"{short}s" if short == noun else short)
        if short not in (noun, "Ministerium"):
            long = {case: f"{form} ({short})" for case, form in long.items()}
        name = short if short != "Ministerium" else f"{noun} {tail}"
        made.append(Body(id_, long, brief, name, region))
    return tuple(made)


def _numbers() -> dict[str, list[str]]:
    return {
        "n": [str(n) for n in range(13, 97)],
        "n3": [str(n) for n in range(104, 990, 7)],
        "n4": [f"{n // 1000}.{n % 1000:03d}" for n in range(1_150, 98_000, 850)],
        "pct": [str(n) for n in range(11, 95)],
        "mio": [f"{n // 10},{n % 10} Millionen" for n in range(12, 99)],
        "few": ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"],
        "month": list(MONTHS),
        "company": _WORDS["companies"],
    }


def _topics() -> tuple[Topic, ...]:
    shared = compile_rules(_SHARED["rules"] | _numbers())
    made = []
    for id_, table in _TOPICS.items():
        things = tuple(
            thing_forms("t", *thing.split("|"), adjective)
            for thing in table["things"]
            for adjective in table["adjectives"]
        )
        own = compile_rules(
            {
                "saying": table["sayings"],
                "fact": table["facts"],
                "goal": table["goals"],
                "group": table["groups"],
                "subhead": table["subheads"],
                "alt": table["alts"] * 3,
            }
        )
        rules = shared | {key: own[key] + shared.get(key, ()) for key in own}
        for case in CASES:
            rules["u" + case] = tuple(forms["t" + case] for forms in things)
            rules["eu" + case] = tuple(forms["et" + case] for forms in things)
        made.append(
            Topic(id_, table["section"], table["kicker"], rules, things, tuple(table["sites"]))
        )
    return tuple(made)


BODIES = _bodies()
TOPICS = _topics()
_BY_SITE = {
    site: tuple(topic for topic in TOPICS if site in topic.sites) for site in ("portal", "ministry")
}
_MINISTRY = next(body for body in BODIES if body.id == "im-bw")
_LANDS = tuple(tuple(line.split("|")) for line in _WORDS["lands"])


def write(
    site: Literal["portal", "ministry"], day: date, chance: random.Random, *, old: bool
) -> Draft:
    """One text for `site`, published on `day`; all chance comes from `chance`."""
    return _Writer(site, day, chance, old=old).draft()


class _Writer:
    """The choices made for one text."""

    def __init__(self, site: str, day: date, chance: random.Random, *, old: bool) -> None:
        self.site = site
        self.day = day
        self.chance = chance.random
        self.topic = self._one(_BY_SITE[site])
        self.traits = {"old"} if old else set()
        self.town = self._town()
        self.land, self.region = self._one(_LANDS)
        self.partner = self._one(BODIES)
        self.actor: Body | None = None
        words = dict(self._one(self.topic.things))
        self.grammar = Grammar(self.topic.rules, words, self.chance)
        self._bind(words)

    def _one(self, choices: Any) -> Any:
        return choices[int(self.chance() * len(choices))]

    def _sometimes(self, share: float) -> bool:
        return self.chance() < share

    def _town(self) -> str:
        start, end = self._one(_WORDS["town_starts"]), self._one(_WORDS["town_ends"])
        return f"{start}{end}"

    def _bind(self, words: Forms) -> None:
        """The words that stay the same through the text."""
        words["town"], words["town2"], words["town3"] = self.town, self._town(), self._town()
        words["land"], words["land2"] = self.land, self._one(_LANDS)[0]
        for key in "pqr":
            words |= self._person(key)
        words["photo.last"], words["photo.name"] = words["r.last"], words["r.name"]
        words["body.short"] = self.partner.name
        self._bind_days(words)
        if self.site == "ministry":
            self.actor = _MINISTRY
            words["town"] = self._one(("Stuttgart", self.town))
            words["land"], self.region = "Baden-Württemberg", "DE-BW"
        elif self._sometimes(0.45):
            self.actor = self._one(BODIES)
            self.region = self.actor.region
        if self.actor is None:
            kind = self._one((("f", "Stadt"), ("m", "Landkreis"), ("f", "Gemeinde")))
            noun = kind[1]
            genitive = "Landkreises" if noun == "Landkreis" else noun
            self.actor_long = noun_forms(kind[0], noun, genitive, self.town)
            self.actor_short = noun_forms(kind[0], noun, genitive)
            words["actor.bare"] = self.town if noun == "Stadt" else f"{noun} {self.town}"
        else:
            self.actor_long, self.actor_short = self.actor.long, self.actor.short
            words["actor.bare"] = self.actor.name
        while self.partner is self.actor:
            self.partner = self._one(BODIES)
        self._name_bodies(long=True)

    def _bind_days(self, words: Forms) -> None:
        event = self.day - timedelta(days=int(self.chance() * 4))
        ahead = self.day + timedelta(days=20 + int(self.chance() * 200))
        weekday = WEEKDAYS[event.weekday()]
        plain = long_date(event, year=False)
        words["day"] = self._one((f"am {weekday}", f"am {plain}", f"am {weekday} ({plain})"))
        words["short_day"] = long_date(ahead, year=self._sometimes(0.5))
        words["day_ahead"] = f"am {long_date(ahead, year=False)}"
        words["year"] = str(self.day.year + 1 + int(self.chance() * 4))
        words["past"] = str(self.day.year - 1 - int(self.chance() * 6))

    def _person(self, key: str) -> Forms:
        female = self._sometimes(0.5)
        kind = "female" if female else "male"
        first, last = self._one(_WORDS[f"{kind}_names"]), self._one(_WORDS["family_names"])
        role = self._one(_WORDS[f"{kind}_roles"])
        degree = "Dr. " if self._sometimes(0.12) else ""
        return {
            key: f"{role} {degree}{first} {last}",
            f"{key}.last": last,
            f"{key}.name": f"{degree}{first} {last}",
            f"{key}.role": role,
            f"{key}.title": "Frau" if female else "Herr",
        }

    def _name_bodies(self, *, long: bool) -> None:
        words = self.grammar.words
        actor = self.actor_long if long else self.actor_short
        partner = self.partner.long if long else self.partner.short
        for case in CASES:
            words[f"actor{case}"], words[f"partner{case}"] = actor[case], partner[case]
        words["actor.short"] = self.actor_short[""]

    def draft(self) -> Draft:
        """The whole text, headline first, so that the lead names bodies in full."""
        form = self._form()
        title = self._title()
        lead = None if self._leadless(form) else capitalised(self.grammar.pick("lead"))
        if lead and form == "interview":
            lead = f"{lead} move-online sprach mit {self.grammar.words['p']}."
        blocks = self._blocks(form)
        image = self._image()
        self._choose_traits(form, blocks)
        bodies = [] if self.actor is None else [self.actor.id]
        return Draft(
            title=title,
            kicker=self._kicker(),
            lead=lead,
            blocks=blocks,
            section=self.topic.section if self.site == "portal" else self.topic.kicker,
            minute=int(self.chance() * 24 * 60) if self._sometimes(0.1) else 420 + number_of(title),
            image=image,
            form=form if self.site == "portal" else None,
            topic=self.topic.id,
            bodies=[*bodies, self.partner.id],
            region=self.region,
            traits=frozenset(self.traits),
        )

    def _form(self) -> str | None:
        if self.site == "ministry":
            return "zumeldung" if "old" not in self.traits and self._sometimes(0.1) else None
        if "old" in self.traits:
            return None
        roll = self.chance()
        return "interview" if roll < 0.08 else "bericht" if roll < 0.2 else None

    def _leadless(self, form: str | None) -> bool:
        if self.site == "ministry":
            return "old" in self.traits or form == "zumeldung" or self._sometimes(0.15)
        return self._sometimes(0.03)

    def _title(self) -> str:
        return capitalised(self.grammar.fresh("title"))

    def _kicker(self) -> str | None:
        if self.site == "ministry":
            return None if self._sometimes(0.06) else self.topic.kicker
        roll = self.chance()
        if roll < 0.04:
            return None
        if roll < 0.3 and self.actor:
            return self.actor.name
        if roll < 0.38:
            return f"{self.actor.name if self.actor else self.town}/{self.partner.name}"
        if roll < 0.42:
            return f"Serie {self.topic.section} (Teil {1 + int(self.chance() * 9)})"
        if roll < 0.47:
            return f"{self._one(('Fachkongress', 'Digitalgipfel', 'Länderforum'))} {self.day.year}"
        return self.land if roll < 0.65 else self.town

    def _blocks(self, form: str | None) -> list[Block]:
        if form == "zumeldung":
            return self._statement()
        if form == "interview":
            return self._interview()
        return self._report()

    def _paragraph(self, *keys: str) -> Block:
        return Block("paragraph", " ".join(self.grammar.sentence(key) for key in keys))

    def _statement(self) -> list[Block]:
        grammar = self.grammar
        quotation = ". ".join(grammar.sentence("saying") for _ in range(3))
        blocks = [self._paragraph("reaction"), Block("paragraph", f"„{quotation}.“")]
        return (
            [Block("paragraph", " ".join(b.text for b in blocks))]
            if self._sometimes(0.4)
            else blocks
        )

    def _interview(self) -> list[Block]:
        blocks = []
        for _ in range(5 + int(self.chance() * 2)):
            blocks.append(self._paragraph("question"))
            self._name_bodies(long=self._sometimes(0.3))
            blocks.append(self._paragraph("answer", "detail", "fact"))
        return blocks

    def _report(self) -> list[Block]:
        blocks = [self._paragraph("opening", "fact", "detail")]
        self._name_bodies(long=False)
        sections = 1 + int(self.chance() * 3)
        for number in range(sections):
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
        roll = self.chance()
        if roll < 0.18:
            kind: Literal["item", "numbered"] = "item" if self._sometimes(0.8) else "numbered"
            items = [
                Block(kind, self.grammar.fresh("list_item"))
                for _ in range(3 + int(self.chance() * 3))
            ]
            return [
                self._paragraph("detail", "list_intro"),
                *items,
                self._paragraph("fact", "quote"),
            ]
        if roll < 0.24:
            saying = f"{self.grammar.sentence('saying')}. {self.grammar.sentence('saying')}."
            return [self._paragraph("background", "number"), Block("quote", saying)]
        if roll < 0.6:
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
        if self._sometimes(0.16) or (self.site == "ministry" and "old" in self.traits):
            return None
        grammar = self.grammar
        self._name_bodies(long=False)
        alt = grammar.pick("alt")
        caption: str | None = capitalised(grammar.pick("caption"))
        roll = self.chance()
        if roll < 0.2:
            alt = caption
        elif roll < 0.26:
            caption = None
        credit = None if self._sometimes(0.1) else self._credit()
        if caption and credit and "old" not in self.traits and self._sometimes(0.07):
            self.traits.add("caption-twice")
        name = f"{slug_number(self.town)}-{int(self.chance() * 900) + 100}.jpg"
        return Image(url=f"/bilder/{name}", alt=alt, caption=caption, credit=credit)

    def _credit(self) -> str:
        if self.site == "ministry":
            return self._one(
                ("dpa", "Fotolia", f"picture alliance/{self.grammar.words['r.name']}/dpa",
                 f"Feuerwehr {self.town}", "Innenministerium Baden-Württemberg")
            )  # fmt: skip
        return self.grammar.expand(self._one(_CREDITS))

    def _choose_traits(self, form: str | None, blocks: list[Block]) -> None:
        traits = self.traits
        if form in ("interview", "zumeldung"):
            traits.add(form)
        for trait, share in _SHARES[self.site].items():
            if self._sometimes(share):
                traits.add(trait)
        if "lost-blank" in traits:
            traits.add("linked")
        if len(blocks) < 3:
            traits.discard("nbsp")


_CREDITS = tuple(compile_rules({"credit": _WORDS["photographers"]})["credit"])
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


def number_of(title: str) -> int:
    """A minute within the working day that depends on the title alone."""
    return sum(title.encode()) % 600


def slug_number(town: str) -> str:
    """The file name that a picture of `town` gets."""
    return town.lower().replace("ü", "ue").replace("ö", "oe").replace("ä", "ae")
