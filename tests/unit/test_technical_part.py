"""The part for engineers: files, versions, stages, rules that did not run, runs."""

from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
from report_pages import text
from report_results import CENSUS, REPORT, contract, result, rule

from returncheck.files.fingerprints import InputFile
from returncheck.findings.exits import ExitCode
from returncheck.report.parts.technical import technical_view
from returncheck.report.sections.outcomes import rule_sets
from returncheck.report.words.names import return_names
from returncheck.results.history import RunHistory
from returncheck.warehouse.past_runs import PastRun, RunCount, RunReturn

FILE = InputFile(
    name="in.xml", sha256="ab" * 32, size=12345, modified_at=datetime(2026, 4, 1, 9, 5)
)


def view(found, code=ExitCode.FINDINGS):
    names = return_names(found.returns)
    return technical_view(found, names, exit_code=code, sets=rule_sets(found, names))


def past(run_id, errors, queries, day, **changes):
    counts = tuple(
        RunCount(layer="rule", severity=severity, findings=number, explained=0)
        for severity, number in (("error", errors), ("query", queries))
    )
    checked = RunReturn(
        return_id=CENSUS.return_id, is_context=False, files=(), counts=counts
    )
    return PastRun(
        run_id=run_id,
        started_at=datetime(2026, 4, day, 6, 7, tzinfo=UTC),
        version="1.2.3",
        **{"outcome": "checked", "returns": (checked,), **changes},
    )


def after(*runs):
    """A result whose history has some runs, the earliest first."""
    history = RunHistory(
        findings=pl.DataFrame(),
        mended=pl.DataFrame(),
        previous=None,
        new=0,
        still=0,
        first_checked=0,
        new_by_severity={},
        mended_since_last=0,
        mended_since_first=0,
        mended_by_severity={},
        runs=runs,
        burn_downs=(),
        key_mark="",
    )
    return replace(result(), history=history)


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
    shown = view(after(past("0123abcd", 0, 0, 1, seconds={"read": 3.0, "odd": 0.01})))
    assert [(row.name, row.seconds, row.share) for row in shown.stages] == [
        ("Reading the files", "3.0", 100),
        ("odd", "less than 0.1", 0),
    ]
    assert shown.all_seconds == "3.0"
    assert "Time taken" not in text(result())


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
        returns=(CENSUS, replace(CENSUS, return_id="another")),
        contracts=[contract(), contract(return_id="another")],
    )
    (row,) = view(found).contracts
    assert row.returns.endswith(" and 1 more")
    assert row.said == "1 check passed, 0 failed"


def test_runs_are_compared_with_the_run_before():
    runs = (past("c", 10, 4, 1), past("b", 10, 4, 2), past("0123abcd", 3, 5, 3))
    rows = view(after(*runs)).runs
    assert [row.change for row in rows] == ["7 errors fewer, 1 query more", "", ""]
    assert [row.is_this for row in rows] == [True, False, False]
    assert rows[0].when == "3 April 2026, 06:07 UTC"


def test_of_many_runs_the_latest_are_told_and_each_compared():
    runs = [past(str(number), number, 0, 1) for number in range(30)]
    rows = view(after(*runs)).runs
    assert len(rows) == 20
    assert {row.change for row in rows} == {"1 error more"}


def test_run_of_chosen_rules_is_marked():
    (row,) = view(after(past("a", 1, 1, 1, rules=("8608",)))).runs
    assert row.scope == "not every rule or suite"
