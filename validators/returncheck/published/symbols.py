"""What may stand in a cell of a published file."""

SYMBOLS = {
    "c": "suppressed",
    "x": "not available",
    "z": "not applicable",
    "u": "low reliability",
    "low": "rounds to nothing",
    "k": "rounds to nothing",
}
"""What may stand in the place of a figure, and what it means."""

NUMBER = r"^-?[0-9]+([.][0-9]+)?$"
"""A figure as the releases print it."""

KEY = ("indicator_id", "year", "area_code")
"""What names a figure."""
