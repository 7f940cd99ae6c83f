"""`returncheck version`."""

import typer


def version() -> None:
    """Show the version of returncheck.

    Example: returncheck version
    """
    from returncheck.version import VERSION

    typer.echo(f"returncheck {VERSION}")
