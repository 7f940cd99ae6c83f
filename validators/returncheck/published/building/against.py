"""Holds the figures that ship against the national tool's series."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from returncheck.errors import ConfigError
from returncheck.published.building.building import Built
from returncheck.published.computing import decimals_of, number
from returncheck.published.symbols import NUMBER

KNOWN = Path(__file__).parents[1] / "known_differences.yml"
"""The differences that are known, and the reason of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Differences of one kind that are known.

    Attributes:
        reason: Why the figures differ.
        indicators: The indicators.
        years: First and last year.
        areas: Codes of areas, or kinds of area; empty for all.
        value: What the release files give; None for anything.
        most: The largest difference that the reason explains; None for any.
    """

    reason: str
    indicators: tuple[str, ...]
    years: tuple[int, int]
    areas: tuple[str, ...] = ()
    value: str | None = None
    most: float | None = None

    def explains(self) -> pl.Expr:
        """Whether this is the reason of a difference."""
        is_area = pl.lit(not self.areas) | (
            pl.col("area_code").is_in(self.areas)
            | pl.col("area_type").is_in(self.areas)
        )
        is_value = pl.lit(value=True)
        if self.value is not None:
            is_value = pl.col("value") == self.value
        is_small = pl.lit(value=True)
        if self.most is not None:
            is_small = (pl.col("difference") <= self.most + 1e-9).fill_null(value=False)
        return (
            pl.col("indicator_id").is_in(self.indicators)
            & pl.col("year").is_between(*self.years)
            & is_area
            & is_value
            & is_small
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What became of the comparison.

    Attributes:
        compared: How many figures both have.
        explained: Differences with the reason of each.
        unexplained: Differences of which no reason is known: indicator_id, year,
            area_type, area_code, value and tool_value.
        unused: Reasons that no difference has.
    """

    compared: int
    explained: pl.DataFrame
    unexplained: pl.DataFrame
    unused: list[Known]


def known_differences(path: Path = KNOWN) -> list[Known]:
    """The differences that are known.

    Raises:
        ConfigError: The file is not as it has to be.
    """
    from returncheck.settings.yaml_file import NotYamlError, load_yaml

    try:
        content = load_yaml(path.read_bytes()).content
    except NotYamlError as error:
        raise ConfigError(f"{path} is not valid YAML: {error}") from error
    entries = content.get("differences") if isinstance(content, dict) else None
    try:
        return [_known(entry) for entry in entries or []]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(
            f"{path}: every entry of `differences` has a `reason`, `indicators` and "
            f"`years` of two numbers ({error})."
        ) from error


def _known(entry: Mapping[str, object]) -> Known:
    first, last = _listed(entry["years"])
    most, value = entry.get("most"), entry.get("value")
    return Known(
        reason=str(entry["reason"]),
        indicators=tuple(str(each) for each in _listed(entry["indicators"])),
        years=(int(str(first)), int(str(last))),
        areas=tuple(str(each) for each in _listed(entry.get("areas", []))),
        value=None if value is None else str(value),
        most=None if most is None else float(str(most)),
    )


def _listed(value: object) -> Iterable[object]:
    if not isinstance(value, list):
        raise TypeError(f"'{value}' is no list")
    return value


def differences(built: Built, known: list[Known]) -> Difference:
    """Compare all that release files give with the tool's figures.

    What the files leave to be computed is held against what the tool prints, also
    where that is what ships. Two rounded figures agree when they differ by no more than
    half a unit of the coarser one. A symbol beside the tool's number is a difference; a
    figure that the tool does not have is none.

    Args:
        built: The figures.
        known: The differences that are known.
    """
    place = ["indicator_id", "year", "area_type", "area_code"]
    own = built.figures.filter(pl.col("own_value").is_not_null())
    both = own.with_columns(pl.col("own_value").alias("value")).join(
        built.tool.select(*place, pl.col("value").alias("tool_value")),
        on=place,
        how="inner",
    )
    most = pl.min_horizontal(
        decimals_of("value").max().over("indicator_id", "year"),
        decimals_of("tool_value").max().over("indicator_id", "year"),
    )
    change = (number("value") - number("tool_value")).abs()
    is_number = pl.col("value").str.contains(NUMBER)
    half_a_unit = 0.5 * pl.lit(10.0) ** (-most) + 1e-9
    differing = (
        both.with_columns(change.alias("difference"))
        .filter(~is_number | (change > half_a_unit))
        .select(*place, "value", "tool_value", "difference")
        .sort(place)
    )
    reasons = (pl.when(each.explains()).then(pl.lit(each.reason)) for each in known)
    reason = pl.coalesce(*reasons, pl.lit(None, dtype=pl.String))
    told = differing.with_columns(reason.alias("reason"))
    return Difference(
        compared=both.height,
        explained=told.filter(pl.col("reason").is_not_null()),
        unexplained=told.filter(pl.col("reason").is_null()).drop("reason"),
        unused=[each for each in known if differing.filter(each.explains()).is_empty()],
    )
