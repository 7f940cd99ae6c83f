"""`returncheck doctor`: is all there that a run needs, and what to do where not."""

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from returncheck.cli.options import ConfigFile, Out
from returncheck.cli.saying import say
from returncheck.findings.exits import ExitCode

if TYPE_CHECKING:
    from returncheck.cli.doctor_checks.line import Line


def doctor(
    config: ConfigFile = None,
    out: Out = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write the lines as JSON.")
    ] = False,
) -> None:
    """Look at installation, settings, database and machine; say what is missing.

    Ends with 2 where a run would fail or suffer, else with 0.

    Example: returncheck doctor
    """
    from returncheck.cli.doctor_checks.database import database
    from returncheck.cli.doctor_checks.installation import installation
    from returncheck.cli.doctor_checks.line import State
    from returncheck.cli.doctor_checks.machine import machine
    from returncheck.cli.doctor_checks.settings import published, settings

    found = list(installation())
    is_whole = all(line.state is not State.MISSING for line in found)
    if is_whole:  # what follows imports the packages
        chosen, lines = settings(config)
        output = chosen.output if out is None else out
        found += [*lines, *database(output), *machine(output), *published(chosen)]
    _write(found, as_json=as_json)
    if any(line.state is State.MISSING for line in found):
        raise typer.Exit(ExitCode.WRONG_USE)


def _write(found: "list[Line]", *, as_json: bool) -> None:
    if as_json:
        json.dump([asdict(line) for line in found], sys.stdout, indent=2)
        sys.stdout.write("\n")
        return
    width = max(len(line.subject) for line in found)
    for line in found:
        say(f"{line.state:<9} {line.subject:<{width}}  {line.words}")
        if line.todo is not None:
            say(f"{'':<9} {'':<{width}}  -> {line.todo}")
