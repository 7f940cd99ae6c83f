"""Reads what Great Expectations found as verdicts in this project's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from great_expectations.core import ExpectationValidationResult
from great_expectations.expectations.expectation_configuration import (
    ExpectationConfiguration,
)

from returncheck.files.rounding import rounded
from returncheck.suites.definitions import UNEXPECTED_ROWS, Outcome
from returncheck.suites.planning import ExpectationCheck, Verdict, one_line
from returncheck.suites.tolerances import percent_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What Great Expectations found about a check.

    Attributes:
        verdict: The same in this project's words.
        configuration: What it was asked.
        success: Its own verdict; False also when the check could not run.
    """

    verdict: Verdict
    configuration: ExpectationConfiguration
    success: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteVerdicts:
    """What came of one suite.

    Attributes:
        suite: Its name.
        verdicts: All verdicts, in the order of the suite's expectations.
        judgements: Those that Great Expectations was asked for.
    """

    suite: str
    verdicts: tuple[Verdict, ...]
    judgements: tuple[Judgement, ...]


def no_result(
    configuration: ExpectationConfiguration, failure: str | None
) -> ExpectationValidationResult:
    """The result that stands in for one that Great Expectations did not give.

    Args:
        configuration: What it was asked.
        failure: The error that kept it from an answer, if one is known.

    Returns:
        A result of a check that could not run.
    """
    return ExpectationValidationResult(
        success=False,
        expectation_config=configuration,
        exception_info={
            "raised_exception": True,
            "exception_traceback": None,
            "exception_message": failure or "Great Expectations gave no result",
        },
    )


def judgement_of(
    check: ExpectationCheck,
    configuration: ExpectationConfiguration,
    result: ExpectationValidationResult,
) -> Judgement:
    """Read a result; what it does not decide is never taken for a pass.

    Args:
        check: The check that was made.
        configuration: What Great Expectations was asked.
        result: What it answered.

    Returns:
        Could not run when the result holds an exception; not applicable when it passed
        for want of anything to judge; else passed or failed, as the result says.
    """
    failure = _failure(result.exception_info)
    judged: int | None = None
    if "element_count" in result.result:
        judged = result.result["element_count"] - result.result.get("missing_count", 0)
    outcome = Outcome.PASSED if result.success else Outcome.FAILED
    reason = None
    if failure is not None:
        outcome, reason = Outcome.COULD_NOT_RUN, one_line(failure)
    elif result.success and judged == 0:
        has_rows = result.result["element_count"] > 0
        outcome = Outcome.NOT_APPLICABLE
        reason = "no rows with a value" if has_rows else "no rows"
    verdict = Verdict(
        expectation=check.expectation,
        return_id=check.return_id,
        outcome=outcome,
        kwargs=check.kwargs,
        observed=None if reason else _observed(check, result.result, judged),
        reason=reason,
        rows_sql=_rows_sql(check, result.result.get("unexpected_index_query")),
    )
    return Judgement(
        verdict=verdict, configuration=configuration, success=bool(result.success)
    )


def _rows_sql(check: ExpectationCheck, query: str | None) -> str | None:
    if check.expectation.rows:
        return check.expectation.rows_sql(check.kwargs)
    if query is None:
        return None
    return check.expectation.unexpected_sql(query, check.columns)


def _failure(info: Mapping[str, Any]) -> str | None:
    """The message of an exception; None when there was none."""
    if "raised_exception" in info:
        message = info["exception_message"] if info["raised_exception"] else None
        return None if not info["raised_exception"] else str(message)
    messages = [str(entry.get("exception_message")) for entry in info.values()]
    return messages[0] if messages else None


def _observed(
    check: ExpectationCheck, result: Mapping[str, Any], judged: int | None
) -> str | None:
    """What was found, for people."""
    if judged:
        within = judged - result["unexpected_count"]
        needed = check.tolerance.percent if check.tolerance else 100.0
        found = f"{within:,} of {judged:,} ({_share_text(within, judged, needed)} %)"
        if check.tolerance is None:
            return found
        least = percent_text(check.tolerance.percent)
        return f"{found}, at least {least} expected ({check.tolerance.origin})"
    value = result.get("observed_value")
    if check.expectation.type == UNEXPECTED_ROWS:
        return f"{value:,} {'row' if value == 1 else 'rows'}"
    return None if value is None else str(value)


def _share_text(within: int, judged: int, needed: float) -> str:
    """A share with as many decimals as keep it on its side of the share needed."""
    exact = Decimal(100 * within) / judged
    least = Decimal(repr(needed))
    for places in (1, 2, 3):
        share = rounded(exact, places)
        if (share < least) == (exact < least):
            return str(share)
    return str(exact.quantize(Decimal("0.0001"), ROUND_DOWN))
