"""Which comparisons of the reconciliation have two figures that can be judged."""

import polars as pl


def of_judged_figures(
    reconciliation: pl.DataFrame, values: pl.DataFrame
) -> pl.DataFrame:
    """Leave out what is held against a recomputed figure of a part of a year.

    Such a figure is in no mart of the export, so nothing judges it. A state on a day is
    held against reported ones of any first day.

    Args:
        reconciliation: Rows of `fct_reconciliation`.
        values: Rows of `fct_indicator_values`.

    Returns:
        The rows that may be judged, in their order.
    """
    key = ["la_code", "indicator_id", "period_end"]
    recomputed = values.filter(pl.col("source") == "recomputed").select(
        *key, first="period_start", is_state=pl.col("period_type") == "snapshot"
    )
    numbered = reconciliation.with_row_index("row")
    of_records = pl.col("comparison") == "reported_against_recomputed"
    judged = (
        numbered.filter(of_records)
        .join(recomputed, on=key, how="inner")
        .filter(pl.col("is_state") | (pl.col("period_start") == pl.col("first")))
    )
    kept = ~of_records | pl.col("row").is_in(judged["row"].to_list())
    return numbered.filter(kept).drop("row")
