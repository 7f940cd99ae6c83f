"""Where the dbt project, the suites and the examples lie on disk."""

from functools import cache
from pathlib import Path

from returncheck.errors import InternalError

_PACKAGE = Path(__file__).resolve().parent


@cache
def project_root() -> Path:
    """The folder that holds `dbt_project.yml`, `models/`, `seeds/` and the rest.

    An editable install reads the checkout itself; a wheel carries a copy inside the
    package.

    Returns:
        An absolute path.

    Raises:
        InternalError: The installation holds no dbt project.
    """
    for folder in (_PACKAGE.parents[1], _PACKAGE / "project"):
        if (folder / "dbt_project.yml").is_file() and (folder / "seeds").is_dir():
            return folder
    raise InternalError(
        f"The installation holds no dbt project beside {_PACKAGE}. "
        "Install returncheck again."
    )
