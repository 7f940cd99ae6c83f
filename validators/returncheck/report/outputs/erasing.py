"""Removes the outputs that lie beside a database from which records were erased."""

from pathlib import Path

from returncheck.errors import ConfigError
from returncheck.files.own_files import SHEETS_WITH_DONE
from returncheck.files.own_pages import own_pages, put_aside, remove_empty
from returncheck.report.outputs.done_column import forget_done, keep_done
from returncheck.report.outputs.paths import (
    DONE_NAME,
    PUT_ASIDE,
    TO_EXPLAIN_NAME,
    Outputs,
)
from returncheck.report.outputs.queries_to_explain import keep_other_returns


def erase_outputs(folder: Path, return_id: str | None) -> list[Path]:
    """Remove what runs have written into a folder; the database is not touched.

    What somebody has filled in for another return stays in the queries to explain.

    Args:
        folder: The output folder.
        return_id: The return that was erased; None for all.

    Returns:
        The files that are gone.

    Raises:
        ConfigError: A file cannot be removed.
    """
    outputs = Outputs.in_folder(folder)
    written = [
        *(folder / name for name in outputs.file_names().values()),
        *(folder / name for name in own_pages(folder)),
    ]
    written = [path for path in written if path.is_file()]
    aside = [
        folder / Path(TO_EXPLAIN_NAME).with_suffix(".old.csv"),
        folder / PUT_ASIDE,
        *put_aside(folder),
        *([folder / DONE_NAME] if return_id is None else []),
    ]
    gone = []
    try:
        if return_id is not None:
            keep_done(folder, SHEETS_WITH_DONE)
            forget_done(folder, return_id)
        for path in [*written, *(path for path in aside if path.is_file())]:
            if (
                path.name == TO_EXPLAIN_NAME
                and return_id is not None
                and keep_other_returns(path, return_id)
            ):
                continue
            path.unlink()
            gone.append(path)
        if any(path.parent != folder for path in gone):
            remove_empty(folder)
    except OSError as error:
        raise ConfigError(
            f"{error.filename or folder} cannot be removed: {error.strerror or error}. "
            "Close it and remove it yourself: it may hold records of children."
        ) from error
    return gone
