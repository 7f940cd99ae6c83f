"""Population estimates are read in the layouts of the seed and of the ONS."""

import pytest
from area_files import layout_in, write_rows

from returncheck.catalogue.authorities import Authority, authorities
from returncheck.errors import InputError
from returncheck.published.reference.population_files import (
    england_faults,
    layout_of,
    read_estimates,
)

SEED = ("mid_year", "area_type", "area_code", "population_0_17")
AGES = tuple(str(age) for age in range(18))


@pytest.fixture
def read(tmp_path):
    def reads(headings, rows, year=None, known=None):
        path = write_rows(tmp_path / "p.csv", headings, rows)
        layout = layout_in(path, layout_of)
        assert layout is not None
        return read_estimates(path, layout, known or authorities(), year)

    return reads


def values(found):
    return {row[:3]: row[3] for row in found.rows.rows()}


MEDWAY = ("2025", "authority", "887")


def test_the_layout_of_the_seed(read):
    found = read(
        SEED,
        [["2025", "authority", "887", "64000"], ["2025", "england", "E92000001", "9"]],
    )
    assert found.rows.columns == list(SEED)
    assert values(found) == {MEDWAY: "64000", ("2025", "england", "E92000001"): "9"}


def test_a_column_for_each_age_is_added_up(read):
    headings = ["Code", "Name", "Geography", "All ages", *AGES, "18", "90+"]
    row = ["E06000035", "Medway", "Unitary", "9,999", *["1,001"] * 18, "7", "7"]
    found = read(headings, [row], year=2025)
    assert values(found) == {MEDWAY: str(18 * 1001)}


def test_a_row_for_each_age_is_added_up(read):
    headings = ["ladcode23", "laname23", "sex", "age", "population_2024"]
    headings += ["population_2025"]
    rows = [
        ["E06000035", "Medway", sex, age, 10, 11]
        for sex in ("M", "F")
        for age in range(91)
    ]
    found = read(headings, rows)
    expected = {("2024", *MEDWAY[1:]): str(18 * 20), MEDWAY: str(18 * 22)}
    assert values(found) == expected


def test_rows_of_all_persons_are_taken_and_not_added_to_the_sexes(read):
    headings = ["date", "geography_code", "gender_name", "c_age_name", "obs_value"]
    rows = [
        ["2025", "E06000035", sex, f"Age {age}", number]
        for sex, number in (("Total", 20), ("Male", 12), ("Female", 8))
        for age in (*range(18), 40)
    ]
    rows.append(["2025", "E06000035", "Total", "All Ages", 999])
    assert values(read(headings, rows)) == {MEDWAY: str(18 * 20)}


def test_an_authority_is_known_by_the_code_that_it_has_since(read):
    headings = ["Code", "Year", *AGES]
    found = read(headings, [["E08000038", "Mid-2025", *["1"] * 18]])
    assert values(found) == {("2025", "authority", "370"): "18"}


def test_other_areas_are_passed_over_and_unknown_authorities_named(read):
    rows = [
        ["2025", "x", code, "5"]
        for code in ("887", "E07000008", "W06000001", "E06000099", "998")
    ]
    found = read(SEED, rows)
    assert list(values(found)) == [MEDWAY]
    assert found.unknown == ("E06000099", "998")
    assert found.passed_over == ("E07000008", "W06000001")


def test_a_region_that_is_left_out_is_added_up_when_all_of_it_is_there(read):
    inner = [c for c, a in authorities().items() if a.region_code == "E13000001"]
    rows = [["2025", "authority", code, "100"] for code in inner]
    found = read(SEED, rows)
    key = ("2025", "region", "E13000001")
    assert values(found)[key] == str(100 * len(inner))
    assert found.added_up == ("E13000001",)
    assert key not in values(read(SEED, rows[1:]))
    given = read(SEED, [*rows, ["2025", "region", "E13000001", "77"]])
    assert (values(given)[key], given.added_up) == ("77", ())


def test_london_is_added_up_from_its_two_regions(read):
    halves = [["2025", "region", f"E1300000{half}", str(half)] for half in (1, 2)]
    assert values(read(SEED, halves))["2025", "region", "E12000007"] == "3"
    assert ("2025", "region", "E12000007") not in values(read(SEED, halves[1:]))


def test_only_authorities_in_being_make_up_a_region(read):
    known = {
        code: Authority(
            la_code=code,
            gss_code=f"E0600000{code[-1]}",
            name=code,
            region_code="E12000008",
            region_name="South East",
            first_year=first,
            last_year=last,
        )
        for code, first, last in (("001", 2013, 2026), ("002", 2027, None))
    }
    found = read(SEED, [["2025", "authority", "001", "5"]], known=known)
    assert values(found)["2025", "region", "E12000008"] == "5"


@pytest.mark.parametrize("number", ["0", "-5", "5.5", "c", "", "12e3", "1" * 10])
def test_a_number_of_children_is_whole_and_above_0(read, number):
    with pytest.raises(InputError):
        read(SEED, [["2025", "authority", "887", number]])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        pytest.param(
            [["25", "authority", "887", "5"]], "'25' is not a year", id="year"
        ),
        pytest.param(
            [["2025", "authority", "Kent", "5"]], "'Kent' is no code", id="a name"
        ),
        pytest.param(
            [["2025", "authority", "887", "5"], ["2025", "authority", "887", "5"]],
            "887 of 2025 stands there a second time",
            id="twice",
        ),
        pytest.param(
            [["2025", "authority", "E07000008", "5"]], "no row has the code", id="none"
        ),
        pytest.param([], "has no row below", id="no row"),
    ],
)
def test_what_is_no_table_of_estimates_is_refused(read, rows, words):
    with pytest.raises(InputError) as refused:
        read(SEED, rows)
    assert words in str(refused.value)


def test_an_age_that_is_left_out_is_told(read):
    rows = [["2025", "E06000035", age, 5] for age in range(17)]
    with pytest.raises(InputError, match="has not all ages from 0 to 17"):
        read(["year", "code", "age", "population"], rows)


def test_a_file_that_does_not_say_its_year_needs_one(read):
    with pytest.raises(InputError, match="--mid-year 2025"):
        read(["Code", *AGES], [["E06000035", *["1"] * 18]])


@pytest.mark.parametrize(
    ("england", "told"),
    [
        pytest.param(9045, False, id="half a percent more"),
        pytest.param(9046, True, id="beyond"),
        pytest.param(8955, True, id="less than the regions"),
        pytest.param(9000, False, id="their sum"),
    ],
)
def test_england_is_about_the_sum_of_its_regions(england, told):
    counts = {("2025", "region", f"E1200000{place}"): 1000 for place in range(1, 10)}
    counts["2025", "region", "E13000001"] = 500
    counts["2025", "england", "E92000001"] = england
    assert bool(list(england_faults(counts))) is told


def test_england_is_not_held_against_a_part_of_its_regions():
    counts = {("2025", "england", "E92000001"): 9000}
    counts["2025", "region", "E12000001"] = 5
    assert list(england_faults(counts)) == []


@pytest.mark.parametrize(
    "headings",
    [
        pytest.param(["code", "name", "population"], id="a population of all ages"),
        pytest.param(["code", *AGES[:17]], id="an age is missing"),
        pytest.param(["name", *AGES], id="no code"),
    ],
)
def test_a_table_of_anything_else_is_none(tmp_path, headings):
    path = write_rows(tmp_path / "p.csv", headings, [["1"] * len(headings)])
    assert layout_in(path, layout_of) is None
