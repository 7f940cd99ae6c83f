"""What a public export shows beside the roles that stand in the YAML of the marts."""

from returncheck.catalogue.marts import PublicRole

FIGURES = frozenset(PublicRole) - {
    PublicRole.OPEN,
    PublicRole.FREE_TEXT,
    PublicRole.NEVER,
}
"""Roles of the columns that may be withheld, and get a symbol."""

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

FINDING_COUNT_ROLES = {
    name: PublicRole.DENOMINATOR if name == "finding_count" else PublicRole.OPEN
    for name in FINDING_COUNTS
}
"""Roles of its columns."""
