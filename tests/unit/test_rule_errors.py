"""A rule that fails is left out and noted; the others of its step run."""

from dataclasses import replace

import pytest

from returncheck import Workspace, warehouse
from returncheck.errors import ConfigError, InternalError
from returncheck.transform.plan import BuildPlan, BuildStep, RulePart
from returncheck.transform.rule_errors import kind_of, query_without
from returncheck.transform.running import run_plan

COLUMNS = (
    "select 'r1' as return_id, '{key}' as finding_key, 'T' as table_name, "
    "1 as row_number, 'fault' as role, null as details"
)
GOOD = COLUMNS.format(key="good")
CONVERSION = COLUMNS.format(key="bad") + " where cast('secret' as integer) = 1"
NO_COLUMN = "select nothing as return_id from (select 1 as a)"
NO_TABLE = "select * from helper_that_is_gone"
WRONG_TYPE = COLUMNS.format(key="bad").replace("1 as row", "'secret' as row")
READS_FILES = COLUMNS.format(key="bad") + " from read_text('/etc/passwd')"


def step_of(**rules: str) -> BuildStep:
    """A block as dbt compiles it: each rule a relation of its own."""
    query, parts = "with ", []
    for place, (code, sql) in enumerate(rules.items()):
        query += f"{', ' if place else ''}__dbt__cte__{code} as (\n"
        parts.append((code, len(query), len(query) + len(sql)))
        query += f"{sql}\n)"
    query += "\n" + "\nunion all\n".join(
        f"select '{code}' as code, return_id, finding_key, "
        f"cast(row_number as bigint) as row_number from __dbt__cte__{code}"
        for code in rules
    )
    return BuildStep(
        name="block",
        kind="table",
        query=query,
        seed=None,
        columns={},
        is_reference=False,
        rules=tuple(
            RulePart(collection="c", code=code, first_year=2023, start=start, end=end)
            for code, start, end in parts
        ),
    )


RULES_TO_RUN = BuildStep(
    name="int_rules_to_run",
    kind="table",
    query=(
        "select 'c' as collection, named.code, cast(2023 as integer) as first_year, "
        "errors.kind as reason "
        "from (values ('a'), ('b'), ('c'), ('x'), ('y')) as named (code) "
        "left join raw.rule_errors as errors on named.code = errors.code"
    ),
    seed=None,
    columns={},
    is_reference=False,
)


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "a.duckdb"
    with Workspace.open(path):
        pass
    return path


def built(database, *steps):
    plan = BuildPlan(key="k", steps=steps)
    with warehouse.connect(database) as connection:
        run_plan(connection, plan, lambda _done, _all: None)
        return (
            connection.execute("select code from block order by code").fetchall(),
            connection.execute(
                "select code, reason from int_rules_to_run "
                "where reason is not null order by code"
            ).fetchall(),
        )


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        pytest.param(CONVERSION, "conversion error", id="value"),
        pytest.param(NO_COLUMN, "binder error", id="column"),
        pytest.param(NO_TABLE, "catalog error", id="table"),
        pytest.param(WRONG_TYPE, "conversion error", id="type"),
        pytest.param(READS_FILES, "permission error", id="files"),
        pytest.param("selec 1", "parser error", id="syntax"),
    ],
)
def test_failing_rule_is_left_out_and_noted_by_its_kind(database, sql, kind):
    rows, errors = built(database, RULES_TO_RUN, step_of(a=GOOD, b=sql, c=GOOD))
    assert (rows, errors) == ([("a",), ("c",)], [("b", kind)])


def test_rule_that_runs_on_no_return_is_not_planned(database):
    step = step_of(a=GOOD, z=CONVERSION)
    assert built(database, RULES_TO_RUN, step) == ([("a",)], [])


def test_each_of_several_failing_rules_is_noted(database):
    step = step_of(a=CONVERSION, b=GOOD, c=NO_COLUMN)
    rows, errors = built(database, RULES_TO_RUN, step)
    assert rows == [("b",)]
    assert errors == [("a", "conversion error"), ("c", "binder error")]


def test_rules_of_two_steps_fail_together(database):
    other = replace(step_of(x=CONVERSION, y=GOOD), name="other")
    rows, errors = built(database, RULES_TO_RUN, step_of(a=CONVERSION, b=GOOD), other)
    assert rows == [("b",)]
    assert [code for code, _ in errors] == ["a", "x"]


def test_rule_that_is_mended_runs_again(database):
    built(database, RULES_TO_RUN, step_of(a=CONVERSION))
    assert built(database, RULES_TO_RUN, step_of(a=GOOD)) == ([("a",)], [])


def test_step_that_fails_for_no_rule_is_a_bug(database):
    step = step_of(a=GOOD)
    broken = replace(step, query=f"{step.query} union all select no_column")
    with pytest.raises(InternalError, match="The model block could not be built"):
        built(database, RULES_TO_RUN, broken)


def test_model_of_an_extension_that_fails_names_its_file(database):
    step = replace(
        RULES_TO_RUN,
        name="local__members",
        query="select cast('secret' as int) as a",
        extension_file="our/models/members.sql",
    )
    with pytest.raises(ConfigError) as told:
        built(database, step)
    assert str(told.value) == (
        "our/models/members.sql could not be run (conversion error). "
        "Correct its SQL, or take it out of the extension."
    )


def test_query_without_a_rule_runs_the_others_as_they_are():
    step = step_of(a=GOOD, b=CONVERSION, c=GOOD)
    query = query_without(step, [step.rules[1]])
    assert query.count("secret") == 0
    assert query.count("'good'") == 2
    assert query_without(step, []) == step.query


def test_kind_of_error_has_no_word_of_the_engine():
    class OutOfRangeException(Exception):  # noqa: N818
        pass

    assert kind_of(OutOfRangeException("value 12")) == "out of range error"
