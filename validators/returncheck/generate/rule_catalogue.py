"""The catalogue of all returns' rules as seeds, from the YAML beside the rules."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from returncheck.catalogue.rules import RuleVersion, rule_versions
from returncheck.returns import LAYOUTS

_FOLDER = Path("seeds/catalogue")
_COLUMNS = (
    "collection",
    "code",
    "title",
    "severity",
    "first_year",
    "last_year",
    "advice",
)
_VERSION = ("collection", "code", "first_year")


def rule_catalogue_files() -> dict[Path, str]:
    """The seeds of rules and what they point at: path below the project root, text.

    A seed cannot say that it is generated; its description in the YAML beside it does.
    """
    rules = [rule for collection in LAYOUTS for rule in rule_versions(collection)]
    return {
        _FOLDER / "rc_rules.csv": csv_text(_COLUMNS, map(_rule, rules)),
        _FOLDER / "rc_rule_fields.csv": csv_text(
            (*_VERSION, "table_name", "field", "position", "is_fault", "is_record"),
            (row for rule in rules for row in _fields(rule)),
        ),
        _FOLDER / "rc_rule_tables.csv": csv_text(
            (*_VERSION, "table_name", "needed_in"),
            (row for rule in rules for row in _tables(rule)),
        ),
        _FOLDER / "rc_rule_told.csv": csv_text(
            (*_VERSION, "table_name", "field", "fault", "least_records"),
            (row for rule in rules for row in _told(rule)),
        ),
    }


def csv_text(headings: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """The text of a seed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue()


def _rule(rule: RuleVersion) -> tuple[object, ...]:
    return (
        rule.collection,
        rule.code,
        rule.title,
        rule.severity,
        rule.first_year,
        rule.last_year,
        rule.advice,
    )


def _version(rule: RuleVersion) -> tuple[object, ...]:
    return rule.collection, rule.code, rule.first_year


def _fields(rule: RuleVersion) -> Iterable[tuple[object, ...]]:
    for table, fields in rule.fields.items():
        faults = rule.faults.get(table, fields)
        for position, field in enumerate(dict.fromkeys((*fields, *faults)), start=1):
            # What is at fault, where the rule does not say that it is all of them.
            is_fault = _flag(field in faults) if table in rule.faults else None
            is_record = _flag(field not in fields)
            yield *_version(rule), table, field, position, is_fault, is_record


def _flag(is_true: bool) -> str:
    return str(is_true).lower()


def _tables(rule: RuleVersion) -> Iterable[tuple[object, ...]]:
    for table in rule.needs:
        yield *_version(rule), table, "this_year"
    for table in rule.needs_previous:
        yield *_version(rule), table, "previous_year"


def _told(rule: RuleVersion) -> Iterable[tuple[object, ...]]:
    for fault, by_table, least in (
        ("missing", rule.missing, rule.missing_at_least),
        ("wrong", rule.wrong, 1),
    ):
        for table, fields in by_table.items():
            for field in fields:
                yield *_version(rule), table, field, fault, least
