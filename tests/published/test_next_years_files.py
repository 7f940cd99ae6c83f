"""Next year's files of every release, made of the extracts: they need no mapping.

Each has one year more, 2026, whose counts are those of the year before and a few more.
"""

import csv
from fractions import Fraction

import polars as pl
import pytest
from published_extracts import CURRENT, EXTRACTS

from returncheck.catalogue.indicators import indicator
from returncheck.catalogue.units import SCALES
from returncheck.published import import_published, read_updates, summary_lines
from returncheck.published.symbols import NUMBER

LOOKED_AFTER = EXTRACTS / "cla_number_and_rate_per_10k_children.csv"
WITHOUT_RATES = {
    "d3_cpps_subsequent_plan_2013_to_2025.csv": ["CPP_subsequent_percent"],
    "d5_cpps_at31march_by_duration_2013_to_2025.csv": ["2_years_or_more_percent"],
    "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv": [
        "rereferral_percent",
        "no_further_action_percent",
        "not_in_need_percent",
        "rereferral_child_percent",
    ],
}
"""Files that print shares, and the columns of these."""


def next_year(path, target, period="2026", without=()):
    """A file of the release of 2026: the years of before, and one more."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    last = max(row["time_period"] for row in rows)
    added = [later(row, period) for row in rows if row["time_period"] == last]
    names = [name for name in rows[0] if name not in without]
    if len(period) == 6:
        rows = [{**row, "time_period": longer(row["time_period"])} for row in rows]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows([*added, *rows])
    return target


def longer(year):
    """`202425` for 2025."""
    return f"{int(year) - 1}{year[2:]}"


def later(row, period):
    counts = {
        name: str(int(cell) + 10)
        for name, cell in row.items()
        if is_count(name) and cell.isdigit() and int(cell) > 9
    }
    return {**row, **counts, "time_period": period}


def is_count(name):
    """Whether a column holds counts, so that more may stand in it."""
    shares = ("percent", "rate", "_code", "time_", "duration_median", "percentile")
    return not any(part in name.lower() for part in shares)


def half_up(value, places):
    scaled = value * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    text = str(whole).zfill(places + 1)
    return f"{text[:-places]}.{text[-places:]}" if places else text


def assert_computed(updates):
    """Every value that has both counts and is no print is their share or rate."""
    checked = 0
    for row in updates.iter_rows(named=True):
        known = indicator(row["indicator_id"])
        above, below = Fraction(row["numerator"]), Fraction(row["denominator"])
        value = above * Fraction(SCALES.get(known.unit, 1.0)) / below
        assert row["value"] == half_up(value, known.published_decimals), row
        checked += 1
    return checked


@pytest.mark.parametrize("period", ["2026", "202526"])
@pytest.mark.parametrize("path", CURRENT, ids=lambda path: path.stem)
def test_every_release_of_2026_is_imported_without_a_mapping(path, period, tmp_path):
    files = [next_year(path, tmp_path / "next.csv", period)]
    if path != LOOKED_AFTER:
        files.append(next_year(LOOKED_AFTER, tmp_path / "looked_after.csv"))
    result = import_published(files, tmp_path / "kept")
    file = next(each for each in result.files if each.file.name == "next.csv")
    assert file.file.absent == ()
    assert file.file.without_population.filter(pl.col("year") == 2026).is_empty()
    added = file.figures.filter(pl.col("standing") == "added")
    # Symbols of 2023 are in the file alone where the tool has the later figures.
    gaps = {2023} if "ceased" in path.name else set()
    assert set(added["year"]) - gaps == {2026}
    assert set(added["indicator_id"]) == set(file.figures["indicator_id"])
    earlier = file.figures.filter(pl.col("year") < 2026)
    revised = earlier.filter(pl.col("standing") != "same")
    # What was corrected after the file, and the years that a later file has.
    is_old = "ceased" in path.name or "headline" in path.name
    assert is_old or revised.is_empty(), revised.head(3).rows()


@pytest.mark.parametrize("name", WITHOUT_RATES)
def test_shares_that_are_printed_no_longer_are_computed(name, tmp_path):
    path = EXTRACTS / name
    made = next_year(path, tmp_path / "next.csv", without=WITHOUT_RATES[name])
    looked_after = next_year(LOOKED_AFTER, tmp_path / "looked_after.csv")
    result = import_published([made, looked_after], tmp_path / "kept")
    file = next(each for each in result.files if each.file.name == "next.csv")
    earlier = file.figures.filter(pl.col("year") < 2026)
    assert set(earlier["standing"]) == {"same"}, "a printed share stays"
    updates = read_updates(tmp_path / "kept").filter(
        pl.col("source").str.ends_with("next.csv")
        & pl.col("numerator").str.contains(NUMBER)
        & pl.col("denominator").str.contains(NUMBER)
        & (pl.col("denominator") != "0")
    )
    shares = updates.filter(
        pl.col("indicator_id").is_in(
            file.figures.filter(pl.col("is_computed"))["indicator_id"].to_list()
        )
    )
    assert assert_computed(shares) > 10


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        ("b1_children_in_need_2013_to_2025.csv", "cin_rate"),
        (
            "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
            "referral_rate",
        ),
        (
            "c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv",
            "section47_rate",
        ),
        ("d3_cpps_subsequent_plan_2013_to_2025.csv", "cpp_start_rate"),
        ("d5_cpps_at31march_by_duration_2013_to_2025.csv", "cpp_rate"),
    ],
)
def test_rates_of_2026_are_over_the_children_that_another_release_prints(
    name, rate, tmp_path
):
    made = next_year(EXTRACTS / name, tmp_path / "next.csv")
    alone = import_published([made], tmp_path / "kept")
    assert (
        read_updates(tmp_path / "kept")
        .filter(pl.col("indicator_id") == rate)
        .is_empty()
    )
    said = [line for line in summary_lines(alone) if line.startswith(f"  {rate}: ")]
    assert any("rates of 2026 cannot be computed" in line for line in said)

    looked_after = next_year(LOOKED_AFTER, tmp_path / "looked_after.csv")
    import_published([looked_after], tmp_path / "kept")
    import_published([made], tmp_path / "kept")
    updates = read_updates(tmp_path / "kept")
    children = {
        row["area_code"]: row["denominator"]
        for row in updates.filter(pl.col("indicator_id") == "cla_rate").iter_rows(
            named=True
        )
    }
    rates = updates.filter(
        (pl.col("indicator_id") == rate) & pl.col("value").str.contains(NUMBER)
    )
    assert {"E92000001", "E12000008", "887"} <= set(rates["area_code"])
    for row in rates.iter_rows(named=True):
        assert row["denominator"] == children[row["area_code"]]
    assert assert_computed(rates) > 5


def test_a_2026_workforce_row_for_two_authorities_is_both_of_theirs(tmp_path):
    path = EXTRACTS / "csww_indicators_2017_to_2025.csv"
    import_published([next_year(path, tmp_path / "w.csv")], tmp_path / "kept")
    posts = read_updates(tmp_path / "kept").filter(
        pl.col("indicator_id") == "social_workers_fte"
    )
    for pair in (("314", "318"), ("940", "941")):
        values = posts.filter(pl.col("area_code").is_in(list(pair)))["value"]
        assert values.len() == 2
        assert values.n_unique() == 1
