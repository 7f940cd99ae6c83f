"""Examples of each rule, taken from its test cases: one that passes, one that fails.

The cases themselves stay out of the wheel; these few are shown by `rules show`.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from returncheck.catalogue.rules import RuleVersion, rule_versions
from returncheck.generate.notice import NOTICE
from returncheck.project import project_root
from returncheck.returns.tables import Layout

Case = Mapping[str, Any]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def rule_example_files(layout: Layout) -> dict[Path, str]:
    """The examples of a return's rules: path below the project root and text.

    Args:
        layout: The return.
    """
    rules = rule_versions(layout.collection)
    if not rules:
        return {}
    listed = [_examples(rule, _cases(rule)) for rule in rules]
    return {Path(f"examples/rules/{layout.collection}.yml"): _text(listed)}


def with_examples(
    text: str, collection: str, cases: Mapping[str, Sequence[Case]]
) -> str:
    """Examples with those of further rules.

    Args:
        text: The examples of a return's rules, as a file.
        collection: The return.
        cases: Code of a further rule to its cases; one without a case that passes and
            one that fails has no examples.
    """
    listed = yaml.load(text, Loader=_LOADER)["examples"]
    for rule in rule_versions(collection):
        if rule.code in cases:
            with suppress(ValueError):
                listed.append(_examples(rule, cases[rule.code]))
    return _text(listed)


def _text(listed: Sequence[Mapping[str, Any]]) -> str:
    text = yaml.safe_dump(
        {"examples": list(listed)}, sort_keys=False, allow_unicode=True, width=88
    )
    return f"# {NOTICE}\n{text}"


def _examples(rule: RuleVersion, known: Iterable[Case]) -> dict[str, Any]:
    cases = [case for case in known if rule.holds_in(case["year"])]
    failing = [case for case in cases if case["findings"]]
    passing = [case for case in cases if not case["findings"] and "outcome" not in case]
    return {
        "code": rule.code,
        "first_year": rule.first_year,
        "passes": _shown(_plainest(passing, rule)),
        "fails": _shown(_plainest(failing, rule)),
    }


def _cases(rule: RuleVersion) -> list[Case]:
    folder = project_root() / "tests" / "rules" / rule.collection
    path = folder / f"{rule.code}.yml"
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    cases: list[Case] = document["cases"]
    return cases


def _plainest(cases: Iterable[Case], rule: RuleVersion) -> Case:
    """The first case with a row in most of the tables that the rule needs."""
    # Cases begin with the plain ones; the odd ones come later.
    return min(
        cases, key=lambda case: sum(not case["tables"].get(name) for name in rule.needs)
    )


def _shown(case: Case) -> dict[str, Any]:
    shown = {"name": case["name"], "year": case["year"], "tables": case["tables"]}
    # An example shows which rows fail together, not the part that each plays in it.
    findings = [
        {table: rows for table, rows in finding.items() if table != "related"}
        for finding in case["findings"]
    ]
    return shown | ({"findings": findings} if findings else {})
