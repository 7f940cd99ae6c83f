"""Makes the extracts of release files: `python tests/published/make_extracts.py SOURCES`.

Of every file below a folder `ees` of SOURCES the rows of England, two regions and some
authorities, as they stand: whole lines, all years, with the publisher's headings. Run it
when a release file is added. Source: Department for Education, Open Government
Licence v3.0.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

EXTRACTS = Path(__file__).parent / "extracts"

REGIONS = ("E12000008", "E13000001")
AUTHORITIES = (
    "201",  # City of London: small, much suppressed
    "204",
    "314",  # one workforce with 318
    "314 / 318",
    "318",
    "394",  # `low` agency rates, a share that does not follow from its counts
    "420",  # Isles of Scilly: hardly any figures
    "835",  # gone since 2019
    "838",  # new in 2020
    "850",  # Hampshire: unreliable in 2024
    "876",
    "887",
    "908",
    "940",  # new in 2022, one workforce with 941
    "940 / 941",
    "941",
)


def main(arguments: list[str]) -> int:
    """Write the extracts.

    Returns:
        0; 2 when no folder with release files is named.
    """
    found = [path for each in arguments for path in _files(Path(each))]
    if not found:
        sys.stderr.write("Name the folder that holds the release files in `ees`.\n")
        return 2
    for place, path in found:
        target = EXTRACTS / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"".join(_kept(path)))
    return 0


def _files(folder: Path) -> Iterator[tuple[Path, Path]]:
    """The release files, and where below `ees` each stands."""
    for ees in sorted(folder.rglob("ees")):
        for path in sorted(ees.rglob("*.csv")):
            yield path.relative_to(ees), path


def _kept(path: Path) -> Iterator[bytes]:
    lines = path.read_bytes().splitlines(keepends=True)
    names = next(csv.reader([lines[0].decode("utf-8-sig")]))
    yield lines[0]
    for line in lines[1:]:
        cells = dict(zip(names, next(csv.reader([line.decode()])), strict=True))
        if _is_kept(cells):
            yield line


def _is_kept(cells: dict[str, str]) -> bool:
    level = cells["geographic_level"]
    if level == "Regional":
        return cells["region_code"] in REGIONS
    return level == "National" or cells["old_la_code"] in AUTHORITIES


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
