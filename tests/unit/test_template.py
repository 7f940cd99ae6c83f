"""New databases begin as a copy of one that has all that needs no return."""

import duckdb
import pytest

from returncheck import Workspace, warehouse
from returncheck.transform import template
from returncheck.transform.plan import BuildPlan, BuildStep
from returncheck.transform.project_key import project_key

STEP = BuildStep(
    name="kept", kind="table", query="select 7 as a", seed=None, columns={},
    is_reference=True,
)  # fmt: skip


@pytest.fixture
def plan():
    return BuildPlan(key=project_key(), steps=(STEP,))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    monkeypatch.setenv("RETURNCHECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def kept(folder, plan):
    template.store_template(plan)
    return folder / f"new-{plan.key}.duckdb"


@pytest.fixture
def no_plan(monkeypatch):
    monkeypatch.setattr(template, "known_plan", lambda: None)


def opened(path):
    with Workspace.open(path):
        pass
    with duckdb.connect(path, read_only=True) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "select table_name from duckdb_tables() where schema_name = 'main'"
            ).fetchall()
        ]
        keys = connection.execute("select key from history.pseudonym_key").fetchall()
        return names, keys, warehouse.is_unfinished(connection)


@pytest.mark.usefixtures("kept", "no_plan")
def test_new_database_begins_with_what_is_kept_and_is_right_without_a_return(tmp_path):
    names, _, unfinished = opened(tmp_path / "a.duckdb")
    assert names == ["kept"]
    assert not unfinished


@pytest.mark.usefixtures("kept", "no_plan")
def test_each_database_has_a_key_of_its_own(tmp_path, kept):
    keys = [opened(tmp_path / f"{name}.duckdb")[1] for name in "ab"]
    assert [len(each) for each in keys] == [1, 1]
    assert keys[0] != keys[1]
    with duckdb.connect(kept, read_only=True) as connection:
        schemas = connection.execute("select schema_name from duckdb_schemas()")
        assert ("history",) not in schemas.fetchall()


@pytest.mark.usefixtures("kept", "no_plan")
def test_database_that_is_there_is_left_as_it_is(tmp_path):
    with duckdb.connect(tmp_path / "a.duckdb") as connection:
        connection.execute("create table mine as select 1 as a")
    assert opened(tmp_path / "a.duckdb")[0] == ["mine"]


@pytest.mark.posix
def test_what_is_kept_is_private(kept):
    for path in kept.parent.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    assert len(list(kept.parent.iterdir())) == 2


@pytest.mark.usefixtures("no_plan")
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_what_others_can_write_is_not_used(tmp_path, kept, mode):
    kept.chmod(mode)
    assert opened(tmp_path / "a.duckdb")[0] == []


@pytest.mark.usefixtures("no_plan")
def test_what_was_changed_or_cut_off_is_not_used(tmp_path, kept):
    content = kept.read_bytes()
    kept.write_bytes(content[:-4096])
    assert opened(tmp_path / "a.duckdb")[0] == []
    kept.write_bytes(content[:-1] + b"!")
    assert opened(tmp_path / "b.duckdb")[0] == []


@pytest.mark.usefixtures("no_plan", "folder")
def test_without_a_plan_a_new_database_is_empty(tmp_path):
    assert opened(tmp_path / "a.duckdb")[0] == []


def test_first_database_of_a_project_keeps_what_it_needed(
    tmp_path, folder, plan, monkeypatch
):
    monkeypatch.setattr(template, "known_plan", lambda: plan)
    assert opened(tmp_path / "a.duckdb")[0] == ["kept"]
    assert (folder / f"new-{plan.key}.duckdb").is_file()


def test_folder_that_cannot_be_written_keeps_nothing(tmp_path, plan, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("RETURNCHECK_CACHE", str(blocked / "cache"))
    monkeypatch.setattr(template, "known_plan", lambda: plan)
    assert opened(tmp_path / "a.duckdb")[0] == []


def test_those_of_earlier_projects_go(folder):
    for number in range(5):
        template.store_template(BuildPlan(key=f"k{number}", steps=(STEP,)))
    assert sorted(path.name for path in folder.iterdir()) == [
        f"new-k{number}.{ending}" for number in (2, 3, 4)
        for ending in ("digest", "duckdb")
    ]  # fmt: skip
