"""`returncheck dbt-package`: the models for a dbt project of a team's own."""

from pathlib import Path
from typing import Annotated

import typer

from returncheck.cli.extending import use_extensions
from returncheck.cli.saying import say
from returncheck.settings.config import FILE_NAME


def dbt_package(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Folder of the package.")],
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", help=f"Settings with extensions; {FILE_NAME} by default."
        ),
    ] = None,
) -> None:
    """Write the dbt models, with your extensions, as a package for your dbt project.

    Example: returncheck dbt-package returncheck-models
    """
    from returncheck.transform.dbt_package import write_dbt_package

    use_extensions(context, config)
    written = write_dbt_package(folder)
    say(f"{written}: name it in packages.yml as `local: {written}` and run dbt deps")
