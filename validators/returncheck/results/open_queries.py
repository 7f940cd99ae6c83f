"""The queries that somebody can explain, and what an explanation of each names.

They are those of statutory rules, and those about figures that disagree with another
statement of them; nothing else can be explained.
"""

import polars as pl

from returncheck.files.own_files import EXPLANATION_COLUMNS
from returncheck.findings.finding import Layer, Severity
from returncheck.results.grouping import short_name
from returncheck.settings.explanations import FIGURE_COLUMNS, RETURN, WHOLE_RETURN

COLUMNS = (*EXPLANATION_COLUMNS, RETURN, *FIGURE_COLUMNS)
"""The headings of a file of explanations."""

KEY = ("rule", "child", RETURN, *FIGURE_COLUMNS)
"""What an explanation names."""

_TO_FILL_IN = EXPLANATION_COLUMNS[2:]
_DECIMALS = 6


def rule_queries(findings: pl.DataFrame) -> pl.DataFrame:
    """The queries of statutory rules, explained or not.

    Args:
        findings: A findings frame.

    Returns:
        Their rows, with the code of the rule as `rule`.
    """
    return findings.filter(
        pl.col("layer") == Layer.RULE.value,
        pl.col("severity") == Severity.QUERY.value,
    ).with_columns(short_name(pl.col("check_id")).alias("rule"))


def figure_queries(findings: pl.DataFrame) -> pl.DataFrame:
    """The queries about figures that disagree, explained or not.

    Args:
        findings: A findings frame.

    Returns:
        Their rows, with the check as `rule`.
    """
    return findings.filter(
        pl.col("layer") == Layer.RECONCILIATION.value,
        pl.col("severity") == Severity.QUERY.value,
    ).with_columns(pl.col("check_id").alias("rule"))


def queries_to_explain(
    findings: pl.DataFrame, reconciliation: pl.DataFrame
) -> pl.DataFrame:
    """The open queries in the form in which explanations are read.

    Args:
        findings: A findings frame.
        reconciliation: Rows of the mart `fct_reconciliation`.

    Returns:
        One row per return, rule and child with an open query, in the order of the
        findings, then one per figure that disagrees, with the headings of an
        explanations file, `return` and what names a figure, null for a rule; reason,
        name and date are null. The child is `whole return` for a finding on all of a
        return. A record without a child's identifier has no row: it cannot be named,
        and the identifier has to be corrected first.
    """
    is_open = pl.col("explanation").is_null()
    rows = explanation_rows(findings.filter(is_open), reconciliation)
    return rows.select(COLUMNS).unique(KEY, keep="first", maintain_order=True)


def explanation_rows(
    findings: pl.DataFrame, reconciliation: pl.DataFrame
) -> pl.DataFrame:
    """What an explanation of each query names, of explained ones too.

    Args:
        findings: A findings frame.
        reconciliation: Rows of the mart `fct_reconciliation`.

    Returns:
        One row per record that is at fault in a query that can be explained: `COLUMNS`,
        reason, name and date null, and `counted_as` of its finding.
    """
    return pl.concat([_of_rules(findings), _of_figures(findings, reconciliation)])


def _of_rules(findings: pl.DataFrame) -> pl.DataFrame:
    """The queries of rules, a row a record at fault."""
    child = pl.col("child_id").str.strip_chars(" ")
    is_of_return = pl.col("row_number").is_null().all().over("return_id", "finding_id")
    queries = rule_queries(findings).with_columns(
        pl.when(child.str.len_chars() > 0)
        .then(child)
        .when(is_of_return)
        .then(pl.lit(WHOLE_RETURN))
        .alias("child"),
        pl.col("return_id").alias(RETURN),
        *_empty(*_TO_FILL_IN, *FIGURE_COLUMNS),
    )
    return queries.filter(
        pl.col("child").is_not_null(), pl.col("role") != "related"
    ).select(*COLUMNS, "counted_as")


def _of_figures(findings: pl.DataFrame, reconciliation: pl.DataFrame) -> pl.DataFrame:
    """The queries about figures, a row a comparison of a figure."""
    keys = ["return_id", "rule", "table_name", "row_number", "named"]
    is_of_row = pl.col("row_number").is_not_null()
    named = pl.when(~is_of_row).then
    compared = reconciliation.filter(pl.col("status") == "disagrees").select(
        "return_id",
        pl.format("reconciliation:{}", "comparison").alias("rule"),
        pl.when(is_of_row).then("table_name"),
        "row_number",
        named(pl.col("indicator_id")).alias("named"),
        "figure",
        *(
            pl.col(f"{name}_value")
            .map_elements(_number, return_dtype=pl.String)
            .alias(name)
            for name in FIGURE_COLUMNS[1:]
        ),
    )
    return (
        figure_queries(findings)
        .with_columns(named(pl.col("field")).alias("named"))
        .join(compared, on=keys, how="inner", nulls_equal=True, maintain_order="left")
        .with_columns(pl.col("return_id").alias(RETURN), *_empty("child", *_TO_FILL_IN))
        .select(*COLUMNS, "counted_as")
    )


def _empty(*names: str) -> list[pl.Expr]:
    return [pl.lit(None, dtype=pl.String).alias(name) for name in names]


def _number(value: float) -> str:
    """A value as an explanation names it, without needless zeros."""
    return f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
