"""The mapping file: which column of which published file gives which indicator.

What the shipped file says stands in `releases.yml` beside this module; nothing about a
release is repeated in code. Which keys a mapping has is `mapping_file`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.errors import ConfigError

if TYPE_CHECKING:
    from returncheck.published.mapping_file import MappingFile, ReleaseEntry
    from returncheck.settings.told import Fault

SHIPPED = Path(__file__).with_name("releases.yml")
"""The mapping that is used when none is given."""

AREA_TYPES = ("england", "region", "authority")
"""Kinds of area, as the seeds call them; a mapping gives the level of each."""

Where = Mapping[str, str]


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
class Series:
    """One indicator in a file.

    Attributes:
        indicator_id: The indicator.
        value: Headings that may give its value; the first that is there does.
        numerator: The same for the count above the line; empty for none.
        denominator: The same for the count below it.
        where: Heading to the value of the rows that are meant.
    """

    indicator_id: str
    value: tuple[str, ...]
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    where: Where = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One published file.

    Attributes:
        release_id: Short name.
        title: What the publisher calls it.
        recognise: Headings by which the file is known.
        time_identifiers: What may stand beside the time period.
        series: The indicators that it gives.
    """

    release_id: str
    title: str
    recognise: tuple[str, ...]
    time_identifiers: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMapping:
    """A whole mapping file.

    Attributes:
        time_period: Heading of the time period.
        time_identifier: Heading of what kind of period it is.
        level: Heading of the kind of area.
        levels: Kind of area to its rows.
        releases: The files that are known.
    """

    time_period: str
    time_identifier: str
    level: str
    levels: Mapping[str, Level]
    releases: tuple[Release, ...]


def read_mapping(path: Path | None = None) -> ReleaseMapping:
    """Read a mapping file.

    Args:
        path: The YAML file; None for the shipped one.

    Returns:
        The mapping; every indicator that it names is in the catalogue.

    Raises:
        ConfigError: No such file, no valid YAML, or keys too many or too few, wrong
            values and indicators that are not in the catalogue; all of them, one a
            line.
    """
    from pydantic import ValidationError

    from returncheck.published.mapping_file import MappingFile
    from returncheck.settings.told import refusal
    from returncheck.settings.yaml_file import NotYamlError, load_yaml

    source = path or SHIPPED
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
        return _mapping(MappingFile.model_validate(document.content))
    except ValidationError as error:
        raise refusal(error, str(source), _place, document.line_of) from error


def _place(fault: "Fault") -> str:
    parts = (
        f" entry {step + 1}" if isinstance(step, int) else f": `{step}`"
        for step in fault.path
    )
    return "".join(parts)


def _mapping(file: "MappingFile") -> ReleaseMapping:
    levels = {name: getattr(file.levels, name) for name in AREA_TYPES}
    return ReleaseMapping(
        time_period=file.columns.time_period,
        time_identifier=file.columns.time_identifier,
        level=file.columns.level,
        levels={
            name: Level(name=each.name, code=each.code) for name, each in levels.items()
        },
        releases=tuple(_release(each) for each in file.releases),
    )


def _release(entry: "ReleaseEntry") -> Release:
    return Release(
        release_id=entry.id,
        title=entry.title,
        recognise=entry.recognise,
        time_identifiers=entry.time_identifiers,
        series=tuple(
            Series(
                indicator_id=each.indicator,
                value=each.value,
                numerator=each.numerator,
                denominator=each.denominator,
                where={**entry.where, **each.where},
            )
            for each in entry.series
        ),
    )
