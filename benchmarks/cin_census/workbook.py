"""Time, memory and size of `findings.xlsx`, and of reading its column «Done» again.

    python benchmarks/cin_census/workbook.py 20000

Findings of two records each on made-up assessments. One process a measurement, so that
the peak of its memory is its own.
"""

import dataclasses
import resource
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [
    str(ROOT / "tests" / "unit"),
    str(ROOT / "tests" / "unit" / "cin_census"),
]

from report_results import CENSUS, finding, result  # noqa: E402

from returncheck.report.outputs.workbook import write_findings_xlsx  # noqa: E402
from returncheck.report.page import build_page  # noqa: E402
from returncheck.results.check_result import CheckResult, ExitCode  # noqa: E402
from returncheck.settings.config import FailOn  # noqa: E402


def peak() -> float:
    """Peak memory of the process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def made_up(number: int) -> CheckResult:
    """A result of so many findings, each with a fault and what it is held against."""
    places = []
    for each in range(1, number + 1):
        child = f"CH{each:08d}"
        places.append(finding(each, row_number=2 * each - 1, child_id=child))
        places.append(
            finding(each, row_number=2 * each, child_id=child, role="related")
        )
    return result(findings=places)


def with_records(found: CheckResult, number: int) -> CheckResult:
    """The result with the record of each place, all of its columns filled."""
    from returncheck.results.child_records import TableRecords
    from returncheck.returns.registry import kind_of

    tables = kind_of(CENSUS.collection).layout.tables
    (table,) = (each for each in tables if each.name == "Assessments")
    count = 2 * number
    rows = pl.DataFrame(
        {
            "row_number": range(1, count + 1),
            "child_id": [f"CH{(each + 1) // 2:08d}" for each in range(1, count + 1)],
            **{column.name: ["2024-05-01"] * count for column in table.columns},
        }
    )
    kept = TableRecords(return_id=CENSUS.return_id, table=table, rows=rows)
    return dataclasses.replace(found, child_records=(kept,))


def main() -> None:
    """Measure, and print a line for each step."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    found = made_up(number)
    if "child_records" in {each.name for each in dataclasses.fields(found)}:
        found = with_records(found, number)
    page = build_page(
        result(),
        fail_on=FailOn.ERROR,
        exit_code=ExitCode.FINDINGS,
        refused=(),
        synthetic=False,
    )
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "findings.xlsx"
        before, began, used = peak(), time.monotonic(), time.process_time()
        write_findings_xlsx(found, page, path)
        seconds, cpu = time.monotonic() - began, time.process_time() - used
        size = path.stat().st_size / 1e6
        print(
            f"written: {seconds:.1f} s ({cpu:.1f} of CPU), {size:.1f} MB, "
            f"{peak() - before:.0f} MB more memory at most ({peak():.0f} in all)"
        )
        try:
            from returncheck.files.own_files import SHEETS_WITH_DONE
            from returncheck.report.outputs.done_column import keep_done
        except ImportError:
            return
        began, used, before = time.monotonic(), time.process_time(), peak()
        keep_done(path.parent, SHEETS_WITH_DONE)
        seconds, cpu = time.monotonic() - began, time.process_time() - used
        more = peak() - before
        print(f"read again: {seconds:.1f} s ({cpu:.1f} of CPU), {more:.0f} MB more")


if __name__ == "__main__":
    main()
