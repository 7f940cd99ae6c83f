"""Targets of a made-up KPI return, recounted in plain Python from the printed text."""

import calendar
import csv
import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest

from returncheck import Workspace

HEADINGS = [
    "report_id",
    "report_date",
    "la_code",
    "indicator_id",
    "period_type",
    "period_start",
    "period_end",
    "period_basis",
    "numerator",
    "denominator",
    "value",
    "target",
    "note",
]
SETTINGS = {
    "887": (
        {
            "rereferrals_within_12_months": "20",
            "cases_unallocated": "2",
            "children_missing": "12",
        },
        {
            "rereferrals_within_12_months": "0.3",
            "assessments_within_45_days": "5",
            "children_missing": "2",
            "cla_reviews_in_timescale": "0",
        },
    ),
    "874": ({"icpc_within_15_days": "85"}, {"icpc_within_15_days": "0.1"}),
}
PRINTED = {
    "assessments_within_45_days": "85.1",
    "cla_reviews_in_timescale": "95",
    "social_worker_caseload": "18",
    "referrals": "200",
}
MIDDLES = {
    "rereferrals_within_12_months": 20.1,
    "assessments_within_45_days": 82.0,
    "icpc_within_15_days": 84.9,
    "cla_reviews_in_timescale": 95.0,
    "social_worker_caseload": 18.1,
    "cases_unallocated": 3,
    "children_missing": 13,
    "referrals": 200,
}
LOWER = {
    "rereferrals_within_12_months",
    "social_worker_caseload",
    "cases_unallocated",
    "children_missing",
}
COUNTS = {"cases_unallocated", "children_missing", "referrals"}
SNAPSHOTS = {"social_worker_caseload", "cases_unallocated"}
SPANS = {"month": 1, "quarter": 3, "year": 12}


def end_of(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


def periods():
    """Three years of months, quarters and years: kind, start, end."""
    for number in range(36):
        year, month = 2023 + (number + 3) // 12, (number + 3) % 12 + 1
        start = date(year, month, 1)
        for kind, span in SPANS.items():
            if number % span == 0:
                last = number + span - 1
                yield (
                    kind,
                    start,
                    end_of(2023 + (last + 3) // 12, (last + 3) % 12 + 1),
                )


def made_rows():
    """Figures near their targets, some periods missing, some stated again later."""
    chance = random.Random(20261121)
    for report, la_code in (("a", "887"), ("a", "874"), ("b", "887")):
        for indicator, middle in MIDDLES.items():
            for kind, start, end in periods():
                is_snapshot = indicator in SNAPSHOTS
                left_out = chance.random() < (0.15 if report == "a" else 0.9)
                if left_out or (is_snapshot and kind != "month"):
                    continue
                step = chance.choice([-3, -2, -1, 0, 0, 1, 2, 3, 5])
                value = (
                    Decimal(middle + step)
                    if indicator in COUNTS
                    else Decimal(str(middle)) + Decimal(step) / 10
                )
                has_target = indicator in PRINTED and chance.random() < 0.9
                yield {
                    "report_id": f"{la_code}-{report}",
                    "report_date": "2026-05-01" if report == "a" else "2026-06-01",
                    "la_code": la_code,
                    "indicator_id": indicator,
                    "period_type": "snapshot" if is_snapshot else kind,
                    "period_start": end if is_snapshot else start,
                    "period_end": end,
                    "period_basis": "printed",
                    "numerator": "",
                    "denominator": "",
                    "value": "" if chance.random() < 0.05 else str(value),
                    "target": PRINTED[indicator] if has_target else "",
                    "note": chance.choice(["", "Posts are vacant", "Backlog cleared"]),
                }


@pytest.fixture(scope="module")
def rows():
    return list(made_rows())


@pytest.fixture(scope="module")
def checked(rows, tmp_path_factory, new_database):
    folder = tmp_path_factory.mktemp("targets")
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS)
        writer.writeheader()
        writer.writerows(rows)
    with Workspace.open(new_database(folder / "w.duckdb")) as workspace:
        workspace.load(folder / "figures.csv")
        for la_code, (targets, tolerances) in SETTINGS.items():
            workspace.set_targets(
                la_code,
                {name: float(text) for name, text in targets.items()},
                {name: float(text) for name, text in tolerances.items()},
            )
        return workspace.check(suites=False)


def judged(row):
    """Target, tolerance, colour and reason of a row, in exact arithmetic."""
    targets, tolerances = SETTINGS[row["la_code"]]
    indicator = row["indicator_id"]
    target = row["target"] or targets.get(indicator, "")
    tolerance = tolerances.get(indicator)
    if not target:
        return None, None, None, "no_target"
    if indicator == "referrals":
        return target, tolerance, None, "no_better_side"
    if not row["value"]:
        return target, tolerance, None, "no_value"
    is_part = row["period_type"] in ("month", "quarter")
    if not row["target"] and is_part and indicator in COUNTS - SNAPSHOTS:
        return target, tolerance, None, "annual_target"
    worse = Decimal(row["value"]) - Decimal(target)
    worse = worse if indicator in LOWER else -worse
    if worse <= 0:
        return target, tolerance, "green", None
    is_amber = tolerance is not None and worse <= Decimal(tolerance)
    return target, tolerance, "amber" if is_amber else "red", None


def number(text):
    return None if text is None or text == "" else float(text)


def key(row):
    """What a figure is of; its value is stated in one or two reports."""
    names = ("la_code", "indicator_id", "period_type", "period_start", "period_end")
    return tuple(row[name] for name in names)


def latest(rows):
    """The last statement of each figure: later reports come later."""
    return {key(row): row for row in rows}


def test_colour_and_reason_are_those_of_exact_arithmetic(checked, rows):
    found = checked.benchmarks.filter(pl.col("source") == "reported")
    told = {
        (key(row), row["return_id"]): (
            row["target"],
            row["target_tolerance"],
            row["rag"],
            row["rag_reason"],
        )
        for row in found.iter_rows(named=True)
    }
    expected = {}
    for row in rows:
        target, tolerance, rag, reason = judged(row)
        place = (key(row), f"kpi_return-{row['la_code']}-{row['report_id']}")
        expected[place] = (number(target), number(tolerance), rag, reason)
    assert told == expected
    assert {row[2] for row in told.values()} == {"green", "amber", "red", None}
    assert len(told) > 500


def follows(row, earlier):
    if row["period_type"] == "snapshot":
        return True
    return earlier["period_end"] + timedelta(days=1) == row["period_start"]


def runs(rows):
    """Expected exceptions: the newest of each series, if it is off target."""
    series = defaultdict(list)
    for row in sorted(latest(rows).values(), key=lambda each: each["period_end"]):
        series[key(row)[:3]].append(row)
    for listed in series.values():
        row = listed[-1]
        if judged(row)[2] not in ("amber", "red"):
            continue
        run = [row]
        for earlier in reversed(listed[:-1]):
            is_off = judged(earlier)[2] in ("amber", "red")
            if not is_off or not follows(run[-1], earlier):
                break
            run.append(earlier)
        before = listed[-2] if len(listed) > 1 else None
        before = before if before and follows(row, before) else None
        yield row, before, run


def expected_trend(row, before):
    if before is None or not before["value"]:
        return None, "unknown"
    change = Decimal(row["value"]) - Decimal(before["value"])
    if not change:
        return float(change), "unchanged"
    is_better = (change < 0) == (row["indicator_id"] in LOWER)
    return float(change), "improving" if is_better else "worsening"


def test_exceptions_are_the_newest_figures_off_target_with_their_run(checked, rows):
    expected = {}
    for row, before, run in runs(rows):
        change, trend = expected_trend(row, before)
        expected[key(row)] = (
            float(row["value"]),
            judged(row)[2],
            before and before["period_end"],
            number(before and before["value"]),
            change,
            trend,
            len(run),
            run[-1]["period_end"],
            row["note"] or None,
        )
    told = {
        key(row): (
            row["value"],
            row["rag"],
            row["previous_period_end"],
            row["previous_period_value"],
            row["change_on_previous_period"],
            row["trend"],
            row["periods_off_target"],
            row["off_target_since"],
            row["narrative"],
        )
        for row in checked.exceptions.iter_rows(named=True)
    }
    assert told == expected
    assert len(told) >= 5
    assert max(row[6] for row in told.values()) > 2


FIGURES = (
    "month,2026-01-01,2026-01-31,86",
    "month,2026-02-01,2026-02-28,84",
    "month,2026-03-01,2026-03-31,83",
)
# Authority to what it prints besides: period and value.
MORE_FIGURES = {
    "867": (),
    "868": ("month,2026-04-01,2026-04-30,85", "month,2026-05-01,2026-05-31,84"),
    "869": ("month,2026-05-01,2026-05-31,84",),
    "870": ("month,2026-04-01,2026-04-30,", "month,2026-05-01,2026-05-31,84"),
}
# 85 for a mean of weeks: a percentage, as the reconciliation says.
OTHER_SCALE = (
    "r,2026-10-01,871,care_proceedings_weeks,year,2025-04-01,2026-03-31,printed,,,4,85,"
)


@pytest.fixture(scope="module")
def small_reports(tmp_path_factory, new_database):
    """A check of one small report an authority."""
    folder = tmp_path_factory.mktemp("small")
    reports = {"871": [OTHER_SCALE]}
    for la_code, more in MORE_FIGURES.items():
        reports[la_code] = [
            "r,2026-10-01,{},icpc_within_15_days,{},{},{},printed,,,{},85,".format(
                la_code, *line.split(",")
            )
            for line in (*FIGURES, *more)
        ]
    for la_code, lines in reports.items():
        text = "\n".join([",".join(HEADINGS), *lines, ""])
        (folder / f"{la_code}.csv").write_text(text, encoding="utf-8")
    database = new_database(tmp_path_factory.mktemp("small_reports") / "w.duckdb")
    with Workspace.open(database) as workspace:
        workspace.load(folder)
        return workspace.check(suites=False)


@pytest.mark.parametrize(
    ("la_code", "number", "since"),
    [
        pytest.param("867", 2, date(2026, 2, 28), id="from the second month"),
        pytest.param("868", 1, date(2026, 5, 31), id="a green month between"),
        pytest.param("869", 1, date(2026, 5, 31), id="a gap"),
        pytest.param("870", 1, date(2026, 5, 31), id="a month without a figure"),
    ],
)
def test_run_of_months_off_target_ends_at_what_is_not(
    small_reports, la_code, number, since
):
    own = pl.col("la_code") == la_code
    (row,) = small_reports.exceptions.filter(own).rows(named=True)
    assert (row["periods_off_target"], row["off_target_since"]) == (number, since)


def test_target_of_another_scale_has_no_colour_and_says_so(small_reports):
    own = pl.col("la_code") == "871"
    (row,) = small_reports.benchmarks.filter(own, pl.col("source") == "reported").rows(
        named=True
    )
    assert (row["rag"], row["rag_reason"]) == (None, "target_unit")
    assert (row["target"], row["gap_to_target"]) == (85.0, None)
    assert small_reports.exceptions.filter(own).is_empty()
    compared = small_reports.reconciliation.filter(own)
    assert "target_unit" in compared["comparison"].to_list()


def test_run_takes_targets_of_the_settings_and_drops_them_with_those(
    returncheck, new_database, tmp_path
):
    new_database(tmp_path / "out" / "returncheck.duckdb")
    (tmp_path / "Figures.csv").write_text(
        ",".join(HEADINGS) + "\n"
        "r,2026-10-01,887,icpc_within_15_days,month,2026-03-01,2026-03-31,printed,,,"
        "80,,Two chairs left\n",
        encoding="utf-8",
    )
    settings = tmp_path / "returncheck.yml"
    usual = "inputs: Figures.csv\noutput: out\n"
    settings.write_text(
        f"{usual}targets: {{icpc_within_15_days: {{target: 85, tolerance: 5}}}}\n",
        encoding="utf-8",
    )
    shown = returncheck("run", "--no-suites")
    assert shown.returncode == 0, shown.stderr
    listed = tmp_path / "out" / "exceptions.csv"
    with listed.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["rag"], row["target_tolerance"]) == ("amber", "5.0")
    assert row["narrative"] == "Two chairs left"
    settings.write_text(usual, encoding="utf-8")
    shown = returncheck("run", "--no-suites")
    assert shown.returncode == 0, shown.stderr
    assert not listed.exists()
