"""Measures the page with many findings: its size, its first paint, a filter.

Usage: python benchmarks/cin_census/page.py [findings ...]; 20000 and 50000 by default.
Needs a browser, as tests/browser has one. Findings and records are made up here, two
findings in three children, with the random days and ids that make records hard to
compress; nothing is checked.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import sync_playwright

from returncheck.catalogue.marts import REPORT_PAGE, Mart, marts_of
from returncheck.catalogue.rules import rule_versions
from returncheck.findings.finding import COLUMNS, finding_schema
from returncheck.report.page import build_page, render_page
from returncheck.report.parts.record_data import record_data
from returncheck.results.check_result import FINDINGS, CheckResult
from returncheck.results.child_records import TableRecords
from returncheck.results.contract_outcomes import outcome_schema
from returncheck.returns.cin_census import KIND
from returncheck.returns.tables import Column, Kind
from returncheck.settings.config import FailOn
from returncheck.warehouse import ReturnRecord

CENSUS = ReturnRecord(
    return_id="cin_census-887-2025",
    collection="cin_census",
    la_code="887",
    return_year=2025,
    source_name="census.xml",
)
ROWS = {
    "ChildIdentifiers": 1,
    "ChildCharacteristics": 1,
    "CINdetails": 1,
    "Assessments": 1,
    "CINplanDates": 1,
    "Section47": 0.3,
    "ChildProtectionPlans": 0.2,
    "Reviews": 0.4,
}
"""Records of a child in each table."""


def day(chance: random.Random) -> str:
    """A day in two years."""
    return (date(2023, 4, 1) + timedelta(days=chance.randrange(730))).isoformat()


def value(column: Column, child: str, chance: random.Random) -> str | None:
    """What a column could hold."""
    if column.name == "LAchildID":
        return child
    if column.name == "CINdetailsID":
        return "1"
    if column.name == "UPN":
        return f"A{chance.randrange(10**12):012}"
    if column.kind is Kind.DATE:
        return day(chance) if chance.random() < 0.8 else None
    if column.code_list:
        return chance.choice("ABCDEFGH")
    return None


def records(children: list[str], chance: random.Random) -> list[TableRecords]:
    """Records of every child."""
    tables = []
    for name, share in ROWS.items():
        table = KIND.layout.table(name)
        owners = [each for each in children if chance.random() < share]
        cells = {
            column.name: [value(column, each, chance) for each in owners]
            for column in table.columns
        }
        kept = {key: texts for key, texts in cells.items() if any(texts)}
        rows = pl.DataFrame(
            {"row_number": range(1, len(owners) + 1), "child_id": owners, **kept}
        )
        tables.append(TableRecords(return_id=CENSUS.return_id, table=table, rows=rows))
    return tables


def made_up(number: int) -> CheckResult:
    """A result with so many findings, each of two records' values."""
    chance = random.Random(number)
    children = [f"LA{chance.randrange(10**9):09}" for _ in range(number * 2 // 3)]
    rules = [each for each in rule_versions(KIND.collection) if each.last_year is None]
    rows = []
    for place in range(number):
        rule, child = chance.choice(rules), chance.choice(children)
        table = chance.choice(list(ROWS))
        fields = [each.name for each in KIND.layout.table(table).columns][:4]
        for role in ("fault", "related"):
            rows.append(
                {
                    "finding_id": f"{place:032x}",
                    "run_id": "run",
                    "return_id": CENSUS.return_id,
                    "layer": "rule",
                    "check_id": f"{rule.collection}:{rule.code}",
                    "severity": rule.severity,
                    "table_name": table,
                    "row_number": chance.randrange(1, number),
                    "child_id": child,
                    "field": chance.choice(fields),
                    "value": day(chance),
                    "message": f"{rule.title}. {rule.advice}",
                    "episode_id": "1",
                    "role": role,
                    "counted_as": f"{place:032x}",
                }
            )
    rows.sort(key=lambda row: (row["severity"], row["check_id"]))
    schemas = {
        each.name: pl.DataFrame(schema=_schema(each)) for each in marts_of(REPORT_PAGE)
    }
    schemas.pop(FINDINGS)
    return CheckResult(
        run_id="run",
        version="0",
        started_at=datetime(2026, 4, 5, tzinfo=UTC),
        database=Path("none.duckdb"),
        returns=(CENSUS,),
        row_counts=pl.DataFrame(
            schema={
                "return_id": pl.String,
                "table_name": pl.String,
                "row_count": pl.Int64,
            }
        ),
        findings=pl.DataFrame(rows, schema=finding_schema()).select(COLUMNS),
        marts=schemas,
        contract_outcomes=pl.DataFrame(schema=outcome_schema()),
        suite_outcomes=pl.DataFrame(
            schema=dict.fromkeys(
                (
                    "suite",
                    "expectation",
                    "check_id",
                    "return_id",
                    "outcome",
                    "severity",
                    "observed",
                    "reason",
                ),
                pl.String,
            )
        ),
        child_records=tuple(records(children, chance)),
    )


def _schema(mart: Mart) -> dict[str, Any]:
    sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "unit"))
    from mart_frames import schema

    return schema(mart.name)


CHOOSE = """([id, text]) => new Promise((done) => {
  const field = document.getElementById(id);
  const start = performance.now();
  field.value = text;
  // The search itself, without the pause for the next key.
  field.form.requestSubmit();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
SEARCHES = ("LA1", "LA12", "8608", "LA123", "2024-05", "", "a", "zz", "la9 2024")
TRIES = 5
"""Searches made of each, of which the fastest counts: others use the machine too."""
ORDERS = ("child", "table", "rule", "")


def measured(page: BrowserPage, path: Path) -> dict[str, float]:
    """Milliseconds of a page in a browser, the slowest of some searches and orders."""
    start = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector("html.ready")
    ready = (time.perf_counter() - start) * 1000
    paint = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    )
    searches = [
        min(page.evaluate(CHOOSE, ["mend-q", text]) for _ in range(TRIES))
        for text in SEARCHES
    ]
    page.evaluate(CHOOSE, ["mend-q", ""])
    orders = [page.evaluate(CHOOSE, ["mend-sort", order]) for order in ORDERS]
    return {
        "paint": paint,
        "ready": ready,
        "search": max(searches),
        "order": max(orders),
    }


def main() -> None:
    """Print a table with a row for each number of findings."""
    numbers = [int(each) for each in sys.argv[1:]] or [20_000, 50_000]
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    print(
        "| findings | children | with records | page MB | written s "
        "| first paint ms | ready ms | slowest search ms | slowest order ms |"
    )
    print("| --: | --: | --: | --: | --: | --: | --: | --: | --: |")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox"]
        )
        for number in numbers:
            result = made_up(number)
            begun = time.perf_counter()
            page = build_page(
                result,
                fail_on=FailOn.ERROR,
                exit_code=result.exit_code(),
                refused=(),
                synthetic=True,
            )
            path = Path(folder) / f"{number}.html"
            path.write_text(render_page(page), encoding="utf-8")
            written = time.perf_counter() - begun
            found = measured(browser.new_page(), path)
            of = record_data(result.child_records, result.findings)
            shown, every = of.children_shown, of.children_shown + of.children_left_out
            size = path.stat().st_size / 1_000_000
            print(
                f"| {number:,} | {every:,} | {shown:,} | {size:.2f} | {written:.1f}",
                *(f"| {each:.0f}" for each in found.values()),
                "|",
            )
        browser.close()


if __name__ == "__main__":
    main()
