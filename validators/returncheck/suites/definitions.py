"""What a suite of expectations is: the shapes that the YAML files are read into.

Holds no reading of files (`loading`) and no running (`runner`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from returncheck.findings.finding import Severity

UNEXPECTED_ROWS = "unexpected_rows_expectation"
ROW_COLUMNS = ("return_id", "table_name", "row_number", "child_id", "field", "value")
"""The columns of the SELECT that lists the rows behind a failure."""

Scalar = bool | int | float | str


class FailureSeverity(StrEnum):
    """How grave a failure is, in the words of Great Expectations."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"

    @property
    def of_finding(self) -> Severity:
        """The severity of its findings."""
        return _OF_FINDING[self]


_OF_FINDING = {
    FailureSeverity.CRITICAL: Severity.ERROR,
    FailureSeverity.WARNING: Severity.QUERY,
    FailureSeverity.INFO: Severity.INFO,
}


class Outcome(StrEnum):
    """What came of an expectation."""

    PASSED = "passed"
    FAILED = "failed"
    COULD_NOT_RUN = "could_not_run"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceReference:
    """A number that the user may set, in place of a literal one.

    Attributes:
        key: Name in the caller's tolerances; in `mostly`, also the indicator whose
            published value for England stands in for a tolerance that is not set.
        default: Value, in percent, when the caller sets none; None: England's.
        negative: Whether the number is taken with a minus sign.
    """

    key: str
    default: float | None = None
    negative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One expectation of a suite, as the YAML says it.

    Attributes:
        suite: Name of its suite.
        name: Its own name, unique in the suite.
        type: Name of the Great Expectations class, in snake case.
        table: Table (schema `main`) that it runs on.
        kwargs: Literal keyword arguments of the class.
        references: Keyword arguments that are tolerances.
        where: Column to value, or to a list of values; rows that differ are left out.
        severity: Gravity of a failure.
        description: One sentence: what is expected.
        advice: What to do about a failure.
        rows: SELECT of `ROW_COLUMNS` for all rows behind a failure.
        per_return: Whether each return is judged by itself.
        collection: Collection whose returns it is about; None for all.
    """

    suite: str
    name: str
    type: str
    table: str
    kwargs: Mapping[str, Any]
    references: Mapping[str, ToleranceReference]
    where: Mapping[str, Scalar | Sequence[Scalar]]
    severity: FailureSeverity
    description: str
    advice: str
    rows: str
    per_return: bool
    collection: str | None

    @property
    def check_id(self) -> str:
        """The check's name in a finding: `expectation:<suite>.<name>`."""
        return f"expectation:{self.suite}.{self.name}"

    @property
    def batch_sql(self) -> str:
        """The rows it is about, as a subquery that can stand after FROM."""
        conditions = " and ".join(_condition(*item) for item in self.where.items())
        return f"(select * from {self.table} where {conditions or 'true'}) as batch"

    def rows_sql(self, kwargs: Mapping[str, Any]) -> str:
        """The SELECT of the rows behind a failure.

        Args:
            kwargs: All keyword arguments, tolerances resolved.

        Returns:
            SQL that gives `ROW_COLUMNS`, for all returns.
        """
        bounds = {name: kwargs.get(name) for name in ("min_value", "max_value")}
        return self.rows.format(batch=self.batch_sql, **bounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """One YAML file of `expectations/`.

    Attributes:
        name: Name of the file without its ending.
        description: One sentence on what the suite watches.
        expectations: Its expectations, in the order of the file.
    """

    name: str
    description: str
    expectations: tuple[Expectation, ...]


def _condition(column: str, value: Scalar | Sequence[Scalar]) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f'"{column}" in ({", ".join(map(_literal, value))})'
    return f'"{column}" = {_literal(value)}'


def _literal(value: Scalar) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value).lower() if isinstance(value, bool) else repr(value)
