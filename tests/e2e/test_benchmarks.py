"""Every published figure beside its comparators, recounted in plain Python."""

import math

import polars as pl
import pytest


@pytest.fixture(scope="module")
def benchmarks(reports_result):
    frame = reports_result.benchmarks.filter(pl.col("source") == "published")
    return {
        (row["indicator_id"], row["return_year"], row["la_code"]): row
        for row in frame.iter_rows(named=True)
    }


def quantile(ordered, share):
    """Type 7: linear between the order statistics."""
    place = (len(ordered) - 1) * share
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def test_published_figures_stand_there_for_every_authority_and_year(
    benchmarks, published, authorities
):
    expected = {key: value for key, value in published.items() if key[2] in authorities}
    assert {key: row["value"] for key, row in benchmarks.items()} == expected


def test_england_and_region_are_those_of_the_same_year(
    benchmarks, published, authorities
):
    wrong = []
    for (indicator, year, la_code), row in benchmarks.items():
        region = authorities[la_code]["region_code"]
        expected = (
            published.get((indicator, year, "E92000001")),
            published.get((indicator, year, region)),
            year,
        )
        found = (row["england_value"], row["region_value"], row["comparator_year"])
        wrong += [(indicator, year, la_code)] * (found != expected)
    assert wrong == []


def test_gap_is_the_value_less_that_of_england(benchmarks):
    wrong = [
        key
        for key, row in benchmarks.items()
        if row["gap_to_england"]
        != (
            None
            if row["england_value"] is None
            else row["value"] - row["england_value"]
        )
    ]
    assert wrong == []


def test_neighbour_means_are_those_of_the_model_of_the_time(
    benchmarks, ranked, neighbours
):
    wrong = []
    for (indicator, year, la_code), row in benchmarks.items():
        model, codes = neighbours.of(la_code, year)
        values = ranked[indicator, year].of(codes)
        mean = sum(values) / len(values) if values else None
        found = row["statistical_neighbour_mean"]
        same = found == mean or math.isclose(found, mean, rel_tol=1e-9, abs_tol=1e-9)
        counted = row["statistical_neighbours_with_value"] == len(values)
        wrong += [] if same and counted and row["neighbour_model"] == model else [row]
    assert wrong == []


def test_both_models_are_in_use(benchmarks):
    models = {
        (key[1] >= 2025, row["neighbour_model"]) for key, row in benchmarks.items()
    }
    # Authorities that are in one model alone have that in all years.
    assert {(False, 2021), (True, 2025)} <= models
    assert {key[2] for key, row in benchmarks.items() if key[1] > 2024} == {
        key[2]
        for key, row in benchmarks.items()
        if key[1] > 2024 and row["neighbour_model"] == 2025
    }


def test_neighbours_that_are_missing_are_counted_by_why(
    benchmarks, ranked, neighbours, why_missing, in_being
):
    wrong = []
    for (indicator, year, la_code), row in benchmarks.items():
        _, codes = neighbours.of(la_code, year)
        missing = [code for code in codes if code not in ranked[indicator, year]]
        suppressed = [
            code
            for code in missing
            if why_missing[indicator, year, code] == "figure_suppressed"
            and in_being(indicator, year, code)
        ]
        found = (
            row["statistical_neighbours_suppressed"],
            row["statistical_neighbours_not_published"],
        )
        wrong += [row] * (found != (len(suppressed), len(missing) - len(suppressed)))
    assert wrong == []


def test_a_region_without_a_figure_says_why(benchmarks, authorities, why_missing):
    wrong = []
    for (indicator, year, la_code), row in benchmarks.items():
        region = authorities[la_code]["region_code"]
        why = why_missing[indicator, year, region]
        expected = why if row["region_value"] is None else None
        wrong += [row] * (row["region_reason"] != expected)
    assert wrong == []


def test_ranks_and_bands_follow_the_polarity(benchmarks, ranked, polarity):
    wrong = []
    for (indicator, year, la_code), row in benchmarks.items():
        found = (row["rank"], row["ranked_authorities"], row["quartile_band"])
        wrong += (
            [(indicator, year, la_code, found)]
            if found != place(ranked[indicator, year], la_code, polarity[indicator])
            else []
        )
    assert wrong == []


def place(values, la_code, direction):
    """Rank, number ranked and band of an authority, from the definition."""
    if direction == "none":
        return None, None, None
    value, ordered = values[la_code], sorted(values.values())
    better = [v for v in ordered if (v > value if direction == "higher" else v < value)]
    quarter = sum(value > quantile(ordered, share) for share in (0.25, 0.5, 0.75))
    band = ("DCBA" if direction == "higher" else "ABCD")[quarter]
    return 1 + len(better), len(ordered), band
