"""Models of a return that is not loaded are not built again, and are right even so."""

import pytest

from returncheck import Workspace, warehouse
from returncheck.returns.registry import kinds_with_rules
from returncheck.synth.made_return import MadeReturn
from returncheck.transform import Transform
from returncheck.transform.plan_store import known_plan
from returncheck.warehouse.erasure import remove_returns

KINDS = kinds_with_rules()
AUTHORITY, YEAR = "887", 2025


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small return of each kind."""
    folder = tmp_path_factory.mktemp("made")
    found: dict[str, MadeReturn] = {}
    for kind in KINDS:
        assert kind.made_up is not None
        found[kind.collection] = kind.made_up.maker().generate(
            authority=AUTHORITY, year=YEAR, children=140, seed=3, plants=(),
            out=folder / f"{kind.collection}{kind.made_up.suffix}",
        )  # fmt: skip
    return found


def load(workspace, made, kind):
    workspace.load(made[kind.collection].path, authority=AUTHORITY, year=YEAR)


def contents(database):
    """What stands in every table and view whose rows each belong to a return."""
    plan = known_plan()
    assert plan is not None
    names = [step.name for step in plan.steps if step.by_return]
    with warehouse.connect(database) as connection:
        return {
            name: connection.execute(
                f'select count(*), bit_xor(hash(each)) from "{name}" as each'
            ).fetchone()
            for name in names
        }


def whole_build(database):
    with warehouse.connect(database) as connection:
        warehouse.note_built_reference(connection, None)
        Transform(database, database.parent / "logs").run(connection=connection)
    return contents(database)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.collection)
def test_one_return_alone_is_built_as_if_all_were(tmp_path, made, kind):
    with Workspace.open(tmp_path / "a.duckdb") as workspace:
        load(workspace, made, kind)
        workspace.check(suites=False)
    built = contents(tmp_path / "a.duckdb")
    assert built == whole_build(tmp_path / "a.duckdb")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.collection)
def test_nothing_is_left_of_a_return_that_was_removed(tmp_path, made, kind):
    database = tmp_path / "a.duckdb"
    with Workspace.open(database) as workspace:
        for each in KINDS:
            load(workspace, made, each)
        workspace.check(suites=False)
    with warehouse.connect(database) as connection:
        ids = [
            record.return_id
            for record in warehouse.loaded_returns(connection)
            if record.collection == kind.collection
        ]
    remove_returns(database, ids)
    with Workspace.open(database) as workspace:
        result = workspace.check(suites=False)
    assert {record.collection for record in result.returns} == {
        each.collection for each in KINDS if each is not kind
    }
    built = contents(database)
    assert built == whole_build(database)
