"""The CIN census as a folder of CSV files."""

import pytest
from readers_files import (
    CIN,
    columns,
    read_tables,
    record,
    write,
    write_cin_folder,
    write_csv,
    write_table,
)

from returncheck.files import csv_files
from returncheck.returns.discover import discover


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "census"


def only_source(path, **options):
    found = discover([path], **options)
    assert [str(refusal.error) for refusal in found.refusals] == []
    (source,) = found.sources
    return source


def refusals(path, **options):
    found = discover([path], **options)
    assert found.sources == ()
    return [str(refusal.error) for refusal in found.refusals]


def test_cin_csv_folder_is_one_return_named_for_the_folder(folder):
    source = only_source(write_cin_folder(folder))
    assert (source.return_id, source.source_name, source.present_tables) == (
        "cin_census-887-2025",
        "census",
        ("Header", "ChildIdentifiers"),
    )


def test_cin_csv_tables_are_told_by_their_headings_not_their_names(folder):
    write_cin_folder(folder)
    headings = columns(CIN, "Reviews")
    row = record(headings, CPPreviewDate="2025-01-01")
    write_csv(folder / "Assessments.csv", headings, row)
    assert list(read_tables(only_source(folder))) == [
        "Header",
        "ChildIdentifiers",
        "Reviews",
    ]


def test_cin_csv_columns_come_in_any_order(folder):
    write_cin_folder(folder)
    headings = columns(CIN, "Reviews")[::-1]
    write_csv(folder / "r.csv", headings, ["2025-01-01", "7", "3", "Made-Up-1"])
    rows = read_tables(only_source(folder))["Reviews"]
    assert rows.rows() == [(1, "Made-Up-1", "3", "7", "2025-01-01")]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        pytest.param("", None, id="empty"),
        pytest.param('""', None, id="quoted empty"),
        pytest.param("  ", "  ", id="blanks"),
        pytest.param(" x ", " x ", id="untrimmed"),
        pytest.param('"a,b"', "a,b", id="comma"),
        pytest.param('"a\nb"', "a\nb", id="line break"),
        pytest.param('"a""b"', 'a"b', id="quote"),
        pytest.param("NULL", "NULL", id="the word null"),
        pytest.param("007", "007", id="leading noughts"),
        pytest.param("Zoë", "Zoë", id="not ascii"),
    ],
)
def test_cin_csv_text_is_kept_as_received(folder, cell, read):
    write_cin_folder(folder)
    write(folder / "c.csv", f"LAchildID,Ethnicity\nMade-Up-1,{cell}\n")
    rows = read_tables(only_source(folder))["ChildCharacteristics"]
    assert rows["Ethnicity"].to_list() == [read]


@pytest.mark.parametrize(
    "start",
    [pytest.param("", id="plain"), pytest.param("\ufeff", id="byte order mark")],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_cin_csv_reads_each_usual_way_of_saving(folder, start, line_end):
    write_cin_folder(folder)
    lines = ["LAchildID,Ethnicity", "Made-Up-1,WBRI", "Made-Up-2,WIRI", ""]
    write(folder / "c.csv", start + line_end.join(lines))
    rows = read_tables(only_source(folder))["ChildCharacteristics"]
    assert rows.rows() == [(1, "Made-Up-1", "WBRI"), (2, "Made-Up-2", "WIRI")]


def test_cin_csv_blank_rows_count_but_are_left_out(folder):
    write_cin_folder(folder)
    write(
        folder / "c.csv", "LAchildID,Ethnicity\n\nMade-Up-1,WBRI\n,\nMade-Up-2,X\n,\n"
    )
    rows = read_tables(only_source(folder))["ChildCharacteristics"]
    assert rows["row_number"].to_list() == [2, 4]


def test_cin_csv_row_numbers_run_on_across_batches(folder, monkeypatch):
    monkeypatch.setattr(csv_files, "BATCH_ROWS", 2)
    write_cin_folder(folder)
    rows = [{"LAchildID": f"Made-Up-{n}"} for n in range(5)]
    write_table(folder, "ChildIdentifiers", *rows)
    numbers = [
        batch.tables["ChildIdentifiers"]["row_number"].to_list()
        for batch in only_source(folder).batches()
        if "ChildIdentifiers" in batch.tables
    ]
    assert numbers == [[1, 2], [3, 4], [5]]


def test_cin_csv_table_without_rows_is_present(folder):
    write_cin_folder(folder)
    write_table(folder, "Reviews")
    source = only_source(folder)
    assert "Reviews" in source.present_tables
    assert "Reviews" not in read_tables(source)


@pytest.mark.parametrize(
    ("year", "kept", "lacking"),
    [
        pytest.param(2024, "Sex", "GenderCurrent", id="2024"),
        pytest.param(2025, "GenderCurrent", "Sex", id="2025"),
    ],
)
def test_cin_csv_column_of_another_year_is_kept_as_well(folder, year, kept, lacking):
    write_cin_folder(folder, year=year)
    headings = columns(CIN, "ChildIdentifiers")
    row = record(headings, LAchildID="Made-Up-1", **{kept: "x"})
    write_csv(folder / "ChildIdentifiers.csv", headings, row)
    rows = read_tables(only_source(folder))["ChildIdentifiers"]
    assert rows.select(kept, lacking).rows() == [("x", None)]


@pytest.mark.parametrize("year", range(2017, 2028))
def test_cin_csv_needs_the_columns_of_its_own_year(folder, year):
    source = only_source(write_cin_folder(folder, year=year))
    assert source.return_year == year


@pytest.mark.parametrize(
    ("year", "needed"),
    [
        pytest.param(2024, "GenderCurrent", id="2024"),
        pytest.param(2025, "Sex", id="2025"),
    ],
)
def test_cin_csv_without_a_column_of_its_year_is_refused(folder, year, needed):
    write_cin_folder(folder, year=year)
    write_table(folder, "ChildIdentifiers", {}, year=4049 - year)
    assert refusals(folder) == [
        f"{folder}/ChildIdentifiers.csv lacks the column '{needed}' of the CIN census "
        "table ChildIdentifiers. Line 1 lists 8 headings. "
        "Export it again with all columns."
    ]


@pytest.mark.parametrize("key", ["LAchildID", "CINdetailsID", "AssessmentID"])
def test_cin_csv_without_an_id_is_refused(folder, key):
    write_cin_folder(folder)
    headings = [name for name in columns(CIN, "Assessments") if name != key]
    write_csv(folder / "a.csv", headings)
    (message,) = refusals(folder)
    assert f"a.csv lacks the column '{key}' of the CIN census table" in message


def test_cin_csv_without_header_needs_the_options(folder):
    write_table(folder, "ChildIdentifiers", {"LAchildID": "Made-Up-1"})
    source = only_source(folder, authority="887", year=2025)
    assert source.return_id == "cin_census-887-2025"
    assert refusals(folder) == [
        f"{folder} (no Header table) names no authority and no year. "
        "Give --authority and --year."
    ]


def test_cin_csv_header_naming_two_authorities_is_refused(folder):
    write_cin_folder(folder)
    year = {"Year": "2025"}
    write_table(folder, "Header", {"LEA": "887", **year}, {"LEA": "201", **year})
    assert refusals(folder) == [
        f"{folder}/Header.csv names more than one LEA: '887', '201'. "
        "Keep the one row of this return."
    ]


def test_cin_csv_files_named_one_by_one_are_one_return(folder):
    write_cin_folder(folder)
    found = discover(sorted(folder.iterdir()))
    assert [source.return_id for source in found.sources] == ["cin_census-887-2025"]


def test_cin_csv_folders_below_are_returns_of_their_own(tmp_path):
    write_cin_folder(tmp_path / "in" / "a", lea="887")
    write_cin_folder(tmp_path / "in" / "b", lea="201")
    found = discover([tmp_path / "in"])
    assert [(s.return_id, s.source_name) for s in found.sources] == [
        ("cin_census-887-2025", "in/a"),
        ("cin_census-201-2025", "in/b"),
    ]


def test_cin_csv_all_problems_of_a_return_are_collected(folder):
    write_cin_folder(folder)
    write_table(folder, "Reviews", name="one.csv")
    write_table(folder, "Reviews", name="two.csv")
    write(folder / "c.csv", "LAchildID,Ethnicity\nMade-Up-1\n")
    write(folder / "d.csv", b"LAchildID,Disability\nx,\xff\n")
    write(folder / "e.csv", "")
    messages = "\n".join(refusals(folder))
    faults = [
        "for the table Reviews",
        "c.csv has rows",
        "d.csv is not",
        "e.csv is empty",
    ]
    assert [fault for fault in faults if fault not in messages] == []
    assert messages.count("\n") == 3


def test_cin_csv_broken_file_leaves_other_returns_alone(tmp_path):
    write_cin_folder(tmp_path / "a")
    write(tmp_path / "a" / "c.csv", "LAchildID,Ethnicity\nMade-Up-1\n")
    write_cin_folder(tmp_path / "b", lea="201")
    found = discover([tmp_path / "a", tmp_path / "b"])
    assert [source.la_code for source in found.sources] == ["201"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            "LAchildID,Ethnicity,Ethnicity\n",
            "has the column 'Ethnicity' more than once. Keep each column once.",
            id="repeated column",
        ),
        pytest.param(
            "LAchildID,Ethnicity,Shoe\n",
            "has the unknown column number 3 (a text of 4 characters), not of the CIN "
            "census table ChildCharacteristics. Correct the spelling or take the "
            "column out.",
            id="unknown column",
        ),
        pytest.param(
            "lachildid,Ethnicity\n",
            "lacks the column 'LAchildID' of the CIN census table "
            "ChildCharacteristics. Line 1 lists 2 headings. "
            "Export it again with all columns.",
            id="letter case",
        ),
        pytest.param(
            "LAchildID,Ethnicity\na,b\na\nb,c,d\n",
            "has rows of another length than its 2 headings: lines 3, 4 "
            "(the first has 1 cells). "
            "Give every row as many cells as there are headings.",
            id="ragged rows",
        ),
        pytest.param(
            "LAchildID,Ethnicity\n" + "a\n" * 7,
            "has rows of another length than its 2 headings: lines 2, 3, 4, 5, 6 and "
            "2 more (the first has 1 cells). "
            "Give every row as many cells as there are headings.",
            id="many ragged rows",
        ),
        pytest.param(
            'LAchildID,Ethnicity\na,"b\nc,d\n',
            "cannot be read as CSV near line 3: unexpected end of data. "
            "Check the quotation marks there and save the file again.",
            id="open quote",
        ),
        pytest.param(
            "LAchildID,Ethnicity\na,é\n".encode("cp1252"),
            "is not UTF-8 text at line 2. "
            "Save it again as 'CSV UTF-8 (comma delimited)'.",
            id="other encoding",
        ),
        pytest.param(
            "LAchildID,Ethnicity,é\n".encode("cp1252"),
            "is not UTF-8 text at line 1. "
            "Save it again as 'CSV UTF-8 (comma delimited)'.",
            id="other encoding in a heading",
        ),
        pytest.param(
            "LAchildID,Ethnicity\na,b\n".encode("utf-16"),
            "is not UTF-8 text at line 1. "
            "Save it again as 'CSV UTF-8 (comma delimited)'.",
            id="utf-16",
        ),
        pytest.param("", "is empty. Export the file again.", id="empty"),
    ],
)
def test_cin_csv_broken_file_refuses_the_return(folder, content, expected):
    write_cin_folder(folder)
    path = write(folder / "ChildCharacteristics.csv", content)
    assert refusals(folder) == [f"{path} {expected}"]


def test_cin_csv_with_no_row_has_no_children(folder):
    write_cin_folder(folder)
    write_table(folder, "ChildIdentifiers")
    assert refusals(folder) == [
        f"{folder} has no children: none of its tables has a row. "
        "Export the return again with its children."
    ]


def test_cin_csv_single_known_heading_counts_when_the_name_agrees(folder):
    write_cin_folder(folder)
    write(folder / "Disabilities.csv", "LAchildID,Shoe\n")
    (message,) = refusals(folder)
    assert (
        "lacks the column 'Disability' of the CIN census table Disabilities" in message
    )


def with_index(path, cells):
    lines = path.read_text().splitlines()
    cells = ["", *cells]
    path.write_text(
        "".join(f"{cell},{line}\n" for cell, line in zip(cells, lines, strict=True))
    )


def test_cin_csv_column_that_numbers_the_rows_is_passed_over_with_a_note(folder):
    write_cin_folder(folder)
    for name in ("Header", "ChildIdentifiers"):
        with_index(folder / f"{name}.csv", ["0"])
    found = discover([folder])
    assert found.refusals == ()
    tables = read_tables(found.sources[0])
    assert tables["ChildIdentifiers"]["LAchildID"].to_list() == ["Made-Up-1"]
    assert found.notes == (
        f"{folder}: a column without a heading that only numbers the rows passed over "
        "in 2 files: 'ChildIdentifiers.csv', 'Header.csv'.",
    )


@pytest.mark.parametrize("cell", ["x", "1.0", "-1"])
def test_cin_csv_column_of_values_without_a_heading_is_refused(folder, cell):
    write_cin_folder(folder)
    with_index(folder / "ChildIdentifiers.csv", [cell])
    (message,) = refusals(folder)
    assert message == (
        f"{folder / 'ChildIdentifiers.csv'} has values in a column without a heading, "
        "which are not numbers of its rows. Give the column a heading or take it out."
    )


def test_cin_csv_faulty_header_is_named_once(folder):
    write_cin_folder(folder)
    write(folder / "Header.csv", "Collection,Year,LEA,Shoe\nCIN,2025,887,4\n")
    (message,) = refusals(folder)
    assert message.startswith(f"{folder / 'Header.csv'} lacks the columns")
