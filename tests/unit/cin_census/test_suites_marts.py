"""Figures, benchmarks and row counts: each expectation met, and just not met."""

import csv

import polars as pl
import pytest
from suites_warehouse import PUBLISHED, YEAR, add_row, make_warehouse

from returncheck.suites import run_suites


@pytest.fixture
def run(tmp_path):
    def check(suite, *statements, **tolerances):
        path = make_warehouse(tmp_path / "small.duckdb", *statements)
        return run_suites(path, tolerances=tolerances, suites=[suite])

    return check


def failed(result):
    return result.outcomes.filter(outcome="failed")["expectation"].to_list()


def figure(**values):
    """A figure of a KPI return; nothing is wrong with it unless said."""
    usual = {
        "return_id": "k",
        "source": "reported",
        "area_type": "authority",
        "area_code": "101",
        "la_code": "101",
        "indicator_id": "assessments_within_45_days",
        "value": 50,
        "table_name": "Figures",
        "row_number": 7,
        **YEAR,
    }
    return add_row("fct_indicator_values", **{**usual, **values})


def benchmark(**values):
    usual = {
        "la_code": "101",
        "indicator_id": "assessments_within_45_days",
        "source": "published",
        "england_value": 80,
        "rank": 1,
        "ranked_authorities": 3,
        "quartile_band": "A",
        **YEAR,
    }
    return add_row("fct_benchmarks", **{**usual, **values})


def row_count(table, count, change=None, *, is_needed=False):
    return add_row(
        "int_return_row_counts",
        return_id="a",
        table_name=table,
        is_needed=is_needed,
        row_count=count,
        previous_row_count=100,
        change_pct=change,
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"value": 0}, [], id="0_percent"),
        pytest.param({"value": 100}, [], id="100_percent"),
        pytest.param({"value": -0.1}, ["percentages_0_to_100"], id="below_0"),
        pytest.param({"value": 100.1}, ["percentages_0_to_100"], id="above_100"),
        pytest.param({"value": None}, [], id="no_value"),
        pytest.param(
            {"value": 101, "indicator_id": "contacts"}, [], id="a_count_of_101"
        ),
        pytest.param({"numerator": 5, "denominator": 5}, [], id="all_of_them"),
        pytest.param(
            {"numerator": 6, "denominator": 5},
            ["numerator_within_denominator"],
            id="more_than_all",
        ),
        pytest.param({"numerator": 6, "denominator": None}, [], id="no_denominator"),
        pytest.param(
            {"numerator": 6, "denominator": 5, "indicator_id": "contacts"},
            [],
            id="numerator_of_a_count",
        ),
        pytest.param(
            {"indicator_id": "made_up"}, ["known_indicators"], id="unknown_indicator"
        ),
        pytest.param({"la_code": "999"}, ["known_authorities"], id="unknown_authority"),
        pytest.param({"la_code": None}, ["known_authorities"], id="no_authority"),
    ],
)
def test_figure_keeps_to_its_definition(run, values, expected):
    assert failed(run("indicator_values", figure(**values))) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({}, ["one_value_per_key"], id="the_same_again"),
        pytest.param({"value": 51}, ["one_value_per_key"], id="another_value"),
        pytest.param({"period_type": "month"}, [], id="another_period"),
        pytest.param({"return_id": "k2"}, [], id="another_return"),
        pytest.param({"la_code": "102", "area_code": "102"}, [], id="another_area"),
        pytest.param({"source": "recomputed"}, [], id="another_source"),
        pytest.param({"indicator_id": "contacts"}, [], id="another_indicator"),
    ],
)
def test_key_has_one_value(run, values, expected):
    result = run("indicator_values", figure(), figure(row_number=8, **values))
    assert failed(result) == expected


def test_repeated_figure_is_found_when_its_period_is_not_stated(run):
    nothing = {"period_type": "not_stated", "period_start": None, "period_end": None}
    result = run("indicator_values", figure(**nothing), figure(**nothing))
    assert failed(result) == ["one_value_per_key"]


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"value": 300}, id="percentage"),
        pytest.param({"numerator": 6, "denominator": 5}, id="parts"),
        pytest.param({"indicator_id": "made_up"}, id="indicator"),
        pytest.param({"la_code": "999"}, id="authority"),
    ],
)
def test_published_figure_is_no_matter_of_the_returns(run, values):
    published = figure(return_id=None, source="published", **values)
    result = run("indicator_values", published, published)
    # Percentages alone are judged where there are any; the queries look at all rows.
    assert set(result.outcomes["outcome"]) <= {"passed", "not_applicable"}


def test_figure_finding_says_where_it_is(run):
    result = run("indicator_values", figure(value=150, row_number=12))
    assert result.findings.drop("message").to_dicts() == [
        {
            "return_id": "k",
            "check_id": "expectation:indicator_values.percentages_0_to_100",
            "severity": "error",
            "table_name": "Figures",
            "row_number": 12,
            "child_id": None,
            "field": "value",
            "value": "assessments_within_45_days 150.0",
            "finding_key": "expectation:indicator_values.percentages_0_to_100"
            "|k|Figures||value|assessments_within_45_days 150.0|1",
        }
    ]


def test_each_faulty_figure_is_a_finding_of_its_own(run):
    faults = [figure(value=150, row_number=n, la_code=str(100 + n)) for n in (1, 2, 3)]
    result = run("indicator_values", *faults)
    assert result.findings["finding_key"].n_unique() == 3


@pytest.mark.parametrize("values", [(150, 160, 160), (160, 160, 150)])
def test_findings_of_suites_do_not_depend_on_the_order_of_rows(run, values):
    faults = [figure(value=v, row_number=n) for n, v in enumerate(values, start=1)]
    found = run("indicator_values", *faults).findings
    start = "expectation:indicator_values.percentages_0_to_100|k|Figures||value|"
    of_one = found.filter(pl.col("finding_key").str.starts_with(start))
    assert sorted(key.removeprefix(start) for key in of_one["finding_key"]) == [
        "assessments_within_45_days 150.0|1",
        "assessments_within_45_days 160.0|1",
        "assessments_within_45_days 160.0|2",
    ]


def test_recomputed_figures_without_a_row_are_findings_of_their_own(run):
    faults = [
        figure(value=150, row_number=None, table_name=None, indicator_id=name)
        for name in ("assessments_within_45_days", "icpc_within_15_days")
    ]
    result = run("indicator_values", *faults)
    assert result.findings["finding_key"].n_unique() == 2


def test_complete_benchmarks_pass(run):
    result = run("benchmarks", PUBLISHED, benchmark())
    assert set(result.outcomes["outcome"]) == {"passed"}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        pytest.param(
            "delete from fct_indicator_values where area_type = 'england'"
            " and indicator_id = 'icpc_within_15_days'",
            ["england_published"],
            id="england_not_in_the_series",
        ),
        pytest.param(
            "update fct_indicator_values set value = null where area_type = 'england'",
            ["england_published"],
            id="england_without_a_value",
        ),
        pytest.param(
            "delete from fct_indicator_values"
            " where indicator_id = 'icpc_within_15_days'",
            ["england_published"],
            id="published_indicator_without_a_series",
        ),
        pytest.param(
            benchmark(england_value=None),
            ["england_beside_published"],
            id="england_not_beside",
        ),
        pytest.param(
            "update rc_indicators set topic = 'Youth justice';"
            " delete from fct_indicator_values where area_type = 'england';"
            " update fct_benchmarks set england_value = null",
            [],
            id="published_for_authorities_alone",
        ),
        pytest.param(
            "delete from fct_indicator_values where area_type = 'england';"
            " update fct_benchmarks set england_value = null,"
            " comparator_year = return_year, england_reason = 'figure_suppressed'"
            " where source = 'published'",
            ["england_published"],
            id="a_symbol_for_england_of_one_series_alone",
        ),
        pytest.param(
            benchmark(england_value=None, england_reason="figure_rounded_to_nothing"),
            [],
            id="a_symbol_for_england_beside",
        ),
        pytest.param(
            benchmark(england_value=None, source="reported", return_id="k"),
            [],
            id="figure_of_a_return_without_england",
        ),
        pytest.param(
            "delete from rc_statistical_neighbours"
            " where la_code = '101' and neighbour_code = '102'",
            ["ten_neighbours"],
            id="nine_neighbours",
        ),
        pytest.param(
            "insert into rc_statistical_neighbours "
            "values ('2025', '101', 11, '999', '')",
            ["ten_neighbours"],
            id="eleven_neighbours",
        ),
        pytest.param(
            "update rc_statistical_neighbours set neighbour_code = la_code"
            " where la_code = '101' and neighbour_code = '102'",
            ["ten_neighbours"],
            id="its_own_neighbour",
        ),
        pytest.param(
            "delete from rc_statistical_neighbours where la_code = '101'",
            ["ten_neighbours"],
            id="authority_not_in_the_model",
        ),
        pytest.param(
            "insert into rc_authorities values ('201', 2013, 2024)",
            [],
            id="dissolved_before_the_model",
        ),
        pytest.param(
            "insert into rc_authorities values ('201', 2026, null)",
            [],
            id="founded_after_the_model",
        ),
        pytest.param(
            "insert into rc_authorities values ('201', 2025, 2025)",
            ["ten_neighbours"],
            id="in_being_in_the_model_year",
        ),
        pytest.param(benchmark(rank=3), [], id="last_rank"),
        pytest.param(benchmark(rank=None), [], id="no_rank"),
        pytest.param(benchmark(rank=0), ["rank_from_1"], id="rank_0"),
        pytest.param(
            benchmark(rank=4), ["rank_within_authorities"], id="rank_beyond_last"
        ),
        pytest.param(benchmark(quartile_band="D"), [], id="band_d"),
        pytest.param(benchmark(quartile_band=None), [], id="no_band"),
        pytest.param(benchmark(quartile_band="E"), ["bands_a_to_d"], id="band_e"),
    ],
)
def test_benchmarks_are_complete(run, statement, expected):
    result = run("benchmarks", PUBLISHED, benchmark(), statement)
    assert failed(result) == expected


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        pytest.param(
            "delete from fct_indicator_values where area_type = 'england'"
            " and indicator_id = 'icpc_within_15_days'",
            "icpc_within_15_days 2025",
            id="england",
        ),
        pytest.param(
            "delete from rc_statistical_neighbours where la_code = '101'",
            "101 has 0 in the model of 2025",
            id="neighbours",
        ),
        pytest.param(
            benchmark(rank=4),
            "101 assessments_within_45_days 2025 published year rank 4 of 3",
            id="rank",
        ),
    ],
)
def test_benchmark_finding_names_what_is_missing(run, statement, value):
    result = run("benchmarks", PUBLISHED, benchmark(), statement)
    found = result.findings.select("return_id", "severity", "value")
    assert found.rows() == [(None, "error", value)]


@pytest.mark.parametrize(
    ("count", "is_needed", "expected"),
    [
        pytest.param(0, True, ["needed_tables_not_empty"], id="needed"),
        pytest.param(1, True, [], id="one_row"),
        pytest.param(0, False, [], id="table_that_may_be_empty"),
    ],
)
def test_needed_tables_are_not_empty(run, count, is_needed, expected):
    statement = row_count("Header", count, is_needed=is_needed)
    assert failed(run("returns", statement)) == expected


def test_returns_cannot_do_without_these_tables(root):
    path = root / "seeds" / "catalogue" / "rc_needed_tables.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [
            (row["collection"], row["table_name"])
            for row in csv.DictReader(handle)
            if row["collection"] in {"cin_census", "kpi_return"}
        ]
    assert sorted(rows) == [
        ("cin_census", "CINdetails"),
        ("cin_census", "ChildIdentifiers"),
        ("cin_census", "Header"),
        ("kpi_return", "Figures"),
    ]


@pytest.mark.parametrize(
    ("change", "tolerances", "outcome"),
    [
        pytest.param(20, {}, "passed", id="20_more"),
        pytest.param(20.1, {}, "failed", id="above_20"),
        pytest.param(-20, {}, "passed", id="20_fewer"),
        pytest.param(-20.1, {}, "failed", id="below_20"),
        pytest.param(20.1, {"row_counts": 20.1}, "passed", id="configured"),
        pytest.param(-11, {"row_counts": 10}, "failed", id="configured_closer"),
        pytest.param(150, {"row_counts": 200}, "passed", id="above_100"),
        pytest.param(0.1, {"row_counts": 0}, "failed", id="no_drift_at_all"),
        pytest.param(None, {}, "not_applicable", id="no_year_before"),
    ],
)
def test_row_counts_stay_near_last_year(run, change, tolerances, outcome):
    result = run("returns", row_count("Reviews", 120, change), **tolerances)
    drift = result.outcomes.filter(expectation="row_counts_near_last_year")
    assert drift["outcome"].to_list() == [outcome]


def test_drift_finding_is_a_query_on_the_table(run):
    result = run("returns", row_count("Reviews", 135, 35.0))
    found = result.findings.select("return_id", "severity", "table_name", "value")
    assert found.rows() == [("a", "query", "Reviews", "135 rows after 100 (+35.0 %)")]
