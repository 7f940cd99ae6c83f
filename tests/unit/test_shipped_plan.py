"""The plan that comes with returncheck is what dbt makes of the project."""

import json
from dataclasses import replace

import pytest

from returncheck.generate import plan as generated
from returncheck.transform import shipped_plan as shipped
from returncheck.transform.compiler import Compiler
from returncheck.transform.plan import BuildPlan, BuildStep
from returncheck.transform.plan_store import known_plan
from returncheck.transform.project_key import project_key

PLAN = BuildPlan(
    key="k1",
    steps=(
        BuildStep(
            name="a",
            kind="table",
            query="select\n    '—' as a",
            seed=None,
            columns={"a": "varchar"},
            is_reference=True,
            needs=(("a",), ("b", "raw.c")),
        ),
        BuildStep(
            name="s",
            kind="table",
            query="",
            seed="seeds/s.csv",
            columns={},
            is_reference=True,
        ),
    ),
)


@pytest.fixture
def file(tmp_path, monkeypatch):
    path = tmp_path / "plan.jsonl"
    monkeypatch.setattr(shipped, "PLAN_FILE", path)
    return path


def test_plan_is_read_back_for_its_own_project_alone(file):
    file.write_text(shipped.shipped_text(PLAN), encoding="utf-8")
    assert shipped.shipped_plan("k1") == PLAN
    assert shipped.shipped_plan("k2") is None
    assert shipped.shipped_key() == "k1"


def test_plan_has_a_line_a_step(file):
    lines = shipped.shipped_text(PLAN).splitlines()
    assert json.loads(lines[0]) == {"key": "k1"}
    assert [json.loads(line)["name"] for line in lines[1:]] == ["a", "s"]


@pytest.mark.usefixtures("file")
def test_without_a_file_there_is_no_plan():
    assert shipped.shipped_plan("k1") is None


def test_released_plan_is_what_dbt_makes_of_the_project(tmp_path):
    assert generated.stale_plans() == []
    assert known_plan() == Compiler(project_key(), tmp_path).plan()


def test_project_that_changed_makes_the_plan_stale(file):
    file.write_text(shipped.shipped_text(PLAN), encoding="utf-8")
    assert file in generated.stale_plans()


def test_plan_of_spark_has_the_steps_of_duckdb():
    key = project_key()
    here = shipped.shipped_plan(key)
    there = shipped.shipped_plan(key, shipped.SPARK_PLAN_FILE)
    assert [replace(each, query="", rules=()) for each in here.steps] == [
        replace(each, query="", rules=()) for each in there.steps
    ]
    assert all(bool(each.query) == (each.seed is None) for each in there.steps)


def test_plan_of_spark_knows_where_each_rule_stands():
    key = project_key()
    here = shipped.shipped_plan(key)
    there = shipped.shipped_plan(key, shipped.SPARK_PLAN_FILE)
    for mine, other in zip(here.steps, there.steps, strict=True):
        assert [each.version for each in mine.rules] == [
            each.version for each in other.rules
        ]
        for part in other.rules:
            before = other.query[: part.start]
            assert before.endswith(" as (\n")
            assert other.query[part.end :].startswith("\n)")
            # Of the rule's own model, and of its first year where it has several.
            assert part.code.lower() in before.rsplit("rule_", 1)[1].lower()
    assert any(step.rules for step in there.steps)
