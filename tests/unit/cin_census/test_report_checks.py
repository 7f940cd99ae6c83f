"""Findings grouped by layer and check."""

import pytest
from report_results import CENSUS, CENSUS_2024, explained, finding, result, rule

from returncheck.findings.finding import Layer, Severity
from returncheck.report.sections.checks import check_views, checks_to_mend
from returncheck.report.sections.records import SAMPLE_ROWS
from returncheck.report.words.names import return_names


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
    numbers = [(row.cells[0], row.cells[2], row.is_first) for row in check.table.rows]
    assert check.table.headings[:3] == ("Finding", "Table", "Row")
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
    assert (len(check.table.rows), check.more, check.locations) == (shown, more, count)


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
            "rule",
            "cin_census:explanation",
            "Explanation without effect",
            id="explanation",
        ),
        pytest.param(
            "rule", "cin_census:rule_year", "Rules of another year", id="rule-year"
        ),
        pytest.param(
            "rule", "cin_census:no_rule_set", "No rules for this year", id="no-rules"
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
    assert (check.code, check.title) == ("", title)


def test_messages_that_differ_from_row_to_row_stand_in_the_rows():
    (check,) = views(
        finding(1, message="Row 1 is wrong."), finding(2, message="Row 2 is wrong.")
    )
    assert check.messages == ()
    assert [row.cells[-1] for row in check.table.rows] == [
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
    assert "What is wrong" not in check.table.headings


def test_returns_are_named_where_there_are_several():
    (check,) = views(
        finding(1),
        finding(2, return_id=CENSUS_2024.return_id),
        returns=(CENSUS, CENSUS_2024),
    )
    assert check.table.headings[0] == "Return"
    assert [row.cells[0] for row in check.table.rows] == [
        "Medway, CIN census 2025",
        "Medway, CIN census 2024",
    ]


SEX = "Sex absent or not one of M, F and U"
GENDER = "Gender code absent or not recognised"
BOTH_VERSIONS = (
    rule("4180", title=SEX, first_year=2025),
    rule("4180", title=GENDER, return_id=CENSUS_2024.return_id, return_year=2024),
)


@pytest.mark.parametrize(
    ("found_in", "title"),
    [
        pytest.param([CENSUS], SEX, id="2025"),
        pytest.param([CENSUS_2024], GENDER, id="2024"),
        pytest.param([None], f"{GENDER} (2024); {SEX} (2025)", id="no-return"),
        pytest.param(
            [CENSUS, CENSUS_2024], f"{GENDER} (2024); {SEX} (2025)", id="both"
        ),
    ],
)
def test_versions_of_a_rule_are_told_apart(found_in, title):
    findings = [
        finding(
            number,
            check_id="cin_census:4180",
            return_id=each.return_id if each else None,
            message=f"{GENDER if each is CENSUS_2024 else SEX}. Give the code.",
        )
        for number, each in enumerate(found_in)
    ]
    (check,) = views(*findings, returns=(CENSUS, CENSUS_2024), rules=BOTH_VERSIONS)
    assert (check.code, check.title) == ("4180", title)
    assert not any("absent" in message.text for message in check.messages)


def test_versions_with_one_title_are_one():
    rules = [{**each, "title": SEX} for each in BOTH_VERSIONS]
    (check,) = views(
        finding(1, check_id="cin_census:4180"),
        finding(2, check_id="cin_census:4180", return_id=CENSUS_2024.return_id),
        returns=(CENSUS, CENSUS_2024),
        rules=rules,
    )
    assert check.title == SEX


def test_columns_without_content_are_left_out():
    (check,) = views(finding(1, table_name=None, row_number=None, child_id=None))
    assert check.table.headings == ("Field", "Value")


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
    assert check.table.rows[0].cells[check.table.headings.index("Value")] == "78.1"


def test_very_long_values_are_cut_on_the_page():
    (check,) = views(finding(1, value="x" * 100_000))
    assert len(check.table.rows[0].cells[-1]) < 300


def test_finding_of_no_return_is_shown():
    (check,) = views(finding(1, return_id=None))
    assert check.findings == 1


def test_explained_findings_are_counted_and_shown_last():
    (check,) = views(
        explained(1), explained(2, explanation=None), explained(2, explanation=None)
    )
    assert (check.findings, check.explained, check.to_do) == (2, 1, 1)
    assert check.table.headings[-1] == "Explanation"
    assert [row.cells[-1] for row in check.table.rows] == [
        "",
        "",
        "Backlog (A. Analyst, 1 June 2025)",
    ]


def test_checks_to_mend_are_those_with_something_left_to_do():
    checks = views(
        explained(1),
        *(explained(n, check_id="cin_census:2886Q") for n in (2, 3, 4)),
        explained(5, check_id="cin_census:2886Q", explanation=None),
        *(query_of("cin_census:2887Q", n) for n in (6, 7)),
        finding(8),
        finding(9, severity="info", check_id="cin_census:rule_year"),
    )
    assert [check.check_id for check in checks_to_mend(checks)] == [
        "cin_census:8608",
        "cin_census:2887Q",
        "cin_census:2886Q",
    ]


def query_of(check_id, number):
    return finding(number, check_id=check_id, severity="query")


def test_role_is_told_where_records_differ_in_it():
    (check,) = views(finding(1), finding(1, table_name="CINdetails", role="related"))
    assert check.table.headings[-1] == "Record"
    assert [row.cells[-1] for row in check.table.rows] == ["fault", "compared with"]


def test_episode_is_told_where_there_is_one():
    (check,) = views(finding(1, episode_id="2"), finding(2))
    at = check.table.headings.index("Episode")
    assert [row.cells[at] for row in check.table.rows] == ["2", ""]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(
            '{"children": 400, "unknown": 9, "unknown_pct": 2.25}',
            "children 400, unknown 9, unknown pct 2.25",
            id="figures",
        ),
        pytest.param('{"factors": "1A, 2\\"B"}', 'factors 1A, 2"B', id="text"),
        pytest.param('{"factors": null}', "factors none", id="null"),
        pytest.param('{"is_late": true}', "is late yes", id="flag"),
        pytest.param('{"children": [1]}', '{"children": [1]}', id="list"),
        pytest.param('{"children": 4', '{"children": 4', id="no-json"),
        pytest.param("{x}", "{x}", id="braces"),
        pytest.param("2024-05-01", "2024-05-01", id="value"),
    ],
)
def test_details_are_shown_in_words(value, shown):
    (check,) = views(finding(1, value=value))
    at = check.table.headings.index("Value")
    assert check.table.rows[0].cells[at] == shown


def test_what_cannot_be_seen_in_a_value_is_shown():
    (check,) = views(finding(1, value="WBRI\u00a0"))
    at = check.table.headings.index("Value")
    assert check.table.rows[0].cells[at] == "WBRI⍽ (no-break space)"


@pytest.mark.parametrize(
    ("value", "is_unbroken"),
    [
        pytest.param("x" * 30, True, id="word"),
        pytest.param("x" * 31, False, id="long-word"),
        pytest.param("compared with", True, id="two-words"),
        pytest.param("a longer text than that", False, id="text"),
    ],
)
def test_columns_of_short_words_are_not_broken(value, is_unbroken):
    (check,) = views(finding(1, value=value))
    column = check.table.headings.index("Value") + 1
    assert (column in check.table.unbroken) is is_unbroken
