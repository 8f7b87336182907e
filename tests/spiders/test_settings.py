"""The Scrapy project: found through `scrapy.cfg`, polite, and listening to nobody."""

import subprocess
import sys
from pathlib import Path

from scrapy.settings import Settings

import spiders.settings

ROOT = Path(__file__).parents[2]


def project() -> Settings:
    settings = Settings()
    settings.setmodule(spiders.settings, priority="project")
    return settings


def scrapy(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_scrapy_list_names_both_spiders() -> None:
    assert scrapy("list").stdout.split() == ["source"]


def test_a_spider_started_by_scrapy_says_how_to_start_it() -> None:
    done = scrapy("crawl", "source")
    assert "presselupe crawl" in done.stderr


def test_nothing_listens_and_nothing_is_kept_that_identifies_us() -> None:
    settings = project()
    assert not settings.getbool("TELNETCONSOLE_ENABLED")
    assert not settings.getbool("REMOTE_CONTROL_ENABLED")
    assert not settings.getbool("COOKIES_ENABLED")
    assert not settings.getbool("REFERER_ENABLED")


def test_certificates_are_verified_and_sizes_and_times_bounded() -> None:
    settings = project()
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert settings.getint("DOWNLOAD_MAXSIZE") == 10 * 1024 * 1024
    assert settings.getint("DOWNLOAD_TIMEOUT") == 30
    assert settings.getint("CONCURRENT_REQUESTS") == 1


def test_the_user_agent_names_program_version_and_contact() -> None:
    assert spiders.settings.user_agent("mailto:press@example.org") == (
        f"Presselupe/{spiders.settings.VERSION} (+mailto:press@example.org)"
    )
