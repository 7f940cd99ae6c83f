"""Holds the figures that ship against every release file as it is printed."""

import polars as pl

from returncheck.published.building.building import Built

_PLACE = ["indicator_id", "year", "area_type", "area_code"]
_CELLS = ("value", "numerator", "denominator")


def not_as_printed(built: Built) -> tuple[int, pl.DataFrame]:
    """What a release file prints and the figures do not have, letter by letter.

    Args:
        built: The figures, with the files that they were made of.

    Returns:
        How many figures the files print, of which each counts in the last file that
        has it; and those that ship otherwise: name of the file, indicator_id, year,
        area_type, area_code, value and `shipped`. Years that the tool corrects are not
        among them.
    """
    printed = [
        file.figures.filter(~pl.col("is_computed")).select(
            *_PLACE, *_CELLS, "is_over_population", pl.lit(file.name).alias("file")
        )
        for file in built.files
    ]
    all_printed = pl.concat(printed).unique(_PLACE, keep="last", maintain_order=True)
    for series in built.mapping.tool:
        if series.corrects is not None:
            is_corrected = (
                pl.col("indicator_id") == series.indicator_id
            ) & series.corrects.have()
            all_printed = all_printed.filter(~is_corrected)
    shipped = built.figures.select(
        *_PLACE, *(pl.col(name).alias(f"shipped_{name}") for name in _CELLS)
    )
    both = all_printed.join(shipped, on=_PLACE, how="left", maintain_order="left")
    same = [pl.col(name).eq_missing(pl.col(f"shipped_{name}")) for name in _CELLS]
    wrong = both.filter(~pl.all_horizontal(same)).select(
        "file", *_PLACE, "value", pl.col("shipped_value").alias("shipped")
    )
    return all_printed.height, wrong
