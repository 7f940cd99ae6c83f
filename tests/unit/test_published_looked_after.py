"""The shipped mapping of the looked-after and care leavers' files."""

import pytest
from published_files import ENGLAND, MEDWAY, row, write

from returncheck.published.figures import figures_of
from returncheck.published.mapping import read_mapping
from returncheck.published.population import held_populations
from returncheck.published.reader import UnknownReleaseError, read_published_file

NEW = ("children_count", "children_percent")
OLD = ("number", "percentage")
LEAVERS = ("care_leaver_count", "care_leaver_percent")
HOME = (
    "Returned home to live with parents or other person with parental responsibility "
    "which was {}part of the care planning process"
)
PLANNED, UNPLANNED = HOME.format(""), HOME.format("not ")


@pytest.fixture(scope="module")
def mapping():
    return read_mapping()


@pytest.fixture
def figures(tmp_path, mapping):
    """Figures of a file: its headings of count and share, and its filters by row."""

    def read(names, rows, year="2025"):
        listed = [
            row(MEDWAY, year, {**filters, names[0]: count, names[1]: share})
            for filters, count, share in rows
        ]
        file = read_published_file(write(tmp_path / "file.csv", listed), mapping)
        found = figures_of(file, mapping, held_populations())
        parts = found.select("indicator_id", "value", "numerator", "denominator")
        return file.release.release_id, {name: rest for name, *rest in parts.rows()}

    return read


def by_reason(heading, breakdown):
    """Reasons for leaving, with the total and one row of the ages."""
    reasons = {"Total": "50", "Adopted": "4", PLANNED: "9", UNPLANNED: "3"}
    rows = [
        (
            {heading: "Reason episode ceased", breakdown: name},
            count,
            str(int(count) * 2),
        )
        for name, count in reasons.items()
    ]
    rows.append(({heading: "Age on ceasing", breakdown: "17 years"}, "10", "20"))
    rows.append(({heading: "Age on ceasing", breakdown: "Total"}, "50", "100"))
    return rows


@pytest.mark.parametrize(
    ("heading", "count", "words"),
    [
        ("population_type", "children_count", "looked after on 31 March"),
        ("population_count", "number", "looked after at 31 March"),
    ],
)
def test_numbers_and_rates_under_either_heading(figures, heading, count, words):
    filters = {heading: f"Children {words} each year", "population_estimate": "62000"}
    release, found = figures((count, "rate_per_10000"), [(filters, "434", "70")])
    assert release == "looked_after_numbers_and_rates"
    assert found["cla_at_year_end"] == ["434", None, None]
    assert found["cla_rate"] == ["70", "434", "62000"]


def test_a_rate_that_is_no_longer_printed_is_computed(tmp_path, mapping):
    filters = {
        "population_type": "Children looked after on 31 March each year",
        "population_estimate": "62000",
        "children_count": "437",
    }
    path = write(tmp_path / "file.csv", [row(MEDWAY, "2026", filters)])
    file = read_published_file(path, mapping)
    found = figures_of(file, mapping, held_populations())
    values = dict(found.select("indicator_id", "value").rows())
    # 70.48 to a whole number.
    assert values["cla_rate"] == "70"


@pytest.mark.parametrize("names", [OLD, NEW])
def test_the_denominator_of_school_moves_is_of_their_own_group(figures, names):
    def filters(group, stability, move="Mid-year moves"):
        return {
            "cla_group": group,
            "move_measure": move,
            "school_stability": stability,
        }

    year, two = "CLA on 31 March", "CLA 2 years on 31 March"
    release, found = figures(
        names,
        [
            (
                filters(year, "With one or more mid-year moves during the year"),
                "8",
                "8",
            ),
            (filters(year, "Total children"), "100", "100"),
            (filters(two, "Total children"), "60", "100"),
            (filters(year, "Total children", "Any moves"), "101", "100"),
        ],
    )
    assert release == "looked_after_school_moves"
    assert found == {"cla_school_moves_mid_year": ["8", "8", "100"]}


def test_files_of_care_leavers_with_the_same_headings_are_told_apart(figures):
    def rows(*kinds):
        return [
            ({"care_leaver_age": age, "breakdown": kind}, count, "50")
            for age, count in (("17 to 18 years", "20"), ("19 to 21 years", "90"))
            for kind in kinds
        ]

    release, found = figures(
        LEAVERS, rows("Accommodation considered suitable", "Suitability total")
    )
    assert release == "care_leavers_accommodation"
    assert found["care_leavers_suitable_accommodation"] == ["50", "90", "90"]
    assert found["care_leavers_17_to_18_suitable_accommodation"][2] == "20"
    release, found = figures(
        LEAVERS,
        rows(
            "Total in education, employment or training",
            "Total not in education, employment or training",
            "Total",
        ),
    )
    assert release == "care_leavers_activity"
    assert found["care_leavers"] == ["90", None, None]
    assert found["care_leavers_17_to_18_eet"] == ["50", "20", "20"]


def test_headings_alone_are_no_release(figures):
    filters = {"care_leaver_age": "19 to 21 years", "breakdown": "Foyers"}
    with pytest.raises(UnknownReleaseError, match="not its contents"):
        figures(LEAVERS, [(filters, "3", "1")])


@pytest.mark.parametrize(
    ("release", "names", "columns"),
    [
        ("looked_after_ceased_to_2023", OLD, ("cla_group", "characteristic")),
        ("looked_after_ceased", NEW, ("characteristic", "breakdown")),
    ],
)
def test_reasons_for_leaving_in_either_form(figures, release, names, columns):
    read, found = figures(names, by_reason(*columns), year="2022")
    assert read == release
    assert found["cla_adopted"] == ["8", "4", "50"]
    assert found["cla_returned_home"] == ["24", "12", "50"]
    assert found["cla_returned_home_planned"] == ["18", "9", "50"]
    assert found["cla_ceased_aged_17"] == ["20", "10", "50"]


def test_a_suppressed_part_leaves_no_part_of_a_sum(figures):
    rows = [
        (f, "c", "c") if f["characteristic"] == UNPLANNED else (f, count, share)
        for f, count, share in by_reason("cla_group", "characteristic")
    ]
    _, found = figures(OLD, rows, year="2022")
    assert found["cla_returned_home"] == ["c", "c", "50"]
    assert found["cla_returned_home_planned"] == ["18", "9", "50"]


def test_what_was_corrected_later_ships_from_the_tool(figures):
    """The file of 2023 is read whole; its own 2023 is not what the build takes."""
    _, found = figures(OLD, by_reason("cla_group", "characteristic"), year="2023")
    assert found["cla_adopted"] == ["8", "4", "50"]
    corrected = {s.indicator_id for s in read_mapping().tool if s.corrects}
    assert corrected == {
        "cla_adopted",
        "cla_special_guardianship",
        "cla_returned_home_planned",
        "cla_returned_home_unplanned",
        "cla_ceased_child_arrangements_order",
    }
    _, found = figures(NEW, by_reason("characteristic", "breakdown"), year="2023")
    assert found["cla_adopted"] == ["8", "4", "50"]


def test_the_mean_score_stands_among_the_counts(figures):
    group = "Ages 5 to 16 years with SDQ score"
    health = "Health assessments: Children looked after all ages"
    offending = "Convictions: Children looked after Ages 10 to 17 years"

    def filters(characteristic, breakdown):
        return {"characteristic": characteristic, "breakdown": breakdown}

    release, found = figures(
        NEW,
        [
            (filters(group, "SDQ average score"), "14.9", "z"),
            (filters(group, "SDQ score is a cause for concern"), "42", "42"),
            (filters(group, "SDQ score was received"), "100", "80"),
            (filters(group, "Total ages 5 to 16 years"), "125", "100"),
            (filters(health, "Total all ages"), "200", "100"),
            (filters(offending, "Total ages 10 to 17 years"), "90", "100"),
        ],
    )
    assert release == "looked_after_health_and_convictions"
    assert found["cla_sdq_score"] == ["14.9", None, None]
    assert found["cla_sdq_cause_for_concern"] == ["42", "42", "100"]
    assert found["cla_sdq_received"] == ["80", "100", "125"]


def test_england_is_a_row_of_its_own(tmp_path, mapping):
    filters = {"cla_group": "CLA on 31 March"}
    cells = [
        (ENGLAND, "3 or more social workers during the year", "22140", "27"),
        (ENGLAND, "Total children", "83300", "100"),
        (MEDWAY, "3 or more social workers during the year", "x", "x"),
        (MEDWAY, "Total children", "x", "x"),
    ]
    listed = [
        row(area, "2024", {**filters, "sw_stability": w, "number": n, "percentage": p})
        for area, w, n, p in cells
    ]
    file = read_published_file(write(tmp_path / "file.csv", listed), mapping)
    found = figures_of(file, mapping, held_populations())
    assert found.select("area_type", "value", "numerator", "denominator").rows() == [
        ("england", "27", "22140", "83300"),
        ("authority", "x", "x", "x"),
    ]
