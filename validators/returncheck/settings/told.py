"""Faults of a file that a user writes: found by pydantic, told in our own words.

One line a fault: where it is, what is wrong, what to write. Imported only where such a
file is read.
"""

from collections.abc import Callable, Iterator, Mapping, Sized
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from returncheck.errors import ConfigError

Path = tuple[int | str, ...]
"""Keys and positions that lead to a part of a file."""

_Sized = TypeVar("_Sized", bound=Sized)
_TOLD = "told"
_KEY = "[key]"
_BLANK: tuple[object, ...] = (None, "", [], {})
_UNKNOWN = ("extra_forbidden", "invalid_key")
_OUT_OF_RANGE = ("greater_than_equal", "less_than_equal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault.

    Attributes:
        path: What it is told of; a mapping for a key that it lacks or should not have.
        line_path: What its line is taken from.
        is_of_value: Whether it is told of a value, not of a mapping's keys.
        words: What is wrong and what to write.
    """

    path: Path
    line_path: Path
    is_of_value: bool
    words: str


def told(
    words: str,
    *,
    of_mapping: bool = False,
    line_at: Path = (),
    **values: object,
) -> PydanticCustomError:
    """A fault to raise in a validator.

    Args:
        words: The sentence after the place, with `{name}` for each of the values,
            `{key}` for the key that is at fault and `{owner}` for the key above it.
        of_mapping: Whether it is told of the mapping that holds the key.
        line_at: Way from the place to the part whose line is named.
        values: What stands in the sentence.
    """
    return PydanticCustomError(
        _TOLD,
        "{words}",
        {
            "words": words,
            "of_mapping": of_mapping,
            "line_at": line_at,
            "values": values,
        },
    )


def told_at(*found: tuple[Path, PydanticCustomError]) -> ValidationError:
    """Faults of parts of what a validator looks at, to raise there.

    Args:
        found: The way to each part, and its fault.
    """
    details = [
        InitErrorDetails(type=fault, loc=path, input=None) for path, fault in found
    ]
    return ValidationError.from_exception_data(_TOLD, details)


def not_empty(value: _Sized) -> _Sized:
    """A list or mapping as it is; for `AfterValidator`, with `tell` around it.

    A least length as such would also count entries that are at fault.

    Raises:
        ValueError: There is nothing in it.
    """
    if not value:
        raise ValueError("nothing in it")
    return value


def tell(
    words: str, *, beyond: str | None = None, whole: bool = False, **values: object
) -> WrapValidator:
    """The sentence for a value that its type refuses.

    Args:
        words: As for `told`; `{value}` is what was given, `{shown}` the same with
            nothing for None.
        beyond: The sentence for a number out of its range; None for the same one.
        whole: Whether it also stands for the faults of parts of the value.
        values: What else stands in the sentences.
    """

    def check(value: object, handler: ValidatorFunctionWrapHandler) -> object:
        try:
            return handler(value)
        except ValidationError as error:
            found = error.errors(include_url=False)
            is_ours = all(each["type"] != _TOLD for each in found)
            is_own = all(not each["loc"] for each in found)
            if not (is_ours and (is_own or whole)):
                raise
            details: dict[str, Any] = {
                "value": value,
                "shown": "" if value is None else value,
                **values,
            }
            if beyond is not None and found[0]["type"] in _OUT_OF_RANGE:
                raise told(beyond, **details) from None
            raise told(words, **details) from None

    return WrapValidator(check)


class ToldModel(BaseModel):
    """A mapping whose keys are known, and what it says of others.

    An unknown key hides the keys that its mapping lacks: it is one of them, misspelt.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    unknown_key: ClassVar[str]
    """For a key that is not known: `{key}`, and `{known}` for those that are."""
    missing_key: ClassVar[str]
    """For a key that is missing: `{key}` and `{known}`."""
    no_mapping: ClassVar[str]
    """For what is no mapping: `{value}`."""
    blank_is_missing: ClassVar[bool] = False
    """Whether a needed key that holds nothing counts as missing."""

    @model_validator(mode="wrap")
    @classmethod
    def _in_own_words(
        cls, value: object, handler: ModelWrapValidatorHandler[Self]
    ) -> Self:
        try:
            return handler(cls._without_blanks(value))
        except ValidationError as error:
            details = list(cls._retold(error.errors(include_url=False)))
            raise ValidationError.from_exception_data(_TOLD, details) from None

    @classmethod
    def _without_blanks(cls, value: object) -> object:
        if not (cls.blank_is_missing and isinstance(value, Mapping)):
            return value
        needed = {k for k, field in cls.model_fields.items() if field.is_required()}
        return {k: v for k, v in value.items() if k not in needed or v not in _BLANK}

    @classmethod
    def _retold(cls, errors: list[ErrorDetails]) -> Iterator[InitErrorDetails]:
        known = ", ".join(cls.model_fields)
        is_misspelt = any(
            len(error["loc"]) == 1 and error["type"] in _UNKNOWN for error in errors
        )
        for error in errors:
            path, kind = error["loc"], error["type"]
            fault = _as_told(error)
            if len(path) == 1 and kind in _UNKNOWN:
                fault = told(cls.unknown_key, of_mapping=True, known=known)
            elif len(path) == 1 and kind == "missing":
                if is_misspelt:
                    continue
                fault = told(cls.missing_key, of_mapping=True, known=known)
            elif not path and kind == "model_type":
                fault = told(cls.no_mapping, value=error["input"])
            yield InitErrorDetails(type=fault, loc=path, input=error["input"])


def faults(error: ValidationError) -> list[Fault]:
    """The faults that a validation found.

    Args:
        error: What pydantic raised.
    """
    found = []
    for each in error.errors(include_url=False):
        context = _as_told(each).context or {}
        path = each["loc"][:-1] if each["loc"][-1:] == (_KEY,) else each["loc"]
        names = {"key": path[-1:], "owner": path[-2:-1]}
        of_mapping = bool(context["of_mapping"])
        found.append(
            Fault(
                path=path[:-1] if of_mapping else path,
                line_path=(*path, *context["line_at"]),
                is_of_value=not of_mapping,
                words=context["words"].format(
                    **{name: str(*part).strip() for name, part in names.items()},
                    **context["values"],
                ),
            )
        )
    return found


def refusal(
    error: ValidationError,
    name: str,
    place: Callable[[Fault], str],
    line_of: Callable[[Path], int | None],
) -> ConfigError:
    """The error that tells all faults of a file, one a line, in the order of lines.

    Args:
        error: What pydantic raised.
        name: The file, as it is called in messages.
        place: What follows the file's name for a fault of a part of it.
        line_of: The line of a part; None where there is none to name.
    """
    lines: list[tuple[int, str]] = []
    for fault in faults(error):
        number = line_of(fault.line_path)
        at = "" if number is None else f" (line {number})"
        words = fault.words if fault.words.startswith(":") else f" {fault.words}"
        lines.append((number or 0, f"{name}{at}{place(fault)}{words}"))
    lines.sort(key=lambda line: line[0])
    return ConfigError("\n".join(dict.fromkeys(text for _, text in lines)))


def _as_told(error: ErrorDetails) -> PydanticCustomError:
    if error["type"] == _TOLD:
        context = error["ctx"]
        return PydanticCustomError(_TOLD, "{words}", context)
    return told(": {problem}.", problem=error["msg"])
