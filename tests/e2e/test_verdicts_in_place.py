"""A figure is placed among the authorities only where it is sound, or says why not."""

import csv

import polars as pl
import pytest
from lxml import html

from returncheck import Workspace
from returncheck.findings.exits import ExitCode
from returncheck.report import write_outputs
from returncheck.settings.config import FailOn

HEADINGS = (
    "report_id",
    "report_date",
    "paragraph",
    "la_code",
    "indicator_id",
    "period_type",
    "period_start",
    "period_end",
    "period_basis",
    "value",
    "target",
)
REREFERRALS = "rereferrals_within_12_months"
WITHIN_45 = "assessments_within_45_days"
HOUSED = "care_leavers_suitable_accommodation"

FIGURES = {
    "as-published": (REREFERRALS, "year", "2017-04-01", "2018-03-31", "printed", "17"),
    "assumed": (REREFERRALS, "year", "2016-04-01", "2017-03-31", "assumed", "18"),
    "contradicted": (WITHIN_45, "year", "2017-04-01", "2018-03-31", "printed", "46"),
    "month": (REREFERRALS, "month", "2017-06-01", "2017-06-30", "printed", "17"),
    "twelve-months-to-the-year-end": (
        REREFERRALS,
        "rolling_12_months",
        "2017-04-01",
        "2018-03-31",
        "printed",
        "17",
    ),
    "twelve-months-to-december": (
        REREFERRALS,
        "rolling_12_months",
        "2017-01-01",
        "2017-12-31",
        "printed",
        "17",
    ),
    "year-end": (HOUSED, "snapshot", "2017-03-31", "2017-03-31", "printed", "88"),
    "autumn": (HOUSED, "snapshot", "2017-10-31", "2017-10-31", "printed", "88"),
}
REASONS = {
    "as-published": None,
    "assumed": "assumed_period",
    "contradicted": "contradicted",
    "month": "part_of_a_year",
    "twelve-months-to-the-year-end": None,
    "twelve-months-to-december": "another_day",
    "year-end": None,
    "autumn": "another_day",
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory, new_database):
    rows = [
        ("made-up", "2018-12-01", str(number), "887", *cells, "80")
        for number, cells in enumerate(FIGURES.values(), start=1)
    ]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(HEADINGS, pl.String), orient="row")
    database = new_database(tmp_path_factory.mktemp("placed") / "w.duckdb")
    with Workspace.open(database) as workspace:
        workspace.load_tables("kpi_return", {"Figures": frame})
        return workspace.check(suites=False)


@pytest.fixture(scope="module")
def rows(checked):
    found = checked.benchmarks.filter(pl.col("source") == "reported").sort("row_number")
    return dict(zip(FIGURES, found.to_dicts(), strict=True))


@pytest.fixture(scope="module")
def outputs(checked, tmp_path_factory):
    folder = tmp_path_factory.mktemp("outputs")
    return write_outputs(
        checked, folder, fail_on=FailOn.NEVER, exit_code=ExitCode.CLEAN
    )


@pytest.mark.parametrize("name", FIGURES)
def test_only_what_is_sound_is_ranked_and_banded(rows, name):
    row = rows[name]
    assert row["rank_reason"] == REASONS[name]
    is_placed = REASONS[name] is None
    assert (row["rank"] is not None) == is_placed
    assert (row["quartile_band"] is not None) == is_placed
    if not is_placed:
        assert row["gap_to_next_band"] is None


def test_sound_figure_stands_where_its_published_one_would(rows, published, ranked):
    row = rows["as-published"]
    values = ranked[REREFERRALS, 2018]
    better = [value for code, value in values.items() if code != "887" and value < 17.0]
    assert published[REREFERRALS, 2018, "887"] == 17.0
    assert (row["rank"], row["ranked_authorities"]) == (len(better) + 1, len(values))


def test_span_counts_and_not_what_it_is_called(rows):
    year, rolling = rows["as-published"], rows["twelve-months-to-the-year-end"]
    assert (year["rank"], year["quartile_band"]) == (
        rolling["rank"],
        rolling["quartile_band"],
    )


def test_benchmarks_carry_verdict_and_basis(rows, checked):
    verdicts = {row["row_number"]: row for row in checked.verdicts.to_dicts()}
    for row in rows.values():
        said = verdicts[row["row_number"]]
        assert (row["verdict"], row["period_basis"]) == (
            said["verdict"],
            said["period_basis"],
        )
    assert rows["contradicted"]["verdict"] == "contradicted"
    assert rows["as-published"]["verdict"] == "confirmed"
    assert rows["assumed"]["period_basis"] == "assumed"


def test_nothing_is_said_of_chance_where_a_figure_is_contradicted(rows):
    row = rows["contradicted"]
    assert (row["significance"], row["significance_reason"]) == (None, "contradicted")


def test_exceptions_carry_verdict_and_basis(checked, outputs):
    by_row = {row["row_number"]: row for row in checked.exceptions.to_dicts()}
    contradicted = by_row[list(FIGURES).index("contradicted") + 1]
    assert (contradicted["rag"], contradicted["verdict"]) == ("red", "contradicted")
    with outputs.exceptions.open(encoding="utf-8-sig", newline="") as file:
        written = {int(row["row_number"]): row for row in csv.DictReader(file)}
    assert {
        number: (row["verdict"], row["period_basis"]) for number, row in written.items()
    } == {
        number: (row["verdict"], row["period_basis"]) for number, row in by_row.items()
    }


def test_published_figures_keep_their_ranks(checked):
    published = checked.benchmarks.filter(
        pl.col("source") == "published", pl.col("la_code") == "887"
    )
    assert published["rank"].is_not_null().any()
    assert (
        published.select("verdict", "period_basis", "rank_reason").null_count().row(0)
        == (published.height,) * 3
    )


def test_page_says_the_verdict_beside_the_figure_and_why_there_is_no_rank(outputs):
    page = html.fromstring(outputs.report.read_text(encoding="utf-8"))
    cards = {
        " ".join(card.text_content().split()): card
        for card in page.xpath("//article[@class='card']")
    }
    (card,) = [text for text in cards if text.startswith("Assessments within 45")]
    assert "46% ✘ contradicted No rank or band: the figure is contradicted" in card
    assert "The published figure is 85.9%" in card
    assert "Band" not in card.replace("No rank or band", "")
    (picture,) = cards[card].xpath(".//*[local-name()='svg']")
    words = [each.text_content() for each in picture.xpath(".//*[local-name()='text']")]
    assert "This figure, contradicted" in words
    assert not {"A", "B", "C", "D"} & set(words)


def test_key_figures_and_off_target_say_the_verdict(outputs):
    page = html.fromstring(outputs.report.read_text(encoding="utf-8"))
    (row,) = [
        " ".join(row.text_content().split())
        for row in page.xpath("//tr[contains(@class, 'score-row')]")
        if "Assessments within 45" in row.text_content()
    ]
    assert "46% ✘contradicted" in row.replace("✘ ", "✘")
    assert "No rank or band: the figure is contradicted" in page.text_content()
