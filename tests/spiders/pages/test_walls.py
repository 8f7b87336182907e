"""Pages that answer 200 and are no page are named; pages that speak of the same things are not."""

import pytest

from spiders.pages import walk
from spiders.pages.walls import wall

OWN = (
    "<p>Die Aufsicht hat im ersten Halbjahr vierhundert Angebote geprüft und bei jedem dritten "
    "Mängel gefunden, die nun binnen vier Wochen zu beheben sind.</p>"
    "<p>Auenstadts Beauftragte Hanna Lindholm sprach von einem Fortschritt, der Bürgerinnen und "
    "Bürgern nütze, und kündigte für den Herbst eine zweite Runde in den Landkreisen an.</p>"
)
CONSENT = (
    "<p>Wir verwenden Cookies, um unser Angebot zu verbessern; Sie können Ihre Auswahl jederzeit "
    "in den Einstellungen ändern.</p><p>Mit Ihrer Einwilligung verarbeiten wir personenbezogene "
    "Daten, auch für Werbung, und speichern Ihre Auswahl für ein Jahr.</p>"
)


def said(title: str, body: str) -> str | None:
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return wall(walk.parse(page, "https://www.beispiel.test/presse/eins"))


@pytest.mark.parametrize(
    ("title", "body", "word"),
    [
        (
            "Just a moment...",
            (
                "<h1>www.beispiel.test</h1><p>Verifying you are human. This may take a few "
                "seconds, please stay on this page.</p>"
            ),
            "robots",
        ),
        (
            "Attention Required! | Cloudflare",
            "<h1>Sorry, you have been blocked</h1><h2>You are unable to access beispiel.test</h2>",
            "robots",
        ),
        (
            "Access Denied",
            (
                "<h1>Access Denied</h1><p>You don't have permission to access this address on this "
                "server, says the service in front of it.</p><p>Reference #18.2f4c</p>"
            ),
            "robots",
        ),
        ("Presse", "<h1>Sicherheitsprüfung</h1><p>Ich bin kein Roboter</p>", "robots"),
        ("Cookies zustimmen | Beispiel", f"<h1>Willkommen</h1>{CONSENT}", "consent"),
        ("Beispiel", f"<h1>Diese Webseite verwendet Cookies</h1>{CONSENT}", "consent"),
        ("Beispiel", "<h1>Bitte aktivieren Sie JavaScript</h1>", "JavaScript"),
        (
            "Anmeldung - Behördenspiegelei",
            (
                "<h1>Anmeldung</h1><p>Bitte melden Sie sich mit Ihrem Benutzernamen und Ihrem "
                "Passwort an, um fortzufahren.</p>"
            ),
            "login",
        ),
        ("Wartungsarbeiten", "<p>Unsere Website ist in Kürze wieder da.</p>", "maintenance"),
        (
            "Seite nicht gefunden | Kreis Auenstadt",
            (
                "<h1>Kreis Auenstadt</h1><p>Leider konnte die von Ihnen gesuchte Seite nicht "
                "gefunden werden, bitte nutzen Sie die Suche.</p>"
            ),
            "does not exist",
        ),
    ],
)
def test_a_wall_is_named(title: str, body: str, word: str) -> None:
    reason = said(title, body)
    assert reason is not None
    assert word in reason


@pytest.mark.parametrize(
    "title",
    [
        "Wir verwenden Cookies",
        "Diese Webseite verwendet Cookies",
        "Cookie-Einstellungen",
        "Zugriff verweigert",
        "Sicherheitsprüfung",
        "Wartungsarbeiten",
        "Anmeldung erforderlich",
        "Seite nicht gefunden",
        "Access denied: Auenstadt übt den Ernstfall",
    ],
)
def test_a_release_that_speaks_of_such_things_is_no_wall(title: str) -> None:
    assert said(f"{title} - Datenschutz Auenstadt", f"<h1>{title}</h1>{OWN}") is None


def test_a_banner_beside_a_short_article_makes_no_wall() -> None:
    banner = f"<div><h2>Cookie-Einstellungen</h2>{CONSENT}</div>"
    short = "<h1>Neuer Amtsleiter</h1><p>Der Kreistag hat Jens Ohlsen gewählt.</p>"
    assert said("Neuer Amtsleiter", banner + short) is None
    assert said("Neuer Amtsleiter", "<h1>Cookie-Einstellungen</h1>" + short + CONSENT) is None


def test_a_dated_lead_is_an_article_s() -> None:
    body = "<h1>Zugriff verweigert</h1><p>[03.02.2024] Die Stadt sperrt einen Zugang.</p>"
    assert said("Zugriff verweigert", body) is None


def test_an_empty_page_is_no_wall() -> None:
    assert said("", "") is None
