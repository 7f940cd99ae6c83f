"""The settings in force, and the published figures that they use."""

from collections.abc import Iterator
from pathlib import Path

from returncheck.cli.doctor_checks.line import Line, State
from returncheck.errors import ReturncheckError
from returncheck.settings.config import FILE_NAME, Config
from returncheck.settings.reading import read_settings


def settings(path: Path | None) -> tuple[Config, list[Line]]:
    """Read the settings.

    Args:
        path: The YAML file; None for the one in the current folder, if there is any.

    Returns:
        The settings, the defaults where they cannot be read, and the line on them.
    """
    file = Path(FILE_NAME) if path is None else path
    if path is None and not file.exists():
        line = Line(
            subject="settings",
            state=State.OPTIONAL,
            words=f"no {FILE_NAME} here, so the defaults hold",
            todo="returncheck init",
        )
        return Config(), [line]
    try:
        config = read_settings(path)
    except ReturncheckError as error:
        lines = str(error).splitlines()
        faults = [
            Line(
                subject="settings",
                state=State.MISSING,
                words=each,
                todo=f"Correct {file}.",
            )
            for each in lines
        ]
        return Config(), faults
    return config, [Line(subject="settings", state=State.OK, words=str(file))]


def published(config: Config) -> Iterator[Line]:
    """The line on the published figures.

    Args:
        config: The settings.
    """
    from returncheck.project import project_root

    subject = "published figures"
    shipped = project_root() / "seeds" / "published"
    files = len(list(shipped.glob("*.csv")))
    if not files:
        todo = "pip install --force-reinstall returncheck"
        words = f"none in {shipped}"
        yield Line(subject=subject, state=State.MISSING, words=words, todo=todo)
        return
    words = f"{files} shipped files"
    if config.published is None:
        yield Line(subject=subject, state=State.OK, words=f"{words}, none imported")
        return
    from returncheck.published import updates_in_use
    from returncheck.published.reference import area_updates_in_use

    try:
        updates = updates_in_use(config.published)
        areas = area_updates_in_use(config.published)
    except ReturncheckError as error:
        todo = f"returncheck import-published FILE --out {config.published}"
        yield Line(subject=subject, state=State.MISSING, words=str(error), todo=todo)
        return
    count = len(updates)
    found = f"{words}, {count:,} figures imported in {config.published}"
    about_areas = sum(len(rows) for rows in areas.values())
    if about_areas:
        found = f"{found}, and {about_areas:,} rows about areas"
    yield Line(subject=subject, state=State.OK, words=found)
