"""A set whose dates are of another year than the user says is asked about."""

import pytest
from ssda903_files import CHILD, EPISODE, loaded_findings, write_set, write_table


def asked(folder, **options):
    return loaded_findings(folder, suffix=".other_year", **options)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "returns"


def reviews(*days):
    return [{"CHILD": "Made-Up-1", "REVIEW": day} for day in days]


def test_set_of_last_year_is_asked_about(folder):
    write_set(folder, DECOM="01/05/2020", DEC="31/03/2024")
    write_table(folder, "Reviews", *reviews("01/06/2023", "1/9/2023"))
    assert asked(folder) == [
        (
            "contract:ssda903.Return.year.other_year",
            "query",
            None,
            "2025",
            "The return is said to be of 2025, but 3 of its 3 dates lie in the year "
            "2024: is the year right? Correct the year, or give files of the year "
            "before with --previous; other findings may follow from it alone.",
        )
    ]


def test_set_of_next_year_is_asked_about(folder):
    write_set(folder, DECOM="01/04/2025")
    ((check, *_),) = asked(folder)
    assert check == "contract:ssda903.Return.year.other_year"


@pytest.mark.parametrize(
    "episode",
    [
        pytest.param({"DECOM": "01/04/2024"}, id="first day"),
        pytest.param({"DECOM": "31/03/2025"}, id="last day"),
        pytest.param({"DECOM": "01/05/2009"}, id="begun long ago"),
        pytest.param({"DECOM": "01/05/2009", "DEC": "01/04/2024"}, id="over at once"),
        pytest.param({"DECOM": "", "DEC": ""}, id="no dates"),
        pytest.param({"DECOM": "", "DEC": "2019-01-01"}, id="no readable date"),
    ],
)
def test_set_of_its_own_year_is_not_asked_about(folder, episode):
    assert asked(write_set(folder, **episode)) == []


@pytest.mark.parametrize(
    ("days", "count"),
    [
        pytest.param(["31/03/2024", "01/04/2024"], 0, id="half"),
        pytest.param(["31/03/2024", "01/04/2024", "01/04/2025"], 1, id="most"),
    ],
)
def test_dates_are_those_of_another_year_when_most_are(folder, days, count):
    write_table(folder, "Reviews", *reviews(*days))
    assert len(asked(folder)) == count


def test_last_years_file_among_this_years_is_told_by_its_table(folder):
    write_set(folder)
    write_table(folder, "Reviews", *reviews("01/06/2023", "01/09/2023", "01/05/2024"))
    assert asked(folder) == [
        (
            "contract:ssda903.Reviews.REVIEW.other_year",
            "query",
            "Reviews",
            "2025",
            "Reviews belongs to a return of 2025, but 2 of its 3 dates lie in the year "
            "2024 (REVIEW): is it the file of that year? Give the file of the return's "
            "own year, or say why.",
        )
    ]


def test_year_before_is_held_against_its_own_year(folder):
    write_set(folder)
    write_set(folder / "previous", DECOM="01/06/2023", DEC="01/02/2024")
    assert asked(folder) == []


def test_child_with_very_many_records_is_loaded(folder):
    write_table(folder, "Header", CHILD)
    write_table(folder, "Episodes", *[EPISODE] * 201)
    ((check, *_),) = loaded_findings(folder, suffix=".crowd")
    assert check == "contract:ssda903.Episodes.CHILD.crowd"
