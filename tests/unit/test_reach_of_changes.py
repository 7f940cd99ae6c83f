"""How far a change reaches in a plan, and which returns it takes along."""

from dataclasses import replace

import pytest

from returncheck import warehouse
from returncheck.returns import LAYOUTS
from returncheck.transform import plan as plan_module
from returncheck.transform.plan import BuildStep, plan_of
from returncheck.transform.reach import RAW, Reach, reach_before, relations_of
from returncheck.warehouse import ReturnRecord, register_returns, remove_return
from returncheck.warehouse.changed import changes, forget_built, note_built
from returncheck.warehouse.register import NO_RETURN, Entry
from returncheck.warehouse.user_tables import write_targets

COLLECTION = sorted(LAYOUTS)[0]
QUERY = (
    'select * from "main"."a" join "raw"."Returns__b" using (c) where d = \'"main"\''
)


def step(**changes):
    usual = BuildStep(
        name="s", kind="table", query=QUERY, seed=None, columns={}, is_reference=False
    )
    return replace(usual, **changes)


def test_a_query_reads_what_it_names():
    assert relations_of(QUERY) == {("main", "a"), (RAW, "Returns__b")}


@pytest.mark.parametrize(
    ("changes", "known", "expected"),
    [
        pytest.param({}, Reach.NONE, Reach.NONE, id="nothing read has changed"),
        pytest.param({}, Reach.OF_RETURNS, Reach.ANY, id="it looks at all returns"),
        pytest.param(
            {"by_return": True}, Reach.OF_RETURNS, Reach.OF_RETURNS, id="of returns"
        ),
        pytest.param({"by_return": True}, Reach.ANY, Reach.ANY, id="any of it"),
        pytest.param({"is_reference": True}, Reach.ANY, Reach.NONE, id="reference"),
        pytest.param(
            {"extension_file": "e.sql", "by_return": True},
            *(Reach.NONE, Reach.ANY),
            id="of an extension, which may read by other names",
        ),
    ],
)
def test_reach_of_a_step(changes, known, expected):
    read = relations_of(QUERY)
    assert reach_before(step(**changes), read, {("main", "a"): known}) is expected


def model(name, *parents, kind="table", by_return=True):
    return {
        "resource_type": "model",
        "name": name,
        "original_file_path": f"models/topic/{name}.sql",
        "depends_on": {"nodes": list(parents)},
        "config": {"materialized": kind, "meta": {"by_return": by_return}},
        "compiled_code": "select 1",
        "columns": {},
    }


def test_what_an_extension_has_a_part_in_is_not_taken_at_its_word(monkeypatch):
    monkeypatch.setattr(
        plan_module, "extension_files", lambda: {"rule": "r.sql", "own": "o.sql"}
    )
    nodes = {
        "rule": model("rule", "source.raw", kind="ephemeral"),
        "own": model("own", "source.raw"),
        "with_rule": model("with_rule", "rule"),
        "with_model": model("with_model", "own"),
        "across": model("across", "source.raw", by_return=False),
        "reference": model("reference"),
    }
    found = {s.name: s.by_return for s in plan_of({"nodes": nodes}, "k").steps}
    assert found == {
        "own": False,
        "with_rule": False,
        "with_model": True,
        "across": False,
        "reference": False,
    }


@pytest.fixture
def connection(tmp_path, new_database):
    with warehouse.connect(new_database(tmp_path / "w.duckdb")) as opened:
        warehouse.prepare(opened, tmp_path / "w.duckdb")
        yield opened


def enter(connection, return_id, la_code, previous=None):
    record = ReturnRecord(
        return_id=return_id, collection=COLLECTION, la_code=la_code,
        return_year=2025, source_name="made up", previous_return_id=previous,
    )  # fmt: skip
    register_returns(connection, [Entry(record=record, present_tables=())])


def noted(connection):
    with warehouse.transaction(connection):
        note_built(connection)


def test_a_return_takes_those_of_its_authority_along(connection):
    for return_id, la_code in (("a1", "887"), ("a2", "887"), ("b", "301")):
        enter(connection, return_id, la_code)
    noted(connection)
    assert changes(connection).returns == frozenset()
    remove_return(connection, "a1", LAYOUTS[COLLECTION])
    found = changes(connection)
    assert (found.returns, found.together) == ({"a1"}, {"a1", "a2"})
    assert not found.is_all
    enter(connection, "a1", "887")
    assert changes(connection).returns == {"a1"}


def test_a_return_takes_those_along_that_name_it_and_theirs(connection):
    enter(connection, "a", "887")
    enter(connection, "b", "301", previous="a")
    enter(connection, "c", "301")
    enter(connection, "d", "302", previous=NO_RETURN)
    enter(connection, "e", "303", previous=NO_RETURN)
    noted(connection)
    remove_return(connection, "a", LAYOUTS[COLLECTION])
    assert changes(connection).together == {"a", "b", "c"}
    remove_return(connection, "d", LAYOUTS[COLLECTION])
    assert changes(connection).together == {"a", "b", "c", "d"}


def test_rows_of_another_authority_tie_a_return_to_it(connection):
    (layout, table) = next(
        (layout, table)
        for layout in LAYOUTS.values()
        for table in layout.tables
        if any(column.name == "la_code" for column in table.columns)
    )
    enter(connection, "a", "887")
    enter(connection, "b", "301")
    connection.execute(
        f"insert into {layout.raw_table(table.name)} (return_id, la_code) "
        "values ('a', '301')"
    )
    noted(connection)
    remove_return(connection, "b", LAYOUTS[COLLECTION])
    assert changes(connection).together == {"a", "b"}


def test_tables_of_other_collections_have_not_changed(connection):
    noted(connection)
    enter(connection, "a", "887")
    found = changes(connection).tables
    assert {"returns", "contract_findings"} <= found
    assert {name.partition("__")[0] for name in found if "__" in name} == {COLLECTION}
    assert changes(connection).is_all


def test_settings_are_others_where_their_rows_are(connection):
    write_targets(connection, "887", {"a": 1.0, "b": 2.0}, {})
    noted(connection)
    write_targets(connection, "887", {"b": 2.0, "a": 1.0}, {})
    assert changes(connection).settings == frozenset()
    write_targets(connection, "887", {"a": 1.0, "b": 3.0}, {})
    assert changes(connection).settings == {"targets"}


def test_nothing_is_known_of_a_build_that_has_not_ended(connection):
    noted(connection)
    assert changes(connection) is not None
    forget_built(connection)
    assert changes(connection) is None


def test_nothing_is_noted_of_a_build_in_which_a_rule_could_not_run(connection):
    connection.execute("insert into raw.rule_errors values ('c', '1', 2025, 'error')")
    noted(connection)
    assert changes(connection) is None
