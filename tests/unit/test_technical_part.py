"""The part for engineers: files, versions, stages, rules that did not run, runs."""

from dataclasses import replace
from datetime import datetime

from report_pages import text
from report_results import CENSUS, REPORT, contract, result, rule

from returncheck.files.fingerprints import InputFile
from returncheck.findings.exits import ExitCode
from returncheck.report.parts.technical import technical_view
from returncheck.report.sections.outcomes import rule_sets
from returncheck.report.words.names import return_names
from returncheck.results.stages import Stage, Stopwatch
from returncheck.warehouse import PastRun

FILE = InputFile(
    name="in.xml", sha256="ab" * 32, size=12345, modified_at=datetime(2026, 4, 1, 9, 5)
)


def view(found, code=ExitCode.FINDINGS):
    names = return_names(found.returns)
    return technical_view(found, names, exit_code=code, sets=rule_sets(found, names))


def past(number, errors, queries, day):
    return PastRun(
        run_id=number,
        started_at=datetime(2026, 4, day, 6, 7),
        version="1.2.3",
        returns=1,
        errors=errors,
        queries=queries,
        notes=0,
    )


def test_files_are_told_once_with_size_time_and_hash():
    found = result(
        returns=(replace(CENSUS, files=(FILE,)), replace(REPORT, files=(FILE,)))
    )
    (row,) = view(found).files
    assert row.returns.endswith(" and 1 more")
    assert (row.name, row.size, row.sha256) == ("in.xml", "12,345", "ab" * 32)
    assert row.modified_at == "1 April 2026, 09:05 UTC"


def test_returns_of_frames_have_no_files():
    assert view(result()).files == ()


def test_exit_code_is_explained():
    assert view(result()).exit_meaning == "findings that fail a run"
    assert view(result(), ExitCode.UNREADABLE).exit_code == 3


def test_versions_name_what_ran():
    named = dict(view(result()).versions)
    assert named["returncheck"] == "1.2.3"
    assert {"Python", "DuckDB", "dbt", "Great Expectations", "pandera"} <= set(named)
    assert all(named.values())


def test_stages_have_their_share_of_the_time():
    stages = (Stage(name="Reading", seconds=3.0), Stage(name="Ready", seconds=0.01))
    shown = view(replace(result(), stages=stages))
    assert [(row.seconds, row.share) for row in shown.stages] == [
        ("3.0", 100),
        ("less than 0.1", 0),
    ]
    assert shown.all_seconds == "3.0"
    assert "Time taken" not in text(result())


def test_stopwatch_notes_stages_in_their_order():
    watch = Stopwatch()
    watch.done("a")
    watch.done("b")
    assert [each.name for each in watch.stages] == ["a", "b"]
    assert all(each.seconds >= 0 for each in watch.stages)


def test_rules_that_did_not_run_are_listed_by_reason():
    found = result(
        rules=[
            rule(),
            rule("200", "not_run", reason="no postcodes"),
            rule("201", "not_run", reason="no postcodes"),
        ]
    )
    (row,) = view(found).not_run
    assert (row.reason, row.number, row.codes) == ("no postcodes", 2, "200, 201")
    assert "no postcodes" in text(found)
    assert "Every rule ran." in text(result(rules=[rule()]))


def test_contracts_of_which_the_same_is_true_stand_together():
    found = result(
        returns=(CENSUS, replace(CENSUS, return_id="cin_census-394-2025")),
        contracts=[contract(), contract(return_id="cin_census-394-2025")],
    )
    (row,) = view(found).contracts
    assert row.returns.endswith(" and 1 more")
    assert row.said == "1 check passed, 0 failed"


def test_runs_are_compared_with_the_run_before():
    runs = (past("0123abcd", 3, 5, 3), past("b", 10, 4, 2), past("c", 10, 4, 1))
    rows = view(replace(result(), past_runs=runs)).runs
    assert [row.change for row in rows] == ["7 errors fewer, 1 query more", "", ""]
    assert [row.is_this for row in rows] == [True, False, False]
    assert rows[0].when == "3 April 2026, 06:07 UTC"
