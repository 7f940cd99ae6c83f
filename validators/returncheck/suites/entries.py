"""Turns what a suite file says into a suite, and a suite into what a file would say.

The form is `suite_file`; pydantic is imported on use.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from returncheck.suites.definitions import (
    Expectation,
    Place,
    Suite,
    ToleranceReference,
    ValuesOf,
)

if TYPE_CHECKING:
    from returncheck.settings.told import Fault
    from returncheck.suites.suite_file import ColumnValues, ExpectationEntry, SuiteFile


def suite_of(
    name: str,
    content: object,
    told_as: str,
    line_of: Callable[[tuple[int | str, ...]], int | None],
) -> Suite:
    """The suite that a file describes.

    Args:
        name: Name of the suite.
        content: What the file holds.
        told_as: What the file is called in messages.
        line_of: The line of a part; None where there is none to name.

    Raises:
        ConfigError: It does not say what a suite has to; all faults, one a line.
    """
    from pydantic import ValidationError

    from returncheck.settings.told import refusal
    from returncheck.suites.suite_file import SuiteFile

    try:
        file = SuiteFile.model_validate(content)
    except ValidationError as error:
        raise refusal(error, told_as, _place, line_of) from error
    return Suite(
        name=name,
        description=file.description,
        expectations=tuple(
            _expectation(name, file, entry) for entry in file.expectations
        ),
    )


def entry_of(expectation: Expectation) -> dict[str, Any]:
    """What a suite file would say of an expectation; `suite_of` reads it back.

    Args:
        expectation: An expectation as loaded.
    """
    references = {
        name: {
            "tolerance": each.key,
            **({} if each.default is None else {"default": each.default}),
            **({"negative": True} if each.negative else {}),
        }
        for name, each in expectation.references.items()
    }
    is_query = expectation.rows == str(
        expectation.kwargs.get("unexpected_rows_query", "")
    )
    place = {name: sql for name, sql in asdict(expectation.place).items() if sql}
    meta = {
        "name": expectation.name,
        "description": expectation.description,
        "advice": expectation.advice,
        **({"rows": expectation.rows} if expectation.rows and not is_query else {}),
        **({"place": place} if place else {}),
        **({"per": "return"} if expectation.per_return else {}),
    }
    return {
        "type": expectation.type,
        "table": expectation.table,
        "kwargs": {**expectation.kwargs, **references},
        "where": _told_where(expectation.where),
        "severity": expectation.severity.value,
        "meta": meta,
    }


def _told_where(where: Mapping[str, Any]) -> dict[str, Any]:
    return {
        column: {
            "values_of": value.table,
            "column": value.column,
            "where": dict(value.where),
        }
        if isinstance(value, ValuesOf)
        else value
        for column, value in where.items()
    }


def _place(fault: "Fault") -> str:
    """Where a fault is told: a value's in the mapping that holds it."""
    path = fault.path
    if fault.is_of_value and path and isinstance(path[-1], str):
        path = path[:-1]
    if not path:
        return ""
    _, number, *parts = path
    inner = f", {'.'.join(map(str, parts))}" if parts else ""
    return f", expectation {int(number) + 1}{inner}"


def _expectation(
    suite: str, file: "SuiteFile", entry: "ExpectationEntry"
) -> Expectation:
    from returncheck.suites.suite_file import ColumnValues

    references = {
        name: ToleranceReference(
            key=each.tolerance, default=each.default, negative=each.negative
        )
        for name, each in entry.references.items()
    }
    kwargs = {name: v for name, v in entry.kwargs.items() if name not in references}
    return Expectation(
        suite=suite,
        name=entry.meta.name,
        type=entry.type,
        table=entry.table or file.table,
        kwargs=kwargs,
        references=references,
        where={
            column: _values(value) if isinstance(value, ColumnValues) else value
            for column, value in entry.where.items()
        },
        severity=entry.severity,
        description=entry.meta.description,
        advice=entry.meta.advice,
        rows=entry.rows,
        place=Place(**entry.meta.place.model_dump()),
        per_return=bool(entry.meta.per),
        collection=file.collection or None,
    )


def _values(values: "ColumnValues") -> ValuesOf:
    return ValuesOf(table=values.values_of, column=values.column, where=values.where)
