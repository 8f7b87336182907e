"""A small real archive, and ways to drive the app on it."""

import asyncio
import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import textual.app
import textual.pilot
from textual.pilot import Pilot

from press.article import AgencyMention, Article, Image, RelatedArticle, Rights, TopicLabel
from press.text import count_words
from press.urls import article_id
from store.archive import Archive, Arrival
from store.library import Library
from tests.tui.rest import at_rest, is_busy
from tui.language import use
from tui.reader import PresselupeApp
from tui.screens.reading import ReadingScreen

TODAY = date(2026, 11, 20)
PATIENCE = 60
"""Seconds until what does not come is taken not to come at all."""


@pytest.fixture(autouse=True)
def spoken():
    """The reader speaks German unless a test says otherwise."""
    use("de")
    yield
    use("en")


@pytest.fixture(autouse=True)
def rest(monkeypatch: pytest.MonkeyPatch):
    """A key pressed by the pilot has had its effect when the pilot goes on."""
    for module in (textual.app, textual.pilot):
        monkeypatch.setattr(module, "wait_for_idle", at_rest)


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch):
    """What one reader has taken can be given back when the next one is tested."""
    monkeypatch.setattr(gc, "freeze", lambda: None)


def article(number: int, **fields: object) -> Article:
    """An article of our own wording; `number` makes its address."""
    url = f"https://www.example.org/meldung/{number}"
    known = {
        "id": article_id(url),
        "url": url,
        "fetched_url": url,
        "source": "move-online",
        "kind": "news",
        "title": f"Meldung Nummer {number}",
        "published": "2026-11-20",
        "published_precision": "day",
        "published_origin": "lead",
        "first_seen": "2026-11-20T06:00:00Z",
        "last_seen": "2026-11-20T06:00:00Z",
        "content_hash": f"{number:016x}",
        "rights": Rights(klass="press"),
    } | fields
    known["words"] = count_words(known.get("body"))  # type: ignore[arg-type]
    return Article(**known)  # type: ignore[arg-type]


BSI = AgencyMention(id="bsi", name="BSI", text="BSI", rule="abbreviation")
FITKO = AgencyMention(id="fitko", name="FITKO", text="FITKO", rule="abbreviation")
SECURITY = TopicLabel(id="it-sicherheit", label="IT-Sicherheit", rule='lead "Cyberangriff"')
DATA = TopicLabel(id="open-data", label="Open Data", rule='title "offene Daten"')

_OPENING = (
    "Die Stadt Auenfurt hat nach einem Cyberangriff ihre Bürgerdienste wieder geöffnet. "
    "Alle Fachverfahren laufen auf neuen Rechnern."
)
LONG_BODY = "\n\n".join(
    [
        _OPENING,
        "## Was geschehen ist",
        "Am Montag waren verschlüsselte Dateien aufgefallen. Das BSI half bei der Aufklärung.",
        "- Ausweise werden wieder ausgegeben.\n- Die Kasse ist geöffnet.\n- Das Archiv folgt.",
        "> Wir haben vorgesorgt, und das hat uns geholfen.",
        "1. Sichern\n2. Prüfen\n3. Öffnen",
        *(
            f"Absatz {number}: Die Verwaltung arbeitet weiter an ihren Diensten und berichtet, "
            "sobald es Neues gibt. Wer Fragen hat, erreicht das Bürgertelefon an jedem Werktag."
            for number in range(1, 13)
        ),
    ]
)


def small_archive() -> list[Article]:
    """Twelve articles on four days and one without a date."""
    ministry = {
        "source": "im-bw",
        "kind": "press_release",
        "issuer": "im-bw",
        "published_origin": "list",
        "rights": Rights(klass="official"),
    }
    return [
        article(
            1,
            kicker="Auenfurt",
            title="Bürgerdienste nach Cyberangriff wieder geöffnet",
            lead="Drei Wochen nach dem Cyberangriff gibt die Stadt wieder Ausweise aus.",
            body=LONG_BODY,
            published="2026-11-20T14:05:00+01:00",
            published_precision="minute",
            agencies=[BSI, FITKO],
            topics=[SECURITY],
            section="IT-Sicherheit",
            image=Image(
                url="https://www.example.org/bild.jpg",
                caption="Das Rathaus von Auenfurt am Tag der Öffnung.",
                credit="Stadt Auenfurt",
            ),
            related=[
                RelatedArticle(
                    url="https://www.example.org/meldung/9",
                    title="Notfallplan für kleine Städte",
                    published="2026-10-02",
                )
            ],
        ),
        article(
            2,
            title="Land legt Bericht zur Cybersicherheit vor",
            body="Das Innenministerium hat den Bericht veröffentlicht.",
            agencies=[BSI],
            topics=[SECURITY],
            **ministry,
        ),
        article(
            3,
            kicker="Seelingen",
            title="Offene Daten für den Nahverkehr",
            body="Fahrpläne stehen nun als offene Daten bereit.",
            topics=[DATA],
        ),
        article(
            4, title="Förderung für Feuerwehrhäuser beginnt", body="Anträge ab Mai.", **ministry
        ),
        *(
            article(
                number,
                title=f"Kreis Nordau meldet Schritt {number} der Umstellung",
                kicker="Kreis Nordau",
                body="Die Umstellung geht voran.",
                published="2026-11-19",
                topics=[DATA] if number % 2 else [],
                agencies=[FITKO] if number % 2 else [],
            )
            for number in range(5, 9)
        ),
        article(9, title="Notfallplan für kleine Städte", published="2026-10-02", body="Plan."),
        article(10, title="Neues Portal geht in Betrieb", published="2026-10-02", body="Portal."),
        article(
            11,
            title="Stelle für Digitalisierung besetzt",
            published=None,
            published_precision=None,
            published_origin=None,
            published_raw="Herbst 2025",
            body="Die Stelle ist besetzt.",
        ),
        article(12, title=None, published="2026-11-19", body="Ein Text ohne Überschrift."),
    ]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with the small archive."""
    keep(tmp_path, small_archive())
    return tmp_path


def keep(data: Path, articles: list[Article]) -> None:
    Archive(data).keep([Arrival(each, None) for each in articles])


def make_app(data: Path) -> PresselupeApp:
    return PresselupeApp(Library(data, today=lambda: TODAY), today=lambda: TODAY)


@pytest.fixture
def app(data: Path) -> PresselupeApp:
    return make_app(data)


def reading(pilot: Pilot) -> ReadingScreen:
    """The reading screen, whatever lies above it."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, ReadingScreen)
    return screen


async def told(pilot: Pilot, text: str) -> None:
    """Wait for the notice with `text`; whatever was told before, it then stands alone."""
    await until(pilot, lambda: any(text in each.message for each in pilot.app._notifications))
    assert len(pilot.app._notifications) == 1


async def settled(pilot: Pilot) -> ReadingScreen:
    """Wait until nothing is being typed, fetched or painted any more."""
    screen = reading(pilot)

    def waits() -> bool:
        timers = (screen._pause, screen._rest, screen._counting)
        return is_busy(pilot.app) or any(timer is not None for timer in timers)

    async with asyncio.timeout(PATIENCE):
        while True:
            await pilot.pause()
            if not waits():
                return screen
            await asyncio.sleep(0.005)


async def until(pilot: Pilot, happens: Callable[[], bool]) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(PATIENCE):
        while True:
            await pilot.pause()
            if happens():
                return
            await asyncio.sleep(0.005)


async def press(pilot: Pilot, *keys: str) -> ReadingScreen:
    await pilot.press(*keys)
    return await settled(pilot)


def titles(screen: ReadingScreen) -> list[str | None]:
    """The titles of the rows fetched, in order."""
    return [row.title for _, row in sorted(screen.pages.rows())] if screen.pages else []


def painted(screen: ReadingScreen, name: str = "list") -> list[str]:
    """The lines of a widget as they stand on the screen."""
    widget = screen.query_one(f"#{name}")
    return [widget.render_line(y).text for y in range(widget.size.height)]
