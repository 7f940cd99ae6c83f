"""Returns of several years written at once are those that are written one by one."""

import json

import pytest

from returncheck.errors import ConfigError
from returncheck.synth.cin_census import FEWEST_CHILDREN, generate_cin_census
from returncheck.synth.cin_census.census import is_shown, view
from returncheck.synth.cin_census.children import ordinary_life
from returncheck.synth.cin_census.generate import generate_cin_census_years
from returncheck.synth.cin_census.stays import occupants
from returncheck.synth.made_return import WantedYear

AUTHORITY, SEED = "887", 7


def at_once(folder, *wanted):
    return generate_cin_census_years(
        authority=AUTHORITY,
        seed=SEED,
        wanted=[
            WantedYear(
                year=year, children=children, out=folder / f"{year}.xml", plants=plants
            )
            for year, children, plants in wanted
        ],
    )


def one(folder, year, children, plants):
    return generate_cin_census(
        authority=AUTHORITY,
        year=year,
        children=children,
        seed=SEED,
        plants=plants,
        out=folder / f"{year}.xml",
    )


def told(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "sizes", [(300, 300), (300, 260), (260, 300)], ids=["same", "fewer", "more"]
)
def test_years_at_once_are_the_same_returns(tmp_path, sizes):
    plants = ({"8608": 2}, {"1510": 1, "8510": 1})
    wanted = list(zip((2025, 2026), sizes, plants, strict=True))
    for each, alone in zip(
        at_once(tmp_path / "both", *wanted),
        [one(tmp_path / "one", *every) for every in wanted],
        strict=True,
    ):
        assert each.path.read_bytes() == alone.path.read_bytes()
        assert each.expected.read_bytes() == alone.expected.read_bytes()
        assert each.rows == alone.rows


def test_truth_looks_back_on_the_return_that_was_written(tmp_path):
    """Its size and its faults are those of the year before, as they are there."""
    name = "rereferrals_within_12_months"
    first, second = at_once(tmp_path, (2025, 60, {}), (2026, 400, {}))
    alone = one(tmp_path / "alone", 2026, 400, {})
    both = told(second.truth)["indicators"][name]["with_previous_return"]
    of_all = told(alone.truth)["indicators"][name]["with_previous_return"]
    assert both["denominator"] == of_all["denominator"]
    assert both["numerator"] < of_all["numerator"]
    assert told(first.truth) == told(one(tmp_path / "first", 2025, 60, {}).truth)


def test_fault_that_nobody_suits_is_left_out(tmp_path):
    (made,) = at_once(tmp_path, (2025, FEWEST_CHILDREN, {"8608": 1, "8510": 1}))
    assert told(made.expected)["plants"] == {}
    assert told(made.expected)["findings"] == []


def test_fault_of_two_children_is_never_planted_in_one(tmp_path):
    """Of an odd number of suiting children one is left as it was."""
    children = FEWEST_CHILDREN + 3
    (made,) = at_once(tmp_path, (2025, children, {"8510": 9}))
    expected = told(made.expected)
    assert expected["plants"] == {"8510": 1}
    assert len(expected["findings"]) == 2


def test_years_that_cannot_be_are_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ConfigError, match="2017 to 2027"):
        at_once(tmp_path, (2027, 60, {}), (2028, 60, {}))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("year", [2018, 2025])
def test_outline_tells_the_referrals_that_the_return_shows(year):
    for place in range(100, 400):
        occupant = next(occupants(SEED, AUTHORITY, place, year))
        child = view(ordinary_life(SEED, AUTHORITY, place, occupant), year)
        assert child is not None
        assert [episode.referral for episode in child.episodes] == [
            stay.start for stay in occupant.stays if is_shown(stay, year)
        ]
