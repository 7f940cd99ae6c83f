"""True values: plain definitions on hand-made rows, and on the boundary cases."""

import json

import pytest
from made_up_returns import read_tables
from one_child import HEADER, YEAR, counted, episode, parts, true

from returncheck.synth.ssda903 import FEWEST_CHILDREN, generate_ssda903


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        pytest.param({}, 1, id="open"),
        pytest.param({"DEC": "31/03/2025", "REC": "E4A"}, 0, id="left on the last day"),
        pytest.param({"DEC": "nothing", "REC": "E4A"}, 1, id="end unreadable"),
        pytest.param({"DECOM": "31/03/2025"}, 1, id="came on the last day"),
        pytest.param({"DECOM": "01/04/2025"}, 0, id="came the day after"),
        pytest.param({"LS": "V3"}, 0, id="short breaks"),
        pytest.param({"LS": "V4"}, 0, id="agreed short breaks"),
        pytest.param({"DECOM": None}, 0, id="start missing"),
    ],
)
def test_looked_after_at_the_end(cells, number):
    assert true(episode(**cells))["cla_at_year_end"].value == number
    assert true(episode(**cells))["cla_rate"].value == 10 * number


@pytest.mark.parametrize(
    ("indicator", "cells", "number"),
    [
        pytest.param("cla_in_foster_care", {}, 1, id="fostered"),
        pytest.param("cla_in_foster_care", {"PLACE": "A3"}, 0, id="with adopters"),
        pytest.param("cla_placed_for_adoption", {"PLACE": "A3"}, 1, id="for adoption"),
        pytest.param("cla_in_childrens_homes", {"PLACE": "K1"}, 1, id="secure"),
        pytest.param("cla_in_childrens_homes", {"PLACE": "K3"}, 0, id="no home"),
        pytest.param("cla_with_parents", {"PLACE": "P1"}, 1, id="with parents"),
        pytest.param("cla_in_residential_schools", {"PLACE": "S1"}, 1, id="school"),
        pytest.param("cla_own_provision", {}, 1, id="own"),
        pytest.param("cla_own_provision", {"PLACE_PROVIDER": None}, 0, id="not told"),
        pytest.param("cla_section20", {"LS": "V2"}, 1, id="agreed"),
        pytest.param("cla_section20", {}, 0, id="ordered"),
        pytest.param("cla_independent_living", {"PLACE": "K3"}, 1, id="supported"),
        pytest.param(
            "cla_independent_living",
            {"PLACE": "H5", "DECOM": "28/10/2023"},
            1,
            id="begun by the day of the register",
        ),
        pytest.param(
            "cla_independent_living",
            {"PLACE": "H5", "DECOM": "29/10/2023"},
            0,
            id="begun after it",
        ),
        pytest.param("cla_placed_outside_area", {}, 0, id="inside"),
        pytest.param("cla_placed_outside_area", {"PL_POST": "N1 1AA"}, 0, id="unknown"),
        pytest.param(
            "cla_placed_outside_area", {"PL_POST": "OX3 3AN"}, 1, id="outside"
        ),
        pytest.param(
            "cla_placed_over_20_miles_outside", {"PL_POST": "ox33an"}, 1, id="far"
        ),
        pytest.param(
            "cla_placed_over_20_miles_outside",
            {"PL_POST": "OX3 3AN", "HOME_POST": None},
            0,
            id="far from no home",
        ),
    ],
)
def test_placements_at_the_end(indicator, cells, number):
    assert parts(true(episode(**cells))[indicator]) == (number, 1)


@pytest.mark.parametrize(
    ("duc", "number"),
    [
        pytest.param("01/04/2025", 1, id="a day after the year"),
        pytest.param("31/03/2025", 0, id="on the last day"),
        pytest.param(None, 1, id="no end"),
    ],
)
def test_asylum_seekers_at_the_end(duc, number):
    row = {"CHILD": "MADEUP1", "SEX": "F"} | ({"DUC": duc} if duc else {})
    assert parts(true(episode(), UASC=(row,))["cla_uasc"]) == (number, 1)


def test_starts_and_ends_count_a_child_once_with_its_last_end():
    first = episode(DECOM="02/05/2024", DEC="01/07/2024", REC="E11")
    second = episode(DECOM="03/08/2024", DEC="01/11/2024", REC="E4A")
    third = episode(DECOM="05/12/2024", LS="V3", DEC="06/12/2024", REC="E8")
    values = true(first, second, third)
    assert values["cla_starts"].value == values["cla_ceased"].value == 1
    assert parts(values["cla_adopted"]) == (0, 1)
    assert parts(values["cla_returned_home"]) == (1, 1)


@pytest.mark.parametrize(
    ("ended", "five"),
    [
        pytest.param("05/06/2024", 1, id="on the fifth birthday"),
        pytest.param("04/06/2024", 0, id="the day before"),
    ],
)
def test_age_at_adoption(ended, five):
    header = HEADER | {"DOB": "05/06/2019"}
    values = true(episode(DEC=ended, REC="E12"), header=header)
    assert parts(values["cla_adopted_aged_5_plus"]) == (five, 1)


@pytest.mark.parametrize(
    ("year", "code", "number"),
    [
        pytest.param(2018, "E43", 1, id="code to 2018"),
        pytest.param(2019, "E43", 0, id="no more in 2019"),
        pytest.param(2019, "E48", 1, id="code since 2019"),
        pytest.param(2018, "E45", 0, id="not yet in 2018"),
    ],
)
def test_guardianship_by_year(year, code, number):
    ended = episode(DECOM="01/05/2016", DEC=f"01/06/{year - 1}", REC=code)
    values = true(ended, year=year)
    assert parts(values["cla_special_guardianship"]) == (number, 1)


def moves(*days, **cells):
    """Episodes chained on days; each with another postcode."""
    ends = [*days[1:], None]
    return [
        episode(
            DECOM=day,
            RNE="S" if number == 0 else "P",
            PL_POST=f"P{number}",
            DEC=end,
            REC="X1" if end else None,
            **cells,
        )
        for number, (day, end) in enumerate(zip(days, ends, strict=True))
    ]


@pytest.mark.parametrize(
    ("days", "many"),
    [
        pytest.param(("01/02/2023", "05/05/2024", "06/06/2024"), 1, id="held and two"),
        pytest.param(("01/02/2023", "06/06/2024"), 0, id="held and one"),
        pytest.param(("01/02/2023", "01/04/2024", "06/06/2024"), 0, id="ended on it"),
        pytest.param(("01/02/2023", "02/04/2024", "31/03/2025"), 1, id="both edges"),
    ],
)
def test_three_placements(days, many):
    values = true(*moves(*days))
    assert parts(values["cla_three_or_more_placements"]) == (many, 1)


def test_time_away_and_the_same_carer_start_no_placement():
    away = moves("01/02/2023", "02/05/2024", "09/05/2024", "07/08/2024", "08/09/2024")
    away[1] |= {"PLACE": "T2"}
    away[2] |= {"PL_POST": away[0]["PL_POST"]}
    away[3] |= {"RNE": "T"}
    away[4] |= {"RNE": "L", "PL_POST": away[3]["PL_POST"]}
    assert parts(true(*away)["cla_three_or_more_placements"]) == (0, 1)


@pytest.mark.parametrize(
    ("started", "moved", "place", "stable"),
    [
        pytest.param("30/09/2022", None, "U6", (1, 1), id="two and a half years"),
        pytest.param("01/10/2022", None, "U6", (0, 0), id="a day less"),
        pytest.param("01/02/2020", "31/03/2023", "U6", (1, 1), id="two years there"),
        pytest.param("01/02/2020", "01/04/2023", "U6", (0, 1), id="a day less there"),
        pytest.param("01/02/2020", "01/04/2023", "A6", (1, 1), id="for adoption"),
    ],
)
def test_long_term_stability(started, moved, place, stable):
    days = (started, moved) if moved else (started,)
    episodes = moves(*days)
    episodes[-1] |= {"PLACE": place}
    last = [each for each in episodes if "DEC" not in each]
    counter = counted(*last, before=[each for each in episodes if "DEC" in each])
    assert parts(counter.long_term_stability()) == stable


def test_a_child_of_16_is_not_among_those_long_in_care():
    header = HEADER | {"DOB": "31/03/2009"}
    counter = counted(episode(DECOM="01/02/2020"), header=header)
    assert parts(counter.long_term_stability()) == (0, 0)


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        pytest.param({}, 1, id="all year"),
        pytest.param({"DECOM": "01/04/2024"}, 1, id="from the first day on"),
        pytest.param({"DECOM": "02/04/2024"}, 0, id="from the second"),
        pytest.param({"DEC": "31/03/2025", "REC": "E4A"}, 0, id="left on the last day"),
    ],
)
def test_health_is_asked_of_those_in_care_all_year(cells, asked):
    answers = {"CHILD": "MADEUP1", "TEETH_CHECK": "1", "IMMUNISATIONS": "0"}
    values = true(episode(**cells), OC2=(answers,))
    assert parts(values["cla_dental_checks"]) == (asked, asked)
    assert parts(values["cla_immunisations"]) == (0, asked)


@pytest.mark.parametrize(
    ("birth", "asked"),
    [
        pytest.param("31/03/2015", 1, id="ten on the last day"),
        pytest.param("01/04/2015", 0, id="ten the day after"),
    ],
)
def test_convictions_are_asked_from_the_tenth_birthday_on(birth, asked):
    answers = {"CHILD": "MADEUP1", "CONVICTED": "1"}
    header = HEADER | {"DOB": birth}
    values = true(episode(), header=header, OC2=(answers,))
    assert parts(values["cla_convicted"]) == (asked, asked)


@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        pytest.param({"MISSING": "M", "MIS_START": "03/05/2024"}, 1, id="missing"),
        pytest.param({"MISSING": "A", "MIS_START": "03/05/2024"}, 0, id="away"),
        pytest.param(
            {"MISSING": "M", "MIS_START": "30/03/2024", "MIS_END": "01/04/2024"},
            1,
            id="up to the first day",
        ),
        pytest.param(
            {"MISSING": "M", "MIS_START": "30/03/2024", "MIS_END": "31/03/2024"},
            0,
            id="up to the day before",
        ),
        pytest.param({"MISSING": "M"}, 0, id="start not told"),
    ],
)
def test_missing_children(cells, missing):
    told = true(episode(), Missing=({"CHILD": "MADEUP1"} | cells,))
    assert parts(told["cla_missing"]) == (missing, 1)


@pytest.mark.parametrize(
    ("birth", "cells", "counted_ones"),
    [
        pytest.param("31/03/2006", {}, 1, id="19 on the last day"),
        pytest.param("01/04/2006", {}, 0, id="18 still"),
        pytest.param("01/04/2003", {}, 1, id="21 still"),
        pytest.param("31/03/2003", {}, 0, id="22 on the last day"),
        pytest.param("01/05/2005", {"IN_TOUCH": "DIED"}, 0, id="died"),
    ],
)
def test_care_leavers_by_birthday(birth, cells, counted_ones):
    row = {"CHILD": "MADEUP1", "DOB": birth, "IN_TOUCH": "YES"} | cells
    assert true(OC3=(row,))["care_leavers"].value == counted_ones


@pytest.mark.parametrize(
    ("year", "activity", "working"),
    [
        pytest.param(2021, "F3", 1, id="training to 2021"),
        pytest.param(2022, "F3", 0, id="no more in 2022"),
        pytest.param(2022, "P4", 1, id="training since 2022"),
        pytest.param(2021, "P4", 0, id="not yet in 2021"),
        pytest.param(2025, "G4", 0, id="neither"),
    ],
)
def test_care_leavers_at_work_by_year(year, activity, working):
    row = {
        "CHILD": "MADEUP1",
        "DOB": f"01/05/{year - 20}",
        "IN_TOUCH": "NREQ",
        "ACTIV": activity,
        "ACCOM": "Z1",
    }
    values = true(OC3=(row,), year=year)
    assert parts(values["care_leavers_eet"]) == (working, 1)
    assert parts(values["care_leavers_neet"]) == (int(activity == "G4"), 1)
    assert parts(values["care_leavers_suitable_accommodation"]) == (1, 1)
    assert parts(values["care_leavers_in_touch"]) == (0, 1)
    assert parts(values["care_leavers_not_in_touch"]) == (0, 1)


def test_rows_of_a_stranger_are_counted_as_another_child():
    stray = episode(CHILD="MADEUP2", DECOM="09/09/2024")
    assert true(episode(), stray)["cla_at_year_end"].value == 2
    assert true(episode(), stray)["cla_starts"].value == 1


def test_snapshots_are_of_each_month_end():
    told = counted(episode(DECOM="31/08/2024", DEC="28/02/2025", REC="E4A"))
    days = {
        day: each["cla_at_year_end"].value for day, each in told.snapshots().items()
    }
    there = [day for day, value in days.items() if value]
    assert there == [
        "2024-08-31",
        "2024-09-30",
        "2024-10-31",
        "2024-11-30",
        "2024-12-31",
        "2025-01-31",
    ]
    assert min(days) == "2024-04-30"
    assert max(days) == "2025-03-31"
    assert len(days) == 12


def test_truth_file_has_every_indicator_and_counts_the_boundary_cases(tmp_path):
    made = generate_ssda903(
        authority="887",
        year=YEAR,
        children=FEWEST_CHILDREN,
        seed=1,
        out=tmp_path / "made",
    )
    content = json.loads(made.truth.read_text("utf-8"))
    values = content["indicators"]
    assert len(values) == 36
    assert content["period_start"] == "2024-04-01"
    assert content["period_end"] == "2025-03-31"
    lasting = [
        each
        for each in read_tables(made.path).tables["Episodes"]
        if "DEC" not in each and each["LS"] not in ("V3", "V4")
    ]
    assert values["cla_at_year_end"]["value"] == len(lasting)
    assert values["cla_adopted"]["numerator"] == 7
    assert values["cla_adopted_aged_5_plus"]["numerator"] == 1
    assert values["cla_special_guardianship"]["numerator"] == 4
    assert values["cla_long_term_stability"]["numerator"] is None
    assert values["cla_long_term_stability"]["of_two_returns"]["denominator"] > 0
    assert content["snapshots"]["2025-03-31"]["cla_uasc"] == values["cla_uasc"]
