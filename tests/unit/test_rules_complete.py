"""Each statutory rule has its parts: model, YAML, and cases of both kinds."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml

from returncheck.catalogue.rules import PREVIOUS, RuleVersion, rule_versions
from returncheck.returns import LAYOUTS
from returncheck.returns.registry import kind_of

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "rules"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

RULES = [rule for name in LAYOUTS for rule in rule_versions(name)]


@cache
def _document(path: Path) -> dict:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)


CASE_FILES = {
    f"{path.parent.name}/{path.stem}": path for path in sorted(CASES.glob("*/*.yml"))
}


def _model(rule: RuleVersion) -> Path:
    return ROOT / "models" / "rules" / rule.collection / f"{rule.model}.sql"


def _cases_of(rule: RuleVersion) -> list[dict]:
    document = _document(CASES / rule.collection / f"{rule.code}.yml")
    return [case for case in document["cases"] if rule.holds_in(case["year"])]


def _wrong(is_right: Callable[[RuleVersion], bool]) -> list[str]:
    """The models of the rules that are not right."""
    return [rule.model for rule in RULES if not is_right(rule)]


def test_rules_have_one_version_a_year():
    in_force = Counter(
        (rule.collection, rule.code, year)
        for rule in RULES
        for year in range(2023, 2027)
        if rule.holds_in(year)
    )
    assert [key for key, count in in_force.items() if count > 1] == []


def test_rule_models_all_have_a_yaml():
    models = {path.stem for path in (ROOT / "models" / "rules").glob("*/rule_*.sql")}
    assert models == {rule.model for rule in RULES}


def test_rule_models_state_their_grain_first():
    def is_right(rule):
        lines = _model(rule).read_text(encoding="utf-8").splitlines()
        return lines[0].startswith("-- One row per ")

    assert _wrong(is_right) == []


def test_rule_models_are_named_for_their_code_and_version():
    def is_right(rule):
        base = f"rule_{rule.collection}__{rule.code.lower()}"
        return rule.model in (base, f"{base}__{rule.first_year}")

    assert _wrong(is_right) == []


def test_rule_descriptions_state_their_grain_first():
    assert _wrong(lambda rule: rule.description.startswith("One row per ")) == []


def test_rules_have_a_title_and_advice_in_whole_sentences():
    def is_right(rule):
        return (rule.title[-1:] not in ("", "."), rule.advice[-1:]) == (True, ".")

    assert _wrong(is_right) == []


def test_rules_are_errors_or_queries_by_their_code_where_codes_say_so():
    """Where some codes of a return end with Q, these are its queries."""
    telling = {rule.collection for rule in RULES if rule.code.endswith("Q")}
    assert telling

    def is_right(rule):
        by_code = "query" if rule.code.endswith("Q") else "error"
        told = {by_code} if rule.collection in telling else {"error", "query"}
        return rule.severity in told

    assert _wrong(is_right) == []


def test_rule_years_are_in_order():
    def is_right(rule):
        return 2023 <= rule.first_year <= (rule.last_year or rule.first_year)

    assert _wrong(is_right) == []


def test_rule_scopes_are_known():
    assert _wrong(lambda rule: rule.scope in ("record", "group", "return")) == []


def test_rules_point_at_tables_that_they_read():
    def is_right(rule):
        # A rule on a table that is missing as a whole needs none.
        read = {*rule.needs, *(f"{table}{PREVIOUS}" for table in rule.needs_previous)}
        return set(rule.fields) <= read | set(rule.optional) or (
            rule.scope == "return" and not rule.needs
        )

    assert _wrong(is_right) == []


def test_rules_find_faults_in_fields_that_they_point_at():
    """Or in one of another table, whose record is not there."""

    def is_right(rule):
        pointed_at = {name for names in rule.fields.values() for name in names}
        return rule.faults.keys() <= rule.fields.keys() and all(
            names and set(names) <= pointed_at for names in rule.faults.values()
        )

    assert _wrong(is_right) == []


def test_rules_tell_of_values_in_tables_that_they_read():
    def is_right(rule):
        layout = LAYOUTS[rule.collection]
        return rule.missing_at_least >= 1 and all(
            table in rule.needs
            and names
            and set(names) <= {column.name for column in layout.table(table).columns}
            for by_table in (rule.missing, rule.wrong)
            for table, names in by_table.items()
        )

    assert _wrong(is_right) == []
    assert sum(bool(rule.missing) for rule in RULES) > 30


def test_rules_read_tables_of_the_layout_once():
    def is_right(rule):
        tables = LAYOUTS[rule.collection].tables
        known = {table.name for table in tables}
        known |= {
            f"{table.name}.{column.name}"
            for table in tables
            for column in table.columns
            if column.derived
        }
        return all(
            set(tables) <= known and len(tables) == len(set(tables))
            for tables in (rule.needs, rule.needs_previous)
        )

    assert _wrong(is_right) == []


def test_rules_cover_fields_that_they_read():
    def is_right(rule):
        layout = LAYOUTS[rule.collection]
        readable = {
            f"{table}.{column.name}"
            for table in rule.needs
            if "." not in table
            for column in layout.table(table).columns
        }
        return readable.issuperset({*rule.covers_presence, *rule.covers_codes})

    assert _wrong(is_right) == []


def test_rule_versions_have_a_case_that_flags():
    assert _wrong(lambda rule: any(c["findings"] for c in _cases_of(rule))) == []


def test_rule_versions_have_a_case_that_passes():
    def is_right(rule):
        return any(
            not case["findings"] and "outcome" not in case for case in _cases_of(rule)
        )

    assert _wrong(is_right) == []


def test_rule_cases_belong_to_a_rule():
    codes = {name: {rule.code for rule in rule_versions(name)} for name in LAYOUTS}
    wrong = [
        name
        for name, path in CASE_FILES.items()
        if _document(path)["code"] != path.stem
        or path.stem not in codes[path.parent.name]
    ]
    assert wrong == []
    assert len(CASE_FILES) == sum(map(len, codes.values()))


def test_rule_cases_have_names_of_their_own():
    wrong = [
        (name, case, count)
        for name, path in CASE_FILES.items()
        for case, count in Counter(
            each["name"] for each in _document(path)["cases"]
        ).items()
        if count > 1
    ]
    assert wrong == []


def test_rule_cases_hold_text_only():
    wrong = [
        (name, case["name"], row, value)
        for name, path in CASE_FILES.items()
        for case in _document(path)["cases"]
        for rows in case["tables"].values()
        for row in rows
        for value in row.values()
        if not isinstance(value, str | None)
    ]
    assert wrong == []


def test_only_rules_of_returns_that_look_back_need_the_year_before():
    assert (
        _wrong(
            lambda rule: not rule.needs_previous or kind_of(rule.collection).looks_back
        )
        == []
    )
