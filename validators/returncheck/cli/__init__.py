"""The command line: one command a module; exit codes are decided here.

0 nothing at or above `--fail-on`, 1 findings, 2 wrong use or configuration, 3 an input
that cannot be read, 4 our own bug, 5 in use by another run or program, 130 and 143
stopped by SIGINT and SIGTERM.
"""

import logging
import sys
import traceback
from pathlib import Path

import typer

from returncheck.cli import (
    contracts,
    dbt_package,
    demo,
    doctor,
    erase,
    export,
    import_published,
    indicators,
    init,
    interrupts,
    rules,
    run,
    schema,
    suites,
    synth,
    template,
    ui,
    version,
    watch,
)
from returncheck.cli.failures import failure_of
from returncheck.cli.saying import never_fail_to_print, plain_lines
from returncheck.errors import InternalError
from returncheck.findings.exits import EXIT_CODES_HELP, ExitCode


def command_line() -> typer.Typer:
    """The command line, with what the registered returns bring to it."""
    app = typer.Typer(
        name="returncheck",
        help="Check children's services returns before they are submitted.\n\n"
        "Example: returncheck run cin-2025.xml --out checked",
        epilog=EXIT_CODES_HELP,
        no_args_is_help=True,
        # Also for the commands below, which inherit it.
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(version.with_version)
    app.command("init")(init.init)
    app.command("run")(run.run)
    app.command("watch")(watch.watch)
    app.command("ui")(ui.ui)
    app.command("demo")(demo.demo)
    app.command("export")(export.export)
    app.command("remove")(erase.remove)
    app.command("purge")(erase.purge)
    app.add_typer(contracts.app, name="contracts")
    app.add_typer(rules.app, name="rules")
    app.add_typer(indicators.app, name="indicators")
    app.add_typer(suites.app, name="suites")
    app.command("import-published")(import_published.import_published)
    app.add_typer(synth.synth_commands(), name="synth")
    app.command("dbt-package")(dbt_package.dbt_package)
    app.command("template")(template.template)
    app.command("doctor")(doctor.doctor)
    app.command("schema")(schema.schema)
    app.command("version")(version.version)
    return app


def main() -> None:
    """Run the command line and end the process with its exit code."""
    logging.getLogger().addHandler(logging.NullHandler())
    never_fail_to_print()
    interrupts.listen()
    try:
        command_line()(prog_name="returncheck", standalone_mode=True)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ExitCode.CLEAN)
    except (Exception, KeyboardInterrupt, interrupts.Interrupted) as error:
        message, code = failure_of(error)
        if code is ExitCode.OUR_BUG and not isinstance(error, InternalError):
            message = f"{message} {_place_of_log(error)}"
        sys.stderr.write(f"{plain_lines(message)}\n")
        if code in (ExitCode.INTERRUPTED, ExitCode.TERMINATED):
            interrupts.leave()
        sys.exit(code)


def _place_of_log(error: BaseException) -> str:
    """Write the traceback to a file, so that the console stays readable."""
    log = Path("returncheck-error.log")
    text = "".join(traceback.format_exception(error))
    try:
        log.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        return "Details could not be written to the current folder."
    return f"Details are in {log}."
