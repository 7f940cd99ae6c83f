"""A team's own dbt project, with names that ours has or had, runs ours beside.

Ours comes as a package with a rule, an indicator and a suite of the team's own in it.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from returncheck import Workspace
from returncheck.errors import ConfigError
from returncheck.synth import generate_cin_census

PROJECT = """
name: team
profile: team
flags: {send_anonymous_usage_stats: false}
"""
PROFILES = """
team:
  target: dev
  outputs:
    dev: {type: duckdb, path: team.duckdb, schema: analytics, threads: 2}
"""
# The names that a team's own tables have most often.
SEEDS = ("authorities", "indicators", "code_lists")
MODELS = {
    "comparisons": "select la_code, 'own' as kind from {{ ref('authorities') }}",
    "stg_returns": "select 1 as own_return",
    "own_findings": "select count(*) as found "
    "from {{ ref('returncheck', 'fct_findings') }} "
    "cross join {{ ref('comparisons') }}",
}
TOY = Path(__file__).parent / "toy_extension" / "our_checks"
SETTINGS = 'authority: "887"\nextensions: [our_checks/]\n'
RECEIVED = "returncheck_raw_schema: received"


def dbt(folder, *arguments):
    work = str(folder / "target")
    return subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")), *arguments,
            "--project-dir", str(folder), "--profiles-dir", str(folder),
            *(() if arguments[0] == "deps" else ("--target-path", work)),
            "--log-path", work,
        ],
        cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "DO_NOT_TRACK": "1", "NO_COLOR": "1"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def team(tmp_path_factory, returncheck_in):
    """The project, and a database with a table `raw.targets` of the team's own."""
    folder = tmp_path_factory.mktemp("team")
    # Its second rule is one that fails on purpose.
    shutil.copytree(TOY, folder / "our_checks", ignore=shutil.ignore_patterns("*la02*"))
    (folder / "returncheck.yml").write_text(SETTINGS)
    written = returncheck_in(folder, "dbt-package", "packaged")
    assert (written.returncode, written.stderr) == (0, "")
    (folder / "dbt_project.yml").write_text(PROJECT)
    (folder / "profiles.yml").write_text(PROFILES)
    (folder / "packages.yml").write_text("packages: [{local: packaged}]\n")
    for place in ("seeds", "models"):
        (folder / place).mkdir()
    for name in SEEDS:
        (folder / "seeds" / f"{name}.csv").write_text("la_code\n887\n")
    for name, sql in MODELS.items():
        (folder / "models" / f"{name}.sql").write_text(sql)
    with duckdb.connect(folder / "team.duckdb") as connection:
        connection.execute("create schema raw")
        connection.execute("create table raw.targets as select 7 as team_target")
    made = dbt(folder, "deps")
    assert made.returncode == 0, made.stdout
    return folder


@pytest.fixture(scope="module")
def refused(team):
    """A build with the team's own schema taken for ours, before the one that works."""
    return dbt(team, "build", "--select", "authorities")


@pytest.fixture(scope="module")
def built(team, refused):
    """All models, seeds and unit tests of both, and the data tests of rules."""
    done = dbt(
        team, "build", "--warn-error", "--vars", f"{{{RECEIVED}}}", "--quiet",
        "--exclude", "resource_type:test",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return team / "team.duckdb"


def rows(database, query):
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_table_of_another_is_refused_with_the_way_out(refused):
    assert refused.returncode != 0
    said = " ".join(refused.stdout.split())
    assert (
        "raw.targets was not made by returncheck and lacks the column la_code" in said
    )
    assert "set the var returncheck_raw_schema" in said


def test_table_of_another_stays_as_it_was(built):
    assert rows(built, "from raw.targets") == [(7,)]
    assert rows(
        built, "select table_name, column_name from duckdb_columns() "
        "where schema_name = 'raw'",
    ) == [("targets", "team_target")]  # fmt: skip


def test_both_projects_stand_in_the_schema_of_the_team(built):
    assert rows(built, "from analytics.authorities") == [(887,)]
    assert rows(built, "from analytics.comparisons") == [(887, "own")]
    assert rows(built, "from analytics.own_findings") == [(0,)]
    assert rows(built, "select count(*) > 100 from analytics.rc_authorities")[0][0]
    assert rows(
        built, "select count(*) from duckdb_tables() where schema_name = 'main'"
    )[0] == (0,)


def test_database_can_be_attached_under_another_name(built):
    with duckdb.connect() as connection:
        connection.execute(f"attach '{built}' as elsewhere (read_only)")
        connection.execute("use elsewhere.analytics")
        views = connection.execute(
            "select view_name from duckdb_views() where not internal "
            "and database_name = 'elsewhere' and view_name not in (select unnest(?))",
            [list(MODELS)],
        ).fetchall()
        assert len(views) > 20
        for (name,) in views:
            connection.execute(f'select * from analytics."{name}" limit 1')


def test_export_reads_the_schema_that_was_built_in(built, returncheck, tmp_path):
    done = returncheck("export", built, "--out", "out", "--format", "csv")
    assert done.returncode == 0, done.stderr
    path = tmp_path / "out" / "dim_authorities.csv"
    codes = pl.read_csv(path, infer_schema=False)
    assert "887" in codes["la_code"]


def test_workspace_leaves_a_schema_that_dbt_alone_reads(built):
    with pytest.raises(ConfigError, match=r"reads from schema received .*dbt build"):
        Workspace.open(built)


def test_each_rule_answers_dbt_test(built, team):
    done = dbt(
        team, "test", "--vars", f"{{{RECEIVED}}}", "--select",
        "rule_cin_census__8670q", "rule_cin_census__100",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    for code in ("8670q", "100"):
        assert f"PASS rule_answers_rule_cin_census__{code}" in done.stdout
    assert "ERROR=0" in done.stdout


def test_tags_select_rules_by_severity_and_return(team, built):
    done = dbt(
        team, "ls", "--quiet", "--vars", f"{{{RECEIVED}}}", "--resource-type", "model",
        "--select", "tag:rule,tag:query,tag:cin_census", "--output", "name",
    )  # fmt: skip
    listed = done.stdout.split()
    assert "rule_cin_census__8670q" in listed
    assert "rule_cin_census__100" not in listed


def test_the_teams_rule_and_indicator_are_built(built, team):
    assert rows(
        built, "select code, severity from analytics.rc_rules where code like 'local:%'"
    ) == [("local:LA01", "query")]
    assert rows(
        built, "select count(*) from analytics.rc_indicators "
        "where indicator_id = 'local:weekend_assessments'",
    ) == [(1,)]  # fmt: skip
    done = dbt(
        team, "ls", "--quiet", "--vars", f"{{{RECEIVED}}}", "--resource-type", "model",
        "--select", "rule_cin_census__local__la01", "--output", "name",
    )  # fmt: skip
    assert done.stdout.split() == ["rule_cin_census__local__la01"]


def test_the_same_folder_is_checked_and_all_three_are_on_the_page(team, returncheck_in):
    generate_cin_census(
        authority="887", year=2025, children=60, seed=3, out=team / "cin.xml"
    )
    done = returncheck_in(team, "run", "cin.xml", "--out", "out")
    assert (done.returncode, done.stderr) == (0, "")
    results = json.loads((team / "out/results.json").read_text(encoding="utf-8"))
    outcomes = {each["code"]: each["outcome"] for each in results["rules"]}
    assert outcomes["local:LA01"] == "failed"
    page = (team / "out/report.html").read_text(encoding="utf-8")
    for text in (
        "local:LA01",
        "Assessments started on a weekend",
        "child_ids_are_ours",
    ):
        assert text in page


def test_package_is_written_anew_and_no_other_folder_touched(team, returncheck_in):
    again = returncheck_in(team, "dbt-package", "packaged")
    assert (again.returncode, again.stderr) == (0, "")
    refused = returncheck_in(team, "dbt-package", "our_checks")
    assert (refused.returncode, refused.stderr) == (
        2,
        "our_checks is there already and holds other files. "
        "Name a new folder for the package.\n",
    )
