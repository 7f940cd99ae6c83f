"""Every figure beside every comparator, recounted in plain Python from the seeds."""

import csv
import math
import shutil
from calendar import monthrange
from datetime import date, timedelta

import polars as pl
import pytest
import yaml

from returncheck import Workspace, warehouse
from returncheck.export.tables import read_marts

GROUPS = {
    "Medway and Swindon": ("887", "866"),
    "Medway alone": ("887",),
    "Dorset as it was": ("835", "836", "837"),
}
MONTHS = {
    "report_id": ["autumn", "winter", "winter", "winter"],
    "report_date": ["2019-12-10", "2020-01-10", "2020-01-10", "2020-01-10"],
    "la_code": ["887"] * 4,
    "indicator_id": ["referrals"] * 4,
    "period_type": ["month", "month", "year_to_date", "month"],
    "period_start": ["2019-11-01", "2019-12-01", "2019-04-01", "2020-01-01"],
    "period_end": ["2019-11-30", "2019-12-31", "2019-12-31", "2020-01-31"],
    "value": ["198", "209", "1800", "187"],
}


@pytest.fixture(scope="module")
def checked(reports_result, reports_database, tmp_path_factory):
    """The five reports and two made-up ones of 887, with named groups and a target."""
    path = tmp_path_factory.mktemp("comparisons") / "w.duckdb"
    shutil.copy(reports_database, path)
    with Workspace.open(path) as workspace:
        for report in ("autumn", "winter"):
            frame = pl.DataFrame(MONTHS).filter(pl.col("report_id") == report)
            workspace.load_tables("kpi_return", {"Figures": frame}, return_id=report)
        workspace.set_groups(GROUPS)
        workspace.set_targets("887", {"referrals": 200.0})
        return workspace.check(suites=False)


@pytest.fixture(scope="module")
def indicators(root):
    """The catalogue, and what the councils of the reports declare of their own."""
    path = root / "seeds" / "catalogue" / "rc_indicators.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["indicator_id"]: row for row in csv.DictReader(file)}
    declared = (root / "examples" / "reports" / "indicators.yml").read_text("utf-8")
    return rows | {row["id"]: row for row in yaml.safe_load(declared)}


@pytest.fixture(scope="module")
def comparator_year(published, indicators):
    """Why nothing published stands beside a figure, or the year of what does."""
    years = {}
    for indicator_id, year, area in published:
        if area == "E92000001":
            years.setdefault(indicator_id, []).append(year)

    def find(indicator_id, year, *, is_annual):
        if indicator_id not in indicators:
            return "unknown_indicator", None
        if indicator_id not in years:
            return "not_published", None
        if year is None:
            return "no_period", None
        if not is_annual and indicators[indicator_id]["unit"] in ("count", "per_10k"):
            return "part_of_a_year", None
        before = [each for each in years[indicator_id] if each <= year]
        return (None, max(before)) if before else ("published_later", None)

    return find


def mean(codes, la_code, values, reason):
    """Mean of the others' values, how many they are, and why there is none."""
    found = values.of([each for each in codes if each != la_code])
    value = sum(found) / len(found) if found else None
    return value, len(found), None if found else reason


@pytest.fixture(scope="module")
def beside(published, authorities, neighbours, ranked, comparator_year, why_missing):
    """Value, number of authorities and reason, by figure and published comparator."""

    def find(indicator_id, la_code, year, *, is_annual=True, is_published=False):
        # What is published stands beside its own year, whatever is missing of that.
        reason, compared = (
            (None, year)
            if is_published
            else comparator_year(indicator_id, year, is_annual=is_annual)
        )
        names = ["england", "region", "statistical_neighbours"]
        names += [f"group:{name}" for name in GROUPS]
        if reason:
            return compared, dict.fromkeys(names, (None, None, reason))
        england = (indicator_id, compared, "E92000001")
        region = (indicator_id, compared, authorities[la_code]["region_code"])
        values = ranked[indicator_id, compared]
        nearest = neighbours.of(la_code, year)[1]
        places = [
            *(
                (
                    published.get(place),
                    None,
                    None if place in published else why_missing[place],
                )
                for place in (england, region)
            ),
            mean(nearest, la_code, values, "no_neighbour_value"),
        ]
        for codes in GROUPS.values():
            alone = codes == (la_code,)
            why = "no_other_member" if alone else "no_member_value"
            places.append(mean(codes, la_code, values, why))
        return compared, dict(zip(names, places, strict=True))

    return find


def rows_of(checked, where):
    with warehouse.connect(checked.database, read_only=True) as connection:
        frame = warehouse.read(connection, f"select * from fct_comparisons {where}")
    return frame.iter_rows(named=True)


def same(found, expected):
    if found is None or expected is None:
        return found is expected
    return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)


def side(gap, polarity):
    """Whether a gap is to the better side, from the definition."""
    if gap is None or abs(gap) < 1e-9 or polarity not in ("higher", "lower"):
        return None
    return (gap > 0) == (polarity == "higher")


def test_published_figures_stand_beside_the_places_of_their_year(
    checked, beside, published, polarity
):
    wrong, seen = [], 0
    kinds = "('england', 'region', 'statistical_neighbours')"
    where = f"where source = 'published' and (comparator in {kinds} or " + (
        "comparator like 'group:%')"
    )
    expected, last = {}, None
    for row in rows_of(checked, f"{where} order by indicator_id, return_year, la_code"):
        key = (row["indicator_id"], row["return_year"], row["la_code"])
        if key != last:
            expected = beside(key[0], key[2], key[1], is_published=True)[1]
            last = key
        value, number, reason = expected[row["comparator"]]
        gap = None if value is None else published[key] - value
        good = (
            same(row["comparator_value"], value)
            and same(row["gap"], gap)
            and row["authorities_with_value"] == number
            and row["reason"] == reason
            and row["is_better"] is side(gap, polarity[key[0]])
            and (row["comparator_year"], row["is_same_year"], row["label"])
            == (key[1], True, None)
        )
        wrong += [] if good else [row]
        seen += 1
    of_authorities = [key for key in published if key[2][0] in "23456789"]
    assert wrong == []
    assert seen == len(of_authorities) * (3 + len(GROUPS))


def test_published_figures_stand_beside_the_year_before(checked, published, polarity):
    wrong, seen = [], 0
    where = "where source = 'published' and comparator = 'previous_year'"
    for row in rows_of(checked, where):
        indicator_id, year, la_code = (
            row["indicator_id"],
            row["return_year"],
            row["la_code"],
        )
        before = published.get((indicator_id, year - 1, la_code))
        value = published[indicator_id, year, la_code]
        gap = None if before is None else value - before
        good = (
            row["comparator_value"] == before
            and same(row["gap"], gap)
            and row["is_better"] is side(gap, polarity[indicator_id])
            and row["comparator_year"] == year - 1
            and row["reason"] == (None if before is not None else "no_figure_before")
            and row["comparator_name"].endswith(f" {year - 1}")
        )
        wrong += [] if good else [row]
        seen += 1
    assert wrong == []
    assert seen == len([key for key in published if key[2][0] in "23456789"])


def test_published_figures_have_no_target_and_no_period_before(checked):
    where = "where source = 'published' and comparator in ('previous_period', 'target')"
    assert list(rows_of(checked, where)) == []


def test_reported_figures_stand_beside_the_latest_published_year(checked, beside):
    figures = checked.benchmarks.filter(pl.col("source") == "reported")
    keys = ("return_id", "row_number", "indicator_id")
    found = {
        (*(row[key] for key in keys), row["comparator"]): row
        for row in checked.comparisons.iter_rows(named=True)
    }
    wrong = []
    for row in figures.iter_rows(named=True):
        year, places = beside(
            row["indicator_id"],
            row["la_code"],
            row["return_year"],
            is_annual=row["is_annual"],
        )
        is_same = None if year is None else year == row["return_year"]
        label = f"latest published year: {year}" if is_same is False else None
        for comparator, (value, number, reason) in places.items():
            other = found[(*(row[key] for key in keys), comparator)]
            good = same(other["comparator_value"], value) and (
                other["authorities_with_value"],
                other["reason"],
                other["comparator_year"],
                other["is_same_year"],
                other["label"],
            ) == (number, reason, year, is_same, label)
            wrong += [] if good else [(other, value, number, reason, year)]
    assert figures.height > 100
    assert wrong == []


def months(row):
    """How many months a period is long, 0 for a day."""
    if row["period_type"] == "snapshot":
        return 0
    after = row["period_end"] + timedelta(days=1)
    start = row["period_start"]
    return (after.year - start.year) * 12 + after.month - start.month


def end_before(row):
    """The last day of the period before: a month's end before a month's end."""
    end = row["period_end"]
    if row["period_type"] != "snapshot":
        return row["period_start"] - timedelta(days=1)
    year, month = (end.year, end.month - 1) if end.month > 1 else (end.year - 1, 12)
    last = monthrange(year, month)[1]
    is_end = end.day == monthrange(end.year, end.month)[1]
    return date(year, month, last if is_end else min(end.day, last))


def test_reported_figures_stand_beside_the_period_before(checked):
    figures = checked.benchmarks.filter(
        pl.col("source") == "reported",
        pl.col("period_type").is_in(["month", "quarter", "period", "snapshot"]),
        pl.col("period_end").is_not_null(),
    ).to_dicts()
    series = {}
    for row in figures:
        if row["is_latest"] and row["value"] is not None:
            key = (row["la_code"], row["indicator_id"], row["period_type"])
            series.setdefault((*key, months(row), row["period_end"]), []).append(row)
    expected = {}
    for row in figures:
        key = (row["la_code"], row["indicator_id"], row["period_type"])
        before = series.get((*key, months(row), end_before(row)), [])
        expected[row["return_id"], row["row_number"]] = (
            before[0]["value"] if len(before) == 1 else None
        )
    found = {
        (row["return_id"], row["row_number"]): row["comparator_value"]
        for row in checked.comparisons.iter_rows(named=True)
        if row["comparator"] == "previous_period"
    }
    assert found == expected
    assert len([value for value in found.values() if value is not None]) >= 10


def own(checked, report, number):
    """The own comparators of a row of a made-up report."""
    frame = checked.comparisons.filter(
        pl.col("return_id") == report,
        pl.col("row_number") == number,
        pl.col("comparator").is_in(["previous_period", "previous_year", "target"]),
    )
    return {
        row["comparator"]: (row["comparator_name"], row["comparator_value"], row["gap"])
        for row in frame.iter_rows(named=True)
    }


def test_a_month_stands_beside_the_month_before_in_an_earlier_report(checked):
    assert own(checked, "winter", 1) == {
        "previous_period": ("November 2019", 198.0, 11.0),
        "target": ("Own target", 200.0, 9.0),
    }


def test_a_month_follows_a_month_over_the_turn_of_the_year(checked):
    assert own(checked, "winter", 3)["previous_period"] == ("December 2019", 209, -22)


def test_a_month_without_an_earlier_one_says_so(checked):
    assert own(checked, "autumn", 1)["previous_period"] == ("October 2019", None, None)


def test_a_year_to_date_has_no_period_before(checked):
    assert own(checked, "winter", 2) == {"target": ("Own target", 200.0, 1600.0)}


def test_a_check_speaks_of_its_own_authorities_neighbours(checked, ranked, neighbours):
    frame = checked.neighbour_values
    codes = {record.la_code for record in checked.returns}
    assert set(frame["la_code"]) == codes
    keys = ("la_code", "indicator_id", "return_year", "neighbour_model")
    listed = {
        (*(row[key] for key in keys), row["neighbour_code"], row["neighbour_value"])
        for row in frame.iter_rows(named=True)
    }
    last_years = {}
    for indicator_id, year in ranked:
        last_years[indicator_id] = max(year, last_years.get(indicator_id, 0))
    assert listed == {
        (la_code, *key, model, code, values.get(code))
        for key, values in ranked.items()
        for la_code in codes
        # The last year stands beside those after it, of newer models.
        for model in {
            neighbours.of(la_code, key[1])[0],
            *([max(neighbours[la_code])] if key[1] == last_years[key[0]] else []),
        }
        for code in neighbours[la_code][model]
    }
    reasons = frame.filter(pl.col("neighbour_reason").is_not_null())
    assert reasons["neighbour_value"].null_count() == reasons.height > 0
    assert frame["neighbour_value"].null_count() == reasons.height


def test_an_export_holds_the_comparisons_of_loaded_figures(checked):
    frame = read_marts(checked.database)[0]["fct_comparisons"]
    loaded = checked.comparisons.select("return_id", "row_number", "comparator")
    assert set(frame["source"]) == {"reported"}
    assert set(frame.select(loaded.columns).rows()) == set(loaded.rows())
