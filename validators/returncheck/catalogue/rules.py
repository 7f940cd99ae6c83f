"""Validation rules, read from the YAML that stands beside the SQL of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import yaml

from returncheck.catalogue.rule_sets import rule_set_of, rule_sets
from returncheck.errors import ConfigError, InternalError
from returncheck.project import kept_for_project, project_root

PREVIOUS = "_last"
"""Ends the name of a table where a rule points at its rows in the year before."""

_MOST_NEAR = 3
_LEAST_LIKENESS = 0.75

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVersion:
    """One version of a statutory validation rule.

    Attributes:
        collection: The return it belongs to.
        model: Name of its dbt model.
        code: Official code, such as `8670Q`.
        title: What is wrong when it fails.
        description: Grain of the model and what exactly fails.
        severity: `error` or `query`.
        first_year: First return year in force.
        last_year: Last return year in force; None when still in force.
        scope: `record`, `group` or `return`.
        fields: Table to the fields that a finding points at; a table whose name ends
            with `PREVIOUS` is that of the previous year's return.
        faults: Table to those of its fields that can be at fault in a record that is:
            the empty ones, all of them where none is; the others are what it is
            compared with. A field that `fields` does not list is named only where the
            record is at fault: it is missing, or what the others contradict. A table
            that is left out has all of its fields at fault.
        needs: Tables without which the rule cannot run: all that it reads, but for a
            Header that only gives the census period.
        needs_previous: Tables of the previous year's return without which it cannot
            run.
        optional: Tables that it points at where the return has them.
        missing: Table to the fields that the rule reports missing: in a record that it
            finds, a contract leaves such a missing value to it, and it leaves a value
            that cannot be read to the contract.
        missing_at_least: How many records have to lack the value for the rule to fail.
        wrong: Table to the fields of which the rule reports a wrong value: in a record
            that it finds, a contract leaves code and form of the value to it.
        covers_presence: Fields, as `Table.Field`, whose presence the rule reports.
        covers_codes: Fields, as `Table.Field`, whose code list the rule reports.
        advice: How to put it right.
        joins_findings: Whether its SQL gives `counted_as`, the key under which people
            count several of its findings as one.
        provisional: Whether it is of a public draft, its final wording still to come.
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
    faults: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...]
    needs_previous: tuple[str, ...]
    missing: Mapping[str, tuple[str, ...]]
    missing_at_least: int
    wrong: Mapping[str, tuple[str, ...]]
    covers_presence: tuple[str, ...]
    covers_codes: tuple[str, ...]
    advice: str
    joins_findings: bool = False
    provisional: bool = False
    optional: tuple[str, ...] = ()

    def holds_in(self, year: int) -> bool:
        """Whether the version is in force in a return year."""
        return self.first_year <= year <= (self.last_year or year)

    @property
    def status(self) -> str:
        """In a word, `final` or `provisional`."""
        return "provisional" if self.provisional else "final"

    @property
    def years(self) -> str:
        """Its years in words: `2023 to 2024`, `since 2025`."""
        if self.last_year is None:
            return f"since {self.first_year}"
        if self.last_year == self.first_year:
            return str(self.first_year)
        return f"{self.first_year} to {self.last_year}"

    @property
    def standing(self) -> str:
        """Its years, and that it is provisional where it is."""
        return f"{self.years}, provisional" if self.provisional else self.years


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
        fields=_by_table(meta["fields"]),
        faults=_by_table(meta.get("faults", {})),
        needs=tuple(meta["needs"]),
        needs_previous=tuple(meta.get("needs_previous", ())),
        missing=_by_table(meta.get("missing", {})),
        missing_at_least=meta.get("missing_at_least", 1),
        wrong=_by_table(meta.get("wrong", {})),
        covers_presence=tuple(covers.get("presence", ())),
        covers_codes=tuple(covers.get("codes", ())),
        advice=meta["advice"].strip(),
        joins_findings=meta.get("joins_findings", False),
        provisional=meta.get("provisional", False),
        optional=tuple(meta.get("optional", ())),
    )


def _by_table(fields: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {table: tuple(names) for table, names in fields.items()}


@kept_for_project
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
        sorted(
            rules,
            # A team's own come after the official ones.
            key=lambda rule: (":" in rule.code, _sort_key(rule.code), rule.first_year),
        )
    )


def _sort_key(code: str) -> tuple[int, str]:
    digits = "".join(letter for letter in code if letter.isdigit())
    return int(digits or 0), code


def rule_versions(collection: str) -> list[RuleVersion]:
    """Every version of every rule of a return, in the order of their codes.

    Args:
        collection: The return.

    Returns:
        The versions; empty for a return without statutory rules.
    """
    return list(_rules(collection))


def rules_in_force(collection: str, year: int) -> list[RuleVersion]:
    """The rules of a return in one return year, in the order of their codes.

    Args:
        collection: The return.
        year: Return year (ending 31 March).

    Returns:
        One version a code; empty when the year has no rule set.
    """
    return [rule for rule in _rules(collection) if rule.holds_in(year)]


def rule(code: str, *, year: int | None = None) -> list[RuleVersion]:
    """The versions of one rule, found by its code in any letter case.

    Returns that share a code each have a rule of it.

    Args:
        code: Official code, such as `8670Q`.
        year: Return year; None for all versions.

    Raises:
        ConfigError: No such rule, none in force that year, or a year after the last
            whose rules are held.
    """
    root = project_root() / "models" / "rules"
    known = [
        version
        for folder in sorted(root.iterdir())
        if folder.is_dir()
        for version in _rules(folder.name)
    ]
    alike = [each for each in known if each.code.casefold() == code.casefold()]
    # Official codes may differ in letter case alone.
    found = [version for version in alike if version.code == code] or alike
    if not found:
        near = _near_codes(code, [version.code for version in known])
        meant = f"Did you mean {' or '.join(near)}? " if near else ""
        raise ConfigError(
            f"There is no rule '{code}'. {meant}"
            "List the codes with: returncheck rules list"
        )
    if year is None:
        return found
    held = [each.year for version in found for each in rule_sets(version.collection)]
    if held and year > max(held):
        rule_set_of(found[0].collection, year)
    in_force = [version for version in found if version.holds_in(year)]
    if not in_force:
        raise ConfigError(
            f"Rule {found[0].code} is not in force in {year}. "
            f"See its years with: returncheck rules show {found[0].code}"
        )
    return in_force


def _near_codes(code: str, known: Iterable[str]) -> list[str]:
    """Codes that may be meant: those of the same number, else those spelt alike."""
    listed = list(dict.fromkeys(known))
    number = _sort_key(code)[0]
    if number and (same := [each for each in listed if _sort_key(each)[0] == number]):
        return same[:_MOST_NEAR]
    by_spelling = {each.casefold(): each for each in listed}
    near = get_close_matches(code.casefold(), by_spelling, _MOST_NEAR, _LEAST_LIKENESS)
    return [by_spelling[each] for each in near]


def known_codes(codes: Iterable[str]) -> list[str]:
    """The codes of rules as they are written officially, each once.

    Args:
        codes: In any letter case; one alone may be a plain text.

    Raises:
        ConfigError: There is no such rule in any return.
    """
    listed = [codes] if isinstance(codes, str) else list(codes)
    found = [version.code for code in listed for version in rule(str(code))]
    return list(dict.fromkeys(found))
