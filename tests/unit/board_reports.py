"""Two years of made-up board reports, and the figures of a board, for its tests."""

import csv
from datetime import date, timedelta

from returncheck.report.board.figures import BoardFigure

COLUMNS = [
    "report_id",
    "report_date",
    "paragraph",
    "la_code",
    "indicator_id",
    "period_type",
    "period_start",
    "period_end",
    "period_basis",
    "numerator",
    "denominator",
    "value",
    "unit",
    "definition",
    "target",
    "note",
    "action",
    "owner",
    "due_date",
]
MEASURES = {
    "assessments_within_45_days": (88.0, 71.0, 85),
    "icpc_within_15_days": (74.0, 83.0, 80),
    "rereferrals_within_12_months": (19.0, 27.0, 20),
    "cpp_at_year_end": (350, 391, ""),
    "cla_long_term_stability": (66.0, 68.0, 70),
    "cla_three_or_more_placements": (9.0, 12.4, 10),
    "care_leavers_eet": (57.0, 51.0, 55),
    "social_worker_vacancy_rate": (17.0, 22.0, 15),
    "social_worker_caseload": (16.0, 18.2, 16),
    "initial_health_assessments_in_20_days": (60.0, 44.0, 80),
    "private_fostering": (3, 3, ""),
    "return_interviews_within_72_hours": (66.0, 61.0, 75),
}
"""Measure to its first and last value and its target."""


def months_of_reports(path, *, months=24, action="Review every case weekly", **last):
    """Write a KPI return with a report a month; `last` are cells of its last row."""
    rows = []
    for place in range(months):
        year, month = 2023 + (6 + place) // 12, (6 + place) % 12 + 1
        first = date(year, month, 1)
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        for name, (start, stop, target) in MEASURES.items():
            value = start + (stop - start) * place / max(months - 1, 1)
            is_count = isinstance(start, int)
            rows.append(
                dict.fromkeys(COLUMNS, "")
                | {
                    "report_id": f"887-{year}-{month:02}",
                    "report_date": end + timedelta(days=14),
                    "la_code": "887",
                    "indicator_id": name,
                    "period_type": "month",
                    "period_start": first,
                    "period_end": end,
                    "period_basis": "printed",
                    "numerator": round(value) if is_count else "",
                    "value": "" if is_count else f"{value:.1f}",
                    "target": target,
                    "action": action
                    if name
                    in ("rereferrals_within_12_months", "social_worker_vacancy_rate")
                    else "",
                    "owner": "Head of service" if name.startswith("re") else "",
                    "due_date": "2025-05-01" if name.startswith("re") else "",
                }
            )
    rows[-1] |= last
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def measure(name="Reviews held in time", **changes):
    """A figure of a board, on target and not compared unless it says otherwise."""
    usual = {
        "indicator_id": name.lower().replace(" ", "_"),
        "return_id": "r",
        "name": name,
        "polarity": "higher",
        "value": 80.0,
        "shown": "80%",
        "when": "June 2025",
        "end": date(2025, 6, 30),
        "colour": "green",
        "target": "75% or more",
    }
    return BoardFigure(**{**usual, **changes})


def missed(name="Visits made in time", **changes):
    """One that is off target by a quarter of it."""
    usual = {"colour": "red", "target": "100% or more", "distance": 0.25}
    return measure(name, **{"value": 75.0, "shown": "75%", **usual, **changes})


def worsened(name="Visits made in time", **changes):
    """One that is off target and a tenth worse than a year before."""
    usual = {"before": "83%", "change": 0.1, "is_worse": True}
    return missed(name, **{**usual, **changes})
