"""`python -m returncheck.generate`; `--check` changes nothing and exits 1 if stale."""

import sys

from returncheck.generate import stale_files, write_files
from returncheck.generate.plan import stale_plans, write_plans


def main(arguments: list[str]) -> int:
    """Write the generated files, or with `--check` compare them.

    Returns:
        0, or 1 when `--check` finds a file that is out of date.
    """
    if "--check" in arguments:
        stale = stale_files() or stale_plans()
        for path in stale:
            sys.stderr.write(f"{path} is out of date. Run this without --check.\n")
        return int(bool(stale))
    for path in write_files():
        sys.stdout.write(f"{path} written.\n")
    # The key of the project is kept for as long as a process lives.
    if stale_plans():
        for path in write_plans():
            sys.stdout.write(f"{path} written.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
