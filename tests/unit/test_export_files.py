"""The files of an export, read again."""

from datetime import date, datetime

import openpyxl
import polars as pl
import pytest

from returncheck.catalogue.marts import marts as described_marts
from returncheck.errors import ConfigError
from returncheck.export.dictionary import dictionary, documented
from returncheck.export.files import write_csv, write_parquet, write_xlsx
from returncheck.export.tables import chosen_rows

TABLE = pl.DataFrame(
    {
        "name": ["=1+1", "#N/A", "-5", "+cmd", "plain", None],
        "day": [date(2025, 3, 31), None, None, None, None, None],
        "value": [1.5, None, 0.0, None, 7.0, None],
        "value_symbol": [None, "c", None, "z", None, "x"],
        "is_latest": [True, False, True, True, True, True],
    }
)


def test_parquet_keeps_types_and_has_the_symbols_beside(tmp_path):
    (path,) = write_parquet({"t": TABLE}, tmp_path)
    assert path.name == "t.parquet"
    assert pl.read_parquet(path).equals(TABLE)


def test_csv_has_the_symbols_in_place_and_no_formula(tmp_path):
    (path,) = write_csv({"t": TABLE}, tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = path.read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "name,day,value,is_latest"
    assert [line.split(",")[2] for line in rows[1:]] == [
        "1.5",
        "c",
        "0.0",
        "z",
        "7.0",
        "x",
    ]
    assert [line.split(",")[0] for line in rows[1:]] == [
        "'=1+1",
        "#N/A",
        "-5",
        "'+cmd",
        "plain",
        "",
    ]


def test_xlsx_has_a_sheet_a_table_with_dates_and_no_formula(tmp_path):
    path = write_xlsx({"t": TABLE, "u": TABLE.head(1)}, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["t", "u"]
    sheet = book["t"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D7"
    assert [cell.value for cell in sheet[1]] == ["name", "day", "value", "is_latest"]
    assert sheet["B2"].value == datetime(2025, 3, 31)
    assert sheet["B2"].is_date
    assert [sheet.cell(row, 3).value for row in range(2, 8)] == [
        1.5,
        "c",
        0,
        "z",
        7,
        "x",
    ]
    assert [sheet.cell(row, 1).data_type for row in range(2, 7)] == ["s"] * 5
    assert sheet["A2"].value == "=1+1"


@pytest.mark.parametrize("mart", described_marts(), ids=lambda mart: mart.name)
def test_every_mart_and_column_is_described(mart):
    table, *columns = documented(mart.name)
    assert table.description.startswith("One row per")
    assert columns
    assert all(column.data_type and column.description for column in columns)


def test_dictionary_holds_the_columns_that_are_exported():
    frame = pl.DataFrame({"la_code": [], "value": [], "value_symbol": []})
    rows = dictionary(
        {"fct_benchmarks": frame, "counts": frame.select("value")},
        {"counts": {"value": "How many."}},
    ).rows(named=True)
    assert [(row["table"], row["column"], row["type"]) for row in rows] == [
        ("fct_benchmarks", "", ""),
        ("fct_benchmarks", "la_code", "string"),
        ("fct_benchmarks", "value", "double"),
        ("fct_benchmarks", "value_symbol", "string"),
        ("counts", "value", "string"),
    ]
    assert rows[1]["description"] == "Three-digit code of the authority."
    assert rows[4]["description"] == "How many."


def marts():
    values = pl.DataFrame(
        {
            "return_id": ["a", "b", None, None],
            "area_type": ["authority", "authority", "england", "authority"],
            "la_code": ["420", "857", None, "420"],
            "return_year": [2025, 2025, 2025, 2024],
        }
    )
    findings = pl.DataFrame({"return_id": ["a", "b", "k"]})
    return {
        "dim_authorities": pl.DataFrame({"la_code": ["420", "857"]}),
        "fct_indicator_values": values,
        "fct_findings": findings,
    }


RETURNS = pl.DataFrame(
    {
        "return_id": ["a", "b", "k"],
        "la_code": ["420", "857", "420"],
        "return_year": [2025, 2025, None],
    }
)


@pytest.mark.parametrize(
    ("authority", "year", "values", "findings"),
    [
        (None, None, ["a", "b", None, None], ["a", "b", "k"]),
        ("420", None, ["a", None, None], ["a", "k"]),
        ("420", 2025, ["a", None], ["a", "k"]),
        (None, 2024, [None], ["k"]),
    ],
)
def test_rows_of_an_authority_and_a_year(authority, year, values, findings):
    chosen = chosen_rows(marts(), RETURNS, authority=authority, year=year)
    assert chosen["fct_indicator_values"]["return_id"].to_list() == values
    assert chosen["fct_findings"]["return_id"].to_list() == findings
    assert chosen["dim_authorities"].height == 2


def test_an_unknown_authority_is_refused():
    with pytest.raises(ConfigError, match="no authority '999'"):
        chosen_rows(marts(), RETURNS, authority="999", year=None)
