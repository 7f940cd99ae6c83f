"""Rows that SQL wrote into the raw tables pass the contracts of those that are read."""

import duckdb
import polars as pl
import pytest

from returncheck import Workspace
from returncheck.errors import ConfigError, InputError
from returncheck.returns.contracts import check_batch
from returncheck.warehouse.schemas import MARK
from returncheck.warehouse.stored_contracts import check_stored

WRITTEN = """
insert into {raw}.returns (return_id, collection, la_code, return_year, source_name,
    loaded_at, load_order)
values ('own', 'cin_census', '887', 2025, 'our records', now()::timestamp, 1);
insert into {raw}.return_tables values ('own', 'Assessments', 2);
insert into {raw}.cin_census__Assessments (return_id, row_number, LAchildID,
    CINdetailsID, AssessmentID, AssessmentActualStartDate,
    AssessmentAuthorisationDate)
values ('own', 1, 'A1', 'C1', 'B1', '2024-11-01', '31/12/2024'),
    ('own', 2, 'A2', 'C2', 'B2', '2024-11-01', '2024-12-31')
"""
DATE = "contract:cin_census.Assessments.AssessmentAuthorisationDate.date"


def change(database, *statements):
    with duckdb.connect(database) as connection:
        return [connection.execute(each).fetchall() for each in statements][-1]


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "team.duckdb"
    Workspace.open(path).close()
    change(path, WRITTEN.format(raw="raw"))
    return path


def kept(database):
    return change(
        database,
        "select return_id, check_id, row_number, value from raw.contract_findings",
    )


def test_date_in_another_form_is_found_and_noted(database):
    found = check_stored(database)
    assert found.select("return_id", "check_id", "row_number", "value").rows() == [
        ("own", DATE, 1, "31/12/2024")
    ]
    assert kept(database) == [("own", DATE, 1, "31/12/2024")]
    assert change(database, "select count(*) from raw.unfinished_build") == [(1,)]


def test_second_check_says_it_once_and_mended_rows_take_it_back(database):
    check_stored(database)
    check_stored(database)
    assert len(kept(database)) == 1
    change(
        database,
        "update raw.cin_census__Assessments "
        "set AssessmentAuthorisationDate = '2024-12-31'",
    )
    assert check_stored(database).is_empty()
    assert kept(database) == []


def test_what_was_seen_in_a_file_stays(database):
    seen = "contract:cin_census.unknown_column"
    change(
        database,
        "insert into raw.contract_findings (return_id, check_id, table_name) "
        f"values ('own', '{seen}', 'Assessments')",
    )
    check_stored(database)
    assert {row[1] for row in kept(database)} == {seen, DATE}


def test_loading_and_checking_what_is_stored_find_the_same(database):
    with Workspace.open(database) as workspace:
        frame = pl.DataFrame({"LAchildID": ["A1"], "PersonBirthDate": ["31/02/2010"]})
        loaded = workspace.load_tables(
            "cin_census", {"ChildIdentifiers": frame}, authority="888", year=2025
        )
    before = [row for row in kept(database) if row[0] == loaded]
    assert before
    check_stored(database)
    assert sorted(kept(database), key=str) == sorted(
        [*before, ("own", DATE, 1, "31/12/2024")], key=str
    )


def test_raw_tables_of_another_schema_are_found_by_their_mark(database):
    tables = change(
        database, "select table_name from duckdb_tables() where schema_name = 'raw'"
    )
    moved = [
        f"create table received.{name} as from raw.{name}; "
        f"comment on table received.{name} is '{MARK}'"
        for (name,) in tables
    ]
    change(database, "create schema received", *moved, "drop schema raw cascade")
    assert check_stored(database)["check_id"].to_list() == [DATE]
    noted = change(database, "select check_id from received.contract_findings")
    assert noted == [(DATE,)]


def test_findings_table_of_the_teams_own_is_left_alone(database):
    change(database, "comment on table raw.contract_findings is 'ours'")
    assert check_stored(database).height == 1
    assert kept(database) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "update raw.returns set return_id = 'other'",
            r"rows of the return 'own', which .*returns.* does not list",
        ),
        (
            "update raw.cin_census__Assessments set row_number = null",
            r"2 rows of the return 'own' have no row_number",
        ),
        (
            "update raw.cin_census__Assessments set row_number = 7",
            r"1 rows of the return 'own' have no row_number, or one that another",
        ),
        (
            "update raw.returns set collection = 'cin'",
            r"is of the collection 'cin'\. Give one of 'cin_census'",
        ),
    ],
)
def test_rows_that_cannot_be_checked_are_refused(database, statement, said):
    change(database, statement)
    with pytest.raises(InputError, match=said):
        check_stored(database)


def test_database_without_a_register_is_refused(tmp_path):
    path = tmp_path / "other.duckdb"
    change(path, "create table t as select 1 as a")
    with pytest.raises(ConfigError, match="holds no register of returns"):
        check_stored(path)
    with pytest.raises(ConfigError, match="There is no database"):
        check_stored(tmp_path / "none.duckdb")


def test_command_ends_with_1_for_findings_and_0_for_none(database, returncheck):
    done = returncheck("contracts", "check", database)
    assert done.returncode == 1, done.stderr
    assert "own: Assessments row 1: AssessmentAuthorisationDate '31/12/2024'" in (
        done.stdout
    )
    change(database, "delete from raw.cin_census__Assessments where row_number = 1")
    assert returncheck("contracts", "check", database).returncode == 0


def test_relation_of_duckdb_is_loaded_as_a_frame_is(database):
    relation = duckdb.sql(
        "select 'A1' as LAchildID, date '2010-05-01' as PersonBirthDate, '1' as Sex"
    )
    with Workspace.open(database) as workspace:
        workspace.load_tables(
            "cin_census", {"ChildIdentifiers": relation}, authority="888", year=2025
        )
    assert change(
        database,
        "select LAchildID, PersonBirthDate, Sex from raw.cin_census__ChildIdentifiers",
    ) == [("A1", "2010-05-01", "1")]


def test_written_date_is_no_missing_date_to_a_rule(tmp_path, new_database):
    path = new_database(tmp_path / "team.duckdb")
    change(
        path,
        WRITTEN.format(raw="raw"),
        "update raw.cin_census__Assessments "
        "set AssessmentAuthorisationDate = null where row_number = 2",
    )
    with Workspace.open(path) as workspace:
        result = workspace.check(rules=["8670Q"], suites=False)
    told = result.findings.filter(pl.col("table_name") == "Assessments")
    assert set(told.select("check_id", "row_number").rows()) == {
        ("cin_census:8670Q", 2),
        (DATE, 1),
    }


def test_check_looks_again_at_rows_that_it_did_not_load_itself(database, monkeypatch):
    looked_at = []

    def seen(layout, name, frame, *others):
        looked_at.append((name, frame.height))
        return check_batch(layout, name, frame, *others)

    monkeypatch.setattr("returncheck.warehouse.stored_contracts.check_batch", seen)
    tables = {"Header": pl.DataFrame({"Year": ["2025"]})}
    with Workspace.open(database) as workspace:
        workspace.load_tables("cin_census", tables, "887", return_id="loaded here")
        monkeypatch.setattr(Workspace, "_taken_build", _stop)
        with pytest.raises(_StoppedError):
            workspace.check(suites=False)
    assert ("Assessments", 2) in looked_at
    assert "Header" not in [name for name, _ in looked_at]


class _StoppedError(Exception):
    """The check has come to its build."""


def _stop(_workspace):
    raise _StoppedError
