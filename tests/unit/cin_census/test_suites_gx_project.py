"""The exported project: run with Great Expectations alone, edited, and read back."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa
from duckdb_engine import Dialect as DuckDBDialect
from suites_warehouse import (
    PUBLISHED,
    YEAR,
    add_assessments,
    add_conferences,
    add_return,
    add_row,
    make_warehouse,
)

from returncheck.errors import ConfigError
from returncheck.suites import load_suites, run_suites
from returncheck.suites.dialect import connection_string
from returncheck.suites.gx_project import write_gx_project

PROJECT = Path(__file__).parents[3]
ALONE = """
import json, sys
import great_expectations as gx

context = gx.get_context(mode="file", project_root_dir=sys.argv[1])
result = context.checkpoints.get("returncheck").run()
print(json.dumps([
    [
        each.expectation_config.meta["returncheck"]["name"],
        each.expectation_config.meta["returncheck"]["return_id"],
        each.success,
    ]
    for run in result.run_results.values()
    for each in run.results
]))
"""
EDIT = """
import sys
import great_expectations as gx
from great_expectations.expectations import row_conditions

context = gx.get_context(mode="file", project_root_dir=sys.argv[1])
late = context.suites.get("assessment_timeliness")
for each in list(late.expectations):
    each.mostly = 0.25
    each.severity = "critical"
late.add_expectation(
    gx.expectations.ExpectColumnValuesToBeBetween(
        column="working_days",
        max_value=50,
        row_condition=row_conditions.Column("is_completed_in_period") == True,
        severity="info",
        description="No assessment takes more than 50 working days.",
    )
)
late.save()
ranks = context.suites.get("benchmarks__fct_benchmarks")
ranks.delete_expectation(
    next(e for e in ranks.expectations if e.meta["name"] == "rank_from_1")
)
ranks.save()
context.suites.delete("returns")
own = context.suites.add(gx.ExpectationSuite(name="Our own", expectations=[
    gx.expectations.ExpectColumnValuesToNotBeNull(column="la_child_id", severity="info")
]))
asset = context.data_sources.get("returncheck").get_asset(
    "int_cin_census__assessment_durations"
)
context.validation_definitions.add(gx.ValidationDefinition(
    name="ours", data=asset.batch_definitions[0], suite=own
))
"""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    figure = {
        "return_id": "a",
        "source": "reported",
        "area_type": "authority",
        "area_code": "101",
        "la_code": "101",
        "indicator_id": "icpc_within_15_days",
        "table_name": "Figures",
        "row_number": 1,
        **YEAR,
    }
    return make_warehouse(
        # A sign that neither Great Expectations nor SQLAlchemy may take for its own.
        tmp_path_factory.mktemp("a $path %41 #1") / "small.duckdb",
        add_return("a"),
        add_return("it's b"),
        add_return("empty"),
        add_assessments("a", [1, 44, 45, 46, None]),
        add_assessments("it's b", [46, 60]),
        add_conferences("a", [15, 16]),
        add_row("fct_indicator_values", value=101, **figure),
        add_row(
            "fct_benchmarks",
            la_code="101",
            source="published",
            rank=4,
            ranked_authorities=3,
            quartile_band="E",
            **YEAR,
        ),
        add_row(
            "int_return_row_counts",
            return_id="a",
            table_name="Header",
            is_needed=True,
            row_count=1,
            change_pct=-20,
        ),
        PUBLISHED,
    )


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """Run a script of Great Expectations alone; the dialect is found as declared."""
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    lines = ["[sqlalchemy.dialects]"] + [
        f"{name} = {target}"
        for name, target in declared["entry-points"]["sqlalchemy.dialects"].items()
    ]
    site = tmp_path_factory.mktemp("site")
    info = site / "declared-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: declared\nVersion: 1\n"
    )
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
    package = Path(run_suites.__code__.co_filename).parents[2]

    def run(script, folder):
        return subprocess.run(
            [sys.executable, "-c", script, str(folder)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{package}"},
        ).stdout

    return run


TOLERANCES = {"row_counts": 10, "assessments_within_45_days": 60}


@pytest.fixture(scope="module")
def exported(warehouse, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported") / "project"
    return write_gx_project(warehouse, folder, tolerances=TOLERANCES)


def test_plain_great_expectations_comes_to_the_same_verdicts(
    warehouse, exported, alone
):
    told = json.loads(alone(ALONE, exported.folder.parent).splitlines()[-1])
    there = {(name, return_id): success for name, return_id, success in told}
    here = {
        (row["expectation"], row["return_id"]): row["outcome"] != "failed"
        for row in run_suites(warehouse, tolerances=TOLERANCES).outcomes.to_dicts()
        # Without rows, or without a return, there is nothing to be asked of.
        if not (row["reason"] == "no rows" and row["return_id"] is not None)
        and not (row["reason"] or "").startswith("no return of the collection")
    }
    assert there == here
    assert len(told) == exported.checks == len(here)
    assert {True, False} == set(there.values())
    assert ("assessments_within_45_days", "it's b") in there


def test_project_is_whole(exported):
    root = exported.folder
    assert (root / "great_expectations.yml").is_file()
    assert exported.data_docs.is_file()
    names = {path.stem for path in (root / "expectations").glob("*.json")}
    assert names == set(exported.suites)
    assert {path.stem for path in (root / "checkpoints").glob("*.json")} == {
        "returncheck"
    }
    assert "analytics_enabled: false" in (root / "great_expectations.yml").read_text()


def test_project_that_nobody_edited_is_read_as_what_it_was_made_from(exported):
    assert load_suites(exported.folder.parent) == load_suites()
    assert load_suites(exported.folder) == load_suites()


def test_edited_project_is_what_runs(warehouse, tmp_path, alone):
    made = write_gx_project(warehouse, tmp_path / "project", tolerances={})
    alone(EDIT, made.folder.parent)
    suites = {suite.name: suite for suite in load_suites(made.folder)}
    shipped = {suite.name for suite in load_suites()}
    assert set(suites) == (shipped - {"returns"}) | {"our_own"}
    late = {each.name: each for each in suites["assessment_timeliness"].expectations}
    edited = late["assessments_within_45_days"]
    assert (edited.kwargs["mostly"], edited.references) == (0.25, {})
    assert (edited.severity, edited.per_return) == ("critical", True)
    ranks = [each.name for each in suites["benchmarks"].expectations]
    assert "rank_from_1" not in ranks
    assert {"england_published", "bands_a_to_d"} <= set(ranks)

    run = run_suites(warehouse, tolerances={}, expectations=made.folder.parent)
    outcomes = {
        (row["expectation"], row["return_id"]): (row["outcome"], row["severity"])
        for row in run.outcomes.to_dicts()
    }
    added = "expect_column_values_to_be_between_working_days"
    assert outcomes[added, None] == ("failed", "info")
    assert outcomes["expect_column_values_to_not_be_null_la_child_id", None] == (
        "passed",
        "info",
    )
    assert outcomes["assessments_within_45_days", "a"] == ("passed", "error")
    assert outcomes["assessments_within_45_days", "it's b"] == ("failed", "error")
    found = run.findings.filter(check_id=f"expectation:assessment_timeliness.{added}")
    assert found.select("return_id", "row_number", "value").rows() == [
        ("it's b", 2, "60")
    ]


def rewritten(exported, tmp_path, suite, change):
    """A copy of the project in which one suite was changed."""
    root = tmp_path / "gx"
    for part in ("expectations", "validation_definitions"):
        for path in (exported.folder / part).glob("*.json"):
            target = root / part / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    settings = exported.folder / "great_expectations.yml"
    (root / settings.name).write_bytes(settings.read_bytes())
    path = root / "expectations" / f"{suite}.json"
    told = json.loads(path.read_text())
    change(told)
    path.write_text(json.dumps(told))
    return tmp_path


def with_condition(condition):
    def change(told):
        told["expectations"][0]["kwargs"]["row_condition"] = condition

    return change


COMPARED = {
    "type": "comparison",
    "column": {"name": "a"},
    "operator": "==",
    "parameter": 1,
}


@pytest.mark.parametrize(
    ("suite", "change", "message"),
    [
        pytest.param(
            "returns",
            with_condition({**COMPARED, "operator": ">"}),
            "chooses rows in a way",
            id="greater",
        ),
        pytest.param(
            "returns", with_condition('col("a") == 1'), "chooses rows", id="text"
        ),
        pytest.param(
            "returns",
            with_condition({"type": "and", "conditions": [COMPARED, COMPARED]}),
            "chooses rows",
            id="twice",
        ),
        pytest.param(
            "assessment_timeliness",
            with_condition(COMPARED),
            "is judged return by return",
            id="return_left_out",
        ),
        pytest.param(
            "assessment_timeliness",
            lambda told: told["expectations"][0]["kwargs"].update(mostly=0.5),
            "differ from return to return",
            id="one_return_alone",
        ),
        pytest.param(
            "returns",
            lambda told: told["expectations"][0].update(severity="error"),
            "severity 'error'",
            id="severity",
        ),
        pytest.param(
            "returns",
            lambda told: told["expectations"][0].update(meta="ours"),
            "not as Great Expectations writes it",
            id="meta_of_text",
        ),
        pytest.param(
            "returns",
            lambda told: told.update(expectations=["ours"]),
            "not as Great Expectations writes it",
            id="expectation_of_text",
        ),
        pytest.param(
            "returns",
            lambda told: told["meta"]["returncheck"].update(definitions=[{}]),
            "not as Great Expectations writes it",
            id="definition_without_a_name",
        ),
        pytest.param(
            "returns",
            lambda told: (told.pop("meta"), told.update(name="nowhere")),
            "belongs to no table",
            id="no_table",
        ),
    ],
)
def test_what_cannot_be_read_back_is_told_in_one_line(
    exported, tmp_path, suite, change, message
):
    folder = rewritten(exported, tmp_path, suite, change)
    with pytest.raises(ConfigError, match=message) as caught:
        load_suites(folder)
    assert "\n" not in str(caught.value)


def test_unchanged_value_stays_a_tolerance_and_an_edited_one_does_not(
    exported, tmp_path
):
    def named(suites):
        return next(
            each
            for suite in suites
            for each in suite.expectations
            if each.name == "row_counts_near_last_year"
        )

    def edit(told):
        for each in told["expectations"]:
            if each["meta"]["name"] == "row_counts_near_last_year":
                each["kwargs"]["max_value"] = 99

    edited = named(load_suites(rewritten(exported, tmp_path, "returns", edit)))
    assert edited.kwargs["max_value"] == 99
    assert list(edited.references) == ["min_value"]


def test_file_that_is_no_json_is_named(exported, tmp_path):
    folder = rewritten(exported, tmp_path, "returns", lambda told: None)
    (folder / "gx" / "expectations" / "returns.json").write_text("{")
    with pytest.raises(ConfigError, match=r"returns\.json is no valid JSON"):
        load_suites(folder)


@pytest.mark.parametrize("suites", [["nothing"]])
def test_unknown_suite_of_a_project_is_refused(exported, suites):
    with pytest.raises(ConfigError, match="no suite 'nothing'"):
        load_suites(exported.folder, suites=suites)


def test_project_that_is_there_is_not_lost(warehouse, exported):
    for folder in (exported.folder, exported.folder.parent):
        with pytest.raises(ConfigError, match="Name another folder"):
            write_gx_project(warehouse, folder, tolerances={})


def test_database_that_is_missing_or_not_built_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="no database"):
        write_gx_project(tmp_path / "no.duckdb", tmp_path / "p", tolerances={})
    duckdb.connect(str(tmp_path / "bare.duckdb")).close()
    with pytest.raises(ConfigError, match="Run a check"):
        write_gx_project(tmp_path / "bare.duckdb", tmp_path / "p", tolerances={})
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("name", ["plain.duckdb", "$HOME %41#?.duckdb", "hex:61.db"])
def test_dialect_opens_a_file_of_any_name(tmp_path, name):
    path = tmp_path / name
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table t as select 1 as a")
    engine = sa.create_engine(connection_string(path, read_only=True))
    with engine.connect() as connection:
        assert connection.execute(sa.text("select a from t")).fetchall() == [(1,)]
        with pytest.raises(sa.exc.DBAPIError, match="read-only"):
            connection.execute(sa.text("create table u as select 1 as a"))
    engine.dispose()


def test_dialect_takes_the_path_as_it_is_written(tmp_path):
    path = tmp_path / "plain.duckdb"
    duckdb.connect(str(path)).close()
    assert connection_string(path) == f"duckdb+returncheck:///{path}"
    engine = sa.create_engine(f"duckdb+returncheck:///{path}")
    with engine.connect() as connection:
        connection.execute(sa.text("create table u as select 1 as a"))
    engine.dispose()


@pytest.mark.parametrize("rest", ["", "x?read_only=maybe", "x?threads=1"])
def test_dialect_refuses_what_it_does_not_know(rest):
    with pytest.raises(sa.exc.ArgumentError, match="duckdb\\+returncheck"):
        sa.create_engine(f"duckdb+returncheck:///{rest}").connect()


def test_dialect_gives_the_columns_of_tables_and_views(tmp_path):
    path = tmp_path / "columns.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute(
            "create table held (a string not null, b integer, c bigint, d double, "
            "e date, f timestamp, g boolean, h decimal(9, 1) default 0.5)"
        )
        connection.execute("create view seen as select a, h from held")
    inspector = sa.inspect(sa.create_engine(connection_string(path)))
    with inspector.engine.connect() as connection:
        inherited = DuckDBDialect.get_columns(inspector.dialect, connection, "held")
    assert _shown(inspector.get_columns("held")) == _shown(inherited)
    assert len(inherited) == 8
    assert [each["name"] for each in inspector.get_columns("seen")] == ["a", "h"]
    with pytest.raises(sa.exc.NoSuchTableError):
        inspector.get_columns("nowhere")


def test_dialect_looks_for_columns_where_names_are_looked_for(tmp_path):
    path = tmp_path / "schemas.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("create table held (a string)")
        connection.execute("create schema other")
        connection.execute("create table other.held (z string)")
    inspector = sa.inspect(sa.create_engine(connection_string(path)))
    found = {
        schema: [each["name"] for each in inspector.get_columns("held", schema=schema)]
        for schema in (None, "main", "other")
    }
    assert found == {None: ["a"], "main": ["a"], "other": ["z"]}


def _shown(columns):
    return [(each["name"], str(each["type"]), each["nullable"]) for each in columns]
