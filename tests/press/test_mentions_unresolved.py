"""Names that are not resolved: ambiguous ones with who may be meant, and unknown bodies."""

import pytest

from press.agencies import register
from press.mentions import Unresolved


def unresolved(body: str, *, land: str | None = None) -> list[Unresolved]:
    return register().unresolved(title=None, kicker=None, lead=None, body=body, land=land)


def test_a_shared_name_without_a_land_is_ambiguous() -> None:
    (name,) = unresolved("Alle warten. Das Innenministerium prüft den Antrag. Mehr nicht.")
    assert (name.text, name.outcome) == ("Innenministerium", "ambiguous")
    assert name.sentence == "Das Innenministerium prüft den Antrag."
    assert {"im-bw", "stmi-by", "bmi"} <= set(name.candidates)
    assert unresolved("Das Innenministerium prüft den Antrag.", land="DE-BW") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leiter des Landesamts für Höhenforschung ist", "Landesamt für Höhenforschung"),
        ("die Agentur für Raumfahrt und Gezeiten lädt", "Agentur für Raumfahrt und Gezeiten"),
        ("Im Mondministerium wird gebaut.", "Mondministerium"),
        ("das Regierungspräsidium Nirgendwo prüft", "Regierungspräsidium Nirgendwo"),
        ("Das Zentralinstitut der Gezeiten (ZdG) misst.", "Zentralinstitut der Gezeiten"),
    ],
)
def test_what_looks_like_a_body_and_is_in_no_register_is_unknown(text: str, expected: str) -> None:
    assert [(name.text, name.outcome) for name in unresolved(text)] == [(expected, "unknown")]


@pytest.mark.parametrize(
    "text",
    [
        "Das Bundesamt für Sicherheit in der Informationstechnik (BSI) warnt.",
        "Das israelische Innenministerium prüft.",
        "Die Innenminister der Länder tagen.",
        "Ein Zuschuss für Schulen und ein Verband.",
        "Die künstliche Intelligenz (KI) hilft.",
        "Das Messstellenbetriebsgesetz (MsbG) gilt.",
        "Das Landesamt prüft, die Landesoberbehörde auch.",
    ],
)
def test_what_is_resolved_or_no_name_is_not_listed(text: str) -> None:
    assert unresolved(text) == []
