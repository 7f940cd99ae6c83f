"""`returncheck import-published`: the publisher's new figures, checked and kept."""

from pathlib import Path
from typing import Annotated

import typer

from returncheck.cli.options import Out
from returncheck.cli.saying import say
from returncheck.errors import ConfigError
from returncheck.settings.config import FILE_NAME
from returncheck.settings.reading import read_settings


def import_published(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="CSV or ZIP files of a release.", show_default=False),
    ] = None,
    out: Out = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", help="YAML file that names the columns."),
    ] = None,
    take_revisions: Annotated[
        bool,
        typer.Option("--take-revisions", help="Also figures that replace held ones."),
    ] = False,
    take_older: Annotated[
        bool,
        typer.Option(
            "--take-older",
            help="Also revisions from a file older than the release that is held.",
        ),
    ] = False,
    revisions: Annotated[
        Path | None,
        typer.Option("--revisions", help="CSV file for the list of revisions."),
    ] = None,
    show_mapping: Annotated[
        bool,
        typer.Option("--show-mapping", help="Show the shipped mapping, to be copied."),
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option("--config", help=f"Settings; {FILE_NAME} here by default."),
    ] = None,
) -> None:
    """Check files of Explore education statistics and keep their new figures.

    Example: returncheck import-published referrals_2013_to_2026.csv --out published
    """
    if show_mapping:
        from returncheck.published import shipped_text

        say(shipped_text())
        return
    if not files:
        raise ConfigError("Nothing to import. Name the CSV or ZIP files of a release.")
    if take_older and not take_revisions:
        raise ConfigError(
            "--take-older is about revisions. Give --take-revisions with it."
        )
    folder = out or read_settings(config).published
    if folder is None:
        raise ConfigError(
            "No folder to keep the figures in. Give one with --out, or write "
            f"`published: FOLDER` in {FILE_NAME}."
        )
    from returncheck.published import import_published as import_files
    from returncheck.published import summary_lines

    result = import_files(
        files,
        folder,
        mapping=mapping,
        take_revisions=take_revisions,
        take_older=take_older,
        revisions=revisions,
    )
    for line in summary_lines(result):
        say(line)
