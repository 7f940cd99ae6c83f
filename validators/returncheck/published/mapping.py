"""The mapping: which column of which published file gives which indicator.

What ships is the folder `releases` beside this module; nothing about a release is
repeated in code. Which keys a mapping has is `mapping_file`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from returncheck.errors import ConfigError
from returncheck.published.cells import AREA_TYPES, Cell, Where, merged

if TYPE_CHECKING:
    from returncheck.published.mapping_file import (
        ColumnsPart,
        LevelsPart,
        ReleaseEntry,
        ToolEntry,
        YearsPart,
    )
    from returncheck.settings.told import Fault

SHIPPED = Path(__file__).with_name("releases")
"""The folder of the mapping that is used when none is given."""

_SHARED = "shared.yml"
_TOOL = "tool.yml"
_File = TypeVar("_File")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The rows of one kind of area.

    Attributes:
        name: What stands in the column of levels.
        code: Heading of the column with the area's code.
    """

    name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """The years that are taken, both ends with them; None for no end."""

    first: int | None = None
    last: int | None = None

    def have(self) -> pl.Expr:
        """Whether `year` is one of them; null where there is no year."""
        within = pl.lit(value=True)
        if self.first is not None:
            within &= pl.col("year") >= self.first
        if self.last is not None:
            within &= pl.col("year") <= self.last
        return within


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One indicator in a file.

    Attributes:
        indicator_id: The indicator.
        value: Its value; None where it is computed of its parts.
        numerator: The count above the line; None for none.
        denominator: The count below it.
        where: What is asked of the rows that are meant.
        is_duration: Whether its cells are years and months, `02:03`, told in months.
        is_optional: Whether a file of the release may lack its columns or its rows.
        release: The release that it comes out with, of `rc_releases`; None for none.
        years: The years that are taken.
    """

    indicator_id: str
    value: Cell | None = None
    numerator: Cell | None = None
    denominator: Cell | None = None
    where: Where = field(default_factory=dict)
    is_duration: bool = False
    is_optional: bool = False
    release: str | None = None
    years: Years = Years()


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One published file.

    Attributes:
        release_id: Short name.
        title: What the publisher calls it.
        recognise: Headings by which the file is known; of each entry one is enough.
        contains: Heading, or alternatives, to values that have to occur under it; of
            each entry one is enough.
        time_identifiers: What may stand beside the time period.
        series: The indicators that it gives.
    """

    release_id: str
    title: str
    recognise: tuple[tuple[str, ...], ...]
    contains: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    time_identifiers: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSeries:
    """One indicator in the national tool's extract.

    Attributes:
        indicator_id: The indicator.
        series: What the tool calls it.
        numerator: The tool's series of the count above the line; None for none.
        denominator: The same of the count below it.
        release: The release that the figures come out with, of `rc_releases`.
        areas: Kinds of area that are taken.
        corrects: The years of which the tool has later figures than the release files;
            None for none.
        years: The years that are taken.
    """

    indicator_id: str
    series: str
    numerator: str | None = None
    denominator: str | None = None
    release: str
    areas: tuple[str, ...] = AREA_TYPES
    years: Years = Years()
    corrects: Years | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMapping:
    """A whole mapping.

    Attributes:
        time_period: Heading of the time period.
        time_identifier: Heading of what kind of period it is.
        level: Heading of the kind of area.
        levels: Kind of area to its rows.
        releases: The files that are known.
        tool: The indicators of the national tool's extract.
        without_files: Indicators that come out with a release but have no figures
            here, and the release.
    """

    time_period: str
    time_identifier: str
    level: str
    levels: Mapping[str, Level]
    releases: tuple[Release, ...]
    tool: tuple[ToolSeries, ...] = ()
    without_files: Mapping[str, str] = field(default_factory=dict)


def read_mapping(path: Path | None = None) -> ReleaseMapping:
    """Read a mapping file.

    Args:
        path: The YAML file; None for the shipped files.

    Returns:
        The mapping; every indicator that it names is in the catalogue.

    Raises:
        ConfigError: No such file, no valid YAML, or keys too many or too few, wrong
            values and indicators that are not in the catalogue; all of them, one a
            line.
    """
    from returncheck.published.mapping_file import (
        MappingFile,
        ReleasesFile,
        SharedFile,
        ToolFile,
    )

    if path is not None:
        file = _read(path, MappingFile.model_validate)
        return _mapping(file.columns, file.levels, file.releases)
    shared = _read(SHIPPED / _SHARED, SharedFile.model_validate)
    entries: list[ReleaseEntry] = []
    for each in _release_files():
        entries += _read(each, ReleasesFile.model_validate).releases
    tool: list[ToolEntry] = []
    if (SHIPPED / _TOOL).is_file():
        tool = _read(SHIPPED / _TOOL, ToolFile.model_validate).releases
    return _mapping(
        shared.columns, shared.levels, entries, tool, without=shared.without_files
    )


def shipped_text() -> str:
    """The shipped mapping of files as one text, to be copied and changed."""
    parts = [(SHIPPED / _SHARED).read_text(encoding="utf-8")]
    before, _, _ = parts[0].partition("\nwithout_files:")
    parts = [before.rstrip("\n"), "", "releases:"]
    for path in _release_files():
        text = path.read_text(encoding="utf-8")
        _, _, below = text.partition("releases:\n")
        parts.append(below.rstrip("\n"))
    return "\n".join(parts)


def _release_files() -> list[Path]:
    return sorted(p for p in SHIPPED.glob("*.yml") if p.name not in (_SHARED, _TOOL))


def _read(source: Path, validate: Callable[[object], _File]) -> _File:
    from pydantic import ValidationError

    from returncheck.settings.told import refusal
    from returncheck.settings.yaml_file import NotYamlError, load_yaml

    try:
        document = load_yaml(source.read_bytes())
    except OSError as error:
        raise ConfigError(
            f"The mapping {source} cannot be read: {error.strerror}. "
            "Check the name given with --mapping."
        ) from error
    except NotYamlError as error:
        raise ConfigError(f"{source} is not valid YAML: {error}") from error
    try:
        return validate(document.content)
    except ValidationError as error:
        raise refusal(error, str(source), _place, document.line_of) from error


def _place(fault: "Fault") -> str:
    parts = (
        f" entry {step + 1}" if isinstance(step, int) else f": `{step}`"
        for step in fault.path
    )
    return "".join(parts)


def _mapping(
    columns: "ColumnsPart",
    levels: "LevelsPart",
    releases: "Sequence[ReleaseEntry]",
    tool: "Sequence[ToolEntry]" = (),
    *,
    without: Mapping[str, str] | None = None,
) -> ReleaseMapping:
    named = {name: getattr(levels, name) for name in AREA_TYPES}
    return ReleaseMapping(
        time_period=columns.time_period,
        time_identifier=columns.time_identifier,
        level=columns.level,
        levels={
            name: Level(name=each.name, code=each.code) for name, each in named.items()
        },
        releases=tuple(_release(each) for each in releases),
        tool=tuple(
            ToolSeries(
                indicator_id=each.indicator,
                series=each.series,
                numerator=each.numerator,
                denominator=each.denominator,
                release=each.release,
                areas=each.areas,
                years=_years(each.years),
                corrects=_years(each.corrects) if each.corrects else None,
            )
            for entry in tool
            for each in entry.series
        ),
        without_files=without or {},
    )


def _release(entry: "ReleaseEntry") -> Release:
    return Release(
        release_id=entry.id,
        title=entry.title,
        recognise=entry.recognise,
        contains=entry.contains,
        time_identifiers=entry.time_identifiers,
        series=tuple(
            Series(
                indicator_id=each.indicator,
                value=each.value,
                numerator=each.numerator,
                denominator=each.denominator,
                where=merged(entry.where, each.where),
                is_duration=each.written == "years_and_months",
                is_optional=each.optional,
                release=each.release or entry.release,
                years=_years(each.years),
            )
            for each in entry.series
        ),
    )


def _years(part: "YearsPart") -> Years:
    return Years(first=part.first, last=part.last)
