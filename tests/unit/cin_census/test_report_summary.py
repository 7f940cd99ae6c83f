"""summary.md and the lines of the console."""

from dataclasses import replace

import pytest
from report_results import (
    CENSUS,
    CENSUS_2024,
    compared,
    explained,
    figure,
    finding,
    result,
    rule,
    values_of,
)

from returncheck.report import Outputs, console_lines
from returncheck.report.outputs.summary import summary_text
from returncheck.report.page import build_page
from returncheck.results.check_result import ExitCode
from returncheck.settings.config import FailOn


def summary(found, *, refused=(), synthetic=False):
    page = build_page(
        found,
        fail_on=FailOn.ERROR,
        exit_code=found.exit_code(),
        refused=refused,
        synthetic=synthetic,
    )
    return summary_text(found, page)


def lines(found, outputs=None, **options):
    return console_lines(found, outputs, **{"fail_on": FailOn.ERROR, **options})


def secret():
    return result(
        findings=[
            finding(
                n, child_id="SECRETCHILD", value="SECRETVALUE", message="SECRETTEXT"
            )
            for n in (4, 9, 10, 13)
        ],
        rules=[rule(finding_count=4)],
    )


def test_summary_names_no_child_and_quotes_no_value():
    assert "SECRET" not in summary(secret())


def test_console_names_no_child_and_quotes_no_value():
    assert "SECRET" not in "\n".join(lines(secret()))


def test_summary_lists_failed_checks_with_their_first_rows():
    text = summary(secret())
    assert (
        "| error | 8608 Assessment authorised before it started | 4 | "
        "Assessments 4, 9, 10 … |"
    ) in text


def test_summary_names_the_return_of_the_rows_where_there_are_several():
    found = result(
        returns=(CENSUS, CENSUS_2024),
        findings=[finding(7), finding(8, return_id=CENSUS_2024.return_id)],
    )
    assert "| Medway, CIN census 2025: Assessments 7 … |" in summary(found)


def test_summary_starts_with_the_status_and_counts():
    text = summary(secret())
    assert text.startswith("## Findings to mend\n")
    assert "| **All** | **4** | **0** | **0** |" in text


def test_summary_leaves_out_notes():
    found = result(findings=[finding(1, severity="info", check_id="cin_census:9")])
    assert "First rows" not in summary(found)


def test_summary_is_cut_after_ten_checks():
    findings = [finding(n, check_id=f"cin_census:{n}") for n in range(1, 13)]
    text = summary(result(findings=findings))
    assert text.count("| error |") == 10
    assert "… and 2 more checks." in text


def test_summary_shows_key_figures_of_the_newest_records():
    rows = [
        compared(value=80.04),
        compared("rereferrals_within_12_months", 13.0, completeness="lower_bound"),
        compared("referral_rate", 412.0, rank=None, quartile_band=None),
        figure("cpp_starts", 12.0),
        compared(value=50.0, return_id=CENSUS_2024.return_id, return_year=2024),
    ]
    text = summary(
        result(
            returns=(CENSUS_2024, CENSUS), benchmarks=rows, indicators=values_of(rows)
        )
    )
    assert (
        "| Medway, CIN census 2025 | Assessments within 45 working days | 80.0% "
        "| 85.5% | C |"
    ) in text
    assert "| at least 13.0% |" in text
    assert "412" not in text
    assert "CIN census 2024 |" not in text


def test_summary_escapes_markdown():
    record = replace(CENSUS, return_id="a|b<c>[d]`e`")
    text = summary(result(returns=(record,)), refused=["x|y\nz <b>"])
    assert r"(a\|b&lt;c&gt;\[d\]\`e\`)" in text
    assert r"- Refused: x\|y z &lt;b&gt;" in text


def test_summary_marks_made_up_children():
    assert "Made-up children" in summary(secret(), synthetic=True)


def test_console_gives_status_counts_and_checks():
    found = result(
        findings=[finding(1), finding(2), finding(3, severity="query")],
        rules=[rule(finding_count=2)],
    )
    assert lines(found) == [
        "Findings to mend.",
        "2 errors, 1 query, 0 notes in 1 return.",
        "Checked by the rules of 2025: 1 rule.",
        "  error  8608 Assessment authorised before it started: 2 findings",
        "  query  8608 Assessment authorised before it started: 1 finding",
    ]


def test_console_says_how_many_checks_it_leaves_out():
    findings = [finding(n, check_id=f"cin_census:{n}") for n in range(1, 9)]
    assert lines(result(findings=findings))[-1] == "  and 3 more checks"


def test_console_says_where_the_report_is(tmp_path):
    outputs = Outputs.in_folder(tmp_path)
    assert lines(result(), outputs)[-1] == f"Report: {tmp_path / 'report.html'}"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({}, "Ready: nothing was found.", id="of-the-findings"),
        pytest.param(
            {"exit_code": ExitCode.UNREADABLE, "refused": ["bad.xml is not XML."]},
            "1 file could not be read.",
            id="given",
        ),
    ],
)
def test_console_status_follows_the_exit_code(options, expected):
    assert lines(result(), **options)[0] == expected


def test_console_repeats_refusals_it_is_given():
    said = lines(result(), refused=["bad.xml is not XML."])
    assert "Refused: bad.xml is not XML." in said


def partly_explained():
    return result(
        findings=[
            explained(4, explanation=None),
            *(explained(n) for n in (5, 6)),
            explained(7, check_id="cin_census:2886Q"),
        ],
        rules=[rule("8670Q", title="Open too long"), rule("2886Q", title="No sex")],
    )


def test_summary_counts_what_is_explained():
    text = summary(partly_explained())
    assert "- 3 queries are explained." in text
    assert "| Statutory rules | 0 | 1 | 0 | 3 |" in text
    assert "| **All** | **0** | **1** | **0** | **3** |" in text
    assert "| query | 8670Q Open too long | 3 | 2 | Assessments 4 |" in text
    assert "All explained: 2886Q No sex (1)." in text


def test_summary_of_nothing_but_explained_queries_has_no_table_of_checks():
    text = summary(result(findings=[explained(1)]))
    assert "First rows" not in text
    assert "All explained: 8670Q 8670Q (1)." in text


def test_summary_and_console_do_not_quote_explanations():
    found = result(findings=[explained(1, explanation="SECRET", explained_by="SECRET")])
    assert "SECRET" not in summary(found) + "\n".join(lines(found))


def test_console_counts_what_is_explained():
    assert lines(partly_explained()) == [
        "Ready: no errors were found.",
        "0 errors, 1 query, 0 notes in 1 return; 3 queries explained.",
        "Checked by the rules of 2025: 2 rules.",
        "  query  8670Q Open too long: 3 findings, 2 explained",
    ]
