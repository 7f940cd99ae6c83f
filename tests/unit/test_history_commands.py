"""`returncheck history`, `history prune`, `diff`: what they say of what is asked."""

import json

import pytest
from history_databases import database_of
from typer.testing import CliRunner

from returncheck import Workspace
from returncheck.cli import command_line
from returncheck.errors import ConfigError

RUN = {name: (name * 8)[:32].ljust(32, "0") for name in ("aaa1", "aaa2", "bbbb")}


@pytest.fixture
def folder(tmp_path):
    database_of(
        tmp_path / "returncheck.duckdb",
        (RUN["aaa1"], 1, {"f1": "A", "f2": "B"}, "AB"),
        (RUN["aaa2"], 2, {"f1": "A", "f3": "A"}, "A"),
        (RUN["bbbb"], 3, {"f3": "A"}, "AB"),
    )
    return tmp_path


def call(folder, *arguments):
    done = CliRunner().invoke(command_line(), [*arguments, "--out", str(folder)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def test_runs_are_listed_the_latest_last(folder):
    lines = call(folder, "history").output.splitlines()
    assert [line.split()[0] for line in lines] == [
        "run",
        *(v[:8] for v in RUN.values()),
    ]
    assert "2026-01-02 09:00:00" in lines[1]


def test_last_runs_alone(folder):
    lines = call(folder, "history", "--last", "1").output.splitlines()
    assert len(lines) == 2


def test_runs_as_json(folder):
    runs = json.loads(call(folder, "history", "--json").output)
    assert [run["run_id"] for run in runs] == list(RUN.values())
    assert runs[0]["returns"][0]["counts"][0]["findings"] == 2


def test_empty_history_is_said(tmp_path):
    with Workspace.open(output=tmp_path):
        pass
    assert "No run is kept yet" in call(tmp_path, "history").output
    assert json.loads(call(tmp_path, "history", "--json").output) == []
    with pytest.raises(ConfigError, match="The history is empty"):
        call(tmp_path, "diff")


def test_diff_of_the_last_two_runs(folder):
    shown = call(folder, "diff").output
    assert "0 new, 1 mended, 1 still there." in shown


def test_diff_says_what_was_not_compared(folder):
    shown = call(folder, "diff", "aaa1aaa1", "last~1").output
    assert "1 new, 0 mended, 1 still there, 1 not compared" in shown


def test_diff_lists_findings_without_a_child(folder):
    shown = call(folder, "diff", RUN["aaa1"], "last", "--list").output
    assert "CHILD" not in shown
    assert shown.count("id-") == 3


def test_diff_as_json(folder):
    shown = json.loads(call(folder, "diff", "--json", "--list").output)
    assert shown["counts"] == {"new": 0, "mended": 1, "still": 1, "not_compared": 0}
    assert {each["state"] for each in shown["findings"]} == {"mended", "still"}
    assert shown["first"]["run_id"] == RUN["aaa2"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cccc", "There is no run 'cccc'"),
        ("aaa", "There is no run 'aaa'"),
        ("last~3", "There is no run 'last~3': the history has 3"),
        ("last~", "There is no run 'last~'"),
        ("yesterday", "There is no run 'yesterday'"),
        ("", "There is no run ''"),
        ("\x1b[2J", "There is no run 'of that name'"),
    ],
)
def test_unknown_run_is_said(folder, name, words):
    with pytest.raises(ConfigError) as told:
        call(folder, "diff", name, "last")
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_beginning_of_several_runs_is_said(tmp_path):
    first, second = "ab12" + "0" * 28, "ab12" + "1" * 28
    database_of(
        tmp_path / "returncheck.duckdb",
        (first, 1, {}, "A"),
        (second, 2, {}, "A"),
    )
    with pytest.raises(ConfigError, match="beginning of 2 runs: ab120000, ab121111"):
        call(tmp_path, "diff", "ab12", "last")
    assert "0 new" in call(tmp_path, "diff", "ab120", "ab121").output


@pytest.mark.parametrize("keep", ["", "90 days", "0", "0d", "-3", "d", "1.5d"])
def test_wrong_keep_is_said(folder, keep):
    with pytest.raises(ConfigError, match="Give days such as 90d"):
        call(folder, "history", "prune", f"--keep={keep}")


def test_pruning_says_what_is_gone_and_what_stays(folder):
    shown = call(folder, "history", "prune", "--keep", "1").output
    assert shown.startswith("0 runs are taken out of the history, 3 left; 2 older")


def test_folder_without_a_database_is_said(tmp_path):
    for command in (["history"], ["diff"], ["history", "prune", "--keep", "1d"]):
        with pytest.raises(ConfigError, match="There is no database"):
            call(tmp_path, *command)
