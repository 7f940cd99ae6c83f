"""Flags: 1 and true, 0 and false, in any letter case and with blanks around them."""

from cin_census.days import bare


def is_true(text):
    return bare(text).lower() in ("1", "true")


def is_false(text):
    return bare(text).lower() in ("0", "false")
