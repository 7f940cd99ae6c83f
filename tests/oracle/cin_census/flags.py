"""Flags: some rules take 'true' in any letter case, some in lower case only."""


def is_true(text):
    return (text or "").lower() in ("1", "true")


def is_false(text):
    return (text or "").lower() in ("0", "false")


def is_lower_true(text):
    return text in ("1", "true")


def is_lower_false(text):
    return text in ("0", "false")
