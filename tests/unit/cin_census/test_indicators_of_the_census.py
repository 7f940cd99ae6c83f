"""What is counted from the census: its windows and its rates."""

import re

from returncheck.catalogue.indicators import indicators

WINDOWS = {
    "assessments_within_45_days": (
        "models/intermediate/cin_census/int_cin_census__assessment_members.sql",
        "expectations/cin_census/assessment_timeliness.yml",
    ),
    "icpc_within_15_days": (
        "models/intermediate/cin_census/int_cin_census__section47_members.sql",
        "expectations/cin_census/conference_timeliness.yml",
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


def test_census_has_eight_rates():
    rates = [
        each
        for each in indicators()
        if each.computed_from == "cin_census" and each.unit == "per_10k"
    ]
    assert len(rates) == 8
