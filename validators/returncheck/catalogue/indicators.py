"""Indicators, read from the seed `seeds/catalogue/rc_indicators.csv`."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from returncheck.catalogue.near_ids import near_ids
from returncheck.catalogue.units import OF_A_WHOLE_YEAR
from returncheck.errors import ConfigError
from returncheck.project import kept_for_project, project_root


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator of the catalogue.

    Attributes:
        indicator_id: Its id, such as `assessments_within_45_days`.
        topic: Heading under which it is shown.
        title: Its name in the report.
        plain_title: Its name for those who do not know the field; empty where the
            title is plain enough.
        unit: `percent`, `per_10k` (of children aged 0 to 17), `per_10k_10_to_17`,
            `per_100k_10_to_17`, `count`, `number`, `score` (a mean of points, which may
            be below 0), `pounds`, `months`, `weeks` or `days`.
        polarity: Which way is better: `higher`, `lower` or `none`.
        computed_from: The return whose records it is counted from, or `reported`.
        is_published: Whether national statistics hold figures for it.
        period_type: `year` for a flow, `snapshot` for a stock.
        year_end: Day that its year ends on: `03-31`, or `09-30` (workforce), `08-31`
            (school year) or `12-31` (calendar year).
        published_decimals: Digits after the point that it is published with; None when
            it is not published.
        first_year: First year in which the definition holds; None when open.
        last_year: Last year in which it holds; None when open.
        window_days: Working days within which something has to be done; None where
            there is no such window.
        window_start: Field that the window starts from, as `Table.Field`; or empty.
        window_end: Field that has to lie in it; or empty.
        numerator: What is counted.
        denominator: Over what; empty for a count.
        needs: What else the figure needs to be complete.
        is_settled_later: Whether what is counted may happen after the period, so that
            its parts of a year still grow.
        is_yearly: Whether records tell it of the last day of the year alone.
        note: What to know about it.
    """

    indicator_id: str
    topic: str
    title: str
    plain_title: str = ""
    unit: str
    polarity: str
    computed_from: str
    is_published: bool
    period_type: str
    year_end: str = "03-31"
    published_decimals: int | None = None
    first_year: int | None
    last_year: int | None
    window_days: int | None = None
    window_start: str = ""
    window_end: str = ""
    numerator: str
    denominator: str
    needs: str
    is_settled_later: bool = False
    is_yearly: bool = False
    note: str

    @property
    def plain_name(self) -> str:
        """What it is called where nobody need know the field."""
        return self.plain_title or self.title

    @property
    def grows_with_period(self) -> bool:
        """Whether a figure of part of a year stands beside none of a year."""
        adds_up = self.unit == "number" and not self.denominator
        return self.unit in OF_A_WHOLE_YEAR or (adds_up and self.period_type == "year")

    @property
    def window(self) -> str:
        """Its window in words; empty where it has none."""
        if self.window_days is None:
            return ""
        text = f"{self.window_days} working days"
        if self.window_start:
            text += f" from {self.window_start} to {self.window_end}"
        return f"{text}; the start is day 0"


@kept_for_project
def _indicators() -> tuple[Indicator, ...]:
    path = project_root() / "seeds" / "catalogue" / "rc_indicators.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Indicator(
            indicator_id=row["indicator_id"],
            topic=row["topic"],
            title=row["title"],
            plain_title=row["plain_title"],
            unit=row["unit"],
            polarity=row["polarity"],
            computed_from=row["computed_from"],
            is_published=row["is_published"] == "true",
            period_type=row["period_type"],
            year_end=row["year_end"],
            published_decimals=_whole(row["published_decimals"]),
            first_year=_whole(row["first_year"]),
            last_year=_whole(row["last_year"]),
            window_days=_whole(row["window_days"]),
            window_start=row["window_start"],
            window_end=row["window_end"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            needs=row["needs"],
            is_settled_later=row["is_settled_later"] == "true",
            is_yearly=row["is_yearly"] == "true",
            note=row["note"],
        )
        for row in rows
    )


def _whole(text: str) -> int | None:
    return int(text) if text else None


def indicators() -> list[Indicator]:
    """Every indicator in the order of the catalogue."""
    return list(_indicators())


def indicator(indicator_id: str) -> Indicator:
    """One indicator by its id.

    Raises:
        ConfigError: No such indicator.
    """
    return indicator_among(_indicators(), indicator_id)


def indicator_among(known: Sequence[Indicator], indicator_id: str) -> Indicator:
    """One of some indicators by its id.

    Raises:
        ConfigError: No such indicator, and which are near.
    """
    for found in known:
        if found.indicator_id == indicator_id.lower():
            return found
    near = near_ids(indicator_id, [each.indicator_id for each in known])
    raise ConfigError(f"There is no indicator '{indicator_id}'. {near}")
