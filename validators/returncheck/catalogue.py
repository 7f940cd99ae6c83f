"""Rules and indicators, read from the one place where each is written.

A rule's facts stand in the YAML beside its SQL, an indicator's in the seed
`seeds/catalogue/indicators.csv`. Nothing about them is repeated here.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from returncheck.errors import ConfigError, InternalError
from returncheck.project import project_root


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVersion:
    """One version of a statutory validation rule.

    Attributes:
        collection: The return it belongs to, `cin_census`.
        model: Name of its dbt model.
        code: Official code, such as `8670Q`.
        title: What is wrong when it fails.
        description: Grain of the model and what exactly fails.
        severity: `error` or `query`.
        first_year: First return year in force.
        last_year: Last return year in force; None when still in force.
        scope: `record`, `group` or `return`.
        fields: Table to the fields that a finding points at.
        needs: Tables without which the rule cannot run: all that it reads, but for a
            Header that only gives the census period.
        covers_presence: Fields, as `Table.Field`, whose presence the rule reports.
        covers_codes: Fields, as `Table.Field`, whose code list the rule reports.
        advice: How to put it right.
    """

    collection: str
    model: str
    code: str
    title: str
    description: str
    severity: str
    first_year: int
    last_year: int | None
    scope: str
    fields: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...]
    covers_presence: tuple[str, ...]
    covers_codes: tuple[str, ...]
    advice: str

    def holds_in(self, year: int) -> bool:
        """Whether the version is in force in a return year."""
        return self.first_year <= year <= (self.last_year or year)

    @property
    def years(self) -> str:
        """Its years in words: `2023 to 2024`, `since 2025`."""
        if self.last_year is None:
            return f"since {self.first_year}"
        if self.last_year == self.first_year:
            return str(self.first_year)
        return f"{self.first_year} to {self.last_year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator of the catalogue.

    Attributes:
        indicator_id: Its id, such as `assessments_within_45_days`.
        topic: Heading under which it is shown.
        title: Its name in the report.
        unit: `percent`, `per_10k`, `count`, `number` or `weeks`.
        polarity: Which way is better: `higher`, `lower` or `none`.
        computed_from: `cin_census`, `ssda903` or `reported`.
        is_published: Whether national statistics hold figures for it.
        period_type: `year` for a flow, `snapshot` for a stock.
        year_end: Day that its year ends on: `03-31` or `09-30`.
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
        note: What to know about it.
    """

    indicator_id: str
    topic: str
    title: str
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
    note: str

    @property
    def window(self) -> str:
        """Its window in words; empty where it has none."""
        if self.window_days is None:
            return ""
        text = f"{self.window_days} working days"
        if self.window_start:
            text += f" from {self.window_start} to {self.window_end}"
        return f"{text}; the start is day 0"


def _rule(collection: str, model: dict[str, Any]) -> RuleVersion:
    meta = model["config"]["meta"]
    covers = meta.get("covers", {})
    return RuleVersion(
        collection=collection,
        model=model["name"],
        code=meta["code"],
        title=meta["title"],
        description=model["description"].strip(),
        severity=meta["severity"],
        first_year=meta["first_year"],
        last_year=meta.get("last_year"),
        scope=meta["scope"],
        fields={table: tuple(names) for table, names in meta["fields"].items()},
        needs=tuple(meta["needs"]),
        covers_presence=tuple(covers.get("presence", ())),
        covers_codes=tuple(covers.get("codes", ())),
        advice=meta["advice"].strip(),
    )


@cache
def _rules(collection: str) -> tuple[RuleVersion, ...]:
    folder = project_root() / "models" / "rules" / collection
    rules = []
    for path in sorted(folder.glob("rule_*.yml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
        try:
            rules += [_rule(collection, model) for model in document["models"]]
        except (KeyError, TypeError) as error:
            raise InternalError(f"{path.name} lacks the key {error}.") from error
    return tuple(
        sorted(rules, key=lambda rule: (_sort_key(rule.code), rule.first_year))
    )


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _sort_key(code: str) -> tuple[int, str]:
    digits = "".join(letter for letter in code if letter.isdigit())
    return int(digits or 0), code


def rule_versions(collection: str) -> list[RuleVersion]:
    """Every version of every rule of a return, in the order of their codes.

    Args:
        collection: `cin_census`.

    Returns:
        The versions; empty for a return without statutory rules.
    """
    return list(_rules(collection))


def rules_in_force(collection: str, year: int) -> list[RuleVersion]:
    """The rules of a return in one return year, in the order of their codes.

    Args:
        collection: `cin_census`.
        year: Return year (ending 31 March).

    Returns:
        One version a code; empty when the year has no rule set.
    """
    return [rule for rule in _rules(collection) if rule.holds_in(year)]


def rule(code: str, *, year: int | None = None) -> list[RuleVersion]:
    """The versions of one rule, found by its code in any letter case.

    Args:
        code: Official code, such as `8670Q`.
        year: Return year; None for all versions.

    Raises:
        ConfigError: No such rule, or none in force that year.
    """
    root = project_root() / "models" / "rules"
    known = [
        version
        for folder in sorted(root.iterdir())
        if folder.is_dir()
        for version in _rules(folder.name)
    ]
    found = [version for version in known if version.code == code.upper()]
    if not found:
        raise ConfigError(
            f"There is no rule '{code}'. List the codes with: returncheck rules list"
        )
    if year is None:
        return found
    in_force = [version for version in found if version.holds_in(year)]
    if not in_force:
        raise ConfigError(
            f"Rule {found[0].code} is not in force in {year}. "
            f"See its years with: returncheck rules show {found[0].code}"
        )
    return in_force


def known_codes(codes: Iterable[str]) -> list[str]:
    """The codes of rules as they are written officially, each once.

    Args:
        codes: In any letter case; one alone may be a plain text.

    Raises:
        ConfigError: There is no such rule in any return.
    """
    listed = [codes] if isinstance(codes, str) else list(codes)
    official = list(dict.fromkeys(str(code).upper() for code in listed))
    for code in official:
        rule(code)
    return official


@cache
def _indicators() -> tuple[Indicator, ...]:
    path = project_root() / "seeds" / "catalogue" / "indicators.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Indicator(
            indicator_id=row["indicator_id"],
            topic=row["topic"],
            title=row["title"],
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
    for found in _indicators():
        if found.indicator_id == indicator_id.lower():
            return found
    raise ConfigError(
        f"There is no indicator '{indicator_id}'. "
        "List the ids with: returncheck indicators list"
    )
