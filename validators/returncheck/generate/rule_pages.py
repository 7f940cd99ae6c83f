"""The reference page of a return's rules, `docs/rules/<return>.md`."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from returncheck.catalogue.rule_sets import rule_sets, years_in_words
from returncheck.catalogue.rules import RuleVersion, rule_versions
from returncheck.generate.notice import NOTICE
from returncheck.returns.tables import Layout


def rule_page_files(layout: Layout) -> dict[Path, str]:
    """The page of a return's rules: path below the project root and text.

    Args:
        layout: The return.
    """
    rules = rule_versions(layout.collection)
    if not rules:
        return {}
    return {Path(f"docs/rules/{layout.collection}.md"): _page(layout, rules)}


def _page(layout: Layout, rules: list[RuleVersion]) -> str:
    codes = len({rule.code for rule in rules})
    first = min(rule.first_year for rule in rules)
    lines = [
        f"<!-- {NOTICE} -->",
        "",
        f"# Validation rules: {layout.title}",
        "",
        f"{codes} rules in {len(rules)} versions, for return years from {first} on (a "
        "year is the one that ends on 31 March). An error has to be corrected; a query "
        "is corrected or explained. `returncheck rules show CODE` gives an example "
        "that passes and one that fails.",
        "",
        f"Rule sets held: {years_in_words(rule_sets(layout.collection))}. A return of "
        "a later year is checked by the latest set, and the report says so.",
        "",
        "| Rule | Severity | Years | What is wrong |",
        "| --- | --- | --- | --- |",
        *(
            f"| [{rule.code}](#{_anchor(rule)}) | {rule.severity} | {rule.standing} | "
            f"{rule.title} |"
            for rule in rules
        ),
        "",
    ]
    for _, versions in groupby(rules, key=lambda rule: rule.code):
        lines += _section(versions)
    return "\n".join(lines)


def _anchor(rule: RuleVersion) -> str:
    return f"rule-{rule.code.lower()}"


def _section(versions: Iterable[RuleVersion]) -> list[str]:
    lines: list[str] = []
    for rule in versions:
        if not lines:
            lines = [f"## Rule {rule.code}", ""]
        points = [
            f"{table}: {', '.join(fields)}" for table, fields in rule.fields.items()
        ]
        lines += [
            f"**{rule.title}** ({rule.severity}, {rule.standing})",
            "",
            f"- What it finds: {' '.join(rule.description.split())}",
            f"- Points at: {'; '.join(points)}",
            f"- Reads: {_reads(rule)}",
            f"- To put it right: {' '.join(rule.advice.split())}",
            "",
        ]
    return lines


def _reads(rule: RuleVersion) -> str:
    reads = ", ".join(rule.needs)
    if rule.needs_previous:
        reads += f"; of the previous year's return: {', '.join(rule.needs_previous)}"
    return reads
