"""What DuckDB builds in a run on Spark holds no record of a child."""

from returncheck.engine.spark.placing import steps_read, without_records
from returncheck.transform.plan import BuildPlan, BuildStep
from returncheck.transform.project_key import project_key
from returncheck.transform.shipped_plan import shipped_plan


def step(name, *read, is_reference=False):
    return BuildStep(
        name=name,
        kind="table",
        query=f"select * from {', '.join(read)}",
        seed=None,
        columns={},
        is_reference=is_reference,
    )


PLAN = BuildPlan(
    key="",
    steps=(
        step("seed", is_reference=True),
        step("register", '"raw"."returns"'),
        step("records", '"raw"."kind__Table"'),
        step("told", '"raw"."contract_findings"'),
        step("settings", '"main"."seed"', '"main"."register"'),
        step("figures", '"main"."settings"', '"main"."records"'),
    ),
)


def test_what_reads_records_through_others_is_left_to_spark():
    assert without_records(PLAN) == {"seed", "register", "settings"}


def test_steps_read_each_other_and_not_raw_tables():
    read = steps_read(PLAN)
    assert read["register"] == frozenset()
    assert read["figures"] == {"settings", "records"}


def test_released_plan_leaves_records_and_findings_to_spark():
    plan = shipped_plan(project_key())
    found = without_records(plan)
    assert {each.name for each in plan.steps if each.is_reference} <= found
    assert "int_rules_to_run" in found
    assert not {"fct_findings", "fct_indicator_values", "int_rule_results"} & found
