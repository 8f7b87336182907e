"""`presselupe search`: hits, counts and reasons, for people, pipes and programs."""

import fcntl
import json
import os
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from press import folding
from press.article import AgencyMention, Article, TopicLabel
from press.query import parse
from store.archive import Archive, Arrival
from store.library import Library
from tests.command import Place, children_seconds, place
from tests.store.samples import article, id_for


def samples() -> list[Article]:
    security = TopicLabel(id="it-sicherheit", label="IT-Sicherheit", rule="section: IT-Sicherheit")
    bsi = AgencyMention(id="bsi", name="BSI", text="BSI", rule="abbreviation")
    return [
        article(
            "new",
            "Der Kreis übt.\n\nMit dem BSI schützt die Cybersicherheitsagentur alle Behörden.",
            title="Neue Behörde für Cyber-Sicherheit",
            kicker="Stuttgart",
            published="2026-11-20T14:05:00+01:00",
            source="im-bw",
            kind="press_release",
            topics=[security],
            agencies=[bsi],
            regions=["DE-BW"],
        ),
        article("mid", "Ein neuer Haushalt.", published="2026-09-01", title="Haushalt"),
        article("old", "Der Haushalt einer Behörde.", published="2026-01-31", topics=[security]),
        article("none", "Undatierte Behörden.", published=None),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Place:
    there = place(tmp_path_factory.mktemp("search"))
    Archive(there.data).keep([Arrival(each) for each in samples()])
    Library(there.data)
    return there


class Screen(NamedTuple):
    """What a command left on a terminal: with its escape codes, and without."""

    code: int
    raw: str

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", self.raw).splitlines()]

    @property
    def marked(self) -> list[str]:
        return re.findall(r"\x1b\[[\d;]*31m(.*?)\x1b\[0m", self.raw)


def in_german(here: Place, *words: str) -> list[str]:
    """The command line of a search in German."""
    command = here.command("search", *words)
    command[command.index("--lang") + 1] = "de"
    return command


def on_terminal(
    here: Place,
    *words: str,
    width: int = 80,
    command: list[str] | None = None,
    **environment: str,
) -> Screen:
    """Run a search on a pseudo-terminal of this width."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    known = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
    with subprocess.Popen(
        command or here.command("search", *words),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**known, "TERM": "xterm-256color", "LC_ALL": "C", **environment},
    ) as process:
        os.close(slave)
        out = b""
        while True:
            try:
                piece = os.read(master, 65_536)
            except OSError:
                break
            if not piece:
                break
            out += piece
    os.close(master)
    return Screen(process.returncode, out.decode())


def answer(here: Place, *words: str) -> Any:
    """The JSON that a search prints."""
    done = here.run("search", "--json", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_pipe_gets_a_plain_line_per_hit_whatever_the_environment_asks(here: Place) -> None:
    for environment in ({}, {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "TTY_COMPATIBLE": "1"}):
        done = here.run("search", "behoerde", **environment)
        assert done.returncode == 0
        assert done.stdout.splitlines() == [
            f"{id_for('new')}\t2026-11-20T14:05:00+01:00\tim-bw\tNeue Behörde für Cyber-Sicherheit",
            f"{id_for('old')}\t2026-01-31\tportal\tÜberschrift old",
            f"{id_for('none')}\t-\tportal\tÜberschrift none",
        ]
        assert done.stderr == "3 hits\n"


def test_a_terminal_shows_where_the_words_are(here: Place) -> None:
    screen = on_terminal(here, "cybersicherheit", "behoerde")
    assert screen.code == 0
    assert screen.lines == [
        "id                date         source  title",
        f"{id_for('new')}  20 Nov 2026  im-bw   Stuttgart: Neue Behörde für Cyber-Sicher…",
        "                  …dem BSI schützt die Cybersicherheitsagentur alle Behörden.",
        "1 hit",
    ]
    assert screen.marked == ["Behörde", "Cyber-Sicher…", "Cybersicherheitsagentur", "Behörden"]


def test_lines_are_never_wider_than_the_terminal(here: Place) -> None:
    for width in (40, 80, 120):
        screen = on_terminal(here, "behörden OR haushalt", width=width)
        assert max(map(len, screen.lines)) <= width


@pytest.mark.parametrize(
    "words", [["behoerde"], ["--facets"], ["--histogram"], ["--explain", "cyber*"]]
)
def test_no_color_means_no_escape_code_at_all(here: Place, words: list[str]) -> None:
    screen = on_terminal(here, *words, NO_COLOR="1")
    assert screen.code == 0
    assert "\x1b" not in screen.raw
    assert len(screen.lines) > 2


def test_only_the_title_is_searched_and_marked_for_title(here: Place) -> None:
    screen = on_terminal(here, "title:behörde")
    assert screen.marked == ["Behörde"]
    assert len(screen.lines) == 3


def test_json_is_whole_articles_one_per_line(here: Place) -> None:
    done = here.run("search", "--json", "haushalt", "--limit", "1")
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["id"] == id_for("mid")
    assert here.run("search", "--json", "nirgends").stdout == ""


def test_limit_is_how_many_hits_and_0_is_all(here: Place) -> None:
    assert here.run("search", "--limit", "2").stdout.count("\n") == 2
    assert here.run("search", "--limit", "2").stderr == "4 hits, the 2 newest shown\n"
    assert here.run("search", "--limit", "0").stdout.count("\n") == 4


def test_no_hits_are_an_answer_with_a_hint(here: Place) -> None:
    done = here.run("search", "haushalt", "stuttgart")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "0 hits; --explain shows how many each part of the query finds\n"


def test_count_is_a_bare_number(here: Place) -> None:
    assert here.run("search", "--count", "behoerde").stdout == "3\n"
    assert answer(here, "--count") == 4


def test_each_facet_is_counted_without_its_own_restriction(here: Place) -> None:
    facets = answer(here, "--facets", "behoerde", "kind:news")
    assert facets == {
        "topic": {"it-sicherheit": 1},
        "agency": {},
        "source": {"portal": 2},
        "region": {},
        "kind": {"news": 2, "press_release": 1},
    }
    assert list(facets) == ["topic", "agency", "source", "region", "kind"]
    assert list(facets["kind"]) == ["news", "press_release"]


def test_facets_have_labels_for_people_and_pipes(here: Place) -> None:
    done = here.run("search", "--facets", "cyber*")
    assert done.stdout.splitlines() == [
        "topic\tit-sicherheit\t1\tIT-Sicherheit",
        "agency\tbsi\t1\tBSI",
        "source\tim-bw\t1\tim-bw",
        "region\tDE-BW\t1\tBaden-Württemberg",
        "kind\tpress_release\t1\tpress release",
    ]
    screen = on_terminal(here, "--facets", "behoerde", "kind:news", "--limit", "1")
    assert "● news  2  news report" in screen.lines
    assert any("1 more" in line for line in screen.lines)
    assert screen.lines[-1] == "2 hits"


@pytest.mark.parametrize(
    ("unit", "periods"),
    [
        ("month", {"2026-01": 1, "2026-09": 1, "2026-11": 1}),
        ("week", {"2026-W05": 1, "2026-W36": 1, "2026-W47": 1}),
        ("day", {"2026-01-31": 1, "2026-09-01": 1, "2026-11-20": 1}),
    ],
)
def test_a_histogram_is_a_list_of_periods(here: Place, unit: str, periods: dict[str, int]) -> None:
    expected = [{"period": period, "count": count} for period, count in periods.items()]
    assert answer(here, "--histogram", unit) == expected
    assert here.run("search", "--histogram", unit).stdout == "".join(
        f"{period}\t{count}\n" for period, count in periods.items()
    )


def test_a_terminal_draws_bars_and_shows_gaps(here: Place) -> None:
    bar = "█" * 40
    assert on_terminal(here, "--histogram").lines == [
        f"January 2026    1  {bar}",
        "⋮",
        f"September 2026  1  {bar}",
        "October 2026    0",
        f"November 2026   1  {bar}",
        "4 hits, 1 without a date left out",
    ]
    assert max(map(len, on_terminal(here, "--histogram", "day", width=40).lines)) <= 40
    assert on_terminal(here, "haushalt", "--histogram", "week").lines[1] == "⋮"


def test_explain_tells_what_is_understood_found_alone_and_why(here: Place) -> None:
    key = (
        f"sought as {wanted[0]}; " if (wanted := folding.wanted("behoerde")) != ["behoerde"] else ""
    )
    done = here.run(
        "search", "--explain", "behoerde -haushalt (topic:it-sicherheit OR x) date:2026-11"
    )
    assert done.stdout.splitlines() == [
        *parts(
            ("the word “behoerde” in all its forms", 3, f"{key}e.g. Behörde, Behörden"),
            ("not this:", 2, ""),
            ("  the word “haushalt” in all its forms", 2, "e.g. Haushalt"),
            ("at least one of these:", 2, ""),
            ("  topic: IT-Sicherheit", 2, ""),
            ("  the word “x” in all its forms", 0, ""),
            ("published from 1 Nov 2026 to 30 Nov 2026", 1, ""),
            ("all together", 1, ""),
        ),
        "",
        f"{id_for('new')}\t2026-11-20T14:05:00+01:00\tim-bw\tNeue Behörde für Cyber-Sicherheit",
        "behoerde\ttitle: Behörde; text: Behörden",
        "-haushalt\tdoes not occur",
        "topic:it-sicherheit\tIT-Sicherheit (section “IT-Sicherheit”)",
        "date:2026-11\tpublished on 20 Nov 2026",
    ]  # fmt: skip


def parts(*lines: tuple[str, int, str]) -> list[str]:
    return [f"{text}\t{count}\t{note}" for text, count, note in lines]


def test_explain_speaks_german(here: Place) -> None:
    command = in_german(here, "--explain", "titel:haus* -agency:bsi ist:ungelesen")
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines() == [
        *parts(
            ("Wörter, die mit „haus“ beginnen, im Titel", 1, "z. B. Haushalt"),
            ("nicht:", 3, ""),
            ("  Behörde: BSI", 1, ""),
            ("ungelesen", 4, ""),
            ("zusammen", 1, ""),
        ),
        "",
        f"{id_for('mid')}\t2026-09-01\tportal\tHaushalt",
        "titel:haus*\tTitel: Haushalt",
        "-behörde:bsi\ttrifft nicht zu",
        "ist:ungelesen\tungelesen",
    ]


def test_explain_as_json_is_one_object(here: Place) -> None:
    told = answer(here, "--explain", "cyber*", "agency:bsi")
    assert list(told) == ["query", "total", "parts", "hits"]
    assert (told["query"], told["total"]) == ("cyber* agency:bsi", 1)
    assert [part["total"] for part in told["parts"]] == [1, 1]
    assert told["parts"][0]["examples"] == ["Cyber-Sicherheit", "Cybersicherheitsagentur"]
    word, body = told["hits"][0]["why"]
    assert [each["where"] for each in word["evidence"]] == ["title", "body"]
    assert body["evidence"][0] == {
        "where": "body",
        "value": "bsi",
        "name": "BSI",
        "rule": "abbreviation",
        "words": ["BSI"],
        "times": 1,
        "relation": None,
        "of": None,
    }
    below = answer(here, "--explain", "portfolio:bmi")["hits"][0]["why"][0]["evidence"][0]
    assert (below["value"], below["relation"], below["of"]) == ("bsi", "below", "bmi")


def test_explain_fits_the_terminal(here: Place) -> None:
    for width in (60, 80, 120):
        screen = on_terminal(here, "--explain", "behoerde (cyber* OR -haushalt)", width=width)
        assert screen.code == 0
        assert max(map(len, screen.lines)) <= width
    assert "Behörde" in screen.marked


def test_marks_count_among_the_reasons(tmp_path: Path) -> None:
    there = place(tmp_path)
    Archive(there.data).keep([Arrival(each) for each in samples()])
    Library(there.data).reader.set_tags(id_for("mid"), ["Noch lesen"])
    done = there.run("search", "--explain", 'tag:"noch lesen" is:unread')
    assert done.stdout.splitlines()[-2:] == [
        'tag:"noch lesen"\ttag: Noch lesen',
        "is:unread\tunread",
    ]


def test_nothing_in_an_article_is_taken_for_a_style(tmp_path: Path) -> None:
    there = place(tmp_path)
    odd = article("odd", "Text [/red] [bold]x", title="[bold]Titel[/] :rocket:", source="[red]s")
    Archive(there.data).keep([Arrival(odd)])
    Library(there.data)
    assert "[red]s  [bold]Titel[/] :rocket:" in on_terminal(there, "x").lines[1]
    assert on_terminal(there, "x").lines[2].strip() == "Text [/red] [bold]x"
    assert "  [red]s  1" in on_terminal(there, "--facets").lines
    shown = on_terminal(there, "--explain", "source:x OR x", "titel:rocket").lines
    assert any("[bold]Titel[/] :rocket:" in line for line in shown)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--count", "--facets"], "not allowed with argument --count"),
        (["--histogram", "--explain"], "not allowed with argument --histogram"),
        (["--facets", "--explain"], "not allowed with argument --facets"),
        (["--count", "--limit", "3"], "--limit: says nothing beside --count"),
        (["--histogram", "--limit", "3"], "--limit: says nothing beside --count"),
        (["--limit", "-1"], "'-1' is no whole number from 0 on"),
        (["--limit", "²"], "'²' is no whole number from 0 on"),
        (["--histogram", "cyber"], "invalid choice: 'cyber'"),
        (["--kind", "foto"], "--kind foto: wrong; expected one of press_release, news"),
        (["--source", "im bw"], "--source im bw: wrong; expected an id of letters"),
        (["--state", "byern"], 'did you mean "bayern"?'),
        (["topc:ki"], 'position 1: there is no field "topc" (did you mean "topic"?)'),
        (["cyber", "(x"], 'position 7: "(" is not closed'),
    ],
)
def test_what_cannot_be_is_one_line_and_exit_code_2(
    here: Place, words: list[str], told: str
) -> None:
    done = here.run("search", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1, done.stderr
    assert told in done.stderr


def test_on_a_terminal_an_error_points_at_its_place(here: Place) -> None:
    screen = on_terminal(here, "cyber*", "topc:ki", "x" * 200)
    assert screen.code == 2
    said = screen.lines
    assert said[0].startswith("presselupe: position 8: there is no field")
    assert said[-2].startswith("  cyber* topc:ki xxx")
    assert said[-1] == "  " + " " * 7 + "^"
    text = "wörter " * 40 + "日本 e\u0301\x1b (x"
    far = on_terminal(here, command=in_german(here, text)).lines
    assert far[0].startswith("presselupe: Stelle 288: „(“ wird nicht geschlossen")
    assert far[-2].startswith("  …")
    # Two of the characters before it are two cells wide, one has no width.
    assert far[-2][far[-1].index("^") - 1 :] == "(x"


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("topic:it-sicherheitt", 'no topic "it-sicherheitt" (did you mean "it-sicherheit"?)'),
        ("agency:Verfassungsschutz", 'no agency "verfassungsschutz" (did you mean "bfv'),
        ("herausgeber:bsii", 'no agency "bsii" (did you mean "bsi"?)'),
        ("lineage:bsii portfolio:bsii", 'no agency "bsii" (did you mean "bsi"?)'),
        ("x source:im-bv", 'no source "im-bv" (did you mean "im-bw"?)'),
    ],
)  # fmt: skip
def test_an_unknown_id_finds_nothing_and_is_told(here: Place, query: str, note: str) -> None:
    done = here.run("search", query, "--count")
    assert (done.returncode, done.stdout) == (0, "0\n")
    assert done.stderr.startswith("presselupe: there is ")
    assert note in done.stderr
    assert here.run("search", query, "--count", "-q").stderr == ""


def test_ids_that_articles_or_registers_have_are_not_told(here: Place) -> None:
    known = "source:portal,move-online topic:it-sicherheit,ki agency:bsi"
    known += " issuer:bka actor:bka lineage:bka portfolio:bka level:eu"
    assert here.run("search", known, "--count").stderr == ""


def test_options_and_query_restrict_together(here: Place) -> None:
    assert here.run("search", "--count", "--topic", "it-sicherheit", "haushalt").stdout == "1\n"
    assert here.run("search", "--count", "a OR haushalt", "--kind", "news").stdout == "2\n"
    assert here.run("search", "--count", "--since", "2026-02-01").stdout == "2\n"
    deep = "(" * 40 + "haushalt" + ")" * 40
    assert parse(deep)
    assert here.run("search", "--count", deep, "--source", "portal").stdout == "2\n"


def test_searching_starts_quickly_and_without_crawler_or_screen(here: Place) -> None:
    script = (
        "import sys\nfrom cli.main import main\nmain(sys.argv[1:])\n"
        "sys.stderr.write(' '.join({name.partition('.')[0] for name in sys.modules}))\n"
    )
    for words in ([], ["--json"], ["--facets"], ["--histogram"], ["--explain"]):
        command = [sys.executable, "-c", script, *here.command("search", "cyber*", *words)[3:]]
        spent = children_seconds()
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert children_seconds() - spent < 3
        modules = set(done.stderr.split())
        assert {"press", "store"} <= modules
        assert not modules & {"scrapy", "twisted", "textual"}


def test_a_kicker_that_the_title_repeats_is_shown_once():
    from cli.hits import head
    from tests.tui.conftest import article

    line = head(article(1, kicker="Kreis Nordau", title="Kreis Nordau stellt um"), (), 12)
    assert line.plain.count("Kreis Nordau") == 1
    line = head(article(1, kicker="Seelingen", title="Kreis Nordau stellt um"), (), 12)
    assert "Seelingen: Kreis Nordau" in line.plain
