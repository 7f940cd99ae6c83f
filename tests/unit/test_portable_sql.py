"""The dbt project's SQL reads alike on DuckDB and on Spark."""

import re

import pytest
from portable_grammar import grammar_faults
from portable_values import value_faults
from spark_sql import (
    ROOT,
    dbt_test_files,
    macro_files,
    model_files,
    raw_statements,
    render,
)


def test_models_read_alike_on_both_engines():
    faults = {}
    for path in model_files():
        sql = render(path.read_text(encoding="utf-8"))
        faults[path.stem] = [*grammar_faults(sql), *value_faults(sql)]
    found = {name: said for name, said in faults.items() if said}
    assert found == {}


def test_tests_of_the_dbt_project_have_the_shared_grammar():
    faults = {
        path.stem: grammar_faults(render(path.read_text(encoding="utf-8")))
        for path in dbt_test_files()
    }
    assert {name: said for name, said in faults.items() if said} == {}


def test_raw_tables_have_the_shared_grammar():
    faults = {
        statement: grammar_faults(statement)
        for statement in raw_statements()
        if grammar_faults(statement)
    }
    assert faults == {}


def test_texts_are_joined_by_the_macro_alone():
    joins = re.compile(r"\b(string_agg|listagg|group_concat|collect_list)\s*\(")
    places = [
        str(path.relative_to(ROOT))
        for path in [*model_files(), *dbt_test_files(), *macro_files()]
        if joins.search(path.read_text(encoding="utf-8"))
    ]
    assert places == ["macros/joined_texts.sql"]


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("select cast(a as varchar) as b from t", "type: varchar"),
        ("select cast(a as text) as b from t", "type: text"),
        ('select t."Name" from t', "quoted name: Name"),
        ("select string_agg(a, ',' order by a) as b from t", "function: string_agg"),
        ("select list_sort(a) as b from t", "function: list_sort"),
        ("select day + interval (3) day as b from t", "part: Interval"),
        ("select [a, b] as c from t", "part: Array"),
        ("select * exclude (a) from t", "part: * except or replace"),
        ("select distinct on (a) a, b from t", "part: distinct on"),
        ("select a from t asof join u on t.a >= u.a", "part: ASOF join"),
        ("pivot t on a using sum(b)", "part: Pivot"),
        ("alter table t add column if not exists a string", "part: Alter"),
    ],
)
def test_grammar_of_one_engine_is_a_fault(sql, fault):
    assert fault in grammar_faults(sql)


def test_files_may_be_read_by_their_path():
    assert grammar_faults("select _c0 as a from csv.`/some/folder`") == []


def test_a_query_that_does_not_parse_is_a_fault():
    assert grammar_faults("select a // 2 from t") != []


@pytest.mark.parametrize(
    ("expression", "fault"),
    [
        ("concat(a, case when b then 'c' end)", "concat gives null on Spark"),
        ("concat('a', nullif(b, ''))", "concat gives null on Spark"),
        ("concat('a', 'b' || lag(c) over (order by place))", "concat gives null"),
        ("cast(a / 2 as integer)", "Spark cuts what DuckDB rounds"),
        ("100.0 * a / b", "Spark divides decimals"),
        ("a / 12.0", "Spark divides decimals"),
        ("round(a, b)", "Spark rounds a half as it is written"),
        ("round(a / b, 2)", "Spark rounds a half as it is written"),
        ("end_date - start_date", "an interval on Spark"),
        (r"'a\nb'", "a backslash escapes on Spark"),
        ("row_number() over (order by score)", "nulls come first on Spark"),
        ("row_number() over (order by place, abs(score))", "nulls come first on Spark"),
    ],
)
def test_another_value_on_spark_is_a_fault(expression, fault):
    faults = value_faults(f"select {expression} as made from t")
    assert [said for said in faults if said.startswith(fault)] != []


@pytest.mark.parametrize(
    "expression",
    [
        "concat(a, case when b then 'c' else '' end)",
        "concat(a, coalesce(nullif(b, ''), 'none'))",
        "concat_ws('; ', case when b then 'c' end, d)",
        "cast(round(a / 2) as integer)",
        "100 * a / b",
        "a / 1.128",
        "round(a / b)",
        "a - b",
        "row_number() over (order by score nulls last)",
        "row_number() over (order by score nulls first, place)",
        "row_number() over (order by score desc)",
        "percentile_cont(0.5) within group (order by score)",
    ],
)
def test_the_same_value_on_spark_is_none(expression):
    assert value_faults(f"select {expression} as made from t") == []
