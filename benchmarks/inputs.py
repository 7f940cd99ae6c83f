"""The returns that are measured: made-up children of some size, and KPI returns."""

import csv
import os
import random
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from returncheck.returns.kind import ReturnKind
from returncheck.returns.registry import kinds
from returncheck.settings.said_in_folders import say_in
from returncheck.synth.national import NationalReturn, Wish, make_national
from returncheck.synth.national.sizes import authorities_of

YEAR, SEED = 2025, 7
_LAST = date(2026, 5, 31)
_FIGURES = (
    "assessments_within_45_days",
    "icpc_within_15_days",
    "rereferrals_within_12_months",
    "cp_visits_in_timescale",
    "core_groups_in_timescale",
    "cla_visits_in_timescale",
    "cla_reviews_in_timescale",
    "cla_three_or_more_placements",
    "cla_long_term_stability",
    "social_worker_vacancy_rate",
    "social_worker_agency_rate",
    "care_leavers_in_touch",
    "care_leavers_suitable_accommodation",
    "care_leavers_eet",
    "care_leavers_pathway_plans",
    "cla_health_assessments",
    "cla_dental_checks",
    "supervision_in_timescale",
    "complaints_in_timescale",
)
_SNAPSHOTS = frozenset(_FIGURES[3:4] + _FIGURES[5:6] + _FIGURES[7:17])


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A return that is made up of so many children.

    Attributes:
        kind: The return.
        fewest: The fewest children of one return.
        national: Children of a country's returns of a year.
    """

    kind: ReturnKind
    fewest: int
    national: int

    @property
    def command(self) -> str:
        """Its name on the command line."""
        return self.kind.command


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Returns to measure.

    Attributes:
        name: What they are called in the table.
        size: Children, or figures of reports, as `unit` says.
        returns: How many returns they are.
        path: The folder of the returns and of nothing else.
    """

    name: str
    size: int
    returns: int
    path: Path
    unit: str = "children"

    def files(self) -> list[Path]:
        """The files, in order, without settings beside them."""
        return sorted(
            path
            for path in self.path.rglob("*")
            if path.suffix in (".csv", ".xml") and path.is_file()
        )


def children_returns() -> list[Kind]:
    """The registered returns that are made up for a country."""
    return [
        Kind(
            kind=kind,
            fewest=kind.made_up.maker().fewest_children,
            national=kind.made_up.national.children,
        )
        for kind in kinds()
        if kind.made_up is not None and kind.made_up.national is not None
    ]


def make_children(kind: Kind, children: int, folder: Path) -> Input:
    """Returns of so many children, of as many authorities as have them.

    Args:
        kind: The return.
        children: How many in all.
        folder: Where they go, in a folder of their own.
    """
    made_up = kind.kind.made_up
    usual = max(kind.fewest, kind.national // 153)
    number = max(1, min(len(authorities_of((YEAR,))), round(children / usual)))
    made = make_national(
        Wish(years=(YEAR,), authorities=number, children=children, faults=4, seed=SEED),
        [
            NationalReturn(
                collection=kind.kind.collection,
                name=kind.command,
                suffix=made_up.suffix,
                maker=made_up.maker,
                children=kind.national,
                measure=made_up.national.measure,
                holds_year_before=made_up.national.holds_year_before,
            )
        ],
        folder / f"{kind.command}-{children}",
        processes=os.cpu_count() or 1,
    )
    for each in made.made:
        if kind.kind.identity is None:
            say_in(each.made.path, authority=each.authority, year=each.year)
    return Input(
        name=kind.command, size=children, returns=len(made.made), path=made.folder
    )


def make_reports(councils: int, months: int, folder: Path) -> Input:
    """Monthly KPI returns: a file a council, a report a month, 19 figures each."""
    path = folder / "kpi-return" / "returns"
    path.mkdir(parents=True)
    codes = authorities_of((YEAR,))[:councils]
    for code in codes:
        with (path / f"kpis-{code}.csv").open(
            "w", encoding="utf-8", newline=""
        ) as file:
            rows = list(_figures(code, months))
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return Input(
        name="kpi-return",
        size=len(codes) * months * len(_FIGURES),
        returns=len(codes) * months,
        path=path,
        unit="figures",
    )


def _figures(code: str, months: int) -> Iterator[dict[str, str]]:
    chance = random.Random(int(code))
    usual = {name: chance.uniform(40, 95) for name in _FIGURES}
    for back in reversed(range(months)):
        year, month = divmod(_LAST.year * 12 + _LAST.month - 1 - back, 12)
        last = date(year, month + 1, monthrange(year, month + 1)[1])
        for name in _FIGURES:
            is_snapshot = name in _SNAPSHOTS
            first = last if is_snapshot else last.replace(day=1)
            value = min(100.0, usual[name] + chance.uniform(-3, 3))
            yield {
                "report_id": f"{code}-{last:%Y-%m}",
                "report_date": f"{last:%Y-%m-%d}",
                "la_code": code,
                "indicator_id": name,
                "period_type": "snapshot" if is_snapshot else "month",
                "period_start": f"{first:%Y-%m-%d}",
                "period_end": f"{last:%Y-%m-%d}",
                "period_basis": "printed",
                "numerator": "",
                "denominator": "",
                "value": f"{value:.1f}",
                "target": f"{usual[name] + 2:.0f}",
                "note": "",
            }
