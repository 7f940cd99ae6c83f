"""Flags: some rules take 'true' in any letter case, some in lower case only."""

from cin_census.days import bare


def is_true(text):
    return bare(text).lower() in ("1", "true")


def is_false(text):
    return bare(text).lower() in ("0", "false")


def is_lower_true(text):
    return text in ("1", "true")


def is_lower_false(text):
    return text in ("0", "false")
