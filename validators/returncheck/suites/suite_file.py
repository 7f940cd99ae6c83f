"""The form of a suite file, key by key; `loading` turns it into a suite.

What is wrong with a type or its keyword arguments is for Great Expectations itself to
say (`gx_session`); everything else about a file is checked here. Imported only where
suites are read.
"""

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from returncheck.settings.told import ToldModel, not_empty, tell, told, told_at
from returncheck.suites.definitions import UNEXPECTED_ROWS, FailureSeverity

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PLACEHOLDERS = ("batch", "min_value", "max_value")
_Found = tuple[tuple[int | str, ...], PydanticCustomError]
_NO_TEXT = "has no {key}. Give '{key}' as text."


def _identifier(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise told(
            "has the {key} '{value}'. Use lower-case letters, digits and _.",
            value=value,
        )
    return value


def _column(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise told("names the column '{value}'. Use its name in SQL.", value=value)
    return value


def _with_text_keys(value: object) -> object:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise told("has a '{key}' that is no mapping. Give keys and values.")
    return value


def _placeholders(text: str) -> set[str]:
    try:
        parts = Formatter().parse(text)
        return {field for _, field, _, _ in parts if field is not None}
    except ValueError as error:
        raise told(
            "holds a brace of its own ({problem}). Double it.", problem=error
        ) from error


def _with_known_placeholders(text: str) -> str:
    unknown = sorted(_placeholders(text) - set(_PLACEHOLDERS))
    if unknown:
        raise told(
            "has rows with the placeholder '{placeholder}'. Known are: {known}.",
            placeholder=f"{{{unknown[0]}}}",
            known=", ".join(_PLACEHOLDERS),
        )
    return text.rstrip(";")


def _refused(_: object) -> object:
    raise told("has '{key}'. Choose rows with 'where' beside kwargs.")


def _reference_or_literal(value: object) -> object:
    return Reference.model_validate(value) if isinstance(value, dict) else value


_Text = Annotated[
    str,
    Strict(),
    StringConstraints(strip_whitespace=True, min_length=1),
    tell(_NO_TEXT),
]
_Identifier = Annotated[_Text, AfterValidator(_identifier)]
_Scalar = (
    Annotated[bool, Strict()]
    | Annotated[int, Strict()]
    | Annotated[float, Strict()]
    | Annotated[str, Strict()]
)
_Compared = Annotated[
    _Scalar | Annotated[list[_Scalar], AfterValidator(not_empty)],
    tell(
        "compares '{key}' with '{value}'. Give a value or a list of values.",
        whole=True,
    ),
]
_Column = Annotated[str, AfterValidator(_column)]
_Where = Annotated[dict[_Column, _Compared], BeforeValidator(_with_text_keys)]


class _Part(ToldModel):
    """A mapping of the file."""

    unknown_key = "has an unknown key '{key}'. Known are: {known}."
    missing_key = _NO_TEXT


class ColumnValues(_Part):
    """The values of a column of the warehouse in place of a list of them."""

    no_mapping = "is no mapping. Give 'values_of' and 'column'."

    values_of: _Identifier
    column: Annotated[_Text, AfterValidator(_column)]
    where: _Where = Field(default_factory=dict)


def _compared_or_values(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    if isinstance(value, dict):
        return ColumnValues.model_validate(value)
    compared: object = handler(value)
    return compared


_WhereOrValues = Annotated[
    dict[_Column, Annotated[_Compared, WrapValidator(_compared_or_values)]],
    BeforeValidator(_with_text_keys),
]


class Reference(_Part):
    """A tolerance in place of a literal number."""

    tolerance: _Identifier
    default: (
        Annotated[
            float,
            Field(strict=True, allow_inf_nan=False),
            tell("has the default '{value}'. Give a number in percent."),
        ]
        | None
    ) = None
    negative: Annotated[
        bool, Strict(), tell("has negative '{value}'. Give true or false.")
    ] = False


_Tunable = Annotated[Any, BeforeValidator(_reference_or_literal)]
_Refused = Annotated[Any, BeforeValidator(_refused)]


class _Arguments(BaseModel):
    """Keyword arguments that are looked at; all others are free."""

    model_config = ConfigDict(extra="allow", frozen=True)

    mostly: _Tunable = None
    min_value: _Tunable = None
    max_value: _Tunable = None
    row_condition: _Refused = None
    condition_parser: _Refused = None
    batch_id: _Refused = None


def _arguments(value: dict[str, Any]) -> dict[str, Any]:
    """The arguments in the order of the file, tolerances as `Reference`."""
    checked = dict(_Arguments.model_validate(value))
    return {name: checked[name] for name in value}


class RowPlace(_Part):
    """How a row behind a failure is told: SQL over the table; empty for the usual."""

    no_mapping = "has a 'place' that is no mapping. Give keys and values."

    return_id: _Text | None = None
    table_name: _Text | None = None
    row_number: _Text | None = None
    child_id: _Text | None = None
    field: _Text | None = None
    value: _Text | None = None


class Meta(_Part):
    """What is this project's own about an expectation; empty for what is not set."""

    name: _Identifier
    description: _Text
    advice: _Text
    rows: Annotated[_Text, AfterValidator(_with_known_placeholders)] = ""
    place: RowPlace = Field(default_factory=RowPlace)
    per: Annotated[
        str,
        StringConstraints(pattern="^return$"),
        tell("has the per '{value}'. Choose from: return."),
    ] = ""


class ExpectationEntry(_Part):
    """One expectation; empty for what is not set."""

    no_mapping = "is no mapping. Start it with 'type:'."

    type: _Identifier
    kwargs: Annotated[
        dict[str, Any], AfterValidator(_arguments), BeforeValidator(_with_text_keys)
    ] = Field(default_factory=dict)
    table: _Identifier = ""
    where: _WhereOrValues = Field(default_factory=dict)
    severity: Annotated[
        FailureSeverity,
        tell(
            "has the severity '{value}'. Choose from: {choices}.",
            choices=", ".join(FailureSeverity),
        ),
    ]
    meta: Annotated[Meta, BeforeValidator(_with_text_keys)]

    @property
    def references(self) -> dict[str, Reference]:
        """The keyword arguments that are tolerances."""
        found = self.kwargs.items()
        return {name: each for name, each in found if isinstance(each, Reference)}

    @property
    def rows(self) -> str:
        """The SELECT of the rows behind a failure; a query is its own."""
        return self.meta.rows or _with_known_placeholders(self._query.strip())

    @property
    def _query(self) -> str:
        return str(self.kwargs.get("unexpected_rows_query", ""))

    @model_validator(mode="before")
    @classmethod
    def _with_needed_parts(cls, value: object) -> object:
        return _filled(cls, value, severity=None, meta={})

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        if found := [*self._tolerance_faults(), *self._query_faults()]:
            raise told_at(*found)
        return self

    def _tolerance_faults(self) -> Iterator[_Found]:
        for name, reference in self.references.items():
            if reference.default is None and (name != "mostly" or not self.meta.per):
                yield (
                    ("kwargs", name),
                    told(
                        "has a {key} without a default. Only a 'mostly' with "
                        "'per: return' can stand on England's figure."
                    ),
                )

    def _query_faults(self) -> Iterator[_Found]:
        at = ("meta", "rows")
        if self.type != UNEXPECTED_ROWS:
            return
        if self.where:
            yield (
                ("where", next(iter(self.where))),
                told(
                    "is set for a query. "
                    "Write the condition into unexpected_rows_query."
                ),
            )
        try:
            reads_batch = "batch" in _placeholders(self._query)
            if reads_batch and not self.meta.rows:
                _with_known_placeholders(self._query)
        except PydanticCustomError as fault:
            yield at, fault
            return
        if not reads_batch:
            yield (
                at,
                told(
                    "belongs to a query that does not read {{batch}}. "
                    "Select from {{batch}} in unexpected_rows_query."
                ),
            )


class SuiteFile(_Part):
    """All keys of the file; empty for what is not set."""

    no_mapping = "is no mapping. Start it with 'description:'."

    description: _Text
    collection: _Text = ""
    table: _Identifier = ""
    expectations: Annotated[
        list[ExpectationEntry],
        AfterValidator(not_empty),
        tell("has no expectations. List at least one."),
    ]

    @model_validator(mode="before")
    @classmethod
    def _with_needed_parts(cls, value: object) -> object:
        return _filled(cls, value, expectations=None)

    @model_validator(mode="after")
    def _expectations_fit(self) -> Self:
        if found := [((), fault) for fault in self._faults()]:
            raise told_at(*found)
        return self

    def _faults(self) -> Iterator[PydanticCustomError]:
        if not self.table and not all(entry.table for entry in self.expectations):
            yield told("has no table. Give 'table' as text.")
        if not self.collection and any(entry.meta.per for entry in self.expectations):
            yield told("has no collection. 'per: return' needs to know which.")
        names = [entry.meta.name for entry in self.expectations]
        for place, name in enumerate(names):
            if name in names[:place]:
                yield told(
                    "has two expectations named '{name}'. Give each its own name.",
                    line_at=("expectations", place, "meta", "name"),
                    name=name,
                )


def _filled(model: type[_Part], value: object, **needed: object) -> object:
    """A mapping with what is needed, unless an unknown key may be what is missing."""
    if isinstance(value, Mapping) and set(value) <= set(model.model_fields):
        return {**needed, **value}
    return value
