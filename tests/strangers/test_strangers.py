"""Acceptance: sites that the page objects have never seen, crawled through the command line."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.strangers import check, portal, server

HEAVY = (3, 4)
DESIGNS = [pytest.param(n, marks=pytest.mark.heavy) if n in HEAVY else n for n in portal.DESIGNS]


@pytest.mark.parametrize("design", DESIGNS)
def test_sites_never_seen_before_are_crawled_without_fault(design: int, tmp_path: Path) -> None:
    with server.serve(design=design) as sites:
        _configure(tmp_path, sites)
        _presselupe(tmp_path, "crawl")
        rows = _export(tmp_path)
        today = date.today()  # noqa: DTZ011
        reports = check.compare_export(rows, design, today)
        first = len(sites.log)
        _presselupe(tmp_path, "crawl")
    faults = [f"{r.name}: {fault}" for r in reports for fault in _faults(r)]
    faults += _manners(sites.log, first, sites)
    if len({row["id"] for row in rows}) != len(rows):
        faults.append("two articles share an id")
    if local := [row["url"] for row in rows if "127.0.0.1" in _addresses(row)]:
        faults.append(f"local addresses kept as public ones: {local[:3]}")
    tables = "\n\n".join(report.table() for report in reports)
    assert not faults, "\n".join(faults) + "\n\n" + tables


def _faults(report: check.Report) -> list[str]:
    faults = [
        f"{len(rows)} {label}"
        for label, rows in (
            ("missing", report.missing),
            ("extra", report.extra),
            ("doubled", report.doubles),
        )
        if rows
    ]
    faults += [
        f"{name} exact in {report.share(name):.1%}"
        for name in check.FIELDS
        if report.share(name) < (1.0 if name == "published" else 0.98)
    ]
    worst = min((body.f1 for body in report.bodies), default=0.0)
    if report.mean_f1 < 0.97 or worst < 0.9:
        faults.append(f"body F1 {report.mean_f1:.4f}, worst {worst:.4f}")
    return faults


def _manners(log: list[server.Request], first: int, sites: server.Strangers) -> list[str]:
    faults = []
    forbidden = ("/k21-meldungen/vorschau-", "/fileadmin/", "/wp-admin/", "/typo3/")
    if bad := [r.target for r in log if r.target.startswith(forbidden) or "druck=" in r.target]:
        faults.append(f"robots.txt forbids {bad[:3]}")
    again = {r.target.split("?")[0].rstrip("/") for r in log[first:]}
    pieces = (*sites.portal.pieces, *sites.ministry.pieces)
    if fetched := sorted(again & {p.path for p in pieces}):
        faults.append(f"the second crawl asked for {len(fetched)} articles: {fetched[:3]}")
    return faults


def _addresses(row: dict[str, Any]) -> str:
    return " ".join([row["url"], *(r["url"] for r in row["related"])])


def _configure(folder: Path, sites: server.Strangers) -> None:
    (folder / "presselupe.toml").write_text(
        '[crawl]\ncontact = "mailto:press@example.org"\ndelay = 0.0\n'
        f'[sources.move-online]\nbase_url = "{sites.portal_url}"\n'
        f'[sources.im-bw]\nbase_url = "{sites.ministry_url}"\n',
        encoding="utf-8",
    )


def _export(folder: Path) -> list[dict[str, Any]]:
    exported = _presselupe(folder, "export", "--format", "jsonl")
    return [json.loads(line) for line in exported.splitlines()]


def _presselupe(folder: Path, *arguments: str) -> str:
    program = Path(sys.executable).with_name("presselupe")
    options = ["--config", str(folder / "presselupe.toml"), "--data", str(folder / "data")]
    done = subprocess.run(
        [str(program), *options, *arguments], capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout.decode()[-2000:] + done.stderr.decode()[-4000:]
    return done.stdout.decode()
