"""``presselupe``, and ``python -m cli``: Ctrl-C ends it from the first moment on."""

import sys

from cli.interrupts import end_at_once


def main() -> int:
    """Run the command line; its exit code."""
    end_at_once()
    from cli.main import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
