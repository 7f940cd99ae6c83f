"""Extensions on the command line: those of the settings, and of installed packages."""

from pathlib import Path

import typer

from returncheck.extensions import extended
from returncheck.settings.reading import named_extensions


def use_extensions(context: typer.Context, config: Path | None = None) -> None:
    """Use what `extensions` names until the command ends.

    Called before the settings are read: targets may name an extension's indicators.

    Args:
        context: The command under way.
        config: The YAML file; None for the one in the current folder, if there is any.

    Raises:
        ConfigError: An extension says something that it cannot.
    """
    folders = named_extensions(config)
    context.with_resource(
        extended(
            *(folder for _, folder in folders), shown=[name for name, _ in folders]
        )
    )
