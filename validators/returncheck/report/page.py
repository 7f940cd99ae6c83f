"""Assembles `report.html`: one file that asks for nothing from outside.

Words and numbers are ready when they reach the template, which only places them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2
import polars as pl
from markupsafe import Markup

from returncheck.findings.finding import (
    Layer,
    Severity,
    count_explained,
    count_findings,
)
from returncheck.report.bundle import page_script, source_hash
from returncheck.report.parts.board import BoardView, board_view
from returncheck.report.parts.payload import packed
from returncheck.report.parts.performance import PerformanceView, performance_view
from returncheck.report.parts.technical import TechnicalView, technical_view
from returncheck.report.parts.to_mend import to_mend
from returncheck.report.sections.burn_down import BurnDownView, burn_down_views
from returncheck.report.sections.checks import CheckView, check_views, checks_to_mend
from returncheck.report.sections.children import ChildrenView, children_view
from returncheck.report.sections.comparison_counts import (
    ComparisonCounts,
    comparison_counts,
)
from returncheck.report.sections.context import ContextView, context_view
from returncheck.report.sections.exceptions import AuthorityTargets, authority_targets
from returncheck.report.sections.figure_view import FigureView
from returncheck.report.sections.figures import AuthorityFigures, authority_figures
from returncheck.report.sections.loaded import LoadedReturn, loaded_returns
from returncheck.report.sections.outcomes import (
    RuleSet,
    SuiteGroup,
    rule_sets,
    suite_groups,
)
from returncheck.report.sections.periods import PeriodTable, period_tables
from returncheck.report.sections.reconciliation import ComparisonView, comparison_views
from returncheck.report.sections.timelines import TimelineView, timeline_views
from returncheck.report.sections.verdicts import (
    FigureVerdict,
    ReportVerdicts,
    report_verdicts,
)
from returncheck.report.words.names import ReturnName, return_names
from returncheck.report.words.numbers import counted, minute, whole
from returncheck.report.words.status import Status, run_status
from returncheck.report.words.terms import (
    LAYER_MEANINGS,
    LAYER_TITLES,
    NOUNS,
    SEVERITY_MEANINGS,
    STATUS_MEANINGS,
    STATUS_TITLES,
    VERDICT_MEANINGS,
    VERDICT_SIGNS,
    VERDICTS,
)
from returncheck.results.check_result import CheckResult, ExitCode
from returncheck.settings.config import FailOn

_TEMPLATES = Path(__file__).parent / "templates"
_FIRST_CHECKS = 5

PARTS = {
    "to-mend": "To mend",
    "performance": "Performance",
    "board": "Board",
    "technical": "Technical",
}
"""The parts of the page by their ids, in their order."""


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
class KeyFigures:
    """The figures of one authority that show how well things go."""

    authority: str
    title: str
    figures: tuple[FigureView, ...]

    @property
    def has_target(self) -> bool:
        """Whether any of them is green, amber or red."""
        return any(view.rag for view in self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that the page shows, section by section.

    `data` is what its script reads, packed.
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
    first_checks: tuple[CheckView, ...]
    layers: tuple[LayerView, ...]
    children: ChildrenView
    timelines: tuple[TimelineView, ...]
    burn_downs: tuple[BurnDownView, ...]
    key_figures: tuple[KeyFigures, ...]
    targets: tuple[AuthorityTargets, ...]
    performance: PerformanceView
    figures: tuple[AuthorityFigures, ...]
    periods: tuple[PeriodTable, ...]
    verdicts: tuple[ReportVerdicts, ...]
    comparisons: tuple[ComparisonView, ...]
    comparison_counts: tuple[ComparisonCounts, ...]
    rule_sets: tuple[RuleSet, ...]
    suites: tuple[SuiteGroup, ...]
    context: ContextView | None
    board: BoardView | None
    technical: TechnicalView
    version: str
    run_id: str
    started_at: str
    to_mend: str
    data: str

    @property
    def contradicted(self) -> tuple[tuple[ReportVerdicts, FigureVerdict], ...]:
        """The contradicted figures of all reports, those of the newest first."""
        return tuple(
            (report, figure)
            for report in reversed(self.verdicts)
            for figure in report.contradicted
        )

    @property
    def to_submit(self) -> int:
        """How many of the returns are not context."""
        return sum(not each.is_context for each in self.returns)


def build_page(
    result: CheckResult,
    *,
    fail_on: FailOn,
    exit_code: ExitCode,
    refused: Sequence[str],
    synthetic: bool,
) -> Page:
    """Everything that the page shows.

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
    figures = authority_figures(result, names)
    sets = rule_sets(result, names)
    mending = to_mend(result, names, checks)
    return Page(
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
        first_checks=_first_checks(checks),
        layers=_layers(counted_result.findings, checks),
        children=children_view(counted_result, names, checks),
        timelines=timeline_views(result, names),
        burn_downs=_with_course(burn_down_views(result, names)),
        key_figures=_key_figures(figures),
        targets=authority_targets(result, names, figures),
        performance=performance_view(result, names, figures),
        figures=figures,
        periods=period_tables(result),
        verdicts=report_verdicts(result, names),
        comparisons=_comparisons_of_records(result, names),
        comparison_counts=comparison_counts(result.reconciliation),
        rule_sets=sets,
        suites=suite_groups(result, names),
        context=context_view(result, names),
        board=board_view(result, refused=len(refused), synthetic=synthetic),
        technical=technical_view(result, names, exit_code=exit_code, sets=sets),
        version=result.version,
        run_id=result.run_id,
        started_at=minute(result.started_at),
        to_mend=mending.headline,
        data=packed({"to_mend": mending.data}),
    )


def render_page(page: Page) -> str:
    """The page as HTML, everything escaped that is not our own markup."""
    return _environment().get_template("report.html.j2").render(page=page)


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


def _with_course(views: Sequence[BurnDownView]) -> tuple[BurnDownView, ...]:
    """Those that have a course to show, or a day up to which they run."""
    return tuple(each for each in views if each.picture or each.submission)


def _first_checks(checks: Sequence[CheckView]) -> tuple[CheckView, ...]:
    """The checks to start with: the heaviest severity, the most findings."""
    return tuple(checks_to_mend(checks)[:_FIRST_CHECKS])


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


def _comparisons_of_records(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[ComparisonView, ...]:
    """Comparisons of figures from records; those of reports stand with the figures."""
    of_records = result.reconciliation.filter(pl.col("table_name") == "indicators")
    return comparison_views(result.with_mart("fct_reconciliation", of_records), names)


def _key_figures(figures: Sequence[AuthorityFigures]) -> tuple[KeyFigures, ...]:
    """Figures with a better side: of the newest records, or else of the reports."""
    groups = []
    for authority in figures:
        from_records = [
            each
            for each in authority.returns
            if each.is_recomputed and not each.is_earlier
        ]
        for each in from_records or authority.returns:
            chosen = tuple(
                view
                for view in each.headline
                if view.is_key and (view.place or view.no_place or view.is_lower_bound)
            )
            if chosen:
                groups.append(
                    KeyFigures(
                        authority=authority.authority,
                        title=each.name.title,
                        figures=chosen,
                    )
                )
    return tuple(groups)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    styles = [_TEMPLATES / "report.css", *sorted(_TEMPLATES.glob("parts/*.css"))]
    css = "".join(path.read_text(encoding="utf-8") for path in styles)
    script = page_script()
    environment.globals.update(
        css=Markup(css),
        parts=PARTS,
        # Our own text: markup in it would have to be its end, which is refused.
        script=Markup(script),
        script_hash=source_hash(script),
        severities=list(Severity),
        nouns=NOUNS,
        severity_meanings=SEVERITY_MEANINGS,
        status_titles=STATUS_TITLES,
        status_meanings=STATUS_MEANINGS,
        verdict_titles=VERDICTS,
        verdict_signs=VERDICT_SIGNS,
        verdict_meanings=VERDICT_MEANINGS,
    )
    environment.filters.update(whole=whole, counted=counted, minute=minute)
    return environment
