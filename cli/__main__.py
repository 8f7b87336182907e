"""``python -m cli``: the same as `presselupe`."""

import sys

from cli.main import main

sys.exit(main())
