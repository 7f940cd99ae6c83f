"""Measures whole runs and their phases, at sizes up to a country.

    python -m benchmarks
    python -m benchmarks --sizes 1000,10000 --json
    python -m benchmarks --national

Prints one table: for each return and size what a whole run costs, how many children a
second each phase takes in, the floor (the same bytes read by lxml, or for CSV by
DuckDB, and the same rows scanned by DuckDB), and how the processor seconds grow with
the number of children. Every measurement is in a process of its own. Sizes above those
of a country are cut to it. Made-up returns are deleted when they are measured.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.inputs import Kind, children_returns, make_children, make_reports
from benchmarks.measured import Measured, measured
from benchmarks.table import table_of

NATIONAL = 650_000
SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    """Make, measure and print."""
    kinds = children_returns()
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=SIZES,
        help="numbers of children with commas between; 1000,10000,100000 unless given",
    )
    parser.add_argument(
        "--national", action="store_true", help=f"1,000 to {NATIONAL:,} children"
    )
    parser.add_argument(
        "--returns",
        type=lambda text: text.split(","),
        help=f"only these, of {', '.join(kind.command for kind in kinds)}, kpi-return",
    )
    parser.add_argument("--councils", type=int, default=153, help="of the KPI returns")
    parser.add_argument("--months", type=int, default=24, help="of the KPI returns")
    parser.add_argument("--json", action="store_true", help="JSON in place of a table")
    parser.add_argument(
        "--folder", type=Path, help="where made-up returns lie meanwhile"
    )
    asked = parser.parse_args()
    names = [kind.command for kind in kinds] + ["kpi-return"]
    wanted = asked.returns or names
    for name in wanted:
        if name not in names:
            parser.error(f"--returns: no {name!r}; choose from {', '.join(names)}")
    sizes = (*SIZES, NATIONAL) if asked.national else asked.sizes
    found = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=asked.folder) as name:
        for each in _all(kinds, wanted, sizes, asked, Path(name)):
            print(f"{each.name} {each.size:,}: {each.run.wall:.1f} s", file=sys.stderr)
            found.append(each)
    about = _about()
    if asked.json:
        print(json.dumps({**about, "measured": [e.as_json() for e in found]}, indent=2))
        return
    print(", ".join(f"{name} {value}" for name, value in about.items()))
    print()
    print(table_of(found))


def _all(
    kinds: Iterable[Kind],
    wanted: list[str],
    sizes: Iterable[int],
    asked: argparse.Namespace,
    folder: Path,
) -> Iterator[Measured]:
    for kind in kinds:
        if kind.command not in wanted:
            continue
        # What every run costs; the first one also fills what is kept between runs.
        smallest = make_children(kind, kind.fewest, folder)
        yield measured(smallest, folder, warm=True)
        for size in sorted({min(size, kind.national) for size in sizes}):
            yield measured(make_children(kind, size, folder), folder)
    if "kpi-return" in wanted:
        yield measured(make_reports(asked.councils, asked.months, folder), folder)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part.replace("_", "")) for part in text.split(","))


def _about() -> dict[str, str]:
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "load": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown",
        "python": platform.python_version(),
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
    }


if __name__ == "__main__":
    main()
