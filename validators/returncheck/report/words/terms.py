"""Words of the report that stand in no catalogue: severities, layers, outcomes.

Rules, indicators and expectations bring their own words; they are not repeated here.
"""

from returncheck.findings.finding import Layer, Severity
from returncheck.returns.running_year import YEAR_AHEAD
from returncheck.returns.year_dates import OTHER_YEAR

NOUNS = {
    Severity.ERROR: ("error", "errors"),
    Severity.QUERY: ("query", "queries"),
    Severity.INFO: ("note", "notes"),
}
"""Singular and plural of what a finding of each severity is called."""

SEVERITY_MEANINGS = {
    Severity.ERROR: "must be corrected",
    Severity.QUERY: "correct it or give the reason",
    Severity.INFO: "for information",
}

LAYER_TITLES = {
    Layer.CONTRACT: "Contract: form of the values",
    Layer.RULE: "Statutory rules",
    Layer.EXPECTATION: "Suites: patterns over many records",
    Layer.RECONCILIATION: "Figures that disagree",
    Layer.SAME_CHILDREN: "The same children in two returns",
}

LAYER_MEANINGS = {
    Layer.CONTRACT: (
        "Values that have not the form or the code that the return asks for, and "
        "columns or elements that are missing or unknown."
    ),
    Layer.RULE: "Records that a validation rule of the return's year does not allow.",
    Layer.EXPECTATION: (
        "Shares, totals and tables that are outside what is expected of them."
    ),
    Layer.RECONCILIATION: (
        "Figures that differ from their own parts, from the records or from what was "
        "published."
    ),
    Layer.SAME_CHILDREN: (
        "Children of whom two returns of one authority and year do not say the same."
    ),
}

UNTESTABLE = "Figures that nothing could be compared with"
"""What the finding `reconciliation:untestable` is called; it is no comparison."""

STATUS_TITLES = {
    "disagrees": "Disagrees",
    "in_question": "In question",
    "revised_since": "Revised since",
    "plausible": "Plausible",
    "agrees": "Agrees",
    "untestable": "Untestable",
}
"""Outcomes of a comparison in the order in which they are shown."""

STATUS_MEANINGS = {
    "disagrees": (
        "The difference is larger than rounding explains, or the figure is of another "
        "unit, year or definition."
    ),
    "in_question": (
        "The figure and others cannot all be right, and which of them is wrong is not "
        "known; no verdict rests on it."
    ),
    "revised_since": (
        "The figure followed from the population estimate of its time; the estimate "
        "has been revised since, and that explains the difference."
    ),
    "plausible": (
        "The two cannot be equal, a month and a year say, but lie within the limits of "
        "what is published and of chance; that confirms nothing."
    ),
    "agrees": "Equal to the precision in which both are stated.",
    "untestable": "One side is missing, or the two do not cover the same period.",
}

VERDICTS = {
    "confirmed": "Confirmed",
    "contradicted": "Contradicted",
    "untestable": "Untestable",
}
"""Verdicts on a figure of a report in the order in which they are counted."""

VERDICT_SIGNS = {
    "confirmed": "\N{HEAVY CHECK MARK}",
    "contradicted": "\N{HEAVY BALLOT X}",
    "untestable": "?",
}
"""A shape for each verdict, so that colour is never alone."""

VERDICT_MEANINGS = {
    "confirmed": (
        "Something else states the same figure, or the parts that it follows from, and "
        "agrees with it, or differs by no more than a later revision explains."
    ),
    "contradicted": (
        "At least one thing that it was held against does not agree, by more than "
        "rounding explains, or it is of another unit, year or definition."
    ),
    "untestable": (
        "Nothing else states it, or only figures of another period do. It may be right."
    ),
}

BANDS = {
    "A": "best quarter",
    "B": "second quarter",
    "C": "third quarter",
    "D": "last quarter",
}

BETTER = {"higher": "higher is better", "lower": "lower is better"}

OTHER_RULE_TITLES = {
    "explanation": "Explanation without effect",
    "rule_year": "Rules of another year",
    "no_rule_set": "No rules for this year",
}
"""What is said about the rules of a return but comes from none of them."""

CONTRACT_FAULTS = {
    "date": "not a date",
    "datetime": "not a date and time",
    "integer": "not a whole number",
    "number": "not a number",
    "flag": "not a yes or no",
    "year": "not a year",
    "pattern": "not of the form asked for",
    "length": "too long",
    "code": "not a code of its list",
    "required": "missing value",
    "column": "missing column",
    "crowd": "more records than one child has",
    "range": "cannot be meant",
    YEAR_AHEAD: "is the year right?",
    OTHER_YEAR: "dates of another year",
    "unlisted": "child without a record of its own",
    "not_derived": "could not be worked out",
}
"""What is wrong, by the last part of a contract's check id."""
