"""Columns of texts as the page's data holds them: each different text once."""

from collections.abc import Callable, Sequence

import polars as pl


def coded_texts(
    column: pl.Series, change: Callable[[str], str] = str
) -> tuple[list[str], list[int]]:
    """A column of texts as its different texts and the number of each row's.

    Args:
        column: The texts.
        change: What to do to each different text.

    Returns:
        The texts, and a number a row, -1 for none.
    """
    texts = column.drop_nulls().unique(maintain_order=True).to_list()
    return [change(text) for text in texts], numbers_of(column, texts)


def numbers_of(column: pl.Series, texts: Sequence[str]) -> list[int]:
    """The number that each row's text has among some, -1 for none of them."""
    if not texts:
        return [-1] * len(column)
    numbers = column.replace_strict(
        list(texts), range(len(texts)), default=-1, return_dtype=pl.Int64
    )
    return numbers.fill_null(-1).to_list()
