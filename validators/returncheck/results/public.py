"""What of a check may leave the building: its figures under the disclosure control."""

from dataclasses import replace
from typing import TYPE_CHECKING

from returncheck.catalogue.indicators import indicators
from returncheck.disclosure.control import SUPPRESSED
from returncheck.disclosure.differencing import release_of
from returncheck.disclosure.extensions import without_extensions
from returncheck.disclosure.marts import make_public
from returncheck.disclosure.words import may_be_shown
from returncheck.export.tables import marts_in
from returncheck.results.check_result import CheckResult
from returncheck.results.public_figures import PublicFigures
from returncheck.warehouse.identifiers import known_identifiers

if TYPE_CHECKING:
    import duckdb
    import polars as pl

WITHHELD_WORDS = "not shown here: the words could count or name a child"
"""Stands in the place of words of an author that are withheld."""

_ACTIONS = (
    *("return_id", "indicator_id", "row_number"),
    *("action", "owner", "due_date", "is_action_overdue", "action_days_open"),
)
_BENCHMARKS, _EXCEPTIONS = "fct_benchmarks", "fct_exceptions"
_PRIVATE = ("fct_indicator_periods", "fct_control_charts", "fct_figure_verdicts")


def read_public(connection: "duckdb.DuckDBPyConnection") -> PublicFigures:
    """The figures of a built warehouse that may leave it.

    The whole database is judged, as for `export --public`.

    Args:
        connection: An open connection.
    """
    import polars as pl

    marts, populations, returns = marts_in(connection)
    public = without_extensions(make_public(marts, populations, indicators()))
    private = marts[_BENCHMARKS]
    shown = public[_BENCHMARKS]
    benchmarks = shown.with_columns(
        pl.lit(None, dtype=kind).alias(name)
        for name, kind in private.schema.items()
        if name not in shown.columns
    ).with_columns((pl.col("value_symbol") == SUPPRESSED).alias("is_withheld"))
    known = known_identifiers(connection)
    return PublicFigures(
        benchmarks=benchmarks.filter(pl.col("source") != "published"),
        actions=_actions(marts[_EXCEPTIONS], known),
        release=release_of(public, returns["return_id"]),
    )


def _actions(exceptions: "pl.DataFrame", known: set[str]) -> "pl.DataFrame":
    import polars as pl

    from returncheck.findings.pseudonyms import Identifiers

    hide = Identifiers(known, WITHHELD_WORDS).of_whole

    def shown(text: str) -> str:
        return text if may_be_shown(text, hide) else WITHHELD_WORDS

    return exceptions.select(
        pl.col(name).map_elements(shown, return_dtype=pl.String)
        if name in ("action", "owner")
        else pl.col(name)
        for name in _ACTIONS
    )


def public_result(result: CheckResult) -> CheckResult:
    """A result that holds nothing but what may leave the building.

    Args:
        result: A result with public figures.

    Returns:
        Its returns with their public figures; no findings, months, verdicts or
        children.
    """
    import polars as pl

    public = result.public
    assert public is not None  # asked for with the check
    wanted = [record.return_id for record in result.returns]
    benchmarks = public.benchmarks.filter(pl.col("return_id").is_in(wanted))
    exceptions = result.exceptions.clear()
    missing = [name for name in exceptions.columns if name not in _ACTIONS]
    actions = public.actions.filter(pl.col("return_id").is_in(wanted)).with_columns(
        pl.lit(None, dtype=exceptions.schema[name]).alias(name) for name in missing
    )
    return replace(
        result,
        findings=result.findings.clear(),
        timelines=(),
        marts={
            **{name: frame.clear() for name, frame in result.marts.items()},
            _BENCHMARKS: benchmarks,
            _EXCEPTIONS: actions,
        },
        read_whole=None,
    )
