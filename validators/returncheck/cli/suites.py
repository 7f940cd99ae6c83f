"""`returncheck suites list` and `returncheck suites export`."""

from pathlib import Path
from typing import Annotated

import typer

from returncheck.cli.export import DEFAULT_DATABASE
from returncheck.cli.listing import write_listing
from returncheck.cli.options import Format, OutputFormat
from returncheck.cli.saying import say
from returncheck.settings.config import FILE_NAME

app = typer.Typer(
    help="The expectation suites, also for Great Expectations alone.\n\n"
    "Example: returncheck suites export our-gx --database checked",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Expectations = Annotated[
    Path | None,
    typer.Option(
        "--expectations",
        help="Folder of suites to take in place of those that come with returncheck.",
    ),
]


@app.command("list")
def list_suites(
    expectations: Expectations = None, form: Format = OutputFormat.TEXT
) -> None:
    """List the expectations.

    Example: returncheck suites list
    """
    from returncheck.suites import load_suites

    write_listing(
        [
            {
                "suite": each.suite,
                "expectation": each.name,
                "severity": each.severity.value,
                "table": each.table,
                "description": each.description,
            }
            for suite in load_suites(expectations)
            for each in suite.expectations
        ],
        form,
    )


@app.command("export")
def export_suites(
    folder: Annotated[Path, typer.Argument(help="Folder of the new project.")],
    database: Annotated[
        Path,
        typer.Option(
            "--database", "--out", help="The database, or the output folder of a run."
        ),
    ] = DEFAULT_DATABASE,
    expectations: Expectations = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", help=f"Settings with tolerances; {FILE_NAME} by default."
        ),
    ] = None,
) -> None:
    """Write a project of Great Expectations: suites, checkpoint, Data Docs.

    Example: returncheck suites export our-gx --database checked
    """
    from returncheck.export.tables import find_database
    from returncheck.settings.reading import read_settings
    from returncheck.suites import warm_up

    settings = read_settings(config)
    found = find_database(database)
    warm_up()
    from returncheck.suites.gx_project import CHECKPOINT, write_gx_project

    written = write_gx_project(
        found,
        folder,
        tolerances=settings.tolerances,
        expectations=expectations or settings.expectations,
    )
    say(
        f"{written.folder}: {len(written.suites)} suites with {written.checks} "
        f"expectations, checkpoint '{CHECKPOINT}'"
    )
    say(str(written.data_docs))
