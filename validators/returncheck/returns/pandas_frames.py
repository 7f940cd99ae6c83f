"""Frames of pandas to and from polars, also where pyarrow is not installed.

Polars goes through pyarrow for every column that is no plain one of numpy's.
"""

from typing import TYPE_CHECKING, Any, cast

from returncheck.returns.cell_text import mixed_frame

if TYPE_CHECKING:
    import polars as pl

_PLAIN = "biufM"
"""Kinds of numpy's that polars takes by itself: bool, numbers, times."""


def is_pandas(frame: object) -> bool:
    """Whether an object is of pandas, which is not imported to find out."""
    return type(frame).__module__.startswith("pandas")


def polars_of(frame: Any) -> "pl.DataFrame":  # noqa: ANN401
    """The rows of a pandas frame in polars.

    Args:
        frame: A pandas frame; its index is left out.

    Returns:
        The same columns; as text where the cells of a column are of several kinds.
    """
    import polars as pl

    numbered = frame.reset_index(drop=True)
    try:
        return cast("pl.DataFrame", pl.from_pandas(numbered))
    except ModuleNotFoundError:
        return _without_pyarrow(numbered)
    except (TypeError, ValueError, NotImplementedError):
        # pyarrow's own errors are of these kinds.
        return mixed_frame(numbered.to_dict("list"))


def pandas_of(frame: "pl.DataFrame") -> Any:  # noqa: ANN401
    """A polars frame in pandas."""
    try:
        return frame.to_pandas()
    except ModuleNotFoundError:
        import pandas as pd

        return pd.DataFrame(frame.to_dict(as_series=False))


def _without_pyarrow(frame: Any) -> "pl.DataFrame":  # noqa: ANN401
    import polars as pl

    columns: list[pl.Series] = []
    for name in frame.columns:
        column = frame[name]
        kind = getattr(column.dtype, "kind", "O")
        if kind in _PLAIN and type(column.dtype).__module__.startswith("numpy"):
            columns.append(
                pl.Series(str(name), column.to_numpy(copy=True), nan_to_null=True)
            )
            continue
        cells = [
            None if gone else cell
            for cell, gone in zip(column.tolist(), column.isna().tolist(), strict=True)
        ]
        try:
            columns.append(pl.Series(str(name), cells, strict=True))
        except (TypeError, pl.exceptions.PolarsError):
            columns.append(mixed_frame({str(name): cells}).to_series())
    return pl.DataFrame(columns)
