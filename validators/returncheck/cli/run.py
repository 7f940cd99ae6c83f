"""`returncheck run`: check the files of a return from end to end."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from returncheck.cli.extending import use_extensions
from returncheck.cli.options import (
    Authority,
    ConfigFile,
    FailLevel,
    Out,
    Previous,
    Quiet,
    Redact,
    Shared,
    Suites,
    Year,
)
from returncheck.errors import ConfigError
from returncheck.settings.config import FILE_NAME, Config, ReturnPages
from returncheck.settings.reading import read_settings
from returncheck.warehouse.lock import RUN_WAIT


class Pages(StrEnum):
    """How the returns are put on pages, and what is written beside."""

    AUTO = ReturnPages.AUTO.value
    ONE = ReturnPages.ONE.value
    EACH = ReturnPages.EACH.value
    BOARD = "board"


class RunFormat(StrEnum):
    """What a run prints."""

    TEXT = "text"
    JSON = "json"


class EngineChoice(StrEnum):
    """What reads the files and builds the figures."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def run(
    typer_context: typer.Context,
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(help="Files and folders to check.", show_default=False),
    ] = None,
    authority: Authority = None,
    year: Year = None,
    out: Out = None,
    fail_on: FailLevel = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            help="Fail on new findings alone: new since `last`, since a run of "
            "`returncheck history`, or since the results.json of an earlier one.",
        ),
    ] = None,
    rules: Annotated[
        str | None,
        typer.Option("--rules", help="Only these rules: codes with commas between."),
    ] = None,
    explanations: Annotated[
        Path | None,
        typer.Option("--explanations", help="CSV file in which queries are explained."),
    ] = None,
    context: Annotated[
        list[Path] | None,
        typer.Option(
            "--context",
            help="A return to look back on, not to be submitted; can be repeated.",
        ),
    ] = None,
    previous: Previous = None,
    require_rules: Annotated[
        bool,
        typer.Option(
            "--require-rules",
            help="Fail where the rules of a return's own year were not run.",
        ),
    ] = False,
    redact: Redact = False,
    published: Annotated[
        Path | None,
        typer.Option("--published", help="Folder of imported published figures."),
    ] = None,
    suites: Suites = True,
    expectations: Annotated[
        Path | None,
        typer.Option(
            "--expectations", help="Folder of suites to run in place of the usual ones."
        ),
    ] = None,
    data_docs: Annotated[
        bool, typer.Option("--data-docs", help="Also write Great Expectations' pages.")
    ] = False,
    config: ConfigFile = None,
    pages: Annotated[
        list[Pages] | None,
        typer.Option(
            "--pages",
            help="One page for all returns, each its own with an index, or by how many "
            "authorities they are of; board: also board.html, without any child.",
        ),
    ] = None,
    unpublished: Annotated[
        bool,
        typer.Option(
            "--unpublished",
            help="No earlier board.html or public export was ever given out.",
        ),
    ] = False,
    junit: Annotated[
        Path | None,
        typer.Option("--junit", help="Also write a JUnit report for CI to this file."),
    ] = None,
    form: Annotated[
        RunFormat,
        typer.Option(
            "--format",
            help="What is printed: text, or results.json and nothing else on stdout.",
        ),
    ] = RunFormat.TEXT,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            min=1,
            help="How many processes read the files and write pages of single returns; "
            "without it as many as there are cores, one where there is little to do.",
        ),
    ] = None,
    engine: Annotated[
        EngineChoice,
        typer.Option(
            "--engine",
            help="What reads the files and builds the figures; spark needs the extra "
            "of that name and Java.",
        ),
    ] = EngineChoice.DUCKDB,
    wait: Annotated[
        float,
        typer.Option("--wait", min=0, help="Seconds to wait for another run there."),
    ] = RUN_WAIT,
    quiet: Quiet = False,
    shared: Shared = False,
) -> None:
    """Check returns: contracts, rules, figures, benchmarks, one report, one exit code.

    Example: returncheck run cin-2024.xml cin-2025.xml kpis.xlsx --out checked
    """
    from returncheck.cli.main_job import MainJob, failures_told, run_main_job
    from returncheck.cli.telling import Telling

    telling = Telling.of_run(junit, as_json=form is RunFormat.JSON)
    with (
        telling.failures(),
        failures_told(out) if out is not None else nullcontext(),
    ):
        use_extensions(typer_context, config)
        settings = read_settings(config)
    chosen = {
        "inputs": tuple(inputs) if inputs else None,
        "authority": authority,
        "year": year,
        "output": out,
        "fail_on": fail_on,
        "explanations": explanations,
        "published": published,
        "expectations": expectations,
        "context": tuple(context) if context else None,
        "previous": tuple(previous) if previous else None,
        "require_rules": require_rules or None,
        "redact": redact or None,
    }
    with telling.failures(), failures_told(settings.output if out is None else out):
        chosen["pages"] = _return_pages(pages or ())
    given = {name: value for name, value in chosen.items() if value is not None}
    settings = replace(settings, **given)  # type: ignore[arg-type]
    with telling.failures(), failures_told(settings.output):
        _check_inputs(settings)
        codes = _codes(rules)
    job = MainJob(
        config=settings,
        rules=codes,
        baseline=baseline,
        rule_year=year,
        suites=suites,
        data_docs=data_docs,
        quiet=quiet,
        board=Pages.BOARD in (pages or ()),
        unpublished=unpublished,
        jobs=jobs,
        engine=engine.value,
        wait=wait,
        telling=telling,
    )
    with telling.failures():
        code = run_main_job(job)
    raise typer.Exit(code)


def _check_inputs(settings: Config) -> None:
    if not settings.inputs:
        raise ConfigError(
            "Nothing to check. Name files or folders, or list them as `inputs` in "
            f"{FILE_NAME}."
        )


def _return_pages(pages: Sequence[Pages]) -> ReturnPages | None:
    """What --pages says of the returns; None where it says nothing."""
    said = [ReturnPages(each.value) for each in pages if each is not Pages.BOARD]
    if len(set(said)) > 1:
        raise ConfigError(
            f"--pages says both {said[0]} and {said[-1]}. Give one of auto, one, each."
        )
    return said[0] if said else None


def _codes(rules: str | None) -> list[str] | None:
    """The codes of --rules; None for all."""
    if rules is None:
        return None
    codes = [code.strip() for code in rules.split(",") if code.strip()]
    if not codes:
        raise ConfigError("--rules names no rule. Give codes such as 8608,8670Q.")
    return codes
