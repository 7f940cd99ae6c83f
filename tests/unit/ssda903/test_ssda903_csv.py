"""The SSDA903 as a set of CSV files."""

import pytest
from ssda903_files import (
    CHILD,
    EPISODE,
    OF_2025,
    headings_of,
    only_source,
    read_tables,
    refusals,
    write,
    write_rows,
    write_set,
    write_table,
)

from returncheck.errors import ConfigError
from returncheck.returns.discover import discover
from returncheck.returns.ssda903.layout import LAYOUT
from returncheck.settings.said_in_folders import said_in

FILES = [table.name for table in LAYOUT.tables if not table.looked_up]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "returns"


def test_set_is_one_return_of_the_authority_and_year_that_the_user_names(folder):
    source = only_source(write_set(folder))
    assert (source.return_id, source.source_name, source.file_format) == (
        "ssda903-887-2025",
        "returns",
        "csv",
    )
    assert source.present_tables == ("Header", "Episodes")


@pytest.mark.parametrize("table", FILES)
def test_each_table_is_told_by_its_columns_whatever_its_file_is_called(folder, table):
    write_table(folder, table, {"CHILD": "Made-Up-1"}, name="export-7.csv")
    assert list(read_tables(only_source(folder))) == [table]


@pytest.mark.parametrize("table", FILES)
def test_table_is_told_by_its_columns_not_by_the_name_of_another(folder, table):
    other = FILES[FILES.index(table) - 1]
    write_table(folder, table, {"CHILD": "Made-Up-1"}, name=f"{other}.csv")
    assert list(read_tables(only_source(folder))) == [table]


def test_columns_come_in_any_order(folder):
    headings = headings_of("Reviews")[::-1]
    row = ["PN1", "05/06/2024", "01/02/2012", "Made-Up-1"]
    write_rows(folder / "r.csv", headings, row)
    rows = read_tables(only_source(folder))["Reviews"]
    assert rows.rows() == [(1, "MADE-UP-1", "01/02/2012", "05/06/2024", "PN1")]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        pytest.param("", None, id="empty"),
        pytest.param("  ", "  ", id="blanks"),
        pytest.param(" c2 ", " C2 ", id="untrimmed"),
        pytest.param("zoë", "ZOË", id="not ascii"),
        pytest.param("007", "007", id="leading noughts"),
        pytest.param("null", "NULL", id="the word null"),
        pytest.param("1/2/2024", "1/2/2024", id="short date"),
    ],
)
def test_text_is_turned_to_upper_case_and_else_kept(folder, cell, read):
    write_set(folder, LS=cell)
    assert read_tables(only_source(folder))["Episodes"]["LS"].to_list() == [read]


def test_headings_are_told_apart_by_letter_case(folder):
    headings = [name.lower() for name in headings_of("Reviews")]
    path = write_rows(folder / "r.csv", headings, ["a", "b", "c", "d"])
    assert refusals(folder) == [
        f"{path} lacks the columns 'CHILD', 'DOB', 'REVIEW', 'REVIEW_CODE' of the "
        "SSDA903 return table Reviews. Line 1 lists 4 headings. Export it again with "
        "all columns."
    ]


def test_derived_columns_are_not_there_in_a_usual_set(folder):
    source = only_source(write_set(folder))
    assert source.derived_columns == ()
    assert read_tables(source)["Header"]["UASC"].to_list() == [None]


def test_derived_columns_of_a_file_are_kept_and_told(folder):
    write_table(folder, "Episodes", EPISODE)
    write_rows(
        folder / "h.csv",
        [*headings_of("Header"), "UASC"],
        ["Made-Up-1", "M", "01/02/2012", "WBRI", "", "", "", "1"],
    )
    source = only_source(folder)
    assert source.derived_columns == (("Header", "UASC"),)
    assert read_tables(source)["Header"]["UASC"].to_list() == ["1"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(
            lambda names: names[:-1],
            "lacks the column 'MC_DOB' of the SSDA903 return table Header. Line 1 "
            "lists 6 headings. Export it again with all columns.",
            id="missing",
        ),
        pytest.param(
            lambda names: [*names, "REC"],
            "has the unknown column number 8 (a text of 3 characters), not of the "
            "SSDA903 return table Header. Correct the spelling or take the column out.",
            id="extra",
        ),
        pytest.param(
            lambda names: [*names, "CHILD"],
            "has the column 'CHILD' more than once. Keep each column once.",
            id="twice",
        ),
    ],
)
def test_headings_have_to_be_those_of_the_table(folder, change, fault):
    headings = change(headings_of("Header"))
    path = write_rows(folder / "h.csv", headings, ["x"] * len(headings))
    assert refusals(folder) == [f"{path} {fault}"]


def test_table_given_twice_names_both_files(folder):
    write_set(folder)
    write_table(folder, "Episodes", EPISODE, name="More.csv")
    assert refusals(folder) == [
        f"{folder} has 2 files for the table Episodes: Episodes.csv and More.csv. "
        "Keep one; put files of the year before into a folder `previous` there, or "
        "give their folder with --previous."
    ]


def test_lookup_tables_are_no_files_of_a_return(folder):
    write_set(folder)
    write_rows(folder / "PostcodeDirectory.csv", ["POSTCODE"], ["AB12CD"])
    (refusal,) = discover([folder], **OF_2025).refusals
    assert "is no table of a known return" in str(refusal.error)


def test_nobody_says_whose_the_set_is(folder):
    write_set(folder)
    assert refusals(folder, authority=None, year=None) == [
        f"{folder} names no authority and no year. Give --authority and --year."
    ]
    assert refusals(folder, year=None) == [f"{folder} names no year. Give --year."]


def test_settings_in_the_folder_say_whose_the_set_is(folder):
    write_set(folder)
    write(folder / "returncheck.yml", "authority: 889\nyear: 2024\n")
    source = only_source(folder, authority=None, year=None, said_in=said_in)
    assert source.return_id == "ssda903-889-2024"


def test_settings_in_the_folder_are_filled_in_by_the_user(folder):
    write_set(folder)
    write(folder / "returncheck.yml", "year: 2024\n")
    assert only_source(folder, said_in=said_in).return_id == "ssda903-887-2024"


def test_settings_in_the_folder_name_another_authority(folder):
    write_set(folder)
    path = write(folder / "returncheck.yml", "authority: 889\n")
    assert refusals(folder, said_in=said_in) == [
        f"{path} names authority '889', but --authority or returncheck.yml says '887'. "
        "Leave that out or give the right file."
    ]


def test_settings_where_one_works_are_overruled_by_the_options(folder, monkeypatch):
    write_set(folder)
    write(folder / "returncheck.yml", "authority: 889\nyear: 2024\n")
    monkeypatch.chdir(folder)
    assert only_source(folder, said_in=said_in).return_id == "ssda903-887-2025"


def test_settings_in_the_folder_that_cannot_be_used_are_told(folder):
    write_set(folder)
    write(folder / "returncheck.yml", "yaer: 2025\n")
    with pytest.raises(ConfigError, match="unknown key 'yaer'"):
        discover([write_set(folder)], said_in=said_in)


@pytest.mark.parametrize("year", [2017, 2023, 2024, 2027])
def test_set_of_every_year_is_read(folder, year):
    source = only_source(write_set(folder), year=year)
    assert source.return_id == f"ssda903-887-{year}"


def test_single_file_is_a_return_of_its_table_alone(folder):
    path = write_table(folder, "Header", CHILD)
    source = only_source(path)
    assert (source.source_name, source.present_tables) == ("Header.csv", ("Header",))


def test_table_without_rows_is_present(folder):
    write_set(folder)
    write_table(folder, "Missing")
    source = only_source(folder)
    assert "Missing" in source.present_tables
    assert "Missing" not in read_tables(source)
