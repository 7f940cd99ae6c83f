"""`returncheck ui`: the page in the browser, for those who use no terminal."""

import os
from pathlib import Path
from typing import Annotated

import typer

from returncheck.cli.extending import use_extensions
from returncheck.cli.interrupts import Interrupted, leave
from returncheck.cli.options import ConfigFile
from returncheck.cli.saying import say
from returncheck.errors import ConfigError
from returncheck.files.private import OTHERS, keep_private
from returncheck.settings.config import FILE_NAME
from returncheck.settings.reading import read_settings


def ui(
    typer_context: typer.Context,
    config: ConfigFile = None,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", help="Folder to keep the outputs in; else none are."),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page.")
    ] = True,
    idle: Annotated[
        float,
        typer.Option("--idle", min=0.02, help="Minutes unused after which it ends."),
    ] = 120.0,
) -> None:
    """Check files in the browser: a page that only this computer can open.

    Files and outputs lie in a private folder that is erased at the end.

    Example: returncheck ui
    """
    keep_private()
    os.umask(OTHERS)
    try:
        from returncheck.cli.serving.server import serve
    except ModuleNotFoundError as error:
        if error.name not in ("starlette", "uvicorn", "anyio", "h11"):
            raise
        raise ConfigError(
            "The page needs an extra. Install it with: pip install 'returncheck[ui]'"
        ) from error
    use_extensions(typer_context, config)
    settings = read_settings(config)
    here = Path(FILE_NAME)
    used = here if config is None and here.is_file() else config
    try:
        serve(settings, used, keep=keep, open_browser=browser, idle=idle)
    except Interrupted:
        say("Ended, and the files are erased.", err=True)
        leave()
    say("Ended, and the files are erased.", err=True)
