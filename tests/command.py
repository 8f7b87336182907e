"""Running the `presselupe` command as a person or cron does: a process of its own."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple


def children_seconds() -> float:
    """Processor time of all child processes that have ended: no other test's work is in it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Place(NamedTuple):
    """A data directory and a configuration file that belong together."""

    data: Path
    config: Path

    def run(
        self, *arguments: str, timeout: float = 120, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            self.command(*arguments),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
            env={**os.environ, "LC_ALL": "C", **environment},
        )

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start one command and leave it running."""
        return subprocess.Popen(
            self.command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def command(self, *arguments: str) -> list[str]:
        """The command line, with this place's data and configuration."""
        place = ["--data", str(self.data), "--config", str(self.config), "--lang", "en"]
        return [sys.executable, "-m", "cli", *place, *arguments]

    def articles(self, *arguments: str) -> list[dict[str, Any]]:
        """What `export` gives."""
        done = self.run("export", *arguments)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def report(self, *arguments: str) -> tuple[int, dict[str, dict[str, Any]]]:
        """Crawl; the exit code and the report of each source."""
        path = self.data.parent / "report.json"
        path.unlink(missing_ok=True)
        done = self.run("crawl", "--report", str(path), *arguments)
        assert path.exists(), done.stderr
        report = json.loads(path.read_text(encoding="utf-8"))
        return done.returncode, {each["source"]: each for each in report["sources"]}


def place(directory: Path, *, portal: str | None = None, ministry: str | None = None) -> Place:
    """A fresh place whose enabled sources are fetched from these base URLs only."""
    lines = ["[crawl]", "delay = 0.0"]
    for source, base in (("move-online", portal), ("im-bw", ministry)):
        wanted = f'base_url = "{base}"' if base else "enabled = false"
        lines += [f"[sources.{source}]", wanted]
    config = directory / "presselupe.toml"
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Place(directory / "data", config)
