"""Findings grouped by layer and check."""

import pytest
from report_results import CENSUS, CENSUS_2024, finding, result, rule

from returncheck.findings import Layer, Severity
from returncheck.report.checks import SAMPLE_ROWS, check_views
from returncheck.report.names import return_names


def views(*findings, returns=(CENSUS,), rules=()):
    found = result(returns=returns, findings=findings, rules=rules)
    return check_views(found, return_names(found.returns))


def test_nothing_found_gives_no_checks():
    assert views() == ()


def test_layers_severities_and_numbers_give_the_order():
    checks = views(
        finding(1, layer="reconciliation", check_id="reconciliation:own_parts"),
        finding(2, check_id="cin_census:1", severity="query"),
        finding(3, check_id="cin_census:2"),
        finding(4, check_id="cin_census:3"),
        finding(5, check_id="cin_census:3"),
        finding(6, layer="contract", check_id="contract:cin_census.A.B.code"),
    )
    assert [check.check_id for check in checks] == [
        "contract:cin_census.A.B.code",
        "cin_census:3",
        "cin_census:2",
        "cin_census:1",
        "reconciliation:own_parts",
    ]


def test_places_of_one_finding_are_counted_once():
    (check,) = views(
        finding(1, field="AssessmentActualStartDate"),
        finding(1, field="AssessmentAuthorisationDate"),
        finding(2),
    )
    assert (check.findings, check.locations) == (2, 3)


def test_places_of_one_finding_stand_together():
    (check,) = views(finding(1, row_number=1), finding(2), finding(1, row_number=9))
    numbers = [(row.cells[0], row.cells[2], row.is_first) for row in check.rows]
    assert check.headings[:3] == ("Finding", "Table", "Row")
    assert numbers == [("1", "1", True), ("1", "9", False), ("2", "2", True)]


@pytest.mark.parametrize(
    ("count", "shown", "more"),
    [
        pytest.param(SAMPLE_ROWS - 1, SAMPLE_ROWS - 1, 0, id="below"),
        pytest.param(SAMPLE_ROWS, SAMPLE_ROWS, 0, id="at-the-limit"),
        pytest.param(SAMPLE_ROWS + 1, SAMPLE_ROWS, 1, id="above"),
        pytest.param(971, SAMPLE_ROWS, 871, id="far-above"),
    ],
)
def test_sample_is_limited_and_the_total_true(count, shown, more):
    (check,) = views(*(finding(number) for number in range(1, count + 1)))
    assert (len(check.rows), check.more, check.locations) == (shown, more, count)


def test_rule_brings_its_own_title_and_advice():
    (check,) = views(finding(1), rules=[rule()])
    assert (check.code, check.title) == (
        "8608",
        "Assessment authorised before it started",
    )
    assert [message.text for message in check.messages] == ["Check the dates."]


@pytest.mark.parametrize(
    ("layer", "check_id", "title"),
    [
        pytest.param(
            "contract",
            "contract:cin_census.Assessments.AssessmentActualStartDate.date",
            "Assessments.AssessmentActualStartDate: not a date",
            id="contract",
        ),
        pytest.param(
            "contract",
            "contract:cin_census.unknown_element",
            "Unknown element",
            id="element",
        ),
        pytest.param(
            "expectation",
            "expectation:benchmarks.ten_neighbours",
            "Ten neighbours",
            id="expectation",
        ),
        pytest.param(
            "reconciliation",
            "reconciliation:reported_against_published",
            "Reported figure against the published one",
            id="reconciliation",
        ),
    ],
)
def test_other_checks_are_called_by_what_is_wrong(layer, check_id, title):
    (check,) = views(finding(1, layer=layer, check_id=check_id))
    assert check.title == title


def test_messages_that_differ_from_row_to_row_stand_in_the_rows():
    (check,) = views(
        finding(1, message="Row 1 is wrong."), finding(2, message="Row 2 is wrong.")
    )
    assert check.messages == ()
    assert [row.cells[-1] for row in check.rows] == [
        "Row 1 is wrong.",
        "Row 2 is wrong.",
    ]


def test_messages_that_differ_by_return_stand_above():
    (check,) = views(
        *(finding(n, message="Found: 79 %.") for n in (1, 2)),
        finding(3, message="Found: 80 %.", return_id=CENSUS_2024.return_id),
        returns=(CENSUS, CENSUS_2024),
    )
    assert [(m.of_return, m.text) for m in check.messages] == [
        ("Medway, CIN census 2025", "Found: 79 %."),
        ("Medway, CIN census 2024", "Found: 80 %."),
    ]
    assert "What is wrong" not in check.headings


def test_returns_are_named_where_there_are_several():
    (check,) = views(
        finding(1),
        finding(2, return_id=CENSUS_2024.return_id),
        returns=(CENSUS, CENSUS_2024),
    )
    assert check.headings[0] == "Return"
    assert [row.cells[0] for row in check.rows] == [
        "Medway, CIN census 2025",
        "Medway, CIN census 2024",
    ]


def test_columns_without_content_are_left_out():
    (check,) = views(finding(1, table_name=None, row_number=None, child_id=None))
    assert check.headings == ("Field", "Value")


def test_one_check_with_two_severities_is_told_apart():
    checks = views(finding(1, severity="info"), finding(2, severity="query"))
    assert [check.severity for check in checks] == [Severity.QUERY, Severity.INFO]


def test_figures_of_marts_lose_digits_that_nobody_stated():
    (check,) = views(
        finding(
            1,
            layer=Layer.RECONCILIATION.value,
            check_id="reconciliation:own_parts",
            value="78.12500001",
        )
    )
    assert check.rows[0].cells[check.headings.index("Value")] == "78.1"


def test_very_long_values_are_cut_on_the_page():
    (check,) = views(finding(1, value="x" * 100_000))
    assert len(check.rows[0].cells[-1]) < 300


def test_finding_of_no_return_is_shown():
    (check,) = views(finding(1, return_id=None))
    assert check.findings == 1
