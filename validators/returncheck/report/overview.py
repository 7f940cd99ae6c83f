"""What a run found in a few numbers: what the page, its index and the files begin with.

It holds no record of a child but the samples of the checks, and no picture, so that it
is small however many returns there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from returncheck.findings.finding import (
    Layer,
    Severity,
    count_explained,
    count_findings,
)
from returncheck.report.sections.checks import CheckView, check_views
from returncheck.report.sections.loaded import LoadedReturn, loaded_returns
from returncheck.report.sections.verdicts import ReportVerdicts, report_verdicts
from returncheck.report.words.names import ReturnName, return_names
from returncheck.report.words.numbers import minute
from returncheck.report.words.status import Status, run_status
from returncheck.report.words.terms import LAYER_MEANINGS, LAYER_TITLES
from returncheck.results.check_result import CheckResult, ExitCode
from returncheck.settings.config import FailOn


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerView:
    """The findings of one layer.

    Attributes:
        layer: The layer.
        title: Its heading.
        meaning: What its findings are.
        counts: Number of findings by severity, explained ones left out.
        explained: Number of queries that are explained.
        checks: The checks that found something.
    """

    layer: Layer
    title: str
    meaning: str
    counts: Mapping[Severity, int]
    explained: int
    checks: tuple[CheckView, ...]

    @property
    def answered_queries(self) -> int:
        """Number of queries that can be explained, explained ones included."""
        can_be = self.layer in (Layer.RULE, Layer.RECONCILIATION)
        return self.counts[Severity.QUERY] + self.explained if can_be else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a run found, without figures, pictures and records.

    Attributes:
        title: What was checked, in one line.
        status: What came of it.
        exit_code: The exit code of the run.
        fail_on: Least severity that fails it.
        is_synthetic: Whether the children are made up.
        holds_children: Whether any finding names a child.
        counts: Number of findings by severity, explained ones left out.
        explained: Number of queries that are explained.
        returns: The returns, in the order of loading.
        refused: Why files were refused, one line each.
        layers: The findings by layer, context left out.
        verdicts: What came of the figures of each report.
        version: Version of returncheck.
        run_id: Id of the run.
        started_at: When it began, in words.
    """

    title: str
    status: Status
    exit_code: int
    fail_on: str
    is_synthetic: bool
    holds_children: bool
    counts: Mapping[Severity, int]
    explained: int
    returns: tuple[LoadedReturn, ...]
    refused: tuple[str, ...]
    layers: tuple[LayerView, ...]
    verdicts: tuple[ReportVerdicts, ...]
    version: str
    run_id: str
    started_at: str

    @property
    def checks(self) -> tuple[CheckView, ...]:
        """The checks that found something, layer by layer."""
        return tuple(check for layer in self.layers for check in layer.checks)

    @property
    def to_submit(self) -> int:
        """How many of the returns are not context."""
        return sum(not each.is_context for each in self.returns)


def build_overview(
    result: CheckResult,
    *,
    fail_on: FailOn,
    exit_code: ExitCode,
    refused: Sequence[str],
    synthetic: bool,
) -> Overview:
    """What a run found, in a few numbers.

    Args:
        result: The result.
        fail_on: Least severity that fails the run.
        exit_code: The exit code of the run.
        refused: Why files were refused, one line each.
        synthetic: Whether the children are made up.
    """
    names = return_names(result.returns)
    counted_result = result.with_findings(result.findings_to_mend)
    checks = check_views(counted_result, names)
    return Overview(
        title=_title(return_names(result.returns_to_submit) or names),
        status=run_status(
            result, fail_on=fail_on, exit_code=exit_code, refused=len(refused)
        ),
        exit_code=int(exit_code),
        fail_on=fail_on.value,
        is_synthetic=synthetic,
        holds_children=holds_children(result.findings),
        counts=result.counts,
        explained=result.explained,
        returns=loaded_returns(result, names),
        refused=tuple(refused),
        layers=_layers(counted_result.findings, checks),
        verdicts=report_verdicts(result, names),
        version=result.version,
        run_id=result.run_id,
        started_at=minute(result.started_at),
    )


def holds_children(findings: pl.DataFrame) -> bool:
    """Whether any finding names a child."""
    return findings["child_id"].is_not_null().any()


def _title(names: Mapping[str, ReturnName]) -> str:
    authorities = dict.fromkeys(name.authority for name in names.values())
    if not names:
        return "Check of returns"
    if len(names) == 1:
        return f"Check of {next(iter(names.values())).full}"
    if len(authorities) == 1:
        return f"Check of {len(names)} returns of {next(iter(authorities))}"
    return f"Check of {len(names)} returns of {len(authorities)} authorities"


def _layers(
    findings: pl.DataFrame, checks: Sequence[CheckView]
) -> tuple[LayerView, ...]:
    by_layer = findings.partition_by("layer", as_dict=True)
    none = findings.clear()
    return tuple(
        LayerView(
            layer=layer,
            title=LAYER_TITLES[layer],
            meaning=LAYER_MEANINGS[layer],
            counts=count_findings(by_layer.get((layer.value,), none)),
            explained=count_explained(by_layer.get((layer.value,), none)),
            checks=tuple(check for check in checks if check.layer is layer),
        )
        for layer in Layer
        # Nobody has to read of a comparison that is made only where it is asked for.
        if layer is not Layer.SAME_CHILDREN or (layer.value,) in by_layer
    )
