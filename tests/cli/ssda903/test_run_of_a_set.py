"""`returncheck run` on an SSDA903: whose it is, last year's, and what is refused."""

import json

import duckdb
import pytest
from ssda903_files import CHILD, EPISODE, write, write_set, write_table

RUN = ("run", "in", "--no-suites", "--out", "out", "--authority", "887")


@pytest.fixture
def folder(tmp_path, new_database):
    new_database(tmp_path / "out" / "returncheck.duckdb")
    write_set(tmp_path / "in")
    return tmp_path


def returns(folder):
    """The returns of the last run: id, whether context, and its previous return."""
    told = json.loads((folder / "out" / "results.json").read_text(encoding="utf-8"))
    return [(each["return_id"], each["is_context"]) for each in told["returns"]]


def looked_back_on(folder):
    with duckdb.connect(str(folder / "out" / "returncheck.duckdb")) as connection:
        return dict(
            connection.execute(
                "select return_id, previous_return_id from int_previous_returns"
            ).fetchall()
        )


def test_set_is_checked_with_the_year_before_beside_it(folder, returncheck):
    write_set(folder / "in" / "previous", DECOM="03/05/2023")
    shown = returncheck(*RUN, "--year", "2025")
    assert shown.returncode in (0, 1), shown.stderr
    assert returns(folder) == [("ssda903-887-2025", False), ("ssda903-887-2024", True)]
    assert looked_back_on(folder)["ssda903-887-2025"] == "ssda903-887-2024"


def test_year_before_can_be_named_or_be_there_from_an_earlier_run(folder, returncheck):
    write_set(folder / "old", DECOM="03/05/2023")
    shown = returncheck(*RUN, "--year", "2025", "--previous", "old")
    assert shown.returncode in (0, 1), shown.stderr
    assert returns(folder) == [("ssda903-887-2025", False), ("ssda903-887-2024", True)]
    shown = returncheck(*RUN, "--year", "2025")
    assert shown.returncode in (0, 1), shown.stderr
    assert returns(folder) == [("ssda903-887-2025", False)]
    assert looked_back_on(folder)["ssda903-887-2025"] == "ssda903-887-2024"


def test_settings_name_the_year_before(folder, returncheck):
    write_set(folder / "old", DECOM="03/05/2023")
    write(folder / "returncheck.yml", "year: 2025\nprevious: old\n")
    shown = returncheck(*RUN)
    assert shown.returncode in (0, 1), shown.stderr
    assert returns(folder) == [("ssda903-887-2025", False), ("ssda903-887-2024", True)]


def test_settings_in_the_folder_say_whose_the_set_is(folder, returncheck):
    write(folder / "in" / "returncheck.yml", "authority: 889\nyear: 2025\n")
    shown = returncheck("run", "in", "--no-suites", "--out", "out")
    assert shown.returncode in (0, 1), shown.stderr
    assert returns(folder) == [("ssda903-889-2025", False)]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param((), 3, "in names no year. Give --year.", id="no year"),
        pytest.param(
            ("--year", "2025", "--context", "old"),
            2,
            "old (--context) is the return ssda903-887-2025, and so is in. Give files "
            "of the year before with --previous, or keep one of the two.",
            id="context of the same year",
        ),
    ],
)
def test_what_is_not_said_or_said_twice_is_told_in_one_line(
    folder, returncheck, arguments, code, message
):
    write_set(folder / "old", DECOM="04/05/2023")
    shown = returncheck(*RUN, *arguments)
    assert (shown.returncode, shown.stderr.splitlines()) == (code, [message])


def test_file_that_cannot_be_read_refuses_the_set_with_its_place(folder, returncheck):
    write_table(folder / "in", "Header", CHILD | {"DOB": "04/25/2012"})
    shown = returncheck(*RUN, "--year", "2025")
    assert shown.returncode == 3
    (line,) = shown.stderr.splitlines()
    assert line.startswith("in/Header.csv, line 2, column DOB: the dates of the file")


def test_names_of_children_stay_out_of_what_is_said(folder, returncheck):
    write_table(folder / "in", "Episodes", EPISODE | {"CHILD": "Secretname"})
    shown = returncheck(*RUN, "--year", "2024")
    assert shown.returncode == 1, shown.stderr
    summary = (folder / "out" / "summary.md").read_text(encoding="utf-8")
    assert "SECRETNAME" not in (shown.stdout + shown.stderr + summary).upper()


def test_tables_of_another_return_are_told_with_its_name(returncheck):
    shown = returncheck("rules", "list", "--table", "Episodes")
    assert shown.returncode == 2
    assert "add --return ssda903." in shown.stderr
