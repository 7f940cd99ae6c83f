"""The reference page of the indicators, `docs/indicators.md`."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from returncheck.catalogue.indicators import Indicator, indicators
from returncheck.generate.notice import NOTICE
from returncheck.project import kept_for_project, project_root
from returncheck.returns import LAYOUTS

_UNITS = {
    "percent": "percent",
    "per_10k": "per 10,000 children",
    "per_10k_10_to_17": "per 10,000 children aged 10 to 17",
    "per_100k_10_to_17": "per 100,000 children aged 10 to 17",
    "count": "count",
    "number": "number",
    "score": "score",
    "pounds": "pounds",
    "months": "months",
    "weeks": "weeks",
    "days": "days",
}
_YEAR_ENDS = {
    "03-31": "31 March",
    "08-31": "31 August",
    "09-30": "30 September",
    "12-31": "31 December",
}
_BETTER = {"higher": "higher", "lower": "lower", "none": "neither"}
_SETTLED_LATER = "a lower bound, because what is counted may come after them"


def indicator_page_files() -> dict[Path, str]:
    """The page of all indicators: path below the project root and text."""
    return {Path("docs/indicators.md"): _page(indicators())}


def _page(listed: list[Indicator]) -> str:
    recomputed = sum(each.computed_from in LAYOUTS for each in listed)
    published = sum(each.is_published for each in listed)
    lines = [
        f"<!-- {NOTICE} -->",
        "",
        "# Indicators",
        "",
        f"{len(listed)} indicators: {recomputed} are recomputed from records, "
        f"{published} are published, and a KPI return may carry "
        "any. A year is the one that ends on 31 March, or on another day where that "
        "is said. `returncheck indicators show ID` says the same of one; decisions "
        "[3](decisions/0003-readings-of-the-census.md) and "
        "[37](decisions/0037-readings-of-looked-after-figures.md) say how the records "
        "are read.",
        "",
    ]
    for topic, of_topic in groupby(listed, key=lambda each: each.topic):
        group = list(of_topic)
        lines += [
            f"## {topic}",
            "",
            "| Indicator | Unit | Better | Recomputed | Published |",
            "| --- | --- | --- | --- | --- |",
            *(_row(each) for each in group),
            "",
        ]
        for each in group:
            lines += _section(each)
    return "\n".join(lines)


def _row(indicator: Indicator) -> str:
    recomputed = "yes" if indicator.computed_from in LAYOUTS else ""
    cells = (
        f"[{indicator.title}](#{indicator.indicator_id})",
        _UNITS[indicator.unit],
        _BETTER[indicator.polarity],
        recomputed,
        _published(indicator),
    )
    return f"| {' | '.join(cells)} |"


def _section(indicator: Indicator) -> list[str]:
    points = {
        "Counts": indicator.numerator,
        "Over": indicator.denominator,
        "Window": indicator.window,
        "Time": _time(indicator),
        "Figures from": _from(indicator.computed_from),
        "Tables": ", ".join(_tables().get(indicator.indicator_id, ())),
        "Needs": indicator.needs,
        "Parts of a year": _SETTLED_LATER if indicator.is_settled_later else "",
        "Holds": _holds(indicator),
        "Published": _published(indicator),
        "Note": indicator.note,
    }
    return [
        f"### {indicator.indicator_id}",
        "",
        f"**{indicator.title}**, {_UNITS[indicator.unit]}; better: "
        f"{_BETTER[indicator.polarity]}",
        "",
        *(f"- {name}: {text}" for name, text in points.items() if text),
        "",
    ]


def _from(source: str) -> str:
    if source == "reported":
        return "KPI returns only"
    if source in LAYOUTS:
        return f"the records of the {LAYOUTS[source].title}, and KPI returns"
    return (
        f"KPI returns; the records are in the {source.upper()}, which is not read yet"
    )


def _time(indicator: Indicator) -> str:
    ends = _YEAR_ENDS[indicator.year_end]
    if indicator.period_type == "snapshot":
        alone = " alone" if indicator.is_yearly else ""
        return f"a state on {ends}{alone}"
    return f"a year to {ends}, or a part of it"


def _holds(indicator: Indicator) -> str:
    if indicator.first_year is None and indicator.last_year is None:
        return ""
    if indicator.last_year is None:
        return f"since {indicator.first_year}"
    if indicator.first_year is None:
        return f"up to {indicator.last_year}"
    return f"{indicator.first_year} to {indicator.last_year}"


def _published(indicator: Indicator) -> str:
    held = _published_years()
    for area_type, alone in (("authority", ""), ("england", ", for England alone")):
        years = held.get((indicator.indicator_id, area_type))
        if years:
            return f"{min(years)} to {max(years)}{alone}"
    return ""


@kept_for_project
def _published_years() -> Mapping[tuple[str, str], set[int]]:
    """Indicator id and kind of area to the years for which a figure of it is held."""
    years = defaultdict(set)
    for path in sorted((project_root() / "seeds" / "published").glob("*.csv")):
        for row in _rows(path):
            if row["value"]:
                key = row["indicator_id"], row["area_type"]
                years[key].add(int(row["year"]))
    return years


@kept_for_project
def _tables() -> Mapping[str, tuple[str, ...]]:
    """Indicator id to the tables that it is counted from; a rate's are its count's."""
    rows = _rows(project_root() / "seeds" / "catalogue" / "rc_indicator_tables.csv")
    tables = {
        name: tuple(dict.fromkeys(row["table_name"] for row in of_name))
        for name, of_name in groupby(rows, key=lambda row: row["indicator_id"])
    }
    rates = {
        each.indicator_id: tables[each.numerator]
        for each in indicators()
        if each.unit == "per_10k" and each.numerator in tables
    }
    return tables | rates


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)
