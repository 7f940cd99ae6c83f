"""`returncheck contracts check`: the contracts on what stands in the raw tables."""

from pathlib import Path
from typing import Annotated

import typer

from returncheck.cli.listing import write_listing
from returncheck.cli.options import Format, OutputFormat, Shared
from returncheck.cli.saying import say
from returncheck.findings.exits import ExitCode

app = typer.Typer(
    help="What each table of a return has to look like.\n\n"
    "Example: returncheck contracts check team.duckdb",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def contracts() -> None:
    """Keep `check` a command of its own."""


@app.command("check")
def check(
    database: Annotated[Path, typer.Argument(help="The DuckDB file.")],
    form: Format = OutputFormat.TEXT,
    shared: Shared = False,
) -> None:
    """Check the rows that SQL or dbt wrote into the raw tables.

    Example: returncheck contracts check team.duckdb --format csv
    """
    from returncheck.warehouse.stored_contracts import check_stored

    found = check_stored(database)
    if form is OutputFormat.TEXT:
        for return_id, message in found.select("return_id", "message").rows():
            say(f"{return_id}: {message}")
        say(f"{database}: {found.height:,} contract findings.")
    else:
        write_listing(found.to_dicts(), form)
    if found.height:
        raise typer.Exit(ExitCode.FINDINGS)
