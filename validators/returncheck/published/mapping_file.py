"""The form of a mapping file, key by key; `mapping` turns it into a mapping.

Imported only where a mapping is read.
"""

from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    Strict,
    StringConstraints,
    model_validator,
)

from returncheck.catalogue.indicators import indicators
from returncheck.settings.told import ToldModel, tell, told


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
    if value is None:
        return []
    return [value] if isinstance(value, str) else value


def _none_as_empty(value: object) -> object:
    return {} if value is None else value


_Filled = Annotated[
    str, Strict(), StringConstraints(strip_whitespace=True, min_length=1)
]
_Text = Annotated[_Filled, tell("is '{value}'. Write a text.")]
_Texts = Annotated[
    tuple[_Filled, ...],
    BeforeValidator(_as_list),
    tell("has to be a text or a list of texts.", whole=True),
]
_Where = Annotated[
    dict[Annotated[str, BeforeValidator(str)], _Text],
    BeforeValidator(_none_as_empty),
    tell("has to list keys and values."),
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


class SeriesEntry(_Part):
    """One indicator of a release."""

    indicator: Annotated[_Text, AfterValidator(_published)]
    value: _Texts
    numerator: _Texts = ()
    denominator: _Texts = ()
    where: _Where = Field(default_factory=dict)


class ReleaseEntry(_Part):
    """One published file."""

    id: _Text
    title: _Text
    recognise: _Texts
    time_identifiers: _Texts
    series: Annotated[list[SeriesEntry], tell("has to be a list.")]
    where: _Where = Field(default_factory=dict)


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
