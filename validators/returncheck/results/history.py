"""What a run says of itself beside the runs before it: what is new, what was mended.

A finding is compared with the last run that could have found it. So nothing counts as
mended because a run did not look: other returns, chosen rules, no suites.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from returncheck.findings.finding import Severity
from returncheck.warehouse.past_runs import PastRun

if TYPE_CHECKING:
    import polars as pl


class FindingState(StrEnum):
    """How a finding stands beside the last run that made its check.

    `FIRST_CHECK`: no earlier run made the check on that return, so that nobody can
    say whether the fault is new.
    """

    NEW = "new"
    STILL = "still"
    FIRST_CHECK = "first_check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a run ends with.

    Attributes:
        exit_code: What the process will end with.
        fail_on: Least severity that fails it.
        refused: How many files were refused.
    """

    exit_code: int
    fail_on: str
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnDownPoint:
    """What one run left to do of one return.

    Attributes:
        run_id: The run.
        at: When it began, UTC.
        errors: Errors.
        queries: Queries that are not explained.
        explained: Queries that are.
    """

    run_id: str
    at: datetime
    errors: int
    queries: int
    explained: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnDown:
    """What is left to do of one return, run by run, up to its submission.

    Attributes:
        return_id: The return.
        submission_date: When it has to be submitted; None where nobody said.
        points: The runs that checked it whole, the earliest first.
    """

    return_id: str
    submission_date: date | None
    points: tuple[BurnDownPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a run is measured by when it is to fail on new findings alone.

    Attributes:
        name: What the user called it: `last`, the id of a run, or a file.
        run_id: Id of that run; None for `last`, where each check has its own.
        at: When that run began, UTC; None where there is no earlier run.
        new_ids: Ids of the findings of this run that it did not have.
    """

    name: str
    run_id: str | None
    at: datetime | None
    new_ids: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHistory:
    """This run beside those before it.

    Numbers are of what people count as one finding (`counted_as`), of the returns to
    submit; explained queries are among them.

    Attributes:
        findings: One row a finding of this run: finding_id, state (`FindingState`),
            first_seen_run, first_seen_at (UTC; of this run where it is the first),
            compared_run, compared_at (the last earlier run that made the check; null
            for none), is_back (whether it was mended in between), finding_hash (the
            keyed hash of the id, for outputs without children).
        mended: One row a finding that is no longer there, of checks that this run
            made on returns to submit: finding_id, return_id, layer, check_id,
            severity, counted_as, first_seen_at, last_seen_run, last_seen_at,
            since_last (whether the last run that made the check still had it).
        previous: The latest of the runs compared with; None for the first run.
        new: How many findings are new since the last run.
        still: How many were there before.
        first_checked: How many come from checks that no earlier run made.
        new_by_severity: The new ones by severity.
        mended_since_last: How many are gone since the last run.
        mended_since_first: How many are gone since the first.
        mended_by_severity: Those gone since the last run, by severity.
        runs: This run and those before it of the same returns, the earliest first.
        burn_downs: One for each return to submit.
        key_mark: Tells whether two lists of hashes are of one key.
        baseline: What the run is measured by; None for all of its findings.
    """

    findings: "pl.DataFrame"
    mended: "pl.DataFrame"
    previous: PastRun | None
    new: int
    still: int
    first_checked: int
    new_by_severity: Mapping[Severity, int]
    mended_since_last: int
    mended_since_first: int
    mended_by_severity: Mapping[Severity, int]
    runs: Sequence[PastRun]
    burn_downs: tuple[BurnDown, ...]
    key_mark: str
    baseline: Baseline | None = None

    def ids(self, *states: FindingState) -> frozenset[str]:
        """Ids of the findings in any of some states."""
        import polars as pl

        wanted = pl.col("state").is_in([state.value for state in states])
        return frozenset(self.findings.filter(wanted)["finding_id"])
