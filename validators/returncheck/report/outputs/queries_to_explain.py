"""`queries-to-explain.csv`: the open queries, to be filled in and given back.

Queries of statutory rules are in it, and of figures that disagree with another
statement of them; nothing else can be explained.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from returncheck.errors import InputError
from returncheck.report.outputs.data_files import write_csv
from returncheck.results.open_queries import (
    COLUMNS,
    KEY,
    figure_queries,
    queries_to_explain,
    rule_queries,
)
from returncheck.settings.explanations import (
    FIGURE_COLUMNS,
    Explanation,
    read_explanations,
)


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
        kept, on=KEY, how="anti", nulls_equal=True, maintain_order="left"
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
    if not path.is_file():
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
        schema=dict.fromkeys(COLUMNS, pl.String),
        orient="row",
    )
