"""Fixtures that several kinds of test share."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from returncheck import Workspace
from returncheck.transform import Transform

ROOT = Path(__file__).resolve().parents[1]

# The same examples in every run of CI; at night new ones, and many more.
settings.register_profile("usual", derandomize=True)
settings.register_profile("nightly", max_examples=5000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


def pytest_configure(config: pytest.Config) -> None:
    """Give the tests, and what they start, a plan cache of their own.

    It lies with pytest's own and is kept from run to run. The user's is neither read
    nor written: a plan of code under test is no plan for a user.
    """
    os.environ["RETURNCHECK_CACHE"] = str(config.rootpath / ".pytest_cache" / "plans")
    # A job that runs the tests is not to be told of faults planted in them.
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        os.environ.pop(name, None)


def pytest_terminal_summary(terminalreporter) -> None:
    """Say last what was not run: for want of a browser or a Postgres, and Spark's."""
    if "not spark" in terminalreporter.config.option.markexpr:
        terminalreporter.write_line(
            "The tests on Spark were NOT run: `pytest -m spark` runs them."
        )
    left_out = [
        report
        for report in terminalreporter.stats.get("skipped", ())
        if "No browser" in str(report.longrepr)
    ]
    if left_out:
        terminalreporter.write_line(
            f"{len(left_out)} tests of the page were NOT run: there is no browser."
        )
    without_server = [
        report
        for report in terminalreporter.stats.get("skipped", ())
        if "No Postgres" in str(report.longrepr)
    ]
    if without_server:
        terminalreporter.write_line(
            f"{len(without_server)} tests of the export to Postgres were NOT run: "
            "there is no server."
        )


FAST_FOLDER = ROOT / "tests" / "unit"
SLOW_FIXTURES = frozenset({"built_database", "new_database", "returncheck_in"})
SLOW_FILES = frozenset(
    {
        "test_portable_sql.py",
        "test_shipped_plan.py",
        "test_transform_plan.py",
        "test_whole_returns.py",
    }
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the fast tests, which run on every system: `pytest -m fast tests/unit`.

    Those of single modules, without a database that is built, a process of the command
    line, or dbt. What asks for modes, signals and links of POSIX is marked `posix`
    where it stands, and is left out on Windows.
    """
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        is_fast = (
            item.path.is_relative_to(FAST_FOLDER)
            and not names & SLOW_FIXTURES
            and item.path.name not in SLOW_FILES
            and item.get_closest_marker("nightly") is None
        )
        if is_fast:
            item.add_marker(pytest.mark.fast)
        if sys.platform == "win32" and item.get_closest_marker("posix"):
            item.add_marker(pytest.mark.skip(reason="asks for what POSIX alone has"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def session_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all modules share."""
    return tmp_path_factory.mktemp("session")


@pytest.fixture(scope="module", autouse=True)
def module_room(
    tmp_path_factory: pytest.TempPathFactory, session_folder: Path
) -> Iterator[None]:
    """What the fixtures of a module wrote goes with it: databases fill a disk."""
    base = tmp_path_factory.getbasetemp()
    before = set(base.iterdir())
    yield
    for path in set(base.iterdir()) - before:
        # pytest keeps the folder of a test that failed.
        if not path.name.startswith("test_") and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def built_database(session_folder: Path) -> Path:
    """A database without a return, in which everything is built; only to be read.

    What follows from seeds alone is a third of the cost of a first check. A check of a
    copy does not build it again.
    """
    path = session_folder / "built" / "returncheck.duckdb"
    with Workspace.open(path):
        Transform(path, path.parent / "logs").run()
    return path


@pytest.fixture(scope="session")
def new_database(built_database: Path) -> Callable[[Path], Path]:
    """Puts a database of no return, with all that follows from seeds, at a path."""

    def put(path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built_database, path)
        return path

    return put


@pytest.fixture(scope="session")
def returncheck_in() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the real command line in a process of its own, in a folder."""

    def call(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = Path(sys.executable).with_name("returncheck")
        return subprocess.run(
            [str(command), *map(str, arguments)],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
            check=False,
        )

    return call


@pytest.fixture
def returncheck(
    returncheck_in: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs it in the test's own folder, which is empty at first."""
    return partial(returncheck_in, tmp_path)
