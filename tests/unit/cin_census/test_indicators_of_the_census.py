"""What is counted from the census: its tables, its rates and its windows."""

import csv
import re

from returncheck.catalogue.indicators import indicators
from returncheck.returns.cin_census.layout import LAYOUT as CIN


def test_indicator_tables_cover_what_is_counted_from_the_census(root):
    path = root / "seeds" / "catalogue" / "indicator_tables.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counted = {
        indicator.indicator_id
        for indicator in indicators()
        if indicator.computed_from == "cin_census" and indicator.unit != "per_10k"
    }
    assert {row["indicator_id"] for row in rows} == counted
    assert {row["table_name"] for row in rows} <= {t.name for t in CIN.tables}


def test_every_census_rate_has_a_counted_indicator_as_its_numerator():
    listed = {indicator.indicator_id: indicator for indicator in indicators()}
    rates = [
        indicator
        for indicator in listed.values()
        if indicator.computed_from == "cin_census" and indicator.unit == "per_10k"
    ]
    assert len(rates) == 8
    assert [r.indicator_id for r in rates if listed[r.numerator].unit != "count"] == []


WINDOWS = {
    "assessments_within_45_days": (
        "models/intermediate/cin_census/int_cin_census__assessment_members.sql",
        "expectations/assessment_timeliness.yml",
    ),
    "icpc_within_15_days": (
        "models/intermediate/cin_census/int_cin_census__section47_members.sql",
        "expectations/conference_timeliness.yml",
    ),
}


def test_windows_of_the_catalogue_are_those_that_are_counted(root):
    windows = {
        each.indicator_id: each.window_days
        for each in indicators()
        if each.window_days and each.computed_from == "cin_census"
    }
    assert set(windows) == set(WINDOWS)
    for name, (model, suite) in WINDOWS.items():
        text = (root / model).read_text(encoding="utf-8")
        counted = re.search(rf"'{name}',[^}}]*working_days <= (\d+)", text)
        assert int(counted[1]) == windows[name]
        days = re.findall(
            r"max_value: (\d+)", (root / suite).read_text(encoding="utf-8")
        )
        assert str(windows[name]) in days
