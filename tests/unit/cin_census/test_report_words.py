"""What the page says of a run: status, returns, rules, suites, handling."""

import re

import pytest
from report_pages import Page, html, text
from report_results import (
    CENSUS,
    CENSUS_2018,
    REPORT,
    explained,
    finding,
    result,
    rule,
    suite,
)

from returncheck.report.page import build_page
from returncheck.results.check_result import ExitCode
from returncheck.settings.config import FailOn


@pytest.mark.parametrize(
    ("severities", "fail_on", "code", "expected"),
    [
        pytest.param([], "error", 0, "Ready: nothing was found", id="nothing"),
        pytest.param(
            ["query"], "error", 0, "Ready: no errors were found", id="queries-pass"
        ),
        pytest.param(["query"], "query", 1, "Findings to mend", id="queries-fail"),
        pytest.param(["error"], "error", 1, "Findings to mend", id="errors-fail"),
        pytest.param(
            ["error"],
            "never",
            0,
            "Errors found, but this run was set never to fail",
            id="never",
        ),
        pytest.param([], "error", 3, "1 file could not be read", id="unreadable"),
        pytest.param(
            [],
            "error",
            2,
            "Part of what was asked for could not be done",
            id="wrong-use",
        ),
        pytest.param([], "error", 4, "The check did not finish", id="our-bug"),
    ],
)
def test_banner_says_what_the_exit_code_means(severities, fail_on, code, expected):
    findings = [finding(n, severity=s) for n, s in enumerate(severities, start=1)]
    written = html(
        result(findings=findings),
        fail_on=FailOn(fail_on),
        exit_code=ExitCode(code),
        refused=["bad.xml is not XML."] * (code == 3),
    )
    banner = re.search(r'class="status-title">(.*?)</p>', written).group(1)
    assert expected in banner
    assert f"Exit code {code};" in Page(written).text()


def test_counts_agree_in_number():
    one = text(result(findings=[finding(1), finding(2, severity="query")]))
    assert "1 error has to be corrected before the return is submitted." in one
    assert "1 query: correct it or give the reason." in one
    many = text(result(findings=[finding(n) for n in (1, 2)]))
    assert "2 errors have to be corrected" in many


def test_refused_files_are_named_with_their_reason():
    words = text(result(), refused=["bad.xml is not XML. Export it again."])
    assert "bad.xml is not XML. Export it again." in words
    assert "1 file refused" in words


def test_empty_result_gives_a_page():
    written = html(result(returns=()))
    words = Page(written).text()
    assert "Nothing was checked" in words
    assert "No return was loaded." in words
    assert "There are no figures." in words
    assert "There was nothing to compare." in words
    assert "No suite ran." in words


def test_year_without_a_rule_set_is_said_once():
    codes = [f"{number}" for number in range(8500, 8520)]
    found = result(
        returns=(CENSUS_2018,),
        rules=[
            rule(
                code,
                "not_run",
                return_id=CENSUS_2018.return_id,
                return_year=2018,
                reason="no rule set for 2018",
            )
            for code in codes
        ],
    )
    words = text(found)
    assert words.count("No rule ran: no rule set for 2018.") == 1
    assert (
        "Nothing was found, but no statutory rule was run: there is no rule set for "
        "2018"
    ) in words
    assert "Ready" not in words


def test_rules_that_did_not_run_are_grouped_by_reason():
    found = result(
        rules=[
            rule("8608", "passed"),
            rule("4001", "not_run", reason="absent: CINplanDates"),
            rule("4011", "not_run", reason="absent: CINplanDates"),
        ]
    )
    words = text(found)
    assert "0 rules failed, 1 rule passed, 2 rules did not run." in words
    assert "absent: CINplanDates 2 4001, 4011" in words


def test_suites_that_could_not_run_are_told_apart():
    found = result(
        suites=[suite(), suite("failed"), suite("could_not_run", reason="no table")]
    )
    words = text(found)
    assert "Failed: 1 check" in words
    assert "Could not run: 1 check" in words
    assert "Passed: 1 check" in words


def test_page_of_children_asks_to_be_handled_so():
    assert "This page holds records of children." in text(result(findings=[finding(1)]))


def test_page_without_children_does_not():
    words = text(result(findings=[finding(1, child_id=None)]))
    assert "records of children" not in words


def test_made_up_children_are_marked():
    words = text(result(findings=[finding(1)]), synthetic=True)
    # On top, and on the pages of the board.
    assert words.count("Made-up children") == 3
    assert "holds records of children" not in words


def test_footer_names_run_and_licence():
    words = text(result())
    assert "returncheck 1.2.3" in words
    assert "0123abcd" in words
    assert "5 April 2026, 06:07 UTC" in words
    assert "Open Government Licence v3.0" in words


def test_rows_of_a_return_are_those_of_its_tables():
    counts = [
        {"return_id": CENSUS.return_id, "table_name": name, "row_count": 1234}
        for name in ("Header", "CINdetails")
    ]
    page = build_page(
        result(row_counts=counts),
        fail_on=FailOn.ERROR,
        exit_code=ExitCode.CLEAN,
        refused=(),
        synthetic=False,
    )
    assert page.returns[0].rows == 2468


@pytest.mark.parametrize(
    ("returns", "title"),
    [
        pytest.param((), "Check of returns", id="none"),
        pytest.param((CENSUS,), "Check of Medway, CIN census 2025", id="one"),
        pytest.param((CENSUS, REPORT), "Check of 2 returns of Medway", id="two"),
    ],
)
def test_title_names_what_was_checked(returns, title):
    assert re.search("<h1>(.*?)</h1>", html(result(returns=returns))).group(1) == title


@pytest.mark.parametrize(
    ("findings", "fail_on", "title"),
    [
        pytest.param(
            [explained(1)],
            "query",
            "Ready: no errors, and every query is explained",
            id="all-explained",
        ),
        pytest.param(
            [explained(1), explained(2, explanation=None)],
            "error",
            "Ready: no errors were found",
            id="some-open",
        ),
        pytest.param(
            [explained(1), finding(2)],
            "never",
            "Errors found, but this run was set never to fail",
            id="an-error",
        ),
    ],
)
def test_banner_knows_explained_queries(findings, fail_on, title):
    assert title in text(result(findings=findings), fail_on=FailOn(fail_on))


def test_explained_queries_are_told_apart_everywhere():
    found = result(
        findings=[explained(1), explained(2), explained(3, explanation=None)],
        rules=[
            rule("8670Q", severity="query", finding_count=3, explained_count=2),
            rule("2886Q", severity="query", finding_count=1, explained_count=1),
        ],
    )
    words = text(found)
    assert "1 query: correct it or give the reason. 2 queries are explained." in words
    assert "2 explained queries with a reason" in words
    assert "Statutory rules 0 1 0 2" in words
    assert "All 0 1 0 2" in words
    assert "Medway CIN census 2025 census 2025.xml 0 0 1 0 2" in words
    assert "3 findings, 2 explained" in words
    assert "Of the failed ones, 1 found nothing but explained queries." in words
    assert "8670Q Assessment authorised before it started query 3 2" in words


def test_page_without_explanations_does_not_speak_of_them():
    words = text(result(findings=[finding(1)], rules=[rule(finding_count=1)]))
    assert "xplained" not in words


def test_page_says_where_queries_are_explained():
    words = text(result(findings=[explained(1)]))
    assert "queries-to-explain.csv" in words
    assert "queries-to-explain.csv" not in text(result(findings=[finding(1)]))
