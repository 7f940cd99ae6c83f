"""`returncheck remove` and `purge`: records of children leave for good."""

from pathlib import Path
from typing import Annotated

import typer

from returncheck.cli.options import Out
from returncheck.cli.saying import say
from returncheck.settings.reading import read_settings

Place = Annotated[
    Path | None,
    typer.Argument(
        help="The database, or the output folder of a run.", show_default=False
    ),
]


def remove(
    return_id: Annotated[
        str, typer.Argument(help="Id of the return, as `results.json` has it.")
    ],
    database: Place = None,
    out: Out = None,
) -> None:
    """Delete a return from the database and from its file, with all outputs beside it.

    Example: returncheck remove RETURN checked
    """
    from returncheck.export.tables import find_database
    from returncheck.report.outputs.erasing import erase_outputs
    from returncheck.warehouse.erasure import remove_returns

    found = find_database(_place(database, out))
    remove_returns(found, [return_id])
    say(f"{return_id} is removed from {found}.")
    _tell(erase_outputs(found.parent, return_id))
    say("The figures of other returns are built by the next run.")


def purge(database: Place = None, out: Out = None) -> None:
    """Delete every record of a child, with the history and all outputs beside it.

    Example: returncheck purge checked
    """
    from returncheck.export.tables import find_database
    from returncheck.report.outputs.erasing import erase_outputs
    from returncheck.warehouse import erasure

    found = find_database(_place(database, out))
    erasure.purge(found)
    say(f"Every record of a child is removed from {found}.")
    _tell(erase_outputs(found.parent, None))


def _place(database: Path | None, out: Path | None) -> Path:
    return database or out or read_settings(None).output


def _tell(paths: list[Path]) -> None:
    for path in paths:
        say(f"{path} is removed.")
