"""What each column of a mart may tell the public; one not named here is left out."""

from enum import Enum, auto


class Role(Enum):
    """What a column of a public export shows."""

    OPEN = auto()
    """Keys, and what others have published."""
    NUMERATOR = auto()
    """A count that is shown if it may be."""
    DENOMINATOR = auto()
    """A count that is shown if it may be."""
    OWN = auto()
    """What follows from the row's own value: shown where that is."""
    PREVIOUS = auto()
    """What follows from the value of the year before: shown where that is."""
    CHANGE = auto()
    """What follows from both: shown where both are."""
    EXPECTED = auto()
    """What the row's value is held against: open if published, else as the value."""
    NEVER = auto()
    """What would give away a denominator or another figure: always left out."""
    FREE_TEXT = auto()
    """Words of a report's author, which may name anything: shown where the figure was
    recomputed or published, so that the words are ours."""


def _all(role: Role, names: str) -> dict[str, Role]:
    return dict.fromkeys(names.split(), role)


FIGURES = frozenset(Role) - {Role.OPEN, Role.FREE_TEXT, Role.NEVER}
"""Roles of the columns that may be withheld, and get a symbol."""

COLUMNS: dict[str, dict[str, Role]] = {
    "dim_authorities": _all(
        Role.OPEN,
        "la_code gss_code la_name region_code region_name first_year last_year "
        "neighbour_model",
    ),
    "fct_indicator_values": _all(
        Role.OPEN,
        "return_id collection source area_type area_code la_code indicator_id "
        "return_year period_type period_start period_end period_basis target "
        "is_latest completeness is_annual table_name row_number",
    )
    | {
        "numerator": Role.NUMERATOR,
        "denominator": Role.DENOMINATOR,
        "value": Role.OWN,
        "note": Role.FREE_TEXT,
    },
    "fct_benchmarks": _all(
        Role.OPEN,
        "la_code indicator_id return_year period_type period_start period_end source "
        "england_value region_value statistical_neighbour_mean "
        "statistical_neighbours_with_value comparator_year neighbour_model "
        "ranked_authorities target is_latest is_annual completeness row_number "
        "return_id trend_per_year trend_years trend_direction target_tolerance "
        "is_newest_period",
    )
    | _all(
        Role.OWN,
        "value gap_to_england rank quartile_band gap_to_target gap_to_next_band rag",
    )
    | _all(Role.CHANGE, "change_on_previous_year is_change_better")
    | _all(
        Role.NEVER,
        "interval_denominator interval_denominator_source interval_low interval_high "
        "funnel_low_95 funnel_high_95 funnel_low_99_8 funnel_high_99_8 significance "
        "significance_reason rag_reason",
    )
    | {"previous_year_value": Role.PREVIOUS},
    "fct_neighbour_values": _all(
        Role.OPEN,
        "la_code indicator_id return_year neighbour_code neighbour_name "
        "closeness_rank neighbour_model neighbour_value",
    ),
    "fct_reconciliation": _all(
        Role.OPEN,
        "return_id table_name row_number la_code indicator_id return_year period_type "
        "period_start period_end comparison",
    )
    | _all(
        Role.OWN,
        "stated_value difference tolerance status severity reason comparator_name",
    )
    | {"expected_value": Role.EXPECTED}
    | _all(Role.NEVER, "tolerance_reason reason_code"),
    "fct_rule_outcomes": _all(
        Role.OPEN,
        "return_id collection return_year code first_year title severity outcome "
        "reason",
    )
    | {"finding_count": Role.DENOMINATOR, "explained_count": Role.NUMERATOR},
    "fct_finding_counts": _all(Role.OPEN, "return_id layer check_id severity")
    | {"finding_count": Role.DENOMINATOR},
}
"""Column to role, by mart; see `PRIVATE` for those that are not among them."""

PRIVATE = frozenset(
    {
        "fct_findings",  # names children
        "fct_figure_verdicts",  # quotes figures of a report in its reasons
        "fct_indicator_periods",  # months beside their sums: one gives the other
        "fct_comparisons",  # figures of other months beside each other
        "fct_control_charts",  # a month follows from the mean and the other months
        "fct_exceptions",  # a report's words, and the figures of two periods
    }
)
"""Marts that a public export leaves out."""

COMPARISONS = (
    "own_parts",
    "known_denominator",
    "reported_against_published",
    "reported_against_recomputed",
    "recomputed_against_published",
    "comparator_against_published",
    "untestable",
)
"""Comparisons whose two figures are judged together. Those of a figure with another of
the same report are left out: one of the two could give the other away."""

FINDING_COUNTS = {
    "return_id": "The return that the findings are about.",
    "layer": "What found them: contract, rule or reconciliation.",
    "check_id": "The check that found them.",
    "severity": "Error, query or info.",
    "finding_count": "Number of findings, each counted once however many records it "
    "names.",
}
"""Descriptions of the columns of the table that stands in the place of the findings."""
