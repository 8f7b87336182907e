"""``presselupe export`` in every format, to a file and to a pipe."""

import csv
import io
import json
from pathlib import Path

import pytest

from store.library import Library
from tests.command import Place, place
from tests.tui.conftest import keep, small_archive


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Place:
    made = place(tmp_path_factory.mktemp("export"))
    keep(made.data, small_archive())
    Library(made.data)
    return made


def test_a_table_goes_to_stdout_and_says_nothing_else(here: Place) -> None:
    done = here.run("export", "--format", "csv", "kreis")
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 4
    assert {row["source"] for row in rows} == {"move-online"}


def test_texts_go_to_a_file_and_how_many_is_said(here: Place, tmp_path: Path) -> None:
    for form, begins in (("md", "# "), ("txt", "")):
        path = tmp_path / f"alles.{form}"
        done = here.run("export", "agency:bsi", "--format", form, "-o", str(path))
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == f"{path}: 2 articles\n"
        assert path.read_text(encoding="utf-8").startswith(begins)


def test_nothing_found_is_an_empty_text_and_a_table_without_rows(here: Place) -> None:
    assert here.run("export", "xylophon", "--format", "md").stdout == ""
    assert here.run("export", "xylophon", "--format", "csv").stdout.count("\n") == 1


def test_a_source_that_does_not_exist_is_told_and_as_an_option_it_is_an_error(here: Place) -> None:
    for verb in ("export", "search"):
        wrong = here.run(verb, "--source", "bmii")
        assert (wrong.returncode, wrong.stdout) == (2, "")
        assert 'no such source (did you mean "bmi"?)' in wrong.stderr
        asked = here.run(verb, "source:nope")
        assert (asked.returncode, asked.stdout) == (0, "")
        assert 'presselupe: there is no source "nope"\n' in asked.stderr
        assert here.run(verb, "--source", "bmi", "-q").returncode == 0
    assert here.run("export", "source:nope", "-q").stderr == ""


def test_a_pipe_that_is_closed_early_is_no_error(here: Place) -> None:
    import subprocess

    script = 'set -o pipefail; "$@" | head -n 1'
    done = subprocess.run(
        ["bash", "-c", script, "bash", *here.command("export", "--format", "txt")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_reader_s_process_writes_what_the_command_writes(here: Place) -> None:
    import subprocess

    import msgspec

    from store.export_process import COMMAND, Order, Said

    lines = here.run("export", "kreis").stdout
    ids = [json.loads(line)["id"] for line in lines.splitlines()]
    order = msgspec.json.encode(Order(str(here.data), [*reversed(ids), "0" * 16], "jsonl"))
    done = subprocess.run(COMMAND, input=order, capture_output=True, check=True)
    assert done.stdout.decode() == lines
    assert msgspec.json.decode(done.stderr.splitlines()[-1], type=Said) == Said(done=4)
