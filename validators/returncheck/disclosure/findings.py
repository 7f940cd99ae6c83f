"""Counts of findings by check, which may be public where the findings may not."""

from collections.abc import Iterable

import polars as pl

from returncheck.disclosure.control import protect
from returncheck.disclosure.links import Balance, Link, Total


def count_findings(findings: pl.DataFrame) -> pl.DataFrame:
    """Findings counted by check, each once however many records it names.

    Args:
        findings: `fct_findings`.

    Returns:
        `return_id`, `layer`, `check_id`, `severity` and `finding_count`, sorted.
    """
    keys = ["return_id", "layer", "check_id", "severity"]
    return (
        findings.group_by(keys)
        .agg(pl.col("counted_as").n_unique().cast(pl.Int64).alias("finding_count"))
        .sort(keys, nulls_last=True)
    )


def judge_findings(
    outcomes: pl.DataFrame, counts: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Decide which counts of findings may be shown.

    Args:
        outcomes: `fct_rule_outcomes`.
        counts: What `count_findings` gives.

    Returns:
        For each row of the two: `finding_count_symbol`, and for the first
        `explained_count_symbol` too; `c` where the count is withheld, else null.
    """
    numbered = outcomes.select(
        _ids("outcome", pl.len()).alias("finding"),
        _ids("explained", pl.len()).alias("explained"),
        pl.format("{}|{}:{}", "return_id", "collection", "code").alias("check"),
        "finding_count",
        "explained_count",
    )
    listed = counts.with_row_index("number").select(
        pl.format("count {}", "number").alias("count_id"),
        pl.format("{}|{}", "return_id", "check_id").alias("check"),
        "finding_count",
        "layer",
    )
    same = numbered.join(listed.filter(pl.col("layer") == "rule"), on="check")
    links: list[Link] = [
        *_explained(numbered.select("finding", "explained").iter_rows()),
        *(
            Balance(left=(one,), right=(other,))
            for one, other in same.select("finding", "count_id").iter_rows()
        ),
    ]
    figures = pl.concat(
        [
            numbered.select(figure_id="finding", value=pl.col("finding_count")),
            numbered.select(figure_id="explained", value=pl.col("explained_count")),
            listed.select(figure_id="count_id", value=pl.col("finding_count")),
        ]
    )
    symbols = protect(figures, links).figures["symbol"]
    rows = outcomes.height
    return (
        pl.DataFrame(
            {
                "finding_count_symbol": symbols[:rows],
                "explained_count_symbol": symbols[rows : 2 * rows],
            }
        ),
        pl.DataFrame({"finding_count_symbol": symbols[2 * rows :]}),
    )


def _ids(name: str, rows: pl.Expr) -> pl.Expr:
    return pl.format(f"{name} {{}}", pl.int_range(rows))


def _explained(pairs: Iterable[tuple[str, str]]) -> Iterable[Link]:
    for finding, explained in pairs:
        yield Total(total=finding, parts=(explained,), is_complete=False)
