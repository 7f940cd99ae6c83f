"""`queries-to-explain.csv`: the open queries, to be filled in and given back.

Queries of statutory rules are in it, and of figures that disagree with another
statement of them; nothing else can be explained.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from returncheck.errors import InputError
from returncheck.files.own_files import EXPLANATION_COLUMNS
from returncheck.findings.finding import Layer, Severity
from returncheck.report.outputs.data_files import write_csv
from returncheck.results.grouping import short_name
from returncheck.settings.explanations import (
    FIGURE_COLUMNS,
    RETURN,
    WHOLE_RETURN,
    Explanation,
    read_explanations,
)

_COLUMNS = (*EXPLANATION_COLUMNS, RETURN, *FIGURE_COLUMNS)
_TO_FILL_IN = EXPLANATION_COLUMNS[2:]
_KEY = ("rule", "child", RETURN, *FIGURE_COLUMNS)
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
        findings, then one per figure that disagrees or is in question, with the
        headings of an explanations file, `return` and what names a figure, null for a
        rule; reason, name and date are null. The child is `whole return` for a finding
        on all of a return. A record without a child's identifier has no row: it cannot
        be named, and the identifier has to be corrected first.
    """
    return pl.concat([_of_rules(findings), _of_figures(findings, reconciliation)])


def _of_rules(findings: pl.DataFrame) -> pl.DataFrame:
    """The open queries of rules, a row a return, rule and child."""
    child = pl.col("child_id").str.strip_chars(" ")
    is_of_return = pl.col("row_number").is_null().all().over("return_id", "finding_id")
    queries = (
        rule_queries(findings)
        .filter(pl.col("explanation").is_null())
        .with_columns(
            pl.when(child.str.len_chars() > 0)
            .then(child)
            .when(is_of_return)
            .then(pl.lit(WHOLE_RETURN))
            .alias("child"),
            pl.col("return_id").alias(RETURN),
            *_empty(*_TO_FILL_IN, *FIGURE_COLUMNS),
        )
    )
    return (
        queries.filter(pl.col("child").is_not_null(), pl.col("role") != "related")
        .select(_COLUMNS)
        .unique(_KEY, keep="first", maintain_order=True)
    )


def _of_figures(findings: pl.DataFrame, reconciliation: pl.DataFrame) -> pl.DataFrame:
    """The open queries about figures, a row a comparison of a figure."""
    keys = ["return_id", "rule", "table_name", "row_number", "named"]
    is_of_row = pl.col("row_number").is_not_null()
    named = pl.when(~is_of_row).then
    compared = reconciliation.filter(pl.col("severity") != "info").select(
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
        .filter(pl.col("explanation").is_null())
        .with_columns(named(pl.col("field")).alias("named"))
        .join(compared, on=keys, how="inner", nulls_equal=True, maintain_order="left")
        .with_columns(pl.col("return_id").alias(RETURN), *_empty("child", *_TO_FILL_IN))
        .select(_COLUMNS)
        .unique(_KEY, keep="first", maintain_order=True)
    )


def _empty(*names: str) -> list[pl.Expr]:
    return [pl.lit(None, dtype=pl.String).alias(name) for name in names]


def _number(value: float) -> str:
    """A value as an explanation names it, without needless zeros."""
    return f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")


def write_queries_to_explain(
    findings: pl.DataFrame,
    reconciliation: pl.DataFrame,
    earlier: Path,
    path: Path,
    *,
    hide: Callable[[str], str] | None = None,
) -> bool:
    """Write the open queries below the rows of the earlier file that are filled in.

    Nobody loses what they have written: the earlier file stays as it is until the new
    one takes its place, and one that cannot be read is put aside as `….old.csv`, or
    `….old-2.csv` where there is such a file.

    Args:
        findings: A findings frame.
        reconciliation: Rows of the mart `fct_reconciliation`.
        earlier: The file of an earlier run, there or not.
        path: The new file; not written when there is no query and nothing is filled in.
        hide: Puts hashes in the place of identifiers in what is filled in; None to
            leave it as it is.

    Returns:
        Whether it was written.

    Raises:
        OSError: The file cannot be written.
    """
    kept = _frame(_filled_in(earlier))
    if hide is not None:
        kept = kept.with_columns(
            pl.col("child", "reason", "by").map_elements(hide, return_dtype=pl.String)
        )
    queries = pl.concat([rule_queries(findings), figure_queries(findings)])
    if kept.is_empty() and queries.is_empty():
        return False
    still_open = queries_to_explain(findings, reconciliation).join(
        kept, on=_KEY, how="anti", nulls_equal=True, maintain_order="left"
    )
    write_csv(_without_figures(pl.concat([kept, still_open])), path)
    return True


def _without_figures(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without the columns of figures where none has a figure."""
    has_figure = rows["figure"].is_not_null().any()
    return rows if has_figure else rows.drop(FIGURE_COLUMNS)


def keep_other_returns(path: Path, return_id: str) -> bool:
    """Keep of the file what is filled in for other returns alone.

    Args:
        path: The file.
        return_id: The return that goes, with rows that name none.

    Returns:
        Whether anything is kept; the file is as it was if not.

    Raises:
        OSError: The file cannot be written.
    """
    kept = [
        row for row in _filled_in(path) if row.return_id not in (None, "", return_id)
    ]
    if kept:
        write_csv(_without_figures(_frame(kept)), path)
    return bool(kept)


def _filled_in(path: Path) -> Sequence[Explanation]:
    """The rows of an earlier file in which somebody has written something."""
    if path.is_symlink() or not path.is_file():
        return []
    try:
        rows = read_explanations(path)
    except InputError:
        path.rename(_aside(path))
        return []
    return [
        row
        for row in rows
        if any((cell or "").strip() for cell in (row.reason, row.by, row.date))
    ]


def _aside(path: Path) -> Path:
    """A name beside the file that no file has."""
    place, number = path.with_suffix(".old.csv"), 1
    while place.exists():
        number += 1
        place = path.with_suffix(f".old-{number}.csv")
    return place


def _frame(rows: Sequence[Explanation]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (
                row.rule,
                row.child,
                row.reason,
                row.by,
                row.date,
                row.return_id,
                row.figure,
                row.stated,
                row.expected,
            )
            for row in rows
        ],
        schema=dict.fromkeys(_COLUMNS, pl.String),
        orient="row",
    )
