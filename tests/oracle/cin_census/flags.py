"""Flags: 1 and true, 0 and false, in any letter case and with blanks around them."""


def is_true(text):
    return _plain(text) in ("1", "true")


def is_false(text):
    return _plain(text) in ("0", "false")


def _plain(text):
    return (text or "").strip(" \t\r\n").lower()
