"""A file of authorities is read whole or not at all."""

import pytest
from area_files import WEALD, write_authorities, write_rows

from returncheck.catalogue.authorities import authorities
from returncheck.errors import InputError
from returncheck.published.reference.authority_files import (
    is_of_authorities,
    read_authorities,
)
from returncheck.published.reference.sheet import tops

EAST_SUSSEX = {
    "la_code": "845",
    "gss_code": "E10000011",
    "la_name": "East Sussex",
    "first_year": "2013",
    "last_year": "2027",
}


def read(path):
    return read_authorities(path, tops(path)[0], authorities())


def test_a_new_authority_and_the_end_of_another(tmp_path):
    path = write_authorities(tmp_path / "a.csv", {}, EAST_SUSSEX)
    rows = read(path)
    assert rows.columns == list(WEALD)
    assert rows.get_column("la_code").to_list() == ["999", "845"]
    assert rows.get_column("last_year").to_list() == [None, "2027"]


def test_headings_may_be_written_otherwise(tmp_path):
    headings = [name.replace("_", " ").upper() for name in WEALD]
    path = write_rows(tmp_path / "a.csv", headings, [list(WEALD.values())])
    assert is_of_authorities(tops(path)[0])
    assert read(path).height == 1


def test_a_new_authority_may_have_the_name_of_one_that_has_ended(tmp_path):
    new = {"la_name": "East Sussex", "first_year": "2028"}
    path = write_authorities(tmp_path / "a.csv", EAST_SUSSEX, new)
    assert read(path).height == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"la_code": "99"}, "'99' is not three digits", id="two digits"),
        pytest.param({"la_code": "9999"}, "is not three digits", id="four digits"),
        pytest.param({"la_code": ""}, "'' is not three digits", id="no code"),
        pytest.param({"gss_code": "W06000001"}, "is not E and eight", id="of Wales"),
        pytest.param({"la_name": ""}, "la_name is empty", id="no name"),
        pytest.param(
            {"region_code": "E12000007", "region_name": "London"},
            "E13000001 (Inner London)",
            id="London",
        ),
        pytest.param({"region_code": "E12000099"}, "is not known", id="no region"),
        pytest.param(
            {"region_name": "South West"},
            "E12000008 is South East, not 'South West'",
            id="another region's name",
        ),
        pytest.param({"first_year": "26"}, "first_year '26' is not", id="short year"),
        pytest.param({"first_year": ""}, "first_year '' is not", id="no first year"),
        pytest.param({"last_year": "now"}, "last_year 'now' is not", id="last year"),
        pytest.param({"last_year": "2025"}, "is before the first", id="ends before"),
        pytest.param({"la_name": "Medway"}, "887 is called Medway too", id="name held"),
        pytest.param(
            {"la_name": "East Sussex"},
            "Give the one that ends its last_year",
            id="ends",
        ),
        pytest.param(
            {"gss_code": "E06000035"}, "E06000035 is that of 887", id="GSS code held"
        ),
    ],
)
def test_what_is_no_authority_is_refused(tmp_path, change, words):
    path = write_authorities(tmp_path / "a.csv", change)
    with pytest.raises(InputError) as refused:
        read(path)
    assert words in str(refused.value)
    assert str(refused.value).startswith(f"{path}: row 1: ")


def test_one_authority_stands_there_once(tmp_path):
    path = write_authorities(tmp_path / "a.csv", {}, {"la_name": "Weald"})
    with pytest.raises(InputError) as refused:
        read(path)
    assert "rows 1 and 2 have the same la_code" in str(refused.value)
    assert "rows 1 and 2 have the same gss_code" in str(refused.value)


def test_a_column_that_is_not_there_is_named(tmp_path):
    headings = [name for name in WEALD if name != "gss_code"]
    path = write_rows(tmp_path / "a.csv", headings, [["999", *["x"] * 5]])
    with pytest.raises(InputError, match="has no column 'gss_code'"):
        read(path)


def test_a_file_without_a_row_is_refused(tmp_path):
    path = write_rows(tmp_path / "a.csv", list(WEALD), [])
    with pytest.raises(InputError, match="no row below"):
        read(path)
