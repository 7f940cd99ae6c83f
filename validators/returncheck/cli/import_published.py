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
        typer.Argument(help="CSV files of a release.", show_default=False),
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
    show_mapping: Annotated[
        bool,
        typer.Option("--show-mapping", help="Show the shipped mapping, to be copied."),
    ] = False,
    config: ConfigFile = None,
) -> None:
    """Check files of Explore education statistics and keep their new figures.

    Example: returncheck import-published referrals_2013_to_2026.csv --out published
    """
    from returncheck.published import SHIPPED

    if show_mapping:
        say(SHIPPED.read_text(encoding="utf-8").rstrip("\n"))
        return
    if not files:
        raise ConfigError("Nothing to import. Name the CSV files of a release.")
    folder = out or read_settings(config).published
    if folder is None:
        raise ConfigError(
            "No folder to keep the figures in. Give one with --out, or write "
            f"`published: FOLDER` in {FILE_NAME}."
        )
    from returncheck.published import import_published as import_files
    from returncheck.published import summary_lines

    result = import_files(files, folder, mapping=mapping, take_revisions=take_revisions)
    for line in summary_lines(result):
        say(line)
