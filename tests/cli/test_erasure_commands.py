"""`remove`, `purge`, `retention_days` and signals, through the real command line."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from returncheck import Workspace, warehouse

RETURN = "kpi_return-887"
NARRATIVE = "SECRETNARRATIVE"


@pytest.fixture
def checked(tmp_path):
    """An output folder with a return in its database and outputs beside it."""
    folder = tmp_path / "checked"
    with Workspace.open(output=folder) as workspace:
        figures = pl.DataFrame({"note": [NARRATIVE], "la_code": ["887"]})
        workspace.load_tables(
            "kpi_return", {"Figures": figures}, "887", return_id=RETURN
        )
    for name in ("report.html", "findings.csv", "summary.md"):
        (folder / name).write_text(NARRATIVE)
    (folder / "queries-to-explain.csv").write_text(
        "rule,child,reason,by,date,return\n"
        f"8670Q,A,{NARRATIVE},B,2026-01-01,{RETURN}\n"
        "8670Q,A,kept,B,2026-01-01,other\n"
    )
    (folder / "mine.txt").write_text("mine")
    return folder


def bytes_of(folder):
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


def test_remove_takes_return_and_outputs_away(returncheck, checked):
    assert NARRATIVE.encode() in bytes_of(checked)
    ended = returncheck("remove", RETURN, checked)
    assert ended.returncode == 0, ended.stderr
    assert NARRATIVE.encode() not in bytes_of(checked)
    assert f"{RETURN} is removed" in ended.stdout
    assert "report.html is removed" in ended.stdout
    left = {each.name for each in checked.iterdir()}
    assert left == {"returncheck.duckdb", "queries-to-explain.csv", "mine.txt"}
    assert "kept" in (checked / "queries-to-explain.csv").read_text(encoding="utf-8")


def test_purge_takes_all_away(returncheck, checked):
    ended = returncheck("purge", "--out", checked)
    assert ended.returncode == 0, ended.stderr
    left = {each.name for each in checked.iterdir()}
    assert left == {"returncheck.duckdb", "mine.txt"}
    assert NARRATIVE.encode() not in bytes_of(checked)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("remove", "x", "checked"), f"holds no return 'x'. It holds: {RETURN}."),
        (("remove", "x", "nowhere"), "There is no database"),
        (("purge", "nowhere"), "There is no database"),
    ],
)
@pytest.mark.usefixtures("checked")
def test_wrong_use_is_told_in_one_line(returncheck, arguments, words):
    ended = returncheck(*arguments)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_workspace_lets_returns_expire(checked):
    with Workspace.open(output=checked) as workspace:
        with warehouse.connect(workspace.database) as connection:
            connection.execute(
                "update raw.returns set loaded_at = loaded_at - interval 31 day"
            )
        assert workspace.expire(40) == []
        assert workspace.expire(30) == [RETURN]
        assert workspace.expire(30) == []
    assert NARRATIVE.encode() not in (checked / "returncheck.duckdb").read_bytes()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("retention_days: 0", "is '0', not a number of days"),
        ("retention_days: yes", "not a number of days"),
        ("redact: 1", "Write true or false"),
        ("redaction_key: short-secret", "is no text of 16 letters or more"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(
    returncheck, tmp_path, settings, words
):
    (tmp_path / "returncheck.yml").write_text(settings)
    ended = returncheck("run", "x.xml")
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "short-secret" not in ended.stderr


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)]
)
def test_signal_ends_with_one_line_and_nothing_left(tmp_path, number, code):
    program = (
        "import sys, time\nfrom pathlib import Path\nimport returncheck.cli as cli\n"
        "from returncheck.files.private import temporary_folder\n"
        "class App:\n"
        "    def __call__(self, **_):\n"
        "        with temporary_folder(Path(sys.argv[1]) / 'x') as made:\n"
        "            print('ready', flush=True)\n            time.sleep(60)\n"
        "cli.command_line = lambda: App()\ncli.main()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    child.stdout.readline()
    os.kill(child.pid, number)
    _, said = child.communicate(timeout=30)
    assert child.returncode == code
    assert said.startswith("Stopped by SIG")
    assert said.count("\n") == 1
    assert list(Path(tmp_path).iterdir()) == []
