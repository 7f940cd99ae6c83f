"""Points the process at the project with extensions, for as long as they are used."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from returncheck.extensions.folder import Place
from returncheck.extensions.installed import installed_places


@contextmanager
def extended(
    *folders: str | Path, installed: bool = True, shown: Sequence[str] = ()
) -> Iterator[None]:
    """Use extensions in a `with` block: rules, indicators and suites of a team's own.

    Without any the project stays what it is, and nothing is read or written.

    Args:
        folders: Folders of extensions.
        installed: Whether those of installed packages are used too.
        shown: How messages name the folders; as given by default.

    Raises:
        ConfigError: An extension says something that it cannot, or two have the same
            namespace.
    """
    names = shown or [str(folder) for folder in folders]
    places = [
        Place(folder=Path(folder), shown=name.rstrip("/\\") or name)
        for folder, name in zip(folders, names, strict=True)
    ]
    places += installed_places() if installed else []
    if not places:
        yield
        return
    from returncheck.extensions.folder import read_extensions
    from returncheck.extensions.overlay import lay_over
    from returncheck.project import project_at

    extensions = read_extensions(places)
    # A folder that mkdtemp makes is the user's alone: its SQL will be run.
    with tempfile.TemporaryDirectory(prefix="returncheck-project-") as name:
        target = Path(name)
        lay_over(extensions, target)
        with project_at(target):
            yield
