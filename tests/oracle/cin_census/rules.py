"""All rules of the CIN census: what each finds in a return."""

from collections import Counter

from cin_census import (
    activity_rules,
    assessment_rules,
    child_rules,
    cin_plan_rules,
    enquiry_rules,
    episode_rules,
    overlap_rules,
    pre_proceedings_rules,
    protection_plan_rules,
    referral_rules,
    return_rules,
)
from cin_census.found import RULES

# Each of these enters its rules when it is imported.
SUBJECTS = (
    return_rules,
    child_rules,
    episode_rules,
    referral_rules,
    activity_rules,
    assessment_rules,
    enquiry_rules,
    cin_plan_rules,
    protection_plan_rules,
    overlap_rules,
    pre_proceedings_rules,
)
IN_FORCE = {
    code: sorted((r.first_year, r.last_year) for r in RULES if r.code == code)
    for code in sorted({r.code for r in RULES}, key=lambda code: (len(code), code))
}


def in_force(year):
    """Code to the version of each rule that holds in a return year."""
    return {rule.code: rule for rule in RULES if rule.holds_in(year)}


def not_run(tables, year):
    """The rules in force that lack a table they read."""
    return {
        code
        for code, rule in in_force(year).items()
        if not rule.reads <= set(tables.rows)
    }


def findings(tables, year=None):
    """Code to its findings, each a sorted tuple of (table, row number)."""
    held = tables.year if year is None else year
    missing = not_run(tables, held)
    found = {
        code: Counter(rule.check(tables))
        for code, rule in in_force(held).items()
        if code not in missing
    }
    return {code: each for code, each in found.items() if each}
