"""Builders of small warehouses of the shape that dbt leaves, for the suite tests."""

from pathlib import Path

import duckdb

from returncheck.suites import load_suites

TABLES = """
create schema raw;

create table raw.returns (
    return_id varchar, collection varchar, la_code varchar, return_year integer,
    source_name varchar, loaded_at timestamp, load_order bigint
);

create table int_cin_census__assessment_durations (
    return_id varchar, row_number bigint, la_child_id varchar, cin_details_id varchar,
    assessment_id varchar, assessment_actual_start_date date,
    assessment_authorisation_date date, working_days integer,
    is_completed_in_period boolean, is_in_order boolean, is_within_45_days boolean
);

create table int_cin_census__conference_durations (
    return_id varchar, row_number bigint, la_child_id varchar, cin_details_id varchar,
    s47_actual_start_date date, date_of_initial_cpc date, working_days integer,
    is_held_in_period boolean, is_in_order boolean, is_within_15_days boolean
);

create table fct_indicator_values (
    return_id varchar, collection varchar, source varchar, area_type varchar,
    area_code varchar, la_code varchar, indicator_id varchar, return_year integer,
    period_type varchar, period_start date, period_end date, numerator double,
    denominator double, value double, is_latest boolean, completeness varchar,
    table_name varchar, row_number bigint
);

create table fct_benchmarks (
    la_code varchar, indicator_id varchar, return_year integer, period_type varchar,
    period_start date, period_end date, source varchar, value double,
    england_value double, region_value double, statistical_neighbour_mean double,
    statistical_neighbours_with_value integer, comparator_year integer,
    neighbour_model varchar, gap_to_england double, rank integer,
    ranked_authorities integer, quartile_band varchar, return_id varchar,
    previous_year_value double, change_on_previous_year double, england_reason varchar
);

create table int_return_row_counts (
    return_id varchar, collection varchar, la_code varchar, return_year integer,
    table_name varchar, is_needed boolean, row_count bigint,
    previous_return_id varchar,
    previous_row_count bigint, change_pct double
);

create table rc_indicators (
    indicator_id varchar, unit varchar, is_published boolean, computed_from varchar,
    topic varchar
);
insert into rc_indicators (indicator_id, unit, is_published, topic) values
    ('assessments_within_45_days', 'percent', true, 'Assessment'),
    ('icpc_within_15_days', 'percent', true, 'Child protection'),
    ('contacts', 'count', false, 'Front door');

create view int_known_indicators as select * from rc_indicators;

create table rc_authorities (la_code varchar, first_year integer, last_year integer);
insert into rc_authorities
select 101 + i, 2013, null from range(11) as t (i);

create table rc_statistical_neighbours (
    model varchar, la_code varchar, rank integer, neighbour_code varchar,
    closeness varchar
);
insert into rc_statistical_neighbours
select '2025', one.la_code, 1, other.la_code, 'Close'
from rc_authorities as one
inner join rc_authorities as other
    on one.la_code <> other.la_code;
"""

PUBLISHED = """
insert into fct_indicator_values by name
select
    'published' as source, area_type, area_code, indicator_id, 2025 as return_year,
    80 as value
from (
    values ('england', 'E92000001'), ('authority', '101')
) as areas (area_type, area_code)
cross join (
    select indicator_id from rc_indicators where is_published
)
"""
"""England and one authority, for both published indicators, of 2025."""

YEAR = {"return_year": 2025, "period_type": "year"}


def make_warehouse(path: Path, *statements: str) -> Path:
    """A DuckDB file with all tables, filled by the statements."""
    with duckdb.connect(str(path)) as connection:
        for statement in (TABLES, *_tables_of_other_returns(), *statements):
            connection.execute(statement)
    return path


def _tables_of_other_returns() -> list[str]:
    """Empty ones, for suites whose returns are not loaded: dbt builds every table."""
    tables = {each.table for suite in load_suites() for each in suite.expectations}
    return [
        f"create table if not exists {table} (return_id varchar)"
        for table in sorted(tables)
    ]


def add_row(table: str, **values: object) -> str:
    """The statement that inserts one row, its other columns NULL."""
    names = ", ".join(values)
    listed = ", ".join(_literal(value) for value in values.values())
    return f"insert into {table} ({names}) values ({listed})"


def add_return(
    return_id: str, *, year: int = 2025, collection: str = "cin_census"
) -> str:
    return add_row(
        "raw.returns",
        return_id=return_id,
        collection=collection,
        la_code="101",
        return_year=year,
        load_order=1,
    )


def add_assessments(
    return_id: str, days: list[int | None], in_period: bool = True
) -> str:
    """Assessments of one return; the days are working days from start to end."""
    rows = ", ".join(
        f"({_literal(return_id)}, {number}, 'Made-Up-{number}', '1', '1', "
        f"'2024-09-02', '2024-11-04', {_literal(value)}, {_literal(in_period)}, "
        f"{_judged(value, 45)})"
        for number, value in enumerate(days, start=1)
    )
    return f"insert into int_cin_census__assessment_durations values {rows}"


def add_conferences(return_id: str, days: list[int | None]) -> str:
    """Enquiries of one return; the days are working days to the conference."""
    rows = ", ".join(
        f"({_literal(return_id)}, {number}, 'Made-Up-{number}', '1', "
        f"'2024-09-02', '2024-09-23', {_literal(value)}, true, {_judged(value, 15)})"
        for number, value in enumerate(days, start=1)
    )
    return f"insert into int_cin_census__conference_durations values {rows}"


def _judged(days: int | None, most: int) -> str:
    """Whether the dates are in order, and whether they are in time."""
    if days is None:
        return "null, false"
    return f"{_literal(days >= 0)}, {_literal(0 <= days <= most)}"


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value).lower() if isinstance(value, bool) else str(value)
