"""The mapping file: which column of which published file gives which indicator.

What the shipped file says stands in `releases.yml` beside this module; nothing about a
release is repeated in code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from returncheck.errors import ConfigError

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
        ConfigError: No such file, no valid YAML, a key too many or too few, or an
            indicator that is not in the catalogue.
    """
    import yaml

    source = path or SHIPPED
    try:
        document = yaml.safe_load(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"The mapping {source} cannot be read: {error.strerror}. "
            "Check the name given with --mapping."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        first = " ".join(str(error).split())
        raise ConfigError(f"{source} is not valid YAML: {first}") from error
    return _mapping(_Part(document, str(source)))


class _Part:
    """A piece of the document that knows its place, for the messages."""

    def __init__(self, content: object, place: str) -> None:
        self._content = content
        self.place = place

    def keys(self, needed: Sequence[str], optional: Sequence[str] = ()) -> None:
        content = self.table()
        allowed = (*needed, *optional)
        unknown = [str(key) for key in content if key not in allowed]
        missing = [key for key in needed if content.get(key) in (None, "", [], {})]
        if unknown or missing:
            fault = (
                f"has the unknown key '{unknown[0]}'"
                if unknown
                else f"lacks '{missing[0]}'"
            )
            raise ConfigError(f"{self.place} {fault}. Keys: {', '.join(allowed)}.")

    def table(self) -> Mapping[Any, Any]:
        if isinstance(self._content, dict):
            return self._content
        raise ConfigError(f"{self.place} has to list keys and values.")

    def part(self, key: str) -> "_Part":
        return _Part(self.table().get(key), f"{self.place}: `{key}`")

    def parts(self) -> list["_Part"]:
        if not isinstance(self._content, list):
            raise ConfigError(f"{self.place} has to be a list.")
        return [
            _Part(content, f"{self.place} entry {number}")
            for number, content in enumerate(self._content, start=1)
        ]

    def text(self, key: str) -> str:
        value = self.table().get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        raise ConfigError(f"{self.place}: `{key}` is '{value}'. Write a text.")

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.table().get(key)
        listed = [] if value is None else value if isinstance(value, list) else [value]
        if all(isinstance(text, str) and text.strip() for text in listed):
            return tuple(text.strip() for text in listed)
        raise ConfigError(f"{self.place}: `{key}` has to be a text or a list of texts.")

    def where(self) -> dict[str, str]:
        if self.table().get("where") is None:
            return {}
        wanted = self.part("where")
        return {str(name): wanted.text(name) for name in wanted.table()}


def _mapping(document: _Part) -> ReleaseMapping:
    document.keys(("columns", "levels", "releases"))
    columns, levels = document.part("columns"), document.part("levels")
    columns.keys(("time_period", "time_identifier", "level"))
    levels.keys(AREA_TYPES)
    releases = tuple(_release(part) for part in document.part("releases").parts())
    names = [release.release_id for release in releases]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ConfigError(f"{document.place} has the release '{twice[0]}' twice.")
    return ReleaseMapping(
        time_period=columns.text("time_period"),
        time_identifier=columns.text("time_identifier"),
        level=columns.text("level"),
        levels={name: _level(levels.part(name)) for name in AREA_TYPES},
        releases=releases,
    )


def _level(part: _Part) -> Level:
    part.keys(("name", "code"))
    return Level(name=part.text("name"), code=part.text("code"))


def _release(part: _Part) -> Release:
    part.keys(("id", "title", "recognise", "time_identifiers", "series"), ("where",))
    common = part.where()
    return Release(
        release_id=part.text("id"),
        title=part.text("title"),
        recognise=part.texts("recognise"),
        time_identifiers=part.texts("time_identifiers"),
        series=tuple(_series(each, common) for each in part.part("series").parts()),
    )


def _series(part: _Part, common: Where) -> Series:
    from returncheck.catalogue.indicators import indicators

    part.keys(("indicator", "value"), ("numerator", "denominator", "where"))
    indicator_id = part.text("indicator")
    if not any(
        known.indicator_id == indicator_id and known.is_published
        for known in indicators()
    ):
        raise ConfigError(
            f"{part.place}: '{indicator_id}' is no published indicator. "
            "List the ids with: returncheck indicators list"
        )
    return Series(
        indicator_id=indicator_id,
        value=part.texts("value"),
        numerator=part.texts("numerator"),
        denominator=part.texts("denominator"),
        where={**common, **part.where()},
    )
