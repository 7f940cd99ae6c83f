"""A report beside published figures that are contradicted or missing, end to end."""

import polars as pl
import pytest
from small_reports import Report, check_reports, on, row

YEAR_2022 = ("2021-04-01", "2022-03-31")
YEAR_2024 = ("2023-04-01", "2024-03-31")


@pytest.fixture(scope="module")
def checked(new_database, tmp_path_factory):
    return check_reports(
        new_database(tmp_path_factory.mktemp("contradictions") / "w.duckdb"),
        {
            "joint": Report(
                authority="314",
                figures=(on("social_worker_vacancy_rate", "2024-09-30", "20"),),
            ),
            "withheld": Report(
                authority="850",
                figures=(row("icpc_0_to_10_days", "year", YEAR_2024, "0"),),
            ),
            "suppressed": Report(
                authority="318",
                figures=(
                    row(
                        "cpp_second_or_subsequent",
                        "year",
                        ("2012-04-01", "2013-03-31"),
                        "5",
                    ),
                ),
            ),
            "plain": Report(
                authority="887",
                figures=(row("cpp_second_or_subsequent", "year", YEAR_2022, "22.7"),),
            ),
        },
    )


def reason(checked, name):
    """What is said of the figure beside the published one."""
    rows = checked.reconciliation.filter(
        pl.col("return_id").str.ends_with(name),
        pl.col("comparison") == "reported_against_published",
    )
    (found,) = rows["reason"].to_list()
    return found or ""


def test_a_joint_figure_is_told_as_one_of_two(checked):
    assert "one of Kingston upon Thames and Richmond upon Thames together" in reason(
        checked, "joint"
    )


def test_an_unreliable_figure_is_no_zero(checked):
    said = reason(checked, "withheld")
    assert "withheld as of low reliability" in said
    assert "the national benchmarking tool prints 0" in said
    assert "«u»" in said
    verdict = checked.verdicts.filter(pl.col("return_id").str.ends_with("withheld"))
    assert verdict["verdict"].to_list() == ["untestable"]


def test_a_suppressed_figure_is_told_as_suppressed(checked):
    assert "is suppressed" in reason(checked, "suppressed")


def test_what_is_sound_has_no_such_words(checked):
    assert "follow" not in reason(checked, "plain")
    assert "together" not in reason(checked, "plain")


def test_the_benchmarks_say_why_the_own_published_figure_is_missing(checked):
    rows = checked.benchmarks.filter(
        pl.col("return_id").is_not_null(), pl.col("source") == "reported"
    )
    found = {
        row["la_code"]: (row["own_published_reason"], row["comparator_year"])
        for row in rows.iter_rows(named=True)
    }
    assert found["850"] == ("figure_of_low_reliability", 2024)
    assert found["318"] == ("figure_suppressed", 2013)
    assert found["887"] == (None, 2022)


def test_contradictions_are_those_of_the_figures_that_are_published(checked):
    told = checked.published_contradictions
    england = told.filter(
        pl.col("area_code") == "E92000001", pl.col("kind") == "counts"
    )
    assert (
        "published 22.7 does not follow from its own counts 14,550 of 64,390 (22.6)"
        in (england["sentence"].to_list())
    )
    joint = told.filter(pl.col("kind") == "joint")
    assert joint.height > 0
    # Each joint figure is told of both members, and of nobody else.
    pairs = joint.select("indicator_id", "return_year", "area_code", "other_area")
    swapped = pairs.rename({"area_code": "other_area", "other_area": "area_code"})
    assert set(pairs.rows()) == set(swapped.select(pairs.columns).rows())
