"""The build plan: what dbt's manifest becomes, and where plans are kept."""

import pytest

from returncheck.errors import InternalError
from returncheck.project import project_at
from returncheck.transform import compiler, plan_store
from returncheck.transform.plan import BuildPlan, BuildStep, from_json, plan_of, to_json
from returncheck.transform.project_key import project_key


def model(name, *parents, kind="table", sql="select 1", **config):
    return {
        "resource_type": "model",
        "name": name,
        "original_file_path": f"models\\topic\\{name}.sql",
        "depends_on": {"nodes": list(parents)},
        "config": {"materialized": kind, **config},
        "compiled_code": sql,
        "columns": {"a": {"data_type": "integer"}},
    }


def seed(name):
    return {
        "resource_type": "seed",
        "name": name,
        "original_file_path": f"seeds\\topic\\{name}.csv",
        "config": {"materialized": "seed", "column_types": {"code": "varchar"}},
    }


MANIFEST = {
    "nodes": {
        "model.last": model("last", "model.middle", "model.hidden"),
        "model.hidden": model("hidden", "source.raw", kind="ephemeral"),
        "model.middle": model(
            "middle",
            "seed.codes",
            sql='select * from "returncheck_plan"."main"."codes"\n',
            contract={"enforced": True},
        ),
        "model.first": model("first", "source.raw", kind="view"),
        "seed.codes": seed("codes"),
        "test.one": {"resource_type": "test"},
    }
}


def steps():
    return {step.name: step for step in plan_of(MANIFEST, "k").steps}


def test_plan_builds_each_after_what_it_reads_and_no_ephemeral_model():
    names = list(steps())
    assert sorted(names) == ["codes", "first", "last", "middle"]
    assert names.index("codes") < names.index("middle") < names.index("last")


def test_plan_names_no_database():
    assert steps()["middle"].query == 'select * from "main"."codes"'


def test_plan_casts_to_the_columns_of_a_contract_only():
    assert (steps()["middle"].columns, steps()["last"].columns) == (
        {"a": "integer"},
        {},
    )


def test_plan_tells_what_follows_from_seeds_alone():
    found = {name for name, step in steps().items() if step.is_reference}
    assert found == {"codes", "middle"}


@pytest.mark.parametrize(
    ("source", "is_reference"),
    [
        pytest.param(
            "source.returncheck.returncheck_reference.updates", True, id="reference"
        ),
        pytest.param(
            "source.returncheck.returncheck_register.reference", False, id="table"
        ),
        pytest.param("source.reference.register.returns", False, id="project"),
        pytest.param("exposure.returncheck.reference.a", False, id="no source"),
    ],
)
def test_plan_takes_what_follows_from_reference_sources_for_reference(
    source, is_reference
):
    nodes = {"model.a": model("a", source), "model.b": model("b", "model.a")}
    found = plan_of({"nodes": nodes}, "k").steps
    assert [step.is_reference for step in found] == [is_reference] * 2


@pytest.mark.parametrize(
    ("meta", "is_reference"),
    [({"is_reference": True}, True), ({"is_reference": False}, False), ({}, False)],
)
def test_model_may_say_that_it_takes_nothing_of_a_return(meta, is_reference):
    nodes = {
        "model.a": model("a", "source.raw"),
        "model.b": model("b", "model.a", meta=meta),
        "model.c": model("c", "model.b"),
    }
    found = {
        step.name: step.is_reference for step in plan_of({"nodes": nodes}, "k").steps
    }
    assert found == {"a": False, "b": is_reference, "c": is_reference}


def test_plan_reads_a_seed_from_its_file_with_its_types():
    step = steps()["codes"]
    assert (step.seed, step.columns) == ("seeds/topic/codes.csv", {"code": "varchar"})


def test_plan_refuses_a_model_that_was_not_compiled():
    manifest = {"nodes": {"model.a": model("a", sql=None)}}
    with pytest.raises(InternalError, match="not compiled the model a"):
        plan_of(manifest, "k")


def test_plan_survives_being_written_and_read():
    plan = plan_of(MANIFEST, "k")
    assert from_json(to_json(plan)) == plan


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("RETURNCHECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_tests_keep_their_plans_apart_from_a_users(root):
    assert plan_store._path("k").parent == root / ".pytest_cache" / "plans"


STEP = BuildStep(
    name="a", kind="view", query="select 1", seed=None, columns={}, is_reference=True
)


def test_store_gives_back_what_it_keeps(cache):
    plan = BuildPlan(key="k1", steps=(STEP,))
    plan_store.store_plan(plan)
    assert plan_store.stored_plan("k1") == plan
    assert plan_store.stored_plan("k2") is None
    assert [path.name for path in cache.iterdir()] == ["plan-k1.json"]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"key": "other", "steps": []}'])
def test_store_passes_over_a_file_that_is_no_plan_of_the_project(cache, text):
    cache.mkdir()
    (cache / "plan-k1.json").write_text(text)
    assert plan_store.stored_plan("k1") is None


def test_store_does_without_a_folder_that_cannot_be_written(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("RETURNCHECK_CACHE", str(blocked / "cache"))
    plan_store.store_plan(BuildPlan(key="k1", steps=()))
    assert plan_store.stored_plan("k1") is None


def test_environment_leaves_a_teams_own_dbt_settings_out(monkeypatch, tmp_path):
    monkeypatch.setenv("DBT_TARGET", "production")
    monkeypatch.setenv("DBT_PROFILES_DIR", "elsewhere")
    monkeypatch.setenv("RETURNCHECK_DATABASE", "their.duckdb")
    environment = compiler._environment(tmp_path)
    assert "DBT_TARGET" not in environment
    assert "DBT_PROFILES_DIR" not in environment
    assert environment["RETURNCHECK_DATABASE"] == str(
        tmp_path / "returncheck_plan.duckdb"
    )


def test_environment_switches_usage_statistics_off(monkeypatch, tmp_path):
    monkeypatch.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "true")
    environment = compiler._environment(tmp_path)
    assert environment["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "false"
    assert environment["DO_NOT_TRACK"] == "1"


READ_BY_DBT = (
    *("dbt_project.yml", "profiles.yml", "models/a.sql", "models/below/b.sql"),
    *(
        "models/a.yml",
        "macros/m.sql",
        "macros/m.yml",
        "seeds/s.csv",
        "seeds/published/some_topic.csv",
        "seeds/below/s.yml",
    ),
)


def key_of(folder, **changed):
    """The key of a small project in which some files have another text."""
    for name in (*READ_BY_DBT, "models/notes.md", "docs/models.sql"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(name, "one"), encoding="utf-8")
    with project_at(folder):
        return project_key()


@pytest.mark.parametrize("name", READ_BY_DBT)
def test_key_changes_with_every_file_that_dbt_reads(tmp_path, name):
    key = key_of(tmp_path / "first")
    assert key_of(tmp_path / "same") == key
    assert key_of(tmp_path / "other", **{name: "two"}) != key


def test_key_changes_with_the_name_of_a_file(tmp_path):
    key = key_of(tmp_path / "first")
    key_of(tmp_path / "made")
    moved = tmp_path / "moved"
    (tmp_path / "made").rename(moved)
    (moved / "models" / "a.sql").rename(moved / "models" / "c.sql")
    with project_at(moved):
        assert project_key() != key


@pytest.mark.parametrize("part", ["_PLAN_FORM", "VERSION"])
def test_key_changes_with_what_makes_the_plan(tmp_path, monkeypatch, part):
    key = key_of(tmp_path / "first")
    monkeypatch.setattr(f"returncheck.transform.project_key.{part}", "9.9")
    assert key_of(tmp_path / "other") != key


@pytest.mark.parametrize("name", ["models/notes.md", "docs/models.sql"])
def test_key_stays_where_dbt_reads_nothing(tmp_path, name):
    assert key_of(tmp_path / "a") == key_of(tmp_path / "b", **{name: "two"})


def test_plan_knows_where_the_sql_of_each_rule_stands():
    inner = "select 'a' as return_id"
    rule = {
        **model("rule_c__1", sql=inner),
        "original_file_path": "models/rules/c/rule_c__1.sql",
    }
    rule["config"] = {
        "materialized": "ephemeral",
        "meta": {"code": "1", "first_year": 2023},
    }
    block = model(
        "block",
        "model.rule",
        sql=f"with __dbt__cte__rule_c__1 as (\n{inner}\n) select * from a",
    )
    (step,) = plan_of({"nodes": {"model.rule": rule, "model.block": block}}, "k").steps
    (part,) = step.rules
    assert (part.collection, part.code, part.first_year) == ("c", "1", 2023)
    assert step.query[part.start : part.end] == inner
    plan = BuildPlan(key="k", steps=(step,))
    assert from_json(to_json(plan)) == plan
