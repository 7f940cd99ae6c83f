"""A small warehouse of the shape that dbt leaves, for the suites."""

from pathlib import Path

import duckdb

TABLES = """
create schema raw;

create table raw.returns (
    return_id varchar, collection varchar, la_code varchar, return_year integer,
    source_name varchar, loaded_at timestamp, load_order bigint
);

create table int_ssda903__judged_reviews (
    return_id varchar, row_number bigint, child varchar, review_kind varchar,
    due_date date, held_on date, is_in_time boolean
);

create table int_ssda903__judged_placements (
    return_id varchar, row_number bigint, child varchar, pl_distance decimal(9, 1),
    placements_in_year integer, has_few_placements boolean, placement_start date,
    is_long_term boolean, is_stable boolean, is_place_known boolean,
    is_near_home boolean
);

create table int_ssda903__care_leavers (
    return_id varchar, row_number bigint, child varchar, in_touch varchar,
    activ varchar, accom varchar, is_in_touch boolean, is_suitably_housed boolean,
    is_active boolean
);

create table fct_indicator_values (
    source varchar, area_type varchar, indicator_id varchar, return_year integer,
    value double
);

create table fct_benchmarks (
    return_id varchar, source varchar, indicator_id varchar, return_year integer,
    comparator_year integer, england_value double, value double,
    previous_year_value double, change_on_previous_year double
);

create table rc_indicators (indicator_id varchar, unit varchar, computed_from varchar);
insert into rc_indicators values
    ('cla_in_foster_care', 'percent', 'ssda903'),
    ('cla_starts', 'count', 'ssda903'),
    ('cpp_reviewed_in_timescale', 'percent', 'another_return');
"""


def make_warehouse(path: Path, rows: dict[str, list[dict[str, object]]]) -> Path:
    """A DuckDB file with one return, `a`, and the rows of each table named."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(TABLES)
        connection.execute(
            "insert into raw.returns (return_id, collection, la_code, return_year, "
            "load_order) values ('a', 'ssda903', '887', 2025, 1)"
        )
        for table, listed in rows.items():
            for number, row in enumerate(listed, start=1):
                full = {"return_id": "a", **row}
                if table.startswith("int_"):
                    full |= {"row_number": number, "child": f"Made-Up-{number}"}
                connection.execute(
                    f"insert into {table} ({', '.join(full)}) "
                    f"values ({', '.join('?' * len(full))})",
                    list(full.values()),
                )
    return path
