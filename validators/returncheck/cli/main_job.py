"""What `run` and `demo` share: load, check, write the outputs, say what was found."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from returncheck.errors import ConfigError
from returncheck.findings.exits import ExitCode
from returncheck.settings.config import Config

if TYPE_CHECKING:
    from returncheck.results.check_result import CheckResult
    from returncheck.warehouse.register import LoadResult
    from returncheck.workspace import Workspace

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MainJob:
    """One run of the main job.

    Attributes:
        config: The settings.
        rules: Codes of the rules to run; None for all.
        rule_year: Year whose rules are run; None: each return's own.
        suites: Whether the suites run.
        data_docs: Whether Great Expectations' Data Docs are written.
        quiet: Whether progress and summary stay away.
        synthetic: Whether the records are made up, which the page then says.
    """

    config: Config
    rules: Sequence[str] | None = None
    rule_year: int | None = None
    suites: bool = True
    data_docs: bool = False
    quiet: bool = False
    synthetic: bool = False


def run_main_job(job: MainJob) -> ExitCode:
    """Check files from end to end.

    Args:
        job: What to check and how.

    Returns:
        The exit code that CI acts on.

    Raises:
        ConfigError: Wrong settings, or a workspace that cannot be used.
        InternalError: Our own bug.
    """
    from returncheck.report import missing_rules
    from returncheck.workspace import Workspace

    config = job.config
    output = config.output
    with Workspace.open(output=output) as workspace, _progress(job) as advance:
        workspace.warm_up()
        advance("Reading the files", 0, 1)
        workspace.set_explanations(config.explanations)
        workspace.set_published(config.published)
        workspace.set_groups(config.groups)
        loaded = _load(workspace, job)
        for refusal in loaded.refused:
            typer.echo(refusal, err=True)
        if not loaded.loaded:
            return ExitCode.UNREADABLE
        for la_code in {record.la_code for record in loaded.loaded}:
            workspace.set_targets(la_code, config.targets, config.target_tolerances)
        result = workspace.check(
            job.rules,
            job.suites,
            returns=[record.return_id for record in loaded.loaded],
            tolerances=config.tolerances,
            expectations=config.expectations,
            data_docs=output / "data-docs" if job.data_docs else None,
            progress=lambda done, total: advance("Building the figures", done, total),
        )
        advance("Writing the report", 0, 1)
        lacking = missing_rules(result) if config.require_rules else None
        code = result.exit_code(config.fail_on)
        if lacking is not None:
            typer.echo(lacking, err=True)
            code = ExitCode.FINDINGS
        if loaded.refused:
            code = ExitCode.UNREADABLE
        _write(job, result, loaded.refused, code)
    return code


def _load(workspace: "Workspace", job: MainJob) -> "LoadResult":
    """Load the inputs, and then what is context, which an input may hold too."""
    from returncheck.warehouse.register import LoadResult

    config = job.config
    context = {path.resolve() for path in config.context}
    inputs = [each for each in config.inputs if each.resolve() not in context]
    if not inputs:
        raise ConfigError(
            "Every input is context. Name the return that is to be submitted as well."
        )
    parts = [
        workspace.load_each(
            paths,
            authority=config.authority,
            year=config.year,
            rule_year=job.rule_year,
            context=is_context,
        )
        for paths, is_context in ((inputs, False), (config.context, True))
        if paths
    ]
    loaded = {record.return_id: record for part in parts for record in part.loaded}
    return LoadResult(
        loaded=tuple(loaded.values()),
        refused=tuple(line for part in parts for line in part.refused),
    )


def _write(
    job: MainJob,
    result: "CheckResult",
    refused: tuple[str, ...],
    code: ExitCode,
) -> None:
    from returncheck.report import console_lines, write_outputs

    outputs = write_outputs(
        result,
        job.config.output,
        fail_on=job.config.fail_on,
        refused=refused,
        exit_code=code,
        synthetic=job.synthetic,
    )
    if not job.quiet:
        lines = console_lines(
            result, outputs, fail_on=job.config.fail_on, exit_code=code
        )
        for line in lines:
            typer.echo(line)


@contextmanager
def _progress(job: MainJob) -> Iterator[Progress]:
    """A progress display on a terminal; nothing elsewhere."""
    if job.quiet or not sys.stderr.isatty():
        yield lambda _step, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description:<22}"), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def advance(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total)

        yield advance
