"""`returncheck version`, and `--version` in front of any command."""

from typing import Annotated

import typer

from returncheck.cli.saying import say


def version() -> None:
    """Show the version of returncheck.

    Example: returncheck version
    """
    from returncheck.version import VERSION

    say(f"returncheck {VERSION}")


def _shown(value: bool) -> None:
    if value:
        version()
        raise typer.Exit


def with_version(
    show: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version.", is_eager=True, callback=_shown
        ),
    ] = False,
) -> None:
    """Take `--version`; what the command line is about is said in `command_line`."""
