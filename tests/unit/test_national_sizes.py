"""How many children each authority has in a made-up country."""

import pytest

from returncheck.errors import ConfigError
from returncheck.returns.registry import kinds
from returncheck.synth.national.sizes import (
    authorities_of,
    shared_out,
    some_of,
    weights_of,
)

COUNTRIES = [
    (kind.made_up.national, kind.made_up.maker().fewest_children)
    for kind in kinds()
    if kind.made_up is not None and kind.made_up.national is not None
]


@pytest.mark.parametrize(
    ("total", "weights", "fewest", "expected"),
    [
        pytest.param(10, {"a": 1}, 1, {"a": 10}, id="one"),
        pytest.param(10, {"a": 1, "b": 4}, 1, {"a": 2, "b": 8}, id="in proportion"),
        pytest.param(10, {"a": 1, "b": 4}, 2, {"a": 2, "b": 8}, id="just the fewest"),
        pytest.param(10, {"a": 1, "b": 4}, 3, {"a": 3, "b": 7}, id="one too small"),
        pytest.param(
            100,
            {"a": 1, "b": 10, "c": 89},
            10,
            {"a": 10, "b": 10, "c": 80},
            id="the fewest of one make another too small",
        ),
        pytest.param(
            4, {"a": 1, "b": 1, "c": 1}, 1, {"a": 2, "b": 1, "c": 1}, id="tie"
        ),
        pytest.param(5, {"a": 2, "b": 1}, 1, {"a": 3, "b": 2}, id="largest remainder"),
        pytest.param(2, {"a": 1, "b": 9}, 5, {"a": 5, "b": 5}, id="fewer than fewest"),
    ],
)
def test_children_are_shared_out(total, weights, fewest, expected):
    assert shared_out(total, weights, fewest) == expected


def test_every_country_has_its_children_to_the_last():
    for national, fewest in COUNTRIES:
        codes = authorities_of([2025, 2026])
        sizes = shared_out(
            national.children, weights_of(national.measure, codes, 2026), fewest
        )
        assert sum(sizes.values()) == national.children
        assert min(sizes.values()) == fewest
        assert sorted(sizes) == list(codes)


def test_the_largest_return_of_a_country_has_650000_children():
    assert max(national.children for national, _ in COUNTRIES) == 650_000


def test_there_are_153_authorities():
    assert len(authorities_of([2025, 2026])) == 153


def test_authorities_are_those_of_every_year_and_of_today():
    # Cumbria was divided in 2023.
    assert not {"909", "942"} & set(authorities_of([2023, 2024]))
    assert "942" in authorities_of([2024])


def test_sizes_are_those_of_the_authorities():
    """Kent is large, Rutland small, whatever is counted."""
    for national, _ in COUNTRIES:
        weights = weights_of(national.measure, ("886", "857"), 2025)
        assert weights["886"] > 10 * weights["857"]


def test_count_that_is_not_published_is_made_of_the_population():
    (measure,) = {each.measure for each, _ in COUNTRIES if each.holds_year_before}
    codes = authorities_of([2025])
    # The Isles of Scilly, whose count is suppressed.
    weights = weights_of(measure, codes, 2025)
    assert set(weights) == set(codes)
    assert 0 < weights["420"] < min(weights["886"], 50)


def test_year_after_the_latest_published_has_its_figures():
    for national, _ in COUNTRIES:
        latest = weights_of(national.measure, ("886",), 2025)
        assert weights_of(national.measure, ("886",), 2027) == latest


def test_some_are_small_and_some_large():
    sizes = {"a": 5, "b": 1, "c": 3, "d": 2, "e": 4}
    assert some_of(sizes, 1) == ("c",)
    assert some_of(sizes, 2) == ("d", "e")
    assert some_of(sizes, 5) == ("a", "b", "c", "d", "e")


@pytest.mark.parametrize("number", [0, -1, 6])
def test_so_many_are_not_there(number):
    with pytest.raises(ConfigError, match="Ask for 1 to 5"):
        some_of(dict.fromkeys("abcde", 1), number)
