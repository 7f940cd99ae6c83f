"""What the units of the catalogue mean."""

SCALES = {
    "percent": 100.0,
    "per_10k": 10_000.0,
    "per_10k_10_to_17": 10_000.0,
    "per_100k_10_to_17": 100_000.0,
}
"""Unit to what a share of its denominator is multiplied by; 1 for any other ratio."""

OF_A_WHOLE_YEAR = (
    "count",
    "per_10k",
    "per_10k_10_to_17",
    "per_100k_10_to_17",
    "pounds",
)
"""Units that grow with the length of a period, unless they tell a state on a day."""
