"""What `run` and `demo` share: load, check, write the outputs, say what was found."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.catalogue.authorities import imported
from returncheck.cli.alert import given_alert
from returncheck.cli.display import DONE, Display, display
from returncheck.cli.failures import failure_of
from returncheck.cli.interrupts import finish
from returncheck.cli.saying import say
from returncheck.cli.telling import Telling
from returncheck.errors import ConfigError, ReturncheckError
from returncheck.files.limits import limited
from returncheck.files.output import StagedFiles, staged_files
from returncheck.findings.exits import ExitCode
from returncheck.settings.config import Config
from returncheck.settings.imported_authorities import imported_authorities
from returncheck.warehouse.lock import RUN_WAIT, run_lock
from returncheck.warehouse.opening import FILE_NAME, make_folders

DUCKDB = "duckdb"

if TYPE_CHECKING:
    from returncheck.report import Outputs
    from returncheck.results.check_result import CheckResult
    from returncheck.warehouse.register import LoadResult, ReturnRecord
    from returncheck.workspace import Workspace


def _nobody() -> Telling:
    return Telling(started_at=datetime.now(UTC))


@dataclass(frozen=True, slots=True, kw_only=True)
class MainJob:
    """One run of the main job.

    Attributes:
        config: The settings.
        rules: Codes of the rules to run; None for all.
        baseline: What the findings are measured by, so that new ones alone fail the
            run: `last`, a run, or a `results.json`; None for nothing.
        rule_year: Year whose rules are run; None: each return's own.
        suites: Whether the suites run.
        data_docs: Whether Great Expectations' Data Docs are written.
        quiet: Whether progress stays away, and one line tells how it went.
        synthetic: Whether the records are made up, which the page then says.
        board: Whether the pages for a board are written as a file of their own.
        jobs: How many processes read the files and write pages of single returns; None:
            as many as it is worth.
        unpublished: Whether no earlier one, nor a public export, was ever given out.
        wait: Seconds to wait for another run into the same folder.
        telling: Which machines are told how it went.
        engine: What reads the files and builds the marts: `duckdb` or `spark`.
        shown: How far it is, in the place of what is shown by itself.
    """

    config: Config
    rules: Sequence[str] | None = None
    baseline: str | None = None
    rule_year: int | None = None
    suites: bool = True
    data_docs: bool = False
    quiet: bool = False
    synthetic: bool = False
    board: bool = False
    unpublished: bool = False
    jobs: int | None = None
    wait: float = RUN_WAIT
    telling: Telling = field(default_factory=_nobody)
    engine: str = DUCKDB
    shown: Display | None = None


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
    from returncheck.report.outputs.summary import nothing_read_line
    from returncheck.report.outputs.unfinished import Failure, write_unfinished

    output = job.config.output
    started_at = job.telling.started_at
    make_folders(output)
    job.telling.begin()
    with run_lock(output / FILE_NAME, wait=job.wait, tell=_tell):
        try:
            lost = write_unfinished(output, started_at)
            if lost is not None:
                say(lost, err=True)
            ended = _check(job)
        except _NothingLoadedError as error:
            failure = Failure(reasons=error.refused, exit_code=ExitCode.UNREADABLE)
            write_unfinished(output, started_at, failure)
            job.telling.failed(error.refused, ExitCode.UNREADABLE)
            if job.quiet:
                job.telling.say(nothing_read_line(len(error.refused)))
            return ExitCode.UNREADABLE
        except BaseException as error:
            message, failed = failure_of(error)
            with suppress(ConfigError):  # it says already that the run did not finish
                write_unfinished(
                    output, started_at, Failure(reasons=(message,), exit_code=failed)
                )
            raise
        ended.tell()
    for line in ended.lines:
        job.telling.say(line)
    if job.config.alert is not None:
        warning = given_alert(job.config.alert, ended.result, ended.code)
        if warning is not None:
            say(warning, err=True)
    return ended.code


@contextmanager
def failures_told(output: Path) -> Iterator[None]:
    """Let the outputs of an earlier run say so when a run fails before it begins.

    Args:
        output: The folder of the outputs; nothing is said where there is none.
    """
    try:
        yield
    except ReturncheckError as error:
        if output.is_dir():
            _tell_of(error, output)
        raise


def _tell_of(error: ReturncheckError, output: Path) -> None:
    from returncheck.report.outputs.unfinished import Failure, write_unfinished

    message, code = failure_of(error)
    failure = Failure(reasons=(message,), exit_code=code)
    # Where another run is at work the outputs are its own.
    with suppress(ConfigError), run_lock(output / FILE_NAME):
        lost = write_unfinished(output, datetime.now(UTC), failure)
        if lost is not None:
            say(lost, err=True)


class _NothingLoadedError(ReturncheckError):
    """Every file was refused."""

    def __init__(self, refused: tuple[str, ...]) -> None:
        super().__init__("\n".join(refused))
        self.refused = refused


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ended:
    """How a run ended, whose outputs are in their places.

    Attributes:
        lines: What people are told.
        code: The exit code.
        result: What was found.
        tell: Tells machines.
    """

    lines: list[str]
    code: ExitCode
    result: "CheckResult"
    tell: Callable[[], None]


def _tell(line: str) -> None:
    say(line, err=True)


def _check(job: MainJob) -> _Ended:
    """Check, and write all of it."""
    if job.suites and job.engine == DUCKDB:
        # First of all: it imports while this process does.
        from returncheck.suites.apart import suite_process

        suite_process()
    from returncheck.workspace import Workspace

    config = job.config
    started_at = datetime.now(UTC)
    with (
        limited(config.limits),
        imported(imported_authorities(config.published)),
        Workspace.open(output=config.output, engine=job.engine) as workspace,
    ):
        _expire(workspace, job)
        try:
            return _checked(workspace, job)
        except _NothingLoadedError as error:
            workspace.note_refused(
                started_at, len(error.refused), int(ExitCode.UNREADABLE)
            )
            raise


def _expire(workspace: "Workspace", job: MainJob) -> None:
    config = job.config
    if config.retention_days is None:
        return
    for return_id in workspace.expire(config.retention_days):
        job.telling.say(
            f"{return_id} was loaded more than {config.retention_days} days ago "
            "and is removed."
        )


def _checked(workspace: "Workspace", job: MainJob) -> _Ended:
    from returncheck.report import missing_rules
    from returncheck.report.outputs.unfinished import DATA_DOCS
    from returncheck.results.history import Ending

    config = job.config
    with (
        _shown(job) as shown,
        workspace.one_run(),
        staged_files(config.output) as docs,
    ):
        workspace.warm_up()
        shown.advance("Reading the files", 0, 1)
        workspace.set_explanations(config.explanations)
        workspace.set_published(config.published)
        workspace.set_groups(config.groups)
        workspace.set_indicators(config.indicators)
        loaded = _load(workspace, job)
        for line in (*(() if job.quiet else loaded.notes), *loaded.refused):
            shown.say(line, err=True)
        if not loaded.loaded:
            raise _NothingLoadedError(loaded.refused)
        for la_code in {record.la_code for record in loaded.loaded}:
            workspace.set_targets(la_code, config.targets, config.target_tolerances)
        result = workspace.check(
            job.rules,
            job.suites,
            returns=[record.return_id for record in loaded.loaded],
            tolerances=config.tolerances,
            expectations=config.expectations,
            data_docs=docs.folder(DATA_DOCS) if job.data_docs else None,
            progress=lambda done, total: shown.advance(
                "Building the figures", done, total
            ),
            redact=config.redact,
            redaction_key=config.redaction_key,
            same_children=config.same_children,
            public=job.board,
            submission_dates=config.submission_dates,
            baseline=job.baseline,
            ending=lambda found: Ending(
                exit_code=int(_exit_code(job, loaded, found)),
                fail_on=config.fail_on.value,
                refused=len(loaded.refused),
            ),
        )
        shown.advance("Writing the report", 0, 1)
        lacking = missing_rules(result) if config.require_rules else None
        if lacking is not None:
            shown.say(lacking, err=True)
        code = _exit_code(job, loaded, result)
        outputs = _write(workspace, job, result, loaded.refused, code, docs)
        shown.advance(DONE, 1, 1)
    tell = partial(
        job.telling.finished,
        result,
        outputs,
        fail_on=config.fail_on,
        inputs=config.inputs,
        refused=loaded.refused,
        missing_rules=lacking,
        code=code,
    )
    return _Ended(
        lines=_lines(job, result, outputs, code), code=code, result=result, tell=tell
    )


def _shown(job: MainJob) -> AbstractContextManager[Display]:
    if job.shown is not None:
        return nullcontext(job.shown)
    return display(quiet=job.quiet, err=job.telling.as_json)


def _exit_code(job: MainJob, loaded: "LoadResult", result: "CheckResult") -> ExitCode:
    """What the process ends with."""
    from returncheck.report import missing_rules

    if loaded.refused:
        return ExitCode.UNREADABLE
    if job.config.require_rules and missing_rules(result) is not None:
        return ExitCode.FINDINGS
    return result.exit_code(job.config.fail_on)


def _load(workspace: "Workspace", job: MainJob) -> "LoadResult":
    """Load the inputs, and then what is context, which an input may hold too."""
    from returncheck.warehouse.register import LoadResult

    config = job.config
    aside = {path.resolve() for path in (*config.context, *config.previous)}
    inputs = [each for each in config.inputs if each.resolve() not in aside]
    if not inputs:
        raise ConfigError(
            "Every input is context. Name the return that is to be submitted as well."
        )
    first = workspace.load_each(
        inputs,
        authority=config.authority,
        year=config.year,
        rule_year=job.rule_year,
        previous=config.previous,
        jobs=job.jobs,
    )
    if not config.context:
        return first
    second = workspace.load_each(
        config.context,
        authority=config.authority,
        year=config.year,
        rule_year=job.rule_year,
        context=True,
        jobs=job.jobs,
    )
    _check_apart(first, second)
    # An input may hold what is context too.
    loaded = {each.return_id: each for each in (*first.loaded, *second.loaded)}
    return LoadResult(
        loaded=tuple(loaded.values()),
        refused=(*first.refused, *second.refused),
        notes=(*first.notes, *second.notes),
    )


def _check_apart(first: "LoadResult", second: "LoadResult") -> None:
    """See to it that no context took the place of a return that was just read."""
    inputs = {record.return_id: record for record in first.loaded}
    for record in second.loaded:
        taken = inputs.get(record.return_id)
        if taken is not None and _content(taken) != _content(record):
            raise ConfigError(
                f"{record.source_name} (--context) is the return {record.return_id}, "
                f"and so is {taken.source_name}. Give files of the year before with "
                "--previous, or keep one of the two."
            )


def _content(record: "ReturnRecord") -> set[str]:
    return {file.sha256 for file in record.files}


def _write(
    workspace: "Workspace",
    job: MainJob,
    result: "CheckResult",
    refused: tuple[str, ...],
    code: ExitCode,
    docs: StagedFiles,
) -> "Outputs":
    """Write the outputs aside, then put database and outputs in their places."""
    from returncheck.report import staged_outputs

    with staged_outputs(
        result,
        job.config.output,
        fail_on=job.config.fail_on,
        refused=refused,
        exit_code=code,
        synthetic=job.synthetic,
        pages=job.config.pages,
        require_rules=job.config.require_rules,
        jobs=job.jobs,
    ) as staged:
        if result.public is not None:
            from returncheck.export.public_register import enter_release

            release = result.public.release
            enter_release(result.database, release, forget=job.unpublished)
        finish()
        workspace.put_in_place()
        docs.put()
        return staged.put()


def _lines(
    job: MainJob, result: "CheckResult", outputs: "Outputs", code: ExitCode
) -> list[str]:
    """What people are told at the end; one line where it is to be quiet."""
    from returncheck.report import closing_line, console_lines

    fail_on = job.config.fail_on
    if not job.quiet:
        return console_lines(result, outputs, fail_on=fail_on, exit_code=code)
    if job.synthetic:
        return []
    return [closing_line(result, outputs, fail_on=fail_on, exit_code=code)]
