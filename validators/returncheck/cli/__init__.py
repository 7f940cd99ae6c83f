"""The command line: one command a module; exit codes are decided here.

0 nothing at or above `--fail-on`, 1 findings, 2 wrong use or configuration, 3 an input
that cannot be read, 4 our own bug.
"""

import logging
import sys
import traceback
from pathlib import Path

import typer

from returncheck.cli import (
    demo,
    export,
    import_published,
    indicators,
    rules,
    run,
    suites,
    synth,
    template,
    version,
)
from returncheck.errors import ConfigError, InputError, InternalError
from returncheck.findings.exits import EXIT_CODES_HELP, ExitCode


def command_line() -> typer.Typer:
    """The command line, with what the registered returns bring to it."""
    app = typer.Typer(
        name="returncheck",
        help="Check children's services returns before they are submitted.\n\n"
        "Example: returncheck run cin-2025.xml --out checked",
        epilog=EXIT_CODES_HELP,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.command("run")(run.run)
    app.command("demo")(demo.demo)
    app.command("export")(export.export)
    app.add_typer(rules.app, name="rules")
    app.add_typer(indicators.app, name="indicators")
    app.add_typer(suites.app, name="suites")
    app.command("import-published")(import_published.import_published)
    app.add_typer(synth.synth_commands(), name="synth")
    app.command("template")(template.template)
    app.command("version")(version.version)
    return app


def main() -> None:
    """Run the command line and end the process with its exit code."""
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        command_line()(standalone_mode=True)
    except ConfigError as error:
        _end(str(error), ExitCode.WRONG_USE)
    except InputError as error:
        _end(str(error), ExitCode.UNREADABLE)
    except InternalError as error:
        _end(f"{error} This is a bug of returncheck.", ExitCode.OUR_BUG)
    except KeyboardInterrupt:
        _end("Stopped.", ExitCode.WRONG_USE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ExitCode.CLEAN)
    except Exception as error:
        _end(_bug_message(error), ExitCode.OUR_BUG)


def _end(message: str, code: ExitCode) -> None:
    sys.stderr.write(f"{message}\n")
    sys.exit(code)


def _bug_message(error: Exception) -> str:
    """Write the traceback to a file, so that the console stays readable."""
    log = Path("returncheck-error.log")
    text = "".join(traceback.format_exception(error))
    try:
        log.write_text(text, encoding="utf-8")
        place = f"Details are in {log}."
    except OSError:
        place = "Details could not be written to the current folder."
    return f"A bug of returncheck: {type(error).__name__}. {place}"
