"""Every figure of every release file stands in the seeds as the file prints it."""

import polars as pl
import pytest
from published_extracts import EXTRACTS, FILES

from returncheck.catalogue.indicators import indicators
from returncheck.published.building.building import of_releases
from returncheck.published.compare import compared
from returncheck.published.current import held_figures, shipped_figures
from returncheck.published.store import read_updates

KEY = ["indicator_id", "year", "area_type", "area_code"]
CORRECTED = {
    *("cla_adopted", "cla_special_guardianship", "cla_returned_home_planned"),
    *("cla_returned_home_unplanned", "cla_ceased_child_arrangements_order"),
}
"""Indicators whose 2023 was corrected after the file; the tool has the later one."""


@pytest.fixture(scope="module")
def shipped():
    return shipped_figures().with_columns(pl.col("year").cast(pl.Int64))


@pytest.fixture(scope="module")
def newest(read_extracts):
    """By figure, the last file that has it."""
    frames = [
        file.figures.select(*KEY, pl.lit(place).alias("newest"))
        for place, file in enumerate(read_extracts)
    ]
    return pl.concat(frames).group_by(KEY).agg(pl.col("newest").max())


def is_corrected():
    return pl.col("indicator_id").is_in(list(CORRECTED)) & (pl.col("year") == 2023)


def test_every_release_file_has_an_extract_and_is_recognised(
    read_extracts, known_mapping
):
    assert len(FILES) == 25
    assert len(read_extracts) == 25
    used = {file.release.release_id for file in read_extracts}
    known = {release.release_id for release in known_mapping.releases}
    # The form in which a newer file on ceasing is expected; none has been seen.
    assert known - used == {"looked_after_ceased"}


def test_extracts_have_the_areas_that_are_hard(read_extracts):
    for file in read_extracts:
        codes = set(file.figures["area_code"])
        assert "E92000001" in codes
        assert codes == {"E92000001"} or {"201", "850", "876"} <= codes


def test_every_printed_value_is_the_seeds_letter_by_letter(
    read_extracts, shipped, newest
):
    checked = 0
    for place, file in enumerate(read_extracts):
        printed = file.figures.filter(~pl.col("is_computed") & ~is_corrected())
        both = (
            printed.join(newest, on=KEY)
            .filter(pl.col("newest") == place)
            .join(shipped, on=KEY, how="left", suffix="_shipped")
        )
        wrong = both.filter(
            (pl.col("value") != pl.col("value_shipped")).fill_null(value=True)
        )
        assert wrong.is_empty(), f"{file.name}: {wrong.head(3).rows()}"
        checked += both.height
    assert checked > 15_000


def test_importing_any_current_extract_brings_nothing_new(read_extracts, newest):
    held = held_figures(read_updates(None))
    for place, file in enumerate(read_extracts):
        figures = (
            compared(file.figures, held)
            .filter(~is_corrected())
            .join(newest, on=KEY)
            .filter(pl.col("newest") == place)
        )
        changed = figures.filter(pl.col("standing") != "same")
        shown = changed.select(*KEY, "standing", "held_value", "value").head(3).rows()
        assert changed.is_empty(), f"{file.name}: {shown}"


def test_earlier_files_and_then_the_current_one_give_the_current_one_alone(read):
    for earlier in sorted((EXTRACTS / "earlier").glob("*.csv")):
        stem = earlier.stem.rsplit("_to_", 1)[0]
        current = [p for p in EXTRACTS.glob("*.csv") if p.stem.startswith(stem)]
        if not current:
            assert earlier.stem.startswith("csww_workforce_role")
            continue
        both = of_releases(read(earlier, *current))
        alone = of_releases(read(*current)).filter(~pl.col("is_computed"))
        joined = alone.join(both, on=KEY, how="left", suffix="_both")
        for name in ("value", "numerator", "denominator"):
            assert joined[name].equals(joined[f"{name}_both"], null_equal=True), (
                earlier.name,
                name,
            )


def test_an_earlier_file_adds_the_years_that_the_current_one_has_no_more(read):
    current, earlier = (
        EXTRACTS / name
        for name in (
            "cla_number_and_rate_per_10k_children.csv",
            "earlier/cla_number_and_rate_per_10k_children.csv",
        )
    )
    figures = of_releases(read(current, earlier))
    years = figures.filter(pl.col("indicator_id") == "cla_rate")["year"]
    assert sorted(set(years)) == list(range(2019, 2026))


def test_england_is_printed_and_never_the_sum_of_its_parts(read_extracts, shipped):
    """A count of England is the file's own cell, though parts of it are suppressed."""
    england = shipped.filter(pl.col("area_type") == "england")
    printed = [
        file.figures.filter((pl.col("area_type") == "england") & ~pl.col("is_computed"))
        for file in read_extracts
    ]
    of_files = pl.concat(printed).select(KEY).unique()
    units = {each.indicator_id for each in indicators() if each.unit == "count"}
    counts = england.filter(pl.col("indicator_id").is_in(list(units)))
    first = [file.figures["indicator_id"].unique() for file in read_extracts]
    of_releases_at_all = set(pl.concat(first))
    bare = counts.filter(pl.col("indicator_id").is_in(list(of_releases_at_all))).join(
        of_files, on=KEY, how="anti"
    )
    # The years of the tool, which has its own rows for England.
    assert set(bare["indicator_id"]) <= set(
        shipped_sources().filter(pl.col("source") != "release")["indicator_id"]
    )


def shipped_sources():
    from returncheck.project import project_root

    path = project_root() / "seeds" / "releases" / "rc_release_series.csv"
    return pl.read_csv(path, infer_schema=False)


def test_symbols_of_the_files_are_kept_as_they_are(read_extracts, shipped):
    for symbol in ("c", "x", "z", "u", "low", "k"):
        cells = [
            file.figures.filter(
                (pl.col("value") == symbol) & ~pl.col("is_computed") & ~is_corrected()
            )
            for file in read_extracts
        ]
        assert sum(frame.height for frame in cells) > 0, symbol
    hampshire = shipped.filter(
        (pl.col("area_code") == "850")
        & (pl.col("year") == 2024)
        & (pl.col("indicator_id") == "icpc_21_plus_days")
    )
    assert hampshire["value"].to_list() == ["u"]


def test_joint_rows_stand_for_both_authorities(read_extracts, shipped):
    rows = [
        file.figures.filter(pl.col("joint_code").is_not_null())
        for file in read_extracts
    ]
    joint = pl.concat(rows)
    assert set(joint["joint_code"]) == {"314 / 318", "940 / 941"}
    values = joint.join(shipped, on=KEY, how="left", suffix="_shipped")
    latest = values.filter(pl.col("year") == 2025)
    assert latest["value"].equals(latest["value_shipped"])
    each = latest.group_by("indicator_id", "joint_code").agg(
        pl.col("value").n_unique().alias("values"),
        pl.col("area_code").n_unique().alias("areas"),
    )
    assert set(each["values"]) == {1}
    assert set(each["areas"]) == {2}


def test_the_pairs_that_are_joint_are_recorded(root):
    path = root / "seeds" / "releases" / "rc_joint_figures.csv"
    assert path.read_text(encoding="utf-8").splitlines() == [
        "la_code,joint_code,year_end,first_year,last_year",
        "314,314,09-30,2017,",
        "318,314,09-30,2017,",
        "940,940,09-30,2021,",
        "941,940,09-30,2021,",
    ]


def test_no_authority_has_figures_before_its_first_or_after_its_last_year(shipped):
    areas = {"838": (2020, None), "835": (None, 2019), "940": (2022, None)}
    ends = {each.indicator_id: each.year_end for each in indicators()}
    for code, (first, last) in areas.items():
        own = shipped.filter(pl.col("area_code") == code)
        for indicator_id, year in own.select("indicator_id", "year").unique().rows():
            later = 1 if ends[indicator_id] > "03-31" else 0
            assert first is None or year >= first - later, (code, indicator_id, year)
            assert last is None or year <= last - later, (code, indicator_id, year)
