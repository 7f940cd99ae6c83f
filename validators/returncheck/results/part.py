"""A part of a result: some of its returns, with all that was compared with them.

It is what a check of these returns alone on the same database would have found, without
the findings that belong to no return: these stay with the whole.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from returncheck.catalogue.marts import REPORT_PAGE, Mart, ResultRows, marts_of
from returncheck.results.check_result import FIGURES, CheckResult
from returncheck.results.comparing import numbers_of_history, previous_run
from returncheck.results.history import RunHistory
from returncheck.warehouse.past_runs import PastRun

if TYPE_CHECKING:
    import polars as pl


class Parts:
    """The parts of one result, made one after the other."""

    def __init__(self, result: CheckResult) -> None:
        """Take the result apart as it is asked for."""
        self._result = result
        self._marts = {mart.name: mart for mart in marts_of(REPORT_PAGE)}
        # Returns of one collection have the same indicators: what these choose of a
        # mart is large, and chosen once.
        self._of_indicators: dict[str, tuple[frozenset[str], pl.DataFrame]] = {}

    def of(self, return_ids: Collection[str]) -> CheckResult:
        """The part of some returns.

        Args:
            return_ids: The returns.
        """
        import polars as pl

        result = self._result
        returns = tuple(each for each in result.returns if each.return_id in return_ids)
        wanted = [each.return_id for each in returns]
        codes = sorted({each.la_code for each in returns})
        findings = _of(result.findings, wanted)
        part = replace(
            result,
            returns=returns,
            row_counts=_of(result.row_counts, wanted),
            findings=findings,
            marts={
                name: self._rows(self._marts[name], frame, wanted, codes)
                for name, frame in result.marts.items()
            },
            contract_outcomes=_of(result.contract_outcomes, wanted),
            suite_outcomes=result.suite_outcomes.filter(
                pl.col("return_id").is_null() | pl.col("return_id").is_in(wanted)
            ),
            durations=result.durations
            if result.durations is None
            else _of(result.durations, wanted),
            child_records=tuple(
                each for each in result.child_records if each.return_id in wanted
            ),
            timelines=tuple(
                each for each in result.timelines if each.return_id in wanted
            ),
            history=None,
        )
        if result.history is None:
            return part
        return replace(part, history=_history(result.history, part))

    def _rows(
        self, mart: Mart, frame: "pl.DataFrame", wanted: list[str], codes: list[str]
    ) -> "pl.DataFrame":
        """The rows of a mart that a check of these returns would have read."""
        import polars as pl

        match mart.result_rows:
            case ResultRows.OF_RETURNS:
                return _of(frame, wanted)
            case ResultRows.OF_AUTHORITIES:
                return frame.filter(pl.col("la_code").is_in(codes))
            case ResultRows.OF_AUTHORITIES_AND_INDICATORS:
                figures = _of(self._result.marts[FIGURES], wanted)
                return frame.filter(
                    pl.col("la_code").is_in(codes),
                    pl.col("indicator_id").is_in(figures["indicator_id"].implode()),
                )
            case ResultRows.OF_INDICATORS:
                return self._with_indicators(mart.name, frame, wanted)
            case ResultRows.OF_SERIES:
                has_point = pl.col("return_id").is_in(wanted).fill_null(value=False)
                return frame.filter(has_point.any().over(mart.series))
            case _:
                return frame

    def _with_indicators(
        self, name: str, frame: "pl.DataFrame", wanted: list[str]
    ) -> "pl.DataFrame":
        import polars as pl

        own = frozenset(_of(frame, wanted)["indicator_id"].unique())
        known = self._of_indicators.get(name)
        if known is None or known[0] != own:
            known = (own, frame.filter(pl.col("indicator_id").is_in(list(own))))
            self._of_indicators[name] = known
        return known[1]


def _of(frame: "pl.DataFrame", wanted: list[str]) -> "pl.DataFrame":
    import polars as pl

    return frame.filter(pl.col("return_id").is_in(wanted))


def _history(history: RunHistory, part: CheckResult) -> RunHistory:
    """What is new in some returns, and what of them was mended."""
    import polars as pl

    wanted = [each.return_id for each in part.returns]
    context = [each.return_id for each in part.context_returns]
    states = history.findings.filter(
        pl.col("finding_id").is_in(part.findings["finding_id"].unique().implode())
    )
    mended = _of(history.mended, wanted)
    runs = tuple(
        run for each in history.runs if (run := _run_of(each, wanted)) is not None
    )
    earlier = [each for each in runs if each.run_id != part.run_id]
    to_mend = part.findings.filter(~pl.col("return_id").is_in(context))
    return replace(
        history,
        findings=states,
        mended=mended,
        previous=previous_run(states, mended, earlier),
        runs=runs,
        burn_downs=tuple(
            each for each in history.burn_downs if each.return_id in wanted
        ),
        **numbers_of_history(to_mend, states, mended),
    )


def _run_of(run: PastRun, wanted: Collection[str]) -> PastRun | None:
    """What a run found in some returns; None where it checked none of them."""
    returns = tuple(each for each in run.returns if each.return_id in wanted)
    return replace(run, returns=returns) if returns else None
