"""All rules of the SSDA903: what each finds in a return."""

from collections import Counter
from importlib import import_module
from pathlib import Path

from ssda903.plain import RULES

# Each of these enters its rules when it is imported.
for _path in sorted(Path(__file__).parent.glob("*_rules.py")):
    import_module(f"ssda903.{_path.stem}")


def in_force(year):
    """Code to the version of each rule that holds in a return year."""
    return {rule.code: rule for rule in RULES if rule.holds_in(year)}


def said_of(data):
    """Code to outcome and findings, each a sorted tuple of (table, row number)."""
    said = {}
    for code, rule in in_force(data.year).items():
        if not rule.can_run(data):
            said[code] = "not_run", Counter()
            continue
        found = Counter(
            tuple(sorted({row.place for row in rows})) for rows in rule.check(data)
        )
        said[code] = "failed" if found else "passed", found
    return said
