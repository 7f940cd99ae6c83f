"""Databases with runs in their history, made without any check."""

from datetime import UTC, datetime, timedelta

import polars as pl

from returncheck import Workspace, warehouse
from returncheck.findings.finding import COLUMNS, finding_schema
from returncheck.warehouse.history import record_run
from returncheck.warehouse.past_runs import PastRun, RunCount, RunReturn
from returncheck.warehouse.seen_findings import compared

RETURN = "kpi_return-887-made"
BEGIN = datetime(2026, 1, 1, 9, tzinfo=UTC)


def found_frame(findings, return_id=RETURN):
    """`{id: check}` as findings once each; the severity is an error's."""
    rows = [
        {
            "return_id": return_id,
            "finding_id": finding_id,
            "scope_key": f"rule|{check}|",
            "layer": "rule",
            "check_id": check,
            "severity": "error",
            "counted_as": finding_id,
        }
        for finding_id, check in findings.items()
    ]
    schema = dict.fromkeys(
        (
            "return_id",
            "finding_id",
            "scope_key",
            "layer",
            "check_id",
            "severity",
            "counted_as",
        ),
        pl.String,
    )
    return pl.DataFrame(rows, schema=schema)


def made_frame(checks, return_id=RETURN):
    rows = [{"return_id": return_id, "scope_key": f"rule|{each}|"} for each in checks]
    schema = {"return_id": pl.String, "scope_key": pl.String}
    return pl.DataFrame(rows, schema=schema)


def findings_frame(found, run_id):
    """The findings of `found_frame` as a findings frame, one row each."""
    shared = found.select(
        "return_id", "finding_id", "layer", "check_id", "severity", "counted_as"
    )
    rows = [
        {
            **dict.fromkeys(COLUMNS),
            **row,
            "run_id": run_id,
            "role": "fault",
            "child_id": f"CHILD{row['finding_id']}",
            "table_name": "T",
            "row_number": place,
            "field": "F",
        }
        for place, row in enumerate(shared.to_dicts(), 1)
    ]
    return pl.DataFrame(rows, schema=finding_schema())


def run_of(run_id, day, found, return_id=RETURN, **values):
    counts = (
        RunCount(layer="rule", severity="error", findings=found.height, explained=0),
    )
    return PastRun(
        run_id=run_id,
        started_at=BEGIN + timedelta(days=day),
        version="1.0",
        outcome="checked",
        returns=(RunReturn(return_id=return_id, is_context=False, counts=counts),),
        **values,
    )


def add_run(connection, run_id, day, findings, checks, return_id=RETURN, **values):
    """Compare and enter one run; how its findings stand, and what is gone."""
    found, made = found_frame(findings, return_id), made_frame(checks, return_id)
    run = run_of(run_id, day, found, return_id, **values)
    at = run.started_at.replace(tzinfo=None)
    states, gone = compared(connection, run_id, at, found, made)
    record_run(connection, run, findings_frame(found, run_id), found=found, made=made)
    return (
        {row["finding_id"]: row["state"] for row in states.to_dicts()},
        {row["finding_id"]: row["since_last"] for row in gone.to_dicts()},
    )


def database_of(path, *runs):
    """A database with runs: each `(run_id, day, findings, checks)`."""
    with Workspace.open(path):
        pass
    with warehouse.connect(path) as connection:
        for run in runs:
            add_run(connection, *run)
    return path


def query(path, sql):
    with warehouse.connect(path, read_only=True) as connection:
        return connection.execute(sql).fetchall()
