"""The form of a mapping file, key by key; `mapping` turns it into a mapping.

Imported only where a mapping is read.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    Strict,
    StringConstraints,
    model_validator,
)

from returncheck.catalogue.indicators import indicators
from returncheck.published.cells import (
    AREA_TYPES,
    Cell,
    Where,
    cell_of,
    texts_of,
    where_of,
)
from returncheck.settings.told import ToldModel, tell, told

_CELL = (
    "is no cell. Write a heading, a list of headings, `{{column: ..., where: ...}}`, "
    "`{{total: [cells]}}` or `{{difference: [cells]}}`."
)


def _read(reader: Callable[[object], Any], words: str) -> PlainValidator:
    def read(value: object) -> object:
        try:
            return reader(value)
        except ValueError:
            raise told(words) from None

    return PlainValidator(read)


def _published(indicator_id: str) -> str:
    if not any(
        known.indicator_id == indicator_id and known.is_published
        for known in indicators()
    ):
        raise told(
            ": '{indicator_id}' is no published indicator. "
            "List the ids with: returncheck indicators list",
            of_mapping=True,
            indicator_id=indicator_id,
        )
    return indicator_id


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _lists(value: object) -> tuple[tuple[str, ...], ...]:
    listed = value if isinstance(value, list) else [value]
    if not listed:
        raise ValueError("nothing")
    return tuple(texts_of(each) for each in listed)


def _contents(value: object) -> dict[str, tuple[tuple[str, ...], ...]]:
    if not isinstance(value, dict):
        raise ValueError("no mapping")
    return {str(key): _lists(each) for key, each in value.items()}


_Filled = Annotated[
    str, Strict(), StringConstraints(strip_whitespace=True, min_length=1)
]
_Text = Annotated[_Filled, tell("is '{value}'. Write a text.")]
_Texts = Annotated[
    tuple[_Filled, ...],
    BeforeValidator(_as_list),
    tell("has to be a text or a list of texts.", whole=True),
]
_Lists = Annotated[
    tuple[tuple[str, ...], ...],
    _read(_lists, "has to be a list of texts, or of lists of alternatives."),
]
_Contents = Annotated[
    dict[str, tuple[tuple[str, ...], ...]],
    _read(_contents, "has to list headings and what has to stand under them."),
]
_Where = Annotated[
    Where, _read(where_of, "has to list headings, and a text or texts of each.")
]
_Cell = Annotated[Cell, _read(cell_of, _CELL)]
_Year = Annotated[
    int,
    Strict(),
    Field(ge=1990, le=2100),
    tell("is '{value}'. Write a year such as 2016."),
]


class _Part(ToldModel):
    """A mapping of the file."""

    unknown_key = "has the unknown key '{key}'. Keys: {known}."
    missing_key = "lacks '{key}'. Keys: {known}."
    no_mapping = "has to list keys and values."
    blank_is_missing = True


class ColumnsPart(_Part):
    """The headings that all files share."""

    time_period: _Text
    time_identifier: _Text
    level: _Text


class LevelEntry(_Part):
    """The rows of one kind of area."""

    name: _Text
    code: _Text


class LevelsPart(_Part):
    """The kinds of area."""

    england: LevelEntry
    region: LevelEntry
    authority: LevelEntry


class YearsPart(_Part):
    """The years that are taken, both ends with them."""

    first: _Year | None = None
    last: _Year | None = None


class SeriesEntry(_Part):
    """One indicator of a release."""

    indicator: Annotated[_Text, AfterValidator(_published)]
    value: _Cell | None = None
    numerator: _Cell | None = None
    denominator: _Cell | None = None
    where: _Where = Field(default_factory=dict)
    written: Literal["as_it_is", "years_and_months"] = "as_it_is"
    optional: bool = False
    release: _Text | None = None
    years: YearsPart = YearsPart()

    @model_validator(mode="after")
    def _gives_a_value(self) -> Self:
        if self.value is None and (self.numerator is None or self.denominator is None):
            raise told(
                "lacks 'value'. Only where both 'numerator' and 'denominator' stand "
                "is a value computed.",
                of_mapping=False,
            )
        return self


class ToolSeriesEntry(_Part):
    """One indicator of the national tool's extract."""

    indicator: Annotated[_Text, AfterValidator(_published)]
    series: _Text
    numerator: _Text | None = None
    denominator: _Text | None = None
    release: _Text
    areas: _Texts = AREA_TYPES
    years: YearsPart = YearsPart()
    corrects: YearsPart | None = None


class ReleaseEntry(_Part):
    """One published file."""

    id: _Text
    title: _Text
    series: Annotated[list[SeriesEntry], tell("has to be a list.")]
    recognise: _Lists
    release: _Text | None = None
    contains: _Contents = Field(default_factory=dict)
    time_identifiers: _Texts = ("Reporting year",)
    where: _Where = Field(default_factory=dict)


class ToolEntry(_Part):
    """The national tool's extract."""

    id: _Text
    layout: Literal["tool"]
    title: _Text
    series: Annotated[list[ToolSeriesEntry], tell("has to be a list.")]


class SharedFile(_Part):
    """What all shipped mappings have in common."""

    columns: ColumnsPart
    levels: LevelsPart
    without_files: dict[str, str] = Field(default_factory=dict)


class ReleasesFile(_Part):
    """A shipped file of releases."""

    releases: Annotated[list[ReleaseEntry], tell("has to be a list.")]


class ToolFile(_Part):
    """The shipped file on the national tool's extract."""

    releases: Annotated[list[ToolEntry], tell("has to be a list.")]


class MappingFile(_Part):
    """All keys of the file."""

    columns: ColumnsPart
    levels: LevelsPart
    releases: Annotated[list[ReleaseEntry], tell("has to be a list.")]

    @model_validator(mode="after")
    def _releases_once(self) -> Self:
        names = [release.id for release in self.releases]
        for place, name in enumerate(names):
            if name in names[:place]:
                raise told(
                    "has the release '{name}' twice.",
                    line_at=("releases", place, "id"),
                    name=name,
                )
        return self
