"""Has dbt compile the project, in a child process.

The child imports dbt while the parent still reads files. It works on a scratch database
of its own: the user's file stays free, and no state of dbt's survives in this process.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from returncheck.errors import ConfigError, InternalError
from returncheck.project import extension_files, project_root
from returncheck.transform.plan import (
    PLAN_DATABASE,
    PUBLISHED_FOLDER,
    BuildPlan,
    plan_of,
)

_MOST_LETTERS = 400


class Compiler:
    """One compilation of the project, under way from the start."""

    def __init__(self, key: str, logs: Path) -> None:
        """Start the child process.

        Args:
            key: Key of the project, for the plan.
            logs: Folder for dbt's log.
        """
        self._key = key
        self._log = logs / "dbt.log"
        self._scratch = tempfile.TemporaryDirectory(prefix="returncheck-plan-")
        folder = Path(self._scratch.name)
        self._manifest = folder / "target" / "manifest.json"
        # The child reads this pipe, which ends with this process, killed or not.
        childs_end, lifeline = os.pipe()
        self._lifeline: int | None = lifeline
        try:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "returncheck.transform.dbt_child"),
                    *(str(folder), *_arguments(folder, logs)),
                ],
                stdin=childs_end,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                errors="replace",
                env=_environment(folder),
            )
        except OSError:
            os.close(lifeline)
            raise
        finally:
            os.close(childs_end)

    def plan(self) -> BuildPlan:
        """Wait for dbt and give the plan.

        Raises:
            ConfigError: A file of an extension is not what dbt can compile.
            InternalError: dbt failed: the project's bug, never the user's data.
        """
        try:
            output, _ = self._process.communicate()
        finally:
            self._let_go()
        if self._process.returncode != 0 or not self._manifest.is_file():
            _refuse_extension(output)
            raise InternalError(
                f"dbt failed: {_reason(output)}. Its log is {self._log}."
            )
        manifest = json.loads(self._manifest.read_text(encoding="utf-8"))
        self._scratch.cleanup()
        self._remove_log()
        return plan_of(manifest, self._key)

    def cancel(self) -> None:
        """End a child whose plan is no longer wanted."""
        self._let_go()
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._scratch.cleanup()

    def _let_go(self) -> None:
        """Close our end of the pipe; a child that still works then ends."""
        if self._lifeline is not None:
            os.close(self._lifeline)
            self._lifeline = None

    def _remove_log(self) -> None:
        """A log is for a compilation that failed; its folder goes if it is empty."""
        self._log.unlink(missing_ok=True)
        with suppress(OSError):
            self._log.parent.rmdir()


def _arguments(folder: Path, logs: Path) -> list[str]:
    root = str(project_root())
    return [
        "--quiet",
        "--no-use-colors",
        "--log-path",
        str(logs),
        "compile",
        "--select",
        "resource_type:model",
        "--project-dir",
        root,
        "--profiles-dir",
        root,
        "--target-path",
        str(folder / "target"),
        "--vars",
        json.dumps({"returncheck_published_folder": PUBLISHED_FOLDER}),
    ]


def _environment(folder: Path) -> dict[str, str]:
    # A team's own dbt settings (DBT_TARGET, DBT_PROFILES_DIR) are not meant for us.
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("DBT_")}
    return {
        **inherited,
        "RETURNCHECK_DATABASE": str(folder / f"{PLAN_DATABASE}.duckdb"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
        "PYTHONWARNINGS": "ignore",
    }


def _refuse_extension(output: str) -> None:
    """Say which file of an extension dbt speaks of, if it speaks of one."""
    told = " ".join(output.split())
    # The longest name first: one may begin like another.
    for name, file in sorted(extension_files().items(), key=lambda each: -len(each[0])):
        if name in told:
            raise ConfigError(
                f"{file} cannot be compiled: {_fault(told, name)}. Correct the file."
            )


def _fault(told: str, name: str) -> str:
    """What dbt says of a model, without its headings and what follows the line."""
    missing = re.search(r"depends on a node named '([^']*)'", told)
    if missing:
        return f"there is no model or seed '{missing[1]}'"
    said = told.partition(f"{name}.sql)")[2] or told.partition(name)[2]
    line = re.search(r"\bline [0-9]+", said)
    return (said[: line.end()] if line else said[:_MOST_LETTERS]).strip(" .")


def _reason(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[0] if lines else "dbt ended early"
