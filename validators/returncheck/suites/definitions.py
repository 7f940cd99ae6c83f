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

# What no table is called.
_KEPT = "returncheck_kept_rows"

RETURN_ID = ROW_COLUMNS[0]
"""The column by which a table's rows belong to a return."""

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
class ValuesOf:
    """The values of a column, in place of a list of them.

    Attributes:
        table: Table (schema `main`), such as one of the catalogue.
        column: Its column.
        where: Column to value, or to a list of values; rows that differ do not count.
    """

    table: str
    column: str
    where: Mapping[str, Scalar | Sequence[Scalar]]

    @property
    def sql(self) -> str:
        """A SELECT of the distinct values as text, in their order."""
        text = f'cast("{self.column}" as varchar)'
        held = f'"{self.column}" is not null and {_conditions(self.where)}'
        return f"select distinct {text} from {self.table} where {held} order by 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How a row behind a failure is told: SQL over its table's columns.

    Attributes:
        return_id: Its return.
        table_name: Table of the return that it came from.
        row_number: Row there.
        child_id: Child it is about.
        field: Field that is wrong.
        value: What it holds.

    What is None is found by the column of that name, if the table has one; the field
    and the value are then those of the column that is judged.
    """

    return_id: str | None = None
    table_name: str | None = None
    row_number: str | None = None
    child_id: str | None = None
    field: str | None = None
    value: str | None = None


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
        where: Column to value, or to a list of values or where to find it; rows that
            differ are left out.
        severity: Gravity of a failure.
        description: One sentence: what is expected.
        advice: What to do about a failure.
        rows: SELECT of `ROW_COLUMNS` for all rows behind a failure; empty where they
            are those that Great Expectations found unexpected.
        place: How such rows are told.
        per_return: Whether each return is judged by itself.
        collection: Collection whose returns it is about; None for all.
    """

    suite: str
    name: str
    type: str
    table: str
    kwargs: Mapping[str, Any]
    references: Mapping[str, ToleranceReference]
    where: Mapping[str, Scalar | Sequence[Scalar] | ValuesOf]
    severity: FailureSeverity
    description: str
    advice: str
    rows: str
    place: Place
    per_return: bool
    collection: str | None

    @property
    def check_id(self) -> str:
        """The check's name in a finding: `expectation:<suite>.<name>`."""
        return f"expectation:{self.suite}.{self.name}"

    def title(self, return_id: str | None) -> str:
        """What it is called in Great Expectations.

        Args:
            return_id: The return whose rows are judged; None: all rows.
        """
        of_return = f"{return_id}: " if return_id is not None else ""
        return f"{of_return}{self.description}"

    @property
    def batch_sql(self) -> str:
        """The rows it is about, as a subquery that can stand after FROM."""
        return f"({self._selected}) as batch"

    @property
    def _selected(self) -> str:
        return f"select * from {self.table} where {_conditions(self.where)}"

    def rows_sql(self, kwargs: Mapping[str, Any]) -> str:
        """The SELECT of the rows behind a failure.

        Args:
            kwargs: All keyword arguments, tolerances resolved.

        Returns:
            SQL that gives `ROW_COLUMNS`, for all returns.
        """
        bounds = {name: kwargs.get(name) for name in ("min_value", "max_value")}
        return self.rows.format(batch=self.batch_sql, **bounds)

    def unexpected_sql(self, query: str, columns: Sequence[str]) -> str:
        """The SELECT of the rows behind a failure, from the condition of the check.

        Args:
            query: What Great Expectations gives as `unexpected_index_query`: the rows
                of the table that break the expectation, chosen by it alone.
            columns: The columns of the table.

        Returns:
            SQL that gives `ROW_COLUMNS`, for all returns.
        """
        # The rows that `where` leaves out are gone before the query sees its table.
        batch = (
            f"with {_KEPT} as ({self._selected}), "
            f"{self.table} as (select * from {_KEPT}) "
            f"{query.rstrip().rstrip(';')}"
        )
        judged = self.kwargs.get("column") or self.kwargs.get("column_A")
        usual = {name: f'"{name}"' for name in ROW_COLUMNS[:4] if name in columns}
        usual.setdefault("table_name", _literal(self.table))
        if judged is not None:
            usual.update(field=_literal(str(judged)), value=f'"{judged}"')
        told = ", ".join(
            f"{getattr(self.place, name) or usual.get(name, 'null')} as {name}"
            for name in ROW_COLUMNS
        )
        return f"select {told} from ({batch}) as batch"


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


def _conditions(where: Mapping[str, Any]) -> str:
    return " and ".join(_condition(*item) for item in where.items()) or "true"


def _condition(column: str, value: Scalar | Sequence[Scalar]) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f'"{column}" in ({", ".join(map(_literal, value))})'
    return f'"{column}" = {_literal(value)}'


def _literal(value: Scalar) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value).lower() if isinstance(value, bool) else repr(value)
