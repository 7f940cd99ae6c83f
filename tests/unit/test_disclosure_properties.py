"""Made-up tables are protected, and an attacker tries to undo it."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_attacker import Knowledge, recovered
from returncheck.disclosure import Balance, Change, Rate, Share, Total, protect

POPULATION = 7.3
"""In 10,000 children."""
PARTS = ("a", "b", "d")
# Small counts and zeros are where the trouble is.
count = st.one_of(st.integers(0, 7), st.integers(0, 24))


@st.composite
def tables(draw):
    """Two years of a total with parts, a group within a part, and a stock with flows.

    In each year: `total` is `a` + `b` + `d`, and what is left over when there is any;
    `in_a` is within `a`; shares of `a` in `total` and of `in_a` in `a`; a rate of
    `total` over a population. The stock at the end is that at the start, and what came
    less what went. Changes of the total and of a share stand in the second year.
    """
    is_complete = draw(st.booleans())
    values, links = {}, []
    for year in (1, 2):
        parts = {part: draw(count) for part in PARTS}
        left = 0 if is_complete else draw(count)
        values |= {f"{part}{year}": value for part, value in parts.items()}
        values[f"total{year}"] = sum(parts.values()) + left
        values[f"in_a{year}"] = draw(st.integers(0, parts["a"]))
        links += [
            Total(
                total=f"total{year}",
                parts=tuple(f"{part}{year}" for part in PARTS),
                is_complete=is_complete,
            ),
            Share(
                share=f"share{year}", numerator=f"a{year}", denominator=f"total{year}"
            ),
            Share(
                share=f"in_share{year}", numerator=f"in_a{year}", denominator=f"a{year}"
            ),
            Rate(rate=f"rate{year}", count=f"total{year}"),
        ]
    came, went = draw(count), draw(count)
    start = draw(st.integers(went, went + 20))
    values |= {"start": start, "came": came, "went": went, "end": start + came - went}
    links += [
        Balance(left=("start", "came"), right=("end", "went")),
        Change(change="total_change", this="total2", previous="total1"),
        Change(change="share_change", this="share2", previous="share1"),
    ]
    return values, links, is_complete


def derived(values):
    """The figures that follow from the counts, null where they are not defined."""

    def percent(part, whole):
        return 100 * part / whole if whole else None

    figures = {}
    for year in (1, 2):
        total, a = values[f"total{year}"], values[f"a{year}"]
        figures[f"share{year}"] = percent(a, total)
        figures[f"in_share{year}"] = percent(values[f"in_a{year}"], a)
        figures[f"rate{year}"] = total / POPULATION
    figures["total_change"] = float(values["total2"] - values["total1"])
    shares = figures["share1"], figures["share2"]
    figures["share_change"] = None if None in shares else shares[1] - shares[0]
    return figures


def released(values, links):
    figures = {**values, **derived(values)}
    frame = pl.DataFrame(
        {"figure_id": list(figures), "value": [*figures.values()]},
        schema={"figure_id": pl.String, "value": pl.Float64},
        strict=False,
    )
    decision = protect(frame, links)
    assert decision.unprotected == ()
    return {
        row["figure_id"]: (row["value"], row["symbol"])
        for row in decision.figures.iter_rows(named=True)
    }


def read_release(release, values, is_complete):
    """What anybody knows who has the release: its figures and how they are linked."""
    known = Knowledge()
    known.name(*values)
    for year in (1, 2):
        known.total(
            f"total{year}", [f"{p}{year}" for p in PARTS], is_complete=is_complete
        )
        known.total(f"a{year}", [f"in_a{year}"], is_complete=False)
        for share, part, whole in (("share", "a", "total"), ("in_share", "in_a", "a")):
            value = release[f"{share}{year}"][0]
            if value is not None:
                known.share(f"{part}{year}", f"{whole}{year}", value, 0.0)
        rate = release[f"rate{year}"][0]
        if rate is not None:
            known.is_exactly(f"total{year}", round(rate * POPULATION))
    known.is_between({"start": 1, "came": 1, "went": -1, "end": -1}, 0, 0)
    for name in values:
        if release[name][0] is not None:
            known.is_exactly(name, release[name][0])
    change = release["total_change"][0]
    if change is not None:
        known.is_between({"total2": 1, "total1": -1}, change, change)
    return known


def is_small(value):
    return 1 <= value <= 5


@settings(max_examples=150, deadline=None)
@given(tables())
def test_no_small_count_is_shown_or_recovered(table):
    values, links, is_complete = table
    release = released(values, links)
    small = [name for name, value in values.items() if is_small(value)]
    assert [name for name in small if release[name] != (None, "c")] == []
    known = read_release(release, values, is_complete)
    assert recovered(known, small) == {}


@settings(max_examples=150, deadline=None)
@given(tables())
def test_no_small_complement_is_recovered(table):
    values, links, is_complete = table
    known = read_release(released(values, links), values, is_complete)
    complements = {
        f"total{year} - a{year}": (f"total{year}", f"a{year}") for year in (1, 2)
    } | {f"a{year} - in_a{year}": (f"a{year}", f"in_a{year}") for year in (1, 2)}
    for name, (whole, part) in complements.items():
        known.is_between({whole: 1, part: -1, name: -1}, 0, 0)
    hidden = [
        name
        for name, (whole, part) in complements.items()
        if is_small(values[whole] - values[part])
    ]
    assert recovered(known, hidden) == {}


@settings(max_examples=150, deadline=None)
@given(tables())
def test_told_which_counts_are_small_the_attacker_still_recovers_none(table):
    values, links, is_complete = table
    release = released(values, links)
    known = read_release(release, values, is_complete)
    groups = ({"start", "came", "went", "end"}, *(_of_year(values, y) for y in "12"))
    for group in groups:
        # Where nothing of it is shown there is nobody to tell which are small.
        if all(release[name][0] is None for name in group):
            continue
        withheld = [name for name in group if release[name][0] is None]
        known.small |= {name for name in withheld if is_small(values[name])}
        known.not_small |= {
            name
            for name in withheld
            if not is_small(values[name]) and not is_out_of_few(name, values)
        }
    assert recovered(known, known.small) == {}


def is_out_of_few(name, values):
    """Withheld with its percentage, because the denominator is under 11."""
    wholes = {"a1": "total1", "a2": "total2", "in_a1": "a1", "in_a2": "a2"}
    return name in wholes and 0 < values[wholes[name]] < 11


def _of_year(values, year):
    return {name for name in values if name.endswith(year)}


@settings(max_examples=100, deadline=None)
@given(tables())
def test_figures_shown_are_true_and_follow_from_counts_shown(table):
    values, links, _ = table
    release = released(values, links)
    truth = {**values, **derived(values)}
    shown = {name for name, (value, _) in release.items() if value is not None}
    assert {name: truth[name] for name in shown} == {
        name: release[name][0] for name in shown
    }
    for year in (1, 2):
        if f"share{year}" in shown:
            assert {f"a{year}", f"total{year}"} <= shown
            assert values[f"total{year}"] >= 11
        if f"rate{year}" in shown:
            assert f"total{year}" in shown
    if "total_change" in shown:
        assert {"total1", "total2"} <= shown
    if "share_change" in shown:
        assert {"share1", "share2"} <= shown


@settings(max_examples=100, deadline=None)
@given(tables())
def test_the_attacker_recovers_all_that_is_only_blanked(table):
    """Blanking the small counts alone does not stop the attacker."""
    values, _, is_complete = table
    figures = {**values, **derived(values)}
    blanked = {
        name: (None if name in values and is_small(value) else value, None)
        for name, value in figures.items()
    }
    known = read_release(blanked, values, is_complete)
    small_a = [f"a{year}" for year in (1, 2) if is_small(values[f"a{year}"])]
    assert set(recovered(known, small_a)) == set(small_a)
