"""Two years of made-up monthly KPI returns of one council, with targets and actions.

What each indicator does is planned, so that a test can say what the page has to show.
"""

import csv
import random
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

LA_CODE = "887"
MONTHS = 24
LAST = date(2026, 5, 31)

HEADINGS = (
    "report_id",
    "report_date",
    "la_code",
    "unit",
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
    "action",
    "owner",
    "due_date",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an indicator does over the months.

    Attributes:
        indicator_id: The indicator.
        usual: Its value before the change.
        target: Its target; empty for none.
        change: By how much it differs in the last months.
        months: How many those are.
        spread: By how much it moves from month to month.
        is_snapshot: Whether it is a state at the month's end.
        note: The narrative of the last month.
        action: What is done about it in the last month.
        owner: By whom.
        due: Until when.
    """

    indicator_id: str
    usual: float
    target: str = ""
    change: float = 0.0
    months: int = 0
    spread: float = 1.5
    is_snapshot: bool = False
    note: str = ""
    action: str = ""
    owner: str = ""
    due: str = ""


PLANS = (
    Plan(
        indicator_id="assessments_within_45_days",
        usual=86.0,
        target="90",
        change=-14.0,
        months=10,
        note="Two vacancies in the assessment service since August; agency cover has "
        "been agreed until the posts are filled in September.",
        action="Two agency workers until the posts are filled",
        owner="Head of assessment",
        due="2026-07-31",
    ),
    Plan(
        indicator_id="icpc_within_15_days",
        usual=84.0,
        target="85",
        change=-9.0,
        months=3,
        action="Weekly booking meeting with the conference chairs",
        owner="Service manager, safeguarding",
        due="2026-05-01",
    ),
    Plan(
        indicator_id="rereferrals_within_12_months",
        usual=19.0,
        target="20",
        change=6.0,
        months=9,
    ),
    Plan(
        indicator_id="cp_visits_in_timescale",
        usual=91.0,
        target="95",
        is_snapshot=True,
        note="Recording delay in one team.",
    ),
    Plan(indicator_id="core_groups_in_timescale", usual=78.0, target="80"),
    Plan(
        indicator_id="cla_visits_in_timescale",
        usual=88.0,
        target="95",
        is_snapshot=True,
        change=5.0,
        months=8,
    ),
    Plan(indicator_id="cla_reviews_in_timescale", usual=97.0, target="95"),
    Plan(
        indicator_id="cla_three_or_more_placements",
        usual=9.0,
        target="10",
        spread=0.6,
        is_snapshot=True,
    ),
    Plan(
        indicator_id="cla_long_term_stability",
        usual=64.0,
        target="70",
        is_snapshot=True,
    ),
    Plan(
        indicator_id="social_worker_caseload",
        usual=17.0,
        target="16",
        spread=0.5,
        is_snapshot=True,
    ),
    Plan(
        indicator_id="social_worker_vacancy_rate",
        usual=18.0,
        target="12",
        spread=0.8,
        is_snapshot=True,
    ),
    Plan(
        indicator_id="social_worker_agency_rate",
        usual=14.0,
        target="15",
        spread=0.8,
        is_snapshot=True,
    ),
    Plan(
        indicator_id="cases_unallocated",
        usual=12.0,
        target="0",
        spread=2.0,
        is_snapshot=True,
    ),
    Plan(
        indicator_id="care_leavers_in_touch", usual=92.0, target="90", is_snapshot=True
    ),
    Plan(
        indicator_id="care_leavers_suitable_accommodation",
        usual=85.0,
        target="90",
        is_snapshot=True,
    ),
    Plan(indicator_id="care_leavers_eet", usual=55.0, target="60", is_snapshot=True),
    Plan(
        indicator_id="care_leavers_pathway_plans",
        usual=81.0,
        target="95",
        is_snapshot=True,
    ),
    Plan(
        indicator_id="cla_health_assessments",
        usual=89.0,
        target="90",
        spread=2.0,
        is_snapshot=True,
    ),
    Plan(indicator_id="cla_dental_checks", usual=71.0, target="85", is_snapshot=True),
    Plan(indicator_id="return_interviews_offered", usual=96.0, target="95"),
    Plan(indicator_id="return_interviews_within_72_hours", usual=66.0, target="80"),
    Plan(indicator_id="supervision_in_timescale", usual=83.0, target="90"),
    Plan(indicator_id="complaints_in_timescale", usual=74.0, target="85"),
    Plan(indicator_id="care_proceedings_weeks", usual=34.0, target="26", spread=1.0),
    Plan(indicator_id="case_audits_good_or_better", usual=58.0, target="70"),
    Plan(indicator_id="contacts_screened_same_day", usual=93.0, target="95"),
    Plan(indicator_id="referrals", usual=310.0, spread=20.0),
    Plan(indicator_id="contacts", usual=1400.0, spread=90.0),
    Plan(indicator_id="section47_enquiries", usual=85.0, spread=8.0),
    Plan(indicator_id="cla_at_year_end", usual=452.0, spread=4.0, is_snapshot=True),
    Plan(indicator_id="cpp_at_year_end", usual=345.0, spread=6.0, is_snapshot=True),
)

CONTRADICTED = ("contact_to_referral", "35.0")
"""What the last month prints beside contacts and referrals that give another share."""


_WHOLE = {
    "cases_unallocated",
    "referrals",
    "contacts",
    "section47_enquiries",
    "cla_at_year_end",
    "cpp_at_year_end",
}
TEAM = ("North team", "assessments_within_45_days", "63.5")


def month_ends(months: int = MONTHS) -> Iterator[date]:
    """The last days of the months, the first one first."""
    for back in reversed(range(months)):
        year, month = divmod(LAST.year * 12 + LAST.month - 1 - back, 12)
        yield date(year, month + 1, monthrange(year, month + 1)[1])


def write_months(folder: Path, months: int = MONTHS) -> list[Path]:
    """Write a KPI return a month.

    Args:
        folder: Where they go.
        months: How many, up to May 2026.

    Returns:
        The files, the first month first.
    """
    chance = random.Random(20260531)
    folder.mkdir(parents=True, exist_ok=True)
    ends = list(month_ends(months))
    files = []
    for number, end in enumerate(ends):
        file = folder / f"kpi-{end:%Y-%m}.csv"
        with file.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, HEADINGS)
            writer.writeheader()
            for plan in PLANS:
                row = _row(plan, end, chance, months - number)
                writer.writerow(row)
                if end == ends[-1] and plan.indicator_id == TEAM[1]:
                    own = {
                        "unit": TEAM[0],
                        "value": TEAM[2],
                        "note": "",
                        "action": "",
                        "owner": "",
                        "due_date": "",
                    }
                    writer.writerow({**row, **own})
                if end == ends[-1] and plan.indicator_id == "contacts":
                    name, value = CONTRADICTED
                    wrong = {**row, "indicator_id": name, "value": value}
                    writer.writerow(wrong)
        files.append(file)
    return files


def _row(plan: Plan, end: date, chance: random.Random, left: int) -> dict[str, str]:
    step = chance.uniform(-plan.spread, plan.spread)
    value = plan.usual + step + (plan.change if left <= plan.months else 0)
    places = 0 if plan.indicator_id in _WHOLE else 1
    is_last = left == 1
    return {
        "report_id": f"{LA_CODE}-{end:%Y-%m}",
        "report_date": f"{end:%Y-%m-%d}",
        "la_code": LA_CODE,
        "unit": "",
        "indicator_id": plan.indicator_id,
        "period_type": "snapshot" if plan.is_snapshot else "month",
        "period_start": f"{end if plan.is_snapshot else end.replace(day=1):%Y-%m-%d}",
        "period_end": f"{end:%Y-%m-%d}",
        "period_basis": "printed",
        "numerator": "",
        "denominator": "",
        "value": f"{value:.{places}f}",
        "target": plan.target,
        "note": plan.note if is_last else "",
        "action": plan.action if is_last else "",
        "owner": plan.owner if is_last else "",
        "due_date": plan.due if is_last else "",
    }
