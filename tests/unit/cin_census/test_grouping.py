"""Findings counted by check, by child and by episode."""

import polars as pl
import pytest
from report_results import CENSUS, CENSUS_2024, explained, finding, result

from returncheck.results.grouping import short_name


def rows(frame, *columns):
    return frame.select(columns).rows()


def test_by_check_counts_findings_explanations_children_and_places():
    found = result(
        findings=[
            finding(1),
            finding(1, field="AssessmentActualStartDate"),
            finding(2, child_id="CHILD1"),
            explained(3),
            explained(3, field="AssessmentActualStartDate"),
            explained(4, explanation=None),
        ]
    )
    assert rows(
        found.by_check,
        *("check_id", "severity", "findings", "explained", "children", "locations"),
    ) == [
        ("cin_census:8608", "error", 2, 0, 1, 3),
        ("cin_census:8670Q", "query", 2, 1, 2, 3),
    ]


def test_findings_counted_as_one_are_one_in_every_number():
    """Rule 2885: five plans, each with the conference that it does not meet."""
    plan = {"check_id": "cin_census:2885", "table_name": "ChildProtectionPlans"}
    held = {"check_id": "cin_census:2885", "table_name": "Section47"}
    found = result(
        findings=[
            finding(number + side, child_id=f"C{number}", counted_as=f"f{number}", **of)
            for number in range(0, 50, 10)
            for side, of in enumerate((plan, held))
        ]
    )
    assert found.findings["finding_id"].n_unique() == 10
    assert found.counts["error"] == 5
    assert rows(found.by_check, "findings", "locations") == [(5, 10)]
    assert found.by_child["errors"].to_list() == [1] * 5
    assert found.by_episode["errors"].to_list() == [1] * 5


def test_by_check_tells_returns_apart():
    found = result(
        findings=[finding(1), finding(2, return_id=CENSUS_2024.return_id)],
        returns=(CENSUS, CENSUS_2024),
    )
    assert rows(found.by_check, "return_id", "findings") == [
        (CENSUS.return_id, 1),
        (CENSUS_2024.return_id, 1),
    ]


def test_by_child_puts_errors_first_and_explained_queries_aside():
    found = result(
        findings=[
            explained(1, child_id="A"),
            finding(2, child_id="B"),
            finding(3, child_id="B", severity="info"),
            explained(4, child_id="C", explanation=None),
            finding(5, child_id="D"),
            finding(6, child_id="D", check_id="cin_census:1103"),
        ]
    )
    assert rows(
        found.by_child, "child_id", "errors", "queries", "explained", "notes", "checks"
    ) == [
        ("D", 2, 0, 0, 0, "8608, 1103"),
        ("B", 1, 0, 0, 1, "8608"),
        ("C", 0, 1, 0, 0, "8670Q"),
        ("A", 0, 0, 1, 0, "8670Q"),
    ]


def test_by_child_leaves_out_findings_on_no_child():
    assert result(findings=[finding(1, child_id=None)]).by_child.is_empty()


def test_by_child_does_not_mix_returns():
    found = result(
        findings=[
            finding(1, child_id="A"),
            finding(2, child_id="A", return_id=CENSUS_2024.return_id),
        ],
        returns=(CENSUS, CENSUS_2024),
    )
    assert rows(found.by_child, "child_id", "errors") == [("A", 1), ("A", 1)]


def test_finding_on_several_children_counts_once_for_each():
    found = result(findings=[finding(1, child_id="A"), finding(1, child_id="B")])
    assert rows(found.by_child, "child_id", "errors") == [("A", 1), ("B", 1)]
    assert rows(found.by_check, "findings", "children") == [(1, 2)]


def test_by_episode_keeps_what_belongs_to_none():
    found = result(
        findings=[
            finding(1, child_id="A", episode_id="2"),
            finding(2, child_id="A", episode_id="2"),
            finding(3, child_id="A", episode_id="1"),
            finding(4, child_id="A"),
        ]
    )
    assert rows(found.by_episode, "child_id", "episode_id", "errors") == [
        ("A", "2", 2),
        ("A", None, 1),
        ("A", "1", 1),
    ]


def test_nothing_found_gives_empty_groups():
    found = result()
    assert [
        found.by_check.height,
        found.by_child.height,
        found.by_episode.height,
    ] == [0, 0, 0]


@pytest.mark.parametrize(
    ("check_id", "expected"),
    [
        pytest.param("cin_census:8670Q", "8670Q", id="rule"),
        pytest.param("contract:cin_census.A.B.code", None, id="contract"),
        pytest.param("reconciliation:own_parts", None, id="reconciliation"),
    ],
)
def test_short_name_is_the_code_of_a_rule(check_id, expected):
    frame = pl.DataFrame({"check_id": [check_id]})
    short = frame.select(short_name(pl.col("check_id"))).item()
    assert short == (expected or check_id)


def test_by_child_leaves_out_what_suites_find_over_many_records():
    found = result(
        findings=[
            finding(1, child_id="A"),
            finding(2, child_id="A", layer="expectation", check_id="suite.share"),
            finding(3, child_id="B", layer="expectation", check_id="suite.share"),
            finding(4, child_id="C", layer="contract", check_id="contract:a.b.date"),
        ]
    )
    assert rows(found.by_child, "child_id", "errors", "checks") == [
        ("A", 1, "8608"),
        ("C", 1, "contract:a.b.date"),
    ]
