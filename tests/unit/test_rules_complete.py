"""Each statutory rule has its parts: model, YAML, and cases of both kinds."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml

from returncheck.catalogue.rules import RuleVersion, rule_versions
from returncheck.returns import LAYOUTS

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "rules"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The rules of the CIN census, and those that do not hold from 2023 on without change.
LISTED = """
100 1103 1104 1105 1510 1520 1530 1540 1550 1560Q 1570 1580 2883 2884 2885 2886Q
2887Q 2888Q 2889 2990 2991Q 4000 4001 4003 4004 4008 4009Q 4010 4011 4012Q 4013 4014
4015 4016 4017 4180 4220 8500 8510 8520 8525Q 8530Q 8535Q 8540 8545Q 8555Q 8565 8568
8569Q 8585Q 8590 8600 8606 8608 8610 8614 8615 8620 8630 8640 8650 8670Q 8675Q 8696
8715 8720 8730 8736 8740 8750 8770Q 8772 8775Q 8790 8794 8805 8810 8815 8816 8820
8825Q 8831 8832 8839 8840 8841 8842Q 8863Q 8866 8867 8868 8869 8870Q 8873Q 8875 8890
8896 8897Q 8898 8905 8910 8915 8920 8925 8930 8935 8940 8945Q 8950Q
"""
CODES = LISTED.split()
VERSIONS = {
    "1530": [(2023, 2023), (2024, None)],
    "1570": [(2025, None)],
    "1580": [(2025, None)],
    "2886Q": [(2023, 2024), (2025, None)],
    "4180": [(2023, 2024), (2025, None)],
    "8750": [(2023, 2024), (2025, None)],
    "8770Q": [(2023, 2024), (2025, None)],
    "8945Q": [(2025, None)],
    "8950Q": [(2025, None)],
}

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


def test_rules_are_those_of_the_specification():
    found = {}
    for rule in RULES:
        found.setdefault(rule.code, []).append((rule.first_year, rule.last_year))
    assert found == {code: VERSIONS.get(code, [(2023, None)]) for code in CODES}


def test_rules_are_114_versions_of_109_codes():
    assert (len(RULES), len({rule.code for rule in RULES})) == (114, 109)


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


def test_rules_are_errors_for_plain_codes_and_queries_for_q():
    def is_right(rule):
        return rule.severity == ("query" if rule.code.endswith("Q") else "error")

    assert _wrong(is_right) == []


def test_rule_years_are_in_order():
    def is_right(rule):
        return 2023 <= rule.first_year <= (rule.last_year or rule.first_year)

    assert _wrong(is_right) == []


def test_rule_scopes_are_known():
    assert _wrong(lambda rule: rule.scope in ("record", "group", "return")) == []


def test_rules_point_at_tables_that_they_read():
    assert _wrong(lambda rule: set(rule.fields) <= set(rule.needs)) == []


def test_rules_read_tables_of_the_layout_once():
    def is_right(rule):
        known = {table.name for table in LAYOUTS[rule.collection].tables}
        return set(rule.needs) <= known and len(rule.needs) == len(set(rule.needs))

    assert _wrong(is_right) == []


def test_rules_cover_fields_that_they_read():
    def is_right(rule):
        layout = LAYOUTS[rule.collection]
        readable = {
            f"{table}.{column.name}"
            for table in rule.needs
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
    assert len(CASE_FILES) == len(CODES)


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
