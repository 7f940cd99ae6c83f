"""Tells a command of the user's own of a run; it gets counts and no child."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from returncheck.findings.exits import ExitCode
from returncheck.findings.finding import Severity
from returncheck.settings.config import Alert, AlertWhen

if TYPE_CHECKING:
    from returncheck.results.check_result import CheckResult

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_SAME = "The exit code stays as it is."


def given_alert(alert: Alert, result: "CheckResult", code: ExitCode) -> str | None:
    """Call the command where a run is one that it is told of.

    It gets one JSON document on its standard input, is called without a shell and
    ended after its time. What it writes is not shown.

    Args:
        alert: The command, and when it is called.
        result: The result, whose outputs are in place.
        code: The exit code of the run.

    Returns:
        A warning in one line; None where all went well or there was nothing to tell.
    """
    document = alert_document(result, code)
    if not _is_due(alert.when, document, code):
        return None
    if alert.settings is not None and _is_open(alert.settings):
        return (
            f"The alert was not given: others can write {alert.settings}, and so name "
            f"a command. Let it be yours alone (chmod go-w). {_SAME}"
        )
    words = json.dumps(document, ensure_ascii=False) + "\n"
    try:
        done = subprocess.run(
            alert.command,
            input=words.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=alert.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return (
            f"The alert command took longer than {alert.seconds} seconds and was "
            f"ended: {alert.command[0]}. {_SAME}"
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no command"
        return f"The alert command {alert.command[0]} cannot be run: {reason}. {_SAME}"
    if done.returncode:
        return (
            f"The alert command {alert.command[0]} ended with {done.returncode}. "
            f"{_SAME}"
        )
    return None


def alert_document(result: "CheckResult", code: ExitCode) -> dict[str, Any]:
    """What the command is told: counts, and the ids of run and returns."""
    history = result.history
    document: dict[str, Any] = {
        "format": 1,
        "version": result.version,
        "run_id": result.run_id,
        "started_at": result.started_at.isoformat(),
        "exit_code": int(code),
        "returns": [record.return_id for record in result.returns_to_submit],
        "findings": {each.value: n for each, n in result.counts.items()},
        "explained": result.explained,
    }
    if history is not None:
        document |= {
            "previous_run": history.previous and history.previous.run_id,
            "new": {each.value: n for each, n in history.new_by_severity.items()},
            "mended": {each.value: n for each, n in history.mended_by_severity.items()},
            "first_checked": history.first_checked,
        }
    return document


def _is_due(when: AlertWhen, document: dict[str, Any], code: ExitCode) -> bool:
    new = document.get("new", {})
    if when is AlertWhen.FAILURE:
        return code is not ExitCode.CLEAN
    if when is AlertWhen.NEW_ERRORS:
        return bool(new.get(Severity.ERROR.value))
    return any(number for level, number in new.items() if level != Severity.INFO.value)


def _is_open(settings: Path) -> bool:
    """Whether somebody else could have written the file that names the command."""
    if sys.platform == "win32":
        return False
    try:
        found = settings.stat()
    except OSError:
        return True
    return bool(found.st_mode & _OTHERS_WRITE) or found.st_uid not in (0, os.geteuid())
