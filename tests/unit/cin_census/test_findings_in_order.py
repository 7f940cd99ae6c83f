"""The order in which findings are worked through."""

import random

import polars as pl
from report_results import CENSUS, finding

from returncheck.findings.finding import finding_schema
from returncheck.results.collect import in_order

PLAN = {"check_id": "cin_census:4015", "table_name": "CINplanDates"}
EPISODE = {
    "check_id": "cin_census:4015",
    "table_name": "CINdetails",
    "role": "related",
}
# Two pairs, of which the records lie criss-cross in their tables.
PAIRS = [
    finding("plan of A", child_id="A", row_number=16, **PLAN),
    finding("plan of A", child_id="A", row_number=9, **EPISODE),
    finding("plan of B", child_id="B", row_number=11, **PLAN),
    finding("plan of B", child_id="B", row_number=10, **EPISODE),
]


def ordered(*rows):
    frame = pl.DataFrame(list(rows), schema=finding_schema(), orient="row")
    return in_order(frame)


def places(*rows):
    return ordered(*rows).select("table_name", "row_number").rows()


def test_places_of_one_finding_stand_together_the_fault_first():
    assert places(*PAIRS) == [
        ("CINplanDates", 16),
        ("CINdetails", 9),
        ("CINplanDates", 11),
        ("CINdetails", 10),
    ]


def test_findings_of_a_check_go_by_child_and_then_by_first_place():
    rows = [
        finding(1, child_id="B", row_number=1),
        finding(2, child_id="A", row_number=3),
        finding(3, child_id="A", row_number=2),
    ]
    assert places(*rows) == [("Assessments", n) for n in (2, 3, 1)]


def test_findings_of_one_episode_stand_together():
    """Also where each is counted by itself."""
    plan = {"check_id": "cin_census:2885", "table_name": "ChildProtectionPlans"}
    held = {"check_id": "cin_census:2885", "table_name": "Section47"}
    rows = [
        finding(1, child_id="A", episode_id="1", row_number=7, **plan),
        finding(2, child_id="A", episode_id="2", row_number=8, **plan),
        finding(3, child_id="A", episode_id="1", row_number=4, **held),
        finding(4, child_id="A", episode_id="2", row_number=5, **held),
    ]
    assert [number for _, number in places(*rows)] == [7, 4, 8, 5]


def test_findings_that_are_counted_as_one_stand_together():
    """The conference (rule 2885) with its plan, each finding whole."""
    plan = {"check_id": "cin_census:2885", "table_name": "ChildProtectionPlans"}
    held = {"check_id": "cin_census:2885", "table_name": "Section47"}
    rows = [
        finding(1, child_id="A", episode_id="1", row_number=7, **plan),
        finding(2, child_id="A", episode_id="1", row_number=8, **plan),
        finding(3, child_id="A", episode_id="1", row_number=4, **held, counted_as="f1"),
        finding(3, child_id="A", episode_id="1", row_number=5, **held, counted_as="f1"),
    ]
    assert [number for _, number in places(*rows)] == [7, 4, 5, 8]


def test_each_of_the_findings_counted_as_one_stays_whole():
    """Two plans that start on one day (rule 8940): each the fault beside the other."""
    pair = {"check_id": "cin_census:8940", "child_id": "A", "counted_as": "pair"}
    rows = [
        finding(1, row_number=7, **pair),
        finding(1, row_number=8, role="related", **pair),
        finding(2, row_number=8, **pair),
        finding(2, row_number=7, role="related", **pair),
    ]
    shown = ordered(*rows).select("finding_id", "row_number", "role").rows()
    assert shown == [
        ("f1", 7, "fault"),
        ("f1", 8, "related"),
        ("f2", 8, "fault"),
        ("f2", 7, "related"),
    ]


def test_tables_go_as_the_rule_names_them():
    """Rule 2885 names the plan before the conference, wherever that is held."""
    pair = {"check_id": "cin_census:2885", "child_id": "A", "episode_id": "1"}
    rows = [
        finding(1, table_name="CINdetails", row_number=1, **pair),
        finding(2, table_name="ChildProtectionPlans", row_number=2, **pair),
    ]
    assert places(*rows) == [("ChildProtectionPlans", 2), ("CINdetails", 1)]


def test_the_field_at_fault_comes_before_those_beside_it():
    rows = [
        finding(1, field="AssessmentActualStartDate", role="related"),
        finding(1, field="AssessmentAuthorisationDate", value=None),
    ]
    assert ordered(*rows)["field"].to_list() == [
        "AssessmentAuthorisationDate",
        "AssessmentActualStartDate",
    ]


def test_errors_come_before_queries_and_checks_by_their_codes():
    rows = [
        finding(1, child_id="A", severity="query", check_id="cin_census:1560Q"),
        finding(2, child_id="B", check_id="cin_census:8608"),
        finding(3, child_id="C", check_id="cin_census:8600"),
        finding(4, child_id="D", check_id="cin_census:x", layer="contract"),
    ]
    found = ordered(*rows)["child_id"].to_list()
    assert found == ["D", "C", "B", "A"]


def test_order_does_not_depend_on_the_order_of_the_rows():
    rows = [
        *PAIRS,
        finding(5, child_id=None, row_number=None, table_name=None),
        finding(6, return_id=CENSUS.return_id, child_id="A", layer="reconciliation"),
        finding(7, child_id="A", field="X", value="1"),
        finding(8, child_id="A", field="X", value="1"),
    ]
    expected = ordered(*rows)
    chance = random.Random(1)
    for _ in range(20):
        chance.shuffle(rows)
        assert ordered(*rows).equals(expected)
