"""Small results, made by hand, for the tests of the report."""

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
from mart_frames import mart_frame, schema

from returncheck.catalogue.marts import REPORT_PAGE, marts_of
from returncheck.findings.finding import COLUMNS, finding_schema
from returncheck.results.check_result import FINDINGS, CheckResult
from returncheck.results.contract_outcomes import outcome_schema
from returncheck.warehouse import ReturnRecord

SUITES = dict.fromkeys(
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
CENSUS = ReturnRecord(
    return_id="cin_census-887-2025",
    collection="cin_census",
    la_code="887",
    return_year=2025,
    source_name="census 2025.xml",
)
CENSUS_2024 = replace(
    CENSUS,
    return_id="cin_census-887-2024",
    return_year=2024,
    source_name="census 2024.xml",
)
CENSUS_2018 = replace(
    CENSUS,
    return_id="cin_census-887-2018",
    return_year=2018,
    source_name="census 2018.xml",
)
REPORT = ReturnRecord(
    return_id="kpi_return-887-medway-2018-06",
    collection="kpi_return",
    la_code="887",
    return_year=None,
    source_name="medway.csv",
)


def frame(rows, schema):
    return pl.DataFrame(rows, schema=schema, orient="row")


def finding(number=1, **changes):
    """One place of a finding; findings with the same number are one.

    It is counted by itself unless `counted_as` says otherwise.
    """
    usual = {
        "finding_id": f"f{number}",
        "run_id": "run",
        "return_id": CENSUS.return_id,
        "layer": "rule",
        "check_id": "cin_census:8608",
        "severity": "error",
        "table_name": "Assessments",
        "row_number": number,
        "child_id": f"CHILD{number}",
        "field": "AssessmentAuthorisationDate",
        "value": "2024-05-01",
        "message": "Assessment authorised before it started. Check the dates.",
        "role": "fault",
        "counted_as": f"f{number}",
    }
    return {**usual, **changes}


def explained(number=1, **changes):
    """One place of a query that is explained."""
    usual = {
        "severity": "query",
        "check_id": "cin_census:8670Q",
        "explanation": "Backlog",
        "explained_by": "A. Analyst",
        "explained_on": date(2025, 6, 1),
    }
    return finding(number, **{**usual, **changes})


def figure(indicator_id="assessments_within_45_days", value=80.0, **changes):
    """A row of the benchmarks, of the census of 2025 unless it says otherwise."""
    usual = {
        "la_code": "887",
        "indicator_id": indicator_id,
        "return_year": 2025,
        "period_type": "year",
        "period_start": date(2024, 4, 1),
        "period_end": date(2025, 3, 31),
        "source": "recomputed",
        "value": value,
        "is_latest": True,
        "is_newest_period": True,
        "is_annual": True,
        "completeness": "complete",
        "return_id": CENSUS.return_id,
    }
    return {**usual, **changes}


def compared(indicator_id="assessments_within_45_days", value=80.0, **changes):
    """A figure with everything beside it."""
    usual = {
        "england_value": 85.5,
        "region_value": 90.0,
        "statistical_neighbour_mean": 86.25,
        "statistical_neighbours_with_value": 9,
        "comparator_year": 2025,
        "neighbour_model": 2025,
        "gap_to_england": value - 85.5,
        "rank": 4,
        "ranked_authorities": 6,
        "quartile_band": "C",
    }
    return figure(indicator_id, value, **{**usual, **changes})


def published(indicator_id, year, values, england=None):
    """Benchmarks and values that are published: `values` by authority."""
    end = date(year, 3, 31)
    common = {
        "indicator_id": indicator_id,
        "return_year": year,
        "period_end": end,
        "source": "published",
    }
    rows = [
        {**common, "la_code": la_code, "value": value, "is_latest": True}
        for la_code, value in values.items()
    ]
    of_england = {**common, "area_type": "england", "value": england}
    return rows, [of_england]


ROW_COUNTS = {"return_id": pl.String, "table_name": pl.String, "row_count": pl.Int64}


def monthly(values, marks=None, **changes):
    """A monthly series from April 2024 on: mean 84, limits 71.5 and 96.5.

    Args:
        values: One a month; None leaves the month out.
        marks: Columns that differ, by place in `values`.
        changes: Columns that differ in every row.
    """
    usual = dict.fromkeys(schema("fct_control_charts")) | {
        "la_code": "887",
        "indicator_id": "assessments_within_45_days",
        "source": "reported",
        "period_type": "month",
        "return_id": REPORT.return_id,
        "points": len([value for value in values if value is not None]),
        "moving_ranges": 11,
        "centre_line": 84.0,
        "lower_limit": 71.5,
        "upper_limit": 96.5,
        "moving_range_mean": 4.7,
        "moving_range_limit": 15.36,
        "run_points": 1,
        "trend_points": 1,
        "is_beyond_limits": False,
        "is_on_run": False,
        "is_on_trend": False,
        "is_two_of_three": False,
        "is_moving_range_high": False,
    }
    rows = []
    for place, value in enumerate(values):
        year, month = 2024 + (3 + place) // 12, (3 + place) % 12 + 1
        last = date(year, month, monthrange(year, month)[1])
        own = {"period_start": last.replace(day=1), "period_end": last, "value": value}
        rows.append({**usual, **own, **(marks or {}).get(place, {}), **changes})
    return [row for row in rows if row["value"] is not None]


def values_of(rows, **changes):
    """The rows of the values mart that belong to rows of the benchmarks."""
    keys = schema("fct_indicator_values").keys() & schema("fct_benchmarks").keys()
    return [
        {**{key: row.get(key) for key in keys}, "area_type": "authority", **changes}
        for row in rows
    ]


def result(
    *,
    returns=(CENSUS,),
    findings=(),
    benchmarks=(),
    indicators=(),
    reconciliation=(),
    verdicts=(),
    periods=(),
    control_charts=(),
    exceptions=(),
    comparisons=(),
    neighbour_values=(),
    contradictions=(),
    missing=(),
    rules=(),
    suites=(),
    contracts=(),
    row_counts=(),
):
    """A result of rows given as mappings; columns left out are missing values."""
    rows = {
        "fct_benchmarks": benchmarks,
        "fct_indicator_values": indicators,
        "fct_reconciliation": reconciliation,
        "fct_figure_verdicts": verdicts,
        "fct_indicator_periods": periods,
        "fct_control_charts": control_charts,
        "fct_exceptions": exceptions,
        "fct_comparisons": comparisons,
        "fct_neighbour_values": neighbour_values,
        "fct_published_contradictions": contradictions,
        "fct_missing_figures": missing,
        "fct_rule_outcomes": rules,
    }
    return CheckResult(
        run_id="0123abcd",
        version="1.2.3",
        started_at=datetime(2026, 4, 5, 6, 7, tzinfo=UTC),
        database=Path("nowhere.duckdb"),
        returns=tuple(returns),
        row_counts=frame(list(row_counts), ROW_COUNTS),
        findings=frame(list(findings), finding_schema()).select(COLUMNS),
        marts={
            each.name: mart_frame(each.name, rows.get(each.name, ()))
            for each in marts_of(REPORT_PAGE)
            if each.name != FINDINGS
        },
        contract_outcomes=frame(list(contracts), outcome_schema()),
        suite_outcomes=frame(list(suites), SUITES),
    )


def rule(code="8608", outcome="failed", **changes):
    """One row of the rule outcomes."""
    usual = {
        "return_id": CENSUS.return_id,
        "collection": "cin_census",
        "return_year": 2025,
        "code": code,
        "first_year": 2023,
        "title": "Assessment authorised before it started",
        "severity": "error",
        "outcome": outcome,
        "finding_count": 0,
        "explained_count": 0,
    }
    return {**usual, **changes}


def contract(outcome="passed", field="LAchildID", check="required", **changes):
    """One row of the contract outcomes."""
    usual = {
        "check_id": f"contract:cin_census.Assessments.{field}.{check}",
        "return_id": CENSUS.return_id,
        "table_name": "Assessments",
        "field": field,
        "check": check,
        "outcome": outcome,
        "locations": 0,
    }
    return {**usual, **changes}


def suite(outcome="passed", **changes):
    """One row of the suite outcomes."""
    usual = {
        "suite": "assessment_timeliness",
        "expectation": "assessments_within_45_days",
        "check_id": "expectation:assessment_timeliness.assessments_within_45_days",
        "return_id": CENSUS.return_id,
        "outcome": outcome,
        "severity": "query",
        "observed": "433 of 541 (80.0 %)",
    }
    return {**usual, **changes}


def svg_root(markup):
    """A picture as a tree."""
    return ElementTree.fromstring(str(markup))
