"""The faults that are put into SQL, and what sees them."""

import duckdb
import pytest
from model_tests import Bench, ModelTest
from mutants import faults, with_fault


def texts(query: str) -> set[str]:
    return {with_fault(query, fault) for fault in faults(query)}


@pytest.mark.parametrize(
    ("query", "mutant"),
    [
        ("select 1 from t where a < b", "SELECT 1 FROM t WHERE a <= b"),
        ("select 1 from t where a < b", "SELECT 1 FROM t"),
        ("select 1 from t where a and b", "SELECT 1 FROM t WHERE b"),
        ("select 1 from t where a and b", "SELECT 1 FROM t WHERE a OR b"),
        (
            "select 1 from t where a between b and c",
            "SELECT 1 FROM t WHERE (a > b AND a <= c)",
        ),
        ("select a from t order by a desc", "SELECT a FROM t ORDER BY a ASC"),
        ("select a from t order by a desc", "SELECT a FROM t"),
        (
            "select string_agg(a, ', ' order by b) from t",
            "SELECT LISTAGG(a, ', ') FROM t",
        ),
        ("select * from t left join u on a = b", "SELECT * FROM t JOIN u ON a = b"),
        (
            "select * from t inner join u on a = b",
            "SELECT * FROM t LEFT JOIN u ON a = b",
        ),
        ("select a - 1 from t", "SELECT a - 2 FROM t"),
        ("select a - 1 from t", "SELECT a + 1 FROM t"),
        ("select 'fault' as role", "SELECT 'related' AS role"),
        ("select min(role) from t", "SELECT MAX(role) FROM t"),
        ("select coalesce(a, b) from t", "SELECT a FROM t"),
        ("select a union select b", "SELECT a UNION ALL SELECT b"),
        ("select distinct a from t", "SELECT a FROM t"),
    ],
)
def test_faults_of_a_query(query, mutant):
    assert mutant in texts(query)


def test_every_fault_is_another_text_than_the_query():
    query = "select a, 'x' from t left join u on a = b where c is not null and d > 1"
    made = [with_fault(query, fault) for fault in faults(query)]
    assert with_fault(query, faults(query)[0]) == made[0]
    assert len(set(made)) == len(made) > 5
    assert not {text.lower() for text in made} & {query}


@pytest.fixture
def bench(tmp_path):
    """A test of a model that gives the greatest `a` of each `b`."""
    built = tmp_path / "built.duckdb"
    with duckdb.connect(built) as connection:
        connection.execute("create table main.t (a integer, b date, c string)")
    test = ModelTest(
        name="greatest",
        model="m",
        given={
            '"main"."t"': [
                {"a": 1, "b": "2024-03-31"},
                {"a": 3, "b": "2024-03-31", "c": "x"},
                {"a": 2, "b": None},
            ]
        },
        expected=[{"b": None, "most": 2}, {"b": "2024-03-31", "most": 3}],
    )
    return Bench(test, built)


@pytest.mark.parametrize(
    ("query", "passes"),
    [
        pytest.param("select b, max(a) as most from t group by b", True, id="right"),
        pytest.param(
            "select max(a) as most, b, 1 as z from t group by b",
            True,
            id="more columns",
        ),
        pytest.param("select b, min(a) as most from t group by b", False, id="fault"),
        pytest.param(
            "select b, max(a) as most from t where b is not null group by b",
            False,
            id="a row less",
        ),
        pytest.param(
            "select b, max(a) as most from t group by b union all "
            "select b, max(a) as most from t group by b",
            False,
            id="rows twice",
        ),
        pytest.param("select b, most from t", False, id="no such column"),
        pytest.param("select b, max(a) from t group by b", False, id="other name"),
    ],
)
def test_bench_passes_what_gives_the_rows_expected(bench, query, passes):
    assert bench.passes(query) is passes


def test_bench_refuses_a_column_that_the_relation_does_not_have(tmp_path):
    built = tmp_path / "built.duckdb"
    with duckdb.connect(built) as connection:
        connection.execute("create table main.t (a integer)")
    test = ModelTest(
        name="misspelt", model="m", given={'"main"."t"': [{"aa": 1}]}, expected=[]
    )
    with pytest.raises(ValueError, match="misspelt"):
        Bench(test, built)
