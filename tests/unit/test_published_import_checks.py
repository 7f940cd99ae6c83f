"""What has to hold of a published file before anything of it is taken."""

import polars as pl
import pytest
from published_files import ENGLAND, MEDWAY, SOUTH_EAST, row, rows, write

from returncheck.published import read_mapping
from returncheck.published.areas import known_areas
from returncheck.published.checks import problems_of, unknown_areas
from returncheck.published.figures import figures_of
from returncheck.published.population import held_populations
from returncheck.published.reader import read_published_file
from returncheck.published.symbols import SYMBOLS

HACKNEY = {**MEDWAY, "old_la_code": "204"}


@pytest.fixture
def problems(tmp_path):
    mapping = read_mapping()

    def check(listed):
        file = read_published_file(write(tmp_path / "f.csv", listed), mapping)
        return problems_of(file, figures(file, mapping), known_areas(), mapping)

    return check


def figures(file, mapping):
    """What an import would take: rates without a population are left out before."""
    found = figures_of(file, mapping, held_populations())
    return found.filter(~pl.col("is_computed") | pl.col("value").is_not_null())


def test_a_right_file_has_no_problem(problems):
    assert problems(rows()) == []


@pytest.mark.parametrize("percent", ["0", "0.0", "100", "100.0", "99.9"])
def test_percentages_of_0_to_100_pass(problems, percent):
    assert problems(rows(rereferral_percent=percent)) == []


@pytest.mark.parametrize("percent", ["-0.1", "100.1", "2000"])
def test_percentages_beyond_0_to_100_are_named_with_their_row(problems, percent):
    assert problems(rows(rereferral_percent=percent)) == [
        f"rereferrals_within_12_months: '{percent}' is not a percentage of 0 to 100 "
        "(row 3)"
    ]


def test_a_count_above_100_passes_and_one_below_0_does_not(problems):
    assert problems(rows(referral_count="101")) == []
    assert "referrals: '-1' is not 0 or more (row 3)" in problems(
        rows(referral_count="-1")
    )


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_symbols_pass_for_value_and_counts(problems, symbol):
    assert problems(rows(rereferral_percent=symbol, rereferral_count=symbol)) == []


@pytest.mark.parametrize(
    "cell", ["", "n", "C", "20%", "1,000", "2e1", ".5", "5.", "nan", "inf"]
)
def test_a_value_that_is_neither_number_nor_symbol_is_named(problems, cell):
    (said,) = problems(rows(rereferral_percent=cell))
    assert f"the value '{cell}' is neither a number nor one of c, x, z, u" in said


def test_a_count_that_is_no_number_is_named_and_an_empty_one_passes(problems):
    assert problems(rows(rereferral_count="")) == []
    (said,) = problems(rows(rereferral_count="about 5"))
    assert "the numerator 'about 5'" in said


@pytest.mark.parametrize("period", ["2026", "202526", "199900", "200910"])
def test_time_periods_that_can_be_read_pass(problems, period):
    assert problems([{**each, "time_period": period} for each in rows()]) == []


@pytest.mark.parametrize(
    ("period", "year"), [("2026", 2026), ("202526", 2026), ("199900", 2000)]
)
def test_a_time_period_is_the_year_in_which_it_ends(tmp_path, period, year):
    listed = [{**each, "time_period": period} for each in rows()]
    mapping = read_mapping()
    file = read_published_file(write(tmp_path / "f.csv", listed), mapping)
    assert set(figures(file, mapping)["year"]) == {year}


@pytest.mark.parametrize(
    "period", ["", "26", "202527", "202525", "202625", "2025/26", "20255", "1826"]
)
def test_time_periods_that_cannot_be_read_are_named(problems, period):
    said = problems(rows(time_period=period))
    assert said == [
        f"the time period '{f'{period} Reporting year'.strip()}' cannot be read; "
        "expected is a year such as 2025 or 202425 with 'Reporting year'"
    ]


def test_a_quarter_is_no_reporting_year(problems):
    (said,) = problems(rows(time_identifier="Financial year Q1"))
    assert "'2026 Financial year Q1' cannot be read" in said


def test_a_second_figure_of_an_area_and_year_is_named(problems):
    said = problems([*rows(), row(MEDWAY)])
    assert len(said) == 4
    assert said[0].startswith("referrals: more than one figure of 2026 for 887 (rows ")


def test_figures_of_other_years_and_areas_are_no_duplicates(problems):
    others = [row(ENGLAND, "2025"), row(MEDWAY, "2025"), row(HACKNEY)]
    assert problems([*rows(), *others]) == []


def test_a_year_without_england_is_named(problems):
    assert problems([*rows(), row(MEDWAY, "2025")]) == [
        "there is no figure for England of '2025'; download all levels"
    ]


def test_a_file_whose_codes_are_all_unknown_is_named(problems):
    (said,) = problems(rows(old_la_code="E06000035"))
    assert "no 'Local authority' row has a known three-digit code" in said


def test_one_unknown_area_is_listed_and_no_problem(problems, tmp_path):
    listed = [*rows(), row({**MEDWAY, "old_la_code": "999"}), row(ENGLAND, "2025")]
    listed.append(row({**SOUTH_EAST, "region_code": ""}))
    assert problems(listed) == []
    mapping = read_mapping()
    found = figures(read_published_file(tmp_path / "f.csv", mapping), mapping)
    assert unknown_areas(found, known_areas()) == ["(no code)", "999"]


def test_a_filter_value_that_is_nowhere_is_named_with_those_there(problems):
    said = problems([{**each, "category": "Renamed"} for each in rows()])
    assert said == [
        "no row has 'Referrals and Re-referrals' as category; there is 'Renamed'"
    ]


def test_levels_that_are_nowhere_are_named_with_those_there(problems):
    said = problems([{**each, "geographic_level": "District"} for each in rows()])
    assert said == [
        "no row has one of 'National', 'Regional', 'Local authority' as "
        "geographic_level; there is 'District'"
    ]


def test_all_problems_are_told_at_once(problems):
    said = problems(
        rows(time_period="x", rereferral_percent="101", referral_count="many")
    )
    assert [line.split(" ")[0] for line in said] == [
        "the",
        "referrals:",
        "rereferrals_within_12_months:",
        "referrals_no_further_action:",
        "referrals_assessed_not_in_need:",
        "rereferrals_within_12_months:",
    ]
