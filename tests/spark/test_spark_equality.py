"""Every seed, model and mart has the same rows on Spark as on DuckDB.

The raw tables hold returns with every known fault, and reports. Doubles are equal to
the last bit but for sums and slopes, whose order of adding up no engine promises.
"""

import pytest
from row_comparison import compare
from spark_build import types

pytestmark = pytest.mark.spark

ADDED_UP = frozenset(
    [
        "chance_of_all",
        "chance_of_none",
        "centre_line",
        "comparator_value",
        "difference",
        "expected_value",
        "gap",
        "gap_to_next_band",
        "group_mean",
        "high_value",
        "interval_high",
        "interval_low",
        "least_value",
        "low_value",
        "lower_limit",
        "lower_quartile",
        "mean_as_printed",
        "month_sum",
        "most_value",
        "moving_range_limit",
        "moving_range_mean",
        "neighbour_mean",
        "next_band_edge",
        "number_3",
        "published_value",
        "sigma",
        "statistical_neighbour_mean",
        "tolerance",
        "trend_per_year",
        "upper_limit",
        "upper_quartile",
    ]
)
"""Columns of doubles that follow from a sum, a percentile, a slope or a logarithm."""

EMPTY = frozenset(
    [
        "int_children_not_in_need",
        "int_children_who_differ",
        "int_crowded_findings",
        "int_explanation_findings",
        "int_figure_explanation_findings",
        "int_findings_beyond_limit",
        "int_kpi_return__actions",
        "int_missing_rule_set_findings",
        "int_other_rule_year_findings",
        "int_plans_during_care",
        "int_reconciliation__numerator_bounds",
        "int_reconciliation__published_rates",
        "int_reconciliation__year_before",
        "int_rule_column_gaps",
        "int_same_children",
        "int_same_children_findings",
        "empty_table_gaps",
        "int_unjudged_findings",
        "int_unread_fields",
        "int_unread_values",
        "stg_reference__authority_updates",
        "stg_reference__neighbour_updates",
        "stg_reference__population_updates",
        "stg_reference__published_updates",
        "stg_register__contract_cells",
        "stg_register__rule_errors",
        "stg_register__rule_selection",
        "provider_info",
    ]
)
"""Tables that no made-up return, report or setting gives rows to; those of one return
without its name."""


@pytest.fixture(scope="module")
def compared(both):
    """Name of each step to what its rows are on both engines."""
    return {
        step.name: compare(
            both.connection,
            f'main."{step.name}"',
            f"read_parquet('{both.spark.files(step.name)}')",
        )
        for step in both.plan.steps
    }


def test_rows_are_equal(compared):
    unlike = {name: each for name, each in compared.items() if not each.is_equal}
    assert unlike == {}


def test_tables_have_rows_to_compare(compared):
    empty = {name for name, each in compared.items() if not each.rows[0]}
    assert {name for name in empty if not {name, name.split("__")[-1]} & EMPTY} == set()


def test_doubles_are_equal_to_the_last_bit_but_for_what_is_added_up(compared):
    found = {
        f"{name}.{column}"
        for name, each in compared.items()
        for column in each.last_digits
        if column not in ADDED_UP
    }
    assert found == set()


def test_columns_have_the_same_names_in_the_same_order(both):
    unlike = {
        step.name: list(here)
        for step in both.plan.steps
        if list(here := columns_on_spark(both, step.name))
        != list(types(both.connection, f'main."{step.name}"'))
    }
    assert unlike == {}


def test_columns_of_marts_and_seeds_have_the_types_of_their_contract(both):
    unlike = {}
    for step in both.plan.steps:
        here = columns_on_spark(both, step.name)
        there = types(both.connection, f'main."{step.name}"')
        if step.columns and here != there:
            unlike[step.name] = (here, there)
    assert unlike == {}


def columns_on_spark(both, name):
    return types(both.connection, f"read_parquet('{both.spark.files(name)}')")
