"""The command that is told of a run: when, of what, and what its failure does."""

import json
import sys
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from returncheck.cli.alert import alert_document, given_alert
from returncheck.findings.exits import ExitCode
from returncheck.findings.finding import Severity
from returncheck.settings.config import Alert, AlertWhen

WRITE = "import sys; open(sys.argv[1], 'w').write(sys.stdin.read())"


def counts(error=0, query=0, info=0):
    return {Severity.ERROR: error, Severity.QUERY: query, Severity.INFO: info}


def result(new=None, **found):
    history = new and SimpleNamespace(
        previous=None,
        new_by_severity=new,
        mended_by_severity=counts(),
        first_checked=0,
    )
    return SimpleNamespace(
        history=history or None,
        version="1.0",
        run_id="ab" * 16,
        started_at=datetime(2026, 1, 2, tzinfo=UTC),
        returns_to_submit=[SimpleNamespace(return_id="kpi_return-887-made")],
        counts=counts(**found),
        explained=0,
    )


def writing(tmp_path, when=AlertWhen.NEW_ERRORS, **values):
    """An alert that writes what it is told to a file."""
    command = (sys.executable, "-c", WRITE, str(tmp_path / "told.json"))
    return Alert(command=command, when=when, **values)


@pytest.mark.parametrize(
    ("when", "new", "code", "is_told"),
    [
        (AlertWhen.NEW_ERRORS, counts(error=1), ExitCode.FINDINGS, True),
        (AlertWhen.NEW_ERRORS, counts(query=1), ExitCode.FINDINGS, False),
        (AlertWhen.NEW_ERRORS, None, ExitCode.FINDINGS, False),
        (AlertWhen.NEW_FINDINGS, counts(query=1), ExitCode.CLEAN, True),
        (AlertWhen.NEW_FINDINGS, counts(info=1), ExitCode.CLEAN, False),
        (AlertWhen.FAILURE, counts(), ExitCode.FINDINGS, True),
        (AlertWhen.FAILURE, counts(), ExitCode.UNREADABLE, True),
        (AlertWhen.FAILURE, counts(error=1), ExitCode.CLEAN, False),
    ],
)
def test_when_the_command_is_called(tmp_path, when, new, code, is_told):
    assert given_alert(writing(tmp_path, when), result(new), code) is None
    assert (tmp_path / "told.json").exists() == is_told


def test_command_is_told_counts_alone(tmp_path):
    one = result(counts(error=2), error=5)
    given_alert(writing(tmp_path), one, ExitCode.FINDINGS)
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert told == alert_document(one, ExitCode.FINDINGS)
    assert told["new"] == {"error": 2, "query": 0, "info": 0}
    assert (told["findings"]["error"], told["exit_code"]) == (5, 1)


def test_no_shell_reads_the_command(tmp_path):
    target = tmp_path / "made; touch by-a-shell"
    command = (sys.executable, "-c", WRITE, str(target), "$(touch other)", "|", "cat")
    alert = Alert(command=command)
    assert given_alert(alert, result(counts(error=1)), ExitCode.FINDINGS) is None
    assert [each.name for each in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("no-such-command-of-anybody",), "cannot be run: No such file"),
        (("a\0b",), "cannot be run: it is no command"),
        ((sys.executable, "-c", "raise SystemExit(7)"), "ended with 7"),
        (
            (sys.executable, "-c", "import time; time.sleep(60)"),
            "took longer than 1 seconds",
        ),
    ],
)
def test_command_that_fails_is_one_line(command, words):
    alert = Alert(command=command, seconds=1)
    told = given_alert(alert, result(counts(error=1)), ExitCode.FINDINGS)
    assert words in told
    assert told.endswith("The exit code stays as it is.")
    assert "\n" not in told


def test_command_that_reads_nothing_is_no_failure():
    alert = Alert(command=(sys.executable, "-c", ""))
    assert given_alert(alert, result(counts(error=1)), ExitCode.FINDINGS) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_command_that_others_could_have_named_is_not_called(tmp_path):
    settings = tmp_path / "returncheck.yml"
    settings.write_text("", encoding="utf-8")
    settings.chmod(0o666)
    alert = writing(tmp_path, settings=settings)
    told = given_alert(alert, result(counts(error=1)), ExitCode.FINDINGS)
    assert "others can write" in told
    assert not (tmp_path / "told.json").exists()
    settings.chmod(0o644)
    assert given_alert(alert, result(counts(error=1)), ExitCode.FINDINGS) is None
    assert (tmp_path / "told.json").exists()
