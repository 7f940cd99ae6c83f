"""The form of `returncheck.yml`, key by key; `reading` turns it into settings.

Imported only where settings are read.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    Strict,
    ValidationInfo,
    WrapValidator,
    create_model,
    model_validator,
)

from returncheck.catalogue.authorities import known_authorities
from returncheck.catalogue.indicators import Indicator, indicators
from returncheck.files.limits import Limits
from returncheck.project import kept_for_project
from returncheck.returns import LAYOUTS
from returncheck.settings.config import AlertWhen, FailOn, ReturnPages, SameChildren
from returncheck.settings.told import ToldModel, not_empty, tell, told, told_at

_TARGET_FORM = "{target: 90, tolerance: 5}"
_GROUPS_FORM = 'groups: {Coastal unitaries: ["870", "887"]}'
_ALERT_FORM = "{command: [notify, --quietly], when: new_errors}"
_DAY = "2025-07-31"
_DATES_FORM = f"{{collection-2025: {_DAY}}}"
_WHENS = ", ".join(f"'{when}'" for when in AlertWhen)
_KEY_LETTERS = 16
_NUMBERS = ", ".join(f"'{number}'" for number in SameChildren)
_PAGES = ", ".join(f"'{pages}'" for pages in ReturnPages)
_LEVELS = ", ".join(f"'{level}'" for level in FailOn)


def _submitted_return(value: object) -> str:
    """The id of a return, or its collection and year."""
    name = "" if value is None else str(value).strip()
    if not any(name.startswith(f"{known}-") for known in LAYOUTS):
        raise told(
            "names the return '{name}', which begins with no known one. "
            "Write {collections}, each with a year (`-2025`) or as the id of the "
            "return.",
            of_mapping=True,
            name=name,
            collections=", ".join(LAYOUTS),
        )
    return name


def _day(value: object) -> object:
    """A day as YAML reads it or as a text; a number is none, nor is a time."""
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    if is_day or isinstance(value, str):
        return value
    raise ValueError("no day")


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _number_as_text(value: object) -> object:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else value


def _group_name(value: object) -> str:
    name = "" if value is None else str(value).strip()
    if not name:
        raise told("has a group without a name. Give it one.", of_mapping=True)
    return name


def _names_once(value: object) -> object:
    seen: set[str] = set()
    for key in value if isinstance(value, Mapping) else ():
        name = "" if key is None else str(key).strip()
        if name and name in seen:
            fault = told(
                "names the group '{name}' twice. Rename one.",
                of_mapping=True,
                name=name,
            )
            raise told_at(((str(key),), fault))
        seen.add(name)
    return value


def _known_authority(value: object) -> str:
    code = str(value).strip()
    if code not in known_authorities():
        raise told(
            "names the unknown authority '{code}' in '{owner}'. "
            "Give three-digit codes such as 887.",
            code=code,
        )
    return code


def _codes_once(codes: tuple[str, ...]) -> tuple[str, ...]:
    for place, code in enumerate(codes):
        if code in codes[:place]:
            raise told(
                "names the authority {code} twice in '{key}'. Take one out.",
                line_at=(place,),
                code=code,
            )
    return codes


_Codes = Annotated[
    tuple[Annotated[str, BeforeValidator(_known_authority)], ...],
    AfterValidator(not_empty),
    tell(
        "gives no list of authorities for '{key}'. "
        "List three-digit codes, such as {form}.",
        form=_GROUPS_FORM,
    ),
    AfterValidator(_codes_once),
]
Groups = Annotated[
    dict[Annotated[str, BeforeValidator(_group_name)], _Codes],
    BeforeValidator(_names_once),
    tell(
        "has to give each group a name and a list of codes, such as {form}.",
        form=_GROUPS_FORM,
    ),
]
"""Name of a group to the codes of its authorities."""


_PathName = Annotated[
    str,
    Strict(),
    Field(min_length=1),
    BeforeValidator(_number_as_text),
    tell("is '{value}', not the name of a file or folder. Give one."),
]
_Input = Annotated[str, Strict(), tell("has to be a list of files and folders.")]
_Inputs = Annotated[
    tuple[_Input, ...],
    BeforeValidator(_as_list),
    tell("has to be a list of files and folders."),
]
_Folder = Annotated[str, Strict(), tell("has to be a list of folders.")]
_Folders = Annotated[
    tuple[_Folder, ...],
    BeforeValidator(_as_list),
    tell("has to be a list of folders."),
]
_Amount = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0)]
_Percentage = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=100)]


def _target_within(allowed: str) -> WrapValidator:
    return tell(
        "gives '{shown}' for {owner}, no number. Write 90, or {form}.",
        beyond="gives {owner} the target {value}, which its unit does not allow. "
        "Give {allowed}.",
        form=_TARGET_FORM,
        allowed=allowed,
    )


def _tolerance_within(allowed: str) -> WrapValidator:
    return tell(
        "gives '{shown}' for {key}, no number.",
        beyond="gives {key} {value:g}, no such percentage. Give {allowed}.",
        allowed=allowed,
    )


class TargetEntry(ToldModel):
    """What `targets` says of one indicator; only the keys that were set count."""

    unknown_key = "gives {owner} the unknown key '{key}'. Known keys: {known}."

    target: Annotated[_Amount, _target_within("0 or more")] = 0.0
    tolerance: Annotated[
        _Amount,
        tell(
            "gives '{shown}' for {owner}, no number. Write 90, or {form}.",
            beyond="gives {owner} the tolerance {value}. Give 0 or more: "
            "how much worse than the target is still amber.",
            form=_TARGET_FORM,
        ),
    ] = 0.0

    @model_validator(mode="before")
    @classmethod
    def _of_a_number(cls, value: object) -> object:
        if value == {}:
            raise told(
                "gives {key} neither target nor tolerance. Write a number, or {form}.",
                form=_TARGET_FORM,
            )
        return value if isinstance(value, dict) else {"target": value}


class _PercentTargetEntry(TargetEntry):
    """The same of an indicator in percent."""

    target: Annotated[_Percentage, _target_within("0 to 100")] = 0.0


_SubmittedReturn = Annotated[str, BeforeValidator(_submitted_return)]
_SubmissionDates = Annotated[
    dict[
        _SubmittedReturn,
        Annotated[
            date,
            BeforeValidator(_day),
            tell("gives '{value}' for {key}, no day such as {day}.", day=_DAY),
        ],
    ],
    tell("has to list a return and a day each, such as {form}.", form=_DATES_FORM),
]
_Limit = Annotated[
    int,
    Field(strict=True, ge=1, le=10**12),
    tell("gives '{shown}' for {key}, no whole number of 1 or more."),
]


_Word = Annotated[str, Strict(), Field(min_length=1)]


class AlertEntry(ToldModel):
    """What `alert` says: the command, and after which runs it is called."""

    unknown_key = "names the unknown key '{key}'. Known keys: {known}."
    missing_key = "gives no {key}. Known keys: {known}."
    no_mapping = "has to be such as {{command: [notify, --quietly], when: new_errors}}."

    command: Annotated[
        tuple[_Word, ...],
        Field(min_length=1),
        tell(
            "gives no command. List the program and each of its arguments, such as "
            "{form}.",
            whole=True,
            form=_ALERT_FORM,
        ),
    ]
    when: Annotated[
        AlertWhen,
        BeforeValidator(str),
        tell("is given when '{value}'. Choose one of {whens}.", whens=_WHENS),
    ] = AlertWhen.NEW_ERRORS
    seconds: Annotated[
        int,
        Field(strict=True, ge=1, le=600),
        tell("gives '{value}' seconds, not a number from 1 to 600."),
    ] = 30


class _Limits(ToldModel):
    """Limit to how much it lets in; the limits are its fields."""

    unknown_key = "names the unknown limit '{key}'. Known limits: {known}."
    no_mapping = "has to list a limit and a number each, such as {{rows: 500000}}."


class _ByIndicator(ToldModel):
    """Indicator to what is said of it; the indicators are its fields."""

    unknown_key = (
        "names the unknown indicator '{key}'. "
        "List the ids with: returncheck indicators list"
    )
    no_mapping = "has to list an indicator and a number each."


@kept_for_project
def _targets_model(local: tuple[Indicator, ...]) -> type[_ByIndicator]:
    fields: dict[str, Any] = {
        each.indicator_id: (
            _PercentTargetEntry if each.unit == "percent" else TargetEntry,
            None,
        )
        for each in (*indicators(), *local)
    }
    return create_model("Targets", __base__=_ByIndicator, **fields)


@kept_for_project
def _tolerances_model() -> type[_ByIndicator]:
    share = Annotated[_Percentage, _tolerance_within("0 to 100")]
    drift = Annotated[_Amount, _tolerance_within("0 or more")]
    fields: dict[str, Any] = {
        **{each.indicator_id: (share, None) for each in indicators()},
        "row_counts": (drift, None),
    }
    return create_model("Tolerances", __base__=_ByIndicator, **fields)


@kept_for_project
def _limits_model() -> type[_Limits]:
    known: dict[str, Any] = {
        each.name: (_Limit, each.default) for each in fields(Limits)
    }
    return create_model("Limits", __base__=_Limits, **known)


def _limits(value: object) -> dict[str, int]:
    return _set_fields(_limits_model().model_validate(value))


def _targets(value: object, info: ValidationInfo) -> dict[str, TargetEntry]:
    local: tuple[Indicator, ...] = info.context or ()
    return _set_fields(_targets_model(local).model_validate(value))


def _tolerances(value: object) -> dict[str, float]:
    return _set_fields(_tolerances_model().model_validate(value))


def _set_fields(model: ToldModel) -> dict[str, Any]:
    """The fields that the file sets, in its order."""
    return {name: value for name, value in model if name in model.model_fields_set}


class SettingsFile(ToldModel):
    """All keys of the file; None for a key that is not set.

    The context of a validation is the council's own indicators.
    """

    unknown_key = "has the unknown key '{key}'. Known keys: {known}."
    no_mapping = "holds no settings. Write one `key: value` a line."

    alert: AlertEntry | None = None
    authority: Annotated[str, BeforeValidator(str)] | None = None
    context: _Inputs | None = None
    expectations: _PathName | None = None
    explanations: _PathName | None = None
    extensions: _Folders | None = None
    fail_on: (
        Annotated[
            FailOn,
            BeforeValidator(str),
            tell("is '{value}'. Choose one of {levels}.", levels=_LEVELS),
        ]
        | None
    ) = None
    groups: Groups | None = None
    indicators: _PathName | None = None
    inputs: _Inputs | None = None
    limits: Annotated[dict[str, int], PlainValidator(_limits)] | None = None
    output: _PathName | None = None
    pages: (
        Annotated[
            ReturnPages,
            BeforeValidator(str),
            tell("is '{value}'. Choose one of {pages}.", pages=_PAGES),
        ]
        | None
    ) = None
    previous: _Inputs | None = None
    published: _PathName | None = None
    redact: (
        Annotated[bool, Strict(), tell("is '{value}'. Write true or false.")] | None
    ) = None
    redaction_key: (
        Annotated[
            str,
            Strict(),
            Field(min_length=_KEY_LETTERS),
            # What was given is not shown: it is a secret.
            tell(f"is no text of {_KEY_LETTERS} letters or more. Make up a long one."),
        ]
        | None
    ) = None
    require_rules: (
        Annotated[bool, Strict(), tell("is '{value}'. Write true or false.")] | None
    ) = None
    retention_days: (
        Annotated[
            int,
            Field(strict=True, ge=1),
            tell("is '{value}', not a number of days such as 365."),
        ]
        | None
    ) = None
    same_children: (
        Annotated[
            SameChildren,
            BeforeValidator(str),
            tell("is '{value}'. Choose one of {numbers}.", numbers=_NUMBERS),
        ]
        | None
    ) = None
    submission_dates: _SubmissionDates | None = None
    targets: Annotated[dict[str, TargetEntry], PlainValidator(_targets)] | None = None
    tolerances: Annotated[dict[str, float], PlainValidator(_tolerances)] | None = None
    year: (
        Annotated[int, Strict(), tell("is '{value}', not a year such as 2025.")] | None
    ) = None
