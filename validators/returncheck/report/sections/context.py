"""What was found in returns that were loaded to look back on: told apart, folded."""

from collections.abc import Mapping
from dataclasses import dataclass

from returncheck.findings.finding import Severity, count_findings
from returncheck.report.sections.checks import CheckView, check_views
from returncheck.report.words.names import ReturnName
from returncheck.results.check_result import CheckResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextView:
    """The findings of returns that are context.

    Attributes:
        returns: What the returns are called.
        counts: Number of findings by severity, explained ones left out.
        checks: The checks that found something in them.
    """

    returns: tuple[str, ...]
    counts: Mapping[Severity, int]
    checks: tuple[CheckView, ...]


def context_view(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> ContextView | None:
    """What was found in returns that are context.

    Args:
        result: The result.
        names: What its returns are called.

    Returns:
        The findings, apart from all others; None where no return is context.
    """
    if not result.context_returns:
        return None
    findings = result.context_findings
    return ContextView(
        returns=tuple(names[each.return_id].full for each in result.context_returns),
        counts=count_findings(findings),
        checks=check_views(result.with_findings(findings), names, anchor="context"),
    )
