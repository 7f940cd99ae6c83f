"""What people do to CSV files: read where that is safe, else told in one line."""

import pytest
from ssda903_files import (
    CHILD,
    EPISODE,
    headings_of,
    loaded_findings,
    only_source,
    read_tables,
    refusals,
    write,
    write_rows,
    write_set,
    write_table,
)

HEADINGS = ",".join(headings_of("Reviews"))
REVIEW = "Made-Up-1,01/02/2012,25/06/2024,PN1"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "r"


def reviews(folder, content):
    """The one review that a file holds, as read."""
    write(folder / "reviews.csv", content)
    return read_tables(only_source(folder))["Reviews"].rows()


ROW = ("MADE-UP-1", "01/02/2012", "25/06/2024", "PN1")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"{HEADINGS}\n{REVIEW}\n", id="plain"),
        pytest.param(f"\ufeff{HEADINGS}\n{REVIEW}\n", id="byte order mark"),
        pytest.param(f"{HEADINGS}\r\n{REVIEW}\r\n", id="Windows"),
        pytest.param(f"{HEADINGS}\n{REVIEW}", id="no last line end"),
        pytest.param(f",{HEADINGS}\n0,{REVIEW}\n", id="index column"),
        pytest.param(f"{HEADINGS}\n{REVIEW}\n" + ",,,\n" * 5_000, id="empty rows"),
        pytest.param(f"{HEADINGS}\n{REVIEW}\n" + "\n" * 5_000, id="empty lines"),
    ],
)
def test_usual_ways_of_saving_are_read(folder, content):
    assert reviews(folder, content) == [(1, *ROW)]


def test_rows_keep_their_place_behind_empty_ones(folder):
    assert reviews(folder, f"{HEADINGS}\n,,,\n\n{REVIEW}\n") == [(3, *ROW)]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param(
            "r.csv",
            f"{HEADINGS}\n{REVIEW}\nZo\xeb,,,\n".encode("cp1252"),
            "{path} is not UTF-8 text at line 3. Save it again as 'CSV UTF-8 (comma "
            "delimited)'.",
            id="Windows-1252",
        ),
        pytest.param(
            "r.csv",
            f"{HEADINGS}\n{REVIEW}\n".encode("utf-16"),
            "{path} is not UTF-8 text at line 1. Save it again as 'CSV UTF-8 (comma "
            "delimited)'.",
            id="UTF-16",
        ),
        pytest.param(
            "r.csv",
            f"{HEADINGS}\n{REVIEW}\n".replace(",", ";"),
            "{path} has no commas between its headings. Save it again as 'CSV UTF-8 "
            "(comma delimited)'.",
            id="semicolons",
        ),
        pytest.param(
            "r.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "{path} is an old or password-protected workbook. Save it as .xlsx without "
            "a password.",
            id="old workbook",
        ),
        pytest.param(
            "r.csv",
            f",{HEADINGS}\nx,{REVIEW}\n",
            "{path} has values in a column without a heading, which are not numbers of "
            "its rows. Give the column a heading or take it out.",
            id="column without a heading",
        ),
        pytest.param(
            "r.csv",
            f"{HEADINGS}\n{REVIEW},\n",
            "{path} has rows of another length than its 4 headings: line 2 (the first "
            "has 5 cells). Give every row as many cells as there are headings.",
            id="row too long",
        ),
    ],
)
def test_unsafe_ways_of_saving_are_told_in_one_line(folder, name, content, message):
    path = write(folder / name, content)
    assert refusals(folder) == [message.format(path=path)]


def dated(folder, *days):
    """A file of reviews with these days of birth and review."""
    rows = [[f"Made-Up-{n}", *pair, "PN1"] for n, pair in enumerate(days)]
    return write_rows(folder / "r.csv", headings_of("Reviews"), *rows)


def test_file_of_month_first_dates_is_told_with_line_and_column(folder):
    path = dated(folder, ("02/03/2012", "05/06/2024"), ("01/02/2012", "06/25/2024"))
    assert refusals(folder) == [
        f"{path}, line 3, column REVIEW: the dates of the file have the month first. "
        "Export it again with days as DD/MM/YYYY, or set the region of the spreadsheet "
        "to the United Kingdom before saving."
    ]


@pytest.mark.parametrize(
    "days",
    [
        pytest.param([("12/12/2012", "11/12/2024")], id="could be either"),
        pytest.param(
            [("25/01/2012", "06/25/2024"), ("01/02/2012", "1/2/2024")], id="one is not"
        ),
        pytest.param([("13/13/2012", "2024-06-25")], id="no dates"),
        pytest.param([("01/02/2012", "06/25/24")], id="short year"),
        pytest.param([("", "")], id="missing"),
    ],
)
def test_other_dates_are_for_the_contract_and_the_rules(folder, days):
    dated(folder, *days)
    assert only_source(folder).present_tables == ("Reviews",)


def test_line_counts_line_breaks_inside_cells(folder):
    content = f'{HEADINGS}\n"Made\nUp",01/02/2012,01/06/2024,PN1\nB,,06/25/2024,PN1\n'
    path = write(folder / "r.csv", content)
    (told,) = refusals(folder)
    assert told.startswith(f"{path}, line 4, column REVIEW:")


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("CHILD", "1.23E+12", "a number that a spreadsheet has shortened"),
        ("UPN", "1E+12", "a number that a spreadsheet has shortened"),
        ("CHILD", "01-Mar", "a text that a spreadsheet has made a date"),
        ("UPN", "Mar-22", "a text that a spreadsheet has made a date"),
        ("UPN", "#N/A", "an error of a spreadsheet"),
        ("CHILD", "########", "an error of a spreadsheet"),
    ],
)
def test_values_that_a_spreadsheet_spoiled_are_told_with_the_place(
    folder, column, value, what
):
    path = write_table(folder, "Header", CHILD, CHILD | {column: value})
    (told,) = refusals(folder)
    assert told.startswith(f"{path}, line 3, column {column}, has {what}")
    assert "\n" not in told


@pytest.mark.parametrize("value", ["01-Mar", "1.5E+05", "#REF!"])
def test_postcodes_that_a_spreadsheet_spoiled_are_told(folder, value):
    write_set(folder, PL_POST=value)
    (told,) = refusals(folder)
    assert "Episodes.csv, line 2, column PL_POST, has " in told


@pytest.mark.parametrize(
    "value", ["12E5", "E1 2AB", "1E2 3AB", "A123456789012", "7", "#7", "MARCH-1", "1.5"]
)
def test_odd_but_whole_values_are_read(folder, value):
    write_table(folder, "Header", CHILD | {"CHILD": value, "UPN": value})
    assert read_tables(only_source(folder))["Header"]["UPN"].to_list() == [value]


def children(folder, listed, given):
    """A Header of some children and Episodes of others."""
    write_table(folder, "Header", *(CHILD | {"CHILD": each} for each in listed))
    write_table(folder, "Episodes", *(EPISODE | {"CHILD": each} for each in given))
    return folder


@pytest.mark.parametrize(
    ("listed", "given"),
    [
        pytest.param(["0042", "0043"], ["0043", "42"], id="lost in episodes"),
        pytest.param(["42", "43"], ["43", "0042"], id="lost in the header"),
    ],
)
def test_lost_leading_noughts_are_told_with_line_and_column(folder, listed, given):
    children(folder, listed, given)
    assert refusals(folder) == [
        f"{folder / 'Episodes.csv'}, line 3, column CHILD: the child is in Header.csv "
        "with another number of leading noughts, which spreadsheets take away. Export "
        "both files again, and open neither in a spreadsheet."
    ]


@pytest.mark.parametrize(
    ("listed", "given"),
    [
        pytest.param(["0042", "42"], ["42", "0042"], id="both are listed"),
        pytest.param(["a42"], ["A42"], id="letter case"),
        pytest.param(["A042"], ["A42"], id="no numbers"),
        pytest.param(["0042"], ["43"], id="another child"),
        pytest.param(["0042"], [""], id="no child"),
    ],
)
def test_other_children_are_no_lost_noughts(folder, listed, given):
    assert len(only_source(children(folder, listed, given)).files) == 2


def test_child_that_the_header_lacks_is_found_once_a_table(folder):
    children(folder, ["A1"], ["A1", "B2", "b2"])
    write_table(folder, "Reviews", {"CHILD": "C3"})
    assert loaded_findings(folder, suffix=".unlisted") == [
        (
            "contract:ssda903.Episodes.CHILD.unlisted",
            "error",
            "Episodes",
            "B2",
            "Episodes row 2: CHILD 'B2' is not in Header, so rules that look there say "
            "nothing of the child. Add the child to Header, or correct CHILD.",
        ),
        (
            "contract:ssda903.Reviews.CHILD.unlisted",
            "error",
            "Reviews",
            "C3",
            "Reviews row 1: CHILD 'C3' is not in Header, so rules that look there say "
            "nothing of the child. Add the child to Header, or correct CHILD.",
        ),
    ]


@pytest.mark.parametrize("given", [["A1"], ["a1"], [""]])
def test_child_that_the_header_has_is_not_told(folder, given):
    children(folder, ["A1"], given)
    assert loaded_findings(folder, suffix=".unlisted") == []


def test_return_without_a_header_has_no_unlisted_children(folder):
    write_table(folder, "Episodes", EPISODE)
    assert loaded_findings(folder, suffix=".unlisted") == []
