"""Which articles are doubles, and which only look like it."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from demo.texts import press_texts
from press.article import AgencyMention, Article, content_hash
from press.twins import adds_nothing, alike, identical, print_of, rank
from tests.store.samples import article

RELEASE = (
    "Das Innenministerium Baden-Württemberg hat am Donnerstag in Tannenfurt ein neues Lagezentrum "
    "für den Bevölkerungsschutz eröffnet. Rund 250 Gäste aus Feuerwehren, Rettungsdiensten und "
    "Gemeinden waren bei der Übergabe dabei.\n\n"
    "Das Zentrum kostet 4,2 Millionen Euro und ist an 365 Tagen im Jahr besetzt. Es führt die "
    "Meldungen der Leitstellen zusammen, wertet Pegel und Wetterdaten aus und warnt die Stäbe der "
    "Landkreise, bevor aus einem Unwetter eine Katastrophe wird.\n\n"
    "„Wir wollen nicht erst reagieren, wenn das Wasser im Keller steht“, sagte der "
    "stellvertretende Ministerpräsident bei der Eröffnung. Das Land investiere deshalb weiter in "
    "Technik, Ausbildung und gemeinsame Übungen mit den Nachbarländern.\n\n"
    "Im kommenden Jahr sollen 12 weitere Landkreise angeschlossen werden. Die Schulungen der "
    "Mitarbeitenden beginnen im März an der Landesfeuerwehrschule in Moorstetten."
)
LEAD = "Ein neues Zentrum führt die Meldungen der Leitstellen im ganzen Land zusammen."
EDITED = RELEASE.replace("der stellvertretende", "der Stv.").replace(
    "Es führt die Meldungen", "## Warnen, bevor es zu spät ist\n\nEs führt die Meldungen"
)
ABOUT_THE_FUND = (
    "Hintergrund: Mit dem Programm Digitale Gemeinde unterstützt das Land kleine Städte und "
    "Gemeinden dabei, ihre Leistungen im Netz anzubieten. Gefördert werden Personal, Software und "
    "Beratung. Anträge nimmt die Landesbank entgegen, über die Vergabe entscheidet ein Beirat aus "
    "Kommunen, Wissenschaft und Wirtschaft. Die Mittel stehen bis zum Ende der Laufzeit bereit, "
    "eine Verlängerung ist vorgesehen. Weitere Hinweise geben die Regierungspräsidien und die "
    "kommunalen Landesverbände, die das Programm mit entwickelt haben und eng begleiten."
)


def released(text: str, source: str = "im-bw", **fields: Any) -> Article:
    """A release as `source` publishes it."""
    values: dict[str, Any] = {
        "kind": "press_release",
        "source": source,
        "body": text,
        "title": "Neues",
    }
    values |= fields
    made = article(f"{source}-{values.get('title', '')}-{hash(text)}", text, **values)
    said = {key: getattr(made, key) for key in ("title", "kicker", "lead", "body", "published")}
    return replace(made, content_hash=content_hash(**said))


def are_twins(one: Article, other: Article) -> bool:
    first, second = alike(print_of(one), print_of(other)), alike(print_of(other), print_of(one))
    assert first == second
    return first > 0


def test_the_portals_edited_version_of_a_release_is_its_twin() -> None:
    portal = released(EDITED, "landesportal-bw", title="Neues Lagezentrum", lead=LEAD)
    assert are_twins(released(RELEASE, title="Ministerium eröffnet Lagezentrum"), portal)


def test_a_series_with_the_same_words_and_other_numbers_stays_apart() -> None:
    tomorrow = RELEASE.replace("250", "310").replace("4,2", "4,8")
    assert not are_twins(released(RELEASE), released(tomorrow, "landesportal-bw"))


def test_releases_made_from_one_template_stay_apart() -> None:
    other = RELEASE.replace("Tannenfurt", "Eichbronn")
    assert not are_twins(released(RELEASE), released(other, "landesportal-bw"))


def test_a_sources_own_articles_are_never_twins() -> None:
    assert not are_twins(released(RELEASE), released(EDITED))


def test_shared_boilerplate_makes_no_twins() -> None:
    one = f"Die Stadt Lindenhagen stellt ihr Bauamt auf digitale Akten um.\n\n{ABOUT_THE_FUND}"
    other = f"In Moorstetten beantragen Eltern den Kitaplatz jetzt online.\n\n{ABOUT_THE_FUND}"
    assert not are_twins(released(one), released(other, "landesportal-bw"))


def test_short_texts_and_summaries_are_no_twins() -> None:
    short = "Die Wochentermine des Ministeriums finden Sie im Anhang."
    assert not are_twins(released(short), released(short, "landesportal-bw"))
    beginning = " ".join(RELEASE.split()[:45])
    assert not are_twins(released(RELEASE), released(beginning, "landesportal-bw"))


def test_no_two_texts_of_the_stand_in_sites_are_twins() -> None:
    """All come from one small grammar and share whole sentences."""
    texts = list(press_texts(300))
    prints = [
        print_of(released(text.body, text.site, lead=text.lead, title=text.title)) for text in texts
    ]
    assert not [
        (one.id, other.id) for one, other in itertools.combinations(prints, 2) if alike(one, other)
    ]


@given(seed=st.integers(0, 40), edits=st.lists(st.integers(0, 10_000), max_size=4))
def test_leaving_out_a_few_small_words_makes_a_twin(seed: int, edits: list[int]) -> None:
    text = next(itertools.islice(press_texts(60, seed=3), seed, None))
    words = text.body.split(" ")
    small = [at for at, word in enumerate(words) if word.islower() and at > 45]
    left_out = {small[edit % len(small)] for edit in edits} if small else set()
    edited = " ".join(word for at, word in enumerate(words) if at not in left_out)
    one, other = released(text.body), released(edited, "landesportal-bw", lead=text.lead)
    if print_of(one).sketch and len(words) > 60:
        assert are_twins(one, other)


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    first, second = print_of(released(one)), print_of(released(other, "landesportal-bw"))
    assert alike(first, second) == alike(second, first)
    assert first.opening <= len(first.words)


def named(made: Article) -> Article:
    """The article with its issuer among the bodies that it names."""
    mention = AgencyMention(id=made.issuer or "", name="", text="", rule="")
    return replace(made, agencies=[mention])


PORTAL = released(RELEASE, "landesportal-bw", issuer="stm-bw")
MINISTRY = named(released(RELEASE, "im-bw", issuer="im-bw"))


def test_identical_is_word_for_word_on_the_same_day_and_not_short() -> None:
    one, other = print_of(PORTAL), print_of(MINISTRY)
    assert identical(one, other)
    assert not identical(one, print_of(released(RELEASE, "im-bw", published="2022-10-14")))
    short = print_of(released("Kurz.")), print_of(released("Kurz.", "landesportal-bw"))
    assert not identical(*short)


@pytest.mark.parametrize(
    ("later", "earlier", "nothing"),
    [
        (PORTAL, MINISTRY, True),
        (MINISTRY, PORTAL, False),
        (released(RELEASE, "kommune21", kind="news"), MINISTRY, False),
        (
            released(RELEASE, "kommune21", kind="news"),
            released(RELEASE, "move-online", kind="news"),
            True,
        ),
        (named(released(RELEASE, "mwk-bw", issuer="mwk-bw")), MINISTRY, False),
    ],
    ids=["portal-second", "ministry-second", "a-report", "sister-sites", "joint-release"],
)
def test_only_what_adds_nothing_is_another_address(
    later: Article, earlier: Article, nothing: bool
) -> None:
    assert adds_nothing(print_of(later), print_of(earlier)) is nothing


def test_the_issuers_own_page_comes_first() -> None:
    report = released(RELEASE, "move-online", kind="news")
    found = sorted(map(print_of, (report, PORTAL, MINISTRY)), key=rank)
    assert [each.source for each in found] == ["im-bw", "landesportal-bw", "move-online"]
