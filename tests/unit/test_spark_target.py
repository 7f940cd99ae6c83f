"""What the target `spark` needs, held without Spark: its statements, its settings."""

import os
import subprocess
import sys
import tomllib
from types import SimpleNamespace

import duckdb
import pytest
import sqlglot
import yaml
from row_comparison import compare
from spark_machine import settings
from spark_sql import _environment, macro_files
from sqlglot import exp

from returncheck.engine.spark.machine import what_is_missing


@pytest.fixture(scope="module")
def outputs(root):
    text = (root / "profiles.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["returncheck"]


def test_duckdb_stays_the_usual_target(outputs):
    assert outputs["target"] == "duckdb"
    assert set(outputs["outputs"]) == {"duckdb", "spark"}


def test_spark_runs_in_a_session_of_its_own(outputs):
    spark = outputs["outputs"]["spark"]
    assert (spark["type"], spark["method"]) == ("spark", "session")
    assert spark["server_side_parameters"]["spark.sql.session.timeZone"] == "UTC"


@pytest.mark.parametrize(
    ("large", "compiled", "codegen", "options"),
    [
        ("false", "false", "NO_CODEGEN", "-Xss16m -XX:TieredStopAtLevel=1"),
        ("true", "true", "FALLBACK", "-Xss16m"),
    ],
)
def test_queries_are_compiled_where_rows_are_many(
    large, compiled, codegen, options, monkeypatch, tmp_path
):
    monkeypatch.setenv("RETURNCHECK_SPARK_LARGE", large)
    told = settings(tmp_path)
    assert told["spark.sql.codegen.wholeStage"] == compiled
    assert told["spark.sql.adaptive.enabled"] == compiled
    assert told["spark.sql.codegen.factoryMode"] == codegen
    assert told["spark.driver.extraJavaOptions"] == options
    assert told["spark.sql.warehouse.dir"] == f"{tmp_path}/warehouse"


def test_the_extra_brings_spark_and_dbt_for_it(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["optional-dependencies"]["spark"]
    assert [each.split(">")[0] for each in wanted] == ["dbt-spark", "pyspark"]
    assert all("<" in each for each in wanted)


def macros(engine, **names):
    text = "\n".join(path.read_text(encoding="utf-8") for path in macro_files())
    environment = _environment(engine).overlay()
    environment.globals = {**environment.globals, **names}
    return environment.from_string(text).module


def made_by_hook(engine):
    run = []
    module = macros(
        engine,
        execute=True,
        run_query=lambda sql: run.append(sql) or [],
        graph=SimpleNamespace(nodes={}),
    )
    return str(module.create_raw_tables()).strip(), run


def test_raw_tables_are_made_one_by_one_on_spark():
    text, run = made_by_hook("spark")
    assert text == ""
    assert len(run) > 40
    assert run[0].strip().startswith("create schema if not exists")
    assert [each for each in run if ";" in each or "delete from" in each] == []


def test_raw_tables_are_made_at_once_on_duckdb():
    text, run = made_by_hook("duckdb")
    assert len(run) == 1  # what is there already
    assert text.count("create table if not exists") > 40


ODD = [
    ("a", "it's"),
    ("b", 'a "quoted" one'),
    ("c", "C:\\new\\"),
    ("d", "\\'"),
    ("e", "two\nlines"),
    ("f", "£ é \u2019"),
    ("g", None),
    ("h", "{% raw %} %s ; --"),
]


def sent_for(rows):
    """What goes to Spark for the rows of a seed."""
    sent = []
    module = macros(
        "spark",
        adapter=SimpleNamespace(
            add_query=lambda sql, **_: sent.append(sql),
            convert_type=lambda *_: "string",
        ),
        this=SimpleNamespace(render=lambda: "here.rc_words"),
        **{"return": lambda value: value},
    )
    seed = {"config": {"column_types": {"code": "string", "words": "string"}}}
    table = SimpleNamespace(rows=rows, column_names=("code", "words"))
    module.spark__load_csv_rows(seed, table)
    return sent


def test_texts_of_a_seed_reach_spark_as_they_are():
    (statement,) = sent_for(ODD)
    (tree,) = sqlglot.parse(statement, read="spark")
    (values,) = tree.find_all(exp.Values)
    read = [
        tuple(None if isinstance(cell, exp.Null) else cell.this for cell in row)
        for row in (each.expressions for each in values.expressions)
    ]
    assert read == ODD


def test_a_long_seed_goes_in_parts():
    sent = sent_for([(str(number), "x") for number in range(2001)])
    assert [statement.count(", 'x')") for statement in sent] == [1000, 1000, 1]


def test_the_command_line_does_not_import_spark(tmp_path):
    """Pandera would, wherever it is installed, and PySpark would warn."""
    (tmp_path / "pyspark").mkdir()
    (tmp_path / "pyspark" / "__init__.py").write_text("print('imported')")
    code = (
        "from returncheck.__main__ import _leave_out_spark; {}; import pandera.polars"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", code.format(first)],
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        ).stdout
        for first in ("_leave_out_spark()", "pass")
    ]
    assert printed == ["", "imported\n"]


def test_a_machine_without_java_is_told_in_one_line(monkeypatch, tmp_path):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: True)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert what_is_missing() == "Java is missing (PATH): install Java 17 for Spark."
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert what_is_missing() == (
        f"Java is missing (JAVA_HOME={tmp_path}): install Java 17 for Spark."
    )


def test_a_machine_without_pyspark_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert what_is_missing() == (
        "PySpark is not installed: pip install 'returncheck[spark]'."
    )


@pytest.mark.posix
@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ('openjdk version "17.0.15"', None),
        ('openjdk version "21"', None),
        ('java version "1.8.0_292"', "Java is 1 "),
        ('openjdk version "11.0.2"', "Java is 11 "),
        ("no such thing", "Java is an unknown version "),
    ],
)
def test_an_old_java_is_told(printed, said, monkeypatch, tmp_path):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: True)
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho '{printed}' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    missing = what_is_missing()
    assert (missing is None) if said is None else missing.startswith(said)


@pytest.mark.parametrize(
    ("other", "unlike", "last_digits"),
    [
        ("('a', 1.0::double, 2), ('b', null, 3)", (), ()),
        ("('b', null, 3), ('a', 1.0, 2)", (), ()),
        ("('a', 1.0000000000000002, 2), ('b', null, 3)", (), ("x",)),
        ("('a', 1.0001, 2), ('b', null, 3)", ("x",), ()),
        ("('a', null, 2), ('b', null, 3)", ("x",), ()),
        ("('a', 1.0, 2), ('b', null, 4)", ("n",), ()),
        ("('a', 1.0, 2), (null, null, 3)", ("name",), ()),
    ],
)
def test_rows_are_held_against_each_other(other, unlike, last_digits):
    with duckdb.connect() as connection:
        connection.execute("create table one (name varchar, x double, n integer)")
        connection.execute("insert into one values ('a', 1.0, 2), ('b', null, 3)")
        connection.execute("create table other (name varchar, x double, n integer)")
        connection.execute(f"insert into other values {other}")
        found = compare(connection, "one", "other")
    assert (found.unlike, found.last_digits) == (unlike, last_digits)
    assert found.is_equal is (not unlike)


@pytest.mark.parametrize("other", ["('a'), ('a')", "('a'), ('a'), ('b'), ('b')"])
def test_rows_that_come_another_number_of_times_are_not_equal(other):
    with duckdb.connect() as connection:
        connection.execute(
            "create table one as select 'a' as name union all select 'b'"
        )
        connection.execute(f"create table other as from (values {other}) as t (name)")
        assert not compare(connection, "one", "other").is_equal
