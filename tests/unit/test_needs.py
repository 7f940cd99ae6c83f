"""What a query needs to have rows, and that no query has rows without it."""

from itertools import product

import duckdb
import pytest

from returncheck.transform.needs import NeedsReader, may_have_rows
from returncheck.transform.plan_store import known_plan

ALWAYS = ((),)


@pytest.fixture
def connection():
    with duckdb.connect() as opened:
        for name in "abcd":
            opened.execute(f"create table {name} (x int, y int)")
        opened.execute("create schema raw")
        opened.execute("create table raw.a (x int, y int)")
        yield opened


QUERIES = [
    ("select * from a", (("a",),)),
    ('select * from "main"."a"', (("a",),)),
    ('select * from "raw"."a"', (("raw.a",),)),
    ("select 1 as x", ALWAYS),
    ("select * from a, b", (("a", "b"),)),
    ("select * from a join b using (x)", (("a", "b"),)),
    ("select * from a left join b using (x)", (("a",),)),
    ("select * from a right join b using (x)", (("b",),)),
    ("select * from a full join b using (x)", (("a",), ("b",))),
    ("select * from a positional join b", ALWAYS),
    ("select * from a semi join b using (x)", (("a", "b"),)),
    ("select * from a anti join b using (x)", (("a",),)),
    ("select * from a cross join (values (1)) as v (z)", (("a",),)),
    ("select x from a union all select x from b", (("a",), ("b",))),
    ("select x from a union all select x from a join b using (x)", (("a",),)),
    ("select x from a intersect select x from b", (("a", "b"),)),
    ("select x from a except select x from b", (("a",),)),
    ("select * from a where exists (select 1 from b)", (("a", "b"),)),
    ("select * from a where not exists (select 1 from b)", (("a",),)),
    ("select * from a where x in (select x from b) and y > 0", (("a", "b"),)),
    ("select * from a where x in (select x from b) or y > 0", (("a",),)),
    ("select * from a where x not in (select x from b)", (("a",),)),
    ("select * from a where (select count(*) from b) = 0", (("a",),)),
    ("select max(x) as x from a", ALWAYS),
    ("select coalesce(max(x), 0) + 1 as x from a", ALWAYS),
    ("select 1 as x from a having count(*) = 0", ALWAYS),
    ("select 1 as x from a group by ()", ALWAYS),
    ("select 1 as x from a order by count(*)", ALWAYS),
    ("select x, max(y) as y from a group by x", (("a",),)),
    ("select x, max(y) as y from a group by all", ALWAYS),
    ("select x, max(y) as y from a group by rollup (x)", ALWAYS),
    ("select x, max(y) over () as y from a", (("a",),)),
    ("select x, (select max(x) from b) as y from a", (("a",),)),
    ("with d as (select * from a) select * from d join c using (x)", (("a", "c"),)),
    ("with d as (select * from a), e as (select * from d) select * from e", (("a",),)),
    ("select * from (select * from a where x = 1) as s", (("a",),)),
    ("with recursive r as (select 1 as x union select x from r) from r", ALWAYS),
]


@pytest.mark.parametrize(("query", "needs"), QUERIES)
def test_needs(connection, query, needs):
    assert NeedsReader(connection).needs("m", "table", query) == needs


@pytest.mark.parametrize("query", [query for query, _ in QUERIES])
def test_no_rows_without_what_is_needed(connection, query):
    """Held against DuckDB, with each table full or empty."""
    tables = ["a", "b", "c", "raw.a"]
    needs = NeedsReader(connection).needs("m", "table", query)
    for full in product([True, False], repeat=len(tables)):
        for table, has_row in zip(tables, full, strict=True):
            connection.execute(f"delete from {table}")
            if has_row:
                connection.execute(f"insert into {table} values (1, 1)")
        empty = {t for t, has_row in zip(tables, full, strict=True) if not has_row}
        found = connection.execute(query).fetchall()
        assert may_have_rows(needs, empty) or not found


def test_a_view_needs_what_its_query_does(connection):
    reader = NeedsReader(connection)
    reader.needs("v", "view", "select * from a union all select * from b")
    found = reader.needs("m", "table", 'select * from "main"."v" join c using (x)')
    assert found == (("a", "c"), ("b", "c"))


def test_many_ways_are_told_by_the_fewest(connection):
    reader = NeedsReader(connection)
    many = " union all ".join(f"select * from t{number}" for number in range(20))
    reader.needs("v", "view", many)
    found = reader.needs("m", "table", "select * from v, v as w, a")
    assert len(found) <= 64
    assert all("a" in way for way in found)


@pytest.mark.parametrize(
    ("needs", "empty", "may"),
    [
        ((), {"a"}, True),
        (ALWAYS, {"a"}, True),
        ((("a", "b"),), {"c"}, True),
        ((("a", "b"),), {"b"}, False),
        ((("a",), ("b",)), {"b"}, True),
        ((("a",), ("b",)), {"a", "b"}, False),
    ],
)
def test_may_have_rows(needs, empty, may):
    assert may_have_rows(needs, empty) is may


def test_most_steps_of_the_plan_need_something():
    """Else each is run for nothing, and nobody would notice."""
    plan = known_plan()
    assert plan is not None
    built = [step for step in plan.steps if step.seed is None and not step.is_reference]
    unknown = [step.name for step in built if step.needs in ((), ALWAYS)]
    assert unknown == []
