"""`returncheck import-published`: the publisher's new figures, checked and kept."""

from pathlib import Path
from typing import Annotated

import typer

from returncheck.cli.options import ConfigFile, Out
from returncheck.cli.saying import say
from returncheck.errors import ConfigError
from returncheck.settings.config import FILE_NAME
from returncheck.settings.reading import read_settings


def import_published(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="CSV or ZIP files of a release; CSV files of authorities, population "
            "estimates or statistical neighbours.",
            show_default=False,
        ),
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
    take_areas: Annotated[
        bool,
        typer.Option("--take-areas", help="Also authorities new in a release."),
    ] = False,
    model: Annotated[
        int | None,
        typer.Option(
            min=2000,
            max=2099,
            help="Year of a neighbour model whose file does not say it.",
        ),
    ] = None,
    mid_year: Annotated[
        int | None,
        typer.Option(
            min=2000,
            max=2099,
            help="Year of population estimates whose file does not say it.",
        ),
    ] = None,
    show_mapping: Annotated[
        bool,
        typer.Option("--show-mapping", help="Show the shipped mapping, to be copied."),
    ] = False,
    config: ConfigFile = None,
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
        take_areas=take_areas,
        model=model,
        mid_year=mid_year,
    )
    for line in summary_lines(result):
        say(line)
