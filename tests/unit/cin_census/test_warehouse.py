"""The warehouse: loading in one transaction, replacing, history."""

import gc
from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import polars as pl
import pytest

from returncheck import warehouse
from returncheck.errors import ConfigError, InputError
from returncheck.files.arrow import Carried
from returncheck.project import project_root
from returncheck.results.context import told_apart
from returncheck.returns.cin_census.layout import LAYOUT as CIN
from returncheck.returns.contract_findings import empty_findings
from returncheck.returns.frames import frames_source
from returncheck.returns.reading import Reading, RowsRead, WholeRead, read_return
from returncheck.warehouse import Entry, ReturnRecord
from returncheck.warehouse.writing import ReturnWriter
from returncheck.workspace import Workspace

RECORD = ReturnRecord(
    return_id="cin_census-887-2025",
    collection="cin_census",
    la_code="887",
    return_year=2025,
    source_name="cin.xml",
)


def episodes(*ids: str) -> pl.DataFrame:
    return pl.DataFrame({"LAchildID": ids, "CINdetailsID": ["1"] * len(ids)})


def children(workspace: Workspace) -> list[tuple[str, str]]:
    with warehouse.connect(workspace.database) as connection:
        return connection.execute(
            "select return_id, LAchildID from raw.cin_census__CINdetails "
            "order by return_id, row_number"
        ).fetchall()


def entry(record: ReturnRecord) -> Entry:
    return Entry(record=record, present_tables=("CINdetails",))


def register_half(connection) -> None:
    with warehouse.transaction(connection):
        warehouse.register_returns(connection, [entry(RECORD)])
        raise InputError("the file ends early")


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path / "w.duckdb") as opened:
        yield opened


def test_load_tables_numbers_rows_and_keeps_text(workspace):
    workspace.load_tables(
        "cin_census",
        {"CINdetails": pl.DataFrame({"LAchildID": [" a ", "", None]})},
        authority="887",
        year=2025,
    )
    assert children(workspace) == [
        ("cin_census-887-2025", " a "),
        ("cin_census-887-2025", None),
        ("cin_census-887-2025", None),
    ]


def test_load_tables_writes_values_of_any_type_as_a_file_would_hold_them(workspace):
    frame = pl.DataFrame(
        {
            "LAchildID": [1.0, 2.5, None],
            "ReferralNFA": [True, False, None],
            "CINreferralDate": pl.Series(
                ["2024-05-01", None, "2024-02-29"]
            ).str.to_date(),
        }
    )
    workspace.load_tables(
        "cin_census", {"CINdetails": frame}, authority="887", year=2025
    )
    with warehouse.connect(workspace.database) as connection:
        rows = connection.execute(
            "select LAchildID, ReferralNFA, CINreferralDate "
            "from raw.cin_census__CINdetails order by row_number"
        ).fetchall()
    assert rows == [
        ("1", "true", "2024-05-01"),
        ("2.5", "false", None),
        (None, None, "2024-02-29"),
    ]


@pytest.mark.parametrize(
    ("rule_year", "is_context"),
    [(None, None), (2026, None), (None, True), (2026, False)],
)
def test_register_gives_back_what_it_was_given(workspace, rule_year, is_context):
    given = replace(RECORD, rule_year=rule_year, is_context=is_context)
    with warehouse.connect(workspace.database) as connection:
        with warehouse.transaction(connection):
            warehouse.register_returns(connection, [entry(given)])
        assert warehouse.loaded_returns(connection) == [given]


@pytest.mark.parametrize("asked", [{}, {"context": True}], ids=["itself", "context"])
def test_loading_keeps_whether_a_return_is_context(workspace, asked):
    workspace.load_tables(
        "cin_census",
        {"CINdetails": episodes("a")},
        authority="887",
        year=2025,
        **asked,
    )
    with warehouse.connect(workspace.database) as connection:
        (record,) = warehouse.loaded_returns(connection)
    assert record.is_context is asked.get("context")


@pytest.mark.parametrize("was_enabled", [True, False])
def test_loading_leaves_the_garbage_collection_as_it_was(workspace, was_enabled):
    (gc.enable if was_enabled else gc.disable)()
    try:
        workspace.load_tables(
            "cin_census", {"CINdetails": episodes("a")}, authority="887", year=2025
        )
        assert gc.isenabled() is was_enabled
    finally:
        gc.enable()


@pytest.mark.parametrize("most_bytes", [1, 1_000, 64_000_000])
def test_row_counts_are_the_sum_of_all_batches_of_a_table(workspace, most_bytes):
    def rows(table: str, first: int, count: int) -> RowsRead:
        names = [column.name for column in CIN.table(table).columns]
        frame = pl.DataFrame({"row_number": range(first, first + count)}).with_columns(
            pl.lit(None, pl.String).alias(name) for name in names
        )
        return RowsRead(
            tables={table: Carried(frame)}, findings=Carried(empty_findings())
        )

    def whole(*tables: str) -> WholeRead:
        none = Carried(empty_findings())
        return WholeRead(
            present_tables=tables,
            derived_columns=(),
            has_crowd=False,
            findings=none,
            observations=none,
            cells=None,
            files=(),
        )

    batches = [
        rows("CINdetails", 1, 3),
        rows("CINdetails", 4, 2),
        rows("CINdetails", 6, 1),
        rows("Disabilities", 1, 4),
        whole("CINdetails", "Disabilities", "Reviews"),
    ]
    with warehouse.connect(workspace.database) as connection:
        writer = ReturnWriter(connection, most_bytes)
        writer.add(RECORD, batches, empty_findings())
        other = replace(RECORD, return_id="other")
        writer.add(other, [whole("CINdetails")], empty_findings())
        writer.flush()
        counts = connection.execute(
            "select return_id, table_name, row_count from raw.return_tables "
            "order by return_id, table_name"
        ).fetchall()
        numbers = connection.execute(
            "select row_number from raw.cin_census__CINdetails"
        ).fetchall()
    assert counts == [
        (RECORD.return_id, "CINdetails", 6),
        (RECORD.return_id, "Disabilities", 4),
        (RECORD.return_id, "Reviews", 0),
        ("other", "CINdetails", 0),
    ]
    assert numbers == [(number,) for number in range(1, 7)]


@pytest.mark.parametrize("most_bytes", [1, 64_000_000])
def test_a_return_that_breaks_off_leaves_what_was_there(workspace, most_bytes):
    def breaking_off():
        yield from read_return(Reading(source=source("new")))
        raise InputError("the file ends early")

    def source(*ids):
        return frames_source(
            "cin_census",
            {"CINdetails": episodes(*ids)},
            authority="887",
            year=2025,
            return_id=None,
        )

    with warehouse.connect(workspace.database) as connection:
        writer = ReturnWriter(connection, most_bytes)
        first = replace(RECORD, return_id="first")
        for record, pieces in (
            (first, read_return(Reading(source=source("a")))),
            (RECORD, read_return(Reading(source=source("old")))),
        ):
            writer.add(record, pieces, empty_findings())
        with pytest.raises(InputError, match="ends early"):
            writer.add(RECORD, breaking_off(), empty_findings())
        last = replace(RECORD, return_id="last")
        writer.add(last, read_return(Reading(source=source("b"))), empty_findings())
        writer.flush()
        orders = connection.execute(
            "select return_id from raw.returns order by load_order"
        ).fetchall()
    assert orders == [("first",), (RECORD.return_id,), ("last",)]
    assert children(workspace) == [
        (RECORD.return_id, "old"),
        ("first", "a"),
        ("last", "b"),
    ]


def test_load_tables_takes_pandas_and_arrow(workspace):
    frame = episodes("a", "b")
    for number, given in enumerate((frame.to_pandas(), frame.to_arrow())):
        workspace.load_tables(
            "cin_census",
            {"CINdetails": given},
            authority="887",
            year=2025,
            return_id=f"r{number}",
        )
    assert children(workspace) == [("r0", "a"), ("r0", "b"), ("r1", "a"), ("r1", "b")]


MIXED = {
    "LAchildID": ["C1", 2, None, 4.0],
    "CINdetailsID": ["1", 2, float("nan"), "4"],
    "ReferralNFA": [True, 0, "false", None],
    "CINreferralDate": [date(2024, 5, 1), "2024-05-02", datetime(2024, 5, 3), None],
}


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(pd.DataFrame(MIXED), id="pandas"),
        pytest.param(MIXED, id="columns"),
        pytest.param(pd.DataFrame(MIXED).to_dict("records"), id="records"),
    ],
)
def test_load_tables_takes_columns_of_mixed_kinds(workspace, frame):
    workspace.load_tables(
        "cin_census", {"CINdetails": frame}, authority="887", year=2025
    )
    with warehouse.connect(workspace.database) as connection:
        rows = connection.execute(
            "select LAchildID, CINdetailsID, ReferralNFA, CINreferralDate "
            "from raw.cin_census__CINdetails order by row_number"
        ).fetchall()
    assert rows == [
        ("C1", "1", "true", "2024-05-01"),
        ("2", "2", "0", "2024-05-02"),
        (None, None, "false", "2024-05-03"),
        ("4", "4", None, None),
    ]


def test_load_tables_takes_authority_and_year_from_the_header(workspace):
    header = pl.DataFrame({"LEA": ["887"], "Year": ["2024"]})
    assert (
        workspace.load_tables("cin_census", {"Header": header}) == "cin_census-887-2024"
    )


@pytest.mark.parametrize(
    ("collection", "tables", "options", "error", "said"),
    [
        pytest.param("cin", {}, {}, ConfigError, "no collection", id="collection"),
        pytest.param(
            "cin_census", {"Plans": episodes()}, {}, InputError, "no table", id="table"
        ),
        pytest.param(
            "cin_census", {}, {}, InputError, "has no table. Give", id="no table"
        ),
        pytest.param(
            "cin_census",
            {"CINdetails": episodes("a")},
            {"authority": None},
            InputError,
            "--authority",
            id="no authority",
        ),
        pytest.param(
            "cin_census",
            {"CINdetails": episodes("a")},
            {"authority": "999"},
            ConfigError,
            "Unknown authority",
            id="unknown authority",
        ),
        pytest.param(
            "cin_census",
            {"CINdetails": episodes("a")},
            {"year": 2016},
            ConfigError,
            "2016",
            id="year before the first layout",
        ),
    ],
)
def test_load_tables_refuses_what_is_wrong(
    workspace, collection, tables, options, error, said
):
    given = {"authority": "887", "year": 2025, **options}
    with pytest.raises(error, match=said):
        workspace.load_tables(collection, tables, **given)


def test_loading_a_return_again_replaces_it(workspace):
    for ids in (("a", "b", "c"), ("d",)):
        workspace.load_tables(
            "cin_census", {"CINdetails": episodes(*ids)}, authority="887", year=2025
        )
    assert children(workspace) == [("cin_census-887-2025", "d")]
    with warehouse.connect(workspace.database) as connection:
        rows = connection.execute(
            "select table_name, row_count from raw.return_tables"
        ).fetchall()
        assert rows == [("CINdetails", 1)]
        assert len(warehouse.loaded_returns(connection)) == 1


def test_a_transaction_that_fails_leaves_the_warehouse_as_it_was(workspace):
    workspace.load_tables(
        "cin_census", {"CINdetails": episodes("a")}, authority="887", year=2025
    )
    with warehouse.connect(workspace.database) as connection:
        with pytest.raises(InputError):
            register_half(connection)
        listed = warehouse.loaded_returns(connection)
    assert children(workspace) == [("cin_census-887-2025", "a")]
    assert listed == [replace(RECORD, source_name="cin_census-887-2025")]


def test_a_table_without_the_episode_id_column_has_one_episode(workspace):
    workspace.load_tables(
        "cin_census",
        {"Assessments": pl.DataFrame({"LAchildID": ["a"]})},
        authority="887",
        year=2025,
    )
    with warehouse.connect(workspace.database) as connection:
        rows = connection.execute(
            "select CINdetailsID from raw.cin_census__Assessments"
        ).fetchall()
    assert rows == [("",)]


def test_an_absent_table_is_not_an_empty_one(workspace):
    workspace.load_tables(
        "cin_census", {"CINdetails": episodes()}, authority="887", year=2025
    )
    with warehouse.connect(workspace.database) as connection:
        rows = connection.execute("select * from raw.return_tables").fetchall()
    assert rows == [("cin_census-887-2025", "CINdetails", 0)]


def test_a_column_of_the_name_of_the_child_key_is_no_key(workspace):
    frame = episodes("A", "A").with_columns(child_key=pl.Series(["1", "2"]))
    workspace.load_tables(
        "cin_census", {"CINdetails": frame}, authority="887", year=2025
    )
    with warehouse.connect(workspace.database) as connection:
        keys = connection.execute(
            "select child_key from raw.cin_census__CINdetails"
        ).fetchall()
        named = connection.execute(
            "select message from raw.contract_findings where message like '%child_key%'"
        ).fetchall()
    assert keys == [(None,), (None,)]
    assert len(named) == 1


def test_raw_tables_hold_every_column_of_the_layout(workspace):
    with warehouse.connect(workspace.database) as connection:
        for table in CIN.tables:
            cursor = connection.execute(
                f"select * from {CIN.raw_table(table.name)} limit 0"
            )
            assert [column[0] for column in cursor.description] == [
                "return_id",
                "row_number",
                *(column.name for column in table.columns),
                *(["child_key"] if table.child_id else []),
            ]


def test_history_keeps_the_findings_of_every_run(workspace):
    schema = {"run_id": pl.String, "finding_id": pl.String}
    with warehouse.connect(workspace.database) as connection:
        for run in ("r1", "r2"):
            findings = pl.DataFrame([{"run_id": run, "finding_id": "f"}], schema=schema)
            warehouse.write_history(connection, run, "1.0", findings)
        rows = connection.execute(
            "select run_id, finding_id from history.findings order by run_id"
        ).fetchall()
    assert rows == [("r1", "f"), ("r2", "f")]


def test_context_is_noted_of_the_returns_of_a_check_until_they_are_loaded_again(
    tmp_path,
):
    path = tmp_path / "w.duckdb"
    noted = "select return_id, checked_as_context from raw.returns order by return_id"

    def load(year):
        with Workspace.open(path) as opened:
            tables = {"CINdetails": episodes("a")}
            opened.load_tables("cin_census", tables, authority="887", year=year)

    for year in (2023, 2024, 2025):
        load(year)
    with warehouse.connect(path) as connection:
        checked = told_apart(warehouse.loaded_returns(connection)[1:])
        warehouse.note_contexts(connection, checked)
        assert connection.execute(noted).fetchall() == [
            ("cin_census-887-2023", None),
            ("cin_census-887-2024", True),
            ("cin_census-887-2025", False),
        ]
        said = [record.is_context for record in warehouse.loaded_returns(connection)]
        assert said == [None, None, None]
    load(2024)
    with warehouse.connect(path) as connection:
        assert dict(connection.execute(noted).fetchall())["cin_census-887-2024"] is None


def test_load_tables_tells_of_a_column_that_no_layout_has(workspace):
    frame = episodes("a").with_columns(pl.lit("red").alias("Colour"))
    workspace.load_tables(
        "cin_census", {"CINdetails": frame}, authority="887", year=2025
    )
    with warehouse.connect(workspace.database) as connection:
        rows = connection.execute(
            "select check_id, table_name, field from raw.contract_findings "
            "where check_id like '%unknown_column'"
        ).fetchall()
    assert rows == [("contract:cin_census.unknown_column", "CINdetails", "Colour")]


def test_project_root_of_an_editable_install_is_the_checkout(root):
    assert project_root() == root


def test_targets_without_tolerances_replace_those_that_were_there(workspace):
    workspace.set_targets("887", {"referrals": 1}, {"referrals": 5})
    workspace.set_targets("887", {"cla_adopted": 20})
    with warehouse.connect(workspace.database) as connection:
        rows = connection.execute("select * from raw.targets").fetchall()
    assert rows == [("887", "cla_adopted", 20.0, None)]


@pytest.mark.parametrize("tolerance", [-0.1, float("nan")])
def test_set_targets_refuses_a_tolerance_below_0(workspace, tolerance):
    with pytest.raises(ConfigError, match="tolerance of referrals"):
        workspace.set_targets("887", {"referrals": 1}, {"referrals": tolerance})
