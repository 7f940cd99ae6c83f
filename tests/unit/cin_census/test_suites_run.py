"""A run as a whole: could not run against failed, rows, severities, side effects."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from suites_warehouse import PUBLISHED, add_assessments, add_return, make_warehouse

from returncheck.errors import ConfigError
from returncheck.suites import load_suites, run_suites
from returncheck.suites.planning import one_line

ROWS = (
    "select 'a' as return_id, 'T' as table_name, 1 as row_number, null as child_id, "
    "null as field, null as value from {batch} "
)
ITEM = """\
  - type: expect_column_values_to_be_between
    kwargs: {{column: {column}, min_value: {least}}}
    severity: {severity}
    meta: {{name: {name}, description: It is so., advice: Look., rows: "{rows}"}}
"""


def item(name, *, column="working_days", least=0, severity="critical", rows=ROWS):
    return ITEM.format(
        name=name, column=column, least=least, severity=severity, rows=rows
    )


@pytest.fixture
def warehouse(tmp_path):
    return make_warehouse(
        tmp_path / "small.duckdb",
        add_return("a"),
        add_assessments("a", [1, 2, 3]),
        PUBLISHED,
    )


@pytest.fixture
def run(tmp_path, warehouse):
    def check(*items, table="int_cin_census__assessment_durations"):
        folder = tmp_path / "expectations"
        folder.mkdir()
        text = f"description: A topic.\ntable: {table}\nexpectations:\n" + "".join(
            items
        )
        (folder / "topic.yml").write_text(text)
        return run_suites(warehouse, tolerances={}, expectations=folder)

    return check


def test_check_that_could_not_run_leaves_the_others_of_its_run_alone(run):
    result = run(
        item("good"),
        item("broken", column="nothing_of_this_name"),
        item("bad", least=2),
    )
    assert dict(result.outcomes.select("expectation", "outcome").iter_rows()) == {
        "good": "passed",
        "broken": "could_not_run",
        "bad": "failed",
    }


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        pytest.param("select nothing from {batch}", "nothing", id="no_such_column"),
        pytest.param(
            "select 1 from {batch} where cast(la_child_id as integer) = 1",
            "Could not convert",
            id="value_that_cannot_be_cast",
        ),
        pytest.param("selec 1 from {batch}", "syntax error", id="no_sql"),
    ],
)
def test_query_that_cannot_run_is_no_failure(run, query, reason):
    broken = (
        "  - type: unexpected_rows_expectation\n"
        f"    kwargs: {{unexpected_rows_query: '{query}'}}\n"
        "    severity: warning\n"
        "    meta: {name: broken, description: It is so., advice: Look.}\n"
    )
    result = run(item("good"), broken)
    row = result.outcomes.filter(expectation="broken").to_dicts()[0]
    assert row["outcome"] == "could_not_run"
    assert reason in row["reason"]


def test_check_that_could_not_run_is_a_finding_with_the_reason(run):
    result = run(item("broken", column="nothing_of_this_name", severity="warning"))
    assert result.findings.to_dicts() == [
        {
            "return_id": None,
            "check_id": "expectation:topic.broken",
            "severity": "query",
            "table_name": None,
            "row_number": None,
            "child_id": None,
            "field": None,
            "value": None,
            "message": "The check topic.broken could not run: Error: The column "
            '"nothing_of_this_name" in BatchData does not exist. It says nothing about '
            "the return; build again, and report it if it stays.",
            "finding_key": "expectation:topic.broken",
        }
    ]


def test_missing_table_is_named(run):
    result = run(item("good"), table="no_such_table")
    assert result.outcomes.select("outcome", "reason").rows() == [
        (
            "could_not_run",
            "Catalog Error: Table with name no_such_table does not exist",
        )
    ]


@pytest.mark.parametrize(
    ("gravity", "severity"),
    [
        pytest.param("critical", "error", id="critical"),
        pytest.param("warning", "query", id="warning"),
        pytest.param("info", "info", id="info"),
    ],
)
def test_severity_of_a_finding_follows_the_expectation(run, gravity, severity):
    result = run(item("bad", least=9, severity=gravity))
    assert result.findings["severity"].unique().to_list() == [severity]


def test_failure_whose_rows_are_nowhere_is_still_a_finding(run):
    result = run(item("bad", least=9, rows=ROWS + "where false"))
    found = result.findings.select("return_id", "table_name", "row_number")
    assert found.rows() == [(None, None, None)]
    assert "Found: 0 of 3 (0.0 %)." in result.findings["message"][0]


def test_failure_whose_rows_cannot_be_listed_says_so(run):
    result = run(item("bad", least=9, rows="select nothing from {batch}"))
    assert result.outcomes["outcome"].to_list() == ["failed"]
    assert "could not be listed: Binder Error" in result.findings["message"][0]


def test_failure_lists_more_rows_than_great_expectations_does(run, warehouse):
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(add_assessments("b", [0] * 300))
    result = run(item("bad", least=1, rows=ROWS + "where working_days < {min_value}"))
    assert result.findings.height == 300


def test_table_without_rows_is_not_applicable(run, warehouse):
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("delete from int_cin_census__assessment_durations")
    result = run(item("good"))
    assert result.outcomes.select("outcome", "reason").rows() == [
        ("not_applicable", "no rows")
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "values_to_be_between", "values_to_be_nice", "nice not found", id="type"
        ),
        pytest.param("min_value", "mim_value", "mim_value", id="argument"),
        pytest.param("min_value: 0", "mostly: 2", "mostly", id="share_above_1"),
    ],
)
def test_expectation_that_great_expectations_refuses_is_a_wrong_file(
    run, old, new, message
):
    with pytest.raises(ConfigError) as caught:
        run(item("odd").replace(old, new))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_project_suites_all_run(warehouse):
    result = run_suites(warehouse, tolerances={})
    assert result.outcomes.filter(outcome="could_not_run").is_empty()
    assert result.outcomes["suite"].n_unique() == len(load_suites())


def test_missing_warehouse_is_refused_and_not_made(tmp_path):
    with pytest.raises(ConfigError, match="no warehouse at"):
        run_suites(tmp_path / "none.duckdb", tolerances={})
    assert not (tmp_path / "none.duckdb").exists()


def test_path_of_the_warehouse_may_hold_signs(tmp_path):
    folder = tmp_path / "a $HOME ${x} 100% #1 é&y=1"
    folder.mkdir()
    path = make_warehouse(folder / "small.duckdb", add_return("a"))
    result = run_suites(path, tolerances={}, suites=["returns"])
    assert result.outcomes.filter(outcome="could_not_run").is_empty()


def test_warehouse_is_free_after_a_run(warehouse):
    run_suites(warehouse, tolerances={}, suites=["returns"])
    with duckdb.connect(str(warehouse), config={"threads": 1}) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_suites_run_beside_an_open_connection(warehouse):
    with duckdb.connect(str(warehouse)) as connection:
        result = run_suites(warehouse, tolerances={}, suites=["returns"])
        assert connection.execute("select 1").fetchone() == (1,)
    assert result.outcomes.height == 2


def test_importing_the_package_leaves_the_heavy_parts_alone():
    heavy = ("great_expectations", "polars", "duckdb", "sqlalchemy", "pydantic")
    code = (
        "import sys, returncheck.suites\n"
        f"sys.exit(str(set({heavy}) & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.stderr.strip() == "set()"


def test_run_writes_no_file_and_nothing_on_the_screen(run, tmp_path, warehouse):
    run(item("bad", least=9), item("broken", column="nothing"))
    home = tmp_path / "home"
    home.mkdir()
    code = (
        "import sys, warnings; from pathlib import Path\n"
        "from returncheck.suites import run_suites\n"
        "run_suites(Path(sys.argv[1]), tolerances={}, expectations=Path(sys.argv[2]))\n"
        "warnings.warn('still shown')\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, warehouse, warehouse.parent / "expectations"],
        capture_output=True,
        text=True,
        cwd=home,
        env={
            "HOME": str(home),
            "TMPDIR": str(home),
            "PYTHONPATH": str(Path(run_suites.__code__.co_filename).parents[2]),
        },
        check=True,
    )
    assert list(home.rglob("*")) == []
    assert found.stdout == ""
    lines = found.stderr.splitlines()
    assert [line for line in lines if "still shown" not in line] == []
    assert lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("\n  First.\nSecond.", "First", id="first_with_text"),
        pytest.param("", "no reason was given", id="empty"),
        pytest.param("x" * 400, "x" * 300, id="long"),
    ],
)
def test_reason_is_cut_to_one_line(text, line):
    assert one_line(text) == line
