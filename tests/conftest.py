"""What every test starts from."""

from collections.abc import Iterator

import pytest

from tui.language import use


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    """English, whatever the machine's locale is and whatever a test before has chosen."""
    use("en")
    yield
    use("en")
