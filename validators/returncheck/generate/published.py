"""`python -m returncheck.generate.published SOURCES [--check] [--compare]`.

Makes the seeds of published figures of release files and the national tool's extract.
`--check` writes nothing and exits 1 if a seed is not what follows from them;
`--compare` writes nothing and exits 1 if a figure is not as its file prints it, or
differs from the tool's for no known reason.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from returncheck.errors import ReturncheckError
from returncheck.project import project_root
from returncheck.published.building import (
    Built,
    Difference,
    build,
    differences,
    known_differences,
    not_as_printed,
    seed_files,
)

_SHOWN = 5


def main(arguments: list[str]) -> int:
    """Write the seeds, or compare them.

    Returns:
        0; 1 when `--check` or `--compare` finds a difference; 2 for wrong use.
    """
    options = {each for each in arguments if each.startswith("--")}
    sources = [Path(each) for each in arguments if not each.startswith("--")]
    folders = [each for each in sources if each.is_dir()]
    if not sources or folders != sources or options - {"--check", "--compare"}:
        sys.stderr.write(
            "Name the folders with the release files: "
            "python -m returncheck.generate.published SOURCES [--check] [--compare]\n"
        )
        return 2
    try:
        built = build(folders)
        if options:
            return max(
                _check(built) if "--check" in options else 0,
                _compare(built) if "--compare" in options else 0,
            )
    except ReturncheckError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    _write(built)
    return 0


def _write(built: Built) -> None:
    files = seed_files(built)
    for path in _superfluous(files):
        (project_root() / path).unlink()
        sys.stdout.write(f"{path} taken out.\n")
    for path, text in files.items():
        target = project_root() / path
        if not target.is_file() or target.read_bytes() != text.encode():
            target.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{path} written.\n")
    for line in _about(built):
        sys.stdout.write(f"{line}\n")


def _check(built: Built) -> int:
    files = seed_files(built)
    stale = [
        path
        for path, text in files.items()
        if not (project_root() / path).is_file()
        or (project_root() / path).read_bytes() != text.encode()
    ]
    for path in [*stale, *_superfluous(files)]:
        sys.stderr.write(f"{path} is not what the files give. Run without --check.\n")
    return int(bool(stale or _superfluous(files)))


def _superfluous(files: dict[Path, str]) -> list[Path]:
    """Seeds of figures that do not follow from the files."""
    root = project_root()
    there = sorted((root / "seeds" / "published").glob("*.csv"))
    return [p.relative_to(root) for p in there if p.relative_to(root) not in files]


def _about(built: Built) -> Iterator[str]:
    by_source = dict(built.figures.group_by("source").len().rows())
    count = built.figures.get_column("indicator_id").n_unique()
    yield (
        f"{built.figures.height:,} figures of {count} indicators: "
        f"{by_source.get('release', 0):,} of {len(built.files)} release files, "
        f"{by_source.get('tool', 0):,} of the tool."
    )
    for name in built.unknown:
        yield f"{name} is of no release that is known."


def _compare(built: Built) -> int:
    count, wrong = not_as_printed(built)
    sys.stdout.write(f"{count:,} figures are printed in a release file.\n")
    sys.stdout.write(f"{wrong.height:,} of them ship otherwise:\n")
    for row in wrong.head(_SHOWN).iter_rows():
        sys.stdout.write(f"  {' '.join(str(cell) for cell in row)}\n")
    found = differences(built, known_differences())
    for line in _told(found):
        sys.stdout.write(f"{line}\n")
    return int(not (wrong.is_empty() and found.unexplained.is_empty()))


def _told(found: Difference) -> Iterator[str]:
    yield f"{found.compared:,} figures are in a release file and in the tool."
    yield f"{found.explained.height:,} differ for a known reason:"
    for (reason, name, year), frame in found.explained.group_by(
        "reason", "indicator_id", "year", maintain_order=True
    ):
        yield f"  {name} {year}: {_examples(frame)} ({reason})"
    yield f"{found.unexplained.height:,} differ for no known reason:"
    for (name, year), frame in found.unexplained.group_by(
        "indicator_id", "year", maintain_order=True
    ):
        yield f"  {name} {year}: {_examples(frame)}"
    for known in found.unused:
        yield (
            f"No figure differs as known_differences.yml says of "
            f"{', '.join(known.indicators)}: {known.reason}"
        )


def _examples(frame: pl.DataFrame) -> str:
    shown = ", ".join(
        f"{code} {value} (tool {of_tool})"
        for code, value, of_tool in frame.select("area_code", "value", "tool_value")
        .head(_SHOWN)
        .rows()
    )
    more = frame.height - _SHOWN
    return shown + (f" and {more:,} more" if more > 0 else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
