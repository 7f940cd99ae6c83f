"""`returncheck watch`: check a folder whenever a file in it is added or replaced."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from returncheck.cli.extending import use_extensions
from returncheck.cli.interrupts import Interrupted, leave
from returncheck.cli.options import (
    Authority,
    ConfigFile,
    Out,
    Previous,
    Redact,
    Shared,
    Suites,
    Year,
)
from returncheck.cli.saying import say
from returncheck.errors import ConfigError
from returncheck.settings.config import Config
from returncheck.settings.reading import read_settings

if TYPE_CHECKING:
    from returncheck.cli.main_job import MainJob
    from returncheck.cli.watching.looking import Seen


def watch(
    typer_context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The folder to watch.")],
    authority: Authority = None,
    year: Year = None,
    out: Out = None,
    previous: Previous = None,
    redact: Redact = False,
    suites: Suites = True,
    config: ConfigFile = None,
    every: Annotated[
        float,
        typer.Option(
            "--every", min=0.1, help="Seconds between two looks at the folder."
        ),
    ] = 1.0,
    still: Annotated[
        float,
        typer.Option(
            "--still", min=0.1, help="Seconds that files stand still before a check."
        ),
    ] = 2.0,
    checks: Annotated[
        int | None,
        typer.Option("--checks", min=1, help="End after so many checks."),
    ] = None,
    shared: Shared = False,
) -> None:
    """Check a folder now, and again whenever a file in it is added or replaced.

    A line a check: what was found, what is new, mended and still there. Ctrl-C ends it.

    Example: returncheck watch returns --out checked
    """
    use_extensions(typer_context, config)
    settings = read_settings(config)
    chosen = {
        "authority": authority,
        "year": year,
        "output": out,
        "previous": tuple(previous) if previous else None,
        "redact": redact or None,
    }
    given = {name: value for name, value in chosen.items() if value is not None}
    settings = replace(settings, **given, inputs=(folder,))  # type: ignore[arg-type]
    _check_folder(folder, settings)
    try:
        _watch(folder, settings, suites, year, every=every, still=still, checks=checks)
    except Interrupted:
        say("Watching has ended.", err=True)
        leave()


def _check_folder(folder: Path, settings: Config) -> None:
    if not folder.is_dir():
        raise ConfigError(f"{folder} is no folder. Name the one that holds the files.")
    if folder.resolve() == settings.output.resolve():
        raise ConfigError(
            f"{folder} is the folder of the outputs too. Choose another with --out."
        )


def _watch(
    folder: Path,
    settings: Config,
    suites: bool,
    rule_year: int | None,
    *,
    every: float,
    still: float,
    checks: int | None,
) -> None:
    from returncheck.cli.main_job import MainJob
    from returncheck.cli.watching.looking import Standing

    job = MainJob(config=settings, rule_year=rule_year, suites=suites, quiet=True)
    standing = Standing(still=still, clock=time.monotonic)
    say(f"Watching {folder}, outputs in {settings.output}. Ctrl-C ends it.", err=True)
    done = 0
    for seen in _looks(folder, settings.output, every):
        if not standing.is_due(seen):
            continue
        changed = standing.changed(seen)
        standing.note_checked(seen)
        if not seen:
            say("The folder is empty now.", err=True)
            continue
        _check(job, changed)
        done += 1
        if done == checks:
            return


def _looks(folder: Path, output: Path, every: float) -> Iterator["Seen"]:
    """What lies in the folder, again and again; a drive that is gone is told once."""
    from returncheck.cli.watching.looking import look, pause

    is_gone = False
    while True:
        began = time.monotonic()
        try:
            seen = look(folder, output)
            took = time.monotonic() - began
        except OSError as error:
            if not is_gone:
                reason = error.strerror or type(error).__name__
                say(f"{folder} cannot be read: {reason}. Waiting for it.", err=True)
            is_gone, took = True, time.monotonic() - began
        else:
            if is_gone:
                say(f"{folder} can be read again.", err=True)
            is_gone = False
            yield seen
        time.sleep(pause(every, took))


def _check(job: "MainJob", changed: list[str]) -> None:
    from returncheck.cli.repeated import check_once, results_in
    from returncheck.cli.watching.telling import line, moved, open_findings

    output = job.config.output
    before = open_findings(output, results_in(output))
    began = time.monotonic()
    checked = check_once(job)
    took = time.monotonic() - began
    since = moved(before, open_findings(output, checked.results))
    say(line(checked, changed, since, took, output, datetime.now().astimezone()))
