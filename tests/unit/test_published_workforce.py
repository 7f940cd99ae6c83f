"""The shipped mapping of the workforce and adoption files and of the tool's extract."""

import pytest
from published_files import ENGLAND, MEDWAY, SOUTH_EAST, row, write

from returncheck.catalogue.indicators import indicators
from returncheck.published.figures import figures_of
from returncheck.published.mapping import read_mapping
from returncheck.published.population import held_populations
from returncheck.published.reader import read_published_file

CURRENT = {
    "inpost_fte": "137.4",
    "inpost_headcount": "151",
    "starters_fte": "30.5",
    "starters_headcount": "33",
    "leavers_fte": "38.5",
    "leavers_headcount": "41",
    "turnover_rate_fte": "28",
    "turnover_rate_headcount": "27.2",
    "agency_fte": "24",
    "agency_headcount": "25",
    "agency_rate_fte": "14.9",
    "agency_rate_headcount": "14.2",
    "agency_cover_fte": "24",
    "agency_cover_rate_fte": "100",
    "vacancy_fte": "24",
    "vacancy_rate_fte": "14.9",
    "vacancy_agency_cover_rate_fte": "100",
    "case_holders_fte": "120.7",
    "cases": "1679",
    "caseload_fte": "13.9",
    "working_days_lost_fte": "682",
    "absence_rate_fte": "2",
}
EARLIER = {
    "social_worker_fte": "54.7",
    "leaver_fte": "22.8",
    "turnover_rate_fte_%": "41.8",
    "working_days_lost_fte": "300",
    "absence_rate_fte_%": "2.2",
    "agency_fte": "10.5",
    "agency_worker_rate_fte_%": "16.1",
    "agency_cover_fte": "10",
    "agency_cover_rate_fte_%": "95.2",
    "vacancy_fte": "20",
    "vacancy_rate_fte_%": "26.8",
    "vacancy_agency_cover_rate_fte_%": "138.5",
    "case_holders_fte": "30",
    "cases": "500",
    "caseload_fte": "16.7",
    "social_worker_headcount": "60",
    "leaver_headcount": "25",
    "turnover_rate_headcount_%": "41.7",
    "agency_headcount": "11",
    "agency_worker_rate_headcount_%": "15.5",
}
ETHNICITY = {
    "known_headcount": "200",
    "white": "150",
    "mixed": "10",
    "asian": "16",
    "black": "22",
    "other": "2",
    "white_perc": "75",
    "mixed_perc": "5",
    "asian_perc": "8",
    "black_perc": "11",
    "other_perc": "1",
}
ALL_ROLES = "All children and family social workers"


@pytest.fixture(scope="module")
def mapping():
    return read_mapping()


@pytest.fixture
def figures(tmp_path, mapping):
    """Figures of a file by indicator and area: value, numerator, denominator."""

    def read(listed):
        file = read_published_file(write(tmp_path / "file.csv", listed), mapping)
        found = figures_of(file, mapping, held_populations()).select(
            "indicator_id", "area_code", "value", "numerator", "denominator"
        )
        given = {(name, area): tuple(rest) for name, area, *rest in found.rows()}
        return file.release.release_id, given

    return read


def test_rates_have_the_counts_that_they_follow_from(figures):
    release, found = figures([row(MEDWAY, "2025", CURRENT)])
    assert release == "workforce_indicators"
    assert found["social_worker_turnover_rate", "887"] == ("28", "38.5", "137.4")
    assert found["social_worker_agency_rate", "887"] == ("14.9", "24", "161.4")
    assert found["social_worker_agency_rate_headcount", "887"] == ("14.2", "25", "176")
    assert found["social_worker_vacancy_rate", "887"] == ("14.9", "24", "161.4")
    assert found["social_worker_vacancies_covered", "887"] == ("100", "24", "24")
    assert found["social_worker_caseload", "887"] == ("13.9", "1679", "120.7")
    assert found["social_worker_absence_rate", "887"] == ("2", None, None)
    assert len(found) == len(CURRENT)


def test_a_joint_workforce_is_given_to_both_authorities(figures):
    joint = {**MEDWAY, "old_la_code": "314 / 318"}
    _, found = figures([row(joint, "2025", CURRENT)])
    for area in ("314", "318"):
        assert found["social_workers_fte", area] == ("137.4", None, None)
        assert found["social_worker_caseload", area] == ("13.9", "1679", "120.7")


@pytest.mark.parametrize("symbol", ["x", "u", "low", "c", "z"])
def test_a_symbol_stays_in_value_and_parts(figures, symbol):
    cells = {"agency_fte": symbol, "agency_rate_fte": symbol}
    _, found = figures([row(MEDWAY, "2025", {**CURRENT, **cells})])
    # No part sum of those in post alone.
    assert found["social_worker_agency_rate", "887"] == (symbol, symbol, symbol)
    assert found["social_worker_agency_fte", "887"] == (symbol, None, None)
    assert found["social_workers_fte", "887"] == ("137.4", None, None)


def test_england_and_regions_are_printed_rows(figures):
    listed = [row(area, "2025", CURRENT) for area in (ENGLAND, SOUTH_EAST, MEDWAY)]
    _, found = figures(listed)
    areas = {area for name, area in found if name == "social_worker_cases"}
    assert areas == {"E92000001", "E12000008", "887"}


def test_the_earlier_headings_are_known(figures):
    release, found = figures([row(MEDWAY, "2022", EARLIER)])
    assert release == "workforce_headline_measures"
    assert found["social_worker_turnover_rate", "887"] == ("41.8", "22.8", "54.7")
    assert found["social_worker_agency_rate", "887"] == ("16.1", "10.5", "65.2")
    assert found["social_workers_headcount", "887"] == ("60", None, None)
    # Above 100 in that release, and not reliable in those since.
    assert ("social_worker_vacancies_covered", "887") not in found
    assert ("social_worker_starters_fte", "887") not in found


def test_earlier_headings_give_nothing_that_the_current_ones_do_not(mapping):
    by_id = {
        release.release_id: {series.indicator_id for series in release.series}
        for release in mapping.releases
    }
    earlier = by_id["workforce_headline_measures"]
    assert earlier < by_id["workforce_indicators"]


def test_ethnicity_is_of_all_social_workers(figures):
    part = {**ETHNICITY, "known_headcount": "20", "white": "10", "white_perc": "50"}
    release, found = figures(
        [
            row(MEDWAY, "2022", {**ETHNICITY, "OrgRole": ALL_ROLES}),
            row(MEDWAY, "2022", {**part, "OrgRole": "Case holder"}),
        ]
    )
    assert release == "workforce_ethnicity"
    assert found == {
        ("social_workers_ethnicity_known", "887"): ("200", None, None),
        ("social_workers_white", "887"): ("75", "150", "200"),
        ("social_workers_mixed", "887"): ("5", "10", "200"),
        ("social_workers_asian", "887"): ("8", "16", "200"),
        ("social_workers_black", "887"): ("11", "22", "200"),
        ("social_workers_other_ethnic_group", "887"): ("1", "2", "200"),
    }


STAGES = {
    "adoption_care_to_decision_months": (
        "1. Average time between entry into care and decision that child should be "
        "placed for adoption"
    ),
    "adoption_decision_to_match_months": (
        "2. Average time between decision that child should be placed for adoption "
        "and matching of child and adopters"
    ),
    "adoption_match_to_placement_months": (
        "3. Average time between date of matching and date placed for adoption"
    ),
    "adoption_care_to_placement_months": (
        "4. Total average time between entry into care and date placed for adoption"
    ),
    "adoption_placement_to_order_months": (
        "5. Average time between date placed for adoption and the date child adopted"
    ),
    "adoption_care_to_order_months": (
        "6. Total average time between entry into care and adoption"
    ),
    "adoption_placed_within_12_months": (
        "Children adopted who were placed for adoption within 12 months of the LA "
        "decision to place the child for adoption"
    ),
}
HEADINGS = ("time_period", "time_identifier", "geographic_level", "country_code")


@pytest.mark.parametrize(
    ("printed", "months"),
    [
        ("00:00", "0"),
        ("00:01", "1"),
        ("00:11", "11"),
        ("01:00", "12"),
        ("02:03", "27"),
        ("05:04", "64"),
        ("c", "c"),
        ("k", "k"),
    ],
)
def test_times_of_adoption_are_told_in_months(tmp_path, mapping, printed, months):
    listed = [
        {
            "time_period": "2025",
            "time_identifier": "Reporting year",
            **ENGLAND,
            "cla_group": "Age on starting final period of care",
            "stage_of_adoption_process": stage,
            "age_start_poc": age,
            "number": "2150" if name.endswith("12_months") else time,
        }
        for name, stage in STAGES.items()
        for age, time in (("Aged 1", "09:09"), ("Total", printed))
    ]
    path = write(
        tmp_path / "file.csv",
        listed,
        [*HEADINGS, *(name for name in listed[0] if name not in HEADINGS)],
    )
    file = read_published_file(path, mapping)
    assert file.release.release_id == "adoption_timings"
    found = figures_of(file, mapping, held_populations())
    values = dict(found.select("indicator_id", "value").rows())
    assert values.pop("adoption_placed_within_12_months") == "2150"
    assert values == dict.fromkeys(set(STAGES) & set(values), months)
    assert len(values) == len(STAGES) - 1
    assert set(found["area_code"]) == {"E92000001"}


def test_every_published_indicator_has_a_source(mapping):
    of_files = {s.indicator_id for r in mapping.releases for s in r.series}
    of_tool = {series.indicator_id for series in mapping.tool}
    published = {each.indicator_id for each in indicators() if each.is_published}
    assert published == of_files | of_tool


def test_the_tools_england_is_left_out_where_it_is_a_sum_of_rates(mapping):
    without = {s.indicator_id for s in mapping.tool if "england" not in s.areas}
    assert without == {"youth_justice_first_time_entrants"}


def test_no_year_of_the_tool_is_given_twice(mapping):
    listed = [
        (series.indicator_id, year)
        for series in mapping.tool
        for year in range(2010, 2030)
        if (series.years.first or 0) <= year <= (series.years.last or 9999)
    ]
    assert len(listed) == len(set(listed))
