"""The table of the benchmarks: what is told, and the exponents in it."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2]))

from benchmarks.clock import PHASES, Clock, Took
from benchmarks.measured import Measured
from benchmarks.table import table_of

FIXED = 2.0


def measured(size, seconds, *, is_fixed=False, name="some", unit="children"):
    """Phases take a tenth of the run each."""
    part = Took(seconds / 5, seconds / 10)
    return Measured(
        name=name,
        size=size,
        unit=unit,
        returns=1,
        is_fixed=is_fixed,
        bytes=2_000_000,
        run=Took(2 * seconds, seconds),
        bare=Took(seconds, seconds / 2),
        peak=300.4,
        database=1_000_000,
        page=500_000,
        phases=dict.fromkeys(PHASES, part),
        floor=dict.fromkeys(("reading", "scanning"), part),
    )


def cells(table):
    """The cells of each row, by the row's title."""
    lines = [line.strip("| ").split(" | ") for line in table.splitlines()]
    heads = [head.strip() for head in table.splitlines()[0].strip("|").split("|")]
    return heads[1:], {line[0]: line[1:] for line in lines[2:]}


def test_all_phases_are_told_for_all_sizes():
    heads, rows = cells(table_of([measured(1000, 4.0), measured(2000, 8.0)]))
    assert heads == ["some 1,000", "some 2,000", "some exponent"]
    for phase in PHASES:
        assert rows[f"{phase}, children a second"][:2] == ["1,250 (2,500)"] * 2
    assert rows["run, s"][0] == "8.0 (4.0)"
    assert rows["peak memory, MiB"][0] == "300"
    assert rows["run, children a second"][:2] == ["125 (250)", "125 (250)"]


@pytest.mark.parametrize(
    ("power", "expected"), [(1.0, "1.00"), (2.0, "2.00"), (0.5, "0.50")]
)
def test_exponent_is_that_of_what_is_above_the_fixed_cost(power, expected):
    found = [
        measured(47, FIXED, is_fixed=True),
        *(
            measured(size, FIXED + (size / 1000) ** power)
            for size in (1000, 10_000, 650_000)
        ),
    ]
    heads, rows = cells(table_of(found))
    assert heads[0] == "some fixed (47)"
    assert heads[-1] == "some exponent"
    assert rows["run, s"][-1] == expected
    assert rows["rules, children a second"][-1] == expected


def test_one_size_has_no_exponent():
    fixed = measured(47, FIXED, is_fixed=True)
    heads, _ = cells(table_of([fixed, measured(1000, 4.0)]))
    assert heads == ["some fixed (47)", "some 1,000"]


def test_size_that_costs_no_more_than_nothing_has_no_exponent():
    fixed = measured(47, FIXED, is_fixed=True)
    _, rows = cells(table_of([fixed, measured(1000, 1.0), measured(2000, 3.0)]))
    assert rows["run, s"][-1] == "-"


def test_what_is_too_short_is_not_told():
    _, rows = cells(table_of([measured(1000, 0.0)]))
    assert rows["run, children a second"] == ["- (-)"]


def test_reports_stand_beside_with_their_figures():
    found = [measured(1000, 4.0), measured(72, 1.0, name="report", unit="figures")]
    heads, _ = cells(table_of(found))
    assert heads == ["some 1,000", "report 72 figures"]


def test_clock_adds_up_in_the_order_of_the_phases():
    clock = Clock()
    clock.add("b", Took(1.0, 2.0))
    clock.add("a", Took(1.0, 1.0))
    clock.add("b", Took(0.5, 1.0))
    assert clock.took == {"b": Took(1.5, 3.0), "a": Took(1.0, 1.0)}
    assert list(clock.took) == ["b", "a"]


def test_difference_is_never_below_nothing():
    assert Took(1.0, 2.0) - Took(2.0, 1.0) == Took(0.0, 1.0)
