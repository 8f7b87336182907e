"""The command line: global options, one-line errors, exit codes, and what a verb may import."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from store.archive import Archive, Arrival
from tests.command import Place, place
from tests.store.samples import article


def samples() -> list[Arrival]:
    days = ("2026-11-18", "2026-11-19", "2026-11-20")
    return [Arrival(article(day, published=day)) for day in days]


@pytest.fixture
def here(tmp_path: Path) -> Place:
    return place(tmp_path)


def imported(*arguments: str) -> set[str]:
    """The top-level modules loaded after running a command."""
    script = (
        "import sys\n"
        "from cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('\\nMODULES', *{name.partition('.')[0] for name in sys.modules})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.rpartition("MODULES")[2].split())


@pytest.mark.parametrize(
    "words",
    [["--help"], ["crawl", "--help"], ["export"], ["search", "feuerwehr"], ["show", "x"]],
)
def test_quick_verbs_import_neither_crawler_nor_screen(tmp_path: Path, words: list[str]) -> None:
    modules = imported("--data", str(tmp_path), *words)
    assert not modules & {"scrapy", "twisted", "textual"}


def test_global_options_may_stand_before_or_after_the_verb(here: Place, tmp_path: Path) -> None:
    other = tmp_path / "other"
    before = here.run("export", "--data", str(other))
    assert before.returncode == 0
    command = [sys.executable, "-m", "cli", "sources", "list", "--config", str(here.config)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["crawl", "im-bv"], 'im-bv: no such source (did you mean "im-bw"?)'),
        (["crawl"], "no source is enabled"),
        (["export", "--since", "2025-13-01"], "--since '2025-13-01': is no day"),
        (["export", "--topic", "it-sicherheitt"], 'did you mean "it-sicherheit"?'),
        (["export", "--format", "xml"], "invalid choice: 'xml'"),
        (["search", "date:gestrn"], "gestrn"),
        (["search", "(feuerwehr"], ")"),
        (["show", "0123456789abcdef"], "no such article"),
        (["sources", "preview", "https://example.org/x"], "belongs to no source"),
        (["sources", "preview", "--html", "/nowhere.html", "--url", "https://im.baden-wuerttemberg.de/x"],
         "/nowhere.html: cannot be read"),
        (["crawl", "--report", "/nowhere/report.json"], "there is no such directory"),
        (["kraul"], "invalid choice: 'kraul'"),
        (["crwal"], 'did you mean "crawl"?'),
        (["sources", "chek"], 'did you mean "check"?'),
        (["purge", "--older-than", "9", "--y"], 'no such option (did you mean "--yes"?)'),
        (["status", "--jsn"], 'no such option (did you mean "--json"?)'),
        (["search", "-Bayern"], "if it belongs to the query, write presselupe search -- -Bayern"),
        (["search", "haushalt", "-verkehr"], "write presselupe search -- -verkehr"),
        (["read"], "needs a terminal"),
        ([], "needs a terminal"),
        (["sources", "preview", "--json", "http://[::1"], "is no web address; write https://…"),
        (["export", "--since", "2026-01-01", "--until", "2025-01-01"],
         "--since 2026-01-01 is after --until 2025-01-01"),
        (["crawl", "im-bw", "--full", "im-bv"], "im-bv: no such source"),
        (["crawl", "--report", "/"], "is a directory"),
        (["crawl", "--config", "/nowhere.toml"], "/nowhere.toml: cannot be read"),
    ],
)  # fmt: skip
def test_a_wrong_command_is_one_line_and_exit_code_2(
    here: Place, words: list[str], told: str
) -> None:
    done = here.run(*words)
    assert done.returncode == 2, done
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("presselupe: ")
    assert told in done.stderr
    assert done.stdout == ""


def test_an_empty_archive_exports_nothing_and_an_empty_array(here: Place) -> None:
    assert here.run("export").stdout == ""
    assert here.run("export", "--format", "json").stdout == "[]\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [["export"], ["search", "--json", "date:2026"], ["status"]])
def test_a_full_disk_behind_standard_output_is_said_with_what_to_do(
    here: Place, words: list[str]
) -> None:
    Archive(here.data).keep(samples())
    with Path("/dev/full").open("wb") as full:
        command = here.command(*words)
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "presselupe: standard output: cannot be written: No space left on device; "
        "make room, or write to another disk"
    )


def test_a_data_directory_that_cannot_be_written_is_said_in_one_line(here: Place) -> None:
    here.data.write_text("a file, not a directory", encoding="utf-8")
    done = here.run("crawl", "im-bw", "--config", str(here.config))
    assert done.returncode in (1, 2)
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_help_speaks_german_and_english() -> None:
    for language, word in (("de", "durchsuchen"), ("en", "search the archive")):
        done = subprocess.run(
            [sys.executable, "-m", "cli", "--lang", language, "--help"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert word in done.stdout


def test_a_damaged_day_is_named_set_aside_and_the_rest_is_usable(here: Place) -> None:
    archive = Archive(here.data)
    archive.keep(samples())
    damaged = here.data / "archive" / f"{archive.days()[0][:4]}" / f"{archive.days()[0]}.json"
    damaged.write_bytes(damaged.read_bytes()[:-40])
    done = here.run("export")
    assert done.returncode == 1
    assert str(damaged) in done.stderr
    assert len(done.stdout.splitlines()) == 2
    assert list(damaged.parent.glob(f"{damaged.name}.damaged-*"))
    verified = here.run("verify")
    assert verified.returncode == 1
    assert "damaged" in verified.stdout


def test_verify_finds_nothing_in_a_sound_archive(here: Place) -> None:
    Archive(here.data).keep(samples())
    here.run("reindex")
    done = here.run("verify")
    assert (done.returncode, done.stdout) == (0, "")


def test_options_may_stand_between_arguments(here: Place) -> None:
    Archive(here.data).keep(samples())
    here.run("reindex")
    for words in (["2026-11-18", "--count"], ["--count", "2026-11-18"]):
        assert here.run("search", *words).returncode == 0


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "> /dev/full"])
def test_closed_and_full_outputs_end_without_a_traceback(here: Place, closed: str) -> None:
    script = f'exec "$@" {closed}'
    done = subprocess.run(
        ["bash", "-c", script, "bash", *here.command("export", "--format", "json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == ("full" in closed)


def test_who_stops_reading_along_does_not_change_the_exit_code(here: Place) -> None:
    here.config.write_text(
        '[sources.move-online]\nenabled = false\n[sources.im-bw]\nbase_url = "http://127.0.0.1:9"\n',
        encoding="utf-8",
    )
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as nowhere:
        done = subprocess.run(here.command("crawl"), stderr=nowhere, check=False)
    assert done.returncode == 4


def test_a_pipe_that_is_named_as_the_output_stays_a_pipe(here: Place, tmp_path: Path) -> None:
    Archive(here.data).keep(samples())
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert here.run("export", "-o", str(pipe)).returncode == 0
        out, _ = reader.communicate(timeout=10)
    assert len(out.splitlines()) == 3
    assert pipe.is_fifo()


def test_the_demo_without_a_terminal_says_so_before_it_crawls(here: Place) -> None:
    done = here.run("demo", timeout=10)
    assert done.returncode == 2
    assert done.stderr.strip().endswith("use `presselupe demo --no-reader` here")
    assert not (here.data / "archive").exists()


def test_help_is_in_the_language_asked_for() -> None:
    command = [sys.executable, "-m", "cli", "export", "--help", "--lang", "de"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    assert done.stdout.startswith("Aufruf: presselupe export")
    assert "Optionen:" in done.stdout
    assert "options" not in done.stdout


def test_an_article_is_shown_with_the_signs_of_its_blocks(here: Place) -> None:
    body = "Ein Absatz.\n\n## Zahlen\n\n- eins\n- zwei\n\n\\1. Mai ist Feiertag."
    shown = article("blocks", published="2026-11-20", body=body)
    Archive(here.data).keep([Arrival(shown)])
    done = here.run("show", shown.id)
    assert "## Zahlen\n\n- eins\n- zwei\n\n1. Mai ist Feiertag." in done.stdout


def test_of_two_languages_the_last_one_counts() -> None:
    command = [sys.executable, "-m", "cli", "--lang", "en", "export", "--help", "--lang", "de"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Sprache der Oberfläche" in done.stdout
