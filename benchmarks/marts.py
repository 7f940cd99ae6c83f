"""Times every mart on KPI returns of all authorities, indicators and ten years.

    python benchmarks/marts.py [years]

A made-up KPI return an authority holds every indicator of the catalogue for every year,
beside all published figures and two named groups. `fct_comparisons` is a view, so the
time to read it whole belongs to the whole. The first build loads the seeds and has dbt
compile the project unless a plan is kept already; the second is what every later check
costs. Peak memory is that of the whole process, the loading included.
"""

import os
import platform
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import polars as pl

from returncheck import Workspace, warehouse
from returncheck.catalogue.indicators import Indicator, indicators
from returncheck.transform import Transform

LAST_YEAR = 2025
AUTHORITIES = "select la_code from dim_authorities where last_year is null order by 1"
VALUES = {
    "percent": (5, 95, 1),
    "per_10k": (10, 600, 1),
    "count": (10, 3000, 0),
    "number": (5, 30, 1),
    "weeks": (10, 50, 1),
}
SLOWEST = 30


def main(years: int) -> None:
    """Print the time of both builds, of their slowest steps, and the peak memory."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "marts.duckdb"
        Workspace.open(database).close()
        transform = Transform(database, Path(folder))
        transform.run()
        with warehouse.connect(database) as connection:
            codes = [row[0] for row in connection.execute(AUTHORITIES).fetchall()]
        with Workspace.open(database) as workspace:
            for code in codes:
                figures = pl.DataFrame(list(_figures(code, years)))
                workspace.load_tables("kpi_return", {"Figures": figures})
            workspace.set_groups(
                {"every third": codes[::3], "every tenth": codes[::10]}
            )
        print(
            f"{len(codes)} authorities, {len(indicators())} indicators, {years} years"
        )
        for name in ("first", "second"):
            seconds = transform.run()
            print(f"{name} build of all marts: {sum(seconds.values()):.1f} s")
        slowest = sorted(seconds.items(), key=lambda step: -step[1])[:SLOWEST]
        for step, time in slowest:
            print(f"  {time:6.2f} s  {step}")
        with warehouse.connect(database) as connection:
            for mart in ("fct_benchmarks", "fct_reconciliation", "fct_comparisons"):
                start = perf_counter()
                connection.execute(f"create temp table read as select * from {mart}")
                (rows,) = connection.execute("select count(*) from read").fetchall()[0]
                connection.execute("drop table read")
                print(f"{mart}: {rows:,} rows read in {perf_counter() - start:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB")


def _figures(la_code: str, years: int) -> Iterator[dict[str, str]]:
    dice = random.Random(la_code)
    for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
        for indicator in indicators():
            yield _figure(dice, la_code, indicator, year)


def _figure(
    dice: random.Random, la_code: str, indicator: Indicator, year: int
) -> dict[str, str]:
    low, high, decimals = VALUES[indicator.unit]
    end = f"{year}-{indicator.year_end}"
    is_snapshot = indicator.period_type == "snapshot"
    starts = {"03-31": "04-01", "09-30": "10-01"}
    start = end if is_snapshot else f"{year - 1}-{starts[indicator.year_end]}"
    return {
        "report_id": f"made-up-{la_code}",
        "report_date": f"{LAST_YEAR + 1}-06-01",
        "la_code": la_code,
        "indicator_id": indicator.indicator_id,
        "period_type": "snapshot" if is_snapshot else "year",
        "period_start": start,
        "period_end": end,
        "period_basis": "printed",
        "value": f"{dice.uniform(low, high):.{decimals}f}",
    }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
