"""What an SSDA903 tells of a child over its year."""

from datetime import date

import duckdb
import pytest

from returncheck.returns.ssda903 import KIND

TABLES = """
create schema raw;
create table raw.returns (return_id varchar, return_year integer);
create table stg_ssda903__episodes (
    return_id varchar, row_number bigint, child varchar, decom date, dec date,
    place varchar, ls varchar, rne varchar
);
create table stg_ssda903__missing (
    return_id varchar, row_number bigint, child varchar, mis_start date,
    mis_end date, missing varchar
);
create table stg_ssda903__reviews (
    return_id varchar, row_number bigint, child varchar, review date,
    review_code varchar
);
insert into raw.returns values ('r1', 2025), ('r2', null);
insert into stg_ssda903__episodes values
    ('r1', 3, 'C1', '2024-08-01', null, 'R1', 'C2', 'P'),
    ('r1', 1, 'C1', '2024-05-01', '2024-06-01', 'U1', 'V2', 'S'),
    ('r1', 2, 'C1', '2024-06-01', '2024-08-01', 'U1', 'C2', 'L'),
    ('r1', 4, 'C1', null, '2024-08-01', 'U1', 'C2', 'L'),
    ('r1', 5, 'C2', '2024-05-01', null, null, null, null),
    ('r2', 1, 'C1', '2024-05-01', null, 'U1', 'C2', 'S');
insert into stg_ssda903__missing values
    ('r1', 1, 'C1', '2024-07-01', '2024-07-03', 'M'), ('r1', 2, 'C1', null, null, 'A');
insert into stg_ssda903__reviews values
    ('r1', 1, 'C1', '2024-05-20', 'PN1'), ('r1', 2, 'C4', '2024-05-21', 'PN1'),
    ('r1', 3, 'C3', null, 'PN1');
"""


@pytest.fixture
def connection():
    with duckdb.connect() as opened:
        opened.execute(TABLES)
        yield opened


def told(lane):
    return [(each.start, each.end, each.text) for each in lane.entries]


def test_placements_go_on_under_another_legal_status_and_statuses_elsewhere(connection):
    (found,) = KIND.timelines(connection, "r1", ["C1"])
    placements, statuses, missing, reviews = found.lanes
    assert told(placements) == [
        (date(2024, 5, 1), date(2024, 8, 1), "U1"),
        (date(2024, 8, 1), None, "R1"),
    ]
    assert told(statuses) == [
        (date(2024, 5, 1), date(2024, 6, 1), "V2"),
        (date(2024, 6, 1), None, "C2"),
    ]
    assert told(missing) == [(date(2024, 7, 1), date(2024, 7, 3), "M")]
    assert told(reviews) == [(date(2024, 5, 20), None, "PN1")]
    assert reviews.are_moments
    assert (found.first_day, found.last_day) == (date(2024, 4, 1), date(2025, 3, 31))


def test_children_keep_their_order_and_those_without_a_dated_record_are_left_out(
    connection,
):
    found = KIND.timelines(connection, "r1", ["C4", "C3", "C2", "C9", "C1"])
    assert [each.child_id for each in found] == ["C4", "C2", "C1"]
    assert told(found[1].lanes[0]) == [(date(2024, 5, 1), None, "")]


def test_return_without_a_year_tells_nothing(connection):
    assert KIND.timelines(connection, "r2", ["C1"]) == ()
    assert KIND.timelines(connection, "r3", ["C1"]) == ()
