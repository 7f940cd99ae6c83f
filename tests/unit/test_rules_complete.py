"""Each statutory rule has its parts: model, YAML, and cases of both kinds."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from returncheck.catalogue.rules import RuleVersion, rule_versions
from returncheck.returns import LAYOUTS

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "rules"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

RULES = [rule for name in LAYOUTS for rule in rule_versions(name)]
each_rule = pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=rule.model) for rule in RULES]
)
each_case_file = pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=f"{path.parent.name}/{path.stem}")
        for path in sorted(CASES.glob("*/*.yml"))
    ],
)


def _model(rule: RuleVersion) -> Path:
    return ROOT / "models" / "rules" / rule.collection / f"{rule.model}.sql"


def _cases(path: Path) -> list[dict]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)["cases"]


def _cases_of(rule: RuleVersion) -> list[dict]:
    cases = _cases(CASES / rule.collection / f"{rule.code}.yml")
    return [case for case in cases if rule.holds_in(case["year"])]


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


@each_rule
def test_rule_model_states_its_grain_first(rule):
    lines = _model(rule).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("-- One row per ")


@each_rule
def test_rule_model_is_named_for_its_code_and_version(rule):
    base = f"rule_{rule.collection}__{rule.code.lower()}"
    assert rule.model in (base, f"{base}__{rule.first_year}")


@each_rule
def test_rule_description_states_its_grain_first(rule):
    assert rule.description.startswith("One row per ")


@each_rule
def test_rule_has_a_title_and_advice_in_whole_sentences(rule):
    assert (rule.title[-1:] not in ("", "."), rule.advice[-1:]) == (True, ".")


@each_rule
def test_rule_severity_is_error_for_plain_codes_and_query_for_q(rule):
    assert rule.severity == ("query" if rule.code.endswith("Q") else "error")


@each_rule
def test_rule_years_are_in_order(rule):
    assert 2023 <= rule.first_year <= (rule.last_year or rule.first_year)


@each_rule
def test_rule_scope_is_known(rule):
    assert rule.scope in ("record", "group", "return")


@each_rule
def test_rule_points_at_tables_that_it_reads(rule):
    assert set(rule.fields) <= set(rule.needs)


@each_rule
def test_rule_reads_tables_of_the_layout_once(rule):
    known = {table.name for table in LAYOUTS[rule.collection].tables}
    for tables in (rule.needs, rule.needs_previous):
        assert set(tables) <= known
        assert len(tables) == len(set(tables))


@each_rule
def test_rule_covers_fields_that_it_reads(rule):
    layout = LAYOUTS[rule.collection]
    covered = {*rule.covers_presence, *rule.covers_codes}
    readable = {
        f"{table}.{column.name}"
        for table in rule.needs
        for column in layout.table(table).columns
    }
    assert covered - readable == set()


@each_rule
def test_rule_version_has_a_case_that_flags(rule):
    assert any(case["findings"] for case in _cases_of(rule))


@each_rule
def test_rule_version_has_a_case_that_passes(rule):
    passing = [
        case
        for case in _cases_of(rule)
        if not case["findings"] and "outcome" not in case
    ]
    assert passing


@each_case_file
def test_rule_cases_belong_to_a_rule(path):
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    codes = {rule.code for rule in rule_versions(path.parent.name)}
    assert (document["code"], document["code"] in codes) == (path.stem, True)


@each_case_file
def test_rule_cases_have_names_of_their_own(path):
    names = Counter(case["name"] for case in _cases(path))
    assert [name for name, count in names.items() if count > 1] == []


@each_case_file
def test_rule_cases_hold_text_only(path):
    cells = [
        (case["name"], row, value)
        for case in _cases(path)
        for rows in case["tables"].values()
        for row in rows
        for value in row.values()
    ]
    assert [cell for cell in cells if not isinstance(cell[2], str | None)] == []
