"""What a check gives back: findings, figures, outcomes and the exit code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.catalogue.authorities import Authority
from returncheck.catalogue.indicators import Indicator, indicators
from returncheck.findings.exits import ExitCode
from returncheck.findings.finding import Severity, count_explained, count_findings
from returncheck.results.child_records import TableRecords
from returncheck.results.grouping import by_check, by_child, by_episode
from returncheck.results.history import Baseline, RunHistory
from returncheck.results.rules_run import RulesRun, rules_run
from returncheck.returns.timelines import ChildTimeline
from returncheck.settings.config import FailOn
from returncheck.warehouse import ReturnRecord

__all__ = ["CheckResult", "ExitCode"]

if TYPE_CHECKING:
    import polars as pl

    from returncheck.results.public_figures import PublicFigures


FINDINGS = "fct_findings"
"""The mart that the findings of the suites are joined to."""

FIGURES = "fct_benchmarks"
"""The mart that says of which indicators a return has a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """Everything that one check found out.

    What is found in returns that are context is among the findings and counts nowhere.

    Attributes:
        run_id: Id of the check, unique.
        version: Version of returncheck.
        started_at: When the check began, UTC.
        database: The DuckDB file.
        returns: The returns that were checked, in the order they were loaded.
        row_counts: One row per return and table that it has: return_id, table_name,
            row_count.
        findings: One row per location of a finding; columns of `findings.COLUMNS`.
        marts: Every other mart that the page reads, by name: of the checked returns,
            where a mart is large, and in its order.
        read_whole: Reads a mart whole of which `marts` holds a part; None where no more
            than that part may be seen.
        contract_outcomes: One row per return, field and check of its contract; columns
            of `contract_outcomes.outcome_schema`.
        suite_outcomes: One row per expectation (and return): suite, expectation,
            check_id, return_id, outcome, severity, observed, reason.
        local_indicators: What the council declares beside the catalogue.
        imported_authorities: Authorities that were imported beside those that ship.
        durations: How many records took how many working days, for what has a time
            limit; columns of `durations.COLUMNS`. None where it was not read.
        child_records: Every record of the children with findings, and every record with
            a finding, of the returns to submit.
        timelines: What returns tell over time of the children with most findings.
        public: What of it may leave the building; None where that was not asked for.
        history: This run beside those before it; None where none was kept.
        hide: Puts hashes in the place of identifiers in a text that was not read from
            the database; None where identifiers may be shown.
    """

    run_id: str
    version: str
    started_at: datetime
    database: Path
    returns: tuple[ReturnRecord, ...]
    row_counts: "pl.DataFrame"
    findings: "pl.DataFrame"
    marts: "Mapping[str, pl.DataFrame]"
    contract_outcomes: "pl.DataFrame"
    suite_outcomes: "pl.DataFrame"
    read_whole: "Callable[[str], pl.DataFrame] | None" = None
    local_indicators: tuple[Indicator, ...] = ()
    imported_authorities: tuple[Authority, ...] = ()
    durations: "pl.DataFrame | None" = None
    child_records: tuple[TableRecords, ...] = ()
    timelines: tuple[ChildTimeline, ...] = ()
    public: "PublicFigures | None" = None
    history: RunHistory | None = None
    hide: "Callable[[str], str] | None" = None

    @property
    def known_indicators(self) -> dict[str, Indicator]:
        """Every indicator by its id: the catalogue's, then the council's own."""
        return {
            each.indicator_id: each for each in (*indicators(), *self.local_indicators)
        }

    @property
    def indicators(self) -> "pl.DataFrame":
        """Mart `fct_indicator_values`, every source; read when first asked for."""
        return self._whole("fct_indicator_values")

    @property
    def checked_indicators(self) -> "pl.DataFrame":
        """Of `indicators` those of which a checked return has a figure."""
        return self.marts["fct_indicator_values"]

    @property
    def benchmarks(self) -> "pl.DataFrame":
        """Mart `fct_benchmarks`, every source; read when first asked for."""
        return self._whole("fct_benchmarks")

    @property
    def checked_benchmarks(self) -> "pl.DataFrame":
        """Of `benchmarks` those of indicators that a checked return has a figure of."""
        return self.marts["fct_benchmarks"]

    def _whole(self, mart: str) -> "pl.DataFrame":
        return self.marts[mart] if self.read_whole is None else self.read_whole(mart)

    @property
    def reconciliation(self) -> "pl.DataFrame":
        """Mart `fct_reconciliation`, of the checked returns."""
        return self.marts["fct_reconciliation"]

    @property
    def verdicts(self) -> "pl.DataFrame":
        """Mart `fct_figure_verdicts`, of the checked returns."""
        return self.marts["fct_figure_verdicts"]

    @property
    def periods(self) -> "pl.DataFrame":
        """Mart `fct_indicator_periods`, every source; read when first asked for."""
        return self._whole("fct_indicator_periods")

    @property
    def checked_periods(self) -> "pl.DataFrame":
        """Of `periods` those of the authorities of the checked returns."""
        return self.marts["fct_indicator_periods"]

    @property
    def control_charts(self) -> "pl.DataFrame":
        """Mart `fct_control_charts`, every series of the checked returns, whole."""
        return self.marts["fct_control_charts"]

    @property
    def exceptions(self) -> "pl.DataFrame":
        """Mart `fct_exceptions`, of the checked returns."""
        return self.marts["fct_exceptions"]

    @property
    def comparisons(self) -> "pl.DataFrame":
        """Mart `fct_comparisons`, of the checked returns."""
        return self.marts["fct_comparisons"]

    @property
    def neighbour_values(self) -> "pl.DataFrame":
        """Mart `fct_neighbour_values`, of the checked returns' authorities.

        Of every indicator; read when first asked for.
        """
        import polars as pl

        authorities = [record.la_code for record in self.returns]
        return self._whole("fct_neighbour_values").filter(
            pl.col("la_code").is_in(authorities)
        )

    @property
    def checked_neighbour_values(self) -> "pl.DataFrame":
        """Of `neighbour_values` those of indicators that a checked return has."""
        return self.marts["fct_neighbour_values"]

    @property
    def missing_figures(self) -> "pl.DataFrame":
        """Mart `fct_missing_figures`, of the authorities of the checked returns."""
        return self.marts["fct_missing_figures"]

    @property
    def published_contradictions(self) -> "pl.DataFrame":
        """Mart `fct_published_contradictions`, whole."""
        return self.marts["fct_published_contradictions"]

    @property
    def rule_outcomes(self) -> "pl.DataFrame":
        """Mart `fct_rule_outcomes`, of the checked returns."""
        return self.marts["fct_rule_outcomes"]

    def with_mart(self, name: str, frame: "pl.DataFrame") -> "CheckResult":
        """The result with other rows of one mart."""
        return replace(self, marts={**self.marts, name: frame})

    def with_findings(self, findings: "pl.DataFrame") -> "CheckResult":
        """The result with other findings, such as those that count alone."""
        return replace(self, findings=findings)

    @property
    def returns_to_submit(self) -> tuple[ReturnRecord, ...]:
        """The returns that are not context."""
        return tuple(record for record in self.returns if not record.is_context)

    @property
    def context_returns(self) -> tuple[ReturnRecord, ...]:
        """The returns that were loaded to look back on."""
        return tuple(record for record in self.returns if record.is_context)

    @property
    def findings_to_mend(self) -> "pl.DataFrame":
        """The findings that count: of the returns to submit, and of none."""
        return self.findings.filter(~self._is_in_context())

    @property
    def context_findings(self) -> "pl.DataFrame":
        """The findings of returns that are context."""
        return self.findings.filter(self._is_in_context())

    def _is_in_context(self) -> "pl.Expr":
        import polars as pl

        listed = [record.return_id for record in self.context_returns]
        return pl.col("return_id").is_in(listed).fill_null(value=False)

    @property
    def rules_run(self) -> tuple[RulesRun, ...]:
        """Which statutory rules ran on each return to submit that has some."""
        return rules_run(self.returns_to_submit, self.rule_outcomes)

    @property
    def counts(self) -> dict[Severity, int]:
        """Number of findings (not rows) by severity, without explained ones."""
        return count_findings(self.findings_to_mend)

    @property
    def baseline(self) -> Baseline | None:
        """What the run is measured by; None for all of its findings."""
        return None if self.history is None else self.history.baseline

    @property
    def counts_that_fail(self) -> dict[Severity, int]:
        """Like `counts`, of new findings alone where there is a baseline."""
        import polars as pl

        if self.baseline is None:
            return self.counts
        is_new = pl.col("finding_id").is_in(list(self.baseline.new_ids))
        return count_findings(self.findings_to_mend.filter(is_new))

    @property
    def explained(self) -> int:
        """Number of queries that are explained and so fail no run."""
        return count_explained(self.findings_to_mend)

    @property
    def by_check(self) -> "pl.DataFrame":
        """Findings counted by return and check; see `grouping.by_check`."""
        return by_check(self.findings_to_mend)

    @property
    def by_child(self) -> "pl.DataFrame":
        """Findings counted by return and child; see `grouping.by_child`."""
        return by_child(self.findings_to_mend)

    @property
    def by_episode(self) -> "pl.DataFrame":
        """Findings counted by return, child and episode; see `grouping.by_episode`."""
        return by_episode(self.findings_to_mend)

    def exit_code(self, fail_on: FailOn = FailOn.ERROR) -> ExitCode:
        """Whether the findings let the run pass; new ones alone with a baseline.

        Args:
            fail_on: Least severity that fails it; `never` always passes.

        Returns:
            `CLEAN` or `FINDINGS`.
        """
        order = [severity.value for severity in Severity]
        if fail_on is FailOn.NEVER:
            return ExitCode.CLEAN
        heavy = order[: order.index(fail_on.value) + 1]
        counts = self.counts_that_fail
        failing = any(counts[Severity(level)] for level in heavy)
        return ExitCode.FINDINGS if failing else ExitCode.CLEAN
