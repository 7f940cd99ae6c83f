"""Assembles `report.html`: one file that asks for nothing from outside.

Words and numbers are ready when they reach the template, which only places them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache

import jinja2
import polars as pl
from markupsafe import Markup

from returncheck.files.own_files import PAGE_MARK
from returncheck.findings.finding import (
    Severity,
)
from returncheck.report.bundle import page_script, source_hash
from returncheck.report.environment import TEMPLATES, environment
from returncheck.report.overview import Overview, build_overview
from returncheck.report.parts.board import BoardView, board_view
from returncheck.report.parts.payload import packed
from returncheck.report.parts.performance import PerformanceView, performance_view
from returncheck.report.parts.technical import TechnicalView, technical_view
from returncheck.report.parts.to_mend import to_mend
from returncheck.report.sections.burn_down import BurnDownView, burn_down_views
from returncheck.report.sections.checks import CheckView, checks_to_mend
from returncheck.report.sections.children import ChildrenView, children_view
from returncheck.report.sections.comparison_counts import (
    ComparisonCounts,
    comparison_counts,
)
from returncheck.report.sections.context import ContextView, context_view
from returncheck.report.sections.exceptions import AuthorityTargets, authority_targets
from returncheck.report.sections.figure_view import FigureView
from returncheck.report.sections.figures import AuthorityFigures, authority_figures
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
)
from returncheck.report.words.names import ReturnName, return_names
from returncheck.report.words.numbers import counted, minute, whole
from returncheck.report.words.terms import (
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

_FIRST_CHECKS = 5

PARTS = {
    "to-mend": "To mend",
    "performance": "Performance",
    "board": "Board",
    "technical": "Technical",
}
"""The parts of the page by their ids, in their order."""


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
class IndexLink:
    """The way from one of several pages to their index: where, and of how many."""

    href: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Overview):
    """Everything that the page shows, section by section.

    `data` is what its script reads, packed.
    """

    first_checks: tuple[CheckView, ...]
    children: ChildrenView
    timelines: tuple[TimelineView, ...]
    burn_downs: tuple[BurnDownView, ...]
    key_figures: tuple[KeyFigures, ...]
    targets: tuple[AuthorityTargets, ...]
    performance: PerformanceView
    figures: tuple[AuthorityFigures, ...]
    periods: tuple[PeriodTable, ...]
    comparisons: tuple[ComparisonView, ...]
    comparison_counts: tuple[ComparisonCounts, ...]
    rule_sets: tuple[RuleSet, ...]
    suites: tuple[SuiteGroup, ...]
    context: ContextView | None
    board: BoardView | None
    technical: TechnicalView
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
    overview = build_overview(
        result,
        fail_on=fail_on,
        exit_code=exit_code,
        refused=refused,
        synthetic=synthetic,
    )
    checks = overview.checks
    counted_result = result.with_findings(result.findings_to_mend)
    figures = authority_figures(result, names)
    sets = rule_sets(result, names)
    mending = to_mend(result, names, checks)
    return Page(
        **{each.name: getattr(overview, each.name) for each in fields(overview)},
        first_checks=_first_checks(checks),
        children=children_view(counted_result, names, checks),
        timelines=timeline_views(result, names),
        burn_downs=_with_course(burn_down_views(result, names)),
        key_figures=_key_figures(figures),
        targets=authority_targets(result, names, figures),
        performance=performance_view(result, names, figures),
        figures=figures,
        periods=period_tables(result),
        comparisons=_comparisons_of_records(result, names),
        comparison_counts=comparison_counts(result.reconciliation),
        rule_sets=sets,
        suites=suite_groups(result, names),
        context=context_view(result, names),
        board=board_view(result, refused=len(refused), synthetic=synthetic),
        technical=technical_view(result, names, exit_code=exit_code, sets=sets),
        to_mend=mending.headline,
        data=packed({"to_mend": mending.data}),
    )


def render_page(page: Page, index: IndexLink | None = None) -> str:
    """The page as HTML, everything escaped that is not our own markup.

    Args:
        page: What it shows.
        index: Where the page is one of several, the way back to their index.
    """
    return page_template("report.html.j2").render(page=page, index=index)


def page_template(name: str) -> jinja2.Template:
    """A template with the words, styles and filters that all our pages have.

    Args:
        name: Its file.
    """
    return _environment().get_template(name)


def _with_course(views: Sequence[BurnDownView]) -> tuple[BurnDownView, ...]:
    """Those that have a course to show, or a day up to which they run."""
    return tuple(each for each in views if each.picture or each.submission)


def _first_checks(checks: Sequence[CheckView]) -> tuple[CheckView, ...]:
    """The checks to start with: the heaviest severity, the most findings."""
    return tuple(checks_to_mend(checks)[:_FIRST_CHECKS])


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
    made = environment()
    styles = [TEMPLATES / "report.css", *sorted(TEMPLATES.glob("parts/*.css"))]
    css = "".join(path.read_text(encoding="utf-8") for path in styles)
    script = page_script()
    made.globals.update(
        css=Markup(css),
        page_mark=PAGE_MARK,
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
    made.filters.update(whole=whole, counted=counted, minute=minute)
    return made
