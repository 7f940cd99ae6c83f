"""The headline says which rules ran, whether the year is right, what is context."""

from dataclasses import replace

import pytest
from report_pages import Page, html, text
from report_results import CENSUS, CENSUS_2024, REPORT, explained, finding, result, rule

from returncheck.report import console_lines, missing_rules
from returncheck.report.words.status import run_status
from returncheck.results.check_result import ExitCode
from returncheck.results.rules_run import RulesOf
from returncheck.settings.config import FailOn

YEAR_AHEAD = {
    "layer": "contract",
    "check_id": "contract:cin_census.Header.Year.year_ahead",
    "severity": "query",
    "table_name": "Header",
    "row_number": None,
    "child_id": None,
    "field": "Year",
    "message": "Header.Year is '2031': is the year right?",
}


def of_year(year, rule_year=None, authority="887"):
    return replace(
        CENSUS,
        return_id=f"cin_census-{authority}-{year}",
        la_code=authority,
        return_year=year,
        rule_year=rule_year,
    )


def ran(record, codes=3, **changes):
    """Rules of a return that passed, or as the changes say."""
    return [
        rule(str(number), **{"outcome": "passed", **changes})
        | {"return_id": record.return_id, "return_year": record.return_year}
        for number in range(8600, 8600 + codes)
    ]


def status(found, fail_on="error", exit_code=None):
    level = FailOn(fail_on)
    code = found.exit_code(level) if exit_code is None else exit_code
    return run_status(found, fail_on=level, exit_code=code, refused=0)


NONE = {"outcome": "not_run", "reason": "no rule set for 2022"}


@pytest.mark.parametrize(
    ("record", "rules", "title", "word"),
    [
        pytest.param(
            of_year(2026),
            ran(of_year(2026)),
            "Ready: no errors were found",
            "ready",
            id="of-the-year",
        ),
        pytest.param(
            of_year(2022),
            ran(of_year(2022), **NONE),
            "No errors were found, but no statutory rule was run: there is no rule set "
            "for 2022",
            "not_ready",
            id="none",
        ),
        pytest.param(
            of_year(2027),
            ran(of_year(2027)),
            "No errors were found by the provisional rules of 2027",
            "not_ready",
            id="provisional",
        ),
        pytest.param(
            of_year(2026, rule_year=2025),
            ran(of_year(2026)),
            "No errors were found by the rules of 2025, not those of 2026",
            "not_ready",
            id="another-year",
        ),
        pytest.param(
            of_year(2028),
            ran(of_year(2028)),
            "No errors were found by the provisional rules of 2027, not those of 2028",
            "not_ready",
            id="after-the-last-set",
        ),
        pytest.param(
            of_year(2025),
            [
                *ran(of_year(2025)),
                rule("1", "not_run", reason="not selected"),
                rule("2", "not_run", reason="not in force in 2025"),
            ],
            "No errors were found, but only 3 of 4 rules were run",
            "not_ready",
            id="selection",
        ),
        pytest.param(
            of_year(2025),
            [*ran(of_year(2025)), rule("1", "not_run", reason="absent: Reviews")],
            "No errors were found, but 1 of 4 rules was not run",
            "not_ready",
            id="absent-table",
        ),
        pytest.param(
            of_year(2025),
            [*ran(of_year(2025)), rule("1", "not_run", reason="not in force in 2025")],
            "Ready: no errors were found",
            "ready",
            id="rule-of-other-years",
        ),
    ],
)
def test_ready_is_said_of_the_whole_set_of_the_year_alone(record, rules, title, word):
    query = finding(1, severity="query", return_id=record.return_id)
    found = result(returns=(record,), findings=[query], rules=rules)
    said = status(found)
    assert (said.title, said.word) == (title, word)
    assert title in text(found)
    assert console_lines(found, fail_on=FailOn.ERROR)[0] == f"{title}."


@pytest.mark.parametrize(
    ("record", "rules", "title"),
    [
        (of_year(2026), {}, "Findings to mend"),
        (
            of_year(2022),
            NONE,
            "Findings to mend, and no statutory rule was run: there is no rule set for "
            "2022",
        ),
        (
            of_year(2027),
            {},
            "Findings to mend, checked by the provisional rules of 2027",
        ),
    ],
)
def test_findings_are_told_with_the_rules_that_found_them(record, rules, title):
    found = result(
        returns=(record,),
        findings=[finding(1, return_id=record.return_id)],
        rules=ran(record, **rules),
    )
    assert status(found).title == title


def test_explained_queries_are_no_reason_to_call_a_draft_ready():
    record = of_year(2027)
    found = result(
        returns=(record,),
        findings=[explained(1, return_id=record.return_id)],
        rules=ran(record),
    )
    assert status(found).title == (
        "No errors by the provisional rules of 2027, and every query is explained"
    )


def test_returns_of_different_kinds_are_each_told_with_their_name():
    records = (of_year(2026), of_year(2022, authority="870"))
    found = result(returns=records, rules=[*ran(records[0]), *ran(records[1], **NONE)])
    said = status(found)
    assert said.title == (
        "Nothing was found, but not every return was checked by all final rules of its "
        "own year"
    )
    assert said.scope == (
        "Medway, CIN census 2026: checked by the rules of 2026: 3 rules.",
        "Reading, CIN census 2022: no statutory rule was run: there is no rule set for "
        "2022. Everything else was checked.",
    )


def test_rules_are_not_asked_of_a_report():
    found = result(returns=(REPORT,))
    assert found.rules_run == ()
    assert status(found).title == "Ready: nothing was found"
    assert missing_rules(found) is None


@pytest.mark.parametrize(
    ("record", "rules", "rules_of", "said"),
    [
        pytest.param(of_year(2026), {}, RulesOf.THE_YEAR, None, id="of-the-year"),
        pytest.param(of_year(2027), {}, RulesOf.PROVISIONAL, None, id="provisional"),
        pytest.param(
            of_year(2022),
            NONE,
            RulesOf.NONE,
            "Medway, CIN census 2022: there is no rule set for 2022.",
            id="none",
        ),
        pytest.param(
            of_year(2026, rule_year=2025),
            {},
            RulesOf.ANOTHER_YEAR,
            "Medway, CIN census 2026: the rules of 2025 were run, not those of 2026.",
            id="another-year",
        ),
    ],
)
def test_required_rules_are_those_of_the_year(record, rules, rules_of, said):
    found = result(returns=(record,), rules=ran(record, **rules))
    (run,) = found.rules_run
    line = missing_rules(found)
    assert run.rules_of is rules_of
    assert (line is None) == (said is None)
    assert (said or "") in (line or "")
    assert "\n" not in (line or "")


def test_a_run_that_fails_for_its_rules_alone_says_so():
    record = of_year(2022)
    found = result(returns=(record,), rules=ran(record, **NONE))
    said = status(found, exit_code=ExitCode.FINDINGS)
    assert "no statutory rule was run" in said.title
    assert "Findings" not in said.title


def test_a_year_ahead_is_the_headline_and_comes_first():
    record = of_year(2031)
    found = result(
        returns=(record,),
        findings=[
            *(finding(n, return_id=record.return_id) for n in (1, 2)),
            finding(9, return_id=record.return_id, value="2031", **YEAR_AHEAD),
        ],
        rules=ran(record),
    )
    said = status(found)
    assert said.title == "Is the year 2031 right? Its collection has not begun"
    assert said.scope[0].startswith("Settle the year first and check again")
    lines = console_lines(found, fail_on=FailOn.ERROR)
    checks = [line for line in lines if line.startswith("  ")]
    assert checks[0] == "  query  Header.Year: is the year right?: 1 finding"


def test_dates_of_another_year_are_the_headline_and_come_first():
    record = of_year(2024)
    asked = {
        **YEAR_AHEAD,
        "check_id": "contract:cin_census.Return.year.other_year",
        "table_name": None,
    }
    findings = [
        *(finding(n, return_id=record.return_id) for n in (1, 2)),
        finding(9, return_id=record.return_id, value="2024", **asked),
    ]
    found = result(returns=(record,), findings=findings, rules=ran(record))
    said = status(found)
    assert said.title == "Is the year 2024 right? Most dates are of another year"
    assert said.scope[0].startswith("Settle the year first and check again")
    lines = console_lines(found, fail_on=FailOn.ERROR)
    checks = [line for line in lines if line.startswith("  ")]
    assert "dates of another year" in checks[0]


def test_one_table_of_another_year_is_not_the_headline():
    record = of_year(2024)
    asked = {
        **YEAR_AHEAD,
        "check_id": "contract:cin_census.Reviews.CPPreviewDate.other_year",
        "table_name": "Reviews",
    }
    told = finding(9, return_id=record.return_id, value="2024", **asked)
    found = result(returns=(record,), findings=[told], rules=ran(record))
    assert "Is the year" not in status(found).title


def test_context_is_counted_nowhere_and_told_apart():
    before = replace(CENSUS_2024, is_context=True)
    found = result(
        returns=(before, replace(CENSUS, is_context=False)),
        findings=[
            finding(1, severity="query"),
            *(finding(n, return_id=before.return_id) for n in (2, 3)),
            finding(4, severity="info", return_id=None, child_id=None),
        ],
        rules=ran(CENSUS),
    )
    assert found.findings.height == 4
    assert list(found.counts.values()) == [0, 1, 1]
    assert found.exit_code() is ExitCode.CLEAN
    assert found.by_check["return_id"].to_list() == [CENSUS.return_id, None]
    assert set(found.by_child["return_id"]) == {CENSUS.return_id}
    said = status(found)
    assert said.title == "Ready: no errors were found"
    assert said.scope[-1] == (
        "Medway, CIN census 2024 is context, to look back on: 2 findings in it not "
        "counted."
    )
    words = text(found)
    assert "Check of Medway, CIN census 2025" in words
    assert "1 return checked" in words
    assert "Findings in context returns: 2 errors, 0 queries, 0 notes" in words
    assert "CIN census 2024 (context, not counted above)" in words
    folded = [
        attributes
        for attributes in Page(html(found)).all("details")
        if attributes.get("class") == "context"
    ]
    assert folded == [{"class": "context"}]


def test_a_page_without_context_does_not_speak_of_it():
    assert "ontext" not in text(result(findings=[finding(1)]))


def test_nothing_but_context_is_nothing_to_submit():
    found = result(returns=(replace(CENSUS, is_context=True),))
    assert status(found).title == "Nothing to submit: every return is context"
