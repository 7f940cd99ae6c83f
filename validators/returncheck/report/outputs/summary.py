"""The short outputs: `summary.md` for a CI job and the lines for the console.

Counts and row numbers only: no child's identifier, no value of a record, no message
that may quote one.
"""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from returncheck.files.own_pages import RETURNS_FOLDER
from returncheck.findings.finding import Severity
from returncheck.report.each.index import Index, IndexRow
from returncheck.report.outputs.paths import Outputs
from returncheck.report.overview import Overview
from returncheck.report.page import Page
from returncheck.report.sections.checks import CheckView, check_views, checks_to_mend
from returncheck.report.words.history import history_sentences
from returncheck.report.words.names import ReturnName, return_names
from returncheck.report.words.numbers import counted, whole
from returncheck.report.words.status import run_status
from returncheck.report.words.terms import NOUNS
from returncheck.results.check_result import CheckResult, ExitCode
from returncheck.settings.config import FailOn

_CHECKS_SHOWN = 10
_FIGURES_SHOWN = 12
_ROWS_SHOWN = 3
_RETURNS_SHOWN = 10
_CONSOLE_CHECKS = 5


def summary_text(result: CheckResult, page: Page) -> str:
    """Half a page of Markdown: status, counts, failed checks, key figures.

    Args:
        result: The result.
        page: What the page shows.
    """
    lines = [*_head(page), *_counts(page), *_failed_checks(result, page)]
    lines += [*_targets(page), *_figures(page)]
    lines += [
        f"Exit code {page.exit_code}, fail level {page.fail_on}. Records and pictures: "
        "`report.html`; every record: `findings.csv`.",
        "",
    ]
    return "\n".join(lines)


def index_summary_text(result: CheckResult, index: Index) -> str:
    """The same of a run whose returns have a page each: those with most to mend first.

    Args:
        result: The result.
        index: What the index shows.
    """
    lines = [*_head(index), *_counts(index), *_returns(index.rows)]
    lines += _failed_checks(result, index)
    lines += [
        f"Exit code {index.exit_code}, fail level {index.fail_on}. Index: "
        f"`report.html`; a page and a workbook for each return: `{RETURNS_FOLDER}`; "
        "every record: `findings.csv`.",
        "",
    ]
    return "\n".join(lines)


def _head(page: Overview) -> list[str]:
    lines = [f"## {plain(page.status.title)}", "", f"**{plain(page.title)}**", ""]
    if page.is_synthetic:
        lines += ["Made-up children: the records were generated as an example.", ""]
    said = (*page.status.scope, *page.status.sentences)
    lines += [f"- {plain(sentence)}" for sentence in said]
    lines += [f"- Refused: {plain(reason)}" for reason in page.refused]
    return [*lines, ""]


def _returns(rows: Sequence[IndexRow]) -> list[str]:
    """The returns with most errors, then most queries."""
    to_mend = sorted(
        (row for row in rows if row.errors or row.queries),
        key=lambda row: (-row.errors, -row.queries),
    )
    if not to_mend:
        return []
    cells = [
        [
            plain(f"{row.authority}, {row.title}"),
            whole(row.errors),
            whole(row.queries),
            *([whole(row.explained)] if any(each.explained for each in rows) else []),
        ]
        for row in to_mend[:_RETURNS_SHOWN]
    ]
    heads = ["Return", "Errors", "Queries", "Explained"][: len(cells[0])]
    more = len(to_mend) - _RETURNS_SHOWN
    left = [f"… and {counted(more, 'more return')} to mend.", ""] if more > 0 else []
    return [*_table(heads, cells, right=range(1, len(heads))), *left]


def _counts(page: Overview) -> list[str]:
    heads = [NOUNS[severity][1].capitalize() for severity in Severity]
    rows = [
        [
            plain(layer.title),
            *(whole(layer.counts[severity]) for severity in Severity),
            *([whole(layer.explained)] if page.explained else []),
        ]
        for layer in page.layers
    ]
    numbers = [page.counts[severity] for severity in Severity]
    if page.explained:
        heads.append("Explained")
        numbers.append(page.explained)
    rows.append(["**All**", *(f"**{whole(number)}**" for number in numbers)])
    return _table(["Findings", *heads], rows, right=range(1, len(heads) + 1))


def _failed_checks(result: CheckResult, page: Overview) -> list[str]:
    checks = checks_to_mend(check for layer in page.layers for check in layer.checks)
    explained = _explained(check for layer in page.layers for check in layer.checks)
    if not checks:
        return explained
    names = {shown.name.return_id: shown.name for shown in page.returns}
    is_open = pl.col("explanation").is_null()
    places = _first_rows(result.findings_to_mend.filter(is_open), names)
    rows = [
        [
            check.severity.value,
            plain(check.name),
            whole(check.findings),
            *([whole(check.explained)] if page.explained else []),
            plain(places.get((check.check_id, check.severity.value), "")),
        ]
        for check in checks[:_CHECKS_SHOWN]
    ]
    column = ["Explained"] if page.explained else []
    heads = ["Severity", "Check", "Findings", *column, "First rows"]
    table = _table(heads, rows, right=[2, 2 + len(column)])
    more = len(checks) - _CHECKS_SHOWN
    return [
        *table,
        *([f"… and {counted(more, 'more check')}.", ""] if more > 0 else []),
        *explained,
    ]


def _explained(checks: Iterable[CheckView]) -> list[str]:
    """The checks that found nothing but what is explained."""
    listed = [
        f"{check.name} ({whole(check.explained)})"
        for check in checks
        if check.explained and not check.to_do
    ]
    return [f"All explained: {plain('; '.join(listed))}.", ""] if listed else []


def _number(check: CheckView) -> str:
    number = counted(check.findings, "finding")
    explained = f", {whole(check.explained)} explained" if check.explained else ""
    return f"{number}{explained}"


def _first_rows(
    findings: pl.DataFrame, names: Mapping[str, ReturnName]
) -> dict[tuple[str, str], str]:
    """Where the first findings of each check lie, in its first return and table."""
    located = (
        findings.filter(pl.col("row_number").is_not_null())
        .group_by(
            "check_id", "severity", "return_id", "table_name", maintain_order=True
        )
        .agg(pl.col("row_number").unique(maintain_order=True))
        .group_by("check_id", "severity", maintain_order=True)
        .agg(pl.all().first(), pl.len().alias("groups"))
    )
    places = {}
    for row in located.iter_rows(named=True):
        numbers = row["row_number"]
        listed = ", ".join(str(number) for number in numbers[:_ROWS_SHOWN])
        name = names.get(row["return_id"] or "")
        where = f"{name.full}: " if name and len(names) > 1 else ""
        more = " …" if len(numbers) > _ROWS_SHOWN or row["groups"] > 1 else ""
        places[row["check_id"], row["severity"]] = (
            f"{where}{row['table_name']} {listed}{more}"
        )
    return places


def _targets(page: Page) -> list[str]:
    """One line an authority: how many figures are green, amber and red."""
    lines = [
        f"- {plain(each.counts.authority)}, figures beside their targets: "
        f"{plain(each.counts.words)}"
        for each in page.targets
    ]
    return [*lines, ""] if lines else []


def _figures(page: Page) -> list[str]:
    rows = [
        [
            plain(f"{authority.authority}, {each.name.title}"),
            plain(view.title),
            f"at least {view.value}" if view.is_lower_bound else view.value or "",
            view.england,
            view.band or "",
        ]
        for authority in page.figures
        for each in authority.returns
        if each.is_recomputed and not each.is_earlier
        for view in each.headline
        if view.place or view.is_lower_bound
    ]
    if not rows:
        return []
    heads = ["Return", "Indicator", "Figure", "England", "Band"]
    return _table(heads, rows[:_FIGURES_SHOWN], right=[2, 3])


def _table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int]
) -> list[str]:
    to_right = set(right)
    rules = ["---:" if place in to_right else "---" for place in range(len(heads))]
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, rules, *rows)]
    return [*lines, ""]


def plain(text: str) -> str:
    """Text that Markdown shows as it is, in one line."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for sign in "\\`*_|[]":
        escaped = escaped.replace(sign, f"\\{sign}")
    return " ".join(escaped.split())


def console_lines(
    result: CheckResult,
    outputs: Outputs | None = None,
    *,
    fail_on: FailOn,
    exit_code: ExitCode | None = None,
    refused: Sequence[str] = (),
) -> list[str]:
    """What the console says at the end of a run; plain text, no markup.

    Args:
        result: The result.
        outputs: Where the outputs are; None when none were written.
        fail_on: Least severity that fails the run.
        exit_code: The exit code of the run; None: that of the findings.
        refused: Why files were refused, one line each, unless that was said before.

    Returns:
        The status, the counts by severity, which rules ran, the failed checks with
        the most findings, refused files and where the report is. No identifier and no
        value.
    """
    code = result.exit_code(fail_on) if exit_code is None else exit_code
    status = run_status(result, fail_on=fail_on, exit_code=code, refused=len(refused))
    numbers = ", ".join(
        counted(number, *NOUNS[severity]) for severity, number in result.counts.items()
    )
    explained = ""
    if result.explained:
        explained = f"; {counted(result.explained, *NOUNS[Severity.QUERY])} explained"
    lines = [
        f"{status.title}.",
        f"{numbers} in {counted(len(result.returns_to_submit), 'return')}{explained}.",
        *history_sentences(result),
        *status.scope,
    ]
    to_mend = result.with_findings(result.findings_to_mend)
    checks = checks_to_mend(check_views(to_mend, return_names(result.returns)))
    for check in checks[:_CONSOLE_CHECKS]:
        lines.append(f"  {check.severity.value:5}  {check.name}: {_number(check)}")
    more = len(checks) - _CONSOLE_CHECKS
    if more > 0:
        lines.append(f"  and {counted(more, 'more check')}")
    lines += [f"Refused: {reason}" for reason in refused]
    if outputs is not None:
        lines.append(_where(outputs))
    return lines


def _where(outputs: Outputs) -> str:
    """Where the page is; of many, their index."""
    if outputs.returns is None:
        return f"Report: {outputs.report}"
    return (
        f"Report: {outputs.report}, the index; a page and a workbook for each return "
        f"in {outputs.returns}"
    )


def closing_line(
    result: CheckResult, outputs: Outputs, *, fail_on: FailOn, exit_code: ExitCode
) -> str:
    """The one line of a quiet run: how it went, numbers, exit code, report.

    Args:
        result: The result.
        outputs: Where the outputs are.
        fail_on: Least severity that fails the run.
        exit_code: The exit code of the run.
    """
    status = run_status(result, fail_on=fail_on, exit_code=exit_code, refused=0)
    numbers = ", ".join(
        counted(number, *NOUNS[severity]) for severity, number in result.counts.items()
    )
    return f"{status.title}: {numbers}; exit code {exit_code:d}; {outputs.report}"


def nothing_read_line(refused: int) -> str:
    """The one line of a quiet run of which every file was refused.

    Args:
        refused: How many were.
    """
    files = counted(refused, "file")
    code = ExitCode.UNREADABLE
    return f"Nothing was checked: {files} could not be read; exit code {code:d}"
