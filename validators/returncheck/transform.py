"""Runs dbt in a child process and reports how far it is.

The child imports dbt while the parent still reads files, then waits for the word to
start: DuckDB's lock on the file is free when the child ends, and no state of dbt's
survives in this process.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from returncheck.errors import InternalError
from returncheck.project import project_root

Progress = Callable[[int, int], None]
"""Called with the number of finished nodes and the number of all."""

_CHILD = """
import sys
from dbt.cli.main import dbtRunner
if sys.stdin.readline().strip() != "start":
    sys.exit(0)
result = dbtRunner().invoke(sys.argv[1:])
sys.exit(0 if result.success else 1)
"""


class Transform:
    """One build of the dbt project on one database."""

    def __init__(self, database: Path, work: Path) -> None:
        """Start the child process, which waits until `run` is called.

        Args:
            database: The DuckDB file that dbt builds.
            work: Folder for dbt's artefacts and log.
        """
        self._log = work / "logs" / "dbt.log"
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CHILD, *_arguments(work)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env=_environment(database),
        )

    def run(self, progress: Progress | None = None) -> None:
        """Build every seed and model.

        Args:
            progress: Told after each node.

        Raises:
            InternalError: dbt failed: the project's bug, never the user's data.
        """
        process = self._process
        assert process.stdin is not None  # both are pipes, as asked for above
        assert process.stdout is not None
        process.stdin.write("start\n")
        process.stdin.close()
        failures: list[str] = []
        if progress is not None:
            progress(0, 1)
        for line in process.stdout:
            _follow(line, progress, failures)
        if process.wait() != 0:
            first = failures[0].splitlines()[0] if failures else "dbt ended early"
            raise InternalError(f"dbt failed: {first}. Its log is {self._log}.")

    def cancel(self) -> None:
        """End a child that was started and is no longer wanted."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait()


def _arguments(work: Path) -> list[str]:
    root = str(project_root())
    return [
        "--log-format",
        "json",
        "--log-path",
        str(work / "logs"),
        "--no-use-colors",
        "build",
        "--exclude-resource-type",
        "unit_test",
        "test",
        "--project-dir",
        root,
        "--profiles-dir",
        root,
        "--target-path",
        str(work / "target"),
    ]


def _environment(database: Path) -> dict[str, str]:
    # A team's own dbt settings (DBT_TARGET, DBT_PROFILES_DIR) are not meant for us.
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("DBT_")}
    return {
        **inherited,
        "RETURNCHECK_DATABASE": str(database),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
        "PYTHONWARNINGS": "ignore",
    }


def _follow(line: str, progress: Progress | None, failures: list[str]) -> None:
    try:
        event = json.loads(line)
    except ValueError:
        if line.strip():
            failures.append(line.strip())
        return
    info, data = event.get("info", {}), event.get("data", {})
    if info.get("level") == "error" and info.get("msg", "").strip():
        failures.append(info["msg"].strip())
    if progress and "index" in data and "total" in data and "status" in data:
        progress(int(data["index"]), int(data["total"]))
