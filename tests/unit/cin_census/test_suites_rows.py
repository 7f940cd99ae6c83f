"""The rows behind a failure follow from the expectation: its condition stands once."""

import pytest
from suites_warehouse import add_assessments, add_return, add_row, make_warehouse

from returncheck.suites import run_suites

SUITE = """\
description: A topic.
collection: cin_census
table: {table}
expectations:
  - type: {type}
    {where}
    kwargs: {{{kwargs}}}
    severity: critical
    meta: {{name: it, description: It is so., advice: Look.{meta}}}
"""
TABLE = "int_cin_census__assessment_durations"


@pytest.fixture
def behind(tmp_path):
    """The findings of one expectation, as (return, table, row, child, field, value)."""

    def check(kind, kwargs, *, where="", meta="", table=TABLE, statements=()):
        path = make_warehouse(
            tmp_path / "small.duckdb",
            add_return("a"),
            add_return("b"),
            add_assessments("a", [1, 46, None, 50]),
            add_assessments("b", [2, 60]),
            *statements,
        )
        folder = tmp_path / "expectations"
        folder.mkdir()
        (folder / "topic.yml").write_text(
            SUITE.format(type=kind, kwargs=kwargs, where=where, meta=meta, table=table)
        )
        found = run_suites(path, tolerances={}, expectations=folder).findings
        return found.select(
            "return_id", "table_name", "row_number", "child_id", "field", "value"
        ).rows()

    return check


def test_rows_are_those_of_the_condition_told_by_the_columns_of_the_table(behind):
    found = behind(
        "expect_column_values_to_be_between", "column: working_days, max_value: 45"
    )
    assert found == [
        ("a", TABLE, 2, None, "working_days", "46"),
        ("a", TABLE, 4, None, "working_days", "50"),
        ("b", TABLE, 2, None, "working_days", "60"),
    ]


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        ("{return_id: a}", [("a", 2), ("a", 4)]),
        ("{return_id: [b], row_number: 2}", [("b", 2)]),
        ("{return_id: a, row_number: [1, 4]}", [("a", 4)]),
    ],
)
def test_rows_that_where_leaves_out_are_not_told(behind, where, rows):
    found = behind(
        "expect_column_values_to_be_between",
        "column: working_days, max_value: 45",
        where=f"where: {where}",
    )
    assert [(row[0], row[2]) for row in found] == rows


def test_where_takes_the_values_of_a_column(behind):
    found = behind(
        "expect_column_values_to_be_between",
        "column: working_days, max_value: 45",
        where=(
            "where: {return_id: {values_of: rc_indicators, column: indicator_id, "
            "where: {unit: of_b}}}"
        ),
        statements=[add_row("rc_indicators", indicator_id="b", unit="of_b")],
    )
    assert [(row[0], row[2]) for row in found] == [("b", 2)]


def test_column_without_a_value_to_compare_with_could_not_run(behind):
    found = behind(
        "expect_column_values_to_be_between",
        "column: working_days, max_value: 45",
        where=(
            "where: {return_id: {values_of: rc_indicators, column: indicator_id, "
            "where: {unit: nothing_like_it}}}"
        ),
    )
    assert found == [(None,) * 6]


def test_place_is_sql_over_the_table(behind):
    found = behind(
        "expect_column_values_to_be_between",
        "column: working_days, max_value: 55",
        meta=(
            ", place: {table_name: \"'Assessments'\", child_id: la_child_id, "
            "field: \"'Days'\", value: \"concat(working_days, ' of ', return_id)\"}"
        ),
    )
    assert found == [("b", "Assessments", 2, "Made-Up-2", "Days", "60 of b")]


@pytest.mark.parametrize(
    ("kind", "kwargs", "rows"),
    [
        ("expect_column_values_to_not_be_null", "column: working_days", [("a", 3)]),
        (
            "expect_column_values_to_be_in_set",
            "column: working_days, value_set: [1, 2, 46]",
            [("a", 4), ("b", 2)],
        ),
        (
            "expect_column_values_to_be_unique",
            "column: working_days",
            [],
        ),
        (
            "expect_column_pair_values_a_to_be_greater_than_b",
            "column_A: working_days, column_B: row_number, or_equal: true, "
            "ignore_row_if: either_value_is_missing",
            [],
        ),
        (
            "expect_column_pair_values_a_to_be_greater_than_b",
            "column_A: row_number, column_B: working_days, "
            "ignore_row_if: either_value_is_missing",
            [("a", 1), ("a", 2), ("a", 4), ("b", 1), ("b", 2)],
        ),
    ],
)
def test_kinds_of_conditions(behind, kind, kwargs, rows):
    found = [row[:1] + row[2:3] for row in behind(kind, kwargs)]
    assert found == rows


def test_figure_of_a_whole_column_has_no_rows(behind):
    found = behind(
        "expect_column_mean_to_be_between", "column: working_days, max_value: 1"
    )
    assert found == [(None,) * 6]
