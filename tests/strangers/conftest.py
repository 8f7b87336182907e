"""The marker of the two heaviest designs."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "heavy: the slowest acceptance crawls; skip with -m 'not heavy'"
    )
