"""`python -m returncheck.generate`; `--check` changes nothing and exits 1 if stale."""

import sys

from returncheck.generate import generated_files
from returncheck.project import project_root


def main(arguments: list[str]) -> int:
    """Write the generated files, or with `--check` compare them.

    Returns:
        0, or 1 when `--check` finds a file that is out of date.
    """
    stale = 0
    for path, text in generated_files().items():
        target = project_root() / path
        if target.is_file() and target.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if "--check" in arguments:
            sys.stderr.write(f"{path} is out of date. Run this without --check.\n")
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path} written.\n")
    return int("--check" in arguments and stale > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
