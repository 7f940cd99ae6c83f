"""What is counted from the census: its windows and its rates."""

import re

from returncheck.catalogue.indicators import indicators
from returncheck.catalogue.time_limits import working_day_limit

FOLDER = "models/intermediate/cin_census/int_cin_census__"
# Where a duration is judged, where it is counted and where it is expected.
WINDOWS = {
    "assessments_within_45_days": (
        f"{FOLDER}assessment_durations.sql",
        f"{FOLDER}assessment_members.sql",
        "expectations/cin_census/assessment_timeliness.yml",
    ),
    "icpc_within_15_days": (
        f"{FOLDER}conference_durations.sql",
        f"{FOLDER}section47_members.sql",
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
    for name, paths in WINDOWS.items():
        durations, members, suite = (
            (root / path).read_text(encoding="utf-8") for path in paths
        )
        flag = f"is_within_{windows[name]}_days"
        assert f") as {flag}\n" in durations
        assert f"where indicator_id = '{name}'" in durations
        assert working_day_limit(name) == windows[name]
        assert re.search(rf"'{name}',[^}}]*counted=\"{flag}\"", members)
        assert f"column: {flag}\n" in suite


def test_census_has_eight_rates():
    rates = [
        each
        for each in indicators()
        if each.computed_from == "cin_census" and each.unit == "per_10k"
    ]
    assert len(rates) == 8
