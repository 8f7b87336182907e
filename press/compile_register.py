"""Bring the compiled register up to date with its TOML: ``python -m press.compile_register``."""

import sys

import msgspec

from press import register_data
from press.agencies import problems
from press.register import Agency
from press.register_files import Reading


def compiled(agencies: list[Agency]) -> bytes:
    """The content of `register.json`: a line per body, for the sake of its diffs."""
    lines = b",\n".join(msgspec.json.encode(agency) for agency in agencies)
    return b'{"digest":"' + register_data.digest().encode() + b'","bodies":[\n' + lines + b"\n]}\n"


def main() -> int:
    """Write the file; 2 and no file if anything in the register is wrong."""
    wrong = problems()
    for problem in wrong:
        sys.stderr.write(f"{problem}\n")
    if wrong:
        return 2
    register_data.COMPILED.write_bytes(compiled(Reading().agencies))
    return 0


if __name__ == "__main__":
    sys.exit(main())
