"""A small result with everything that the part «To mend» has to show."""

from dataclasses import replace

import polars as pl
from report_results import CENSUS, explained, finding, result, rule

from returncheck.results.child_records import TableRecords
from returncheck.returns.cin_census import KIND

RETURN = CENSUS.return_id
QUERY = {
    "severity": "query",
    "check_id": "cin_census:8670Q",
    "message": "Too long. Why?",
}


def records(table, **columns):
    """Records of a table; the child's column is added."""
    known = KIND.layout.table(table)
    rows = pl.DataFrame(columns)
    named = [each.name for each in known.columns if each.name in columns]
    return TableRecords(
        return_id=RETURN,
        table=known,
        rows=rows.select("row_number", pl.col("LAchildID").alias("child_id"), *named),
    )


def child_records():
    return (
        records(
            "ChildIdentifiers",
            row_number=[1, 2, 3],
            LAchildID=["ANNA1", "BENJAMIN2", "CHLOE3"],
            UPN=["A123456789012", "B123456789012", None],
            PersonBirthDate=["2012-01-02", "2013-04-05", "2014-07-08"],
        ),
        records(
            "Assessments",
            row_number=[10, 11, 12],
            LAchildID=["ANNA1", "ANNA1", "BENJAMIN2"],
            AssessmentActualStartDate=["2024-06-17", "2024-09-01", "2024-10-07"],
            AssessmentAuthorisationDate=["2024-06-05", "2024-09-20", None],
        ),
        records(
            "Reviews",
            row_number=[5],
            LAchildID=["CHLOE3"],
            CPPreviewDate=["2024-08-01"],
        ),
    )


def mend_result(**changes):
    """Two errors of one child, a query, an explained query, a note on the return."""
    pair = {"child_id": "ANNA1", "row_number": 10, "counted_as": "f1"}
    found = result(
        findings=[
            finding(1, **pair, value="2024-06-05"),
            finding(
                1,
                **pair,
                field="AssessmentActualStartDate",
                value="2024-06-17",
                role="related",
            ),
            finding(
                2,
                child_id="ANNA1",
                check_id="cin_census:1510",
                table_name="ChildIdentifiers",
                row_number=1,
                field="UPN",
                value="A123456789012",
                message="Letter of the UPN is wrong. Copy it again.",
            ),
            finding(
                3,
                **QUERY,
                child_id="BENJAMIN2",
                row_number=12,
                value=None,
                episode_id="2",
            ),
            explained(
                4,
                child_id="CHLOE3",
                table_name="Reviews",
                row_number=5,
                field="CPPreviewDate",
                value="2024-08-01",
                message="Too long. Why?",
            ),
            finding(
                5,
                severity="info",
                layer="contract",
                check_id="contract:cin_census.A.B.code",
                child_id=None,
                table_name=None,
                row_number=None,
                field=None,
                value="=SUM(A1)",
                message="A note.",
            ),
        ],
        rules=[
            rule(finding_count=1),
            rule("1510", title="Letter of the UPN is wrong", finding_count=1),
            rule("8670Q", title="Too long", severity="query", finding_count=2),
        ],
    )
    return replace(found, **{"child_records": child_records(), **changes})


def pattern_result():
    """Two errors of one child, and a suite's query on records of two children."""
    pattern = {
        "severity": "query",
        "layer": "expectation",
        "check_id": "suite:late",
        "message": "Most are in time.",
        "counted_as": "f3",
    }
    found = mend_result()
    of_suite = result(
        findings=[
            finding(3, **pattern, child_id="ANNA1", row_number=11),
            finding(
                3,
                **pattern,
                child_id="CHLOE3",
                table_name="Reviews",
                row_number=5,
                field="CPPreviewDate",
            ),
        ]
    ).findings
    errors = found.findings.filter(pl.col("severity") == "error")
    return found.with_findings(pl.concat([errors, of_suite]))


def many_result(number):
    """A result with so many findings, each of another child."""
    return result(
        findings=[finding(n, child_id=f"CHILD{n:06}") for n in range(1, number + 1)],
        rules=[rule(finding_count=number)],
    )
