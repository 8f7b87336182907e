"""What every test starts from."""

import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tui.language import use

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell begins what it runs in the background so, and every child would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "suite",
    deadline=None,  # a machine that has much else to do is no failure
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,  # a run tells of the change at hand; --hypothesis-profile=default looks on
)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    """English, whatever the machine's locale is and whatever a test before has chosen."""
    use("en")
    yield
    use("en")
